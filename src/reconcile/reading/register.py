"""查詢紀錄表: entries (登入登出 sessions) of up to four written lines, as the form of 附件一 or as a flat list."""

import re
from dataclasses import replace
from itertools import islice

from reconcile import documents
from reconcile.carriers.raw import Document, Row
from reconcile.errors import FileRefused, Problem
from reconcile.facts.users import users_named
from reconcile.outcome import Reading
from reconcile.reading import by_hand
from reconcile.reading.above import USER_ABOVE, is_day_alone, name_alone, user_labelled
from reconcile.reading.carrying import carry, written_out
from reconcile.reading.clock_columns import with_whole_times
from reconcile.reading.entries import SESSIONS, SUBJECTS, Entry, entries_of
from reconcile.reading.headings import PURPOSE_COLUMNS, REGISTER_HEADINGS
from reconcile.reading.idle_days import is_idle
from reconcile.reading.joint_columns import with_results_apart
from reconcile.reading.layouts import Layout, missing
from reconcile.reading.legible import dubious, illegible, passed_over, unruled
from reconcile.reading.lines import Line, is_counted, lines_of, tells_more_results, ticks_both
from reconcile.reading.noting import with_notes
from reconcile.reading.overlaid import restored, split_hidden, stamp, with_signs
from reconcile.reading.scan import scan
from reconcile.reading.scanned import Scan, closing
from reconcile.reading.sessions import says_several, sessions_of, what_lacks
from reconcile.reading.side_by_side import unfolded
from reconcile.reading.signing import names_subjects, user_and_signature, with_a_row_to_sign
from reconcile.reading.vocabulary import Vocabulary
from reconcile.settings import Settings
from reconcile.tables import REGISTER
from reconcile.text.approval import Approval
from reconcile.text.folding import clean
from reconcile.text.hints import is_blank
from reconcile.text.identifiers import subject_of
from reconcile.text.results import legend_of, result_of, unreadable

VOCABULARY = Vocabulary.of(REGISTER_HEADINGS)

_AGENCY = re.compile(r"^(.*?(?:戶政事務所|民政處|縣政府|市政府))")
_TITLE = re.compile(r"查詢[紀記]錄表|^頁\s*[碼次]\s*[:：]")
_BLANKS = re.compile(r"\s")
_LEADING = ("page_no", "seq_no", "agency", *SESSIONS)
_LABELLED = re.compile(r"(?!登|[上離]線|日期|時間)[一-鿿（）()]{1,8}\s*[:：]|※")
_SIGNING = re.compile(r"(?:使用者|使用人員?|查詢人員?|承辦人員?|單位主管|主管)?(?:簽[章名]|核章|蓋章)\s*[:：]?")
_NUMBER = re.compile(r"^1\d\d\s*-\s*(?P<of_year>\d+)$|(?P<plain>\d+)")
_DAY_LABEL = re.compile(r"\s*(?:登入|使用|查詢)?(?:日期|年月日)")
_TITLE_CELLS = 3
_COUNTED = "查詢結果只寫成功及失敗各幾筆，看不出是哪一筆，請逐筆註明後重跑。"
_SEVERAL_USERS = "使用者欄有兩人以上的姓名，看不出是誰查詢的，請按實際使用者分列後重跑。"


