"""The story of one office's month, from files to a folder of reports."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from reconcile.errors import UsageError
from reconcile.lists import Lists
from reconcile.matching import match
from reconcile.outcome import Counts, Input, Outcome, Reading
from reconcile.publishing import fingerprint, published, record_of
from reconcile.reading import Ask, Progress, incoherences, inspect_file, read_register, read_roster, read_statement
from reconcile.reports import summary, write_record, write_reports
from reconcile.rules import judge
from reconcile.settings import Settings
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month
from reconcile.version import VERSION

SIDES = 2
"""How many files are read at a time."""

__all__ = ["inspect_file", "reconcile", "run_month", "standing_record", "summary"]


def run_month(
    month: Month | str,
    *,
    statements: Sequence[Path | str],
    registers: Sequence[Path | str],
    rosters: Sequence[Path | str] = (),
    settings: Settings | None = None,
    out: Path | str,
    as_of: date | None = None,
    progress: Progress | None = None,
    ask: Ask | None = None,
) -> Outcome:
    """Reconcile one office's month and publish its reports as the folder `out`.

    `as_of` (today if null) is the date that reports bear; `ask` is put to a person where a file needs a password that
    the environment does not give. Raises a ReconcileError, whose `exit_code` says which kind, before anything is
    written; the folder appears whole or not at all.
    """
    period = Month.parse(month) if isinstance(month, str) else month
    settings = settings or Settings()
    inputs = _inputs(statements, registers, rosters)
    with published(Path(out)) as folder:
        with ThreadPoolExecutor(SIDES) as pool:  # each file is opened by a child process of its own
            statement = pool.map(partial(read_statement, settings=settings, progress=progress, ask=ask), statements)
            register = pool.map(partial(read_register, settings=settings, progress=progress, ask=ask), registers)
            roster = pool.map(partial(read_roster, settings=settings, ask=ask), rosters)
            readings = list(statement), list(register)
            lists = Lists(roster=_together(reading.table for reading in roster))
        outcome = reconcile(period, *readings, lists, settings, inputs, as_of or date.today())
        write_record(outcome, folder)
        write_reports(outcome, folder)
    return outcome


def standing_record(
    month: Month,
    *,
    statements: Sequence[Path],
    registers: Sequence[Path],
    rosters: Sequence[Path],
    settings: Settings,
    out: Path,
) -> dict[str, Any]:
    """The run.json in `out` where it is of these very files, settings and version; else empty."""
    record = record_of(out)
    given = [asdict(source) for source in _inputs(statements, registers, rosters)]
    same = (str(month), VERSION, settings.sha256, given)
    return record if same == tuple(record.get(key) for key in ("month", "version", "settings_sha256", "inputs")) else {}


def reconcile(
    month: Month,
    statements: Sequence[Reading],
    registers: Sequence[Reading],
    lists: Lists,
    settings: Settings,
    inputs: tuple[Input, ...],
    as_of: date,
) -> Outcome:
    """Match, judge and count what was read: the whole of the month in memory."""
    statement = STATEMENT.conform(pd.concat([reading.table for reading in statements]))
    register = REGISTER.conform(pd.concat([reading.table for reading in registers]))
    matching = match(statement, register, lists, settings, month=month)
    return Outcome(
        month=month,
        agency=settings.office.agency or _agency([*statements, *registers]),
        as_of=as_of,
        inputs=inputs,
        settings=settings,
        statement=statement,
        register=register,
        matching=matching,
        findings=judge(statement, register, matching, lists, settings),
        problems=(
            *(problem for reading in (*statements, *registers) for problem in reading.problems),
            *incoherences(statements, registers, month, settings.office.agency),
        ),
        counts=Counts.of(list(statements), list(registers), matching),
        not_checked=tuple(_not_checked(statement)),
    )


def _inputs(
    statements: Sequence[Path | str], registers: Sequence[Path | str], rosters: Sequence[Path | str]
) -> tuple[Input, ...]:
    """What the run was given; raises UsageError where a side has no file or two files cannot be told apart."""
    if not statements:
        raise UsageError("沒有指定主管稽核月明細表（--statement），請補上檔案後重跑。")
    if not registers:
        raise UsageError("沒有指定查詢紀錄表（--register），請補上檔案後重跑。")
    sources = {"statement": statements, "register": registers, "roster": rosters}
    inputs = tuple(fingerprint(role, Path(path)) for role, paths in sources.items() for path in paths)
    names, digests = set[str](), dict[str, str]()
    for given in inputs:
        if given.file in names:
            raise UsageError(f"檔名「{given.file}」出現兩次，報表將無法分辨出處；請改名，或確認是否重複指定。")
        if given.sha256 in digests:
            raise UsageError(
                f"「{digests[given.sha256]}」與「{given.file}」內容完全相同，請確認是否拿錯檔案或重複指定。"
            )
        names.add(given.file)
        digests[given.sha256] = given.file
    return inputs


def _together(frames: Iterable[pd.DataFrame]) -> pd.DataFrame | None:
    found = list(frames)
    return pd.concat(found, ignore_index=True) if found else None


def _agency(readings: Sequence[Reading]) -> str | None:
    return next((reading.facts.agency for reading in readings if reading.facts.agency), None)


def _not_checked(statement: pd.DataFrame) -> list[str]:
    """A sentence for each check whose source the inputs do not hold."""
    without = int(statement["purpose"].isna().sum())
    if not without:
        return []
    if without == len(statement):
        return ["明細表未載查詢事由，未查核查詢事由與紀錄表是否相符。"]
    return [f"明細表有 {without} 筆未載查詢事由，該部分未查核事由與紀錄表是否相符。"]
