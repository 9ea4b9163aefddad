"""Registers in the habits of real offices, drawn at random: one file keeps one set of habits throughout.

What is expected was drawn first and is never read back: entries as a person would understand them from the paper.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import openpyxl

from any_session import (
    BARE_SHEETS,
    DAYS_ALONE,
    FILES_OF_MONTH,
    OVER_MIDNIGHT,
    SESSIONS,
    SHEETS,
    TIMES_ONLY,
    TITLE,
    TITLES_OF_MONTH,
    WITHOUT_YEAR,
    Kept,
)
from documents.make import opendocument
from documents.make.people import AGENCY, subject
from word_files import cell as word_cell
from word_files import docx, lines, odt, table
from word_files import row as word_row

Cell = str | int | float | bool | None
Row = list[Cell]
Say = Callable[[Random], str]

NAMES = ("陳怡安", "林美玲", "黃志明", "潘曉君")
SUPERVISOR = "王素貞"


@dataclass(frozen=True)
class Habit:
    """How an office writes: a function for each column, and what stands around the entries."""

    name: str
    when: Callable[[Kept], str]
    purpose: Callable[[Kept], str]
    result: Callable[[Kept], str]
    user: Callable[[Kept], str]
    signed: Callable[[Kept], Cell]
    above: tuple[Row, ...] = ()
    below: tuple[Row, ...] = ()
    condition: Callable[[Kept], str] = lambda kept: "\n".join(identifier for identifier, _ in kept.lines)
    ditto: str | None = None
    once: str | None = None
    page: int = 1_000
    carrier: str = "xlsx"
    layout: str = "list"
    stem: str = "register"
    day: Callable[[Kept], str] | None = None
    day_at: int = 0
    nested: bool = False
    anew: bool = False


@dataclass
class Register:
    """A file in one habit, and the entries that it holds."""

    habit: Habit
    entries: list[Kept]
    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    sheets: list[tuple[str, list[Row]]] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """As a CSV, a workbook or a text with a table; `merged` are 1-based (column, first row, last row)."""
        if self.sheets:
            self._write_sheets(path)
            return
        width = max(map(len, self.rows))
        rows = [[*row, *[None] * (width - len(row))] for row in self.rows]
        if self.habit.carrier in {"docx", "odt"}:
            self._write_text(path, rows)
            return
        if self.habit.carrier == "csv":
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows([["" if cell is None else cell for cell in row] for row in rows])
        elif self.habit.carrier == "ods":
            opendocument.write(path, [[None if cell is None else str(cell) for cell in row] for row in rows], width)
        else:
            book = openpyxl.Workbook()
            sheet = book.worksheets[0]
            for row in rows:
                sheet.append(row)
            for column, first, last in self.merged:
                sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
            book.save(path)

    def _write_sheets(self, path: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for name, rows in self.sheets:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(path)

    def _write_text(self, path: Path, rows: list[Row]) -> None:
        """Titles of one cell above are paragraphs, all else one table; cells of several rows are merged."""
        titles = 0
        while sum(cell is not None for cell in rows[titles]) == 1:
            titles += 1
        above = [str(row[0]) for row in rows[:titles]]
        first = {(column, top): last - top for column, top, last in self._merged_by_hand()}
        below = {(column, at) for column, top, last in self._merged_by_hand() for at in range(top + 1, last + 1)}
        shown = [
            [(("" if cell is None else str(cell)), (at, number)) for at, cell in enumerate(row, start=1)]
            for number, row in enumerate(rows[titles:], start=titles + 1)
        ]
        if path.suffix == ".docx":
            word_rows = [_word_row(cells, first, below, nested=self.habit.nested) for cells in shown]
            docx(path, *map(lines, above), table(*word_rows))
        else:
            body = "".join(f"<table:table-row>{_odf_cells(cells, first, below)}</table:table-row>" for cells in shown)
            odt(path, "".join(map(_odf_lines, above)) + f"<table:table>{body}</table:table>")

    def _merged_by_hand(self) -> list[tuple[int, int, int]]:
        """Merged users; on the form all columns but the last, whose two rows are the user's and the supervisor's."""
        if self.habit.layout != "form":
            return self.merged
        heads = range(len(self.habit.above) + 1, len(self.rows) + 1, 2)
        return [(column, at, at + 1) for at in heads for column in range(1, 7)]


Placed = list[tuple[str, tuple[int, int]]]


def _word_row(cells: Placed, first: dict[tuple[int, int], int], below: set[tuple[int, int]], *, nested: bool) -> str:
    starts, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    return word_row(
        *[
            _nested(text)
            if nested and at[0] in {3, 4} and "\n" in text
            else word_cell(text, starts if at in first else goes_on if at in below else "")
            for text, at in cells
        ]
    )


def _nested(text: str) -> str:
    """A cell that holds a table of a row a line."""
    inside = table(*[word_row(word_cell(line)) for line in text.split("\n")])
    return f"<w:tc><w:p/>{inside}<w:p/></w:tc>"


def _odf_cells(cells: Placed, first: dict[tuple[int, int], int], below: set[tuple[int, int]]) -> str:
    spans = {at: f' table:number-rows-spanned="{rows + 1}"' for at, rows in first.items()}
    return "".join(
        "<table:covered-table-cell/>"
        if at in below
        else f"<table:table-cell{spans.get(at, '')}>{_odf_lines(text)}</table:table-cell>"
        for text, at in cells
    )


def _odf_lines(text: str) -> str:
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))


def draw(seed: int, *, honest: bool = False, many: int | None = None) -> Register:
    """A register of one to nine entries, or of `many`, in a habit drawn with it; `honest` ones are whole."""
    rng = Random(seed)
    count = many or rng.randrange(1, 10)
    entries = _entries(rng, count, honest=honest)
    habit = _habit(rng, entries)
    return _written(rng, Register(habit, entries))


def _entries(rng: Random, count: int, *, honest: bool) -> list[Kept]:
    at = datetime(2026, 10, 1, 8, 5)
    kept = []
    for _ in range(count):
        at += timedelta(minutes=rng.randrange(40, 160))
        if at.hour >= 16:
            at = datetime(at.year, at.month, at.day, 8, rng.randrange(60)) + timedelta(days=1)
        while at.weekday() > 4 or at.day in {9, 26}:
            at += timedelta(days=1)
        lines = tuple(
            (subject(rng, foreign=False).identifier, rng.choice(("success", "success", "failure")))
            for _ in range(rng.choice((1, 1, 2, 4)))
        )
        chosen: tuple[int, ...] = rng.choice(((1,), (2,), (2,), (3,), (4,)))
        if not honest and rng.random() < 0.2:
            chosen = rng.choice(((), (1, 2), (2, 4)))
        last = at + timedelta(minutes=rng.randrange(2, 30))
        if not honest and rng.random() < 0.03:
            at = at.replace(hour=23, minute=rng.randrange(35, 59))
            last = datetime(at.year, at.month, at.day) + timedelta(days=1, minutes=rng.choice((0, 0, 10, 25)))
        kept.append(
            Kept(
                user=rng.choice(NAMES),
                login_at=at,
                logout_at=last,
                lines=lines,
                purposes=chosen,
                note=rng.choice(("法院囑託查證", "協尋失蹤人口", "國籍疑義查證")) if 4 in chosen else None,
                signed=honest or rng.random() < 0.7,
                voided=not honest and rng.random() < 0.1,
            )
        )
    return kept


# How purposes are marked --------------------------------------------------------------------------

SHORT = {1: "國籍", 2: "戶籍", 3: "印鑑", 4: "其他"}
MIDDLE = {1: "國籍變更", 2: "戶籍登記", 3: "印鑑證明", 4: "其他"}
LONG = {
    1: "國籍變更案件",
    2: "受理各項戶籍登記、文件核發或人口清查業務，依相關法令規定或認有疑義，需查詢當事人或相關人之入出境(國)資料。",
    3: "受理受委任辦理印鑑證明。",
    4: "因其他戶政業務需要，依其案件或業務性質經機關(單位)分層負責明細表決行層級之主管核准者(以下簡稱單位主管)",
}
TICKS = "■☑☒✓√V●◉▨◙レν回"
HINTS = ("", "(須敘明)", "（業務：　　）", "，請註明：", "(說明：　　　)", "（請敘明業務名稱）")


def _marked(words: dict[int, str], tick: str, empty: str, between: str, hint: str) -> Callable[[Kept], str]:
    def cell(kept: Kept) -> str:
        parts = []
        for number, text in words.items():
            shown = text + (hint if number == 4 and not kept.note else "")
            note = f"：{kept.note}" if number == 4 and kept.note else ""
            parts.append((tick if number in kept.purposes else empty) + shown + note)
        return between.join(parts)

    return cell


def _behind(words: dict[int, str], tick: str, between: str) -> Callable[[Kept], str]:
    def cell(kept: Kept) -> str:
        marked = [text + (f" {tick}" if number in kept.purposes else "") for number, text in words.items()]
        return between.join(marked)

    return cell


def _numbered(kept: Kept) -> str:
    circled = "①②③④"
    return " ".join(circled[n - 1] if n in kept.purposes else str(n) for n in range(1, 5))


def _only(words: dict[int, str]) -> Callable[[Kept], str]:
    return lambda kept: "、".join(words[number] for number in kept.purposes)


def _purpose_style(rng: Random, entries: Sequence[Kept]) -> Callable[[Kept], str]:
    words = rng.choice((SHORT, MIDDLE, LONG))
    noted = any(kept.note for kept in entries)
    several = any(len(kept.purposes) != 1 for kept in entries)
    marked = _marked(words, rng.choice(TICKS), rng.choice("□☐○"), rng.choice(("\n", " ")), rng.choice(HINTS))
    apart = [
        _marked(MIDDLE, "V", "_", " ", ""),
        marked,
        marked,
    ]
    if not noted and not several:
        apart += [
            _behind(MIDDLE, "V", "\n"),
            _numbered,
            _only(SHORT),
            _only({1: "壹", 2: "貳", 3: "參", 4: "肆"}),
            _only({1: "I", 2: "II", 3: "III", 4: "IV"}),
            lambda kept: "".join("■" if n in kept.purposes else "□" for n in range(1, 5)),
        ]
    return rng.choice(apart)


# How those asked about are written ----------------------------------------------------------------


def _each(spelled: str) -> Callable[[Kept], str]:
    def cell(kept: Kept) -> str:
        told = enumerate((identifier for identifier, _ in kept.lines), start=1)
        return "\n".join(spelled.format(n=n, circled="①②③④"[n - 1], id=identifier) for n, identifier in told)

    return cell


CONDITIONS = (
    _each("{id}"),
    _each("{id}"),
    _each("{n}. {id}"),
    _each("{circled}{id}"),
    _each("({n}){id}"),
    _each("身分證號：{id}"),
    _each("{id} 蔡○宏"),
    _each("{id}（蔡○宏）"),
    _each("蔡○宏 {id}"),
    lambda kept: "、".join(identifier for identifier, _ in kept.lines),
)


# How results, users and signatures are written ----------------------------------------------------


def _result_style(rng: Random, entries: Sequence[Kept]) -> Callable[[Kept], str]:
    tick = rng.choice("■☑V✓●")
    words = rng.choice(
        (
            ("成功", "失敗"), ("成", "敗"), ("查有資料", "查無資料"), ("查有", "查無"), ("1", "0"), ("OK", "NG"),
            ("查有入出境紀錄", "查無入出境紀錄"), ("查詢成功，有資料", "查詢失敗，查無此人"),
        )
    )  # fmt: skip

    def boxes(kept: Kept) -> str:
        told = [(tick, "□") if result == "success" else ("□", tick) for _, result in kept.lines]
        told += [("□", "□")] * (4 - len(told))
        return "\n".join(f"{yes}成功 {no}失敗" for yes, no in told)

    def said(kept: Kept) -> str:
        return "\n".join(words[result != "success"] for _, result in kept.lines)

    def counted(kept: Kept) -> str:
        won = sum(result == "success" for _, result in kept.lines)
        return f"成功{won} 失敗{len(kept.lines) - won}"

    alike = all(len({result for _, result in kept.lines}) == 1 for kept in entries)
    return rng.choice((boxes, said, counted) if alike else (boxes, said))


USERS: tuple[Callable[[Kept], str], ...] = (
    lambda kept: kept.user,
    lambda kept: f"課員{kept.user}",
    lambda kept: f"{kept.user}(課員)",
    lambda kept: f"戶籍員\n{kept.user}",
    lambda kept: f"HL0{NAMES.index(kept.user) + 1}{kept.user}",
    lambda kept: f"{kept.user}\nHL0{NAMES.index(kept.user) + 1}",
    lambda kept: f"{kept.user} {kept.login_at.year - 1911}.{kept.login_at.month}.{kept.login_at.day}",
    lambda kept: f"{kept.user}章",
    lambda kept: f"使用者：{kept.user}",
)
SIGNED: tuple[Cell, ...] = (
    SUPERVISOR, f"{SUPERVISOR} 115.10.31", f"主任{SUPERVISOR}", f"{SUPERVISOR}章", "已核", "如擬",
    f"■已核 □退回 {SUPERVISOR}", f"主管：{SUPERVISOR}", "✓", True,
)  # fmt: skip
UNSIGNED: tuple[Cell, ...] = (
    None, "未簽", "待簽", "無", "否", "—", "N", False, 0, "年  月  日", "主管簽核：", "（簽章）", "□已核 □退回", "退回",
    "選擇一個項目。", "按一下或點選這裡以輸入文字。", "________", "X",
)  # fmt: skip
UNUSED: tuple[tuple[Row, ...], ...] = (
    (),
    ([98, None, None, None, None, None, "陳怡安"], [99, None, None, None, None, None, "陳怡安"]),
    ([99, "年  月  日\n時  分\n至\n時  分", None, "□成功 □失敗", None, "案號：", "使用者：", "主管："],),
    (["例", "115年1月1日9時至9時10分", "A123456789", "成功", "2", "範例", "範例", "範例"],),
)
HEAD: Row = ["序號", "登入登出日期及時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名", "主管簽核"]
_SIX: Row = [None] * 6
ABOVE: tuple[tuple[Row, ...], ...] = (
    (),
    ([TITLE],),
    ([TITLE, None, None, None, "頁碼：1"],),
    ([TITLE], ["單位", AGENCY, "使用者", "陳怡安", "主管", SUPERVISOR]),
    ([TITLE], ["頁碼：1"]),
)
MARKS = ("同上", "〃", "仝上", "如上", "↑", "″", "同")


def _habit(rng: Random, entries: Sequence[Kept]) -> Habit:
    late = any(kept.is_over_midnight for kept in entries)
    when = rng.choice(tuple(OVER_MIDNIGHT if late else SESSIONS))
    layouts = ("list", "list", "list", "form", "joint", "each")
    layout = rng.choice(layouts if late else (*layouts, "apart", "days", "sheets", "parts", "clocks"))
    carrier = rng.choice(("xlsx", "xlsx", "xlsx", "csv", "ods", "docx", "docx", "odt"))
    carrier = "xlsx" if layout == "sheets" else carrier
    above, stem = _place_of_month(rng, needed=when in WITHOUT_YEAR or layout in {"apart", "days", "sheets"})
    signed, unsigned = rng.choice(SIGNED), rng.choice(UNSIGNED)
    spelled = rng.choice(USERS)
    if layout == "joint":
        spelled, signed = USERS[0], SUPERVISOR
        unsigned = rng.choice((None, "未簽", "主管：", "（簽章）"))
    spelling = OVER_MIDNIGHT[when] if late else SESSIONS[when]
    return Habit(
        name=f"{layout} {when}",
        when=rng.choice(TIMES_ONLY) if layout in {"days", "sheets"} else spelling,
        purpose=_purpose_style(rng, entries),
        result=_result_style(rng, entries),
        user=spelled,
        signed=lambda kept: signed if kept.signed else unsigned,
        above=above,
        below=rng.choice(UNUSED),
        condition=rng.choice(CONDITIONS),
        ditto=rng.choice((None, None, *MARKS)),
        once=rng.choice((None, None, "merged")) if carrier in {"xlsx", "docx", "odt"} else None,
        page=rng.choice((1_000, 1_000, 3, 5)) if layout not in {"apart", "sheets"} else 1_000,
        carrier=carrier,
        layout=layout,
        stem=stem,
        day=rng.choice(_sheets(entries) if layout == "sheets" else DAYS_ALONE),
        day_at=rng.choice((0, 1, 5)),
        nested=rng.random() < 0.3,
        anew=layout in {"days", "sheets"} and rng.random() < 0.5,
    )


def _sheets(entries: Sequence[Kept]) -> tuple[Callable[[Kept], str], ...]:
    """How sheets may be named: by bare numbers where these are not those of pages."""
    days = {kept.login_at.day for kept in entries}
    return SHEETS if len(days) == 1 or days == set(range(1, len(days) + 1)) else (*SHEETS, *BARE_SHEETS)


def _place_of_month(rng: Random, *, needed: bool) -> tuple[tuple[Row, ...], str]:
    """What stands above, and the name of the file: where sessions do not tell the month, one of them does."""
    if not needed:
        return rng.choice(ABOVE), "register"
    if rng.random() < 0.3:
        return ([TITLE],), rng.choice(FILES_OF_MONTH)
    return ([rng.choice(TITLES_OF_MONTH)],), "register"


def _written(rng: Random, register: Register) -> Register:
    """Lay the entries out in the columns of the habit, with what stands above and below."""
    habit = register.habit
    layout = LAYOUTS[habit.layout]
    register.rows = [*[list(row) for row in habit.above], *[list(row) for row in layout.head]]
    before: Kept | None = None
    runs: list[tuple[int, int, Cell]] = []
    first = 1
    for number, kept in enumerate(register.entries, start=1):
        first = number if habit.anew and _is_first_of_day(kept, before) else first
        row = _row(habit, number - first + 1, kept)
        if number > 1 and number % habit.page == 1:
            register.rows += [list(row) for row in layout.head]
            before = None
        if before and habit.ditto and habit.layout in {"list", "form"}:
            row = _with_marks(rng, habit, row, before, kept)
        if habit.layout == "days" and habit.day and _is_first_of_day(kept, before):
            register.rows.append([*[None] * habit.day_at, habit.day(kept)])
        runs.append((len(register.rows) + 1, number, habit.user(kept)))
        register.rows += layout.lay(row, kept, before)
        before = kept
    if habit.layout == "sheets":
        register.sheets = _a_sheet_a_day(register)
    if habit.once == "merged" and habit.layout == "list" and habit.page > len(register.entries):
        _merge_users(register, runs)
    if habit.layout == "list":
        register.rows += [list(row) for row in habit.below]
    return register


def _is_first_of_day(kept: Kept, before: Kept | None) -> bool:
    return before is None or before.login_at.date() != kept.login_at.date()


def _a_sheet_a_day(register: Register) -> list[tuple[str, list[Row]]]:
    """Each day's rows below the title and the header again, on a sheet that is named after the day."""
    habit = register.habit
    assert habit.day
    top = [list(row) for row in (*habit.above, *LAYOUTS["sheets"].head)]
    sheets: dict[str, list[Row]] = {}
    for row, kept in zip(register.rows[len(top) :], register.entries, strict=True):
        sheets.setdefault(habit.day(kept), [*top]).append(row)
    return list(sheets.items())


