"""PDF: every page as a sheet of rows.

Pdfium draws the page, pdfminer bears witness to its characters.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pypdfium2

from reconcile.carriers.passwords import refusal
from reconcile.carriers.pdf.grid import is_ruled, rows_of
from reconcile.carriers.pdf.ink import Ink, ink_of
from reconcile.carriers.pdf.witness import Testimony, mute, settled, sound, testimonies, unseen
from reconcile.carriers.raw import Document, Sheet
from reconcile.errors import FileRefused


def read(
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    password: str | None = None,
    *,
    witness: bool = True,
) -> Document:
    """One sheet a page.

    Raises FileRefused where the file does not open, or where its text is no text. Without the
    `witness` of the second engine nothing is doubtful, and what pdfium misreads stays misread.
    """
    with opened(path, password) as document:
        heard = testimonies(path, password) if witness else iter(())
        pages = _pages(path, document, progress, heard)
        producer = document.get_metadata_dict(skip_empty=True).get("Producer")
        return Document(path.name, "pdf", tuple(pages), producer)


@contextmanager
def opened(path: Path, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    """The file as pdfium has it; raises FileRefused where it does not open."""
    try:
        document = pypdfium2.PdfDocument(path, password=password)
    except (pypdfium2.PdfiumError, OSError) as error:
        if "password" in str(error).lower():
            raise refusal(path.name, password) from None
        raise FileRefused(path.name, "PDF 不完整或已損壞，請重新下載後重跑。") from None
    try:
        yield document
    finally:
        document.close()


def _pages(
    path: Path,
    document: pypdfium2.PdfDocument,
    progress: Callable[[int, int], None] | None,
    witness: Iterator[Testimony],
) -> list[Sheet]:
    sheets = []
    for number, heard in enumerate(_as_many(witness, len(document)), start=1):
        page = document[number - 1]
        ink = ink_of(page)
        page.close()
        if heard:
            ink = replace(ink, glyphs=tuple(settled(glyph, heard) for glyph in ink.glyphs))
        _refuse_garbled(path, ink, heard, number)
        lost = unseen((*ink.glyphs, *ink.slanted), heard)
        sheets.append(Sheet(rows_of(ink), page=number, unseen=lost, ruled=is_ruled(ink)))
        if progress:
            progress(number, len(document))
    if all(row.blank for sheet in sheets for row in sheet.rows):
        raise FileRefused(
            path.name, "沒有文字層（可能是掃描影像），請自系統下載 Excel 檔或文字型 PDF 後重跑。"
        )
    return sheets


def _as_many(
    found: Iterator[dict[tuple[int, int], str | None]], pages: int
) -> Iterator[dict[tuple[int, int], str | None]]:
    return (heard for heard, _ in zip(chain(found, repeat({})), range(pages), strict=False))


def _refuse_garbled(path: Path, ink: Ink, heard: Testimony, number: int) -> None:
    garbled = (
        len(ink.glyphs)
        if mute(ink.glyphs, heard)
        else sum(not sound(glyph.text) for glyph in ink.glyphs)
    )
    if garbled:
        raise FileRefused(
            path.name,
            f"有 {garbled} 個字無法還原成文字（字型未嵌入或對照表有誤），請自系統下載 Excel 檔或文字型 PDF 後重跑。",
            f"第 {number} 頁",
        )
