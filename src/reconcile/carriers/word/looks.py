"""How a run of a docx looks: its own properties, else those of its styles and what they rest on."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reconcile.carriers.colours import alike, colour
from reconcile.carriers.word.xml import attribute, child, local

_OFF = frozenset(("0", "false", "off"))


@dataclass(frozen=True)
class Ground:
    """What a run stands in: its paragraph's style and the shade behind it, None where white."""

    style: str | None = None
    shade: str | None = None


class Looks:
    """The styles of a document."""

    def __init__(self, styles: Element | None) -> None:
        """From the part of that name; None where the document has none."""
        listed = list(styles) if styles is not None else []
        self._styles = {attribute(each, "styleId"): each for each in listed}
        self._default = child(styles, "docDefaults", "rPrDefault", "rPr")
        self._normal = next(
            (
                attribute(each, "styleId")
                for each in listed
                if attribute(each, "type") == "paragraph" and attribute(each, "default") == "1"
            ),
            None,
        )

    def ground(self, paragraph: Element, cell: Element | None, outer: Ground) -> Ground:
        """What the runs of a paragraph stand in; `cell` is the properties of its cell."""
        properties = child(paragraph, "pPr")
        shades = (attribute(child(each, "shd"), "fill") for each in (properties, cell))
        shade = next((shade for shade in shades if shade not in {None, "auto"}), outer.shade)
        return Ground(attribute(child(properties, "pStyle"), "val"), shade)

    def font(self, run: Element, ground: Ground) -> str | None:
        """The font of its Latin letters, None where no style names one."""
        for properties in self._properties(run, ground):
            fonts = child(properties, "rFonts")
            if name := attribute(fonts, "ascii") or attribute(fonts, "hAnsi"):
                return name
        return None

    def struck(self, run: Element, ground: Ground) -> bool:
        """A line through its text: a person's way to delete it."""
        return self._is_on(run, ground, "strike") or self._is_on(run, ground, "dstrike")

    def concealed(self, run: Element, ground: Ground) -> bool:
        """A viewer does not show its text: hidden, of no size, or in the colour of its ground."""
        if self._is_on(run, ground, "vanish"):
            return True
        ink = next(self._told(run, ground, "color", "val"), None)
        size = next(self._told(run, ground, "sz", "val"), None)
        if size in {"1", "2"}:
            return True
        if ink is None:
            return False
        behind = next(self._told(run, ground, "shd", "fill"), None)
        lit = next(self._told(run, ground, "highlight", "val"), None)
        shade = lit or (behind if behind != "auto" else None) or ground.shade
        if ink == "auto" or (lit and colour(lit) is None):
            return False
        return alike(colour(ink), colour(shade))

    def raised(self, run: Element) -> bool:
        """A superscript, as the mark of a footnote is."""
        return attribute(child(run, "rPr", "vertAlign"), "val") == "superscript"

    def _is_on(self, run: Element, ground: Ground, switch: str) -> bool:
        for properties in self._properties(run, ground):
            if (found := child(properties, switch)) is not None:
                return attribute(found, "val") not in _OFF
        return False

    def _told(self, run: Element, ground: Ground, name: str, value: str) -> Iterator[str]:
        for properties in self._properties(run, ground):
            if told := attribute(child(properties, name), value):
                yield told

    def _properties(self, run: Element, ground: Ground) -> Iterator[Element]:
        """The nearest first."""
        own = child(run, "rPr")
        if own is not None:
            yield own
            yield from self._of_style(attribute(child(own, "rStyle"), "val"))
        yield from self._of_style(ground.style or self._normal)
        if self._default is not None:
            yield self._default

    def _of_style(self, style_id: str | None) -> Iterator[Element]:
        seen: set[str | None] = set()
        while style_id not in seen and (style := self._styles.get(style_id)) is not None:
            seen.add(style_id)
            if (properties := child(style, "rPr")) is not None:
                yield properties
            style_id = attribute(child(style, "basedOn"), "val")


def is_on(switch: Element | None, *, absent: bool = False) -> bool:
    """A switch without a value is on."""
    return absent if switch is None else attribute(switch, "val") not in _OFF


def row_is_hidden(properties: Element | None) -> bool:
    """A row of a table that is marked so, or is exactly so low that nothing of it is seen."""
    if any(
        local(each) == "hidden" and is_on(each)
        for each in (properties if properties is not None else ())
    ):
        return True
    height = child(properties, "trHeight")
    exact = attribute(height, "hRule") == "exact"
    return exact and (attribute(height, "val") or "").isdigit() and _twips(height) <= _LOWEST


_LOWEST = 40
"""Twentieths of a point: two points."""


def _twips(height: Element | None) -> int:
    return int(attribute(height, "val") or 0)