def read(document: Document, settings: Settings | None = None) -> Reading:
    """The register in a document.

    Raises FileRefused where it is none, or lacks session, condition or purpose.
    """
    if by_hand.is_checked_by_hand(document):
        return by_hand.read(document, settings or Settings())
    document = with_results_apart(with_whole_times(restored(unfolded(document))))
    settings = settings or Settings()
    vocabulary = vocabulary_of(settings)
    found = with_signs(scan(document, vocabulary, _is_written))
    _refuse_unless_register(document, found)
    found, unseen = split_hidden(document, written_out(with_notes(found)))
    agency = _agency(found)
    lines: list[dict[str, object]] = []
    problems = illegible(document) + unruled(document, found) + _nameless(document, found)
    problems += unseen + passed_over(document, found, settings.regulation.forms["register"])
    written = 0
    entries = entries_of(document, found)
    carry(entries)
    problems += stamp(document, entries)
    in_two_rows = with_a_row_to_sign(entries)
    for number, (entry, session) in enumerate(zip(entries, sessions_of(entries), strict=True), start=1):
        conditions = _lines_of(entry)
        written += 0 if entry.is_voided else len(conditions)
        problems += [_problem(document, entry, number, doubt) for doubt in _doubts(entry)]
        login_at, logout_at = session or (None, None)
        if session is None and not entry.is_voided:
            problems.append(_problem(document, entry, number, _untimed(entry, len(conditions))))
            continue
        shared = _shared(entry, agency, in_two_rows=in_two_rows)
        if not entry.is_voided and len(users_named(str(shared["user_name"] or ""))) > 1:
            problems.append(_problem(document, entry, number, _SEVERAL_USERS))
        shared |= {"register_file": document.file, "register_entry": number}
        shared |= {"login_at": login_at, "logout_at": logout_at}
        lines += [shared | _line(line) | {"register_line": n} for n, line in enumerate(conditions, start=1)]
    unread = tuple(n for n, entry in enumerate(entries, start=1) if _purposes(entry)[0] is None)
    facts = replace(
        found.facts(document, agency),
        rows_printed=written,
        rows_unreadable=written - sum(not line["voided"] for line in lines),
        purposes_unread=unread,
        entries=len(entries),
    )
    return Reading(REGISTER.frame(lines), tuple(problems), facts)


def _lines_of(entry: Entry) -> list[Line]:
    """The written lines; where the result is written above for several entries, it is that of each."""
    lines = lines_of(entry.rows)
    if "result" not in entry.carried or any(line.result for line in lines):
        return lines
    told = {result_of(text) for text in entry.texts("result")}
    return [replace(line, result=told.copy().pop()) for line in lines] if len(told) == 1 else lines


def _untimed(entry: Entry, lines: int) -> str:
    """The sentence on a session that is written and cannot be read."""
    shown = entry.text("session") or entry.text("on") or entry.text("login") or ""
    told, lacking = _shortened(shown), what_lacks(entry)
    if says_several(entry):
        return f"登入登出時間「{told}」有兩次以上，看不出本列 {lines} 筆各屬哪一次，請分列後重跑。"
    if lacking:
        where = "標題、工作表及檔名也看不出" if lacking != "日期" else "前後也看不出"
        return f"無法辨識登入登出時間「{told}」：沒有寫{lacking}，{where}，本列 {lines} 筆未能比對，請補寫後重跑。"
    return f"無法辨識登入登出時間「{told}」，本列 {lines} 筆未能比對，請更正後重跑。"


def _doubts(entry: Entry) -> list[str]:
    """What is wrong with an entry whose lines are read all the same; nothing with a voided one."""
    if entry.is_voided:
        return []
    legend = legend_of(entry.rows[0].layout.headings.get("result", ""))
    doubts = [sentence for data in entry.rows for sentence in dubious(data.row)]
    if any(data.row.concealed for data in entry.rows):
        doubts.append("有文字在畫面上看不到（隱藏或與底色同色），未列入，請確認原始檔案。")
    if is_counted(entry.rows):
        unknown = any(line.result is None for line in lines_of(entry.rows))
        doubts += [_COUNTED] if unknown else []
    elif tells_more_results(entry.rows):
        doubts.append("查詢結果比查詢條件多，看不出哪一個是哪一筆的，請更正後重跑。")
    elif any(unreadable(text, legend) for text in entry.texts("result")) or any(map(ticks_both, entry.rows)):
        doubts.append("無法辨識查詢結果，請更正為成功或失敗後重跑。")
    if _purposes(entry)[0] is None:
        doubts.append("無法辨識查詢事由勾選了哪一項（可能以圈選、粗體或圖形標示），請對照原件更正後重跑。")
    return list(dict.fromkeys(doubts))


def _is_written(row: Row, layout: Layout) -> bool:
    """A row with anything in a column that the layout knows, but for what stands above and below the entries."""
    return not _beside_entries(row, layout) and any(clean(layout.cell(row, meaning)) for meaning in layout.columns)


