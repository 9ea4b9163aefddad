"""What calamine does not say of an ods: hidden rows, columns and tables, merged cells, struck text, drawings."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reconcile.carriers.raw import Flaw, Merge, Thing
from reconcile.carriers.word.damage import TORN, has_torn_rows, is_torn
from reconcile.carriers.word.odf_looks import OdfLooks, Styles
from reconcile.carriers.word.package import Zipped
from reconcile.carriers.word.xml import attribute, child, local, whole_number
from reconcile.carriers.workbook.drawing_places import SheetGrid
from reconcile.carriers.workbook.facts import ALL, BookFacts, Place, SheetFacts, Stretches

_SIGNS = re.compile(
    rb"""visibility="(?:collapse|filter)"|display="(?:false|none)"|<draw:|<office:annotation"""
    rb"""|line-through-(?:style|type)="[^n]|fo:color="#(?i:f[0-9a-f]){3}"|-placeholder"""
    rb"""|background-color="#(?i:0[0-9a-f]){3}|min-integer-digits="(?:[2-9]|\d\d)"|<number:text[ >]"""
    rb"""|row-height="0(?:\.0\d*)?|value-type="error|number-rows-spanned="(?:[2-9]|\d\d)"""
)
"""Without any of these there is nothing to tell; the search costs little."""
_SMALL = 8 * 1024 * 1024
"""Bytes of content that are walked in any case."""
_ROW_GROUPS = frozenset("table-header-rows table-rows table-row-group".split())
_COLUMN_GROUPS = frozenset("table-header-columns table-columns table-column-group".split())
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_MOST_ALIKE = 1000
"""Cells of one element whose look is told; more than so many repeated ones hold nothing."""
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt|px)?")
_PIXELS = {"cm": 37.8, "mm": 3.78, "in": 96.0, "pt": 4 / 3, "px": 1.0, None: 1.0}
_LOWEST = 2.0
"""Pixels of height or width from which on a row or column is seen."""
_NUMBER = frozenset("float percentage currency".split())


