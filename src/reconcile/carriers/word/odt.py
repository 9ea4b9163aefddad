"""The body of an odt, after the headers and footers of its pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from reconcile.carriers.flow import MAX_COLUMNS, Block, FlowTable, TooLarge, text_of
from reconcile.carriers.marks import Things, concealed
from reconcile.carriers.raw import Flaw
from reconcile.carriers.word.damage import TORN, has_torn_rows, is_torn
from reconcile.carriers.word.odf_looks import OdfLooks
from reconcile.carriers.word.odf_text import LEFT_OUT, OdfText, Within, style_of
from reconcile.carriers.word.package import Package
from reconcile.carriers.word.symbols import BOXES, figure, in_font
from reconcile.carriers.word.xml import attribute, child, local, whole_number

MAX_REPEATED = 1000
"""Rows or cells that stand for several alike; blank ones count as one."""

_ROW_GROUPS = frozenset("table-header-rows table-rows table-row-group".split())
_EDGES = frozenset("header header-left header-first footer footer-left footer-first".split())


def blocks_of(package: Package, things: Things) -> list[Block]:
    """All text and tables in reading order; raises KeyError where the file has no body."""
    content, styles = package.xml("content.xml"), package.xml("styles.xml")
    body = child(content, "body", "text")
    if content is None or body is None:
        raise KeyError("office:text")
    if is_torn(package.content("content.xml") or b""):
        things.flaws.append(Flaw(TORN))
    story = _OdtStory([content] if styles is None else [styles, content], things)
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

    def __init__(self, parts: Sequence[Element], things: Things) -> None:
        named = [element for part in parts for element in part.iter()]
        self._lists = {
            attribute(each, "name"): each for each in named if local(each) == "list-style"
        }
        self._looks = OdfLooks(parts)
        self._things = things
        self._text = OdfText(named, self._looks, things, self.blocks)
        self._counts: dict[tuple[str | None, int], int] = defaultdict(int)
        self._grounds: list[str | None] = [None]

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
                case "section" if not self._is_shown(element):
                    found += [concealed(text_of([one]) or "") for one in self.blocks(element)]
                case name if name not in LEFT_OUT:
                    found += self.blocks(element)
        return found

    def _is_shown(self, section: Element) -> bool:
        display = attribute(section, "display")
        return display != "none" and self._looks.display("section", style_of(section))

    def _table(self, table: Element) -> FlowTable:
        rows = FlowTable()
        widths: list[int] = []
        reaching: dict[int, int] = {}
        for row in _rows(table):
            slots, spans, width = self._slots(row)
            widths.append(width)
            times = whole_number(attribute(row, "number-rows-repeated"), 1) if slots else 1
            if times > MAX_REPEATED:
                raise TooLarge
            hidden = attribute(row, "visibility") in {"collapse", "filter"}
            for _ in range(times):
                rows.start_row(frozenset(reaching), hidden=hidden)
                for at, slot in slots.items():
                    rows.put(at, slot)
                reaching = {at: rest - 1 for at, rest in reaching.items() if rest > 1} | spans
        if has_torn_rows(widths):
            self._things.flaws.append(Flaw(TORN))
        return rows

    def _slots(self, row: Element) -> tuple[dict[int, list[Block]], dict[int, int], int]:
        """What each position of a row holds, how many rows below each cell covers, the width.

        Covered positions are elements, but not of every producer.
        """
        slots: dict[int, list[Block]] = {}
        reaching: dict[int, int] = {}
        at = due = 0
        for cell in row:
            times = min(whole_number(attribute(cell, "number-columns-repeated"), 1), MAX_COLUMNS)
            if local(cell) == "covered-table-cell":
                at += times
                due -= times
            elif local(cell) == "table-cell":
                at += max(due, 0)
                spanned = whole_number(attribute(cell, "number-columns-spanned"), 1)
                blocks = self._cell(cell)
                filled = any(isinstance(block, FlowTable) or block.strip() for block in blocks)
                if filled:
                    if times > MAX_REPEATED:
                        raise TooLarge
                    slots |= {at + n: blocks for n in range(times)}
                if (down := whole_number(attribute(cell, "number-rows-spanned"), 1)) > 1:
                    reaching |= dict.fromkeys(range(at, min(at + spanned, MAX_COLUMNS)), down - 1)
                at += times
                due = spanned - 1
        return slots, reaching, at + max(due, 0)

    def _cell(self, cell: Element) -> list[Block]:
        self._grounds.append(self._looks.ground("table-cell", style_of(cell)))
        blocks = self.blocks(cell)
        self._grounds.pop()
        return blocks

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
            if levels is not None
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
        name = style_of(paragraph)
        ground = self._looks.ground("paragraph", name) or self._grounds[-1]
        pieces = self._text.inline(paragraph, boxes, Within((("paragraph", name),), ground))
        return ["".join(pieces).strip(" "), *boxes]


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in _ROW_GROUPS:
            yield from _rows(element)


def _bullet_font(look: Element) -> str | None:
    return attribute(child(look, "text-properties"), "font-name") or attribute(
        child(look, "text-properties"), "font-family"
    )
