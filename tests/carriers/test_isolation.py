"""A document that costs too much, or brings its reader down, is refused; the run itself lives on."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from reconcile.carriers.children import DIED, lent
from reconcile.carriers.isolation import Limits, open_isolated
from reconcile.carriers.memory import held_megabytes
from reconcile.carriers.raw import Document, Row
from reconcile.errors import FileRefused

SAMPLE = Path(__file__).parents[2] / "sample_data"
AMPLE = Limits(seconds=120, memory_mb=4096, pages=100, rows=10_000, cells=100_000)


def refusal(path: Path, limits: Limits) -> str:
    with pytest.raises(FileRefused) as refused:
        open_isolated(path, limits)
    return str(refused.value)


def rows_of(document: Document) -> list[tuple[Row, ...]]:
    return [sheet.rows for sheet in document.sheets]


@pytest.mark.parametrize("file", ["statement.pdf", "statement.xlsx", "register_form.xlsx"])
def test_a_document_comes_out_of_the_child_as_it_is(file: str) -> None:
    document = open_isolated(SAMPLE / file, AMPLE)
    assert document.file == file
    assert document.carrier == file.rpartition(".")[2]
    assert sum(len(sheet.rows) for sheet in document.sheets) > 400


def test_pages_are_told_while_they_are_read() -> None:
    told: list[tuple[int, int]] = []
    one_engine = replace(AMPLE, witness=False)
    open_isolated(SAMPLE / "statement.pdf", one_engine, lambda done, pages: told.append((done, pages)))
    assert told == [(page, 30) for page in range(1, 31)]


@pytest.mark.parametrize(
    ("file", "limits", "sentence"),
    [
        ("statement.pdf", replace(AMPLE, pages=29, witness=False), "共有 30 頁，超過上限 29"),
        ("statement.xlsx", replace(AMPLE, rows=400), "列，超過上限 400"),
        ("statement.xlsx", replace(AMPLE, cells=3000), "格，超過上限 3,000"),
        ("statement.pdf", replace(AMPLE, seconds=0), "讀取超過 0 秒仍未完成"),
    ],
)
def test_a_document_beyond_a_limit_is_refused_by_the_limit(file: str, limits: Limits, sentence: str) -> None:
    assert sentence in refusal(SAMPLE / file, limits)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no memory limit that a process sets for itself")
def test_a_document_that_eats_memory_takes_only_its_child_along(tmp_path: Path) -> None:
    large = tmp_path / "明細表.csv"
    large.write_text("一,二,三,四,五,六\n" * 400_000, encoding="utf-8")
    said = refusal(large, replace(AMPLE, memory_mb=90, rows=1_000_000, cells=10_000_000))
    assert "明細表.csv：" in said
    assert "記憶體超過上限" in said or "程式異常中止" in said


@pytest.mark.skipif(
    os.name == "nt" or not Path("/proc/self/statm").is_file(),
    reason="nobody tells how much another process holds",
)
def test_one_that_is_late_for_want_of_memory_died_of_that() -> None:
    """By Python 3.12 a large file was once told to be slow, after two minutes, when memory was what it lacked."""
    with lent(2048) as child:
        request = {"path": str(SAMPLE / "statement.pdf"), "password": None, "witness": True}
        assert child.answer(request, 60, None)[0] == "document"
        child.memory_mb = held_megabytes(child.process.pid)
        assert child.answer(request, 0, None) == DIED


def test_whoever_reads_is_kept_for_the_next_document_and_one_that_was_killed_is_not() -> None:
    limits = replace(AMPLE, memory_mb=2048)
    register = SAMPLE / "register_form.xlsx"
    whole = rows_of(open_isolated(register, limits))
    with lent(limits.memory_mb) as first:
        pass
    assert rows_of(open_isolated(register, limits)) == whole
    with lent(limits.memory_mb) as again:
        assert again is first
    refusal(SAMPLE / "statement.pdf", replace(limits, seconds=0))
    assert rows_of(open_isolated(register, limits)) == whole
    with lent(limits.memory_mb) as another:
        assert another is not first


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="here nobody tells what a process holds")
@pytest.mark.parametrize(("memory_mb", "is_kept"), [(2048, True), (128, False)])
def test_whoever_holds_what_the_next_document_would_lack_reads_no_further(memory_mb: int, is_kept: bool) -> None:
    request = {"path": str(SAMPLE / "roster.xlsx"), "password": None, "witness": True}
    with lent(memory_mb) as child:
        assert child.answer(request, 60, None)[0] == "document"
        assert child.is_ready is is_kept


def test_without_the_second_engine_the_same_rows_are_read() -> None:
    both = open_isolated(SAMPLE / "statement.pdf", AMPLE)
    alone = open_isolated(SAMPLE / "statement.pdf", replace(AMPLE, witness=False))
    assert rows_of(alone) == rows_of(both)


def test_a_table_of_more_columns_than_any_of_this_field_is_refused(tmp_path: Path) -> None:
    wide = tmp_path / "明細表.csv"
    wide.write_text(",".join(["查詢條件"] * 1_001) + "\n", encoding="utf-8")
    assert "共有 1,001 欄，超過上限 1,000" in refusal(wide, AMPLE)
    wide.write_text(",".join(["查詢條件"] * 9 + [""] * 5_000) + "\n", encoding="utf-8")
    assert [len(row.cells) for rows in rows_of(open_isolated(wide, AMPLE)) for row in rows] == [5_009]


def test_a_file_named_from_another_folder_than_that_of_the_file_before_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("一月", "二月"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "明細表.csv").write_text(f"{name},查詢時間\n", encoding="utf-8")
        monkeypatch.chdir(tmp_path / name)
        [[row]] = rows_of(open_isolated(Path("明細表.csv"), replace(AMPLE, memory_mb=1024)))
        assert row.cells[0] == name
