"""How text of an ODF document looks: by its styles and what they rest on."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from reconcile.carriers.colours import alike, colour
from reconcile.carriers.word.xml import attribute, child, local

Styles = tuple[tuple[str, str | None], ...]
"""Families and names of styles, the nearest first."""


class OdfLooks:
    """The styles of all parts of a document, by family and name."""

    def __init__(self, parts: Iterable[Element]) -> None:
        self._styles: dict[tuple[str | None, str | None], Element] = {}
        self._defaults: dict[str | None, Element] = {}
        for part in parts:
            for each in part.iter():
                if local(each) == "style":
                    self._styles[attribute(each, "family"), attribute(each, "name")] = each
                elif local(each) == "default-style":
                    self._defaults[attribute(each, "family")] = each

    def struck(self, styles: Styles) -> bool:
        """A line through its text: a person's way to delete it."""
        looks = ("text-line-through-style", "text-line-through-type")
        lines = (next(self._told(styles, "text-properties", look), "none") for look in looks)
        return any(line != "none" for line in lines)

    def concealed(self, styles: Styles, ground: str | None) -> bool:
        """A viewer does not show its text: hidden, or in the colour of its ground."""
        if next(self._told(styles, "text-properties", "display"), None) == "none":
            return True
        ink = next(self._told(styles, "text-properties", "color"), None)
        window = next(self._told(styles, "text-properties", "use-window-font-color"), None)
        if ink is None or window == "true":
            return False
        own = next(self._told(styles, "text-properties", "background-color"), None)
        behind = own if own not in {None, "transparent"} else ground
        return alike(colour(ink), colour(behind))

    def ground(self, family: str, name: str | None) -> str | None:
        """The colour behind the text of a cell or paragraph; None where none is told."""
        properties = "table-cell-properties" if family == "table-cell" else "paragraph-properties"
        told = next(self._told(((family, name),), properties, "background-color"), None)
        return None if told == "transparent" else told

    def font(self, styles: Styles) -> str | None:
        """The font of its Latin letters, None where no style names one."""
        for look in ("font-name", "font-family"):
            if told := next(self._told(styles, "text-properties", look), None):
                return told.strip("'\"")
        return None

    def raised(self, styles: Styles) -> bool:
        """A superscript, as the mark of a footnote is."""
        position = next(self._told(styles, "text-properties", "text-position"), "")
        share = position.split()[0] if position.split() else ""
        return share == "super" or (share.endswith("%") and share[:1].isdigit() and share != "0%")

    def display(self, family: str, name: str | None) -> bool:
        """A table or section of that style is shown."""
        told = self._told(((family, name),), f"{family}-properties", "display")
        return next(told, "true") != "false"

    def size(self, family: str, name: str | None, which: str) -> str | None:
        """The width of a column or the height of a row; None where its style tells none."""
        return next(self._told(((family, name),), f"{family}-properties", which), None)

    def _told(self, styles: Styles, properties: str, look: str) -> Iterator[str]:
        """What styles and those that they rest on say, the nearest first, then the defaults."""
        for family, style_name in styles:
            name = style_name
            seen: set[str | None] = set()
            while name not in seen and (style := self._styles.get((family, name))) is not None:
                seen.add(name)
                if told := attribute(child(style, properties), look):
                    yield told
                name = attribute(style, "parent-style-name")
        for family, _ in styles:
            if told := attribute(child(self._defaults.get(family), properties), look):
                yield told
