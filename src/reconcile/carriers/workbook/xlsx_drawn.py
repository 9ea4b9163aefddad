"""What is drawn over the cells of an xlsx: pictures, shapes, charts, comments, controls."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from reconcile.carriers.raw import Thing
from reconcile.carriers.word.package import Package, relations
from reconcile.carriers.word.xml import attribute, child, local
from reconcile.carriers.workbook.drawing_places import EMU, SheetGrid
from reconcile.carriers.workbook.facts import Place

_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_SHAPE = re.compile(r"<v:shape\b(?P<told>[^>]*)>(?P<inside>.*?)</v:shape>", re.DOTALL)
_SHAPE_ID = re.compile(r"""\bid=["'][^"']*?_s(\d+)["']""")
_CLIENT = re.compile(
    r"""<x:ClientData\s+ObjectType=["'](\w+)["']\s*>(.*?)</x:ClientData>""", re.DOTALL
)
_ANCHOR = re.compile(r"<x:Anchor>([^<]*)</x:Anchor>")
_CHECKED = re.compile(r"<x:Checked>\s*([012])\s*</x:Checked>")
_TEXT = re.compile(r"<v:textbox\b[^>]*>(.*?)</v:textbox>", re.DOTALL)
_ART = re.compile(r"""<v:textpath\b[^>]*\bstring=["']([^"']*)["']""")
_MARKUP = re.compile(r"<[^>]*>")
_KINDS = frozenset(("comments", "drawing", "vmlDrawing"))
_BUTTONS = frozenset(("Checkbox", "Radio"))


class Box(NamedTuple):
    """Where a drawing lies, in pixels from the top left corner of the sheet."""

    left: float
    top: float
    right: float
    bottom: float


def things_of(package: Package, part: str, content: bytes) -> Iterator[tuple[Place, Thing]]:
    """All of a worksheet, each with the cell under its middle, from top to bottom."""
    links = [link for link in relations(package, part).values() if link.kind in _KINDS]
    if not links:
        return
    grid = SheetGrid.of(content)
    states = _states(package, part, content)
    found: list[tuple[float, Place, Thing]] = []
    for link in links:
        match link.kind:
            case "comments":
                found += [(0, *note) for note in _notes(package.xml(link.target))]
            case "drawing":
                found += _drawings(package.xml(link.target), grid)
            case "vmlDrawing":
                text = (package.content(link.target) or b"").decode("utf-8", "replace")
                found += _shapes(text, grid, states)
    for _, place, thing in sorted(found, key=lambda one: one[0]):
        yield place, thing


def _notes(part: Element | None) -> Iterator[tuple[Place, Thing]]:
    for comment in part.iter() if part is not None else ():
        if local(comment) == "comment":
            told = _REFERENCE.match(attribute(comment, "ref") or "")
            if told:
                place = int(told[2]) - 1, _position(told[1])
                words = "".join(each.text or "" for each in comment.iter() if local(each) == "t")
                yield place, Thing("note", words, rows=(place[0] + 1, place[0] + 1))


def _drawings(part: Element | None, grid: SheetGrid) -> Iterator[tuple[float, Place, Thing]]:
    for anchor in part if part is not None else ():
        if local(anchor) not in {"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"}:
            continue
        content = _content(anchor)
        if content is None or _is_hidden(content):
            continue
        names = {local(each) for each in content.iter()}
        words = "\n".join(_lines(content))
        if "pic" in names:
            thing = Thing("picture", words)
        elif "graphicFrame" in names:
            thing = Thing("chart")
        else:
            thing = Thing("box", words)
        yield _placed(thing, _box(anchor, grid), grid)


def _content(anchor: Element) -> Element | None:
    """What is anchored; of two forms of one thing the newer."""
    drawn = "pic sp grpSp graphicFrame cxnSp contentPart AlternateContent".split()
    found = next((each for each in anchor if local(each) in drawn), None)
    if found is not None and local(found) == "AlternateContent":
        names = {local(each) for each in found.iter()}
        return None if "hiddenHorzAnchor" in names else next(iter(found), None)
    return found


def _is_hidden(content: Element) -> bool:
    told = (attribute(each, "hidden") for each in content.iter() if local(each) == "cNvPr")
    return next(told, None) in {"1", "true"}


