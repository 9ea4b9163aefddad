"""Registers at random for hypothesis: the form of 附件一, and flat lists of a row an entry or a row a line."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from any_queries import users
from documents.make import opendocument, register, register_word, roc, sheets
from documents.make.facts import FAILURE, SUCCESS, Entry, Line
from documents.make.paper import Value
from documents.make.people import AGENCY, SUPERVISOR, User, subject
from documents.make.register_form import Look, boxes, purpose_boxes, write

Cells = list[Value]
Golden = list[dict[str, object]]

USERS = "使用者姓名 使用者 使用人員 查詢人員 使用者簽章 姓名".split()
SIGNATURES = "主管簽核 主管核章 單位主管 主管簽章 簽核 單位主管簽章".split()
CONDITIONS = "查詢條件 查詢參數 條件 查詢內容 查詢對象".split()
RESULTS = "查詢結果 結果 狀態".split()
PURPOSES = "查詢事由 事由 使用目的 用途 查詢目的".split()
REMARKS = "備註 備考 案號 附註".split()
NOTES = "事由說明 其他事由 說明 其他戶政業務說明".split()
SERIALS = "序號 項次 編號 NO".split()
CLOSINGS = (
    ("以下空白",),
    ("承辦人：　　　　　單位主管：",),
    ("合計：12 筆", "製表人："),
    ("備註：本表每月送主管核閱",),
)
"""What offices write below the last entry."""
CLOCKS = (
    ("登入時", "登入分", "登出時", "登出分"),
    ("起時", "起分", "訖時", "訖分"),
    ("登入(時)", "登入(分)", "登出(時)", "登出(分)"),
)
"""Headings of hours and minutes in columns of their own."""
NUMBERS = {1: "(一)", 2: "(二)", 3: "(三)", 4: "(四)"}


@dataclass(frozen=True)
class AnyRegister:
    """A register at random, and what must be read from it; `look` where it is the form, else `rows` of a list."""

    entries: tuple[Entry, ...]
    golden: Golden
    rows: tuple[Cells, ...] = ()
    merged: tuple[int, ...] = ()
    look: Look | None = None
    boxes: str = "characters"

    def write(self, path: Path, kind: str) -> None:
        """A list as xlsx, ods or csv; the form as docx, and as xlsx for all other kinds."""
        if self.look and kind == "docx":
            register_word.save(path, register_word.body(self.entries, self.boxes))
        elif self.look:
            write(path, self.entries, self.look)
        elif kind == "ods":
            opendocument.write(path, self.rows, len(self.rows[-1]))
        elif kind == "csv":
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows(["" if cell is None else cell for cell in cells] for cells in self.rows)
        else:
            self._as_book(path)

    def _as_book(self, path: Path) -> None:
        book = sheets.new_book()
        sheet = book.create_sheet("紀錄表")
        for number, cells in enumerate(self.rows, start=1):
            for at, value in enumerate(cells, start=1):
                sheet.cell(number, at, value)
        starts = [
            n
            for n, cells in enumerate(self.rows, start=1)
            if self.merged and len(cells) > 1 and cells[self.merged[0] - 1]
        ]
        for start, end in pairwise([*starts, len(self.rows) + 1]):
            for column in self.merged if end - start > 1 else ():
                sheet.merge_cells(start_row=start, end_row=end - 1, start_column=column, end_column=column)
        book.save(path)


@dataclass(frozen=True)
class _Block:
    """Columns that stand side by side; `of_lines` prints a line, `of_entry` what all lines of an entry share."""

    headings: tuple[str, ...]
    of_entry: Callable[[int, Entry], Cells] | None = None
    of_line: Callable[[Line], str] | None = None


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Sessions in the order of time, of one to four lines each."""
    known = draw(st.lists(users(), min_size=1, max_size=3))
    minutes = draw(st.sets(st.integers(0, 30 * 24 * 12 - 1), min_size=1, max_size=9))
    rng = draw(st.randoms(use_true_random=False))
    starts = [datetime(2026, 10, 1) + timedelta(minutes=5 * minute) for minute in sorted(minutes)]
    return [_entry(rng, known, login) for login in starts]


