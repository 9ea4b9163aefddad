"""A document with a row for each record, however it is laid out on its sheets or pages."""

from dataclasses import replace

from reconcile.carriers.raw import Document
from reconcile.reading.pages_beside import laid_side_by_side
from reconcile.reading.parted_instants import Places, with_instants_joined
from reconcile.reading.records import Lines, on_one_line, upright
from reconcile.reading.vocabulary import Vocabulary


def laid_out(document: Document, words: Vocabulary) -> Document:
    """Merged cells written in each row, columns on further pages put beside, records turned into rows.

    A day or a time of day in columns of its parts is one cell.
    """
    whole = replace(document, sheets=tuple(sheet.spread() for sheet in document.sheets))
    whole = laid_side_by_side(whole, words)
    sheets = []
    lines: Lines | None = None
    parts: Places = ()
    for sheet in whole.sheets:
        one, parts = with_instants_joined(sheet, parts)
        told, lines = on_one_line(upright(one, words), words, lines)
        sheets.append(told)
    return replace(whole, sheets=tuple(sheets))
