"""How cells look: each format of the workbook as a style of its own, by the names under which cells ask for it."""

from typing import Any

from reconcile.reports.ods.markup import element

_LINES = {"thin": "0.5pt solid", "medium": "1.5pt solid", "thick": "2pt solid", "hair": "0.3pt solid"}
_UPRIGHT = {"top": "top", "center": "middle", "bottom": "bottom"}
_ACROSS = {"left": "start", "center": "center", "right": "end"}
ROC_DAY = element(
    "number:date-style",
    element("number:year", number_calendar="ROC")
    + element("number:text", "/")
    + element("number:month", number_style="long")
    + element("number:text", "/")
    + element("number:day", number_style="long"),
    style_name="D1",
    number_language="zh",
    number_country="TW",
)
"""The one way in which the workbook writes days: 115/11/05."""


class CellLooks:
    """The styles of one file, in the order in which they were first asked for."""

    def __init__(self) -> None:
        """None yet."""
        self._named: dict[str, str] = {}
        self._by_format: dict[int, str] = {}

    @property
    def styles(self) -> str:
        """All of them."""
        return "".join(style.replace('style:name=""', f'style:name="{name}"', 1) for style, name in self._named.items())

    def of_cell(self, cell: Any) -> str:
        """The style of a cell."""
        known = self._by_format.get(cell.style_id)
        if known is None:
            known = self._by_format[cell.style_id] = self._name("ce", _cell(cell))
        return known

    def of_run(self, font: Any) -> str:
        """The style of a run of text within a cell."""
        inner = element("style:text-properties", **_font(font.rFont, font.sz, font.b, font.u, font.color))
        return self._name("T", element("style:style", inner, style_name="", style_family="text"))

    def of_column(self, millimetres: float) -> str:
        """A column as broad."""
        inner = element("style:table-column-properties", style_column_width=f"{millimetres:.1f}mm")
        return self._name("co", element("style:style", inner, style_name="", style_family="table-column"))

    def of_row(self, points: float | None) -> str:
        """A row as high, or as high as its text where None."""
        inner = element(
            "style:table-row-properties",
            style_row_height=f"{points:g}pt" if points else None,
            style_use_optimal_row_height="false" if points else "true",
        )
        return self._name("ro", element("style:style", inner, style_name="", style_family="table-row"))

    def _name(self, kind: str, style: str) -> str:
        if style not in self._named:
            self._named[style] = f"{kind}{len(self._named) + 1}"
        return self._named[style]


def _cell(cell: Any) -> str:
    alignment, fill, font = cell.alignment, cell.fill, cell.font
    edges: dict[str, Any] = {
        f"fo_border_{side}": _edge(getattr(cell.border, side)) for side in ("top", "bottom", "left", "right")
    }
    properties = element(
        "style:table-cell-properties",
        fo_wrap_option="wrap" if alignment.wrap_text else None,
        style_vertical_align=_UPRIGHT.get(alignment.vertical or "bottom"),
        fo_background_color=_colour(fill.fgColor) if fill.fill_type == "solid" else None,
        fo_padding="0.7mm",
        **edges,
    )
    across = _ACROSS.get(alignment.horizontal or "")
    paragraph = element("style:paragraph-properties", fo_text_align=across) if across else ""
    text = element("style:text-properties", **_font(font.name, font.sz, font.b, font.u, font.color))
    day = "D1" if cell.number_format.endswith("e/mm/dd") else None
    return element(
        "style:style",
        properties + paragraph + text,
        style_name="",
        style_family="table-cell",
        style_parent_style_name="Default",
        style_data_style_name=day,
    )


def _font(name: str | None, size: float | None, bold: Any, underline: Any, colour: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"fo_color": _colour(colour)}
    if name:
        told |= {"style_font_name": name, "style_font_name_asian": name}
    if size:
        told |= {"fo_font_size": f"{size:g}pt", "style_font_size_asian": f"{size:g}pt"}
    if bold:
        told |= {"fo_font_weight": "bold", "style_font_weight_asian": "bold"}
    if underline:
        told |= {"style_text_underline_style": "solid", "style_text_underline_width": "auto"}
    return told


def _edge(side: Any) -> str | None:
    if side is None or side.style not in _LINES:
        return None
    return f"{_LINES[side.style]} {_colour(side.color) or '#000000'}"


def _colour(colour: Any) -> str | None:
    rgb = getattr(colour, "rgb", None)
    return f"#{rgb[-6:]}" if isinstance(rgb, str) else None
