"""Which styles of an xlsx hide or strike a cell, or print more of a number than it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar
from xml.etree.ElementTree import Element

from reconcile.carriers.colours import BLACK, WHITE, Colour, alike, colour
from reconcile.carriers.word.xml import attribute, child, local
from reconcile.carriers.workbook.formats import hides_numbers, hides_text, shown

_T = TypeVar("_T")
_OFF = frozenset(("0", "false"))
_WHITE_INDEX, _BLACK_INDEX = frozenset((1, 9, 65)), frozenset((0, 8, 64))
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)))
_SMALLEST = 2.0
"""Points of a font from which on its text is seen."""
_SAMPLE = 7
"""A number by which a format shows whether it adds anything."""


@dataclass(frozen=True)
class CellStyles:
    """By the number of a style: those that mean anything here, and the colour behind each."""

    struck: frozenset[int]
    concealed: frozenset[int]
    no_numbers: frozenset[int]
    no_texts: frozenset[int]
    formats: Mapping[int, str]
    grounds: Mapping[int, Colour]
    theme: Mapping[str, Colour]

    @property
    def telling(self) -> frozenset[int]:
        """All that mean anything."""
        every = self.struck | self.concealed | self.no_numbers | self.no_texts
        return every | frozenset(self.formats)


def styles_of(part: Element | None, theme: Element | None) -> CellStyles:
    """From the parts of those names; None where the workbook has none."""
    colours = _theme(theme)
    fonts = _children(part, "fonts")
    fills = [_fill(each, colours) for each in _children(part, "fills")]
    codes = {
        int(attribute(each, "numFmtId") or 0): attribute(each, "formatCode") or ""
        for each in _children(part, "numFmts")
    }
    struck, concealed, no_numbers, no_texts = set(), set(), set(), set()
    formats: dict[int, str] = {}
    grounds: dict[int, Colour] = {}
    for number, xf in enumerate(_children(part, "cellXfs")):
        font = _at(fonts, attribute(xf, "fontId"))
        ground, told = _at(fills, attribute(xf, "fillId")) or (None, True)
        code = codes.get(int(attribute(xf, "numFmtId") or 0), "")
        ink, known = _colour(child(font, "color"), colours)
        if ground:
            grounds[number] = ground
        struck |= {number} if is_struck(font) else set()
        unseen = (known and told and alike(ink, ground)) or _is_tiny(font)
        concealed |= {number} if unseen else set()
        no_numbers |= {number} if hides_numbers(code) else set()
        no_texts |= {number} if hides_text(code) else set()
        if code and shown(code, _SAMPLE):
            formats[number] = code
    return CellStyles(
        frozenset(struck),
        frozenset(concealed),
        frozenset(no_numbers),
        frozenset(no_texts),
        formats,
        grounds,
        colours,
    )


def hiding_rules(part: Element | None, theme: Element | None) -> frozenset[int]:
    """The numbers of the formats of conditional formatting under which text is not seen."""
    colours = _theme(theme)
    hiding = set()
    for number, each in enumerate(_children(part, "dxfs")):
        ink, known = _colour(child(each, "font", "color"), colours)
        ground, told = _colour(child(each, "fill", "patternFill", "bgColor"), colours)
        code = attribute(child(each, "numFmt"), "formatCode") or ""
        recoloured = child(each, "font", "color") is not None or ground is not None
        if (recoloured and known and told and alike(ink, ground)) or hides_text(code):
            hiding.add(number)
    return frozenset(hiding)


def is_struck(font: Element | None) -> bool:
    """A line through its text: a person's way to delete it."""
    line = child(font, "strike")
    return line is not None and attribute(line, "val") not in _OFF


def _is_tiny(font: Element | None) -> bool:
    """Of so few points that nobody reads it."""
    size = attribute(child(font, "sz"), "val")
    return size is not None and float(size) < _SMALLEST


def is_concealed(font: Element | None, ground: Colour | None, theme: Mapping[str, Colour]) -> bool:
    """Text of that font is not seen on that ground."""
    ink, known = _colour(child(font, "color"), theme)
    return known and alike(ink, ground)


def _children(part: Element | None, name: str) -> list[Element]:
    found = child(part, name)
    return list(found) if found is not None else []


def _at(listed: list[_T], number: str | None) -> _T | None:
    at = int(number or 0)
    return listed[at] if at < len(listed) else None


def _fill(fill: Element, theme: Mapping[str, Colour]) -> tuple[Colour | None, bool]:
    """The colour of the ground, None where none is; and whether that is known."""
    pattern = child(fill, "patternFill")
    if pattern is None or attribute(pattern, "patternType") in {None, "none"}:
        return None, child(fill, "gradientFill") is None
    if attribute(pattern, "patternType") != "solid":
        return None, False
    found, known = _colour(child(pattern, "fgColor"), theme)
    return found or BLACK, known


def _colour(told: Element | None, theme: Mapping[str, Colour]) -> tuple[Colour | None, bool]:
    """The colour, None where it is the system's own; and whether it is known."""
    if told is None or attribute(told, "auto") is not None:
        return None, True
    if (rgb := attribute(told, "rgb")) is not None:
        found = colour(rgb)
        return found, found is not None
    if (index := attribute(told, "indexed")) is not None:
        number = int(index) if index.isdigit() else -1
        return (WHITE if number in _WHITE_INDEX else None), number in _WHITE_INDEX | _BLACK_INDEX
    number = int(attribute(told, "theme") or -1)
    base = theme.get(_THEME[number]) if 0 <= number < len(_THEME) else None
    return (_tinted(base, attribute(told, "tint")), True) if base else (None, False)


def _tinted(base: Colour, tint: str | None) -> Colour:
    share = float(tint or 0)
    to = 255 if share > 0 else 0
    red, green, blue = (round(part + (to - part) * abs(share)) for part in base)
    return red, green, blue


def _theme(theme: Element | None) -> dict[str, Colour]:
    scheme = child(theme, "themeElements", "clrScheme")
    colours: dict[str, Colour] = {"lt1": WHITE, "dk1": (0, 0, 0)}
    for each in scheme if scheme is not None else ():
        for inner in each:
            told = colour(attribute(inner, "lastClr") or attribute(inner, "val"))
            if told:
                colours[local(each)] = told
    return colours
