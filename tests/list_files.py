"""Lists as an office keeps them: rows of cells on any carrier, written to a real file."""

import csv
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from documents.make import drawn, opendocument, register_word
from documents.make.paper import Band, Column, Paper, Value
from reconcile.outcome import Reading

Rows = Sequence[Sequence[Value]]


def written(
    path: Path, rows: Rows, *, merged: Sequence[str] = (), encoding: str = "utf-8-sig", ruled: bool = True
) -> Path:
    """The rows as the kind of file that its name says.

    `merged` are ranges of a workbook, `encoding` is a csv's; a PDF that is not `ruled` has no lines around its cells.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    match path.suffix:
        case ".xlsx":
            _workbook(path, rows, merged)
        case ".csv":
            with path.open("w", encoding=encoding, newline="") as stream:
                csv.writer(stream).writerows(rows)
        case ".ods":
            opendocument.write(path, rows, max(map(len, rows)))
        case ".xls":
            path.write_text(
                f"<html><body><table>{_lines(rows, '<tr>', '<td>')}</table></body></html>", encoding="utf-8"
            )
        case ".pdf":
            drawn.by_reportlab(_paper(rows), path, font=drawn.CID_FONT, ruled=ruled)
        case ".docx":
            register_word.save(path, _word(rows))
    return path


def _workbook(path: Path, rows: Rows, merged: Sequence[str]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)


def _lines(rows: Rows, row: str, cell: str) -> str:
    def closing(tag: str) -> str:
        return tag.replace("<", "</")

    def one(value: Value) -> str:
        return f"{cell}{escape('' if value is None else str(value))}{closing(cell)}"

    return "".join(f"{row}{''.join(map(one, cells))}{closing(row)}" for cells in rows)


def _paper(rows: Rows) -> Paper:
    """A ruled page without titles, in columns so narrow that cells wrap."""
    columns = tuple(Column(str(heading), lambda query, number: None, width=26) for heading in rows[0])
    texts = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    header, *below = texts
    return Paper(columns, ((Band("header", header), *(Band("row", text) for text in below)),))


def _word(rows: Rows) -> str:
    """A table of one paragraph a cell."""
    wide = [[*row, *[None] * (max(map(len, rows)) - len(row))] for row in rows]
    text = _lines(wide, "<w:tr>", "<w:tc>").replace("<w:tc>", "<w:tc><w:p><w:r><w:t>")
    return f"<w:tbl>{text.replace('</w:tc>', '</w:t></w:r></w:p></w:tc>')}</w:tbl>"


def rows_of(reading: Reading) -> list[dict[str, object]]:
    """The table row by row, without its file and without what is null; days and instants in ISO form."""
    return [
        {str(name): _plain(value) for name, value in row.items() if not (str(name).endswith("_file") or pd.isna(value))}
        for row in reading.table.to_dict("records")
    ]


def told(reading: Reading) -> list[str]:
    """The problems as sentences, without the name of the file."""
    return [str(problem).removeprefix(problem.file).removeprefix("：").strip() for problem in reading.problems]


def _plain(value: object) -> object:
    return value.isoformat().removesuffix("T00:00:00") if isinstance(value, pd.Timestamp) else value
