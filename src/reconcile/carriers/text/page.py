"""The text and the tables of a web page. Tags may be left open or cross one another."""

import re
from html.parser import HTMLParser

from reconcile.carriers.flow import Block
from reconcile.carriers.marks import Things, concealed, plain, struck
from reconcile.carriers.raw import Thing
from reconcile.carriers.text.css import Look, Rules, Tagged
from reconcile.carriers.text.open_table import OpenTable

_MAX_COLSPAN, _MAX_ROWSPAN = 1000, 65534
_DIGITS = re.compile(r"\s*\+?([0-9]{1,9})")
_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_BREAK = "\v"
"""Stands where a block begins or ends; no white space of the source is left that could be taken
for it."""
_BETWEEN_BLOCKS = re.compile(r" *\n? *\v[ \v]*")
_AT_BREAK = re.compile(r" *\n *")
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset footer form h1 h2 "
    "h3 h4 h5 h6 header hr legend li main nav ol p pre section select textarea title ul".split()
)
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr frame".split()
)
_STRUCK = frozenset("s strike del".split())
"""Text with a line through it: a person's way to delete it."""
_UNSEEN_TAGS = frozenset("template noscript datalist".split())
_TORN = re.compile(r"(?:table|thead|tbody|tfoot|tr|th|td|html|body)>|[\w:-]=\"[^\"]*\">")
"""The rest of a tag whose beginning is lost."""
_DRAWN = {"svg": "picture", "canvas": "picture", "object": "object", "embed": "object"}
_IN_TABLE = frozenset("tr thead tbody tfoot td th".split())
_CLOSED_BY = {"td": {"td", "th"}, "th": {"td", "th"}, "tr": {"tr", "td", "th"}, "table": set[str]()}
_DOTS = 2
"""An image of so many pixels or fewer only holds the page in shape."""


class _Open:
    """An element that is open: how it looks, and how many children it has had."""

    def __init__(self, part: Tagged, look: Look) -> None:
        self.part = part
        self.look = look
        self.children = 0


