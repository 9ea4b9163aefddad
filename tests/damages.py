"""Damages at random: flipped bits, cuts, splices, swaps, zeros, in a file or in a part of a zip."""

import io
import random
import zipfile
from collections.abc import Callable

BASES = (
    "statement_csv_bom",
    "statement_csv_cp950",
    "statement_html_as_xls",
    "statement_xlsxwriter_excel_serials",
    "statement_ods",
    "statement_xls_grouped",
    "statement_calc_ruled",
    "register_docx",
    "register_odt",
    "register_form_ods",
    "register_form_xls",
)


def flip(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 4))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content) // 10, len(content)) :]


def splice(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    del content[start : start + chance.randrange(1, max(len(content) // 4, 2))]


def swap(content: bytearray, chance: random.Random) -> None:
    size = chance.randrange(1, max(len(content) // 8, 2))
    one, other = chance.randrange(len(content)), chance.randrange(len(content))
    kept = bytes(content[one : one + size])
    content[one : one + len(kept)] = content[other : other + size]
    content[other : other + size] = kept


def zero(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content))
    end = min(start + chance.randrange(1, max(len(content) // 8, 2)), len(content))
    content[start:end] = bytes(end - start)


HARMS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, cut, splice, swap, zero)


def harmed(content: bytes, chance: random.Random) -> bytes:
    """The file with one damage; of a zip as often a member with its checksum made right again."""
    harm = chance.choice(HARMS)
    if content.startswith(b"PK") and chance.random() < 0.7:
        return member_harmed(content, harm, chance)
    worked = bytearray(content)
    harm(worked, chance)
    return bytes(worked)


def member_harmed(content: bytes, harm: Callable[[bytearray, random.Random], None], chance: random.Random) -> bytes:
    """The zip with one damage to one of its parts, its checksum made right again."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as whole,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        names = [name for name in whole.namelist() if whole.getinfo(name).file_size]
        chosen = max(names, key=lambda name: whole.getinfo(name).file_size * chance.random())
        for name in names:
            part = bytearray(whole.read(name))
            if name == chosen:
                harm(part, chance)
            archive.writestr(name, bytes(part))
    return packed.getvalue()
