"""The parts of a docx or odt, from a zip or from one XML file that holds them all."""

import posixpath
import zipfile
from typing import NamedTuple, Protocol
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from reconcile.carriers.flow import TooLarge

MAX_PART = 64 * 1024 * 1024
"""Bytes of one XML part, which takes some ten times as much when parsed."""


class Relation(NamedTuple):
    """What a part refers to: the kind, and the name of the other part or an address outside."""

    kind: str
    target: str


class Package(Protocol):
    """Parts by name."""

    def xml(self, name: str) -> Element | None:
        """The parsed part; None where there is none of that name. No DTD, no entities."""

    def content(self, name: str) -> bytes | None:
        """The part as it is."""


class Zipped:
    """The parts in a zip."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())

    def content(self, name: str) -> bytes | None:
        """Raises TooLarge beyond `MAX_PART`."""
        if name not in self._names:
            return None
        if self._archive.getinfo(name).file_size > MAX_PART:
            raise TooLarge
        return self._archive.read(name)

    def xml(self, name: str) -> Element | None:
        """Raises ParseError where the part is damaged."""
        content = self.content(name)
        if content is None:
            return None
        root: Element = fromstring(content, forbid_dtd=True)
        return root


def relations(package: Package, source: str) -> dict[str, Relation]:
    """What a part refers to, by id; "" is the package itself."""
    folder, name = posixpath.split(source)
    listed = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        each.get("Id", ""): Relation(
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in (listed if listed is not None else ())
    }
