"""查詢紀錄表: entries (登入登出 sessions) of up to four written lines, as the form of 附件一 or as a flat list."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from itertools import islice

from reconcile.carriers.raw import Cell, Document, Row
from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Reading
from reconcile.reading.ditto import written_out
from reconcile.reading.headings import REGISTER_HEADINGS, plain
from reconcile.reading.layouts import Layout, Vocabulary
from reconcile.reading.legible import dubious, illegible, unruled
from reconcile.reading.lines import Line, lines_of
from reconcile.reading.scan import DataRow, Scan, closing, missing, scan
from reconcile.tables import REGISTER
from reconcile.text.dates import parse_date, parse_moment, parse_session, parse_time
from reconcile.text.folding import clean
from reconcile.text.identifiers import mask_text, subject_of
from reconcile.text.purposes import ticked, ticked_apart
from reconcile.text.results import unreadable

VOCABULARY = Vocabulary.of(REGISTER_HEADINGS)
SESSIONS = ("session", "on", "login")
PURPOSES = ("purpose_1", "purpose_2", "purpose_3", "purpose_4")
SUBJECTS = ("condition", "national_id", "resident_id", "passport")

_AGENCY = re.compile(r"^(.*?(?:戶政事務所|民政處|縣政府|市政府))")
_PAGE = re.compile(r"頁\s*[碼次]\s*[:：]?\s*第?\s*(\d+)")
_TITLE = re.compile(r"查詢[紀記]錄表|^頁\s*[碼次]\s*[:：]")
_TITLE_CELLS = 3
_DIGIT = re.compile(r"\d")


@dataclass
class Entry:
    """The rows of one session, from its first to the one before the next entry starts."""

    rows: list[DataRow] = field(default_factory=list)
    page_no: int | None = None

    def texts(self, meaning: str) -> list[str]:
        """What stands in that column, row by row, blanks left out; line breaks inside a cell are kept."""
        cells = (row.layout.cell(row.row, meaning) for row in self.rows)
        return [str(cell).strip() for cell in cells if clean(cell)]

    def first(self, meaning: str) -> Cell:
        """The first cell of that column that holds anything."""
        cells = (row.layout.cell(row.row, meaning) for row in self.rows)
        return next((cell for cell in cells if clean(cell)), None)

    def text(self, meaning: str) -> str | None:
        """All that stands in that column, on one line, what rows repeat said once; null where blank."""
        return clean(" ".join(dict.fromkeys(self.texts(meaning))))


def read(document: Document, profile: Mapping[str, str] | None = None) -> Reading:
    """The register in a document; raises FileRefused where it is none, or lacks session, condition or purpose."""
    document = replace(document, sheets=tuple(map(written_out, document.sheets)))
    found = scan(document, VOCABULARY.with_profile(profile or {}), _is_written)
    _refuse_unless_register(document, found)
    agency = _agency(found)
    lines: list[dict[str, object]] = []
    problems = illegible(document) + unruled(document, found)
    written = 0
    entries = [entry for entry in _entries(document, found) if _filled(entry)]
    for number, entry in enumerate(entries, start=1):
        conditions = lines_of(entry.rows)
        written += len(conditions)
        problems += [_problem(document, entry, number, doubt) for doubt in _doubts(entry)]
        try:
            session = _session(entry)
        except ValueError:
            shown = entry.text("session") or entry.text("on") or entry.text("login") or ""
            told = mask_text(_shortened(shown))
            reason = f"無法辨識登入登出時間「{told}」，本列 {len(conditions)} 筆未能比對，請更正後重跑。"
            problems.append(_problem(document, entry, number, reason))
            continue
        shared = _shared(entry, agency) | {"login_at": session[0], "logout_at": session[1]}
        keys = {"register_file": document.file, "register_entry": number}
        lines += [keys | shared | _line(line) | {"register_line": n} for n, line in enumerate(conditions, start=1)]
    facts = replace(found.facts(document, agency), rows_printed=written, rows_unreadable=written - len(lines))
    return Reading(REGISTER.frame(lines), tuple(problems), facts)


def _doubts(entry: Entry) -> list[str]:
    """What is wrong with an entry whose lines are read all the same."""
    doubts = [sentence for data in entry.rows for sentence in dubious(data.row)]
    if any(map(unreadable, entry.texts("result"))):
        doubts.append("無法辨識查詢結果，請更正為成功或失敗後重跑。")
    return list(dict.fromkeys(doubts))


def _is_written(row: Row, layout: Layout) -> bool:
    """A row with anything in a column that the layout knows, but for what stands above and below the entries."""
    return not _beside_entries(row, layout) and any(clean(layout.cell(row, meaning)) for meaning in layout.columns)


def _beside_entries(row: Row, layout: Layout) -> bool:
    """Title and 頁碼 above a page, a total or a line for signatures below: few cells, and nobody asked about."""
    texts = list(islice(row.texts(), _TITLE_CELLS + 1))
    if len(texts) > _TITLE_CELLS:
        return False
    signed = bool(layout.stacked) and clean(layout.cell(row, "user_name")) is not None
    below = closing(row) and not signed and not any(map(subject_of, texts))
    return below or any(_TITLE.search(text) for text in texts)


def _refuse_unless_register(document: Document, found: Scan) -> None:
    headings = {
        plain(words) for layout in found.layouts for words in (*layout.headings.values(), *layout.unknown.values())
    }
    if not found.layouts:
        raise FileRefused(
            document.file, "找不到查詢紀錄表的表頭（登入登出日期及時間、查詢條件、查詢事由、使用者姓名），請確認檔案。"
        )
    if (
        "主管稽核月明細表" in found.text.replace(" ", "")
        or any("帳號" in text for text in headings)
        or not (
            any("登出" in text or "登入" in text for text in headings)
            or any(layout.has("signed_by") for layout in found.layouts)
        )
    ):
        raise FileRefused(
            document.file, "看起來是主管稽核月明細表，不是查詢紀錄表；請將 --statement 與 --register 的檔案對調。"
        )
    lacking = missing(
        found.layouts,
        ("登入登出時間", SESSIONS),
        ("查詢條件", SUBJECTS),
        ("查詢事由", ("purposes", *PURPOSES)),
    )
    if lacking:
        raise FileRefused(document.file, f"看不出「{'」「'.join(lacking)}」是哪一欄，請確認是否為完整的查詢紀錄表。")


def _entries(document: Document, found: Scan) -> Iterator[Entry]:
    """Rows in entries: one starts where a serial number or, without that column, a session is written."""
    entry: Entry | None = None
    page_of = _page_numbers(document, found)
    for data in found.rows:
        if entry is None or _starts(data, entry):
            if entry:
                yield entry
            entry = Entry(page_no=page_of.get((id(data.sheet), data.row.number)))
        entry.rows.append(data)
    if entry:
        yield entry


def _starts(data: DataRow, entry: Entry) -> bool:
    """Whether this row is not of the entry before it."""
    before = entry.rows[0]
    if data.sheet is not before.sheet and data.sheet.page is None:
        return True
    keys = [meaning for meaning in ("page_no", "seq_no") if data.layout.has(meaning)]
    if "seq_no" in keys:
        here = [data.text(meaning) for meaning in keys]
        return here[-1] is not None and here != [before.text(meaning) for meaning in keys]
    sessions = [data.text(meaning) for meaning in (*SESSIONS, "logout", "user_name")]
    return any(sessions) and sessions != [before.text(meaning) for meaning in (*SESSIONS, "logout", "user_name")]


def _page_numbers(document: Document, found: Scan) -> dict[tuple[int, int], int]:
    """頁碼 as written above a page of the form, for each row below it."""
    pages: dict[tuple[int, int], int] = {}
    rows = {(id(data.sheet), data.row.number) for data in found.rows}
    for sheet in document.sheets:
        page: int | None = None
        for row in sheet.rows:
            if (id(sheet), row.number) in rows:
                if page is not None:
                    pages[id(sheet), row.number] = page
            elif match := _PAGE.search(" ".join(row.texts())):
                page = int(match[1])
    return pages


def _filled(entry: Entry) -> bool:
    """Something is written in it: the blank slots of the form, whose words are printed, are no entries."""
    written = any(entry.texts(meaning) for meaning in (*SUBJECTS, "user_name", "remark"))
    dated = any(_DIGIT.search(text) for meaning in (*SESSIONS, "logout") for text in entry.texts(meaning))
    return written or dated


def _session(entry: Entry) -> tuple[datetime | None, datetime | None]:
    """Login and logout as written; raises ValueError where they are written and cannot be read."""
    if session := "\n".join(dict.fromkeys(entry.texts("session"))):
        moment = entry.first("session")
        return (moment, None) if isinstance(moment, datetime) else parse_session(session)
    on, login, logout = (entry.first(meaning) for meaning in ("on", "login", "logout"))
    if on is None:
        first = parse_moment(login) if login is not None else None
        return first, _later(first, logout)
    if login is None and isinstance(on, str) and re.search(r"[:：時点點]", on):
        return parse_session(on)
    day = parse_date(on)
    return (
        datetime.combine(day, parse_time(login)) if login is not None else datetime.combine(day, time.min),
        datetime.combine(day, parse_time(logout)) if logout is not None else None,
    )


def _later(first: datetime | None, logout: Cell) -> datetime | None:
    """A logout with its own date, or on the day of the login."""
    if logout is None:
        return None
    try:
        return parse_moment(logout)
    except ValueError:
        if first is None:
            raise
        return datetime.combine(first.date(), parse_time(logout))


def _shared(entry: Entry, agency: str | None) -> dict[str, object]:
    """The columns that all lines of an entry share."""
    user_name, signed_by = _user_and_signature(entry)
    purposes, note = _purposes(entry)
    page_no = _number(entry.text("page_no"))
    return {
        "page_no": page_no if page_no is not None else entry.page_no,
        "seq_no": _number(entry.text("seq_no")),
        "agency": entry.text("agency") or agency,
        "user_name": user_name,
        "purposes": purposes,
        "purpose_note": entry.text("purpose_note") or note,
        "remark": entry.text("remark"),
        "signed_off": signed_by is not None,
        "signed_by": signed_by,
    }


def _purposes(entry: Entry) -> tuple[str, str | None]:
    """What is ticked, and the text written for (四): in one cell, or in a column for each purpose."""
    if not entry.rows[0].layout.has(*PURPOSES):
        return ticked("\n".join(dict.fromkeys(entry.texts("purposes"))))
    return ticked_apart([entry.text(meaning) for meaning in PURPOSES])


def _user_and_signature(entry: Entry) -> tuple[str | None, str | None]:
    """使用者姓名 and 主管簽核: columns of their own, or one below the other as on the form."""
    layout = entry.rows[0].layout
    if "signed_by" not in layout.stacked:
        return entry.text("user_name"), entry.text("signed_by")
    above = clean(layout.cell(entry.rows[0].row, "user_name"))
    below = [text for row in entry.rows[1:] if (text := row.text("user_name"))]
    if not below and (raw := str(layout.cell(entry.rows[0].row, "user_name") or "")).strip().count("\n"):
        name, _, signature = raw.strip().partition("\n")
        return clean(name), clean(signature)
    return above, clean(" ".join(below))


def _line(line: Line) -> dict[str, object]:
    return {"condition": line.condition, "subject_id": line.subject_id, "result": line.result}


def _number(text: str | None) -> int | None:
    found = re.search(r"\d+", text) if text else None
    return int(found[0]) if found else None


def _agency(found: Scan) -> str | None:
    """The office in the form's title, 「○○戶政事務所應用移民資訊連結作業系統查詢紀錄表」."""
    for note in found.notes:
        if match := _AGENCY.search(note.text.replace(" ", "")):
            return re.sub(r"^.*(?:機關|單位|名稱)[:：]?", "", match[1]) or None
    return None


def _problem(document: Document, entry: Entry, number: int, reason: str) -> Problem:
    row = entry.rows[0]
    seq = _number(entry.text("seq_no"))
    where = f"（第 {number} 列{f'，序號 {seq}' if seq is not None else ''}）"
    return Problem(document.file, row.place + where, reason, row.sheet.page, number)


def _shortened(text: str) -> str:
    return " ".join(text.split())[:40]
