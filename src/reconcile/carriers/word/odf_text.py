"""The text of a paragraph of ODF, with what stands in it and is known of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reconcile.carriers.flow import Block
from reconcile.carriers.marks import Things, concealed, plain, struck
from reconcile.carriers.raw import Thing
from reconcile.carriers.word.odf_looks import OdfLooks, Styles
from reconcile.carriers.word.symbols import checkbox, in_font
from reconcile.carriers.word.xml import attribute, local, whole_number

LEFT_OUT = frozenset(
    "tracked-changes forms sequence-decls variable-decls user-field-decls note page-number "
    "page-count ruby-text annotation-end title desc".split()
)
_DRAWN = frozenset(
    "frame custom-shape rect line ellipse circle polyline polygon path connector g".split()
)
_SIGNS = {"tab": "\t", "line-break": "\n"}
_WHITE = re.compile(r"[ \t\r\n]+")
_MAX_SPACES = 1000
_LONGEST_MARK = 3
"""Characters of a superscript that is the mark of a footnote and no part of what is written."""


@dataclass(frozen=True)
class Within:
    """What a piece of text stands in: the styles around it, the nearest first, and the ground."""

    styles: Styles
    ground: str | None = None

    def span(self, name: str | None) -> "Within":
        """Inside a span of that style; one without a style changes nothing."""
        return self if name is None else Within((("text", name), *self.styles), self.ground)


class OdfText:
    """All paragraphs of a document.

    `named` are all its elements, `blocks` reads what is inside of a text box.
    """

    def __init__(
        self,
        named: Iterable[Element],
        looks: OdfLooks,
        things: Things,
        blocks: Callable[[Iterable[Element]], list[Block]],
    ) -> None:
        self._looks = looks
        self._things = things
        self._blocks = blocks
        self._states: dict[str | None, str | None] = {}
        self._faces: dict[str | None, str] = {}
        for each in named:
            if local(each) == "checkbox":
                state = attribute(each, "current-state") or attribute(each, "state")
                self._states[attribute(each, "id")] = state
            elif local(each) == "font-face":
                family = (attribute(each, "font-family") or "").strip("'\"")
                self._faces[attribute(each, "name")] = family

    def inline(self, parent: Element, boxes: list[Block], here: Within) -> Iterator[str]:
        """Its text in pieces; what stands in text boxes is added to `boxes`."""
        yield self._written(parent.text, here)
        for element in parent:
            yield from self._element(element, boxes, here)
            yield self._written(element.tail, here)

    def _element(self, element: Element, boxes: list[Block], here: Within) -> Iterator[str]:
        match local(element):
            case "s":
                yield " " * min(whole_number(attribute(element, "c"), 1), _MAX_SPACES)
            case "content-control" | "placeholder" if _is_prompt(element):
                yield self._things.mark(Thing("prompt", "".join(element.itertext())))
            case "content-control" if attribute(element, "checkbox") == "true":
                yield checkbox(attribute(element, "checked") == "true")
            case "fieldmark" | "fieldmark-start" if _is_checkbox(element):
                yield checkbox(_parameter(element, "Checkbox_Checked") in {"true", "1"})
            case "hidden-text" | "hidden-paragraph":
                yield _of_condition(element)
            case "span":
                yield from self.inline(element, boxes, here.span(style_of(element)))
            case "annotation":
                yield self._things.mark(Thing("note", _text_in(element)))
            case "control":
                yield self._control(element)
            case name if name in _SIGNS:
                yield _SIGNS[name]
            case name if name in _DRAWN:
                yield from self._drawing(element, boxes)
            case name if name not in LEFT_OUT:
                yield from self.inline(element, boxes, here)

    def _written(self, text: str | None, here: Within) -> str:
        """Text with what is known of it. White space in the file is one space."""
        if not text:
            return ""
        font = self._looks.font(here.styles)
        shown = in_font(_WHITE.sub(" ", plain(text)), self._faces.get(font, font))
        if not shown.strip():
            return shown
        if self._looks.concealed(here.styles, here.ground):
            return concealed(shown)
        if self._looks.struck(here.styles):
            return struck(shown)
        if self._looks.raised(here.styles) and len(shown.strip()) <= _LONGEST_MARK:
            return self._things.mark(Thing("mark", shown.strip()))
        return shown

    def _control(self, element: Element) -> str:
        """A check box by its state; any other control of a form by a mark."""
        state = self._states.get(attribute(element, "control"))
        return checkbox(state == "checked") if state else self._things.mark(Thing("control"))

    def _drawing(self, drawing: Element, boxes: list[Block]) -> Iterator[str]:
        """A mark for what is drawn; its words are text like any other."""
        names = {local(each) for each in drawing.iter()}
        if "image" in names and "text-box" not in names:
            yield self._things.mark(Thing("picture"))
        elif not names.isdisjoint({"object", "object-ole"}):
            yield self._things.mark(Thing("object"))
        else:
            yield self._things.mark(Thing("box", _text_in(drawing)))
            boxes += self._blocks(drawing)


def style_of(element: Element) -> str | None:
    """The name of the style that it bears; None where it bears none."""
    return attribute(element, "style-name")


def _text_in(element: Element) -> str:
    lines = ("".join(each.itertext()) for each in element.iter() if local(each) in {"p", "h"})
    return plain("\n".join(lines).strip())


def _is_prompt(element: Element) -> bool:
    """What is shown until somebody writes in its place."""
    shows = attribute(element, "showing-place-holder") == "true"
    return local(element) == "placeholder" or shows


def _of_condition(element: Element) -> str:
    words = plain(attribute(element, "string-value") or "".join(element.itertext()))
    return words if attribute(element, "is-hidden") == "false" else concealed(words)


def _is_checkbox(field: Element) -> bool:
    return (attribute(field, "type") or "").endswith("FORMCHECKBOX")


def _parameter(field: Element, name: str) -> str | None:
    found = (each for each in field if local(each) == "param" and attribute(each, "name") == name)
    return attribute(next(found, None), "value")
