"""Pages without ruling lines, where columns are told by the white between them: what does not add up is said."""

import re
from collections.abc import Iterator, Sequence

from reconcile.carriers.raw import Row
from reconcile.errors import Problem
from reconcile.reading.headings import plain
from reconcile.reading.layouts import Layout
from reconcile.reading.queries import SUBJECTS
from reconcile.reading.scan import DataRow, Note, Scan

ADVICE = "請對照原始報表，或改以有框線的 PDF 或 Excel 檔重跑。"

_PARTS = re.compile(r"\n|(?<=[】）)\]：:※])|(?=[【（(\[])| {2,}|　")


def gutters(file: str, found: Scan, words: Sequence[str], *, passing: Sequence[Note]) -> list[Problem]:
    """A problem for each place where text may have been taken for another column's, another row's or none's.

    `words` are the headings of this kind of document as `plain` has them, `passing` the notes that are no rows.
    """
    known, passed = frozenset(words), set(map(id, passing))
    problems = [
        Problem(file, item.place, f"{sentence}，{ADVICE}", item.sheet.page)
        for item, before in zip(found.items, [None, *found.items], strict=False)
        if not item.sheet.ruled and id(item) not in passed
        for sentence in _doubts(item, before, known)
    ]
    if all(row.sheet.ruled for row in found.rows):
        return problems
    return problems + [Problem(file, "", f"{sentence}，{ADVICE}") for sentence in _of_headings(found, known)]


def _doubts(item: DataRow | Note, before: DataRow | Note | None, known: frozenset[str]) -> Iterator[str]:
    if isinstance(item, Note):
        if item.row.loose or len(item.row.cells) > 1:
            yield "表格中有一列文字看不出屬於哪一筆查詢、哪一欄"
        return
    if item.row.loose:
        yield "此列的文字高低不齊，可能混入上下列的文字"
    if before is None or before.sheet is not item.sheet:
        if any(plain(line) in known for cell in item.row.texts() for line in cell.split("\n")):
            yield "此列混有欄位標題的文字"
    if all(item.text(meaning) is None for meaning in SUBJECTS):
        yield "此列的查詢條件空白"


def _of_headings(found: Scan, known: frozenset[str]) -> Iterator[str]:
    """Two headings in one cell, headings that only some pages have, and columns that hold nothing."""
    for words in dict.fromkeys(words for layout in found.layouts for words in layout.unknown.values()):
        parts = [part for part in map(plain, _PARTS.split(words)) if part]
        if len(parts) > 1 and not known.isdisjoint(parts):
            yield f"看不出欄位界線：「{words}」可能是兩欄的標題"
    if len({frozenset(layout.columns) for layout in found.layouts}) > 1:
        yield "看不出欄位界線：各頁讀到的欄位不同"
    for meaning, words in {key: words for layout in found.layouts for key, words in layout.headings.items()}.items():
        if meaning not in SUBJECTS and all(row.text(meaning) is None for row in found.rows):
            yield f"看不出欄位界線：「{words}」整欄空白"
