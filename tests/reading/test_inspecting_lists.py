"""`inspect` says which list a file is, how its columns were understood, and what is wrong; nobody is shown."""

import re
from pathlib import Path

import pytest

from kept_lists import REGISTER, STATEMENT, WRITTEN
from list_files import Rows, written
from reconcile.errors import FileRefused, UsageError
from reconcile.reading import inspect_file, read_as
from reconcile.reading.readers import READERS

TITLES = {
    "roster": "帳號清冊",
    "cases": "受理案件清冊",
    "fax": "疑義查詢表登記簿",
    "aliases": "新舊證號對照表",
    "closed_days": "停止上班日清單",
    "printouts": "未辦理書面資料清單",
    "statement": "主管稽核月明細表",
    "register": "查詢紀錄表",
}
ALL = {"statement": STATEMENT, "register": REGISTER} | WRITTEN
KINDS = pytest.mark.parametrize("kind", TITLES)


@KINDS
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_each_kind_is_told_by_its_columns(tmp_path: Path, kind: str, suffix: str) -> None:
    found = inspect_file(written(tmp_path / f"檔.{suffix}", ALL[kind]))
    assert found.role == kind
    assert f"種類：{TITLES[kind]}（{suffix}）" in found.sentences


@KINDS
@pytest.mark.parametrize("given", TITLES)
def test_who_follows_what_is_told_is_not_sent_back(tmp_path: Path, kind: str, given: str) -> None:
    """A file given as another one is read as it is, or sent to the role in which it is read."""
    path = written(tmp_path / "檔.xlsx", ALL[kind])
    try:
        read_as(given, path)
    except FileRefused as refused:
        sent = re.search(r"看起來是(.+?)，不是", str(refused))
        if sent:
            role = next(role for role, title in TITLES.items() if title.startswith(sent[1]))
            assert role == kind
            read_as(role, path)


@KINDS
def test_nobody_is_shown(tmp_path: Path, kind: str) -> None:
    said = "\n".join(inspect_file(written(tmp_path / "檔.xlsx", ALL[kind])).sentences)
    assert "前幾列（已遮罩）：" in said
    assert not re.search(r"[A-Za-z][1289A-Da-d]\d{8}", said)
    assert not re.search("陳怡安|林素貞|林春嬌|王小明|LE THI LAN", said)


def test_how_a_list_is_understood_in_words(tmp_path: Path) -> None:
    rows: Rows = [
        ["帳號", "同仁", "115年10月請假", "公差", "座位"],
        ["yuli003", "陳怡安", "5日", "115/10/07", "甲"],
        ["", "林素貞", "", "", ""],
    ]
    assert inspect_file(written(tmp_path / "清冊.csv", rows)).sentences == [
        "檔案：清冊.csv",
        "種類：帳號清冊（csv）",
        "列數：讀到 2，其中無法辨識 1",
        "表頭：第 1 列",
        "  使用者帳號 ← 「帳號」（依標題）",
        "  請假日期 ← 「公差」（依標題）",
        "  使用者姓名 ← 「同仁」（依內容）",
        "  請假日期 ← 「115年10月請假」（依標題）",
        "  未採用：「座位」",
        "前幾列（已遮罩）：",
        "  1 ｜ yul**** ｜ 陳○○ ｜ － ｜ － ｜ － ｜ 115/10/05,115/10/07",
        "問題：2",
        "  清冊.csv 第 1 列：不認得「座位」欄，該欄未採用；"
        "若是帳號清冊所需的資料，請改用一般用語為標題，否則請刪去該欄後重跑。",
        "  清冊.csv 第 3 列：未填帳號，本列未採用，請補正後重跑。",
    ]


def test_a_list_has_no_profile_and_says_what_to_do_instead(tmp_path: Path) -> None:
    found = inspect_file(written(tmp_path / "清冊.csv", WRITTEN["roster"]))
    with pytest.raises(UsageError, match=r"清冊.csv 是帳號清冊，不用版面設定檔；.*請直接修改檔案內的標題後重跑。"):
        _ = found.profile


def test_what_is_no_document_of_ours_is_refused_by_name(tmp_path: Path) -> None:
    rows: Rows = [["品名", "單價", "備註"], ["原子筆", 12, ""]]
    with pytest.raises(FileRefused, match=r"^採購.xlsx：找不到.*的表頭"):
        inspect_file(written(tmp_path / "採購.xlsx", rows))


@pytest.mark.parametrize(
    "headings", ["使用者 日期 時間 查詢條件 查詢結果", "查詢人 查詢時間 查詢標的 事由", "帳號 查詢時間 身分證號"]
)
def test_a_statement_of_few_columns_is_no_list(tmp_path: Path, headings: str) -> None:
    cells = {
        "使用者": "陳怡安",
        "查詢人": "陳怡安",
        "帳號": "yuli003",
        "日期": "115/10/05",
        "時間": "09:12:33",
        "查詢時間": "115/10/05 09:12:33",
        "查詢條件": "A123456789",
        "查詢標的": "A123456789",
        "身分證號": "A123456789",
        "查詢結果": "成功",
        "事由": "國籍變更",
    }
    rows: Rows = [headings.split(), [cells[heading] for heading in headings.split()]]
    assert inspect_file(written(tmp_path / "檔.csv", rows)).role == "statement"


@pytest.mark.parametrize("heading", ["登出日期", "成功", "失敗"])
def test_a_register_with_a_day_of_logout_or_a_column_for_each_result_is_inspected(tmp_path: Path, heading: str) -> None:
    """These three meanings were known to the reader and not to `inspect`, which ended as our fault."""
    headed, *entries = REGISTER
    rows: Rows = [[*headed, heading], *([*entry, ""] for entry in entries)]
    sentences = inspect_file(written(tmp_path / "檔.xlsx", rows)).sentences
    assert f"  {heading} ← 「{heading}」（依標題）" in sentences


@KINDS
def test_every_column_that_a_reader_knows_has_a_name_in_inspect(kind: str) -> None:
    reader = READERS[kind]
    assert all(reader.word(meaning) for meaning in reader.headings)
    assert set(reader.shown) <= set(reader.table.columns)


@pytest.mark.parametrize("given", ["statement", "register"])
@KINDS
def test_no_file_is_sent_in_a_circle(tmp_path: Path, kind: str, given: str) -> None:
    """What one reader refuses as another role's, the reader of that role takes: one place says what a file is."""
    file = written(tmp_path / "檔.xlsx", ALL[kind])
    if kind == given:
        assert len(read_as(given, file).table)
        return
    with pytest.raises(FileRefused, match=f"看起來是{TITLES[kind]}，不是{TITLES[given]}"):
        read_as(given, file)
    assert len(read_as(kind, file).table)
