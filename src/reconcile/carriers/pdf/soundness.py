"""What shows that a PDF is damaged where both engines read on without a word."""

import re
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfinterp import PDFPageInterpreter, PDFStackT
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFStream,
    resolve1,
    stream_value,
)
from pdfminer.psparser import PSKeyword, keyword_name

from reconcile.carriers.pdf.content import objects_of

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_SECTION = re.compile(rb"\s*(\d+)\s+(\d+)\s*?[\r\n]+")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])\s{1,2}")
_OBJECT = re.compile(rb"\s*(\d+)\s+\d+\s+obj\b")
_PLAIN = {
    **dict.fromkeys(LITERALS_ASCII85_DECODE, ascii85decode),
    **dict.fromkeys(LITERALS_ASCIIHEX_DECODE, asciihexdecode),
}
_FILTERS = frozenset(
    (
        *LITERALS_ASCII85_DECODE,
        *LITERALS_ASCIIHEX_DECODE,
        *LITERALS_FLATE_DECODE,
        *LITERALS_LZW_DECODE,
        *LITERALS_RUNLENGTH_DECODE,
    )
)


def is_torn(content: bytes) -> bool:
    """The table of objects is missing or points beside them: a program has to guess where they are.

    Only the last table is asked; of one that is packed no more than its own place. What a gateway
    adds behind the end of the file is no damage.
    """
    start = content.find(b"%PDF-")
    ends = _START.findall(content[-2048:])
    if start < 0 or not ends:
        return True
    at = start + int(ends[-1])
    if not content.startswith(b"xref", at):
        return not _OBJECT.match(content[at : at + 40])
    return not _points_right(content, at + len(b"xref"), start)


def _points_right(content: bytes, at: int, start: int) -> bool:
    """Every entry of the table in use is where an object of its number begins."""
    while section := _SECTION.match(content, at):
        first, count = int(section[1]), int(section[2])
        at = section.end()
        for number in range(first, first + count):
            entry = _ENTRY.match(content, at)
            if not entry:
                return False
            at = entry.end()
            place = start + int(entry[1])
            found = _OBJECT.match(content[place : place + 40]) if entry[3] == b"n" else None
            if entry[3] == b"n" and (not found or int(found[1]) != number):
                return False
    return content[at : at + 20].lstrip().startswith(b"trailer")


def is_cut(reference: Any) -> bool:
    """What draws a page is missing, ends before it says so, or cannot be unfolded."""
    stream = resolve1(reference)
    if not isinstance(stream, PDFStream):
        return True
    raw, filters = stream.get_rawdata(), [name for name, _ in stream.get_filters()]
    if not _FILTERS.issuperset(filters):
        return True
    if stream.decipher or not raw or not filters or filters[-1] not in LITERALS_FLATE_DECODE:
        return False
    inflating = zlib.decompressobj()
    try:
        for name in filters[:-1]:
            raw = _PLAIN[name](raw)
        inflating.decompress(raw)
    except (zlib.error, ValueError):
        return True
    except KeyError:
        return False
    return not inflating.eof


class Careful(PDFPageInterpreter):
    """Draws a page and notes on its device, as `torn`, what no program writes.

    An operator that there is not, one with more or fewer operands than it takes, text within text
    or never ended, a state that is kept and never restored, and what is left over at the end.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._in_text = 0
        self._operators: dict[bytes, tuple[Callable[..., None], int]] = {}
        self._of_colours = False

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            self._tear()
        raise AttributeError(name)

    def execute(self, streams: Sequence[object]) -> None:
        """Draw, and see what is left at the end.

        As pdfminer does it, but that what a stream holds is taken apart faster.
        """
        self.stream_ids.clear()
        drawn = [stream for stream in map(stream_value, streams) if self._is_drawn(stream)]
        self.stream_ids |= {stream.objid or 0 for stream in drawn}
        for one in objects_of(drawn):
            if isinstance(one, PSKeyword):
                self._operate(one)
            else:
                self.argstack.append(one)
        if self._in_text or self.argstack or self.gstack:
            self._tear()

    def _is_drawn(self, stream: PDFStream) -> bool:
        """It has a number, and is not being drawn already by what calls this one."""
        return stream.objid is not None and stream.objid not in self.parent_stream_ids

    def _operate(self, operator: PSKeyword) -> None:
        """Do it, where there is such an operator and it has its operands."""
        known = self._operators.get(operator.name)
        if known is None:
            known = self._operators[operator.name] = self._known(operator)
        draw, operands = known
        if not operands:
            draw()
        elif len(given := self.pop(operands)) == operands:
            draw(*given)

    def _known(self, operator: PSKeyword) -> tuple[Callable[..., None], int]:
        """What draws for an operator, and how many operands it takes; what there is not tears each time."""
        name = str(keyword_name(operator))
        for mark, letter in ("*", "_a"), ('"', "_w"), ("'", "_q"):
            name = name.replace(mark, letter)
        draw = getattr(self, f"do_{name}", None)
        return (draw, draw.__code__.co_argcount - 1) if draw else (self._tear, 0)

    def pop(self, n: int) -> list[PDFStackT]:
        """The operands of an operator, which has as many as stand before it."""
        held = self.argstack
        if n == len(held):
            self.argstack = []
            return held
        if not self._of_colours:
            self._tear()
        return super().pop(n)

    def do_BT(self) -> None:  # noqa: N802 - the name that pdfminer calls
        """Text begins, in no other text."""
        self._in_text += 1
        if self._in_text > 1:
            self._tear()
        super().do_BT()

    def do_ET(self) -> None:  # noqa: N802 - the name that pdfminer calls
        """Text ends."""
        self._in_text -= 1
        if self._in_text < 0:
            self._tear()
        super().do_ET()

    def do_SCN(self) -> None:  # noqa: N802 - the name that pdfminer calls
        """A colour has as many parts as its space."""
        self._colour(super().do_SCN)

    def do_scn(self) -> None:
        """The same of what is filled."""
        self._colour(super().do_scn)

    def do_SC(self) -> None:  # noqa: N802 - the name that pdfminer calls
        """The same, of an older kind."""
        self._colour(super().do_SC)

    def do_sc(self) -> None:
        """The same of what is filled."""
        self._colour(super().do_sc)

    def _colour(self, draw: Any) -> None:
        self._of_colours = True
        draw()
        self._of_colours = False
        self.argstack = []

    def _tear(self) -> None:
        self.device.torn = True  # type: ignore[attr-defined]
