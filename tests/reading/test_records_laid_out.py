"""Records that are no row each: in columns, on several lines, on pages side by side, in boxes, in other formats."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.styles import Font

from reconcile.carriers.opening import open_document
from reconcile.errors import FileRefused
from reconcile.outcome import Reading
from reconcile.reading import statement
from shown_grid import Grid, as_csv, as_pdf, as_xlsx

HEAD: list[str | None] = ["帳號", "姓名", "查詢時間", "查詢條件", "查詢結果", "IP位址"]
PEOPLE = ["A123456789", "A900207177", "A800000014", "AC03095424"]
ROWS: Grid = [
    ["yuli003", "陳怡安", f"115/10/{day:02d} 09:15:09", person, "成功", f"10.0.0.{day}"]
    for day, person in enumerate(PEOPLE, start=1)
]


def read(path: Path) -> Reading:
    return statement.read(open_document(path))


def whole(reading: Reading) -> list[tuple[str, str, str, str]]:
    columns = (reading.table[name].to_list() for name in ("account", "queried_at", "subject_id", "ip"))
    return [(one, f"{at:%m/%d %H:%M:%S}", two, ip) for one, at, two, ip in zip(*columns, strict=True)]


WHOLE = [(row[0], str(row[2])[4:], row[3], row[5]) for row in ROWS]


def turned(rows: Grid) -> Grid:
    return [[head, *(row[at] for row in rows)] for at, head in enumerate(HEAD)]


def test_records_in_columns_are_read(tmp_path: Path) -> None:
    as_xlsx(tmp_path / "turned.xlsx", [["主管稽核月明細表"], *turned(ROWS), ["製表人：王大明"]], {})
    reading = read(tmp_path / "turned.xlsx")
    assert (whole(reading), reading.problems) == (WHOLE, ())


def test_blocks_of_records_in_columns_stand_below_one_another(tmp_path: Path) -> None:
    as_csv(tmp_path / "blocks.csv", [*turned(ROWS[:2]), ["以下續"], *turned(ROWS[2:])], {})
    reading = read(tmp_path / "blocks.csv")
    assert whole(reading) == WHOLE


def test_a_hidden_column_and_a_struck_cell_of_records_in_columns_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for cells in turned(ROWS):
        page.append(cells)
    page.column_dimensions["C"].hidden = True
    page["D4"].font = Font(strike=True)
    book.save(tmp_path / "seen.xlsx")
    told = [str(problem) for problem in read(tmp_path / "seen.xlsx").problems]
    assert any("C 欄為隱藏欄" in one for one in told)
    assert any("第 D 欄" in one and "刪除線" in one for one in told)


TWO_LINES = [
    line for n, row in enumerate([HEAD, *ROWS]) for line in (["序號" if n == 0 else str(n), *row[:3]], [None, *row[3:]])
]


@pytest.mark.parametrize("write", [as_xlsx, as_csv], ids=["xlsx", "csv"])
def test_records_on_two_lines_are_read(tmp_path: Path, write: Callable[..., None]) -> None:
    path = tmp_path / ("two.xlsx" if write is as_xlsx else "two.csv")
    write(path, [["主管稽核月明細表"], *TWO_LINES, *TWO_LINES[:2], ["合計 4 筆"]], {})
    reading = read(path)
    assert (whole(reading), reading.problems, reading.facts.printed_total) == (WHOLE, (), 4)


def test_a_record_that_lost_its_second_line_is_told(tmp_path: Path) -> None:
    as_xlsx(tmp_path / "lost.xlsx", TWO_LINES[:-1], {})
    assert read(tmp_path / "lost.xlsx").problems


def test_a_table_of_two_heading_rows_is_no_record_on_two_lines(tmp_path: Path) -> None:
    header = [["查詢時間", "帳號", "被查詢人", None, "IP位址"], [None, None, "身分證號", "護照號碼", None]]
    rows = [[row[2], row[0], row[3], None, row[5]] for row in ROWS]
    as_xlsx(tmp_path / "two.xlsx", [*header, *rows], {})
    reading = read(tmp_path / "two.xlsx")
    assert (whole(reading), reading.problems) == (WHOLE, ())


def test_a_row_written_in_one_cell_is_read_where_it_fits_in_one_way(tmp_path: Path) -> None:
    as_xlsx(tmp_path / "one.xlsx", [HEAD, *ROWS[:3], [" ".join(map(str, ROWS[3]))]], {})
    reading = read(tmp_path / "one.xlsx")
    assert (whole(reading), reading.problems) == (WHOLE, ())


def test_a_separator_inside_a_cell_is_told_and_the_row_is_read_as_it_alone_fits(tmp_path: Path) -> None:
    lines = [",".join(map(str, row)) for row in [HEAD, *ROWS]]
    lines[2] = lines[2].replace("陳怡安", "CHEN, ANNE")
    (tmp_path / "comma.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    reading = read(tmp_path / "comma.csv")
    assert whole(reading) == WHOLE
    assert "比標題多" in str(reading.problems[0])


def test_a_row_cut_off_in_a_csv_is_not_moved_to_fit(tmp_path: Path) -> None:
    lines = [",".join(map(str, row)) for row in [HEAD, *ROWS]]
    (tmp_path / "cut.csv").write_text("\n".join(lines)[:-18], encoding="utf-8")
    assert read(tmp_path / "cut.csv").problems


def test_a_heading_above_nothing_takes_what_stands_beside_it(tmp_path: Path) -> None:
    header = ["帳號", None, "查詢時間", None, "查詢條件", "IP位址"]
    rows = [[row[0], row[2], None, row[3], None, row[5]] for row in ROWS]
    as_xlsx(tmp_path / "left.xlsx", [header, *rows], {})
    reading = read(tmp_path / "left.xlsx")
    assert (whole(reading), reading.problems) == (WHOLE, ())


def test_a_column_headed_time_may_hold_whole_instants(tmp_path: Path) -> None:
    as_csv(tmp_path / "time.csv", [["帳號", "姓名", "時間", *HEAD[3:]], *ROWS], {})
    assert whole(read(tmp_path / "time.csv")) == WHOLE


def boxes(rows: Grid, row: str = "div", cell: str = "div") -> str:
    told = ("".join(f"<{cell} class=c>{text}</{cell}>" for text in cells) for cells in rows)
    return f'<meta charset="utf-8"><div>{"".join(f"<{row} class=r>{cells}</{row}>" for cells in told)}</div>'


@pytest.mark.parametrize(("row", "cell"), [("div", "div"), ("ul", "li"), ("p", "span")])
def test_a_table_of_boxes_on_a_web_page_is_read(tmp_path: Path, row: str, cell: str) -> None:
    (tmp_path / "boxes.html").write_text(boxes([HEAD, *ROWS], row, cell), encoding="utf-8")
    reading = read(tmp_path / "boxes.html")
    assert (whole(reading), reading.problems) == (WHOLE, ())


def test_a_page_of_boxes_that_ends_in_the_middle_is_refused_or_told(tmp_path: Path) -> None:
    text = boxes([HEAD, *ROWS])
    for end in range(len(text) // 2, len(text) - len("</div>"), 7):
        (tmp_path / "cut.html").write_text(text[:end], encoding="utf-8")
        try:
            assert read(tmp_path / "cut.html").problems, end
        except FileRefused:
            continue


def test_records_in_json_and_xml_are_read(tmp_path: Path) -> None:
    records = [dict(zip(HEAD, row, strict=True)) for row in ROWS]
    (tmp_path / "a.json").write_text(json.dumps({"data": records}), encoding="utf-8")
    told = "".join(f"<r>{''.join(f'<{k}>{v}</{k}>' for k, v in one.items())}</r>" for one in records)
    (tmp_path / "a.xml").write_text(f'<?xml version="1.0"?><d>{told}</d>', encoding="utf-8")
    for name in ("a.json", "a.xml"):
        reading = read(tmp_path / name)
        assert (whole(reading), reading.problems) == (WHOLE, ())
        text = (tmp_path / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text[: len(text) // 2], encoding="utf-8")
        with pytest.raises(FileRefused):
            read(tmp_path / name)


def dbase(rows: Grid, deleted: int = -1) -> bytes:
    names = ("USERID", "USERNAME", "QRYTIME", "QRYCOND", "RESULT", "IP")
    head = b"".join(name.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([20]) + bytes(15) for name in names)
    start, width = 32 + len(head) + 1, 1 + 20 * len(names)
    body = b"".join(
        (b"*" if n == deleted else b" ") + b"".join(str(cell).encode("cp950").ljust(20) for cell in row)
        for n, row in enumerate(rows)
    )
    return struct.pack("<4BIHH20x", 3, 126, 11, 3, len(rows), start, width) + head + b"\r" + body + b"\x1a"


def test_a_dbase_table_is_read_and_a_deleted_record_or_a_cut_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(dbase(ROWS))
    reading = read(path)
    assert (whole(reading), reading.problems) == (WHOLE, ())
    path.write_bytes(dbase(ROWS, deleted=2))
    assert "看不到" in str(read(path).problems[0])
    path.write_bytes(dbase(ROWS)[:-60])
    with pytest.raises(FileRefused):
        read(path)


def test_a_name_below_the_heading_of_accounts_is_told(tmp_path: Path) -> None:
    swapped = [ROWS[0], [ROWS[1][1], ROWS[1][0], *ROWS[1][2:]], *ROWS[2:]]
    as_csv(tmp_path / "swap.csv", [HEAD, *swapped], {})
    assert ["對調" in str(one) for one in read(tmp_path / "swap.csv").problems] == [True]


@pytest.mark.parametrize(("merged", "told"), [(["D3:D4"], 0), (["C3:C4"], 0), (["C3:C4", "D3:D4"], 1)])
def test_rows_that_share_time_and_condition_are_told(tmp_path: Path, merged: list[str], told: int) -> None:
    """With a time of its own, a row below one merged condition is another query about the same person."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for cells in [HEAD, *ROWS]:
        page.append(cells)
    for one in merged:
        page.merge_cells(one)
    book.save(tmp_path / "merged.xlsx")
    reading = read(tmp_path / "merged.xlsx")
    assert (len(reading.table), len(reading.problems)) == (len(ROWS), told)


