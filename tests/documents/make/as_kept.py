"""Statements and registers as people and systems lay them out who have never heard of a reader."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from documents.make import columns as column
from documents.make import facts, register, roc, sheets
from documents.make.case import Case
from documents.make.facts import PURPOSES, Entry, Query
from documents.make.paper import Band, Column, Paper, Value, header, rows, wide
from documents.make.people import AGENCY, SUPERVISOR
from documents.make.register_list import Cells, book_of, result_of
from documents.make.statement_text import text
from documents.make.statements import TITLES, book, plain

SIGNERS: tuple[tuple[Value, ...], ...] = (
    ("承辦人", None, "股長", None, "主任"),
    (None, "陳大文", None, "李秀英", SUPERVISOR),
)


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _workbooks()
    yield from _texts()
    yield from _pages()
    yield from _registers()


def _workbooks() -> Iterator[Case]:
    columns = column.several(column.serial(), *_asked())
    body = rows(columns, facts.queries("statement_units_below_headings", 20), agency=AGENCY)
    units = Band("header", (None, "（代碼）", None, "(年/月/日 時:分:秒)", None, "（成功/失敗）"))
    paper = Paper(columns, ((*TITLES, *header(columns), units, *body, wide("合計：20 筆")),))
    yield _book("statement_units_below_headings", paper)

    body = rows(columns, facts.queries("statement_signers_below", 20), agency=AGENCY)
    below = [Band("foot", (None, "查詢總數", None, None, None, "20")), *(Band("foot", cells) for cells in SIGNERS)]
    yield _book("statement_signers_below", Paper(columns, ((*TITLES, *header(columns), *body, *below),)))

    columns = column.several(
        column.serial("Item"),
        column.account("User Account"),
        column.user_name("Name"),
        column.moment("Query Date/Time", lambda at: f"{at:%Y-%m-%d %H:%M:%S}"),
        column.function("Function"),
        column.condition("Query Condition", "{identifier}"),
        column.result("Query Result", "Success", "Fail"),
        column.purpose("Query Purpose", {number: str(number) for number in PURPOSES}),
    )
    body = rows(columns, facts.queries("statement_english", 20))
    yield _book("statement_english", Paper(columns, ((*header(columns), *body),)))

    columns = column.several(column.account(), *_asked()[1:])
    asked = facts.queries("lossy_blank_user", 12)
    body = rows(columns, asked, agency=AGENCY)
    bare = replace(body[5], cells=(None, None, *body[5].cells[2:]), golden={**(body[5].golden or {}), **_NOBODY})
    blank = Paper(columns, ((*TITLES, *header(columns), *body[:5], bare, *body[6:]),))
    yield _book("lossy_blank_user", blank, ("看不出使用者是誰",))


_NOBODY = {"account": None, "user_name": None}


def _asked() -> tuple[Column, ...]:
    return column.several(column.account(), column.user_name(), column.moment(), column.condition(), column.result())


def _book(name: str, paper: Paper, problems: tuple[str, ...] = ()) -> Case:
    return book(name, paper, lambda path: sheets.by_openpyxl(paper, path), problems=problems)


def _texts() -> Iterator[Case]:
    """Numbers and times marked as text for Excel's sake."""
    columns = column.several(
        column.serial(),
        column.account(),
        column.user_name(),
        replace(column.moment(), prints=lambda query, _: f"'{roc.slashed(query.at)} {roc.clock(query.at)}"),
        replace(column.condition(), prints=lambda query, _: f'="身分證號：{query.subject.identifier}"'),
        column.result(),
    )
    asked = [query for query in facts.queries("statement_csv_text_marks", 40) if query.subject.label == "身分證號"]
    body = rows(columns, asked, agency=AGENCY)
    marked = Paper(columns, ((*TITLES, *header(columns), *body, wide(f"合計：{len(asked)} 筆")),))
    yield text("statement_csv_text_marks", marked, "utf-8-sig")


def _pages() -> Iterator[Case]:
    """A user's cells reach over all his rows; a row that no browser shows."""
    columns = column.several(column.serial(), *_asked())
    asked = sorted(facts.queries("statement_html_user_over_rows", 24), key=lambda query: query.user.account)
    body = rows(columns, asked, agency=AGENCY)
    paper = Paper(columns, (tuple(body),))
    yield book(
        "statement_html_user_over_rows", paper, lambda path: _users_over_rows(path, asked, body), "statement.xls"
    )

    hidden = plain("lossy_html_hidden_row", 12, *columns)
    yield book(
        "lossy_html_hidden_row",
        hidden,
        lambda path: _with_hidden_row(path, hidden),
        "statement.xls",
        ("在畫面上看不到",),
    )


