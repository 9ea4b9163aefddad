"""A sheet too wide for the paper: its further columns stand on pages of their own, to be laid beside the first."""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.reading.heading_cells import headings_in
from reconcile.reading.joined_rows import side_by_side
from reconcile.reading.vocabulary import Vocabulary

SEARCHED = 15
"""So far down a page its header is looked for."""

Part = tuple[list[Sheet], frozenset[str]]
"""The pages that bear the same columns, and the meanings of these."""


def laid_side_by_side(document: Document, words: Vocabulary) -> Document:
    """The document with the rows of such pages put together on the first of them."""
    if (document.pages or 0) < 2 or _covers(_headed(document.sheets[0], words), words):
        return document
    parts = _parts(document.sheets, words)
    pages = len(parts[0][0]) if parts else 0
    meanings = frozenset(meaning for _, told in parts for meaning in told)
    if len(parts) < 2 or not _covers(meanings, words) or any(len(part) != pages for part, _ in parts):
        return document
    joined: dict[Sheet, Sheet] = {}
    for several in zip(*(part for part, _ in parts), strict=True):
        tables = [_table(sheet) for sheet in several]
        if len({len(table) for table in tables}) > 1:
            return document
        joined |= _laid(several, tables)
    return replace(document, sheets=tuple(joined[sheet] for sheet in document.sheets))


def _laid(several: Sequence[Sheet], tables: Sequence[Sequence[Row]]) -> dict[Sheet, Sheet]:
    """Each page as it is then: the first with all columns, the others with what is beside their tables."""
    width = max(len(row.cells) for table in tables for row in table)
    whole = {rows[0].number: side_by_side(rows, width) for rows in zip(*tables, strict=True)}
    first, *others = several
    found = {first: replace(first, rows=tuple(whole.get(row.number, row) for row in first.rows))}
    for sheet, table in zip(others, tables[1:], strict=True):
        numbers = {row.number for row in table}
        found[sheet] = replace(sheet, rows=tuple(row for row in sheet.rows if row.number not in numbers))
    return found


def _parts(sheets: Sequence[Sheet], words: Vocabulary) -> list[Part]:
    """The pages by their headings; a page without any goes on with the columns of the page before it."""
    parts: dict[frozenset[str], list[Sheet]] = {}
    on: list[Sheet] | None = None
    for sheet in sheets:
        headed = _headed(sheet, words)
        if headed and headed not in parts and any(headed & known for known in parts):
            return []
        on = parts.setdefault(headed, []) if headed else on
        if on is None:
            return []
        on.append(sheet)
    return [(part, headed) for headed, part in parts.items()]


def _headed(sheet: Sheet, words: Vocabulary) -> frozenset[str]:
    """The meanings in the header of a page; none where it has no header."""
    for row in sheet.rows[:SEARCHED]:
        digits = any(character.isdigit() for character in "".join(row.texts()))
        if len(row.cells) > 1 and not digits and (told := headings_in(row, words)):
            return frozenset(told)
    return frozenset()


def _table(sheet: Sheet) -> list[Row]:
    return [row for row in sheet.rows if len(row.cells) > 1 and not row.blank]


def _covers(meanings: frozenset[str], words: Vocabulary) -> bool:
    return all(any(one in meanings for one in several) for several in words.essential)
