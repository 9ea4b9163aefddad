"""查詢紀錄表: entries (登入登出 sessions) of up to four written lines, as the form of 附件一 or as a flat list."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from reconcile.carriers.raw import Document, Row
from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Reading
from reconcile.reading.ditto import written_out
from reconcile.reading.entries import PURPOSES, SESSIONS, SUBJECTS, USER_ABOVE, Entry, entries_of
from reconcile.reading.headings import REGISTER_HEADINGS, plain
from reconcile.reading.layouts import Layout
from reconcile.reading.legible import dubious, illegible, unruled
from reconcile.reading.lines import Line, lines_of
from reconcile.reading.scan import Scan, closing, missing, scan
from reconcile.reading.sessions import sessions_of
from reconcile.reading.vocabulary import Vocabulary
from reconcile.tables import REGISTER
from reconcile.text.folding import clean
from reconcile.text.identifiers import mask_text, subject_of
from reconcile.text.purposes import ticked, ticked_apart
from reconcile.text.results import unreadable

VOCABULARY = Vocabulary.of(REGISTER_HEADINGS)

_AGENCY = re.compile(r"^(.*?(?:戶政事務所|民政處|縣政府|市政府))")
_TITLE = re.compile(r"查詢[紀記]錄表|^頁\s*[碼次]\s*[:：]")
_BLANKS = re.compile(r"\s")
_LEADING = ("page_no", "seq_no", "agency", *SESSIONS)
_LABELLED = re.compile(r"(?!登|[上離]線|日期|時間)[一-鿿（）()]{1,8}\s*[:：]|※")
_SIGNING = re.compile(r"(?:使用者|使用人員?|查詢人員?|承辦人員?|單位主管|主管)?(?:簽[章名]|核章|蓋章)\s*[:：]?")
_NUMBER = re.compile(r"^1\d\d\s*-\s*(?P<of_year>\d+)$|(?P<plain>\d+)")
_TITLE_CELLS = 3


def read(document: Document, profile: Mapping[str, str] | None = None) -> Reading:
    """The register in a document; raises FileRefused where it is none, or lacks session, condition or purpose."""
    document = replace(document, sheets=tuple(map(written_out, document.sheets)))
    found = scan(document, VOCABULARY.with_profile(profile or {}), _is_written)
    _refuse_unless_register(document, found)
    agency = _agency(found)
    lines: list[dict[str, object]] = []
    problems = illegible(document) + unruled(document, found) + _nameless(document, found)
    written = 0
    entries = entries_of(document, found)
    for number, (entry, session) in enumerate(zip(entries, sessions_of(entries), strict=True), start=1):
        conditions = lines_of(entry.rows)
        written += len(conditions)
        problems += [_problem(document, entry, number, doubt) for doubt in _doubts(entry)]
        if session is None:
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
    asks = any(subject_of(str(cell)) for meaning in SUBJECTS for cell in layout.cells(row, meaning) if cell is not None)
    if not asks and (len(row.cells) < min(len(layout.columns), 2) or _SIGNING.fullmatch(row.first)):
        return True
    texts = list(islice(row.texts(), _TITLE_CELLS + 1))
    if len(texts) > _TITLE_CELLS:
        return False
    signed = bool(layout.stacked) and clean(layout.cell(row, "user_name")) is not None
    below = closing(row) and not signed and not any(map(subject_of, texts))
    if len(texts) == 1 and _LABELLED.match(texts[0]) and any(clean(layout.cell(row, each)) for each in _LEADING):
        return True
    return below or any(_TITLE.search(text) or USER_ABOVE.fullmatch(text) for text in texts)


def _refuse_unless_register(document: Document, found: Scan) -> None:
    headings = {
        plain(words) for layout in found.layouts for words in (*layout.headings.values(), *layout.unknown.values())
    }
    if not found.layouts:
        raise FileRefused(
            document.file, "找不到查詢紀錄表的表頭（登入登出日期及時間、查詢條件、查詢事由、使用者姓名），請確認檔案。"
        )
    if _is_statement(found, headings):
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


def _is_statement(found: Scan, headings: set[str]) -> bool:
    """Nothing says 登出 or 主管簽核 as a register does, or its title is that of a statement."""
    titles = _BLANKS.sub("", found.text)
    if "主管稽核月明細表" in titles and not re.search("查詢[紀記]錄[表簿]", titles):
        return True
    return not any("登出" in heading for heading in headings) and not any(
        layout.has("signed_by", "logout") for layout in found.layouts
    )


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
    if entry.goes_on and not entry.texts("user_name"):
        user, signature = _user_and_signature(entry.goes_on)
        return user, entry.text("signed_by") or signature
    if _names_subjects(layout):
        return entry.user_above, entry.text("signed_by")
    if "signed_by" not in layout.stacked:
        return entry.text("user_name") or entry.user_above, entry.text("signed_by")
    above = clean(layout.cell(entry.rows[0].row, "user_name"))
    below = [text for row in entry.rows[1:] if (text := row.text("user_name"))]
    if not below and (raw := str(layout.cell(entry.rows[0].row, "user_name") or "")).strip().count("\n"):
        name, _, signature = raw.strip().partition("\n")
        return clean(name), clean(signature)
    return above, clean(" ".join(below))


def _names_subjects(layout: Layout) -> bool:
    """姓名 and no more, beside the column of identifiers: as likely of those asked about as of the user."""
    beside = {layout.columns[meaning] + step for meaning in SUBJECTS[1:] if layout.has(meaning) for step in (-1, 1)}
    return plain(layout.headings.get("user_name", "")) == "姓名" and layout.columns["user_name"] in beside


def _nameless(document: Document, found: Scan) -> list[Problem]:
    """A problem where it cannot be told whose names a column holds."""
    reason = "「姓名」欄緊鄰證號欄，看不出是使用者或查詢對象，請將標題改為「使用者姓名」或「查詢對象姓名」後重跑。"
    unclear = any(_names_subjects(layout) for layout in found.layouts)
    return [Problem(document.file, found.header or "", reason)] if unclear else []


def _line(line: Line) -> dict[str, object]:
    return {"condition": line.condition, "subject_id": line.subject_id, "result": line.result}


def _number(text: str | None) -> int | None:
    found = _NUMBER.search(text) if text else None
    return int(found["of_year"] or found["plain"]) if found else None


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
