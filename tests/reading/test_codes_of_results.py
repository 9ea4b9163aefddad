"""查詢結果 may be a code: read where the statement explains it or says the same in words beside it, else told."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement


def stated(folder: Path, head: str, cells: Sequence[str], above: str = "", below: str = "") -> Reading:
    """A statement with these results below that heading."""
    path = folder / "table.csv"
    rows = [f"yuli001,115/10/05 09:12:{at:02d},A123456789,{cell}" for at, cell in enumerate(cells)]
    lines = [above, f"使用者帳號,查詢時間,查詢條件,{head}", *rows, below]
    path.write_text("\n".join(filter(None, lines)), encoding="utf-8")
    return statement.read(open_document(path))


def results(reading: Reading) -> list[str | None]:
    return [None if pd.isna(one) else one for one in reading.table["result"]]


@pytest.mark.parametrize(
    ("head", "cells", "above", "below"),
    [
        ("回應代碼", ("0000", "0001", "0002"), "說明：回應代碼 0000＝成功、0001＝查無資料、0002＝查無此人", ""),
        ("查詢結果", ("1", "0", "0"), "", "備註：查詢結果 1：成功 0：失敗"),
        ("查詢結果", ("A", "B", "B"), "", "※ A表示成功；B表示查無資料"),
        ("查詢結果(1:成功 0:失敗)", ("1", "0", "0"), "", ""),
        ("回應代碼,回應訊息", ("0000,成功", "9999,查無資料", "9001,逾時"), "", ""),
        ("狀態", ("Success", "NoData", "Not Found"), "", ""),
        ("查詢結果", ("查獲", "未查獲", "查無此人資料"), "", ""),
    ],
)
def test_a_code_that_is_explained_is_read(
    tmp_path: Path, head: str, cells: Sequence[str], above: str, below: str
) -> None:
    reading = stated(tmp_path, head, cells, above, below)
    assert [str(problem) for problem in reading.problems] == []
    assert results(reading) == ["success", "failure", "failure"]


@pytest.mark.parametrize("below", ["", "備註：0000＝成功", "備註：0000＝成功、0000＝失敗", "成功：1 筆 失敗：9999 筆"])
def test_a_code_that_nobody_explains_is_told(tmp_path: Path, below: str) -> None:
    reading = stated(tmp_path, "回應代碼", ("0000", "9999"), below=below)
    assert results(reading) == ["success", None]
    assert any("無法辨識查詢結果" in str(problem) for problem in reading.problems)


@pytest.mark.parametrize("words", ["（本月無查詢紀錄）", "(本月無查詢資料)"])
def test_brackets_around_the_words_that_there_are_none_explain_no_heading(tmp_path: Path, words: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"使用者帳號,查詢時間,查詢條件,查詢結果\n{words},,,\n", encoding="utf-8")
    reading = statement.read(open_document(path))
    assert (len(reading.table), reading.problems, reading.facts.says_none) == (0, (), True)
