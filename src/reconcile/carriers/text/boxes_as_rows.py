"""Tables of a web page that are made of boxes (<div>), told by their build: rows of as many boxes."""

from collections import Counter
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ROWS = frozenset("div ul ol li section article dl a p".split())
_CELLS = frozenset("div span li p dd dt section".split())
FEWEST_CELLS = 4
"""Fewer boxes in a row are the frame of a page, or its menu."""
FEWEST_ROWS = 2


class _Box:
    """An element: its tag, what it lies in, what lies in it, and where its tags stand in the text."""

    def __init__(self, tag: str, outer: "_Box | None", start: int) -> None:
        self.tag, self.outer, self.start, self.end = tag, outer, start, -1
        self.inner: list[_Box] = []
        self.says = False

    @property
    def is_row(self) -> bool:
        """It holds boxes of one tag, each with nothing but text, and no text of its own."""
        tags = {one.tag for one in self.inner}
        plain = all(not one.inner for one in self.inner)
        several = len(self.inner) >= FEWEST_CELLS
        return (
            self.tag in _ROWS
            and several
            and len(tags) == 1
            and tags <= _CELLS
            and plain
            and not self.says
        )


def with_tables(text: str) -> str:
    """The page with `table`, `tr` and `td` for such boxes; unchanged where it has none."""
    page = _Boxes()
    page.feed(text)
    page.close()
    for table in page.boxes:
        rows = [box for box in table.inner if box.is_row]
        if len(rows) < FEWEST_ROWS:
            continue
        width, times = Counter(len(row.inner) for row in rows).most_common(1)[0]
        if times >= FEWEST_ROWS and all(len(row.inner) == width for row in rows):
            page.rename(table, "table")
            for row in rows:
                page.rename(row, "tr")
                for cell in row.inner:
                    page.rename(cell, "td")
    return "".join(page.parts)


class _Boxes(HTMLParser):
    """The parts of a page, tags apart, and its elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.boxes: list[_Box] = []
        self._open: list[_Box] = []

    def rename(self, box: _Box, tag: str) -> None:
        """Give an element another tag."""
        self.parts[box.start] = f"<{tag}" + self.parts[box.start][1 + len(box.tag) :]
        if box.end >= 0:
            self.parts[box.end] = f"</{tag}>"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        self.parts.append(self.get_starttag_text() or "")
        if tag not in _VOID:
            box = _Box(tag, self._open[-1] if self._open else None, len(self.parts) - 1)
            self.boxes.append(box)
            if box.outer:
                box.outer.inner.append(box)
            self._open.append(box)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As browsers do: the slash means nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest open element of that kind."""
        self.parts.append(f"</{tag}>")
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].tag == tag:
                self._open[depth].end = len(self.parts) - 1
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        """Text, raw."""
        self.parts.append(data)
        if self._open and data.strip():
            self._open[-1].says = True

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self.handle_data(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """The kind of the document."""
        self.parts.append(f"<!{decl}>")
