"""XML by local names.

Transitional and strict OOXML, and every version of ODF, differ only in their namespaces.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def local(element: Element) -> str:
    """Its tag without the namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str | None:
    """The value of the attribute of that local name.

    None where it, or the element, is not there.
    """
    if element is None:
        return None
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None
    )


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that local name, and so on down the path."""
    for name in path:
        element = (
            next((inner for inner in element if local(inner) == name), None)
            if element is not None
            else None
        )
    return element


def children(element: Element | None, *path: str) -> list[Element]:
    """The children of what stands at that path; none where nothing does."""
    found = child(element, *path)
    return list(found) if found is not None else []


def descend(element: Element, name: str, through: frozenset[str]) -> Iterator[Element]:
    """The children of that local name, also those inside children that only wrap."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in through:
            yield from descend(inner, name, through)


def whole_number(text: str | None, default: int) -> int:
    """The number, or the default where there is none; at most seven digits."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 7 else default
