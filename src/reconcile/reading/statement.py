"""主管稽核月明細表: one row a query."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from reconcile.carriers.raw import Cell, Document, Row
from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Reading
from reconcile.reading.evidence import meanings_of
from reconcile.reading.headings import REGISTER_HEADINGS, STATEMENT_HEADINGS, plain
from reconcile.reading.layouts import Layout, Vocabulary
from reconcile.reading.proof import Printed, proof, says_nothing
from reconcile.reading.scan import DataRow, Note, Scan, closing, missing, scan
from reconcile.tables import STATEMENT
from reconcile.text.dates import parse_date, parse_moment, parse_time
from reconcile.text.folding import clean
from reconcile.text.identifiers import mask_text, subject_of
from reconcile.text.purposes import purpose_of
from reconcile.text.results import result_of

TIMES = ("queried_at", "queried_on")
SUBJECTS = ("condition", "national_id", "resident_id", "passport")
USERS = ("account", "user_name")
VOCABULARY = Vocabulary.of(STATEMENT_HEADINGS, tell=meanings_of, essential=(TIMES, SUBJECTS))

_AGENCY = re.compile(r"[一-鿿]{2,}?(?:戶政事務所|民政處|縣政府|市政府)")
_GROUP_ACCOUNT = re.compile(r"(?:帳號|代號|代碼|ID)\s*[:：]\s*([A-Za-z0-9_.@-]{3,})", re.IGNORECASE)
_GROUP_NAME = re.compile(r"(?:姓名|使用者|使用人員?|查詢人員?)\s*[:：]\s*([^\s:：()（）/,，A-Za-z0-9]{2,})")
_JOINED_USER = re.compile(
    r"(?P<first>[\w.@-]{3,})[\s(（/]+(?P<name>[^\sA-Za-z0-9()（）/]{2,})[)）]?"
    r"|(?P<called>[^\sA-Za-z0-9()（）/]{2,})[\s(（/]*(?P<last>[A-Za-z0-9_.@-]{3,})[)）]?"
)
_ACCOUNT = re.compile(r"[A-Za-z0-9_.@-]*[0-9_@][A-Za-z0-9_.@-]*")


@dataclass(frozen=True)
class Group:
    """Who the rows below a group heading belong to; null where it does not say."""

    account: str | None = None
    user_name: str | None = None


def read(document: Document, profile: Mapping[str, str] | None = None) -> Reading:
    """The statement in a document; raises FileRefused where it is none, or lacks user, time or condition."""
    document = replace(document, sheets=tuple(sheet.spread() for sheet in document.sheets))
    found = scan(document, VOCABULARY.with_profile(profile or {}), _is_query)
    if not (profile and "user_name" in profile):
        _release_subject_names(found)
    _refuse_unless_statement(document, found)
    agency = _agency(found)
    queries: list[dict[str, object]] = []
    problems: list[Problem] = []
    printed: list[Printed] = []
    for number, (row, group) in enumerate(_with_groups(found), start=1):
        query, trouble = _query(row, group)
        if row.row.doubtful:
            trouble.append("兩種解讀程式讀出的文字不一致，請對照原始報表，或改以 Excel 檔重跑。")
        if row.row.hidden:
            trouble.append("此列在畫面上看不到（隱藏列、隱藏工作表或隱形文字），已一併讀取，請確認原始報表。")
        place = row.sheet.place(number) if row.sheet.page else row.place
        problems += [Problem(document.file, place, sentence, row.sheet.page, number) for sentence in trouble]
        printed.append(Printed(row.text("serial"), _content(row), place))
        if query["queried_at"] is not None:
            query |= {"statement_file": document.file, "statement_row": number, "statement_page": row.sheet.page}
            query["agency"] = query["agency"] or agency
            queries.append(query)
    unreadable = len(printed) - len(queries)
    facts = replace(found.facts(document, agency), rows_printed=len(printed), rows_unreadable=unreadable)
    problems += [
        Problem(document.file, note.place, "有文字在畫面上看不到，未列入查詢，請確認原始報表。", note.sheet.page)
        for note in found.notes
        if note.row.hidden and note.sheet.page
    ]
    facts, doubts = proof(facts, printed, found, document.sheets)
    return Reading(STATEMENT.frame(queries), (*problems, *doubts), facts)


def _content(row: DataRow) -> tuple[Cell, ...]:
    """What the row prints but for its serial number, to tell a row printed twice."""
    serial = row.layout.columns.get("serial", -1)
    return row.row.cells[:serial] + row.row.cells[serial + 1 :] if serial >= 0 else row.row.cells


def _is_query(row: Row, layout: Layout) -> bool:
    """A row with a time, a condition or a serial number of its own, or the rest of one; no total, no page footer."""
    if closing(row) or len(row.cells) == 1 or _heads_group(row):
        return False
    return _anchored(row, layout) or (layout.has("serial") and _is_fragment(row, layout))


def _heads_group(row: Row) -> bool:
    """A user's name or account with its label and nothing else, wherever the sheet has put it."""
    texts = list(islice(row.texts(), 2))
    return len(texts) == 1 and bool(_GROUP_ACCOUNT.search(texts[0]) or _GROUP_NAME.search(texts[0]))