def test_a_column_on_a_page_of_its_own_is_laid_beside_the_others(tmp_path: Path) -> None:
    """As a sheet too wide for the paper is printed."""
    pages = [[row[:3] for row in [HEAD, *ROWS]], [row[3:] for row in [HEAD, *ROWS]]]
    for name, told in (("wide", pages), ("lost", [pages[0], pages[1][:-1]])):
        merged = pypdfium2.PdfDocument.new()
        for page in told:
            as_pdf(tmp_path / "page.pdf", page, {})
            merged.import_pages(pypdfium2.PdfDocument(tmp_path / "page.pdf"))
        merged.save(tmp_path / f"{name}.pdf")
    reading = read(tmp_path / "wide.pdf")
    assert (whole(reading), reading.problems) == (WHOLE, ())
    assert read(tmp_path / "lost.pdf").problems


def by_day(at: str) -> Grid:
    return [[*row[:2], str(row[2])[10:], *row[3:]] for row in ROWS if str(row[2])[:9] == at]


CLOCK: list[str | None] = ["帳號", "姓名", "時間", *HEAD[3:]]
DAYS = [f"115/10/0{day}" for day in range(1, 5)]


def test_times_below_the_day_of_their_group_are_on_that_day(tmp_path: Path) -> None:
    groups: Grid = []
    for day in DAYS:
        groups += [[f"日期：{day}"], *by_day(day)]
    as_xlsx(tmp_path / "days.xlsx", [["主管稽核月明細表"], CLOCK, *groups], {})
    reading = read(tmp_path / "days.xlsx")
    assert (whole(reading), reading.problems) == (WHOLE, ())


