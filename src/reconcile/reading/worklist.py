"""A report.xlsx that comes back filled in: its rows by their headings, whatever was sorted, filtered or added."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from reconcile.carriers.raw import Cell, Document, Row, Sheet
from reconcile.errors import FileRefused
from reconcile.history import (
    ANSWERS,
    FORMER_LABELS,
    IDENTITY,
    SIGNOFF_SHEET,
    WORKLISTS,
    Filled,
    Worklist,
    WorklistRow,
)
from reconcile.text.folding import clean

_SHEETS = (*WORKLISTS, SIGNOFF_SHEET)
_HEADINGS = (*IDENTITY, *ANSWERS)


def is_one(document: Document) -> bool:
    """It has a sheet of items, as only our reports have; whether all is there is seen when it is understood."""
    return any(sheet.name in WORKLISTS for sheet in document.sheets)


def understood(document: Document, path: Path) -> Worklist:
    """The document as a worklist; raises FileRefused where it lacks a sheet or a heading."""
    sheets = {sheet.name: sheet for sheet in document.sheets}
    missing = [name for name in _SHEETS if name not in sheets]
    if missing:
        raise FileRefused(
            path.name, f"缺少工作表「{'」、「'.join(missing)}」，請以原 report.xlsx 重填，勿刪除或改名工作表。"
        )
    return Worklist(
        file=path.name,
        sha256=digest_of_file(path),
        rows={name: tuple(_rows(sheets[name], path.name)) for name in WORKLISTS},
        labels=_labels(sheets[SIGNOFF_SHEET]),
    )


def _rows(sheet: Sheet, file: str) -> list[WorklistRow]:
    header = next((row for row in sheet.rows if IDENTITY[0] in map(clean, row.cells)), None)
    headings = [clean(cell) for cell in header.cells] if header else []
    missing = [heading for heading in _HEADINGS if headings.count(heading) != 1]
    if header is None or missing:
        raise FileRefused(
            file,
            f"找不到欄位「{'」、「'.join(missing)}」，或同名欄位不只一個；請以原 report.xlsx 重填，勿刪除或改名欄位。",
            f"工作表「{sheet.name}」",
        )
    below = [row for row in sheet.rows if row.number > header.number]
    rows = [WorklistRow(sheet.place(row.number), _cells(row, headings)) for row in below]
    return [row for row in rows if row.cells]


def _cells(row: Row, headings: list[str | None]) -> dict[str, Filled]:
    """The cells under our headings that hold anything."""
    return {
        heading: filled
        for heading, cell in zip(headings, row.padded(len(headings)).cells, strict=False)
        if heading in _HEADINGS and (filled := _filled(cell)) is not None
    }


def _labels(sheet: Sheet) -> Mapping[str, Filled]:
    """A label in the first column, by the name that it has today; its value in the second."""
    rows = [row.padded(2).cells for row in sheet.rows]
    found = {label: filled for row in rows if (label := clean(row[0])) and (filled := _filled(row[1])) is not None}
    return {FORMER_LABELS.get(label, label): filled for label, filled in found.items()}


def _filled(cell: Cell) -> Filled:
    """A text without what nobody sees, a midnight as its day; None where blank."""
    if isinstance(cell, str):
        return clean(cell)
    return cell.date() if isinstance(cell, datetime) and cell.time() == time.min else cell


def digest_of_file(path: Path) -> str:
    """Its SHA-256, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
