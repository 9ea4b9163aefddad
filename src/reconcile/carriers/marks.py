"""What is known of stretches of text inside a cell, carried in the text itself until it is a row.

Each mark is a control character, which neither XML nor a web page can hold. A stretch never
crosses the end of a line, so that lines can be parted and joined like any other text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from reconcile.carriers.raw import Flaw, Thing

_STRUCK, _CONCEALED, _END, _THING = "\x01\x02\x03\x04"
_MARKS = re.compile("[\x01-\x03]|\x04([0-9]+)\x03")
_ALL = re.compile("[\x00-\x08]")


class Parted(NamedTuple):
    """The text of a cell, parted: what is seen and stands, what is struck, what no viewer shows."""

    seen: str
    struck: str
    concealed: str
    things: tuple[Thing, ...]


def struck(text: str) -> str:
    """The text with a line through it.

    Its line breaks stay, so that what is below keeps its place.
    """
    return _around(_STRUCK, text)


def concealed(text: str) -> str:
    """The text, which a viewer does not show."""
    return _around(_CONCEALED, text)


def plain(text: str) -> str:
    """Text of a file without characters that would be taken for marks."""
    return _ALL.sub("", text)


def _around(mark: str, text: str) -> str:
    return "\n".join(mark + line + _END if line.strip() else line for line in text.split("\n"))


class Things:
    """What stands among the text of a document, each known by a mark, and what is damaged."""

    def __init__(self) -> None:
        self._found: list[Thing] = []
        self.flaws: list[Flaw] = []

    def mark(self, thing: Thing) -> str:
        """A character that stands for it in the text."""
        self._found.append(thing)
        return f"{_THING}{len(self._found) - 1}{_END}"

    @property
    def found(self) -> Sequence[Thing]:
        """All of them, by the number in their marks."""
        return self._found


def has_marks(text: str) -> bool:
    """Something is known of a stretch of the text."""
    return _MARKS.search(text) is not None


def parted(text: str, things: Sequence[Thing] = ()) -> Parted:
    """The text without its marks, and what they said of it."""
    seen: list[str] = []
    lined: list[str] = []
    unseen: list[str] = []
    found: list[Thing] = []
    open_marks: list[str] = []
    start = length = 0
    for mark in _MARKS.finditer(text):
        piece = text[start : mark.start()]
        start = mark.end()
        home = _home(open_marks, seen, lined, unseen)
        home.append(piece)
        length += len(piece) if home is seen else 0
        if mark[1]:
            found.append(things[int(mark[1])]._replace(offset=length))
        elif mark[0] == _END:
            open_marks.pop()
        else:
            open_marks.append(mark[0])
    seen.append(text[start:])
    return Parted("".join(seen), "".join(lined), "".join(unseen), tuple(found))


def _home(
    open_marks: Sequence[str], seen: list[str], lined: list[str], unseen: list[str]
) -> list[str]:
    """Struck text that is not shown either is not shown."""
    if _CONCEALED in open_marks:
        return unseen
    return lined if _STRUCK in open_marks else seen
