"""The body of a docx, and the headers and footers of each section before what they stand around."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from reconcile.carriers.flow import Block
from reconcile.carriers.marks import Things
from reconcile.carriers.raw import Flaw
from reconcile.carriers.word.damage import has_torn_tags
from reconcile.carriers.word.drawn import DocxDrawings
from reconcile.carriers.word.flat import Word2003
from reconcile.carriers.word.looks import Looks
from reconcile.carriers.word.numbering import Numbering
from reconcile.carriers.word.package import Package, Relation, relations
from reconcile.carriers.word.story import TORN, DocxStory
from reconcile.carriers.word.xml import attribute, child, local

_MAIN = "word/document.xml"
"""The part of the body, where the package does not tell."""


def blocks_of(package: Package, things: Things) -> list[Block]:
    """All text and tables in reading order; raises KeyError where the file has no body."""
    if isinstance(package, Word2003):
        return _Whole(package, {}, things, package.root).blocks(child(package.root, "body"))
    named = relations(package, "").values()
    main = next((link.target for link in named if link.kind == "officeDocument"), _MAIN)
    if has_torn_tags(package.content(main) or b""):
        things.flaws.append(Flaw(TORN))
    body = child(package.xml(main), "body")
    return _Whole(package, relations(package, main), things).blocks(body)


class _Whole:
    """A document: its lists are counted over all parts, each of which has drawings of its own."""

    def __init__(
        self,
        package: Package,
        links: Mapping[str, Relation],
        things: Things,
        whole: Element | None = None,
    ) -> None:
        """`whole` holds the styles where they are no part of their own."""
        kinds = {
            link.kind: package.xml(link.target)
            for link in links.values()
            if link.kind in {"numbering", "styles"}
        }
        self._package = package
        self._links = links
        self._things = things
        self._numbering = Numbering(kinds.get("numbering"), kinds.get("styles"))
        styles = kinds.get("styles")
        self._looks = Looks(styles if whole is None else child(whole, "styles"))

    def blocks(self, body: Element | None) -> list[Block]:
        """Section by section; raises KeyError where there is no body."""
        if body is None:
            raise KeyError("body")
        found: list[Block] = []
        section: list[Block] = []
        story = self._story(self._links)
        for element in body:
            section += story.blocks([element])
            ends = element if local(element) == "sectPr" else child(element, "pPr", "sectPr")
            if ends is not None:
                found += [*self._around(ends), *section]
                section = []
        return found + section

    def _around(self, section: Element) -> Iterator[Block]:
        """The headers and footers that a section refers to.

        One without takes those of the section before.
        """
        for reference in section:
            if local(reference) in {"headerReference", "footerReference"}:
                link = self._links.get(attribute(reference, "id") or "")
                edge = self._package.xml(link.target) if link else None
                if link and edge is not None:
                    story = self._story(relations(self._package, link.target))
                    yield from story.blocks(list(edge))

    def _story(self, links: Mapping[str, Relation]) -> DocxStory:
        return DocxStory(
            self._numbering, self._looks, DocxDrawings(self._package, links), self._things
        )
