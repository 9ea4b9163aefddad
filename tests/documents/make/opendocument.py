"""Sheets as OpenDocument writes them, by no program but this one."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from html import escape
from pathlib import Path

from documents.make.paper import Paper, Value

_NAMES = ("office", "table", "text")
_SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES)
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def by_hand(paper: Paper, path: Path) -> None:
    """One sheet; what lies across the columns spans them, blanks are counted and not written."""
    write(path, [band.cells for band in paper.bands], len(paper.columns))


def write(path: Path, rows: Sequence[Sequence[Value]], width: int) -> None:
    """One sheet of these rows; a row of one cell spans the width."""
    body = "".join(f"<table:table-row>{''.join(_cells(cells, width))}</table:table-row>" for cells in rows)
    content = (
        f'<office:document-content {_SPACES} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="明細"><table:table-column table:number-columns-repeated="{width}"/>{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (("mimetype", _MIMETYPE), ("META-INF/manifest.xml", _MANIFEST), ("content.xml", content)):
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 3, 9, 0, 0)), part, method)


def _cells(cells: Sequence[Value], width: int) -> Iterator[str]:
    if len(cells) == 1 and width > 1:
        yield _cell(cells[0], f' table:number-columns-spanned="{width}" table:number-rows-spanned="1"')
        yield f'<table:covered-table-cell table:number-columns-repeated="{width - 1}"/>'
    else:
        yield from map(_cell, cells)


def _cell(value: Value, span: str = "") -> str:
    if value is None or value == "":
        return f"<table:table-cell{span}/>"
    shown = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell{span} {_typed(value)}>{shown}</table:table-cell>"


def _typed(value: Value) -> str:
    if isinstance(value, datetime | date):
        return f'office:value-type="date" office:date-value="{value.isoformat()}"'
    if isinstance(value, time):
        return f'office:value-type="time" office:time-value="{value:PT%HH%MM%SS}"'
    if isinstance(value, int | float):
        return f'office:value-type="float" office:value="{value}"'
    return 'office:value-type="string"'


def _spaced(line: str) -> str:
    """White space after white space is an element."""
    return escape(line).replace("  ", " <text:s/>")
