"""Files of every carrier, damaged at random: rows that are lost are told, or the file is refused.

The rate of characters that change without a word is published in docs/; here none may be lost.
"""

import io
import json
import os
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from golden_documents import DOCUMENTS, Golden
from reconcile.carriers.opening import open_document
from reconcile.errors import ReconcileError
from reconcile.reading import register, statement

LOST = Path(__file__).parents[1] / "cases" / "damaged"
WHOLE = {"ods_named.xlsx": 38, "xls_named.xlsx": 38, "xlsx_named.xls": 412}
"""Whole files under the name of another kind, and how many rows each holds."""
TWO_SHEETS = "two_sheets_one_without_condition.xlsx"
CASES = 1000
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
        return _member_harmed(content, harm, chance)
    worked = bytearray(content)
    harm(worked, chance)
    return bytes(worked)


def _member_harmed(content: bytes, harm: Callable[[bytearray, random.Random], None], chance: random.Random) -> bytes:
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


def outcome(path: Path, kind: str) -> tuple[str, int]:
    """What reading comes to, "refused", "told" or "silent", and how many rows it gives.

    In a process of its own, as everywhere in the program: over some files calamine aborts.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.write(writer, json.dumps(_outcome(path, kind)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    if not told:
        return "refused", 0
    came, rows = json.loads(told)
    return came, rows


def _outcome(path: Path, kind: str) -> tuple[str, int]:
    read = statement.read if kind == "statement" else register.read
    try:
        reading = read(open_document(path))
    except ReconcileError:
        return "refused", 0
    except Exception as crash:
        return f"crash {type(crash).__name__}", 0
    return ("told" if reading.problems else "silent"), len(reading.table)


def cut_between_rows(damaged: bytes, whole: bytes) -> bool:
    """A text that ends just where a row ends tells nothing of the rows that it lacks."""
    goes_on = whole[len(damaged) :][:1]
    return whole.startswith(damaged) and (damaged.endswith(b"\n") or goes_on in {b"\r", b"\n"})


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize(
    "path",
    [path for path in sorted(LOST.iterdir()) if path.suffix != ".pdf" and path.name != TWO_SHEETS],
    ids=lambda path: path.name,
)
def test_a_file_that_lost_something_is_refused_or_tells_it(path: Path) -> None:
    came, rows = outcome(path, "register" if path.name.startswith("rg_") else "statement")
    if path.name in WHOLE:
        assert (came, rows) == ("silent", WHOLE[path.name])
    else:
        assert came in {"refused", "told"}


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_an_xls_whose_style_numbers_are_too_great_is_refused_or_told(tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / "register_form_xls")
    path = tmp_path / golden.file
    path.write_bytes(harmed((golden.folder / golden.file).read_bytes(), random.Random("register_form_xls 5047")))
    assert outcome(path, golden.kind)[0] in {"refused", "told"}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("base", BASES)
def test_no_damage_loses_rows_without_a_word(base: str, tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / base)
    content = (DOCUMENTS / base / golden.file).read_bytes()
    path = tmp_path / golden.file
    path.write_bytes(content)
    _, whole = outcome(path, golden.kind)
    counts, lost = Counter[str](), []
    for seed in range(CASES):
        path.write_bytes(harmed(content, random.Random(f"{base} {seed}")))
        kind, rows = outcome(path, golden.kind)
        counts[kind] += 1
        if cut_between_rows(path.read_bytes(), content):
            continue
        if kind.startswith("crash") or (kind == "silent" and rows < whole):
            lost.append((seed, kind, rows))
    assert not lost, f"{len(lost)} of {CASES}, {dict(counts)}: {lost[:10]}"
