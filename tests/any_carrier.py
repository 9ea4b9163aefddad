"""One paper on any carrier: those that are written without starting a program, and those that a program makes."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from documents.make import drawn, opendocument, programs, sheets, web
from documents.make.paper import Paper

Write = Callable[[Paper, Path], None]


def _text(encoding: str, delimiter: str = ",", *, quoting: bool = False) -> Write:
    return lambda paper, path: _keep(path, sheets.as_text(paper, delimiter=delimiter, quoting=quoting), encoding)


def _page(charset: str) -> Write:
    """A web page under the name of a workbook."""
    named = f'<html><head><meta charset="{charset}"></head><body>{{}}</body></html>'
    return lambda paper, path: _keep(path, named.format(web.tables(paper)), {"big5": "cp950"}.get(charset, charset))


def _keep(path: Path, text: str, encoding: str) -> None:
    path.write_bytes(text.encode(encoding))


def _by_calc(kind: str) -> Write:
    """Written by openpyxl, saved anew by LibreOffice."""

    def write(paper: Paper, path: Path) -> None:
        with TemporaryDirectory() as work:
            source, target = Path(work) / "source.xlsx", Path(work) / f"target.{kind}"
            sheets.by_openpyxl(paper, source)
            programs.libreoffice(source, target)
            path.write_bytes(target.read_bytes())

    return write


def _printed_by_calc(*, fitting: bool) -> Write:
    """A page a page; LibreOffice repeats titles and header."""

    def write(paper: Paper, path: Path) -> None:
        with TemporaryDirectory() as work:
            source, target = Path(work) / "source.xlsx", Path(work) / "target.pdf"
            sheets.for_print(paper, source, footer="", fitting=fitting)
            programs.libreoffice(source, target)
            path.write_bytes(target.read_bytes())

    return write


WITH_TYPES: dict[str, Write] = {
    "openpyxl": sheets.by_openpyxl,
    "openpyxl set in": lambda paper, path: sheets.by_openpyxl(paper, path, leading=2, first=3),
    "ods": opendocument.by_hand,
}
"""Carriers of dates, times and numbers."""
OF_TEXT: dict[str, Write] = {
    "xlsxwriter": sheets.by_xlsxwriter,
    "csv": _text("utf-8"),
    "csv quoted": _text("utf-8", quoting=True),
    "csv bom": _text("utf-8-sig"),
    "csv semicolon": _text("utf-8", ";"),
    "csv cp950": _text("cp950"),
    "tsv": _text("utf-8", "\t"),
    "tsv utf-16": _text("utf-16", "\t"),
    "html": _page("utf-8"),
    "html big5": _page("big5"),
}
"""Carriers of text, but for xlsxwriter's numbers."""
PRINTS: dict[str, Write] = {
    "typst ruled": drawn.by_typst,
    "typst ruled and centred": lambda paper, path: drawn.by_typst(paper, path, centred=True),
    "reportlab": lambda paper, path: drawn.by_reportlab(paper, path, font=drawn.CID_FONT),
}
WITHOUT_RULINGS: dict[str, Write] = {
    "chromium striped": lambda paper, path: programs.chromium(web.page(paper, web.STRIPED), path),
    "typst unruled": lambda paper, path: drawn.by_typst(paper, path, ruled=False),
    "reportlab unruled": lambda paper, path: drawn.by_reportlab(paper, path, ruled=False, font=drawn.CID_FONT),
}
CONVERTED: dict[str, Write] = {kind: _by_calc(kind) for kind in ("xls", "ods", "xlsx", "html")}
PRINTED_BY_PROGRAMS: dict[str, Write] = {
    "calc": _printed_by_calc(fitting=True),
    "chromium": lambda paper, path: programs.chromium(web.page(paper), path),
}
HARD_TO_READ: dict[str, Write] = {"calc, rows too low": _printed_by_calc(fitting=False)}
NARROW = frozenset({"csv cp950", "html big5"})
"""Carriers that lack some characters."""


def is_writable(paper: Paper, carrier: str) -> bool:
    """Whether the carrier has every character of the paper."""
    if carrier not in NARROW:
        return True
    text = sheets.as_text(paper)
    try:
        return text.encode("cp950").decode("cp950") == text
    except UnicodeEncodeError:
        return False