def _entry(rng: Random, known: Sequence[User], login: datetime) -> Entry:
    midnight = datetime(login.year, login.month, login.day) + timedelta(days=1, minutes=-1)
    purposes = rng.choice(((1,), (2,), (3,), (4,), (1, 2), (2, 4), ()))
    return Entry(
        rng.choice(known),
        login,
        min(login + timedelta(minutes=rng.randrange(1, 50)), midnight),
        tuple(_line(rng) for _ in range(rng.randrange(1, 5))),
        purposes,
        rng.choice(("法院囑託查證", "清查戶籍設於戶政事務所之人口")) if 4 in purposes else "",
        rng.choice(("戶登字第1150012號", "")),
        rng.choice((SUPERVISOR, SUPERVISOR, "")),
    )


def _line(rng: Random) -> Line:
    person = subject(rng, foreign=rng.random() < 0.25)
    pattern = rng.choice(
        ("{0.identifier}", "{0.label}：{0.identifier}", "{0.identifier} {0.name}", "{0.identifier}({0.name})")
    )
    return Line(pattern.format(person), person.identifier, rng.choice((SUCCESS, SUCCESS, FAILURE)))


def registers() -> st.SearchStrategy[AnyRegister]:
    """Any entries, on the form or in a list."""
    return st.one_of(forms(), lists())


@st.composite
def forms(draw: st.DrawFn) -> AnyRegister:
    """The form in the ways that offices fill it in."""
    written = draw(entries())
    merged = draw(st.booleans())
    look = Look(
        merged=merged,
        sheet_a_page=draw(st.booleans()),
        spread=not merged and draw(st.booleans()),
        together=draw(st.booleans()),
        box=draw(st.sampled_from("■☑☒")),
    )
    golden = register.golden(written, page_no=register.on_form_page, seq_no=register.on_form)
    word = draw(st.sampled_from(("characters", "symbols", "controls")))
    return AnyRegister(tuple(written), golden, look=look, boxes=word)


@st.composite
def lists(draw: st.DrawFn) -> AnyRegister:
    """A flat list: columns in any order, lines in a cell or in rows of their own."""
    written = draw(entries())
    has_note, has_remark, numbered, titled = (draw(st.booleans()) for _ in range(4))
    boxed = draw(st.booleans())
    blocks = draw(_blocks(boxed=boxed, has_note=has_note, has_remark=has_remark, numbered=numbered))
    spread = draw(st.sampled_from(("in a cell", "blank", "merged", "repeated")))
    separator = "\n" if boxed else draw(st.sampled_from("\n；"))
    headings: Cells = [heading for block in blocks for heading in block.headings]
    blank: Cells = [None] * len(headings)
    between: list[Cells] | None = draw(st.sampled_from((None, None, [headings], [blank])))
    rows: list[Cells] = []
    for number, entry in enumerate(written, start=1):
        rows += between if between is not None and number % 3 == 0 else []
        rows += _rows(blocks, number, entry, spread, separator)
    rows += [[text, *[None] * (len(headings) - 1)] for text in draw(st.sampled_from(((), (), *CLOSINGS)))]
    has_note = has_note or boxed
    known = [
        replace(entry, note=entry.note if has_note else "", remark=entry.remark if has_remark else "")
        for entry in written
    ]
    golden = register.golden(
        known, seq_no=register.counted if numbered else register.none, agency=AGENCY if titled else None
    )
    top: list[Cells] = [[register.TITLE]] if titled else []
    shared = [at for at, block in _columns(blocks) if block.of_entry]
    return AnyRegister(
        tuple(written), golden, (*top, headings, *rows), _merged(shared, blocks) if spread == "merged" else ()
    )


def _columns(blocks: Sequence[_Block]) -> list[tuple[int, _Block]]:
    """Every column, 1-based, with its block."""
    return list(enumerate((block for block in blocks for _ in block.headings), start=1))


def _merged(shared: Sequence[int], blocks: Sequence[_Block]) -> tuple[int, ...]:
    """The user's column first, which is never blank, so that it tells where an entry starts."""
    user = next(at for at, block in _columns(blocks) if block.headings[0] in USERS)
    return (user, *(at for at in shared if at != user))


def _rows(blocks: Sequence[_Block], number: int, entry: Entry, spread: str, separator: str) -> list[Cells]:
    if spread == "in a cell":
        return [[cell for block in blocks for cell in _together(block, number, entry, separator)]]
    return [
        [cell for block in blocks for cell in _apart(block, number, entry, line, shown=at == 0 or spread == "repeated")]
        for at, line in enumerate(entry.lines)
    ]


def _together(block: _Block, number: int, entry: Entry, separator: str) -> Cells:
    if block.of_line:
        return [separator.join(map(block.of_line, entry.lines))]
    assert block.of_entry
    return block.of_entry(number, entry)


