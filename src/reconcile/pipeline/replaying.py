"""An archived month judged again under other settings, from what was received then: what the office's own ones hid."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from reconcile.deposits import Deposit
from reconcile.documents import LISTS, SIDES
from reconcile.errors import ArchiveBroken, UsageError
from reconcile.history import History
from reconcile.pipeline.conclusion import reconcile
from reconcile.pipeline.inputs import read_files
from reconcile.pipeline.job import Files, Job
from reconcile.publishing import fingerprint
from reconcile.regulation import Regulation
from reconcile.rules import catalogue_of
from reconcile.settings import Settings
from reconcile.tables import FINDINGS, STATEMENT_KEY, plain_rows
from reconcile.text.dates import Month, roc_date

_KEY = ["code", *STATEMENT_KEY, "register_file", "register_entry", "register_line"]
_PLACES = ["code", "statement_row", "register_entry", "register_line"]


@dataclass(frozen=True)
class Standpoint:
    """Under whose settings, and under which regulation, a month is judged; `called` is what the page says of it."""

    called: str
    settings: Settings


def standpoints(rules: str, county: Settings, office: Settings, run: Deposit) -> list[Standpoint]:
    """The county's settings with the regulation of now, with that of then, or ("both") with either, each named.

    The office's own are how its files are read and who it is. Raises UsageError where nobody has the profile of then.
    """
    found, then = list[Standpoint](), _regulation_of(run)
    if rules in ("now", "both"):
        who = county.office.model_copy(update={"agency": office.office.agency, "formerly": office.office.formerly})
        now = county.model_copy(update={"office": who, "reading": office.reading})
        found.append(Standpoint(f"現行：{_called(county.regulation)}", now))
    if rules in ("then", "both"):
        if then not in (None, office.regulation.digest):
            raise UsageError(f"該月當時適用之法規設定檔（{str(then)[:12]}）與 office.toml 現載者不同，請備妥後重跑。")
        judged_by = {name: getattr(county, name) for name in ("matching", "calendar", "rules", "sample")}
        found.append(Standpoint(f"當時：{_called(office.regulation)}", office.model_copy(update=judged_by)))
    return found


def hidden_by_settings(history: History, month: Month, standpoint: Standpoint, patience: int = 1) -> dict[str, Any]:
    """What a standing run would have listed from that standpoint and does not: by code, and row by row.

    Nobody is named. `rows` have the columns `under`, `code`, `statement_row`, `register_entry`, `register_line`.
    Raises ArchiveBroken where the inputs are no longer what was received.
    """
    run = history.standing(month)
    assert run is not None, "a month that stands is replayed"
    before = replace(history, deposits=tuple(one for one in history.deposits if one.number < run.number))
    files, names = _received(run)
    told = run.record.get("download")
    on = pd.Timestamp(told["on"]).date() if told and told["source"] == "option" else None
    job = Job(month, files, standpoint.settings, Path(), run.as_of, on, keep=False, patience=patience)
    outcome = reconcile(job, read_files(job), files.fingerprints(), before)
    found = FINDINGS.conform(outcome.findings)
    for side in ("statement_file", "register_file"):
        found[side] = found[side].map(lambda name: names.get(name, name), na_action="ignore")
    return _told(not_among(found, run.table(FINDINGS.name)), standpoint)


def not_among(found: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The findings that are none of the office's own, by code and keys."""
    known = set(plain_rows(own[_KEY]))
    new = [row not in known for row in plain_rows(found[_KEY])]
    return found[pd.Series(new, index=found.index, dtype="bool")]


def _told(hidden: pd.DataFrame, standpoint: Standpoint) -> dict[str, Any]:
    catalogue = catalogue_of(standpoint.settings)
    counts = Counter(map(str, hidden["code"]))
    codes = sorted(counts, key=catalogue.rank)
    rows = [
        dict(zip(("under", *_PLACES), (standpoint.called, *row), strict=True)) for row in plain_rows(hidden[_PLACES])
    ]
    return {
        "codes": [
            {"under": standpoint.called, "code": code, "title": catalogue.title(code), "count": counts[code]}
            for code in codes
        ],
        "rows": rows,
    }


def _received(run: Deposit) -> tuple[Files, dict[str, str]]:
    """The files as the run received them; a list of which only rows were kept is read from the table of them.

    Beside them the names that they came with, by those that they are kept under.
    """
    given = {(one["role"], one["sha256"]): one["file"] for one in run.record.get("inputs", ())}
    files, names = dict[str, tuple[Path, ...]](), dict[str, str]()
    for role in (*SIDES, *(one.name for one in LISTS)):
        kept = run.inputs(role)
        for path in kept:
            sha256 = fingerprint(role, path).sha256
            if (role, sha256) not in given:
                raise ArchiveBroken(f"{run.folder.name}/{path.name}", "內容與封存時不同（SHA-256 不符）。")
            names[path.name] = given[role, sha256]
        table = run.table_file(role)
        if kept:
            files[role] = kept
        elif role not in SIDES and table.is_file():
            files[role] = (table,)
    return Files(files), names


def _regulation_of(run: Deposit) -> str | None:
    """The digest of the regulation that a run was judged by; None of runs that did not tell."""
    told: dict[str, str] = run.office_record.get("regulation", {})
    return told.get("digest")


def _called(regulation: Regulation) -> str:
    return f"{regulation.name}（{roc_date(regulation.issued_on)}）"
