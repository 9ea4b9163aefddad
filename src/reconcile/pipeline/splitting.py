"""One statement for a county, split by office: every row is somebody's, or is told as nobody's."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from reconcile.archive import agencies, read_history
from reconcile.documents import ROSTER, STATEMENT
from reconcile.errors import ReconcileError
from reconcile.facts.offices import Offices
from reconcile.inbox import look_into, role_among
from reconcile.outcome import Reading
from reconcile.publishing import fingerprint
from reconcile.reading import PART, read_roster, read_statement
from reconcile.rules import catalogue_of
from reconcile.settings import Settings, load_settings
from reconcile.tables import STATEMENT as TABLE
from reconcile.text.dates import ROC_YEAR_ZERO, Month
from reconcile.text.folding import comparable

_CODE = re.compile(r"[A-Z0-9-]+")
_OFFICE = "戶政事務所"


@dataclass(frozen=True)
class Recipient:
    """An office that may have a part: its names, its codes, and the accounts that its rosters list.

    `has_roster` says that it has one: then an account that nobody lists is not one of its own.
    """

    name: str
    inbox: Path
    agency: str | None
    names: tuple[str, ...]
    codes: frozenset[str]
    accounts: frozenset[str]
    has_roster: bool
    stands: bool


@dataclass(frozen=True)
class Split:
    """How a county's statement was shared out: `parts` are rows by office, `problems` sentences, without any person.

    `proof` is what says that nothing is missing; the same is told to every office beside its part.
    """

    parts: Mapping[str, int]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    proof: Mapping[str, Any]


@dataclass
class _Shares:
    """Row numbers by office, and those of nobody."""

    of: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    nobody: list[int] = field(default_factory=list)


def recipient(name: str, settings_file: Path, month: Month, county: Settings) -> Recipient | None:
    """What is known of an office by its folder; None where its settings cannot be read, which its own run tells."""
    try:
        settings = load_settings(settings_file, catalogue_of(Settings()))
        home = settings_file.absolute().parent
        rosters, stands = _rosters(home, settings, month)
    except ReconcileError:
        return None
    told = [settings.office.agency, *settings.office.formerly]
    listed = [one for one in county.regulation.offices if one.endswith(f"{name}{_OFFICE}")]
    accounts = frozenset(comparable(one) for frame in rosters for one in frame["account"].dropna().unique())
    return Recipient(
        name,
        home / settings.office.inbox,
        settings.office.agency,
        tuple(dict.fromkeys([*(one for one in told if one), *listed])),
        frozenset(_CODE.findall(comparable(name).upper())),
        accounts,
        bool(rosters),
        stands,
    )


def split_statement(path: Path, month: Month, offices: list[Recipient], county: Settings) -> Split:
    """Read the county's statement, and put every office's part into its inbox with a proof beside it.

    Raises FileRefused where it cannot be understood. An office whose month stands already is given nothing; neither is
    one in whose inbox a statement of its own lies: both are told.
    """
    reading = read_statement(path, county)
    table = TABLE.conform(reading.table).reset_index(drop=True)
    shares = _shared(table, offices)
    source = fingerprint(STATEMENT.name, path)
    proof: dict[str, Any] = {
        "source": {"bytes": source.bytes, "sha256": source.sha256},
        "month": str(month),
        "rows_printed": reading.facts.rows_printed,
        "rows_unreadable": reading.facts.rows_unreadable,
        "rows_of_nobody": _rows(table, shares.nobody),
        "parts": {one.name: len(shares.of[one.name]) for one in offices},
    }
    total = sum(proof["parts"].values()) + len(shares.nobody) + reading.facts.rows_unreadable
    assert total == reading.facts.rows_printed, "every row that is printed is somebody's, nobody's or unreadable"
    notes = [note for one in offices if (note := _hand_over(one, table, shares, reading, proof, month))]
    return Split(proof["parts"], tuple(_problems(reading, table, shares)), tuple(notes), proof)


def _shared(table: pd.DataFrame, offices: list[Recipient]) -> _Shares:
    """Each row to the office that its agency names, by name or by code, else to the one that lists its account."""
    entries = {name: one.name for one in offices for name in one.names}
    by_name, shares = Offices(tuple(entries)), _Shares()
    owners = {account: [one.name for one in offices if account in one.accounts] for account in _accounts(table)}
    codes = _codes(table, offices, owners)
    named = {text: by_name.entry_of(text) for text in table["agency"].dropna().unique()}
    for row, (agency, account) in enumerate(zip(table["agency"], table["account"], strict=True)):
        entry = named.get(agency) if isinstance(agency, str) else None
        owner = entries.get(entry or "") or (codes.get(comparable(agency).upper()) if isinstance(agency, str) else None)
        if owner is None and isinstance(account, str) and len(listed := owners[comparable(account)]) == 1:
            owner = listed[0]
        (shares.of[owner] if owner else shares.nobody).append(row)
    return shares


def _accounts(table: pd.DataFrame) -> set[str]:
    return {comparable(account) for account in table["account"].dropna().unique()}


def _codes(table: pd.DataFrame, offices: list[Recipient], owners: Mapping[str, list[str]]) -> dict[str, str]:
    """Whose a code is: that of a folder, else the office of all the accounts under it that anybody lists."""
    told = {code: one.name for one in offices for code in one.codes}
    known = table[["agency", "account"]].dropna().drop_duplicates()
    under = defaultdict[str, set[str]](set)
    for agency, account in zip(known["agency"], known["account"], strict=True):
        if _CODE.fullmatch(comparable(agency).upper()):
            under[comparable(agency).upper()].update(owners[comparable(account)])
    return {code: names.pop() for code, names in under.items() if len(names) == 1} | told


def _hand_over(
    one: Recipient, table: pd.DataFrame, shares: _Shares, reading: Reading, proof: dict[str, Any], month: Month
) -> str | None:
    """Put an office's part into its inbox; a sentence where it was not."""
    name = f"{month.year - ROC_YEAR_ZERO}年{month.month:02}月{STATEMENT.title}-縣府分送.parquet"
    target = one.inbox / name
    if one.stands:
        return None
    if _has_its_own(one.inbox, month, target):
        return f"{one.name}：收件匣已有該所自行下載之{month.roc}{STATEMENT.title}，未分送。"
    unsure = bool(reading.problems) or (bool(shares.nobody) and not one.has_roster)
    rows = shares.of[one.name]
    told = {
        "printed_on": reading.facts.printed_on.isoformat() if reading.facts.printed_on else None,
        "says_none": not rows and not unsure,
        "unsure": unsure,
        "proof": proof,
        "rows": _rows(table, rows),
    }
    part = table.iloc[rows].assign(statement_file=name, statement_row=range(1, len(rows) + 1))
    arrow = pa.Table.from_pandas(TABLE.conform(part), schema=TABLE.schema, preserve_index=False)
    arrow = arrow.replace_schema_metadata({PART: json.dumps(told, ensure_ascii=False)})
    one.inbox.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{name}.new")
    pq.write_table(arrow, aside)
    aside.replace(target)
    _tell(one, told, month)
    return f"{one.name}：分送之明細表未能證明完整，該所報表將列為未完成。" if unsure else None


