"""The lists that the office keeps beside its register: cases, faxes, old and new numbers, days without office hours."""

import csv
from collections.abc import Sequence
from pathlib import Path

from maker.month import Case, Month
from maker.people import AGENCY
from maker.roc import slashed, slashed_moment
from maker.workbook import Style, new_workbook

_CASES = {
    "案號": 22,
    "案由": 18,
    "申請人": 20,
    "申請人身分證號": 16,
    "關係人證號": 40,
    "受理日期": 12,
    "辦結日期": 12,
    "承辦人": 12,
}
_FAXES = {
    "傳真日期時間": 20,
    "查詢人": 12,
    "查詢對象": 14,
    "身分證號": 14,
    "查詢事由": 34,
    "補送公文日期": 14,
    "補送公文文號": 24,
}
_CLOSED_DAYS = (("停止上班日", "事由"), ("115/10/24", "颱風，花蓮縣停止上班"))


def write_cases(month: Month, path: Path) -> None:
    """受理案件清冊 in the order of the days of receipt."""
    _write(path, "受理案件清冊", _CASES, [_case(case) for case in month.cases if case.queries])


def write_faxes(month: Month, path: Path) -> None:
    """疑義查詢表登記簿, a row a fax."""
    rows = [
        (
            slashed_moment(fax.faxed_at)[:-3],
            fax.user.name,
            fax.subject.name,
            fax.subject.identifier,
            fax.reason,
            slashed(fax.letter_on),
            fax.letter_no,
        )
        for fax in month.faxes
    ]
    _write(path, "疑義查詢表登記簿", _FAXES, rows)


def write_aliases(month: Month, path: Path) -> None:
    """新舊證號對照表, as a small system would export it: UTF-8 with BOM."""
    _write_csv(path, [("舊證號", "新證號"), *month.aliases])


def write_closed_days(path: Path) -> None:
    """停止上班日清單."""
    _write_csv(path, _CLOSED_DAYS)


def _case(case: Case) -> Sequence[str]:
    first, *others = dict.fromkeys(query.subject for query in case.queries)
    related = "、".join(subject.identifier for subject in others)
    days = slashed(case.received_on), slashed(case.closed_on)
    return (case.number, case.business, first.name, first.identifier, related, *days, case.queries[0].user.name)


def _write(path: Path, title: str, columns: dict[str, int], rows: Sequence[Sequence[str]]) -> None:
    with new_workbook(path) as book:
        sheet = book.add_worksheet(title)
        heading = book.add_format(Style(size=14, bold=True, border=False).as_dict())
        header = book.add_format(Style(bold=True, fill="#FFF2CC").as_dict())
        cell = book.add_format(Style().as_dict())
        sheet.merge_range(0, 0, 0, len(columns) - 1, f"{AGENCY}{title}", heading)
        for column, (name, width) in enumerate(columns.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, name, header)
        for number, row in enumerate(rows, start=2):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text, cell)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