def _anchored(row: Row, layout: Layout) -> bool:
    """It bears a time, a condition or a serial number, without one of which nothing is a query."""
    serial = clean(layout.cell(row, "serial"))
    if serial and serial.isdigit():
        return True
    return any(clean(layout.cell(row, meaning)) for meaning in (*TIMES, *SUBJECTS))


def _is_fragment(row: Row, layout: Layout) -> bool:
    """All that is written stands in other columns than the serial number's, as after a page break in a row."""
    written = {at for at, cell in enumerate(row.cells) if clean(cell)}
    return written <= set(layout.columns.values()) - {layout.columns["serial"]}


def _release_subject_names(found: Scan) -> None:
    """A bare 姓名 beside the accounts may be the persons asked about: an account has one user, not many names."""
    names: dict[str, set[str]] = {}
    bare = [row for row in found.rows if plain(row.layout.headings.get("user_name", "")) == "姓名"]
    for row in bare:
        if (account := row.text("account")) and (name := row.text("user_name")):
            names.setdefault(account, set()).add(name)
    if max(map(len, names.values()), default=0) >= MANY_NAMES:
        for at, item in enumerate(found.items):
            if isinstance(item, DataRow):
                found.items[at] = replace(item, layout=item.layout.without("user_name"))
        found.layouts = [layout.without("user_name") for layout in found.layouts]


MANY_NAMES = 3
"""So many names of one account are not its users'."""


def _refuse_unless_statement(document: Document, found: Scan) -> None:
    if looks_like_register(document):
        raise FileRefused(
            document.file, "看起來是查詢紀錄表，不是主管稽核月明細表；請將 --statement 與 --register 的檔案對調。"
        )
    if not found.layouts:
        if says_nothing(found.text):
            return
        raise FileRefused(
            document.file,
            "找不到主管稽核月明細表的表頭（使用者、查詢時間、查詢條件），請確認檔案；版面特殊者請以版面設定檔指定欄位。",
        )
    grouped = [("使用者（帳號或姓名）", USERS)] if not any(_group(note) for note in found.notes) else []
    lacking = missing(found.layouts, *grouped, ("查詢時間", TIMES), ("查詢條件", SUBJECTS))
    for layout in found.layouts:
        for meaning, rivals in layout.rivals.items():
            if meaning in (*TIMES, *SUBJECTS, *USERS) and not layout.has(meaning):
                raise FileRefused(
                    document.file,
                    f"「{'」與「'.join(rivals)}」都可能是{_WORDS[meaning]}，請以版面設定檔指定是哪一欄後重跑。",
                )
    if lacking:
        known = "、".join(dict.fromkeys(words for layout in found.layouts for words in layout.headings.values()))
        raise FileRefused(
            document.file,
            f"看不出「{'」「'.join(lacking)}」是哪一欄（認得的欄位：{known}），"
            "請確認是否為完整的主管稽核月明細表；版面特殊者請以版面設定檔指定欄位。",
        )


_WORDS = {
    "account": "使用者帳號",
    "user_name": "使用者姓名",
    "queried_at": "查詢時間",
    "queried_on": "查詢日期",
    "condition": "查詢條件",
}


def looks_like_register(document: Document) -> bool:
    """Its headings are those of 附件一: sessions with login and logout, or the supervisor's sign-off."""
    register = Vocabulary.of(REGISTER_HEADINGS)
    for sheet in document.sheets:
        rows = [row for row in sheet.rows if not row.blank][:SEARCHED_ROWS]
        for at in range(len(rows)):
            if layout := register.layout_at(rows, at):
                headings = {plain(text) for text in rows[at].texts()}
                return layout.has("logout", "signed_by") or any("登出" in text for text in headings)
    return False


