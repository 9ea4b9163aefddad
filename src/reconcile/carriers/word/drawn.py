"""What stands in a docx and is no text: pictures, shapes, charts, controls, comments."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from reconcile.carriers.raw import Thing
from reconcile.carriers.word.package import Package, Relation
from reconcile.carriers.word.symbols import checkbox
from reconcile.carriers.word.xml import attribute, child, local

_SHAPES = frozenset("shape rect roundrect oval line polyline curve arc".split())


class DocxDrawings:
    """The drawings of one part; `links` are what that part refers to."""

    def __init__(self, package: Package, links: Mapping[str, Relation]) -> None:
        self._package = package
        self._links = links
        listed = next((link for link in links.values() if link.kind == "comments"), None)
        comments = package.xml(listed.target) if listed else None
        self._comments = {
            attribute(each, "id"): text_in(each)
            for each in (comments if comments is not None else ())
        }

    def thing(self, element: Element) -> Thing | None:
        """What a drawing, picture, object or reference shows; None where nothing."""
        match local(element):
            case "drawing":
                return _drawing(element)
            case "pict":
                return _picture(element)
            case "object":
                return self._object(element)
            case "commentReference":
                return Thing("note", self._comments.get(attribute(element, "id"), ""))
        return None

    def chunk(self, element: Element) -> bytes | None:
        """The other document that an altChunk puts in its place; None where the file lacks it."""
        link = self._links.get(attribute(element, "id") or "")
        return self._package.content(link.target) if link else None

    def _object(self, element: Element) -> Thing:
        control = child(element, "control")
        if control is None:
            return Thing("object")
        properties = self._control(attribute(control, "id"))
        kind = (properties.get("classid") or "").upper()
        is_button = kind in _TICKED or "Checkbox" in (attribute(control, "name") or "").title()
        value = properties.get("Value")
        ticked = value in {"1", "-1", "True"} if is_button and value is not None else None
        return Thing("control", properties.get("Caption") or "", ticked)

    def _control(self, link_id: str | None) -> dict[str, str | None]:
        link = self._links.get(link_id or "")
        part = self._package.xml(link.target) if link else None
        if part is None:
            return {}
        told = {attribute(each, "name") or "": attribute(each, "value") for each in part}
        return {"classid": attribute(part, "classid"), **told}


_TICKED = frozenset(
    ("{8BD21D40-EC42-11CE-9E0D-00AA006002F3}", "{8BD21D50-EC42-11CE-9E0D-00AA006002F3}")
)
"""The classes of a check box and of an option button of Microsoft Forms."""


def said(thing: Thing) -> str:
    """A box or button as text; "" where its state is not known."""
    return "" if thing.ticked is None else checkbox(thing.ticked) + thing.text


def text_in(element: Element) -> str:
    """All text of a part of a document, a line each for its paragraphs."""
    lines = []
    for paragraph in element.iter():
        if local(paragraph) == "p":
            pieces = (each.text or "" for each in paragraph.iter() if local(each) == "t")
            lines.append("".join(pieces))
    if not lines:
        lines.append("".join(each.text or "" for each in element.iter() if local(each) == "t"))
    return "\n".join(lines).strip()


def _drawing(drawing: Element) -> Thing | None:
    names = _names(drawing)
    hidden = (
        attribute(each, "hidden") in {"1", "true"}
        for each in drawing.iter()
        if local(each) == "docPr"
    )
    if any(hidden):
        return None
    if "txbxContent" in names:
        return Thing("box", text_in(drawing))
    if not names.isdisjoint({"pic", "blip"}):
        return Thing("picture")
    return Thing("chart") if "chart" in names else Thing("box")


def _picture(pict: Element) -> Thing | None:
    """DocxDrawings in VML: a picture, WordArt or a shape; a bare rule across the page is none."""
    words = (attribute(each, "string") for each in pict.iter() if local(each) == "textpath")
    names = _names(pict)
    if art := "".join(word for word in words if word):
        return Thing("box", art)
    if "txbxContent" in names:
        return Thing("box", text_in(pict))
    if "imagedata" in names:
        return Thing("picture")
    shapes = [each for each in pict.iter() if local(each) in _SHAPES]
    return Thing("box") if any(attribute(each, "hr") is None for each in shapes) else None


def _names(element: Element) -> set[str]:
    return {local(each) for each in element.iter()}


def word_art(pict: Element) -> Iterator[str]:
    """The words of WordArt, which are no text of the document."""
    for each in pict.iter():
        if local(each) == "textpath" and (words := attribute(each, "string")):
            yield words
