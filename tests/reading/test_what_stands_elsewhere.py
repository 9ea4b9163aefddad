"""What an office or a system writes beside the queries: other tables, remarks, footnotes, page numbers."""

import json
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image as Drawing
from openpyxl.styles import Font, PatternFill
from PIL import Image

from reconcile.carriers.opening import open_document
from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.outcome import Reading
from reconcile.pipeline.unread import unread_of
from reconcile.reading import statement

HEAD = ("序號", "使用者帳號", "使用者姓名", "查詢日期時間", "查詢條件", "查詢結果")
PEOPLE = ("A123456789", "A800000014", "A900207177", "AB00207171", "AC03095424")
ROWS = [
    (str(n), "yuli003", "陳怡安", f"115/10/{n:02d} 09:12:33", identifier, "成功")
    for n, identifier in enumerate(PEOPLE, start=1)
]
Cells = Sequence[object]


def read(tmp_path: Path, *sheets: Sequence[Cells]) -> Reading:
    """A workbook of those sheets as the program reads it."""
    book = Workbook()
    for at, rows in enumerate(sheets):
        page = book.active if at == 0 else book.create_sheet(f"附表{at}")
        for row in rows:
            page.append(list(row))  # type: ignore[union-attr]
    book.save(tmp_path / "statement.xlsx")
    return statement.read(open_document(tmp_path / "statement.xlsx"))


def told(reading: Reading) -> str:
    """All problems as one text."""
    return "；".join(map(str, reading.problems))


def test_a_sheet_of_counts_or_accounts_behind_the_detail_is_no_query(tmp_path: Path) -> None:
    counts = [("序號", "使用者帳號", "筆數"), (1, "yuli003", 5)]
    accounts = [("序號", "帳號", "姓名", "啟用日期"), (1, "yuli003", "陳怡安", "114/01/02")]
    logins = [("序號", "帳號", "姓名", "最後登入"), (1, "yuli003", "陳怡安", "115/10/30 08:00:01")]
    codes = [("代碼", "說明"), (1, "國籍變更"), (2, "戶籍登記")]
    for other in (counts, accounts, logins, codes):
        assert told(read(tmp_path, [HEAD, *ROWS], other)) == ""
        assert told(read(tmp_path, [HEAD, *ROWS, (), *other])) == ""


def test_a_query_that_stands_beside_another_is_told(tmp_path: Path) -> None:
    """Far to its right, under no heading, where the last heading could go on."""
    first, *others, last = ROWS
    beside = (*first, *[None] * 5, *last)
    assert "不在任何欄位標題之下" in told(read(tmp_path, [HEAD, beside, *others]))


def test_a_picture_right_below_the_rows_and_as_wide_is_told(tmp_path: Path) -> None:
    """A stamp is narrower; an emblem stands elsewhere."""

    def with_picture(size: tuple[int, int], cell: str) -> str:
        book = Workbook()
        for row in (HEAD, *ROWS[:4]):
            book.active.append(list(row))  # type: ignore[union-attr]
        content = BytesIO()
        Image.new("RGB", size, "gray").save(content, "png")
        book.active.add_image(Drawing(content), cell)  # type: ignore[union-attr]
        book.save(tmp_path / "statement.xlsx")
        return told(statement.read(open_document(tmp_path / "statement.xlsx")))

    assert "有圖片" in with_picture((500, 40), "A6")
    assert with_picture((80, 40), "F6") == ""
    assert with_picture((500, 40), "A12") == ""


def test_a_picture_in_a_row_of_its_own_of_a_web_page_is_told(tmp_path: Path) -> None:
    rows = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in (HEAD, *ROWS)]
    row = f"<tr><td colspan={len(HEAD)}><img src='row.png' alt=''></td></tr>"
    path = tmp_path / "statement.html"
    path.write_text(f"<meta charset=utf-8><table>{''.join(rows)}{row}</table>", encoding="utf-8")
    assert "有圖片" in told(statement.read(open_document(path)))


def test_a_row_that_a_style_sheet_writes_is_told(tmp_path: Path) -> None:
    rows = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for cells in (HEAD, *ROWS)]
    path = tmp_path / "statement.html"
    for content, is_told in (("'A123456789'", True), ("'✓'", False), ("'\\2026'", False)):
        style = f"<style>td:before{{content:{content}}}</style>"
        path.write_text(f"<meta charset=utf-8>{style}<table>{''.join(rows)}</table>", encoding="utf-8")
        assert ("以樣式顯示文字" in told(statement.read(open_document(path)))) is is_told


def test_a_count_a_user_that_is_not_the_number_of_his_rows_is_told(tmp_path: Path) -> None:
    assert "查詢 6 筆，實際讀到 5 筆" in told(read(tmp_path, [HEAD, *ROWS, (), ("使用者", "筆數"), ("陳怡安", 6)]))


def test_times_and_identifiers_below_headings_of_another_order_are_no_table_of_accounts(tmp_path: Path) -> None:
    other = [("時間", "證號", "使用者"), ("115/10/09 10:00:00", "A123456789", "yuli003")]
    reading = read(tmp_path, [HEAD, *ROWS], other)
    assert (told(reading), reading.table["account"].to_list()[-1], len(reading.table)) == ("", "yuli003", 6)


