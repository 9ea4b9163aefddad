"""Workbooks that are the same bytes on every run, and the look of their cells."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from maker.month import PRINTED_ON
from maker.people import AGENCY


@dataclass(frozen=True)
class Style:
    """How a cell looks; `fill` is a colour or blank."""

    size: int = 11
    bold: bool = False
    border: bool = True
    align: str = "center"
    fill: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The properties as xlsxwriter names them."""
        properties = {
            "font_name": "標楷體",
            "font_size": self.size,
            "bold": self.bold,
            "align": self.align,
            "valign": "vcenter",
            "border": int(self.border),
            "text_wrap": self.border,
        }
        return properties | ({"bg_color": self.fill} if self.fill else {})


def new_workbook(path: Path) -> Any:
    """An empty workbook, dated by the month and not by the clock, in which a text is only ever a text."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    created = datetime(PRINTED_ON.year, PRINTED_ON.month, PRINTED_ON.day, 9)
    book.set_properties({"created": created, "author": "synthetic sample data", "company": AGENCY})
    return book