def test_a_day_above_the_header_that_may_be_of_the_print_is_no_day_of_queries(tmp_path: Path) -> None:
    as_xlsx(tmp_path / "print.xlsx", [["日期：115/11/02"], CLOCK, *by_day(DAYS[0])], {})
    reading = read(tmp_path / "print.xlsx")
    assert (whole(reading), "查詢時間" in str(reading.problems[0])) == ([], True)


def test_times_on_a_sheet_named_by_its_day_are_on_that_day(tmp_path: Path) -> None:
    for names in (DAYS, [*DAYS[:3], "雜項"]):
        book = openpyxl.Workbook()
        for day, name in zip(DAYS, names, strict=True):
            page = book.create_sheet(name.replace("/", ""))
            for cells in [CLOCK, *by_day(day)]:
                page.append(cells)
        book.remove(book.worksheets[0])
        book.save(tmp_path / "sheets.xlsx")
        reading = read(tmp_path / "sheets.xlsx")
        found = sum(name in DAYS for name in names)
        assert (whole(reading), bool(reading.problems)) == (WHOLE[:found], found < len(DAYS))


@pytest.mark.parametrize(
    "written", ["2026-10-01T01:15:09Z", "01-OCT-26 09.15.09.000000 AM", "01-10月-26 09.15.09 上午"]
)
def test_an_instant_as_databases_write_it_is_read(tmp_path: Path, written: str) -> None:
    as_csv(tmp_path / "time.csv", [HEAD, [*ROWS[0][:2], written, *ROWS[0][3:]]], {})
    assert whole(read(tmp_path / "time.csv")) == WHOLE[:1]


@pytest.mark.parametrize(
    ("name", "above"), [("10月{}日", "主管稽核月明細表　115年10月"), ("100{}", "統計期間：115/10/01～115/10/31")]
)
def test_times_below_the_heading_of_instants_are_on_the_day_that_names_the_sheet(
    tmp_path: Path, name: str, above: str
) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        day, clock = str(row[2]).split()
        page = book.create_sheet(name.format(int(day[-2:])))
        for cells in [[above], HEAD, [*row[:2], clock, *row[3:]]]:
            page.append(cells)
    book.remove(book.worksheets[0])
    book.save(tmp_path / "days.xlsx")
    reading = read(tmp_path / "days.xlsx")
    assert (whole(reading), reading.problems) == (WHOLE, ())