def _users_over_rows(path: Path, asked: list[Query], body: list[Band]) -> None:
    lines = []
    for _, group in groupby(zip(asked, body, strict=True), key=lambda pair: pair[0].user):
        own = [band for _, band in group]
        for at, band in enumerate(own):
            cells = [f"<td>{cell}</td>" for cell in band.cells]
            cells[1:3] = [cell.replace("<td>", f"<td rowspan={len(own)}>") for cell in cells[1:3]] if at == 0 else []
            lines.append(f"<tr>{''.join(cells)}</tr>")
    _keep_page(path, f"<h1>{TITLES[0].cells[0]}</h1><p>{TITLES[1].cells[0]}</p>", lines)


def _with_hidden_row(path: Path, paper: Paper) -> None:
    bands = [band for band in paper.bands if band.kind == "row"]
    lines = [f"<tr>{''.join(f'<td>{cell}</td>' for cell in band.cells)}</tr>" for band in bands]
    lines[7] = lines[7].replace("<tr>", '<tr style="display: none">')
    _keep_page(path, f"<p>{TITLES[1].cells[0]}</p>", [*lines, "<tr><td colspan=6>合計：12 筆</td></tr>"])


def _keep_page(path: Path, top: str, lines: list[str]) -> None:
    heads = "".join(f"<th>{one.heading}</th>" for one in (column.serial(), *_asked()))
    table = f"<table border=1><tr>{heads}</tr>{''.join(lines)}</table>"
    path.write_text(f'<html><meta charset="utf-8"><body>{top}{table}</body></html>', encoding="utf-8", newline="\n")


def _registers() -> Iterator[Case]:
    name = "register_ditto_marks"
    written = _plain_entries(name)
    head: Cells = list("序號 日期 登入時間 登出時間 查詢條件 查詢結果 查詢事由 備註 使用者姓名 主管簽核".split())
    lines: list[Cells] = [[register.TITLE], head]
    for number, entry in enumerate(written, start=1):
        for at, line in enumerate(entry.lines):
            own: Cells = [line.condition, result_of(line)]
            if at == 0:
                lines.append([*_session(number, entry), *own, *_end(entry)])
            else:
                lines.append([*["〃"] * 4, *own, "同上", *["〃" if cell else None for cell in _end(entry)[1:]]])
    yield book_of(name, lines, register.golden(written, seq_no=register.counted))

    name = "register_conditions_apart"
    written = _plain_entries(name)
    pairs: Cells = [words for n in (1, 2, 3, 4) for words in (f"查詢條件{n}", f"查詢結果{n}")]
    lines = [[register.TITLE], [*head[:4], *pairs, *head[6:]]]
    lines += [[*_session(n, entry), *_pairs(entry), *_end(entry)] for n, entry in enumerate(written, start=1)]
    yield book_of(name, lines, register.golden(written, seq_no=register.counted))

    name = "register_purposes_apart"
    written = _plain_entries(name)
    lines = [
        [register.TITLE],
        [*head[:6], "查詢事由", None, None, None, *head[7:]],
        [*[None] * 6, "(一)", "(二)", "(三)", "(四)", *[None] * 3],
    ]
    for number, entry in enumerate(written, start=1):
        ticks: Cells = ["√" if purpose in entry.purposes else None for purpose in PURPOSES]
        lines.append([*_session(number, entry), *_side_by_side(entry), *ticks, *_end(entry)[1:]])
    lines += [["合計", None, None, None, "24 筆"], *map(list, SIGNERS)]
    yield book_of(name, lines, register.golden(written, seq_no=register.counted))


def _plain_entries(name: str) -> list[Entry]:
    """The lists have no room for the note behind (四)."""
    return [replace(entry, note="") for entry in facts.entries(name, 20)]


def _session(number: int, entry: Entry) -> Cells:
    login, logout = entry.login_at, entry.logout_at
    return [number, roc.slashed(login), roc.short_clock(login), roc.short_clock(logout)]


def _end(entry: Entry) -> Cells:
    purposes = ",".join(map(str, entry.purposes)) or None
    return [purposes, entry.remark or None, entry.user.name, entry.signed_by or None]


def _pairs(entry: Entry) -> Cells:
    """Each condition with its result, blank up to the fourth."""
    cells: Cells = [cell for line in entry.lines for cell in (line.condition, result_of(line))]
    return cells + [None] * (8 - len(cells))


def _side_by_side(entry: Entry) -> Cells:
    return ["、".join(line.condition for line in entry.lines), " ".join(map(result_of, entry.lines))]
