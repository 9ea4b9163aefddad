"""Every document an office may hold, against what its maker knew, to the last cell (tests/documents)."""

from pathlib import Path

import pandas as pd
import pytest

from golden_documents import DOCUMENTS, Golden, folders, without_wraps

CASES = folders(DOCUMENTS)


def test_there_are_as_many_documents_as_the_field_has_layouts() -> None:
    names = [folder.name for folder in CASES]
    assert sum(name.startswith("statement_") for name in names) >= 25
    assert sum(name.startswith("register_") for name in names) >= 12
    assert sum(name.startswith("lossy_") for name in names) >= 10


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_document_is_read_to_the_last_cell(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    golden = Golden.of(folder)
    if golden.password:
        monkeypatch.setenv("RECONCILE_PASSWORD", golden.password)
    reading = golden.read()
    told = [str(problem) for problem in reading.problems]
    found, expected = reading.table, golden.rows()
    if golden.is_pdf:
        found, expected = without_wraps(found, golden.table), without_wraps(expected, golden.table)
    pd.testing.assert_frame_equal(found, expected)
    assert len(told) == len(golden.problems), told
    for phrase in golden.problems:
        assert any(phrase in sentence for sentence in told), (phrase, told)
    assert reading.facts.rows_printed - reading.facts.rows_unreadable == len(expected)
