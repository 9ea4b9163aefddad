"""Which records may stand in a sheet of an xls, where and how long (MS-XLS 2.1.7.20.5 and 2.3)."""

import struct


def _numbers(names: str) -> frozenset[int]:
    return frozenset(int(name, 16) for name in names.split())


_TABLE = _numbers("06 D6 FD BD BE 201 203 204 205 27E 206 406 207 208 D7")
"""Cells, the texts of formulas, rows, and what sums up a block of rows."""
_AMONG = _TABLE | _numbers("3C 5E E5 1B8 1C2 21 221 236 4BC 1D 3D AB 23E")
"""What else stands between them: formulas shared, links, merged ranges, views."""
_IN_SHEETS = _AMONG | _numbers(
    "0A 0C 0D 0E 0F 10 11 12 13 14 15 16 17 19 1A 1B 1C 1F 26 27 28 29 2A 2B 33 34 41 4D 50 51 52"
    "  55 5D 5F 63 7D 7F 80 81 82 83 84 8C 90 94 97 98 99 9B 9D 9E A0 A1 AC AE AF DC DD DE E9 EC"
    "  ED EF 15F 160 1AA 1AB 1AD 1AF 1B0 1B1 1B2 1B5 1B6 1B9 1BA 1BB 1BC 1BE 1C0 200 20B 225 418"
    "  43C 809 B0 B1 B2 B4 B5 B6 C5 CD F0 F1 F2 F4 F5 F7 F8 FB 100 103"
)
"""With page, protection, drawings, filters, rules, names of a query and pivot tables."""
_FUTURE = 0x0800
"""Records from this number on say it once more where their content begins."""
_SHORTEST = {0x06: 20, 0xFD: 10, 0x203: 14, 0x204: 8, 0x205: 8, 0x208: 16, 0x27E: 10}
_STEPS = {0xBD: (6, 6), 0xBE: (6, 2), 0xE5: (2, 8), 0x1D: (9, 6), 0xD7: (4, 2)}
"""How long without the parts that are repeated, and how long each of these is."""
_EXACT = {0x41: 10, 0x3D: 18, 0xAB: 34, 0x201: 6}


class Strangers:
    """How many records of a sheet, taken one after another, may have been cells.

    Those of a kind that no sheet has, of a length that their kind cannot have, and those of other
    kinds in the midst of the cells.
    """

    def __init__(self) -> None:
        self.count = 0
        self._since_cells: int | None = None

    def take(self, number: int, content: bytes) -> None:
        """The next record."""
        if not content:
            return
        if not _is_possible(number, content):
            self.count += 1
        elif number in _TABLE:
            self.count += self._since_cells or 0
            self._since_cells = 0
        elif self._since_cells is not None and number not in _AMONG:
            self._since_cells += 1


def _is_possible(number: int, content: bytes) -> bool:
    size = len(content)
    if number >= _FUTURE and number not in _IN_SHEETS:
        return size >= 2 and struct.unpack_from("<H", content)[0] == number
    if number in _STEPS:
        least, step = _STEPS[number]
        return size >= least and (size - least) % step == 0
    exact = _EXACT.get(number, size)
    return number in _IN_SHEETS and size == exact and size >= _SHORTEST.get(number, 0)
