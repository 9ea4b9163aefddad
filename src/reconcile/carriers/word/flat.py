"""Documents that are one XML file: flat ODF, flat OPC and Word 2003."""

import base64
import binascii
from xml.etree.ElementTree import Element, tostring

from reconcile.carriers.word.xml import attribute, child, local


class FlatOdf:
    """All parts of an ODF document in one."""

    def __init__(self, root: Element) -> None:
        self._root = root

    def xml(self, name: str) -> Element | None:
        """The whole for its content; None for any other part."""
        return self._root if name == "content.xml" else None

    def content(self, name: str) -> bytes | None:
        """Nothing: pictures stand where they are shown."""
        return None


class FlatOpc:
    """The parts of a docx or xlsx, one after the other."""

    def __init__(self, root: Element) -> None:
        self._parts = {
            (attribute(part, "name") or "").lstrip("/"): part
            for part in root
            if local(part) == "part"
        }

    @property
    def names(self) -> list[str]:
        """Of all parts."""
        return list(self._parts)

    def xml(self, name: str) -> Element | None:
        """The part; None where there is none of that name."""
        data = child(self._parts.get(name), "xmlData")
        return next(iter(data), None) if data is not None else None

    def content(self, name: str) -> bytes | None:
        """The part as bytes."""
        binary = child(self._parts.get(name), "binaryData")
        if binary is not None:
            try:
                return base64.b64decode("".join((binary.text or "").split()), validate=True)
            except binascii.Error:
                return None
        part = self.xml(name)
        return tostring(part) if part is not None else None


class Word2003:
    """A document of Word 2003, which has no parts."""

    def __init__(self, root: Element) -> None:
        self.root = root

    def xml(self, name: str) -> Element | None:
        """None: nothing is referred to."""
        return None

    def content(self, name: str) -> bytes | None:
        """None likewise."""
        return None
