"""A sheet that is one table: a frozen, filtered, repeated header and rows that wrap."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile.reports.comparison import Cell, ComparedRow
from reconcile.reports.view import View
from reconcile.reports.xlsx.styles import LINE_HEIGHT, Styles, lines_of, on_paper, put

_TALLEST = 400.0


@dataclass(frozen=True)
class Column:
    """A heading, its width in characters, and the names of the formats of `Styles` that its cells and heading take."""

    heading: str
    width: float
    style: str = "wrapped"
    header: str = "header"


def write_grid(
    sheet: Worksheet,
    view: View,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    nothing: str,
    styles: Styles,
    folded: Collection[int] = (),
) -> None:
    """Write the table; `nothing` stands where there are no rows. A `ComparedRow` becomes a text with its marks.

    Rows with these numbers, from 0, are folded below the row before them.
    """
    on_paper(sheet, view)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 20)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, styles.plain)
        put(sheet, 0, number, column.heading, getattr(styles, column.header))
    if not rows:
        put(sheet, 1, 0, nothing, styles.plain)
    if folded:
        sheet.outline_settings(visible=True, symbols_below=False)
    for row, values in enumerate(rows, start=1):
        below, opens = row - 1 in folded, row in folded and row - 1 not in folded
        shown = {"level": 1, "hidden": True} if below else {"collapsed": True} if opens else {}
        sheet.set_row(row, min(_TALLEST, 2 + LINE_HEIGHT * _lines(columns, values)), None, shown)
        for number, value in enumerate(values):
            if isinstance(value, ComparedRow):
                _put_side(sheet, row, number, value, styles)
            else:
                put(sheet, row, number, value, _style(columns[number], value, styles))


def _style(column: Column, value: Any, styles: Styles) -> Format:
    if column.style == "severity":
        return styles.severity[value]
    if column.style == "wrapped" and isinstance(value, int):
        return styles.centred
    style: Format = getattr(styles, column.style)
    return style


def _lines(columns: Sequence[Column], values: Sequence[Any]) -> int:
    return max(
        lines_of("\n".join(_side_lines(value)) if isinstance(value, ComparedRow) else str(value or ""), column.width)
        for column, value in zip(columns, values, strict=True)
    )


def _told(side: ComparedRow) -> Iterator[tuple[str, Cell]]:
    """The fields of a side's cell with what stands before each: when; who, of whom; what else differs."""
    at, user, subject, *others = side.cells
    yield from (("　", at), ("\n", user), ("　", subject))
    yield from (("　", cell) for cell in others if any(piece.marked for piece in cell))


def _side_lines(side: ComparedRow) -> tuple[str, ...]:
    """The two lines of a side's cell."""
    told = "".join(before + "".join(piece.text for piece in cell) for before, cell in _told(side))
    return tuple((_where(side) + told).split("\n"))


def _where(side: ComparedRow) -> str:
    return f"〔{side.relation}〕{side.place}" if side.relation else side.place


def _put_side(sheet: Worksheet, row: int, column: int, side: ComparedRow, styles: Styles) -> None:
    fragments: list[Any] = [styles.quiet_run, _where(side)]
    for before, cell in _told(side):
        fragments += [styles.run, before]
        for piece in cell:
            fragments += [styles.marked_run if piece.marked else styles.run, piece.text]
    sheet.write_rich_string(row, column, *fragments, styles.wrapped)
