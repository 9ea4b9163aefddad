"""What calamine does not say of an xlsx: hidden, struck and covered cells, formats, drawings."""

import re
import zipfile
from collections.abc import Container, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element
from xml.parsers.expat import ParserCreate

from defusedxml.ElementTree import fromstring

from reconcile.carriers.raw import Flaw
from reconcile.carriers.word.package import Relation, Zipped, relations
from reconcile.carriers.word.xml import attribute, child, children
from reconcile.carriers.workbook.facts import ALL, NONE, BookFacts, SheetFacts
from reconcile.carriers.workbook.xlsx_cells import CellScan
from reconcile.carriers.workbook.xlsx_drawn import things_of
from reconcile.carriers.workbook.xlsx_strings import rich_strings
from reconcile.carriers.workbook.xlsx_styles import hiding_rules, styles_of

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_USUAL = re.compile(rb'<row r="(\d+)"')
_NUMBERED = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)["']""")
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\b[^>]*?\bref=["'][A-Z]+\d+:[A-Z]+(\d+)["']""")
_MOST_ROWS = 1 << 20
_PLACES = re.compile(
    rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)["']|<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]+(\d+))["']"""
)
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_HEIGHT = re.compile(rb"""\bht=["']([\d.]+)["']""")
_SIGNS = (b" hidden=", b" ht=")
"""Without any of these no row is hidden; a plain search costs a tenth of what a pattern does."""
_LOWEST = 2.0
"""Points of height from which on a row is seen."""
_NARROWEST = 1.0
"""Characters of width from which on a column is seen."""
_COLS = re.compile(rb"<(?:\w+:)?cols>.*?</(?:\w+:)?cols>", re.DOTALL)
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_TOLD = re.compile(rb"""(\w+)=["']([^"']*)["']""")
_EDGES = re.compile(rb"<(?:\w+:)?headerFooter\b.*?</(?:\w+:)?headerFooter>", re.DOTALL)
_EDGE_CODES = re.compile(r'&(?:[LCRBIUSEXYAFZGDTPN]|"[^"]*"|K[0-9A-F]{6}|\d{1,3})')


def facts_of(archive: zipfile.ZipFile) -> BookFacts:
    """Of every worksheet.

    Raises what `zip_guard.BROKEN` lists, KeyError, ParseError or ExpatError where it is damaged.
    """
    package = Zipped(archive)
    main = _main(package)
    book = package.xml(main)
    if book is None:
        raise KeyError(main)
    links = relations(package, main)
    kinds = {link.kind: link.target for link in links.values()}
    looks = _part(package, kinds, "styles"), _part(package, kinds, "theme")
    styles, hiding = styles_of(*looks), hiding_rules(*looks)
    strings = _bytes(archive, kinds.get("sharedStrings"))
    check(strings)
    scan = CellScan(styles, rich_strings(strings, styles), pictured="sheetMetadata" in kinds)
    sheets: dict[str, SheetFacts] = {}
    flaws: list[Flaw] = []
    for sheet in children(book, "sheets"):
        link = links.get(_relation(sheet))
        if link is None or link.kind != "worksheet":
            continue
        name = attribute(sheet, "name") or ""
        content = _bytes(archive, link.target)
        sheets[name] = _sheet(package, link, content, scan, sheet)
        reasons = [*_lost(content), *_hidden_by_rules(content, hiding)]
        flaws += [Flaw(reason, f"工作表「{name}」") for reason in reasons]
    properties = child(book, "workbookPr")
    return BookFacts(sheets, tuple(flaws), attribute(properties, "date1904") in {"1", "true"})


def _main(package: Zipped) -> str:
    named = relations(package, "").values()
    return next((link.target for link in named if link.kind == "officeDocument"), "xl/workbook.xml")


def _relation(sheet: Element) -> str:
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def _part(package: Zipped, kinds: dict[str, str], kind: str) -> Element | None:
    return package.xml(kinds[kind]) if kind in kinds else None


def _bytes(archive: zipfile.ZipFile, name: str | None) -> bytes:
    """A part whose size `MAX_PART` does not bound: it is searched, not parsed."""
    if name is None or name not in archive.namelist():
        return b""
    return archive.read(name)


def check(content: bytes) -> None:
    """Raise ExpatError where a part is no well-formed XML: calamine stops there without a word."""
    if content:
        parser = ParserCreate()
        parser.buffer_text = True
        parser.Parse(content, True)


def _sheet(
    package: Zipped, link: Relation, content: bytes, scan: CellScan, sheet: Element
) -> SheetFacts:
    facts = SheetFacts(edges=tuple(_edges(content)))
    if attribute(sheet, "state") in {"hidden", "veryHidden"}:
        facts.hidden = ALL
    else:
        facts.hidden = _hidden_rows(content)
        facts.columns = frozenset(_hidden_columns(content))
    facts.source = content
    scan.into(facts, content)
    for place, thing in things_of(package, link.target, content):
        facts.things[place].append(thing)
    return facts


def _hidden_rows(content: bytes) -> Container[int]:
    if not any(sign in content for sign in _SIGNS):
        return NONE
    hidden = set()
    number = 0
    for row in _ROW.finditer(content):
        told = _NUMBER.search(row[1])
        number = int(told[1]) if told else number + 1
        height = _HEIGHT.search(row[1])
        if _HIDDEN.search(row[1]) or (height and float(height[1]) < _LOWEST):
            hidden.add(number)
    return hidden


def _hidden_columns(content: bytes) -> Iterator[int]:
    columns = _COLS.search(_above(content))
    for column in _COL.finditer(columns[0]) if columns else ():
        told: dict[bytes, bytes] = dict(_TOLD.findall(column[1]))
        narrow = b"width" in told and float(told[b"width"]) < _NARROWEST
        if told.get(b"hidden") in {b"1", b"true"} or narrow:
            first, last = int(told[b"min"]), int(told[b"max"])
            yield from range(first - 1, min(last, _MOST_COLUMNS))


_MOST_COLUMNS = 16_384


def _lost(content: bytes) -> Iterator[str]:
    """What shows that rows are missing: they stand out of order, or fewer than the sheet says."""
    usual = _USUAL.findall(content)
    plain = len(usual) == content.count(b"<row ")
    numbers = list(map(int, usual if plain else _NUMBERED.findall(content)))
    if any(one >= other for one, other in pairwise(numbers)):
        yield "列的順序錯亂或重複，檔案可能已損壞，請重新下載。"
    told = _DIMENSION.search(_above(content))
    last = numbers[-1] if numbers else 0
    if told and numbers and last < int(told[1]) < _MOST_ROWS:
        yield f"宣告有 {int(told[1])} 列，實際只到第 {last} 列，檔案可能已損壞，請重新下載。"


_RULE = re.compile(rb"""<(?:\w+:)?cfRule\b[^>]*?\bdxfId=["'](\d+)["']""")


def _hidden_by_rules(content: bytes, hiding: Container[int]) -> Iterator[str]:
    """What a rule of conditional formatting may make invisible: nobody says here where it holds."""
    below = _below(content)
    if b"cfRule" in below and any(int(number) in hiding for number in _RULE.findall(below)):
        yield "設有會使文字看不見的條件式格式，請清除該格式後確認有無被遮蓋的列。"


def _above(content: bytes) -> bytes:
    """What stands before the first row."""
    return content[: content.find(b"sheetData")]


def _below(content: bytes) -> bytes:
    """What stands after the last row."""
    return content[max(content.rfind(b"sheetData"), 0) :]


def misplaced(content: bytes) -> bool:
    """A cell stands in another row than its own, or twice."""
    row, seen = b"", set[bytes]()
    for number, place, own in _PLACES.findall(content):
        if number:
            row = number
        elif own != row or place in seen:
            return True
        seen.add(place)
    return False


def _edges(content: bytes) -> Iterator[str]:
    """What is printed above and below each page, without what is counted in print."""
    below = _below(content)
    found = _EDGES.search(below) if b"headerFooter" in below else None
    if not found:
        return
    bare = re.sub(rb"(</?)\w+:", rb"\1", found[0])
    for edge in fromstring(bare):
        text = _EDGE_CODES.sub(" ", edge.text or "").replace("&&", "&").strip()
        if text:
            yield text
