"""The body of an odt, after the headers and footers of its pages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from reconcile.carriers.flow import MAX_COLUMNS, Block, Table, TooLarge
from reconcile.carriers.word.symbols import BOXES, checkbox, figure, in_font
from reconcile.carriers.word.xml import Parts, attribute, child, local, whole_number

MAX_REPEATED = 1000
"""Rows or cells that stand for several alike; blank ones count as one."""

_ROW_GROUPS = frozenset("table-header-rows table-rows table-row-group".split())
_EDGES = frozenset("header header-left header-first footer footer-left footer-first".split())
_LEFT_OUT = frozenset(
    "tracked-changes forms sequence-decls variable-decls user-field-decls annotation note "
    "page-number page-count ruby-text".split()
)
_SIGNS = {"tab": "\t", "line-break": "\n"}
_WHITE = re.compile(r"[ \t\r\n]+")
_MAX_SPACES = 1000


def blocks_of(part: Parts) -> list[Block]:
    """All text and tables in reading order; raises KeyError where the file has no body."""
    content, styles = part("content.xml"), part("styles.xml")
    body = child(content, "body", "text")
    if content is None or body is None:
        raise KeyError("office:text")
    story = _OdtStory([content] if styles is None else [styles, content])
    masters = child(styles, "master-styles")
    edges = [
        edge
        for master in (masters if masters is not None else ())
        for edge in master
        if local(edge) in _EDGES
    ]
    return [block for edge in edges for block in story.blocks(edge)] + story.blocks(body)


class _OdtStory:
    """One document, walked in order.

    Its lists are counted, and its check boxes known, over all parts.
    """

    def __init__(self, parts: Iterable[Element]) -> None:
        named = [element for part in parts for element in part.iter()]
        self._lists = {
            attribute(each, "name"): each for each in named if local(each) == "list-style"
        }
        self._boxes = {
            attribute(each, "id"): attribute(each, "current-state") or attribute(each, "state")
            for each in named
            if local(each) == "checkbox"
        }
        self._struck = {
            attribute(style, "name")
            for style in named
            if local(style) == "style" and _strikes(style)
        }
        self._counts: dict[tuple[str | None, int], int] = defaultdict(int)

    def blocks(self, parent: Iterable[Element]) -> list[Block]:
        """Paragraphs and tables; sections, lists and frames are gone through."""
        found: list[Block] = []
        for element in parent:
            match local(element):
                case "p" | "h":
                    found += self._paragraph(element)
                case "table":
                    found.append(self._table(element))
                case "list":
                    found += self._list(element, None, 1)
                case name if name not in _LEFT_OUT:
                    found += self.blocks(element)
        return found

    def _table(self, table: Element) -> Table:
        rows = Table()
        for row in _rows(table):
            slots = self._slots(row)
            times = whole_number(attribute(row, "number-rows-repeated"), 1) if slots else 1
            if times > MAX_REPEATED:
                raise TooLarge
            for _ in range(times):
                rows.start_row()
                for at, slot in slots.items():
                    rows.put(at, slot)
        return rows

    def _slots(self, row: Element) -> dict[int, list[Block]]:
        """Each position of a row that holds anything.

        Covered positions are elements, but not of every producer.
        """
        slots: dict[int, list[Block]] = {}
        at = due = 0
        for cell in row:
            times = min(whole_number(attribute(cell, "number-columns-repeated"), 1), MAX_COLUMNS)
            if local(cell) == "covered-table-cell":
                at += times
                due -= times
            elif local(cell) == "table-cell":
                at += max(due, 0)
                spanned = whole_number(attribute(cell, "number-columns-spanned"), 1)
                blocks = self.blocks(cell)
                filled = any(isinstance(block, Table) or block.strip() for block in blocks)
                if filled:
                    if times > MAX_REPEATED:
                        raise TooLarge
                    slots |= {at + n: blocks for n in range(times)}
                at += times
                due = spanned - 1
        return slots

    def _list(self, items: Element, style: str | None, level: int) -> Iterator[Block]:
        """Its paragraphs, each item's first behind its number or box."""
        style = attribute(items, "style-name") or style
        look = self._look(style, level)
        continues = attribute(items, "continue-numbering") == "true" or attribute(
            items, "continue-list"
        )
        if not continues:
            self._counts.pop((style, level), None)
        for item in items:
            numbered = local(item) == "list-item"
            label = (
                self._label(look, style, level, attribute(item, "start-value")) if numbered else ""
            )
            for element in item:
                if local(element) == "list":
                    yield from self._list(element, style, level + 1)
                    continue
                for block in self.blocks([element]):
                    yield label + block if isinstance(block, str) else block
                    label = ""

    def _look(self, style: str | None, level: int) -> Element | None:
        levels = self._lists.get(style)
        return (
            next((each for each in levels if attribute(each, "level") == str(level)), None)
            if levels
            else None
        )

    def _label(self, look: Element | None, style: str | None, level: int, start: str | None) -> str:
        if look is None:
            return ""
        if local(look) == "list-level-style-bullet":
            box = in_font(attribute(look, "bullet-char") or "", _bullet_font(look))
            return f"{box} " if box in BOXES else ""
        begin = whole_number(attribute(look, "start-value"), 1)
        last = self._counts.get((style, level), begin - 1)
        self._counts[style, level] = number = whole_number(start, last + 1)
        kind = attribute(look, "num-format")
        if not kind:
            return ""
        before, after = attribute(look, "num-prefix") or "", attribute(look, "num-suffix") or ""
        return f"{before}{figure(number, kind)}{after} "

    def _paragraph(self, paragraph: Element) -> list[Block]:
        """Its text, then what stands in text boxes anchored in it."""
        boxes: list[Block] = []
        text = "".join(self._inline(paragraph, boxes)).strip(" ")
        return ["" if attribute(paragraph, "style-name") in self._struck else text, *boxes]

    def _inline(self, parent: Element, boxes: list[Block]) -> Iterator[str]:
        yield _shown(parent.text)
        for element in parent:
            match local(element):
                case "s":
                    yield " " * min(whole_number(attribute(element, "c"), 1), _MAX_SPACES)
                case "text-box":
                    boxes += self.blocks(element)
                case "control":
                    if state := self._boxes.get(attribute(element, "control")):
                        yield checkbox(state == "checked")
                case "content-control" if attribute(element, "checkbox") == "true":
                    yield checkbox(attribute(element, "checked") == "true")
                case "fieldmark" | "fieldmark-start" if _is_checkbox(element):
                    yield checkbox(_parameter(element, "Checkbox_Checked") in {"true", "1"})
                case "span" if attribute(element, "style-name") in self._struck:
                    yield "\n" * "".join(self._inline(element, boxes)).count("\n")
                case name if name in _SIGNS:
                    yield _SIGNS[name]
                case name if name not in _LEFT_OUT:
                    yield from self._inline(element, boxes)
            yield _shown(element.tail)


def _shown(text: str | None) -> str:
    """White space in the file is one space; more is written as elements."""
    return in_font(_WHITE.sub(" ", text), None) if text else ""


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in _ROW_GROUPS:
            yield from _rows(element)


def _strikes(style: Element) -> bool:
    """A line through its text: a person's way to delete it."""
    looks = child(style, "text-properties")
    lines = (
        attribute(looks, "text-line-through-style"),
        attribute(looks, "text-line-through-type"),
    )
    return any(line not in {None, "none"} for line in lines)


def _is_checkbox(field: Element) -> bool:
    return (attribute(field, "type") or "").endswith("FORMCHECKBOX")


def _parameter(field: Element, name: str) -> str | None:
    found = (each for each in field if local(each) == "param" and attribute(each, "name") == name)
    return attribute(next(found, None), "value")


def _bullet_font(look: Element) -> str | None:
    return attribute(child(look, "text-properties"), "font-name") or attribute(
        child(look, "text-properties"), "font-family"
    )
