"""PDF: every page as a sheet of rows.

Pdfium draws the page, pdfminer bears witness to its characters.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from reconcile.carriers.passwords import refusal
from reconcile.carriers.pdf.grid import sheet_of
from reconcile.carriers.pdf.ink import Ink
from reconcile.carriers.pdf.seen import ink_on
from reconcile.carriers.pdf.soundness import is_torn
from reconcile.carriers.pdf.witness import (
    Hearing,
    Testimony,
    mute,
    numbers_of_shapes,
    settled,
    sound,
    testimonies,
    unseen,
)
from reconcile.carriers.raw import Document, Flaw, Sheet
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
        if document.get_formtype() in XFA:
            raise FileRefused(
                path.name,
                "是 XFA 動態表單，內容不在頁面上，請以 Adobe Reader 開啟後列印成 PDF，或改用 Excel 檔再重跑。",
            )
        heard = testimonies(path, password) if witness else iter(())
        flaws = list(_attached(document))
        attached = bool(flaws)
        if is_torn(path.read_bytes()):
            flaws.append(Flaw(_TORN))
        try:
            pages = _pages(path, document, progress, heard, flaws)
        except pypdfium2.PdfiumError:
            raise FileRefused(path.name, _UNREADABLE) from None
        producer = _producer(document)
        if attached and all(len(row.cells) < 2 for sheet in pages for row in sheet.rows):
            raise FileRefused(path.name, flaws[0].reason)
        if all(row.blank for sheet in pages for row in sheet.rows):
            raise FileRefused(path.name, f"沒有文字層（可能是掃描影像），{_OTHERWISE}")
        return Document(path.name, "pdf", tuple(pages), producer, tuple(flaws))


_OTHERWISE = "請改用產生此 PDF 的原始檔（Excel、Word），或自系統重新下載 Excel 檔後重跑。"
_UNREADABLE = "PDF 不完整或已損壞，請重新下載後重跑。"
_TORN = "PDF 的物件目錄與內容不符（可能不完整或曾毀損），可能有查詢未列入，請重新下載後重跑。"
XFA = (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)
TABLES = (".xlsx", ".xls", ".ods", ".csv", ".docx", ".odt", ".pdf")


def _attached(document: pypdfium2.PdfDocument) -> Iterator[Flaw]:
    """Each file inside the file that may hold rows: the pages are read, it is not."""
    for index in range(document.count_attachments()):
        name = document.get_attachment(index).get_name()
        if name.lower().endswith(TABLES):
            yield Flaw(
                "PDF 內附有另一個檔案（表格或文件），未讀取，請自 PDF 另存該附件後以附件重跑。"
            )


def _producer(document: pypdfium2.PdfDocument) -> str | None:
    """The program that made the file; None where it does not tell, or in no characters."""
    try:
        return document.get_metadata_value("Producer") or None
    except UnicodeDecodeError:
        return None


@contextmanager
def opened(path: Path, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    """The file as pdfium has it; raises FileRefused where it does not open."""
    try:
        document = pypdfium2.PdfDocument(path, password=password)
    except (pypdfium2.PdfiumError, OSError) as error:
        if "password" in str(error).lower():
            raise refusal(path.name, password) from None
        raise FileRefused(path.name, _UNREADABLE) from None
    try:
        yield document
    finally:
        document.close()


def _pages(
    path: Path,
    document: pypdfium2.PdfDocument,
    progress: Callable[[int, int], None] | None,
    witness: Iterator[Hearing],
    flaws: list[Flaw],
) -> list[Sheet]:
    """The pages; what is damaged in one is added to the flaws."""
    sheets = []
    for number, (heard, broken) in enumerate(_as_many(witness, len(document)), start=1):
        page = document[number - 1]
        ink = ink_on(path, number, page)
        page.close()
        if heard:
            ink = replace(ink, glyphs=tuple(settled(glyph, heard) for glyph in ink.glyphs))
        if broken:
            flaws.append(Flaw(_BROKEN, f"第 {number} 頁"))
        _refuse_garbled(path, ink, heard, number)
        lost = unseen((*ink.glyphs, *ink.slanted), heard)
        sheets.append(sheet_of(ink, number, lost))
        if progress:
            progress(number, len(document))
    return sheets


_BROKEN = "頁面內容不完整或已損壞，可能有查詢未列入，請重新下載後重跑。"


def _as_many(found: Iterator[Hearing], pages: int) -> Iterator[Hearing]:
    return (one for one, _ in zip(chain(found, repeat(Hearing({}))), range(pages), strict=False))


def _unsound(ink: Ink) -> int:
    """How many characters of a page cannot be what is printed."""
    garbled = {text for text in {glyph.text for glyph in ink.glyphs} if not sound(text)}
    return sum(glyph.text in garbled for glyph in ink.glyphs) if garbled else 0


def _refuse_garbled(path: Path, ink: Ink, heard: Testimony, number: int) -> None:
    garbled = (
        len(ink.glyphs)
        if mute(ink.glyphs, heard)
        else _unsound(ink) + numbers_of_shapes(ink.glyphs, heard)
    )
    if garbled:
        raise FileRefused(
            path.name,
            f"有 {garbled} 個字無法還原成文字（字型未嵌入或對照表有誤），{_OTHERWISE}",
            f"第 {number} 頁",
        )