def _tell(one: Recipient, told: Mapping[str, Any], month: Month) -> None:
    """The proof, beside the inbox, for people and programs: where the part came from, and that nothing is missing."""
    proof, rows = told["proof"], told["rows"]
    others = "、".join(f"{name} {count} 筆" for name, count in proof["parts"].items())
    said = [
        f"{month.roc}{STATEMENT.title}分送證明",
        f"縣府之明細表 SHA-256：{proof['source']['sha256']}",
        f"所載 {proof['rows_printed']} 筆 ＝ {others}"
        f"、不屬於任何一所 {len(proof['rows_of_nobody'])} 筆、無法讀取 {proof['rows_unreadable']} 筆",
        f"本所 {len(rows)} 筆，為原明細表之第 {'、'.join(map(str, rows)) or '—'} 筆。",
        "未能證明完整。" if told["unsure"] else "本所之部分完整。",
    ]
    folder = one.inbox.parent / "縣府分送"
    folder.mkdir(exist_ok=True)
    (folder / f"{month}.txt").write_text("\n".join(said) + "\n", encoding="utf-8", newline="\n")
    proved = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / f"{month}.json").write_text(proved + "\n", encoding="utf-8", newline="\n")


def _problems(reading: Reading, table: pd.DataFrame, shares: _Shares) -> list[str]:
    """What was wrong in the county's statement, and the rows that are nobody's, by their places."""
    found = [f"縣府之明細表{problem.place}：{problem.message}" for problem in reading.problems]
    if shares.nobody:
        where = "、".join(map(str, _rows(table, shares.nobody)[:20]))
        more = f"等 {len(shares.nobody)} 筆" if len(shares.nobody) > 20 else ""
        found.append(
            f"縣府之明細表第 {where} 筆{more}不屬於任何一所（機關名稱、代碼及帳號均查無），未分送；"
            f"請確認各所 office.toml 之機關名稱及{ROSTER.title}。"
        )
    return found


def _rows(table: pd.DataFrame, rows: list[int]) -> list[int]:
    return [int(row) for row in table["statement_row"].iloc[rows]]


def _rosters(home: Path, settings: Settings, month: Month) -> tuple[list[pd.DataFrame], bool]:
    """The rosters in an office's inbox, else the last that it archived; and whether a run of the month stands."""
    root, inbox = home / settings.office.archive, home / settings.office.inbox
    named = [settings.office.agency] if settings.office.agency else agencies(root)
    history = read_history(root, named[0]) if named else None
    stands = bool(history and history.standing(month))
    paths = role_among(look_into(inbox, 0), ROSTER, month) if inbox.is_dir() else ()
    found = [read_roster(path, settings).table for path in paths]
    if not found and history:
        runs = (run for one in reversed(history.months) if (run := history.standing(one)))
        found = list(islice((frame for run in runs if len(frame := run.table(ROSTER.name))), 1))
    return found, stands


def _has_its_own(inbox: Path, month: Month, ours: Path) -> bool:
    """Whether a statement of the month lies there that is not what the county handed over before."""
    if not inbox.is_dir():
        return False
    return any(path != ours for path in role_among(look_into(inbox, 0), STATEMENT, month))