def _lines(content: Element) -> Iterator[str]:
    for paragraph in content.iter():
        if local(paragraph) == "p":
            line = "".join(each.text or "" for each in paragraph.iter() if local(each) == "t")
            if line.strip():
                yield line


def _box(anchor: Element, grid: SheetGrid) -> Box:
    start, end, size = child(anchor, "from"), child(anchor, "to"), child(anchor, "ext")
    corner = child(anchor, "pos")
    if start is not None:
        left, top = _point(start, grid)
    else:
        left, top = _number(corner, "x") / EMU, _number(corner, "y") / EMU
    if end is not None:
        right, bottom = _point(end, grid)
    else:
        right, bottom = left + _number(size, "cx") / EMU, top + _number(size, "cy") / EMU
    return Box(left, top, max(right, left), max(bottom, top))


def _point(corner: Element, grid: SheetGrid) -> tuple[float, float]:
    told = {local(each): int(float(each.text or 0)) for each in corner}
    return (
        grid.left(told.get("col", 0)) + told.get("colOff", 0) / EMU,
        grid.top(told.get("row", 0)) + told.get("rowOff", 0) / EMU,
    )


def _number(element: Element | None, name: str) -> float:
    return float(attribute(element, name) or 0)


def _placed(thing: Thing, box: Box, grid: SheetGrid) -> tuple[float, Place, Thing]:
    place = grid.place((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    first = grid.place(box.left, box.top)
    last = grid.place(max(box.right - 1, box.left), max(box.bottom - 1, box.top))
    spans = (first[0] + 1, last[0] + 1), (first[1], last[1])
    return box.top, place, thing._replace(rows=spans[0], columns=spans[1])


def _shapes(
    text: str, grid: SheetGrid, states: dict[str, bool]
) -> Iterator[tuple[float, Place, Thing]]:
    """Drawn in VML: controls of forms with their captions and states, and old text boxes.

    The notes drawn there are read as comments.
    """
    for shape in _SHAPE.finditer(text):
        client = _CLIENT.search(shape["inside"])
        if not client or client[1] == "Note":
            continue
        anchor = _ANCHOR.search(client[2])
        told = [
            int(float(part)) for part in (anchor[1] if anchor else "").split(",") if part.strip()
        ]
        if len(told) != 8:
            continue
        words = "\n".join(filter(None, (_caption(shape["inside"]), *_ART.findall(shape["inside"]))))
        thing = Thing("control", words)
        if client[1] in _BUTTONS:
            number = _SHAPE_ID.search(shape["told"])
            own = (checked := _CHECKED.search(client[2])) is not None and checked[1] == "1"
            thing = thing._replace(ticked=states.get(number[1] if number else "", own))
        elif client[1] in {"Pict", "Shape", "Rect", "Group"}:
            thing = Thing("control" if client[1] == "Pict" else "box", words)
        box = Box(
            grid.left(told[0]) + told[1],
            grid.top(told[2]) + told[3],
            grid.left(told[4]) + told[5],
            grid.top(told[6]) + told[7],
        )
        yield _placed(thing, box, grid)


def _caption(inside: str) -> str:
    found = _TEXT.search(inside)
    return html.unescape(_MARKUP.sub("", found[1])).strip() if found else ""


def _states(package: Package, part: str, content: bytes) -> dict[str, bool]:
    """The states of boxes and buttons that have a part of their own, by the number of the shape."""
    links = relations(package, part)
    states: dict[str, bool] = {}
    for told in re.findall(rb"<(?:\w+:)?control\b([^>]*)>", content):
        pairs = dict(re.findall(rb"""([\w:]+)=["']([^"']*)["']""", told))
        linked = next((value for key, value in pairs.items() if key.endswith(b":id")), b"")
        link = links.get(linked.decode("ascii", "replace"))
        if link and link.kind == "ctrlProp":
            try:
                properties = package.xml(link.target)
            except ParseError:
                continue
            checked = attribute(properties, "checked") == "Checked"
            states[pairs.get(b"shapeId", b"").decode("ascii", "replace")] = checked
    return states


def _position(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1
