"""What a written form says, whatever file it is, and what LibreOffice makes of it."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

import pypdfium2 as pdfium
import pytest
from defusedxml.ElementTree import fromstring

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
SUFFIXES = (".odt", ".docx", ".pdf")


def words(path: Path) -> str:
    """All its text in order, without white space, which the three kinds of file break at different places."""
    read = {".docx": _docx, ".odt": _odt, ".pdf": _pdf}[path.suffix]
    return squeezed(read(path))


def squeezed(text: str) -> str:
    return re.sub(r"[\s ￾­]+", "", text)


def pages(path: Path) -> list[str]:
    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def by_libreoffice(path: Path, to: str, folder: Path) -> Path:
    """The file as LibreOffice saves it; the test is skipped where there is none."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{to.partition(':')[0]}"


def _docx(path: Path) -> str:
    return "".join(node.text or "" for node in _part(path, "word/document.xml").iter(f"{_W}t"))


def _odt(path: Path) -> str:
    return "".join("".join(node.itertext()) for node in _part(path, "content.xml").iter(f"{_TEXT}p"))


def _part(path: Path, name: str) -> Element:
    with zipfile.ZipFile(path) as package:
        root: Element = fromstring(package.read(name))
        return root


def _pdf(path: Path) -> str:
    return "".join(pages(path))
