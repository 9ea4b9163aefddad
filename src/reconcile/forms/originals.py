"""Original pages of the archive, made ready to be bound into a volume as they are."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from typst import TypstError

from reconcile.forms.typesetting import typeset

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024


@dataclass(frozen=True)
class Pages:
    """The pages of one original: the name of its copy, and of each page width and height in points."""

    name: str
    sizes: list[tuple[float, float]]


class Originals:
    """A folder that takes in copies of originals; the archive itself is only read."""

    def __init__(self, folder: Path) -> None:
        """`folder` exists, and is the caller's to remove."""
        self.folder = folder
        self._taken = 0

    def take(self, file: Path) -> Pages | None:
        """The pages of a PDF; null where the file is none, is protected, or cannot be bound in."""
        if not file.is_file():
            return None
        content = file.read_bytes()
        if _SIGNATURE not in content[:_SIGNATURE_WITHIN]:
            return None
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError:
            return None
        self._taken += 1
        name = f"{self._taken:04}.pdf"
        try:
            sizes = [page.get_size() for page in document]
            plain = not _has_annotations(document)
            return Pages(name, sizes) if (plain and self._bind(name, content)) or self._flat(name, document) else None
        finally:
            document.close()

    def _flat(self, name: str, document: pdfium.PdfDocument) -> bool:
        """The pages with stamps, signatures and comments drawn into them, without protection."""
        for page in document:
            page.flatten()
        document.save(self.folder / name, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        return self._bind(name, (self.folder / name).read_bytes())

    def _bind(self, name: str, content: bytes) -> bool:
        (self.folder / name).write_bytes(content)
        try:
            typeset("original.typ", {"source": name}, date.min.replace(year=2000), root=self.folder)
        except TypstError:
            return False
        return True


def _has_annotations(document: pdfium.PdfDocument) -> bool:
    return any(pdfium_c.FPDFPage_GetAnnotCount(page) for page in document)
