"""A PDF taken apart into its objects, one of its streams changed, and put together again without a fault of its own."""

import base64
import random
import re
import zlib
from collections.abc import Callable

_OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) 0 obj(.*?)endobj", re.S)
_STREAM = re.compile(rb"(.*?)stream\r?\n(.*)endstream\s*$", re.S)
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/FlateDecode)")
_LENGTH = re.compile(rb"/Length\s+\d+(\s+0\s+R)?")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref", re.S)

Harm = Callable[[bytearray, random.Random], None]


def stream_harmed(content: bytes, harm: Harm, chance: random.Random) -> bytes:
    """The file with one damage inside what one stream unfolds to: page or font, as often one as the other."""
    bodies = {int(found[1]): found[2] for found in _OBJECT.finditer(content)}
    plain = {number: unfolded for number, body in bodies.items() if (unfolded := _unfolded(body))}
    pages = [number for number, (_, drawn) in plain.items() if re.search(rb"\bBT\b", drawn)]
    others = [number for number in plain if number not in pages]
    chosen = chance.choice(pages if pages and (not others or chance.random() < 0.5) else others)
    told, drawn = plain[chosen]
    worked = bytearray(drawn)
    harm(worked, chance)
    packed = zlib.compress(bytes(worked))
    head = _LENGTH.sub(b"/Length %d" % len(packed), _FILTER.sub(b"/Filter/FlateDecode", told))
    bodies[chosen] = head + b"stream\n" + packed + b"\nendstream\n"
    return _assembled(bodies, content)


def _unfolded(body: bytes) -> tuple[bytes, bytes] | None:
    """What stands before a deflated stream, and what it unfolds to; None for any other object."""
    found = _STREAM.match(body)
    if not found or not (filters := _FILTER.search(found[1])):
        return None
    packed = found[2]
    if b"ASCII85" in filters[1]:
        packed = base64.a85decode(packed.strip(), adobe=True)
    try:
        return found[1], zlib.decompressobj().decompress(packed)
    except zlib.error:
        return None


def _assembled(bodies: dict[int, bytes], content: bytes) -> bytes:
    trailer = _TRAILER.search(content)
    assert trailer
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += b"%d 0 obj%sendobj\n" % (number, body)
    start, size = len(out), max(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out) + b"trailer\n<<%s>>\nstartxref\n%d\n%%%%EOF\n" % (trailer[1], start)