SEARCHED_ROWS = 40
"""How far down a sheet a header is looked for when only the kind of document is asked."""


def _with_groups(found: Scan) -> Iterator[tuple[DataRow, Group]]:
    """Each row with the group heading above it; a row that breaks over a page is put together again."""
    group = Group()
    held: DataRow | None = None
    for item in found.items:
        if isinstance(item, Note):
            if heading := _group(item):
                if held:
                    yield held, group
                held, group = None, heading
        elif held and _is_rest(item, held):
            held = _joined(held, item)
        elif _anchored(item.row, item.layout):
            if held:
                yield held, group
            held = item
    if held:
        yield held, group


def _group(note: Note) -> Group | None:
    """The user whom a heading above a group of rows names."""
    account, name = _GROUP_ACCOUNT.search(note.text), _GROUP_NAME.search(note.text)
    return Group(account and account[1], name and name[1]) if account or name else None


def _is_rest(data: DataRow, before: DataRow) -> bool:
    """The rest of a row that a page break cut: at the top of the next page, without a serial number of its own."""
    turned = data.sheet.page is not None and data.sheet is not before.sheet
    return turned and data.layout.has("serial") and data.text("serial") is None


def _joined(before: DataRow, rest: DataRow) -> DataRow:
    cells = tuple(
        "\n".join(str(part) for part in parts if part is not None) or None
        for parts in zip(before.row.cells, rest.row.padded(len(before.row.cells)).cells, strict=False)
    )
    doubtful, hidden = before.row.doubtful or rest.row.doubtful, before.row.hidden or rest.row.hidden
    return DataRow(before.sheet, Row(before.row.number, cells, doubtful, hidden), before.layout)


def _query(row: DataRow, group: Group) -> tuple[dict[str, object], list[str]]:
    """The columns of one query, and a sentence for each cell that cannot be read; without a time it is no query."""
    trouble = []
    try:
        queried_at = _queried_at(row)
    except ValueError:
        queried_at = None
        shown = row.text("queried_at") or row.text("queried_on") or "（空白）"
        trouble.append(f"無法辨識查詢時間「{mask_text(shown[:30])}」，請確認原始報表後重跑。")
    account, user_name = _user(row)
    condition = " ".join(text for meaning in SUBJECTS if (text := row.text(meaning))) or None
    result, purpose = row.text("result"), row.text("purpose")
    if result and result_of(result) is None:
        trouble.append("無法辨識查詢結果，請確認原始報表。")
    if purpose and purpose_of(purpose) is None:
        trouble.append("查詢事由不是四種事由之一，請確認原始報表。")
    query: dict[str, object] = {
        "agency": row.text("agency"),
        "account": account or (group.account if user_name is None or user_name == group.user_name else None),
        "user_name": user_name or (group.user_name if account is None or account == group.account else None),
        "queried_at": queried_at,
        "function": row.text("function"),
        "condition": condition,
        "subject_id": subject_of(condition) if condition else None,
        "result": result_of(result) if result else None,
        "purpose": purpose_of(purpose) if purpose else None,
        "ip": row.text("ip"),
    }
    return query, trouble


def _queried_at(row: DataRow) -> datetime:
    """The instant, from one column or from date and time apart; raises ValueError."""
    if not row.layout.has("queried_on"):
        return parse_moment(row.layout.cell(row.row, "queried_at"))
    on = row.layout.cell(row.row, "queried_on")
    time_of_day = row.layout.cell(row.row, "queried_time" if row.layout.has("queried_time") else "queried_at")
    if time_of_day is None:
        return parse_moment(on)
    return datetime.combine(parse_date(on), parse_time(time_of_day))


def _user(row: DataRow) -> tuple[str | None, str | None]:
    """Account and name; one column may hold both, or accounts under a heading that promises names."""
    account, name = row.text("account"), row.text("user_name")
    only = account or name
    if only and not (account and name):
        if joined := _JOINED_USER.fullmatch(only):
            return joined["first"] or joined["last"], joined["name"] or joined["called"]
        if name and not row.layout.has("account") and _ACCOUNT.fullmatch(name):
            return name, None
    return account, name


def _agency(found: Scan) -> str | None:
    """The office that the titles name."""
    for note in found.notes:
        if match := _AGENCY.search(note.text.replace(" ", "")):
            return re.sub(r"^.*(?:機關|單位|名稱)", "", match[0]) or None
    return None