class Page(HTMLParser):
    """The blocks of a page, complete once it is closed."""

    def __init__(self, things: Things) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self.asks_password = False
        self.is_xml_workbook = False
        self.frames = 0
        self.has_tables = False
        self.unfinished = False
        self._things = things
        self._rules = Rules()
        self._elements = [_Open(Tagged("", frozenset(), None, 1), Look())]
        self._open: list[OpenTable] = []
        self._pieces: list[str] = []
        self._silent: str | None = None
        self._sheet: list[str] = []
        self._options: list[tuple[bool, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens, and close what its kind closes without a word."""
        if self._silent == "title":
            self._silent = None
        told = dict(attrs)
        if tag in _IN_TABLE or tag == "table":
            self._flush()
            if tag == "table" and self._open and self._open[-1].cell is None:
                self._end_table()
            self._leave_for(tag)
        look = self._enter(tag, told)
        match tag:
            case "script" | "style" | "title":
                self._silent = tag
            case "table":
                self.has_tables = True
                self._open.append(OpenTable(len(self._elements)))
            case _ if tag in _IN_TABLE and self._open:
                self._start_in_table(tag, told, look)
            case "frame" | "iframe":
                self.frames += 1
            case "workbook":
                self.is_xml_workbook = True
            case _:
                self._inline(tag, told, look)

    def _inline(self, tag: str, told: dict[str, str | None], look: Look) -> None:
        match tag:
            case "br":
                self._pieces.append("\n")
            case "input":
                self._input(told)
            case "option":
                self._options.append(("selected" in told, len(self._pieces)))
            case "img":
                self._image(told)
            case _ if tag in _DRAWN and not look.concealed:
                self._pieces.append(self._things.mark(Thing(_DRAWN[tag])))
            case _ if tag in _BLOCK_TAGS:
                self._pieces.append(_BREAK)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As browsers do: the slash means nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, row or table; text behind it stands outside."""
        if tag == self._silent:
            self._silent = None
            if tag == "style":
                self._rules.add("".join(self._sheet))
                self._sheet = []
        elif tag == "table" and self._open:
            self._end_table()
        elif tag in {"td", "th"} and self._open:
            self._flush()
            self._open[-1].cell = None
        elif tag in _IN_TABLE and self._open:
            self._flush()
            self._open[-1].end_row()
        elif tag == "select":
            self._choose()
        elif tag in _BLOCK_TAGS:
            self._pieces.append(_BREAK)
        self._leave(tag)

    def handle_data(self, data: str) -> None:
        """Text, with white space as a browser shows it."""
        if self._silent == "title":
            self.title += data
        elif self._silent == "style":
            self._sheet.append(data)
        elif self._silent is None:
            self.unfinished = self.unfinished or _TORN.search(data) is not None
            self._pieces.append(self._looked(_WHITE.sub(" ", plain(data))))

    def close(self) -> None:
        """The end of the file closes every table that is open."""
        left_open = any(each.part.tag == "html" for each in self._elements)
        self.unfinished |= "<" in self.rawdata or bool(self._open) or left_open
        super().close()
        while self._open:
            self._end_table()
        self._flush()

    def _looked(self, text: str) -> str:
        look = self._elements[-1].look
        if not text.strip():
            return text
        if look.concealed:
            return concealed(text)
        return struck(text) if look.struck else text

    def _enter(self, tag: str, told: dict[str, str | None]) -> Look:
        outer = self._elements[-1]
        outer.children += 1
        classes = frozenset((told.get("class") or "").split())
        part = Tagged(tag, classes, told.get("id"), outer.children)
        parts = [*(each.part for each in self._elements[1:]), part]
        look = self._rules.look(parts, told.get("style"), outer.look)
        if "hidden" in told or tag in _UNSEEN_TAGS:
            look = Look(gone=True)
        if tag in _STRUCK:
            look = Look(look.gone, look.unseen, True, look.ink, look.ground)
        if "bgcolor" in told or (tag == "font" and "color" in told):
            old = f"background-color:{told.get('bgcolor')};color:{told.get('color')}"
            kept = old if tag == "font" else old.partition(";")[0]
            look = Rules().look([part], kept, look)
        if tag not in _VOID:
            self._elements.append(_Open(part, look))
        return look

    def _leave(self, tag: str) -> None:
        """Close the nearest open element of that kind, and all that is open in it."""
        least = self._open[-1].depth if self._open else 1
        for depth in range(len(self._elements) - 1, least - 1, -1):
            if self._elements[depth].part.tag == tag:
                del self._elements[depth:]
                return

    def _leave_for(self, tag: str) -> None:
        """A cell ends with the next, a row with the next row, whatever is open in it."""
        if not self._open:
            return
        least = self._open[-1].depth
        closing = _CLOSED_BY.get(tag, _IN_TABLE)
        for depth in range(least, len(self._elements)):
            if self._elements[depth].part.tag in closing:
                del self._elements[depth:]
                return

    def _end_table(self) -> None:
        self._flush()
        ended = self._open.pop()
        del self._elements[ended.depth - 1 :]
        self._here.append(ended.table)

    def _start_in_table(self, tag: str, told: dict[str, str | None], look: Look) -> None:
        table = self._open[-1]
        if tag == "tr":
            table.start_row(hidden=look.concealed)
        elif tag not in {"td", "th"}:
            table.start_group()
        elif look.gone and not self._elements[-2].look.gone:
            table.start_gone_cell()
        else:
            columns = min(_span(told.get("colspan"), 1), _MAX_COLSPAN)
            rows = min(_span(told.get("rowspan"), _MAX_ROWSPAN), _MAX_ROWSPAN)
            table.start_cell(columns, rows)

    def _input(self, told: dict[str, str | None]) -> None:
        kind = (told.get("type") or "text").lower()
        if kind == "password":
            self.asks_password = True
        elif kind in {"checkbox", "radio"}:
            self._pieces.append("☑" if "checked" in told else "☐")
        elif kind == "text":
            self._pieces.append(self._looked(_WHITE.sub(" ", plain(told.get("value") or ""))))

    def _choose(self) -> None:
        """Of a list that is not dropped down only the chosen line is seen, else the first."""
        if not self._options:
            return
        ends = [*(at for _, at in self._options[1:]), len(self._pieces)]
        lines = [
            (chosen, self._pieces[start:end])
            for (chosen, start), end in zip(self._options, ends, strict=True)
        ]
        seen = next((line for chosen, line in lines if chosen), lines[0][1])
        self._pieces[self._options[0][1] :] = seen
        self._options = []

    def _image(self, told: dict[str, str | None]) -> None:
        """The words that stand for it, and a mark; one without size shows nothing."""
        sizes = (_span(told.get(side), 1) for side in ("width", "height") if side in told)
        look = self._elements[-1].look
        if look.concealed or any(size <= _DOTS for size in sizes):
            return
        words = plain(told.get("alt") or "")
        self._pieces.append(words + self._things.mark(Thing("picture", words)))

    @property
    def _here(self) -> list[Block]:
        """Where text belongs now.

        The open cell, or, for text between cells, what is around the table.
        """
        cells = (table.cell for table in reversed(self._open) if table.cell is not None)
        return next(cells, self.blocks)

    def _flush(self) -> None:
        self._choose()
        if self._pieces:
            if text := _shown("".join(self._pieces)):
                self._here.append(text)
            self._pieces = []


def _shown(text: str) -> str:
    """Lines as a browser breaks them: at every <br>, and once between blocks."""
    text = text.strip()
    if "\n" in text or _BREAK in text:
        return _AT_BREAK.sub("\n", _BETWEEN_BLOCKS.sub("\n", text))
    return text


def _span(value: str | None, zero: int) -> int:
    """A colspan or rowspan; rowspan 0 is the rest of the group, and what is no number is 1."""
    digits = _DIGITS.match(value) if value else None
    return (int(digits[1]) or zero) if digits else 1
