"""Files of every carrier, damaged at random: rows that are lost are told, or the file is refused.

The rate of characters that change without a word is published in docs/; here none may be lost.
"""

import random
import re
import struct
from collections import Counter
from pathlib import Path

import pytest

from damages import BASES, harmed, outcome
from golden_documents import DOCUMENTS, Golden
from reconcile.carriers.opening import open_document
from reconcile.carriers.text import delimited
from reconcile.errors import FileRefused
from reconcile.reading import register

LOST = Path(__file__).parents[1] / "cases" / "damaged"
WHOLE = {"ods_named.xlsx": 38, "xls_named.xlsx": 38, "xlsx_named.xls": 412}
"""Whole files under the name of another kind, and how many rows each holds."""
TWO_SHEETS = "two_sheets_one_without_condition.xlsx"
CASES = 1000


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
    came, rows, _ = outcome(path, "register" if path.name.startswith("rg_") else "statement")
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


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(0x0041, id="a view, in the midst of the cells"),
        pytest.param(0x30FD, id="a kind that there is not"),
        pytest.param(0x003D, id="a window, shorter than one can be"),
    ],
)
def test_an_xls_in_which_a_cell_became_something_else_says_so(number: int, tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / "register_form_xls")
    content = bytearray((golden.folder / golden.file).read_bytes())
    cells = [at.start() for at in re.finditer(rb"\xfd\x00\x0a\x00", bytes(content))]
    struct.pack_into("<H", content, cells[len(cells) // 2], number)
    path = tmp_path / golden.file
    path.write_bytes(content)
    assert any("種類或長度不明" in str(problem) for problem in register.read(open_document(path)).problems)


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(446, id="what draws a page ends between two operators, a state still kept"),
        pytest.param(702, id="a filter that there is not folds what draws a page"),
        pytest.param(449, id="the size of a page is no number"),
        pytest.param(917, id="lines of a table lie between those of another"),
    ],
)
def test_a_page_that_lost_its_rows_is_told(seed: int, tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / "statement_reportlab_cid_ruled")
    path = tmp_path / golden.file
    content = (golden.folder / golden.file).read_bytes()
    path.write_bytes(harmed(content, random.Random(f"statement_reportlab_cid_ruled {seed}")))
    assert outcome(path, golden.kind)[0] in {"refused", "told"}


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize(
    ("base", "seed"),
    [
        pytest.param("register_docx", 774, id="the width of a cell is of no kind"),
        pytest.param("register_odt", 719, id="a paragraph bears an attribute of no vocabulary"),
    ],
)
def test_a_form_in_which_two_tags_became_one_is_told(base: str, seed: int, tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / base)
    path = tmp_path / golden.file
    path.write_bytes(harmed((golden.folder / golden.file).read_bytes(), random.Random(f"{base} {seed}")))
    assert outcome(path, golden.kind)[0] in {"refused", "told"}


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_producer_in_no_characters_is_no_fault_of_ours(tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / "statement_calc_ruled")
    path = tmp_path / golden.file
    path.write_bytes(harmed((golden.folder / golden.file).read_bytes(), random.Random("statement_calc_ruled 659")))
    assert not outcome(path, golden.kind)[0].startswith("crash")


@pytest.mark.parametrize("base", [base for base in BASES if base.startswith("statement_csv")])
def test_a_text_cut_anywhere_within_its_last_row_tells_it(base: str, tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / base)
    content = (golden.folder / golden.file).read_bytes()
    path, end = tmp_path / golden.file, content.rfind(b",")
    begun = content.rfind(b"\n", 0, end) + 2
    assert end > begun + 20
    for at in range(begun, end + 1):
        path.write_bytes(content[:at])
        try:
            told = delimited.read(path).flaws
        except FileRefused:
            continue
        assert told, content[:at][-40:]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("base", BASES)
def test_no_damage_loses_rows_without_a_word(base: str, tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / base)
    content = (DOCUMENTS / base / golden.file).read_bytes()
    path = tmp_path / golden.file
    path.write_bytes(content)
    _, whole, _ = outcome(path, golden.kind)
    counts, lost = Counter[str](), []
    for seed in range(CASES):
        path.write_bytes(harmed(content, random.Random(f"{base} {seed}")))
        kind, rows, _ = outcome(path, golden.kind)
        counts[kind] += 1
        if cut_between_rows(path.read_bytes(), content):
            continue
        if kind.startswith("crash") or (kind == "silent" and rows < whole):
            lost.append((seed, kind, rows))
    assert not lost, f"{len(lost)} of {CASES}, {dict(counts)}: {lost[:10]}"
