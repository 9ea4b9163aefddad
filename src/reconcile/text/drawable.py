"""Which characters a font can draw, so that none is printed as a silent box."""

import struct
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

STAND_IN = "〓"


def drawable(value: Any, fonts: tuple[Path, ...]) -> tuple[Any, tuple[str, ...]]:
    """JSON-like data with each character that no font holds replaced by 〓, and those characters as U+ numbers."""
    covered = frozenset().union(*(_code_points(font) for font in fonts))
    missing: set[str] = set()

    def stand_in(text: str) -> str:
        lacking = {character for character in text if ord(character) not in covered and character not in "\n\t"}
        missing.update(lacking)
        return "".join(STAND_IN if character in lacking else character for character in text) if lacking else text

    shown = _each_text(value, stand_in)
    return shown, tuple(f"U+{ord(character):04X}" for character in sorted(missing))


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _each_text(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each_text(part, change) for part in value]
    return value


@cache
def _code_points(font: Path) -> frozenset[int]:
    """The code points of an OpenType font's full-repertoire map (table cmap, format 12)."""
    data = font.read_bytes()
    start = next(offset for tag, offset in _tables(data) if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", data, start + 2)
    for index in range(subtables):
        (offset,) = struct.unpack_from(">I", data, start + 4 + 8 * index + 4)
        if struct.unpack_from(">H", data, start + offset) == (12,):
            return frozenset(_format_12(data, start + offset))
    raise ValueError("the font has no full-repertoire character map")


def _tables(data: bytes) -> Iterator[tuple[bytes, int]]:
    (count,) = struct.unpack_from(">H", data, 4)
    for index in range(count):
        tag, _, offset, _ = struct.unpack_from(">4s3I", data, 12 + 16 * index)
        yield tag, offset


def _format_12(data: bytes, start: int) -> Iterator[int]:
    (groups,) = struct.unpack_from(">I", data, start + 12)
    for first, last, _ in struct.iter_unpack(">3I", data[start + 16 : start + 16 + 12 * groups]):
        yield from range(first, last + 1)
