"""Files that open well and are not what they are given as, or lack what cannot be done without."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from documents.make import columns as column
from documents.make import facts, sheets
from documents.make.case import Case
from documents.make.paper import Column, Paper, Value, header, rows
from documents.make.people import AGENCY
from documents.make.refused_bytes import refused
from documents.make.register_form import Look, write
from documents.make.statements import TITLES, plain

_LIST_HEAD = ("序號", "日期", "登入時間", "登出時間", "查詢條件", "查詢結果", "查詢事由", "使用者姓名", "主管簽核")
_LIST_ROW = (1, "115/10/05", "9:10", "9:20", "A123456789", "成功", "(二)", "陳怡安", "林素貞")


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _statements()
    yield from _registers()
    yield from _other_lists()


def _statements() -> Iterator[Case]:
    serial, *others = column.usual()
    user, time, condition = (
        [c for c in others if set(c.gives) & names]
        for names in ({"account", "user_name"}, {"queried_at"}, {"condition"})
    )
    for name, lacking, said in (
        ("no_user", user, "看不出「使用者（帳號或姓名）」是哪一欄"),
        ("no_time", time, "看不出「查詢時間」是哪一欄"),
        ("no_condition", condition, "看不出「查詢條件」是哪一欄"),
    ):
        kept = [c for c in others if c not in lacking]
        yield _statement(name, plain(f"errors {name}", 8, serial, *kept), said)
    yield _statement("two_users", _two_users(), "「甲」與「乙」都可能是使用者姓名")
    headless = Paper(column.usual(), (tuple(rows(column.usual(), facts.queries("errors no_header", 8))),))
    yield _statement("no_header", headless, "找不到主管稽核月明細表的表頭")
    titles = Paper(column.usual(), (TITLES,))
    yield _statement("titles_only", titles, "找不到主管稽核月明細表的表頭")


def _statement(name: str, paper: Paper, said: str) -> Case:
    return refused(name, "statement.xlsx", lambda path: sheets.by_openpyxl(paper, path), said)


def _two_users() -> Paper:
    """Names under two headings of which neither says whose."""
    other = Column("乙", lambda query, number: ("林素貞", "徐國棟")[number % 2])
    columns = column.several(
        column.serial(), column.user_name("甲"), other, column.moment(), column.condition(), column.result()
    )
    body = rows(columns, facts.queries("errors two_users", 8), agency=AGENCY)
    return Paper(columns, ((*TITLES, *header(columns), *body),))


def _registers() -> Iterator[Case]:
    written = facts.entries("errors register", 6)
    yield refused(
        "register_as_statement",
        "statement.xlsx",
        lambda path: write(path, written, Look()),
        "看起來是查詢紀錄表，不是主管稽核月明細表；請將 --statement 與 --register 的檔案對調",
    )
    paper = plain("errors statement", 8, *column.usual())
    yield _register(
        "statement_as_register",
        paper,
        "看起來是主管稽核月明細表，不是查詢紀錄表；請將 --statement 與 --register 的檔案對調",
    )
    for name, lacking, said in (
        ("register_no_session", {"日期", "登入時間", "登出時間"}, "看不出「登入登出時間」是哪一欄"),
        ("register_no_condition", {"查詢條件"}, "看不出「查詢條件」是哪一欄"),
        ("register_no_purpose", {"查詢事由"}, "看不出「查詢事由」是哪一欄"),
    ):
        kept = [n for n, heading in enumerate(_LIST_HEAD) if heading not in lacking]
        table = [[head[n] for n in kept] for head in (_LIST_HEAD, _LIST_ROW)]
        yield _sheet(name, "register", table, said)


def _register(name: str, paper: Paper, said: str) -> Case:
    return Case(
        f"errors/{name}", "register.xlsx", "register", lambda path: sheets.by_openpyxl(paper, path), refusal=said
    )


def _other_lists() -> Iterator[Case]:
    roster: list[Sequence[Value]] = [["帳號", "姓名", "職稱"], ["yuli003", "陳怡安", "戶籍員"]]
    cases_list: list[Sequence[Value]] = [
        ["收件號", "收件日期", "申請人", "案由"],
        ["115001", "115/10/05", "陳○安", "遷入"],
    ]
    memo: list[Sequence[Value]] = [["備忘"], ["請記得下載主管稽核月明細表"]]
    of_accounts = "看起來是帳號清冊，不是主管稽核月明細表；請改以 --roster 指定"
    of_cases = "看起來是受理案件清冊，不是{}；請改以 --cases 指定"
    yield _sheet("roster_as_statement", "statement", roster, of_accounts)
    yield _sheet("cases_as_statement", "statement", cases_list, of_cases.format("主管稽核月明細表"))
    yield _sheet("cases_as_register", "register", cases_list, of_cases.format("查詢紀錄表"))
    yield _sheet("memo_as_register", "register", memo, "找不到查詢紀錄表的表頭")
    yield _sheet("blank_workbook", "statement", [], "找不到主管稽核月明細表的表頭")


def _sheet(name: str, kind: Literal["statement", "register"], table: Sequence[Sequence[Value]], said: str) -> Case:
    def make(path: Path) -> None:
        book = sheets.new_book()
        sheet = book.create_sheet("Sheet1")
        for cells in table:
            sheet.append(list(cells))
        book.save(path)

    return Case(f"errors/{name}", f"{kind}.xlsx", kind, make, refusal=said)