@dataclass(frozen=True)
class Layout:
    """The header, and the rows of an entry from its eight cells, itself and the entry above."""

    head: tuple[Row, ...]
    lay: Callable[[Row, Kept, Kept | None], list[Row]]


def _joint(row: Row, kept: Kept, before: Kept | None) -> list[Row]:
    names = "\n".join(str(cell) for cell in row[6:] if cell is not None)
    return [[*row[:6], names]]


def _apart(row: Row, kept: Kept, before: Kept | None) -> list[Row]:
    """Day, login and logout in columns; the day once for all entries of it, the year in the title."""
    at, last = kept.login_at, kept.logout_at
    same = before is not None and before.login_at.date() == at.date()
    day = None if same else f"{at.month}月{at.day}日"
    return [[row[0], day, f"{at:%H:%M}", f"{last:%H:%M}", *row[2:]]]


def _clocks(row: Row, kept: Kept, before: Kept | None) -> list[Row]:
    """Hours and minutes in columns of their own."""
    at, last = kept.login_at, kept.logout_at
    day = f"{at.year - 1911}/{at.month}/{at.day}"
    return [[row[0], day, at.hour, f"{at:%M}", last.hour, f"{last:%M}", *row[2:]]]


def _parts(row: Row, kept: Kept, before: Kept | None) -> list[Row]:
    """Year, month and day in columns of their own."""
    at, last = kept.login_at, kept.logout_at
    return [[row[0], at.year - 1911, at.month, at.day, f"{at:%H:%M}", f"{last:%H:%M}", *row[2:]]]