def test_another_person_in_a_remark_or_a_footnote_is_told(tmp_path: Path) -> None:
    remarked = [(*row, f"同時查 {PEOPLE[0]}" if row[0] == "4" else None) for row in ROWS]
    assert "另一人的證號" in told(read(tmp_path, [(*HEAD, "備註"), *remarked]))
    assert told(read(tmp_path, [HEAD, *ROWS, ("※ 另有一筆 A123456789",)]))
    assert told(read(tmp_path, [HEAD, *ROWS, ("※ yuli003 另於 10/30 09:12 查詢一筆",)]))
    own = [(*row, f"已核對 {row[4]}" if row[0] == "4" else None) for row in ROWS]
    assert told(read(tmp_path, [(*HEAD, "備註"), *own])) == ""


def test_a_condition_that_says_that_there_were_more_is_told(tmp_path: Path) -> None:
    rows = [(*row[:4], f"{row[4]}等3人", row[5]) if row[0] == "2" else row for row in ROWS]
    assert "不只一人" in told(read(tmp_path, [HEAD, *rows]))


def test_an_account_that_one_row_lost_is_told(tmp_path: Path) -> None:
    rows = [(row[0], None, *row[2:]) if row[0] == "3" else row for row in ROWS]
    assert "「使用者帳號」空白" in told(read(tmp_path, [HEAD, *rows]))


def test_a_person_above_every_printed_page_is_told(tmp_path: Path) -> None:
    book = Workbook()
    for row in [HEAD, *ROWS]:
        book.active.append(row)  # type: ignore[union-attr]
    book.active.oddHeader.center.text = "yuli003 115/10/30 A123456789"  # type: ignore[union-attr]
    book.save(tmp_path / "statement.xlsx")
    assert "頁首或頁尾" in told(statement.read(open_document(tmp_path / "statement.xlsx")))


def test_black_cells_and_letters_of_one_point_are_hidden(tmp_path: Path) -> None:
    for look in ({"fill": PatternFill("solid")}, {"font": Font(size=1)}):
        book = Workbook()
        for row in [HEAD, *ROWS]:
            book.active.append(row)  # type: ignore[union-attr]
        for cell in book.active[3]:  # type: ignore[index]
            for name, value in look.items():
                setattr(cell, name, value)
        book.save(tmp_path / "statement.xlsx")
        reading = statement.read(open_document(tmp_path / "statement.xlsx"))
        assert len(reading.table) == len(ROWS)
        assert "看不到" in told(reading)


def test_of_three_tables_side_by_side_each_is_read_to_its_end_before_the_next(tmp_path: Path) -> None:
    wide = [(*ROWS[0], *ROWS[2], *ROWS[3]), (*ROWS[1], *(None,) * 6, *ROWS[4])]
    reading = read(tmp_path, [HEAD * 3, *wide])
    assert list(reading.table["subject_id"]) == list(PEOPLE)


def paper(*numbers: int) -> Document:
    """A page of a query for each of those page numbers."""
    sheets = []
    for at, number in enumerate(numbers):
        lines = (HEAD[1:], ROWS[at][1:], (f"第 {number} 頁",))
        rows = tuple(Row(place, tuple(map(str, cells))) for place, cells in enumerate(lines, start=1))
        sheets.append(Sheet(rows, page=at + 1))
    return Document("statement.pdf", "pdf", tuple(sheets))


def test_a_number_that_the_pages_skip_is_told_and_that_span_is_unread() -> None:
    reading = statement.read(paper(1, 3))
    assert "頁碼由第 1 頁跳到第 3 頁" in told(reading)
    assert unread_of([reading], []).statement == ((datetime(2026, 10, 1, 9, 12, 33), datetime(2026, 10, 2, 9, 12, 33)),)


def test_pages_that_begin_anew_for_each_user_skip_nothing() -> None:
    reading = statement.read(paper(1, 2, 1, 2))
    assert told(reading) == ""
    assert unread_of([reading], []).statement == ()


@pytest.mark.parametrize(
    ("beside", "sentence"),
    [
        ({"total": 5, "page": 1, "totalPages": 1, "status": 200, "hasNext": False}, ""),
        ({"total": 57}, "合計 57 筆，實際讀到 5 筆"),
        ({"meta": {"count": 57}}, "合計 57 筆，實際讀到 5 筆"),
        ({"page": 1, "pages": 6}, "還有其他頁"),
        ({"next": "/queries?page=2"}, "還有其他頁"),
    ],
)
def test_what_stands_beside_the_records_of_a_json_file_counts_them(
    tmp_path: Path, beside: dict[str, object], sentence: str
) -> None:
    users = {"帳號": "yuli003", "姓名": "陳怡安"}
    rows = [{"使用者": users, "查詢時間": row[3], "查詢條件": row[4], "查詢結果": row[5]} for row in ROWS]
    path = tmp_path / "statement.json"
    path.write_text(json.dumps(beside | {"rows": rows}, ensure_ascii=False), encoding="utf-8")
    reading = statement.read(open_document(path))
    assert sentence in told(reading) if sentence else told(reading) == ""
    assert set(reading.table["account"]) == {"yuli003"}
    assert set(reading.table["user_name"]) == {"陳怡安"}
