"""Is a filled worklist one of this office's, of this month and run, with our part of it unchanged?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reconcile.catalogue import Catalogue
from reconcile.deposits import Deposit
from reconcile.errors import UsageError
from reconcile.facts.masking import is_masked_form
from reconcile.history import (
    ANSWERS,
    IDENTITY,
    SIGNOFF_SHEET,
    UNARCHIVED,
    WORKLISTS,
    Filled,
    History,
    Worklist,
    WorklistRow,
)
from reconcile.lives import Life, Lives
from reconcile.review.answered_causes import PrintedCause, answered_together, causes_in
from reconcile.review.faults import Faults
from reconcile.review.past import carried
from reconcile.review.sealing import digests_of
from reconcile.text.dates import Month, roc_date
from reconcile.text.folding import clean

_ITEM, _CODE, _MESSAGE = IDENTITY
_DISCREPANCIES, _QUESTIONS, _CARRIED = WORKLISTS
_SHOWN = 5
_LONGEST_CELL = 32_767


@dataclass(frozen=True)
class Believed:
    """A worklist that is what it says: its rows by item.

    `then` are the lives of the items when it was made, after so many (`after`) of the month's worklists. `causes` is
    the row of its cause for each item that an answer there answers too.
    """

    rows: Mapping[str, WorklistRow]
    then: Lives
    after: int
    causes: Mapping[str, WorklistRow]


def believed(worklist: Worklist, history: History, month: Month, catalogue: Catalogue, faults: Faults) -> Believed:
    """Hold the worklist against the archive: raises UsageError where it is another's.

    Of what is changed in it where it is ours the `faults` hear, row by row.
    """
    run = _run(history, month)
    _refuse_foreign(worklist, run, month)
    after = _after(worklist, history, run)
    made = max([run, *history.decisions(month)[:after]], key=lambda deposit: deposit.number)
    then = Lives.of(replace(history, deposits=history.deposits[: history.deposits.index(made) + 1]))
    now = Lives.of(history)
    rows: dict[str, WorklistRow] = {}
    causes = causes_in(run, month)
    for sheet, row in ((sheet, row) for sheet, rows in worklist.rows.items() for row in rows):
        item = spoken(row.cells.get(_ITEM))
        with faults.gathered():
            if item in causes:
                _take_cause(worklist.file, sheet, row, causes[item])
                continue
            known = [lives[item] for lives in (then, now) if item in lives and lives[item].month <= month]
            _refuse_unknown(worklist.file, item, row, known)
            _refuse_repeated(worklist.file, row, item, rows.setdefault(item, row))
            _refuse_changed(worklist.file, sheet, row, known, month, catalogue)
    with faults.gathered():
        _refuse_deleted(worklist.file, rows, then, now, month)
    with faults.gathered():
        if lost := [item for item, cause in causes.items() if cause.row is None]:
            raise _lacking(worklist.file, lost)
    return Believed(rows, then, after, answered_together(run, causes))


def spoken(value: Filled) -> str:
    """What a cell says, as one line; blank where it holds nothing."""
    return clean(value) or ""


def _run(history: History, month: Month) -> Deposit:
    runs = history.runs(month)
    if not runs:
        raise UsageError(f"封存內沒有{month.roc}的勾稽結果，無從收錄處理結果；請先執行 reconcile run {month}。")
    if all(runs[-1] is not deposit for deposit in history.deposits):
        raise UsageError(
            f"{month.roc}的勾稽結果屬原機關之封存，不能於本機關收錄；其未結事項請於本機關其後月份報表之前月未結答復。"
        )
    if history.retraction(month):
        raise UsageError(
            f"{month.roc}的勾稽結果已撤回，不能收錄處理結果；請重新執行 reconcile run {month}，改填新的 report.xlsx。"
        )
    return runs[-1]


def _refuse_foreign(worklist: Worklist, run: Deposit, month: Month) -> None:
    named, theirs = run.record.get("agency"), spoken(worklist.labels.get("機關"))
    if named is not None and theirs != clean(named):
        raise UsageError(
            f"{worklist.file}：{SIGNOFF_SHEET}頁的機關與封存的機關不同，是別的機關的報表；請改交本機關的 report.xlsx。"
        )
    try:
        written = Month.parse(spoken(worklist.labels.get("月份")))
    except ValueError:
        raise UsageError(
            f"{worklist.file}：{SIGNOFF_SHEET}頁的月份空白或已被更改；請以原 report.xlsx 重填，勿更動月份。"
        ) from None
    if written != month:
        raise UsageError(
            f"{worklist.file}：這是{written.roc}的報表，不是{month.roc}的；"
            f"請改交{month.roc}的 report.xlsx，或以 reconcile decide {written} 收錄。"
        )


def _after(worklist: Worklist, history: History, run: Deposit) -> int:
    """How many of the month's worklists had been taken in, at most, when this one was made.

    One that brought a signature and no answer moves no digest: what is signed in print counts as printed.
    """
    digest = spoken(worklist.labels.get("報表驗證碼"))
    if digest == UNARCHIVED:
        raise UsageError(
            f"{worklist.file}：這是以 --out 製作、未封存的報表，不能收錄處理結果；"
            f"請將處理結果填入 reconcile run {run.month} 所製的 report.xlsx 再收錄。"
        )
    borne = digests_of(run, history)
    if digest in borne:
        return max(after for after, one in enumerate(borne) if one == digest)
    assert run.month is not None, "a run has a month"
    for older in history.runs(run.month)[:-1]:
        if digest in digests_of(older, history):
            raise UsageError(
                f"{worklist.file}：這是{roc_date(older.as_of)}執行的報表，其後已於{roc_date(run.as_of)}重新執行；"
                "請將處理結果填入最新的 report.xlsx 再收錄。"
            )
    raise UsageError(
        f"{worklist.file}：{SIGNOFF_SHEET}頁的報表驗證碼與封存的{run.month.roc}不符，可能出自未封存的執行或已被更改；"
        f"請重新執行 reconcile run {run.month}，改填新的 report.xlsx。"
    )


def _refuse_unknown(file: str, item: str, row: WorklistRow, known: Sequence[Life]) -> None:
    if not item:
        raise UsageError(
            f"{file}：{row.place}有內容而沒有「{_ITEM}」，可能是貼上時被覆蓋；請以原 report.xlsx 重填這一列。"
        )
    if not known:
        raise UsageError(
            f"{file}：{row.place}的「{_ITEM}」不是封存內的項目，可能被更改或貼錯；請以原 report.xlsx 重填這一列。"
        )


def _refuse_repeated(file: str, row: WorklistRow, item: str, first: WorklistRow) -> None:
    if first is not row:
        raise UsageError(f"{file}：{row.place}的項目 {item} 與{first.place}重複；請刪去多出的一列後再收錄。")


def _refuse_changed(
    file: str, sheet: str, row: WorklistRow, known: Sequence[Life], month: Month, catalogue: Catalogue
) -> None:
    """Code and message are ours; they must be those of the item, on the sheet where it belongs."""
    code, message = (spoken(row.cells.get(heading)) for heading in (_CODE, _MESSAGE))
    if not any(
        (sheet, code) == (_sheet(life, month, catalogue), life.row["code"]) and is_masked_form(message, _message(life))
        for life in known
    ):
        raise UsageError(
            f"{file}：{row.place}的項目 {known[0].row['item']} 內容（{_CODE}、{_MESSAGE}）與原報表不同，"
            f"可能被更改、貼上覆蓋或僅排序部分欄位；請以原 report.xlsx 重填，僅填寫{'、'.join(ANSWERS)}。"
        )


def _message(life: Life) -> str:
    """As it was archived; a later month may print it with more of its persons hidden."""
    return spoken(life.row["message"][:_LONGEST_CELL])


def _sheet(life: Life, month: Month, catalogue: Catalogue) -> str:
    if life.month < month or not life.listed:
        return _CARRIED
    return _QUESTIONS if life.row["code"] in catalogue.conduct else _DISCREPANCIES


def _refuse_deleted(file: str, given: Mapping[str, WorklistRow], then: Lives, now: Lives, month: Month) -> None:
    """Every item of this month's run must still stand there, and what it carried that is open to this day."""
    carried_open = [item.item for item in carried(then, month) if item.state == "open" and now[item.item].is_open]
    missing = [item for item, life in then.items() if life.month == month and life.listed and item not in given]
    missing += [item for item in carried_open if item not in given]
    if missing:
        raise _lacking(file, missing)


def _take_cause(file: str, sheet: str, row: WorklistRow, cause: PrintedCause) -> None:
    """Keep the row of a cause, once, as it was printed."""
    if cause.row is not None:
        raise UsageError(f"{file}：{row.place}的原因 {cause.name} 與{cause.row.place}重複；請刪去多出的一列後再收錄。")
    cause.row = row
    given = (sheet, *(spoken(row.cells.get(heading)) for heading in (_CODE, _MESSAGE)))
    if given != (_DISCREPANCIES, cause.kind, spoken(cause.sentence[:_LONGEST_CELL])):
        raise UsageError(
            f"{file}：{row.place}的原因 {cause.name} 內容（{_CODE}、{_MESSAGE}）與原報表不同，"
            f"請以原 report.xlsx 重填，僅填寫{'、'.join(ANSWERS)}。"
        )


def _lacking(file: str, missing: Sequence[str]) -> UsageError:
    more = f"等 {len(missing)} 項" if len(missing) > _SHOWN else ""
    return UsageError(
        f"{file}：缺少項目 {'、'.join(missing[:_SHOWN])}{more}，可能是列被刪除；"
        "請以原 report.xlsx 重填（可排序、篩選，請勿刪列）。"
    )
