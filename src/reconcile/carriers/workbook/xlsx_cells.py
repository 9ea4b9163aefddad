"""One walk over the cells of a worksheet's XML, where anything in it makes that worth while."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reconcile.carriers.raw import Thing
from reconcile.carriers.workbook.facts import Place, SheetFacts
from reconcile.carriers.workbook.xlsx_strings import FontRun, runs_of, stretches, telling
from reconcile.carriers.workbook.xlsx_styles import CellStyles

_CELL = re.compile(
    rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL
)
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_ROW = re.compile(rb"""\br=["'](\d+)["']""")
_PLACE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_KIND = re.compile(rb"""\bt=["'](\w+)["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>")
_UNCOUNTED = re.compile(
    rb"<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_INLINE = re.compile(rb"<(?:\w+:)?is>.*?</(?:\w+:)?is>", re.DOTALL)
_INLINE_TELLS = re.compile(rb"<(?:\w+:)?strike\b")


class _Found(NamedTuple):
    place: Place
    style: int
    kind: bytes
    inside: bytes
    attributes: bytes


class CellScan:
    """The same styles and shared texts for all worksheets of a workbook."""

    def __init__(
        self, styles: CellStyles, strings: Mapping[int, list[FontRun]], *, pictured: bool
    ) -> None:
        """`pictured`: the workbook has the part that says which values are pictures."""
        self._styles = styles
        self._strings = strings
        self._marks = [b"strike", b" vm="] if pictured else [b"strike"]
        for number in sorted(styles.telling):
            self._marks += [b' s="%d"' % number, b" s='%d'" % number]

    def into(self, facts: SheetFacts, content: bytes) -> None:
        """What the cells of a worksheet tell is added to its facts."""
        if not self._worth(content):
            return
        for cell in _cells(content):
            self._look(facts, cell)

    def _worth(self, content: bytes) -> bool:
        """Plain searches first, which cost a tenth of what a pattern does."""
        if self._strings or any(mark in content for mark in self._marks):
            return True
        if b"#" in content and b">#" in content:  # one sign alone is found several times faster
            return True
        if b"/f>" not in content:
            return False
        return b"DISPIMG(" in content or _UNCOUNTED.search(content) is not None

    def _look(self, facts: SheetFacts, cell: _Found) -> None:
        styles, place = self._styles, cell.place
        is_text = cell.kind in {b"s", b"str", b"inlineStr"}
        hides = styles.no_texts if is_text else styles.no_numbers
        if cell.style in styles.concealed or cell.style in hides:
            facts.concealed.add(place)
        elif cell.style in styles.struck:
            facts.struck.add(place)
        elif runs := self._runs(cell):
            told = stretches(runs, styles.grounds.get(cell.style), styles)
            facts.stretches |= {place: told} if told else {}
        if not is_text and cell.style in styles.formats:
            facts.formats[place] = styles.formats[cell.style]
        if b"vm=" in cell.attributes or b"DISPIMG(" in cell.inside:
            facts.things[place].append(_over("picture", place))
            facts.replaced.add(place)
        elif _UNCOUNTED.search(cell.inside + b"</c>"):
            facts.things[place].append(_over("formula", place))
        elif cell.kind == b"e" and (value := _VALUE.search(cell.inside)):
            facts.errors[place] = value[1].decode(errors="replace")

    def _runs(self, cell: _Found) -> list[FontRun] | None:
        if cell.kind == b"s" and self._strings:
            value = _VALUE.search(cell.inside)
            return self._strings.get(int(value[1])) if value else None
        if cell.kind == b"inlineStr" and _INLINE_TELLS.search(cell.inside):
            inline = _INLINE.search(cell.inside)
            runs = runs_of(inline[0]) if inline else []
            return runs if telling(runs, self._styles) else None
        return None


def _over(kind: str, place: Place) -> Thing:
    number = place[0] + 1
    return Thing(kind, rows=(number, number))


def _cells(content: bytes) -> Iterator[_Found]:
    row = -1
    at = -1
    for found in _CELL.finditer(content):
        if found[1] is not None:
            told = _ROW.search(found[1])
            row, at = (int(told[1]) - 1 if told else row + 1), -1
            continue
        attributes = found[2]
        placed = _PLACE.search(attributes)
        at = _position(placed[1]) if placed else at + 1
        style, kind = _STYLE.search(attributes), _KIND.search(attributes)
        yield _Found(
            (row, at),
            int(style[1]) if style else 0,
            kind[1] if kind else b"n",
            found[3] or b"",
            attributes,
        )


def _position(letters: bytes) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + letter - ord("A") + 1
    return at - 1
