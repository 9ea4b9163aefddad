"""Automatic numbers of a docx.

Word counts them as it shows the page, the text itself holds none.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reconcile.carriers.word.symbols import BOXES, figure, in_font
from reconcile.carriers.word.xml import attribute, child, local, whole_number


@dataclass(frozen=True)
class _Level:
    start: int
    kind: str
    text: str


class Numbering:
    """The lists of a document and how far each has counted.

    `label` is to be asked in reading order.
    """

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        """From the parts of those names; None where the document has none."""
        lists = list(numbering) if numbering is not None else []
        self._levels = {
            attribute(each, "abstractNumId"): {
                whole_number(attribute(level, "ilvl"), 0): _level(level)
                for level in each
                if local(level) == "lvl"
            }
            for each in lists
            if local(each) == "abstractNum"
        }
        self._lists = {attribute(each, "numId"): each for each in lists if local(each) == "num"}
        self._styles = {
            attribute(each, "styleId"): each for each in (styles if styles is not None else ())
        }
        self._counts: dict[str | None, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()

    def label(self, paragraph: Element) -> str:
        """The number or box before a paragraph, with a space behind it; "" where it has none."""
        properties = child(paragraph, "pPr")
        number = child(properties, "numPr")
        if number is None:
            number = self._number_of_style(attribute(child(properties, "pStyle"), "val"))
        list_id = attribute(child(number, "numId"), "val")
        depth = whole_number(attribute(child(number, "ilvl"), "val"), 0)
        abstract = attribute(child(self._lists.get(list_id), "abstractNumId"), "val")
        level = self._levels.get(abstract, {}).get(depth)
        if list_id is None or level is None:
            return ""
        if level.kind == "bullet":
            return f"{level.text} " if level.text in BOXES else ""
        counts = self._counts[abstract]
        counts[depth] = self._next(list_id, depth, level, counts.get(depth))
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        text = re.sub(r"%(\d)", lambda found: self._figure(abstract, int(found[1]) - 1), level.text)
        return f"{text} " if text else ""

    def _next(self, list_id: str, depth: int, level: _Level, last: int | None) -> int:
        overrides = {
            attribute(each, "ilvl"): each
            for each in self._lists[list_id]
            if local(each) == "lvlOverride"
        }
        start = attribute(child(overrides.get(str(depth)), "startOverride"), "val")
        first = list_id not in self._begun
        self._begun.add(list_id)
        if first and start is not None:
            return whole_number(start, 1)
        return level.start if last is None else last + 1

    def _figure(self, abstract: str | None, depth: int) -> str:
        level = self._levels[abstract].get(depth)
        return figure(self._counts[abstract].get(depth, level.start), level.kind) if level else ""

    def _number_of_style(self, style_id: str | None) -> Element | None:
        """The list that a paragraph's style, or one that it is based on, belongs to."""
        seen: set[str | None] = set()
        while style_id not in seen and (style := self._styles.get(style_id)) is not None:
            seen.add(style_id)
            if (number := child(style, "pPr", "numPr")) is not None:
                return number
            style_id = attribute(child(style, "basedOn"), "val")
        return None


def _level(level: Element) -> _Level:
    fonts = child(level, "rPr", "rFonts")
    text = attribute(child(level, "lvlText"), "val") or ""
    return _Level(
        start=whole_number(attribute(child(level, "start"), "val"), 1),
        kind=attribute(child(level, "numFmt"), "val") or "decimal",
        text=in_font(text, attribute(fonts, "ascii") or attribute(fonts, "hAnsi")),
    )
