"""A PDF damaged inside is told, where both engines read on without a word."""

import random
from pathlib import Path

import pytest

from damages import harmed, outcome
from golden_documents import DOCUMENTS, Golden
from pdf_streams import stream_harmed
from reconcile.carriers.pdf import pages
from reconcile.errors import FileRefused


@pytest.mark.parametrize(
    ("base", "seed"),
    [("statement_ghostscript", 4), ("statement_ghostscript", 98), ("statement_reportlab_cid_ruled", 34)],
    ids=["cut between two rows", "zeros in the middle", "bytes of a page spliced out"],
)
def test_rows_that_a_damaged_page_lost_are_told(base: str, seed: int, tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / base)
    path = tmp_path / golden.file
    path.write_bytes(harmed((golden.folder / golden.file).read_bytes(), random.Random(f"{base} {seed}")))
    assert outcome(path, golden.kind)[0] in {"told", "refused"}


def test_a_page_that_does_not_load_refuses_the_file(tmp_path: Path) -> None:
    golden = Golden.of(DOCUMENTS / "statement_reportlab_cid_ruled")
    content = (golden.folder / golden.file).read_bytes()
    path = tmp_path / golden.file
    path.write_bytes(harmed(content, random.Random("statement_reportlab_cid_ruled 15")))
    try:
        assert pages.read(path).flaws
    except FileRefused:
        return


def test_a_pdf_put_together_again_without_a_change_is_sound(tmp_path: Path) -> None:
    for base in ("statement_calc_ruled", "statement_ghostscript", "statement_reportlab_cid_ruled"):
        golden = Golden.of(DOCUMENTS / base)
        path = tmp_path / golden.file
        content = (golden.folder / golden.file).read_bytes()
        whole = stream_harmed(content, lambda drawn, chance: None, random.Random(1))
        path.write_bytes(b"\n\n" + whole + b"\n\x00\x00\x00")
        assert pages.read(path).flaws == ()