def _a_column_each(row: Row, kept: Kept, before: Kept | None) -> list[Row]:
    """A column for each purpose that holds TRUE or FALSE, or words for the last."""
    ticks: Row = [number in kept.purposes for number in range(1, 4)]
    ticks.append(kept.note or (4 in kept.purposes))
    return [row[:4] + ticks + row[5:]]


LAYOUTS = {
    "list": Layout((HEAD,), lambda row, kept, before: [row]),
    "days": Layout((HEAD,), lambda row, kept, before: [row]),
    "sheets": Layout((HEAD,), lambda row, kept, before: [row]),
    "parts": Layout(([HEAD[0], "年", "月", "日", "登入", "登出", *HEAD[2:]],), _parts),
    "clocks": Layout(
        (
            [HEAD[0], "日期", "登入", None, "登出", None, *HEAD[2:]],
            [None, None, "時", "分", "時", "分", *[None] * 6],
        ),
        _clocks,
    ),
    "form": Layout((HEAD[:7], [*_SIX, HEAD[7]]), lambda row, kept, before: [row[:7], [*_SIX, row[7]]]),
    "joint": Layout(([*HEAD[:6], "使用者姓名\n主管簽核"],), _joint),
    "apart": Layout(([HEAD[0], "日期", "登入時間", "登出時間", *HEAD[2:]],), _apart),
    "each": Layout(([*HEAD[:4], "國籍變更", "戶籍登記", "印鑑證明", "其他", *HEAD[5:]],), _a_column_each),
}