def facts_of(content: bytes) -> BookFacts:
    """Of every table; raises what `zip_guard.BROKEN` lists or ParseError where it is damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        raw = archive.read("content.xml")
        styles = archive.read("styles.xml") if "styles.xml" in archive.namelist() else b""
        flaws: tuple[Flaw, ...] = (Flaw(TORN),) if is_torn(raw) else ()
        tells = len(raw) <= _SMALL or _SIGNS.search(raw) or _SIGNS.search(styles)
        if not tells:
            return BookFacts({}, flaws)
        package = Zipped(archive)
        parts = [
            part
            for name in ("styles.xml", "content.xml")
            if (part := package.xml(name)) is not None
        ]
    body = child(parts[-1], "body", "spreadsheet")
    tables = [each for each in (body if body is not None else ()) if local(each) == "table"]
    looks = OdfLooks(parts)
    walked = {attribute(table, "name") or "": _OdsTable(looks, table) for table in tables}
    flaws += tuple(
        Flaw(TORN, f"工作表「{name}」") for name, one in walked.items() if has_torn_rows(one.widths)
    )
    return BookFacts({name: one.facts for name, one in walked.items()}, flaws)


class _OdsTable:
    """One table, walked once."""

    def __init__(self, looks: OdfLooks, table: Element) -> None:
        self._looks = looks
        self._columns: list[str | None] = []
        self._states = {
            attribute(each, "id"): (
                attribute(each, "current-state") or attribute(each, "state"),
                attribute(each, "label") or "",
            )
            for each in table.iter()
            if local(each) in {"checkbox", "radio"}
        }
        self.facts = SheetFacts()
        self.widths: list[int] = []
        self._row = 0
        hidden_rows: set[int] = set()
        self._take_columns(table)
        self._take_rows(table, hidden_rows, hidden=False)
        self._take_shapes(table)
        shown = looks.display("table", attribute(table, "style-name"))
        self.facts.hidden = hidden_rows if shown else ALL

    def _take_columns(self, parent: Element) -> None:
        hidden = set(self.facts.columns)
        for each in parent:
            if local(each) in _COLUMN_GROUPS:
                self._take_columns(each)
                hidden |= self.facts.columns
            elif local(each) == "table-column":
                times = whole_number(attribute(each, "number-columns-repeated"), 1)
                times = min(times, _MOST_COLUMNS - len(self._columns))
                style = attribute(each, "style-name")
                narrow = _pixels(self._looks.size("table-column", style, "column-width"))
                if attribute(each, "visibility") in {"collapse", "filter"} or narrow < _LOWEST:
                    hidden |= set(range(len(self._columns), len(self._columns) + times))
                self._columns += [attribute(each, "default-cell-style-name")] * times
        self.facts.columns = frozenset(hidden)

    def _take_rows(self, parent: Element, hidden_rows: set[int], *, hidden: bool) -> None:
        for each in parent:
            if local(each) in _ROW_GROUPS:
                gone = hidden or attribute(each, "display") == "false"
                self._take_rows(each, hidden_rows, hidden=gone)
            elif local(each) == "table-row":
                self._take_row(each, hidden_rows, hidden=hidden)

    def _take_row(self, row: Element, hidden_rows: set[int], *, hidden: bool) -> None:
        times = min(whole_number(attribute(row, "number-rows-repeated"), 1), _MOST_ROWS - self._row)
        height = _pixels(self._looks.size("table-row", attribute(row, "style-name"), "row-height"))
        low = height < _LOWEST
        if hidden or low or attribute(row, "visibility") in {"collapse", "filter"}:
            hidden_rows |= set(range(self._row + 1, self._row + 1 + min(times, _MOST_ROWS)))
        cells = list(self._cells(row))
        self.widths.append(sum(repeated for _, repeated, _ in cells))
        self.facts.merged += [
            merge for at, _, cell in cells if (merge := _merge(self._row, at, cell))
        ]
        filled = [cell for cell in cells if len(cell[2])]
        for number in range(self._row, self._row + (min(times, _MOST_ALIKE) if filled else 0)):
            for at, repeated, cell in filled:
                for position in range(at, at + min(repeated, _MOST_ALIKE)):
                    self._take_cell((number, position), cell, attribute(row, "default-cell-style"))
        self._row += times

    def _cells(self, row: Element) -> Iterator[tuple[int, int, Element]]:
        at = 0
        for cell in row:
            if local(cell) in {"table-cell", "covered-table-cell"}:
                repeated = whole_number(attribute(cell, "number-columns-repeated"), 1)
                yield at, repeated, cell
                at += repeated

    def _take_cell(self, place: Place, cell: Element, of_row: str | None) -> None:
        at = place[1]
        of_column = self._columns[at] if at < len(self._columns) else None
        name = attribute(cell, "style-name") or of_row or of_column
        ground = self._looks.ground("table-cell", name)
        parts = _OdsText(self._looks, ground)
        lines = [each for each in cell if local(each) == "p"]
        for n, line in enumerate(lines):
            parts.add("\n" if n else "", ())
            parts.read(line, (("table-cell", name),))
        told = parts.told
        text = told.seen + told.struck + told.concealed
        if told.concealed.strip() and not (told.seen + told.struck).strip():
            self.facts.concealed.add(place)
        elif told.struck.strip() and not (told.seen + told.concealed).strip():
            self.facts.struck.add(place)
        elif lines and not text.strip() and _has_value(cell):
            self.facts.concealed.add(place)
        elif told.struck or told.concealed or _differs(text, cell, len(lines)):
            self.facts.stretches[place] = told
        if lines and attribute(cell, "string-value") == "" and text.startswith("#"):
            self.facts.errors[place] = text
        for each in cell:
            self._take_thing(place, each)

    def _take_thing(self, place: Place, element: Element) -> None:
        if (thing := self._thing(element)) is not None:
            number = place[0] + 1
            self.facts.things[place].append(thing._replace(rows=(number, number)))

    def _thing(self, element: Element) -> Thing | None:
        words = "\n".join("".join(p.itertext()) for p in element.iter() if local(p) == "p")
        match local(element):
            case "annotation":
                return Thing("note", words)
            case "control":
                state, label = self._states.get(attribute(element, "control"), (None, ""))
                return Thing("control", label, None if state is None else state == "checked")
            case "frame":
                kinds = {local(each) for each in element.iter()}
                if not kinds.isdisjoint({"object", "object-ole"}):
                    return Thing("object")
                return Thing("picture") if "image" in kinds else Thing("box", words)
            case "custom-shape" | "rect" | "ellipse" | "line" | "path" | "polygon" | "g":
                return Thing("box", words)
        return None

    def _take_shapes(self, table: Element) -> None:
        """Shapes that lie on the table as a whole, placed by the usual sizes of cells."""
        shapes = child(table, "shapes")
        grid = SheetGrid()
        for shape in shapes if shapes is not None else ():
            thing = self._thing(shape)
            if thing is not None:
                x, y, width, height = (
                    _pixels(attribute(shape, name)) for name in ("x", "y", "width", "height")
                )
                place = grid.place(x + width / 2, y + height / 2)
                first, last = grid.place(x, y)[0], grid.place(x, y + height)[0]
                self.facts.things[place].append(thing._replace(rows=(first + 1, last + 1)))


def _merge(row: int, at: int, cell: Element) -> Merge | None:
    """The places that a cell which spans rows or columns covers; None where it spans none."""
    down, across = (
        min(whole_number(attribute(cell, f"number-{each}-spanned"), 1), _MOST_ALIKE)
        for each in ("rows", "columns")
    )
    return ((row, at), (row + down - 1, at + across - 1)) if max(down, across) > 1 else None


class _OdsText:
    """The text of a cell, parted by how it looks."""

    def __init__(self, looks: OdfLooks, ground: str | None) -> None:
        self._looks = looks
        self._ground = ground
        self._seen = self._struck = self._concealed = ""

    def read(self, element: Element, styles: Styles) -> None:
        """The text of an element, in the styles around it."""
        if local(element) in {"annotation", "frame"}:
            return
        if (name := attribute(element, "style-name")) and local(element) != "p":
            styles = (("text", name), *styles)
        self.add(element.text or "", styles)
        for each in element:
            if local(each) == "s":
                self.add(" " * whole_number(attribute(each, "c"), 1), styles)
            self.read(each, styles)
            self.add(each.tail or "", styles)

    def add(self, text: str, styles: Styles) -> None:
        """More text in those styles."""
        if text.strip() and self._looks.concealed(styles, self._ground):
            self._concealed += text
        elif text.strip() and self._looks.struck(styles):
            self._struck += text
        else:
            self._seen += text

    @property
    def told(self) -> Stretches:
        """What was added."""
        return Stretches(self._seen, self._struck, self._concealed)


def _has_value(cell: Element) -> bool:
    """It holds something, of which its number format shows nothing."""
    told = ("value", "string-value", "date-value", "time-value", "boolean-value")
    return any(attribute(cell, each) for each in told)


def _differs(text: str, cell: Element, lines: int) -> bool:
    """What is printed is not what calamine reads: more than a number, or less than all in a cell.

    To the lines of a cell it adds the words of what is drawn there.
    """
    if attribute(cell, "value-type") in _NUMBER:
        return _says_more(text, cell)
    return lines < len(cell)


def _says_more(text: str, cell: Element) -> bool:
    """What a number is printed as begins with more than its digits, as 0 or a letter."""
    value = (attribute(cell, "value") or "").partition(".")
    return (
        text.isalnum() and text != value[0] and text.endswith(value[0]) and not value[2].strip("0")
    )


def _pixels(length: str | None) -> float:
    """A length; a large number where none is told."""
    found = _LENGTH.match(length or "")
    return float(found[1]) * _PIXELS.get(found[2], 1.0) if found else _LOWEST
