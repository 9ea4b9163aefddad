"""Rows that share time and condition in merged cells: one query on several lines, or several; nobody can tell."""

from collections.abc import Sequence

from reconcile.carriers.raw import Document, Sheet
from reconcile.errors import Problem
from reconcile.reading.blocks import SUBJECTS, TIMES
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import Scan


def sharing_time_and_condition(document: Document, found: Scan) -> list[Problem]:
    """A problem for each row whose time and condition are cells that begin above it.

    With a time of its own, a row below the condition of another is another query about the same person.
    """
    shared: dict[tuple[Sheet, Layout], set[int]] = {}
    problems: list[Problem] = []
    if not any(sheet.merged for sheet in document.sheets):
        return problems
    for row in found.rows:
        if not row.sheet.merged:
            continue
        key = row.sheet, row.layout
        if key not in shared:
            covered = (_covered(row.sheet, _columns(row.layout, told)) for told in (TIMES, SUBJECTS))
            shared[key] = set.intersection(*covered)
        if row.row.number in shared[key]:
            problems.append(Problem(document.file, row.place, _SHARED, row.sheet.page))
    return problems


_SHARED = "查詢時間與查詢條件都和上一列合併在同一儲存格，看不出是一筆或多筆查詢，請對照原始報表。"


def _columns(layout: Layout, meanings: tuple[str, ...]) -> list[int]:
    return [layout.columns[one] for one in meanings if one in layout.columns]


def _covered(sheet: Sheet, columns: Sequence[int]) -> set[int]:
    """The numbers of the rows over which a cell of one of these columns reaches that begins further up."""
    return {
        sheet.rows[at].number
        for (top, first), (last, end) in sheet.merged
        if any(first <= column <= end for column in columns)
        for at in range(top + 1, min(last + 1, len(sheet.rows)))
    }