def test_whole_instants_keep_their_day_whatever_the_sheet_is_called(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "1151031"
    for cells in [HEAD, *ROWS]:
        page.append(cells)
    book.save(tmp_path / "named.xlsx")
    assert whole(read(tmp_path / "named.xlsx")) == WHOLE


BARE = ["查詢時間", "Condition", "Name", "使用者帳號"]


def named(tmp_path: Path, names: list[str], accounts: list[str]) -> Reading:
    rows = zip(ROWS, names, accounts, strict=False)
    as_csv(tmp_path / "bare.csv", [[*BARE], *([row[2], row[3], name, account] for row, name, account in rows)], {})
    return read(tmp_path / "bare.csv")


def test_a_bare_name_that_stays_with_its_account_is_the_users(tmp_path: Path) -> None:
    reading = named(tmp_path, ["陳怡安", "陳怡安", "潘志成", "潘志成"], ["yuli003", "yuli003", "yuli007", "yuli007"])
    assert (list(reading.table["user_name"]), reading.problems) == (["陳怡安", "陳怡安", "潘志成", "潘志成"], ())


def test_a_bare_name_that_changes_with_the_person_asked_about_is_no_users(tmp_path: Path) -> None:
    reading = named(tmp_path, ["王小明", "李小華", "張大同", "吳美玉"], ["yuli003"] * 4)
    assert (reading.table["user_name"].count(), reading.problems) == (0, ())


def test_a_bare_name_that_may_be_either_persons_is_told(tmp_path: Path) -> None:
    reading = named(tmp_path, ["陳怡安"], ["yuli003"])
    assert reading.table["user_name"].isna().all()
    assert ["「Name」一欄是使用者還是被查詢人" in str(problem) for problem in reading.problems] == [True]


def test_a_count_right_above_the_header_is_no_part_of_it(tmp_path: Path) -> None:
    head: Grid = [["失敗", "0"], ["查詢條件", "使用者", None, "查詢時間"], [None, "使用者帳號", "使用者姓名"]]
    as_csv(tmp_path / "count.csv", [*head, *([row[3], row[0], row[1], row[2]] for row in ROWS)], {})
    assert list(read(tmp_path / "count.csv").table["user_name"]) == ["陳怡安"] * 4


def on_two_lines(folder: Path, *, without: int | None = None) -> Reading:
    """A group a user; below each query its function, purpose and address, but for one."""
    grid: Grid = [
        ["主管稽核月明細表"],
        ["序號", "查詢時間", "查詢條件", "查詢結果"],
        [None, "作業名稱", "查詢事由", "IP位址"],
    ]
    for at, row in enumerate(ROWS):
        grid += [[f"使用者：yuli00{at // 2} {'陳林'[at // 2]}素貞"]] if at % 2 == 0 else []
        grid.append([str(at + 1), row[2], row[3], "成功"])
        grid += [[None, "入出國查詢", "國籍變更", row[5]]] if at != without else []
    as_csv(folder / "lines.csv", [*grid, ["合計：4 筆"]], {})
    return read(folder / "lines.csv")


def test_what_stands_on_a_second_line_below_whole_queries_is_theirs(tmp_path: Path) -> None:
    reading = on_two_lines(tmp_path)
    users = ["yuli000", "yuli000", "yuli001", "yuli001"]
    assert whole(reading) == [(user, *row[1:]) for user, row in zip(users, WHOLE, strict=True)]
    assert (reading.problems, set(reading.table["function"])) == ((), {"入出國查詢"})


@pytest.mark.parametrize("without", range(4))
def test_a_query_without_its_second_line_takes_neither_the_next_query_nor_the_next_user(
    tmp_path: Path, without: int
) -> None:
    reading = on_two_lines(tmp_path, without=without)
    assert list(reading.table["subject_id"]) == PEOPLE
    assert list(reading.table["account"]) == ["yuli000", "yuli000", "yuli001", "yuli001"]


def test_the_first_query_is_no_second_line_of_its_header(tmp_path: Path) -> None:
    """(一) and 成功 head columns elsewhere: of two queries and 合計 3 one query and no total were left."""
    rows: Grid = [["(一)", *row[:5]] for row in ROWS[:2]]
    as_csv(tmp_path / "few.csv", [["使用目的", *HEAD[:5]], *rows, ["合計　3"]], {})
    reading = read(tmp_path / "few.csv")
    assert list(reading.table["subject_id"]) == PEOPLE[:2]
    assert ["合計 3 筆，實際讀到 2 筆" in str(problem) for problem in reading.problems] == [True]
