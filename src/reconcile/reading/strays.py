"""Text outside the table that may be a query nevertheless: what cannot be seen, and what names a person and a time."""

import re
from collections.abc import Iterator, Sequence

from reconcile.errors import Problem
from reconcile.reading.scan import DataRow, Note, Scan
from reconcile.text.identifiers import names_person

_WHEN = re.compile(r"\d[:：]\d\d|\d[/.年-]\d{1,2}[/.月-]\d")


def strays(file: str, found: Scan, *, passing: Sequence[Note]) -> list[Problem]:
    """A problem for each; `passing` are the notes that are known to be no rows, as the number of the page is.

    Above the table of a sheet stands who asked for it and when, which is no query either.
    """
    known = set(map(id, passing))
    problems = []
    for note, below in _notes(found):
        if note.row.hidden and note.sheet.page:
            reason = "有文字在畫面上看不到，未列入查詢，請確認原始報表。"
            problems.append(Problem(file, note.place, reason, note.sheet.page))
        elif below and id(note) not in known and _WHEN.search(note.text) and names_person(note.text):
            reason = "表格外的文字含證號及日期或時間，可能是未列入的查詢，請確認原始報表。"
            problems.append(Problem(file, note.place, reason, note.sheet.page))
    return problems


def _notes(found: Scan) -> Iterator[tuple[Note, bool]]:
    """Each note, and whether rows of the table stand above it on its sheet."""
    last: DataRow | None = None
    for item in found.items:
        if isinstance(item, DataRow):
            last = item
        else:
            yield item, last is not None and last.sheet is item.sheet