def _apart(block: _Block, number: int, entry: Entry, line: Line, *, shown: bool) -> Cells:
    if block.of_line:
        return [block.of_line(line)]
    assert block.of_entry
    return block.of_entry(number, entry) if shown else [None] * len(block.headings)


@st.composite
def _blocks(draw: st.DrawFn, *, boxed: bool, has_note: bool, has_remark: bool, numbered: bool) -> list[_Block]:
    purposes: Callable[[Entry], str] = (
        (lambda entry: purpose_boxes(entry, "☑"))
        if boxed
        else draw(st.sampled_from((_listed("、", NUMBERS), _listed(",", dict.fromkeys(NUMBERS, "")))))
    )
    of_result: Callable[[Line], str] = (lambda line: boxes(line, "■")) if boxed and draw(st.booleans()) else _result
    blocks = [
        draw(_session()),
        _Block((draw(st.sampled_from(CONDITIONS)),), of_line=lambda line: line.condition),
        _Block((draw(st.sampled_from(RESULTS)),), of_line=of_result),
        _Block((draw(st.sampled_from(PURPOSES)),), lambda _, entry: [purposes(entry) or None]),
        _Block((draw(st.sampled_from(USERS)),), lambda _, entry: [entry.user.name]),
        _Block((draw(st.sampled_from(SIGNATURES)),), lambda _, entry: [entry.signed_by or None]),
    ]
    if has_note:
        blocks.append(_Block((draw(st.sampled_from(NOTES)),), lambda _, entry: [entry.note or None]))
    if has_remark:
        blocks.append(_Block((draw(st.sampled_from(REMARKS)),), lambda _, entry: [entry.remark or None]))
    if numbered:
        blocks.append(_Block((draw(st.sampled_from(SERIALS)),), lambda number, _: [number]))
    return draw(st.permutations(blocks))


def _listed(separator: str, words: dict[int, str]) -> Callable[[Entry], str]:
    return lambda entry: separator.join(words[purpose] or str(purpose) for purpose in entry.purposes)


def _result(line: Line) -> str:
    return "成功" if line.result == SUCCESS else "失敗"


@st.composite
def _session(draw: st.DrawFn) -> _Block:
    day = draw(st.sampled_from((roc.slashed, roc.dotted, roc.compact, roc.in_words, roc.dashed)))
    clock = draw(st.sampled_from((roc.short_clock, roc.clock_in_words, lambda at: f"{at:%H:%M}")))
    kind = draw(st.sampled_from(("apart", "together", "full", "split", "parts", "day last", "clocks")))
    to = draw(st.sampled_from(("~", "至", " 至 ", "－", "-", "\n至\n")))
    if kind == "apart":
        return _Block(
            ("日期", draw(st.sampled_from(("登入", "登入時間"))), draw(st.sampled_from(("登出", "登出時間")))),
            lambda _, entry: [day(entry.login_at), clock(entry.login_at), clock(entry.logout_at)],
        )
    if kind == "split":
        return _Block(
            ("日期", draw(st.sampled_from(("登入登出時間", "時間")))),
            lambda _, entry: [day(entry.login_at), f"{clock(entry.login_at)}{to}{clock(entry.logout_at)}"],
        )
    if kind == "parts":
        return _Block(
            ("年", "月", "日", "登入", "登出"),
            lambda _, entry: [*_figures(entry.login_at), clock(entry.login_at), clock(entry.logout_at)],
        )
    if kind == "clocks":
        return _Block(
            ("日期", *draw(st.sampled_from(CLOCKS))),
            lambda _, entry: [day(entry.login_at), *_hands(entry.login_at), *_hands(entry.logout_at)],
        )
    if kind in {"together", "day last"}:
        return _Block(
            (draw(st.sampled_from(("登入登出日期及時間", "登入登出時間", "登入登出\n日期及時間"))),),
            lambda _, entry: [
                f"{day(entry.login_at)} {clock(entry.login_at)}{to}{clock(entry.logout_at)}"
                if kind == "together"
                else f"{clock(entry.login_at)}{to}{clock(entry.logout_at)}（{day(entry.login_at)}）"
            ],
        )
    return _Block(
        ("登入日期時間", "登出日期時間"),
        lambda _, entry: [f"{day(at)} {clock(at)}" for at in (entry.login_at, entry.logout_at)],
    )


def _figures(at: datetime) -> Cells:
    """Year, month and day apart."""
    return [at.year - 1911, at.month, at.day]


def _hands(at: datetime) -> Cells:
    """Hour and minute apart."""
    return [at.hour, f"{at:%M}"]
