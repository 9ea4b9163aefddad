"""Results and purposes as other systems print them: ticked below any words, or by codes that the file explains."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement

HEAD = ("序號", "帳號", "姓名", "查詢時間", "查詢條件")


def stated(folder: Path, *lines: Sequence[str]) -> Reading:
    """A statement of these lines."""
    path = folder / "table.csv"
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    return statement.read(open_document(path))


def row(at: int, *cells: str, condition: str = "A123456789") -> Sequence[str]:
    return (str(at), "HL001", "陳怡安", f"115/10/05 09:0{at}:00", condition, *cells)


def told(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]


@pytest.mark.parametrize("words", [("有資料", "查無資料"), ("正常", "異常"), ("查有", "查無")])
@pytest.mark.parametrize("below", [True, False])
def test_ticks_below_any_two_words_for_results_are_results(tmp_path: Path, words: Sequence[str], below: bool) -> None:
    """Below 有資料 and 查無資料 nothing was read, in silence."""
    head = [(*HEAD, "查詢結果", ""), ("",) * len(HEAD) + tuple(words)] if below else [(*HEAD, *words)]
    reading = stated(tmp_path, *head, row(1, "V", ""), row(2, "", "V"))
    assert (told(reading), list(reading.table["result"])) == ([], ["success", "failure"])


@pytest.mark.parametrize("below", [True, False])
def test_ticks_below_purposes_numbered_and_shortened_are_purposes(tmp_path: Path, below: bool) -> None:
    """Below (1)國籍 … (4)其他 no purpose was read, in silence."""
    words = ("(1)國籍", "(2)戶籍", "(3)印鑑", "(4)其他")
    head = [(*HEAD, "查詢事由", "", "", ""), ("",) * len(HEAD) + words] if below else [(*HEAD, *words)]
    reading = stated(tmp_path, *head, row(1, "", "V", "", ""), row(2, "", "", "", "V"))
    assert (told(reading), list(reading.table["purpose"])) == ([], [2, 4])


@pytest.mark.parametrize("heading", ["目的代號", "用途代號", "事由代碼", "查詢事由代號"])
@pytest.mark.parametrize(
    "legend",
    [[("備註：C：國籍變更、B：戶籍登記、A：印鑑證明",)], [("代碼", "說明"), ("A", "印鑑證明"), ("B", "戶籍登記")]],
)
def test_codes_of_purposes_that_the_file_explains_are_purposes(
    tmp_path: Path, heading: str, legend: list[Sequence[str]]
) -> None:
    """Below 目的代號 nothing was read, in silence; below 事由代碼 every row was told."""
    reading = stated(tmp_path, (*HEAD, heading), row(1, "A"), row(2, "B"), *legend)
    assert (told(reading), list(reading.table["purpose"])) == ([], [3, 2])


def test_a_code_that_the_file_explains_is_no_number_of_the_regulation(tmp_path: Path) -> None:
    reading = stated(tmp_path, (*HEAD, "事由代碼"), row(1, "01"), row(2, "2"), ("註：01＝印鑑證明；02＝國籍變更",))
    assert list(reading.table["purpose"]) == [3, 1]


def test_codes_explained_beside_the_table_are_purposes(tmp_path: Path) -> None:
    """1 was read as the first purpose of the regulation, whatever the table beside it said."""
    table = [(*HEAD, "用途代碼"), row(1, "1"), row(2, "2"), row(3, "1")]
    beside = [("", "代碼", "說明"), ("", "1", "印鑑證明"), ("", "2", "國籍變更"), ("", "", "")]
    reading = stated(tmp_path, *((*line, *code) for line, code in zip(table, beside, strict=True)))
    assert list(reading.table["purpose"]) == [3, 1, 3]


@pytest.mark.parametrize("none", ["無", "NULL", "N/A", "（空白）", "-"])
def test_a_condition_that_says_that_there_is_none_is_told(tmp_path: Path, none: str) -> None:
    """無 and NULL were once conditions that named nobody, in silence."""
    reading = stated(tmp_path, HEAD, row(1), row(2, condition=none), row(3))
    assert told(reading) == ["table.csv 第 3 列：此列的查詢條件空白，請確認原始報表。"]


@pytest.mark.parametrize(
    "heads",
    [
        ("國籍", "戶籍", "印鑑", "其他"),
        ("國籍業務", "戶籍業務", "印鑑業務", "其他業務"),
        ("國籍", "戶籍登記", "印鑑", "其他"),
    ],
)
def test_ticks_below_the_first_words_of_each_purpose_are_purposes(tmp_path: Path, heads: Sequence[str]) -> None:
    """Below 國籍, 戶籍, 印鑑 and 其他 nothing was read, in silence."""
    reading = stated(tmp_path, (*HEAD, *heads), row(1, "", "V", "", ""), row(2, "", "", "", "V"))
    assert (told(reading), list(reading.table["purpose"])) == ([], [2, 4])


@pytest.mark.parametrize("none", ["", "□"])
def test_a_third_column_to_tick_is_a_result_too(tmp_path: Path, none: str) -> None:
    """成功, 失敗 and 查無資料 side by side: a tick below the third was no result, in silence."""
    rows = row(1, "V", none, none), row(2, none, "V", none), row(3, none, none, "V")
    reading = stated(tmp_path, (*HEAD, "成功", "失敗", "查無資料"), *rows)
    assert (told(reading), list(reading.table["result"])) == ([], ["success", "failure", "failure"])