def _beside_entries(row: Row, layout: Layout) -> bool:
    """Title and 頁碼 above a page, a total or a line for signatures below: few cells, and nobody asked about."""
    asks = any(subject_of(str(cell)) for meaning in SUBJECTS for cell in layout.cells(row, meaning) if cell is not None)
    if not asks and (len(row.cells) < min(len(layout.columns), 2) or _SIGNING.fullmatch(row.first)):
        return True
    if is_day_alone(row) and (_DAY_LABEL.match(row.first) or clean(layout.cell(row, "seq_no")) is not None):
        return True
    leading = any(clean(layout.cell(row, each)) for each in _LEADING)
    if not asks and leading and (user_labelled(row) or name_alone(row) or is_idle(row, layout)):
        return True
    texts = list(islice(row.texts(), _TITLE_CELLS + 1))
    if len(texts) > _TITLE_CELLS:
        return False
    signed = bool(layout.stacked) and clean(layout.cell(row, "user_name")) is not None
    below = closing(row) and not signed and not any(map(subject_of, texts))
    if len(texts) == 1 and _LABELLED.match(texts[0]) and leading:
        return True
    return below or any(_TITLE.search(text) or USER_ABOVE.fullmatch(text) for text in texts)


def vocabulary_of(settings: Settings) -> Vocabulary:
    """Its headings under these settings: the regulation's purposes, the office's own layout."""
    return VOCABULARY.bound_by(settings.regulation).with_profile(settings.reading.register_)


def _refuse_unless_register(document: Document, found: Scan) -> None:
    if not found.layouts:
        raise FileRefused(
            document.file,
            f"找不到{documents.REGISTER.title}的表頭（登入登出日期及時間、查詢條件、查詢事由、使用者姓名），"
            "請確認檔案。",
        )
    lacking = missing(
        found.layouts,
        ("登入登出時間", SESSIONS),
        ("查詢條件", SUBJECTS),
        ("查詢事由", ("purposes", *PURPOSE_COLUMNS)),
    )
    if lacking:
        raise FileRefused(
            document.file,
            f"看不出「{'」「'.join(lacking)}」是哪一欄，請確認是否為完整的{documents.REGISTER.title}。",
        )


def _shared(entry: Entry, agency: str | None, *, in_two_rows: bool) -> dict[str, object]:
    """The columns that all lines of an entry share."""
    user_name, signature = user_and_signature(entry, in_two_rows=in_two_rows)
    if entry.stamp and not signature.signed:
        signature = Approval(True, entry.stamp)
    purposes, note = _purposes(entry)
    page_no = _number(entry.text("page_no"))
    return {
        "page_no": page_no if page_no is not None else entry.above.page_no,
        "seq_no": _number(entry.text("seq_no")),
        "agency": entry.text("agency") or agency,
        "user_name": user_name,
        "purposes": purposes or "",
        "purpose_note": _written(entry.text("purpose_note")) or note,
        "remark": _written(entry.text("remark")),
        "signed_off": signature.signed,
        "signed_by": signature.by,
        "voided": entry.is_voided,
    }


def _written(text: str | None) -> str | None:
    """What a person wrote; None where a label, a hint or a placeholder stands there."""
    return None if text is None or is_blank(text) else text


def _purposes(entry: Entry) -> tuple[str | None, str | None]:
    """What is ticked, and the text written for the one that is told: in one cell, or in a column for each purpose."""
    layout = entry.rows[0].layout
    if not layout.has(*layout.purpose_columns):
        return layout.boxes.ticked("\n".join(dict.fromkeys(entry.texts("purposes"))))
    return layout.boxes.ticked_apart([entry.text(meaning) for meaning in layout.purpose_columns])


def _nameless(document: Document, found: Scan) -> list[Problem]:
    """A problem where it cannot be told whose names a column holds."""
    reason = "「姓名」欄緊鄰證號欄，看不出是使用者或查詢對象，請將標題改為「使用者姓名」或「查詢對象姓名」後重跑。"
    unclear = any(names_subjects(layout) for layout in found.layouts)
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
