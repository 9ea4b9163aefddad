"""The 逐筆核對表: made from a statement; and, filled in, held against the statement of the run that takes it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from reconcile import by_hand
from reconcile.by_hand import CheckedList, CheckedRow, lines_found, listed, printed_rows
from reconcile.documents import REGISTER, STATEMENT
from reconcile.errors import ExitCode, FileRefused, Problem, UsageError
from reconcile.facts.accounts import names_of_accounts, own_names
from reconcile.forms import ListToCheck, write_list_to_check
from reconcile.lists import BY_HAND
from reconcile.outcome import Input, Reading
from reconcile.pipeline.inputs import Readings
from reconcile.pipeline.job import Job
from reconcile.pipeline.papers import Papers
from reconcile.publishing import added, fingerprint
from reconcile.reading import Ask, NothingFilledIn, read_as
from reconcile.settings import Settings
from reconcile.text.dates import Month

_WORKBOOKS = {".xlsx", ".ods"}


def make_list_to_check(
    month: Month, statements: Sequence[Path], settings: Settings, out: Path, ask: Ask | None
) -> Papers:
    """The month's queries on paper and as a workbook, identifiers whole, with room for what a person finds.

    Raises FileRefused where the statement holds no query of that month, UsageError where a list that somebody has
    filled in would be lost.
    """
    files = sorted(statements, key=lambda path: path.name)
    seals = tuple(fingerprint(STATEMENT.name, path).sha256 for path in files)
    readings = [read_as(STATEMENT.name, path, settings, ask=ask) for path in files]
    at = pd.concat([one.table["queried_at"] for one in readings])
    if not ((at >= month.start) & (at < month.end)).any():
        raise FileRefused(files[0].name, f"沒有{month.roc}的任何查詢，無從製作{by_hand.TITLE}；請確認月份及檔案。")
    problems = tuple(str(problem) for one in readings for problem in one.problems)
    wanted = ListToCheck(
        month=month,
        agency=settings.office.agency or next((one.facts.agency for one in readings if one.facts.agency), None),
        seals=seals,
        queries=tuple(listed([one.table for one in readings], settings.matching.open_session_minutes)),
        regulation=settings.regulation,
        problems=problems,
    )
    with added(out) as folder:
        made = write_list_to_check(wanted, folder)
        if settings.report.ods:
            made = (*made, _as_ods(made[-1]))
        for path in made:
            _refuse_to_lose(out / path.name, path, settings)
    code = ExitCode.INPUT_PROBLEMS if problems else ExitCode.FINISHED
    return Papers(tuple(out / path.name for path in made), tuple(f"問題：{one}" for one in problems), code)


def _as_ods(workbook: Path) -> Path:
    """The same list as OpenDocument, as the report is."""
    from reconcile.reports.ods import write_ods  # noqa: PLC0415 - a library that no other list needs

    written = workbook.with_suffix(".ods")
    write_ods(workbook, written)
    return written


def _refuse_to_lose(there: Path, made: Path, settings: Settings) -> None:
    """Only a workbook can hold what somebody found."""
    if there.suffix not in _WORKBOOKS or not there.is_file() or there.read_bytes() == made.read_bytes():
        return
    try:
        read_as(REGISTER.name, there, settings)
    except NothingFilledIn:
        return
    except FileRefused:
        pass
    raise UsageError(f"「{there.name}」已有人填寫，未予覆蓋；請將填妥者放入收件匣，或將該檔移到別的資料夾後重新製作。")


def with_list_checked(job: Job, readings: Readings, inputs: Sequence[Input]) -> Readings:
    """The readings, a 逐筆核對表 among the registers believed as far as the statement bears it out."""
    seals = {one.file: one.sha256 for one in inputs if one.role == STATEMENT.name}
    held = held_against(readings.statement, seals, readings.register, job.month, readings.lists.roster)
    if held.table is None:
        return readings
    return replace(
        readings,
        register=held.registers,
        lists=replace(readings.lists, by_hand=held.table),
        problems=(*readings.problems, *held.problems),
    )


@dataclass(frozen=True)
class Held:
    """The registers of a run once their 逐筆核對表 was held against the statements.

    `table` is `lists.BY_HAND`, None without such a list; `problems` are those that only the statement shows.
    """

    registers: tuple[Reading, ...]
    table: pd.DataFrame | None
    problems: tuple[Problem, ...]


def held_against(
    statements: Sequence[Reading],
    seals: dict[str, str],
    registers: Sequence[Reading],
    month: Month,
    roster: pd.DataFrame | None,
) -> Held:
    """Believe of the list what the statement bears out; `seals` are the digests of the statements by their names.

    Raises FileRefused where it was made for another month or from another statement, or where there are two.
    """
    lists = [one for one in registers if one.checked is not None]
    if not lists:
        return Held(tuple(registers), None, ())
    reading = lists[0]
    if len(lists) > 1:
        raise FileRefused(lists[1].facts.file, f"{by_hand.TITLE}一個月只有一份，請合併於同一檔案後重跑。")
    checked = _of_this_run(reading, set(seals.values()), month)
    ordered = sorted(statements, key=lambda one: checked.seals.index(seals[one.facts.file]))
    printed = printed_rows([one.table for one in ordered])
    rows, told = _borne_out(checked, printed, names_of_accounts(roster))
    checked = replace(checked, rows=tuple(rows))
    table, keys = lines_found(checked, reading.facts.file)
    unreadable = sum(one.ticked for one in rows) - len(table)
    amended = replace(reading, table=table, checked=checked, facts=replace(reading.facts, rows_unreadable=unreadable))
    problems = tuple(Problem(reading.facts.file, place, wrong) for place, wrong in told)
    others = tuple(amended if one is reading else one for one in registers)
    return Held(others, _table(checked, printed, keys, reading.facts.file), problems)


def _of_this_run(reading: Reading, seals: set[str], month: Month) -> CheckedList:
    checked, file = reading.checked, reading.facts.file
    assert checked is not None, "only lists are held against statements"
    if checked.of is None:
        raise FileRefused(file, f"{by_hand.TITLE}的月份空白或已被更改，請以原表重填，勿更動月份。")
    if checked.of != month:
        raise FileRefused(file, f"這是{checked.of.roc}的{by_hand.TITLE}，不是{month.roc}的；請改交{month.roc}者。")
    if len(checked.seals) != len(seals) or set(checked.seals) != seals:
        raise FileRefused(
            file,
            f"這份{by_hand.TITLE}出自另一份{STATEMENT.title}（驗證碼不符，可能重新下載或已被更改）；"
            f"請放回原明細表，或以 reconcile checklist {month} 重新製作後核對。",
        )
    return checked


_Printed = dict[str, tuple[tuple[str, int], tuple[str, ...]]]


def _borne_out(
    checked: CheckedList, printed: _Printed, known: dict[str, tuple[str, ...]]
) -> tuple[list[CheckedRow], list[tuple[str, str]]]:
    """The rows, those that the statement contradicts unused, and what is wrong with each."""
    rows, told = list[CheckedRow](), list[tuple[str, str]]()
    for one in checked.rows:
        wrong = _wrong(one, printed, known)
        if wrong and one.found is not None:
            told.append((one.place, wrong))
        believed = one.found is not None and (wrong is None or (one.found is False and one.row in printed))
        rows.append(one if believed else replace(one, found=None, key=None))
    given = {one.row for one in checked.rows}
    told += [("", f"缺少{by_hand.ROW} {row}，可能被刪除，請以原表重填。") for row in printed if row not in given]
    return rows, told


def _wrong(one: CheckedRow, printed: _Printed, known: dict[str, tuple[str, ...]]) -> str | None:
    if one.row not in printed:
        return f"{by_hand.ROW} {one.row} 不在{STATEMENT.title}內，可能被更改，請以原表重填。"
    if one.printed != printed[one.row][1]:
        return f"{by_hand.ROW} {one.row} 所印內容與{STATEMENT.title}不同，可能被更改或貼錯，請以原表重填。"
    if not one.found:
        return None
    if one.by is None:
        return f"未載{by_hand.CHECKED_BY}，未予採認。"
    account, name = one.printed[2], one.printed[3]
    if own_names(one.by, known) & (own_names(account, known) | own_names(name, known)):
        return f"{by_hand.CHECKED_BY}即為查詢人，不得自行核對，未予採認；請由他人核對。"
    return None


def _table(checked: CheckedList, printed: _Printed, keys: dict[str, tuple[int, int]], file: str) -> pd.DataFrame:
    return BY_HAND.frame(_told(checked, printed, keys, file))


def _told(
    checked: CheckedList, printed: _Printed, keys: dict[str, tuple[int, int]], file: str
) -> Iterator[dict[str, object]]:
    """A row a query of the statements."""
    found = {one.row: one.found for one in checked.rows}
    for row, ((statement_file, statement_row), _) in printed.items():
        said = {True: "found", False: "none", None: "unchecked"}[found.get(row)]
        entry, line = keys.get(row, (None, None))
        yield {
            "statement_file": statement_file,
            "statement_row": statement_row,
            "found": said,
            "register_file": file if entry else None,
            "register_entry": entry,
            "register_line": line,
        }