def _row(habit: Habit, number: int, kept: Kept) -> Row:
    conditions = habit.condition(kept)
    remark = "作廢" if kept.voided else None
    purpose = habit.purpose(kept) or None
    shown: Row = [number, habit.when(kept), conditions, habit.result(kept), purpose, remark]
    return [*shown, habit.user(kept), habit.signed(kept)]


def _with_marks(rng: Random, habit: Habit, row: Row, before: Kept, kept: Kept) -> Row:
    """The mark in place of what repeats the entry above."""
    same = {
        4: bool(habit.purpose(kept)) and habit.purpose(kept) == habit.purpose(before),
        6: habit.user(kept) == habit.user(before),
        7: kept.signed and before.signed,
    }
    return [habit.ditto if same.get(at) and rng.random() < 0.7 else cell for at, cell in enumerate(row)]


def _merge_users(register: Register, runs: Sequence[tuple[int, int, Cell]]) -> None:
    """One user's rows in a row are one cell."""
    at = 0
    while at < len(runs):
        end = at
        while end + 1 < len(runs) and runs[end + 1][2] == runs[at][2]:
            end += 1
        if end > at:
            register.merged.append((7, runs[at][0], runs[end][0]))
            for other in range(at + 1, end + 1):
                register.rows[runs[other][0] - 1][6] = None
            register.rows[runs[at][0] - 1][6] = runs[at][2]
        at = end + 1
