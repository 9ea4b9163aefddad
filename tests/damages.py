"""Damages at random, in a file or in a part of a zip, and what reading comes to."""

import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pdf_streams import stream_harmed
from reconcile.carriers.memory import held_megabytes, limit_memory
from reconcile.carriers.opening import open_document
from reconcile.errors import ReconcileError
from reconcile.reading import register, statement
from reconcile.settings import ReadingSettings

LIMITS = ReadingSettings()
BASES = (
    "statement_csv_bom",
    "statement_csv_cp950",
    "statement_html_as_xls",
    "statement_xlsxwriter_excel_serials",
    "statement_ods",
    "statement_xls_grouped",
    "statement_calc_ruled",
    "statement_reportlab_cid_ruled",
    "statement_ghostscript",
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
    """The file with one damage; as often in one part of a zip, its checksum made right again, or stream of a PDF."""
    harm = chance.choice(HARMS)
    if content.startswith(b"%PDF") and chance.random() < 0.7:
        return stream_harmed(content, harm, chance)
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


def outcome(path: Path, kind: str) -> tuple[str, int, str]:
    """What reading comes to, "refused", "told" or "silent", how many rows it gives and their digest.

    In a process of its own, as everywhere in the program, with the memory and the time that it has there: over some
    files calamine aborts, and a damaged number of rows asks for twenty gigabytes.
    """
    if not hasattr(os, "fork"):
        pytest.skip("a file is read in a fork, and there is none")
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            limit_memory(held_megabytes() + LIMITS.memory_mb)
            import resource  # noqa: PLC0415 - absent on Windows

            resource.setrlimit(resource.RLIMIT_CPU, (LIMITS.seconds, LIMITS.seconds))
            os.write(writer, json.dumps(_outcome(path, kind)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    came, rows, digest = json.loads(told) if told else ("refused", 0, "")
    return came, rows, digest


def _outcome(path: Path, kind: str) -> tuple[str, int, str]:
    read = statement.read if kind == "statement" else register.read
    try:
        reading = read(open_document(path))
    except (ReconcileError, MemoryError):
        return "refused", 0, ""
    except Exception as crash:
        return f"crash {type(crash).__name__}", 0, ""
    digest = sha256(reading.table.to_csv().encode()).hexdigest()
    return ("told" if reading.problems else "silent"), len(reading.table), digest
