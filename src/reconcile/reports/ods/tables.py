"""A worksheet as a table: its columns, rows and cells, what is folded, what may be chosen, what prints."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.reports.ods.looks import CellLooks
from reconcile.reports.ods.markup import element, words

_NARROW = 8.43
"""Characters of a column whose width nobody set."""


def table(sheet: Worksheet, looks: CellLooks, validations: Mapping[tuple[int, int], str]) -> str:
    """The sheet; `validations` are the names of what a cell takes, by its row and column."""
    rows = [_row(sheet, number, looks, validations) for number in range(1, sheet.max_row + 1)]
    head = int(str(sheet.print_title_rows or "0").replace("$", "").rpartition(":")[2])
    columns = "".join(
        element("table:table-column", table_style_name=looks.of_column(_breadth(sheet, at)))
        for at in range(1, sheet.max_column + 1)
    )
    above = element("table:table-header-rows", "".join(rows[:head])) if head else ""
    folded = [bool(sheet.row_dimensions[number].outlineLevel) for number in range(head + 1, len(rows) + 1)]
    area = sheet.print_area.rpartition("!")[2].replace("$", "").split(":") if sheet.print_area else None
    name = quoted(sheet.title)
    return element(
        "table:table",
        columns + above + "".join(_grouped(rows[head:], folded)),
        table_name=sheet.title,
        table_style_name="ta1",
        table_print_ranges=f"{name}.{area[0]}:{name}.{area[1]}" if area else None,
    )


def quoted(title: str) -> str:
    """The name of a sheet in an address."""
    return "'" + title.replace("'", "''") + "'"


def _grouped(rows: list[str], folded: list[bool]) -> Iterator[str]:
    """Rows one after the other, those that are folded below another in groups of their own."""
    group: list[str] = []
    for row, below in zip(rows, folded, strict=True):
        if below:
            group.append(row)
            continue
        if group:
            yield element("table:table-row-group", "".join(group), table_display="false")
            group = []
        yield row
    if group:
        yield element("table:table-row-group", "".join(group), table_display="false")


def _row(sheet: Worksheet, number: int, looks: CellLooks, validations: Mapping[tuple[int, int], str]) -> str:
    shape = sheet.row_dimensions[number]
    cells = "".join(_cell(cell, looks, validations.get((number, at))) for at, cell in enumerate(sheet[number], start=1))
    return element(
        "table:table-row",
        cells,
        table_style_name=looks.of_row(shape.height),
        table_visibility="collapse" if shape.hidden else None,
    )


def _cell(cell: Any, looks: CellLooks, validation: str | None) -> str:
    told: dict[str, Any] = {"table_content_validation_name": validation}
    if not hasattr(cell, "style_id") or type(cell).__name__ == "MergedCell":
        return element("table:covered-table-cell")
    value, content = cell.value, ""
    if isinstance(value, (datetime, date)):
        told |= {"office_value_type": "date", "office_date_value": value.isoformat()[:10]}
        content = element("text:p", f"{value.year - 1911}/{value:%m/%d}")
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        told |= {"office_value_type": "float", "office_value": f"{value:g}"}
        content = element("text:p", words(f"{value:g}"))
    elif value is not None:
        told |= {"office_value_type": "string"}
        content = "".join(element("text:p", line) for line in _lines(value, looks))
    return element("table:table-cell", content, table_style_name=looks.of_cell(cell), **_spans(cell), **told)


def _spans(cell: Any) -> dict[str, Any]:
    spans = (one for one in cell.parent.merged_cells.ranges if (one.min_row, one.min_col) == (cell.row, cell.column))
    span = next(spans, None)
    if span is None:
        return {}
    across, down = span.max_col - span.min_col + 1, span.max_row - span.min_row + 1
    return {"table_number_columns_spanned": across, "table_number_rows_spanned": down}


def _lines(value: Any, looks: CellLooks) -> list[str]:
    """Each line of a text as the content of a paragraph, runs in their own look."""
    found = [""]
    for piece in value if isinstance(value, CellRichText) else [value]:
        style = looks.of_run(piece.font) if isinstance(piece, TextBlock) else None
        text = piece.text if isinstance(piece, TextBlock) else str(piece)
        for at, line in enumerate(text.split("\n")):
            if at:
                found.append("")
            found[-1] += element("text:span", words(line), text_style_name=style) if style and line else words(line)
    return found


def _breadth(sheet: Worksheet, at: int) -> float:
    """Millimetres of a column."""
    told = [(one.min or 0, one.max or 0, one.width) for one in sheet.column_dimensions.values()]
    wide = next((width for first, last, width in told if first <= at <= last), _NARROW)
    return (wide * 7 + 5) / 96 * 25.4
