"""What draws a page, as pdfminer reads it, in a fraction of the time.

Pdfminer takes a content stream apart character by character, which was two thirds of what it cost
to read a statement. A stream without rarities is taken apart here by one pattern, into the very
same objects; any other is left to pdfminer.
"""

import re
from collections.abc import Iterator, Sequence

from pdfminer.pdfinterp import PDFContentParser, PDFStackT
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import KWD, LIT, PSEOF, PSKeyword, literal_name

_END = rb"#/%\[\]()<>{}\s"
_TOKEN = re.compile(
    rb"(?:[\0\s]|%[^\r\n]*+)*+(?:"
    rb"([-+]?[0-9]++)(?!\.)"  # a whole number
    rb"|([-+]?(?:[0-9]++\.[0-9]*+|\.[0-9]++))"
    rb"|([A-Za-z][^" + _END + rb"]*+|['\"])"  # an operator
    rb"|/([^" + _END + rb"]++(?!\#)|(?=[^\#]))"
    rb"|\(((?:[^()\\]++|\\[^\r])*+)\)"
    rb"|<([0-9A-Fa-f\s]*+)>(?!>|\Z)"
    rb"|(\[|<<)"
    rb"|(\]|>>)"
    rb"|(\Z))",
    re.DOTALL,
)
_WHOLE, _BROKEN, _OPERATOR, _NAME, _TEXT, _HEXADECIMAL, _OPENS, _CLOSES = range(1, 9)

_ESCAPE = re.compile(rb"\\(?:[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {
    **{b"\\" + bytes([one]): b"" for one in range(256)},
    **{
        b"\\" + format(code, f"0{digits}o").encode(): bytes([code])
        for digits in (1, 2, 3)
        for code in range(min(8**digits, 256))
    },
    **{
        b"\\" + bytes([one]): bytes([code])
        for one, code in zip(b"btnfr()\\", (8, 9, 10, 12, 13, 40, 41, 92), strict=True)
    },
}
"""What a backslash and what follows it stand for; beyond these is no byte."""

_CLOSING = {b"[": b"]", b"<<": b">>"}
_TRUTHS = {b"true": True, b"false": False}


def objects_of(streams: Sequence[PDFStream]) -> Iterator[PDFStackT | PSKeyword]:
    """The operands and operators of the streams that draw a page, as pdfminer's parser gives them."""
    for at, stream in enumerate(streams):
        objects = plain_objects(stream.get_data())
        if objects is None:
            yield from _by_pdfminer(streams[at:])
            return
        yield from objects


def _by_pdfminer(streams: Sequence[PDFStream]) -> Iterator[PDFStackT | PSKeyword]:
    try:
        parser = PDFContentParser(streams)
        while True:
            yield parser.nextobject()[1]
    except PSEOF:
        return


def plain_objects(content: bytes) -> list[PDFStackT | PSKeyword] | None:
    """The objects of one stream; None where only pdfminer takes it apart, or one is cut off."""
    try:
        return _plain_objects(content)
    except (KeyError, ValueError):  # an escape beyond a byte, a number of thousands of digits
        return None


def _plain_objects(content: bytes) -> list[PDFStackT | PSKeyword] | None:
    found: list[PDFStackT | PSKeyword] = []
    into, opened = found, list[tuple[bytes, list[PDFStackT | PSKeyword]]]()
    at = 0
    while match := _TOKEN.match(content, at):
        at = match.end()
        kind = match.lastindex
        if kind == _WHOLE:
            into.append(int(match[_WHOLE]))
        elif kind == _TEXT:
            into.append(_unescaped(match[_TEXT]))
        elif kind == _OPERATOR:
            word = match[_OPERATOR]
            if word in {b"BI", b"ID"}:
                return None
            into.append(_TRUTHS[word] if word in _TRUTHS else KWD(word))
        elif kind == _NAME:
            into.append(LIT(_decoded(match[_NAME])))
        elif kind == _BROKEN:
            into.append(float(match[_BROKEN]))
        elif kind == _HEXADECIMAL:
            into.append(_from_hexadecimal(match[_HEXADECIMAL]))
        elif kind == _OPENS:
            opened.append((match[_OPENS], into))
            into = []
        elif kind == _CLOSES:
            whole = _closed(opened, match[_CLOSES], into)
            if whole is None:
                return None
            into = opened.pop()[1]
            into.append(whole)
        else:
            return None if opened else found
    return None


def _closed(
    opened: list[tuple[bytes, list[PDFStackT | PSKeyword]]],
    closing: bytes,
    held: list[PDFStackT | PSKeyword],
) -> PDFStackT | None:
    """The array or dictionary that ends here; None where another one ends, or a key has no value."""
    if not opened or _CLOSING[opened[-1][0]] != closing:
        return None
    if closing == b"]":
        return held
    if len(held) % 2:
        return None
    return {literal_name(key): value for key, value in zip(held[::2], held[1::2], strict=True)}


def _decoded(name: bytes) -> str | bytes:
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name


def _unescaped(text: bytes) -> bytes:
    """Raises KeyError where an escape stands for no byte."""
    return _ESCAPE.sub(_meant, text) if b"\\" in text else text


def _meant(escape: re.Match[bytes]) -> bytes:
    return _ESCAPED[escape[0]]


def _from_hexadecimal(digits: bytes) -> bytes:
    """An odd last digit is a byte of its own, as pdfminer has it."""
    text = b"".join(digits.split()).decode()
    whole = len(text) // 2 * 2
    return bytes.fromhex(text[:whole]) + bytes(int(one, 16) for one in text[whole:])
