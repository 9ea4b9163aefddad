"""主管稽核月明細表: one row a query."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import pandas as pd

from reconcile.carriers.in_bulk import in_bulk
from reconcile.carriers.raw import Document, Row
from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Reading
from reconcile.reading.besides import unclaimed
from reconcile.reading.evidence import meanings_of
from reconcile.reading.gutters import gutters
from reconcile.reading.headers import layout_at
from reconcile.reading.headings import REGISTER_HEADINGS, STATEMENT_HEADINGS, plain
from reconcile.reading.layouts import Layout
from reconcile.reading.legible import illegible
from reconcile.reading.proof import Printed, is_page_number, proof, says_nothing
from reconcile.reading.queries import SUBJECTS, TIMES, USERS, Query, understood
from reconcile.reading.scan import DataRow, Note, Scan, closing, missing, scan
from reconcile.reading.spots import BY_HEADING, spots_of
from reconcile.reading.strays import strays
from reconcile.reading.users import Group, joined
from reconcile.reading.vocabulary import Vocabulary
from reconcile.tables import STATEMENT
from reconcile.text.folding import clean
from reconcile.text.identifiers import subject_of

VOCABULARY = Vocabulary.of(STATEMENT_HEADINGS, tell=meanings_of, essential=(TIMES, SUBJECTS))

_AGENCY = re.compile(r"[一-鿿]{2,}?(?:戶政事務所|民政處|縣政府|市政府)")
_GROUP_BOTH = re.compile(
    r"(?<!列印)(?<!製表)(?<!印表)(?:使用[者人]|人員|查詢[者人]|承辦人|帳號|姓名)\s*[:：]\s*(\S.*)$"
)
_GROUP_ACCOUNT = re.compile(r"(?:帳號|代號|代碼|[員人][工員]編號|ID)\s*[:：]\s*([A-Za-z0-9_.@-]{3,})", re.IGNORECASE)
_GROUP_BESIDE = re.compile(r"(?:姓名|使用者|人員?)\s*[:：]\s*[^\s:：()（）]{2,}\s*[(（]([A-Za-z0-9_.@-]{3,})[)）]")
_GROUP_NAME = re.compile(r"(?:姓名|使用者|使用人員?|查詢人員?)\s*[:：]\s*([^\s:：()（）/,，A-Za-z0-9]{2,})")


@in_bulk()
def read(document: Document, profile: Mapping[str, str] | None = None) -> Reading:
    """The statement in a document; raises FileRefused where it is none, or lacks user, time or condition."""
    document = replace(document, sheets=tuple(sheet.spread() for sheet in document.sheets))
    found = scan(document, VOCABULARY.with_profile(profile or {}), _is_query)
    if not (profile and "user_name" in profile):
        found = _released_subject_names(found)
    found = _released(found, "account", "user_name", lambda layout: False)
    _refuse_unless_statement(document, found)
    agency = _agency(found)
    queries = list(_queries(found))
    read = understood(queries)
    printed = Printed([query.row for query in queries], read.serials)
    table = _table(document.file, printed.rows, read.columns, agency)
    unreadable = len(queries) - len(table)
    facts = replace(found.facts(document, agency), rows_printed=len(queries), rows_unreadable=unreadable)
    problems = illegible(document) + unclaimed(document, found)
    problems += [
        Problem(document.file, printed.place(at), sentence, printed.rows[at].sheet.page, at + 1)
        for at, sentence in read.troubles
    ]
    passing = [one for one in found.notes if closing(one.row) or _is_of_group(one) or is_page_number(one.text)]
    problems += strays(document.file, found, passing=passing)
    problems += gutters(document.file, found, VOCABULARY.words, passing=passing)
    facts, doubts = proof(facts, printed, found)
    return Reading(table, (*problems, *doubts), facts, spots_of(printed.rows, read))


def _table(
    file: str, rows: Sequence[DataRow], columns: Mapping[str, Sequence[object]], agency: str | None
) -> pd.DataFrame:
    """The rows that are queries, under the keys of the contract."""
    columns = {**columns, "agency": [said or agency for said in columns.get("agency", ())]}
    table = pd.DataFrame(columns, columns=pd.Index(STATEMENT.columns), index=range(len(rows)), dtype="object")
    table["statement_file"], table["statement_row"] = file, table.index + 1
    table["statement_page"] = [data.sheet.page for data in rows]
    return STATEMENT.conform(table[table["queried_at"].notna()])


def _is_query(row: Row, layout: Layout) -> bool:
    """A row with a time, a condition or a serial number of its own, or the rest of one; no total, no page footer."""
    if closing(row):
        return _is_whole(row, layout)
    if len(row.cells) == 1 or _is_heading(row):
        return False
    return _anchored(row, layout) or (layout.has("serial") and _is_fragment(row, layout)) or _is_of_user(row, layout)


def _is_whole(row: Row, layout: Layout) -> bool:
    """A time and a person, whatever words its first cell starts with: 列印入出國證明 may be what was done."""
    subjects = (clean(layout.cell(row, meaning)) for meaning in SUBJECTS)
    return any(clean(layout.cell(row, meaning)) for meaning in TIMES) and any(map(subject_of, filter(None, subjects)))


def _is_heading(row: Row) -> bool:
    """A user's name or account alone, above the rows of his, or the number of the page."""
    alone = row.alone
    return alone is not None and (_group(alone) is not None or is_page_number(alone))


def _is_of_group(note: Note) -> bool:
    return len(list(islice(note.row.texts(), MANY_CELLS))) < MANY_CELLS and _group(note.text) is not None


def _anchored(row: Row, layout: Layout) -> bool:
    """It bears a time, a condition or a serial number, without one of which nothing is a query."""
    serial = layout.cell(row, "serial")
    if str(serial).isdigit() or (clean(serial) or "").isdigit():
        return True
    return any(clean(layout.cell(row, meaning)) for meaning in (*TIMES, *SUBJECTS))


def _is_fragment(row: Row, layout: Layout) -> bool:
    """All that is written stands in other columns than the serial number's, as after a page break in a row."""
    written = {at for at, cell in enumerate(row.cells) if clean(cell)}
    return written <= set(layout.columns.values()) - {layout.columns["serial"]}


def _is_of_user(row: Row, layout: Layout) -> bool:
    """A user and more of what queries print, though neither time nor condition can be seen."""
    written = [meaning for meaning in layout.columns if clean(layout.cell(row, meaning))]
    return len(written) >= MANY_CELLS and not set(USERS).isdisjoint(written)


MANY_CELLS = 4
"""So many known columns are written in a row that is a query, whatever it lacks."""


def _released_subject_names(found: Scan) -> Scan:
    """A bare 姓名 beside the accounts may be the persons asked about: an account has one user, not many names."""
    return _released(found, "user_name", "account", lambda layout: plain(layout.headings["user_name"]) == "姓名")


def _released(found: Scan, meaning: str, by: str, doubted: Callable[[Layout], bool]) -> Scan:
    """A column that is doubted, or told by its cells alone, is none of the user's where many stand beside one."""
    doubtful = {
        id(layout)
        for layout in found.layouts
        if layout.has(meaning) and (layout.reasons[meaning] != BY_HEADING or doubted(layout))
    }
    beside: dict[str, set[str]] = {}
    for row in found.rows if doubtful else ():
        if id(row.layout) in doubtful and (one := row.text(by)) and (other := row.text(meaning)):
            beside.setdefault(one, set()).add(other)
    if max(map(len, beside.values()), default=0) < MANY_NAMES:
        return found
    released = {id(layout): layout.without(meaning) for layout in found.layouts}
    items = [
        item._replace(layout=released[id(item.layout)]) if isinstance(item, DataRow) else item for item in found.items
    ]
    return replace(found, items=items, layouts=list(released.values()))


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
    grouped = any(map(_group_below, found.notes))
    lacking = missing(found.layouts, *(_NEEDED[1:] if grouped else _NEEDED))
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


_NEEDED = (("使用者（帳號或姓名）", USERS), ("查詢時間", TIMES), ("查詢條件", SUBJECTS))
_WORDS = {
    "account": "使用者帳號",
    "user_name": "使用者姓名",
    "queried_at": "查詢時間",
    "queried_on": "查詢日期",
    "condition": "查詢條件",
}


def columns_in(document: Document, profile: Mapping[str, str] | None = None) -> int:
    """How many columns of a statement a document has that has user, time and condition; 0 where one is lacking."""
    vocabulary = VOCABULARY.with_profile(profile or {})
    for sheet in document.sheets:
        rows = list(islice((row for row in sheet.spread().rows if not row.blank), SEARCHED_ROWS))
        for at in range(len(rows)):
            if (layout := layout_at(rows, at, vocabulary)) and not missing([layout], *_NEEDED):
                return len(layout.columns)
    return 0


def looks_like_register(document: Document) -> bool:
    """Its headings are those of 附件一: sessions with login and logout, or the supervisor's sign-off."""
    register = Vocabulary.of(REGISTER_HEADINGS)
    for sheet in document.sheets:
        rows = list(islice((row for row in sheet.rows if not row.blank), SEARCHED_ROWS))
        for at in range(len(rows)):
            if layout := layout_at(rows, at, register):
                headings = {plain(text) for text in rows[at].texts()}
                signs = layout.has("logout", "signed_by") or any("登出" in text for text in headings)
                return signs and not _is_of_accounts(layout, layout_at(rows, at, VOCABULARY))
    return False


def _is_of_accounts(register: Layout, table: Layout | None) -> bool:
    """Accounts or addresses, which no register knows, beside instants that are neither login nor logout."""
    if table is None or not {"account", "ip"} & {key for key, why in table.reasons.items() if why == BY_HEADING}:
        return False
    sessions = {register.columns[meaning] for meaning in ("login", "logout") if register.has(meaning)}
    return not register.has("logout") or table.columns.get("queried_at") not in {None, *sessions}


SEARCHED_ROWS = 40
"""How far down a sheet a header is looked for when only the kind of document is asked."""


def _queries(found: Scan) -> Iterator[Query]:
    """Each row with the group heading above it; a row that breaks over a page is put together again."""
    group = Group()
    held: DataRow | None = None
    for item in found.items:
        if isinstance(item, Note):
            if heading := _group_below(item):
                if held:
                    yield Query(held, group)
                held, group = None, heading
        elif held and _is_rest(item, held):
            held = _joined(held, item)
        else:
            if held:
                yield Query(held, group)
            held = item
    if held:
        yield Query(held, group)


def _group(text: str) -> Group | None:
    """The user whom a heading above a group of rows names, wherever the sheet has put it."""
    if (both := _GROUP_BOTH.search(text)) and (user := joined(both[1].strip())):
        return user
    account, name = _GROUP_ACCOUNT.search(text) or _GROUP_BESIDE.search(text), _GROUP_NAME.search(text)
    return Group(account and account[1], name and name[1]) if account or name else None


def _group_below(note: Note) -> Group | None:
    """The user whose rows stand below it; a watermark names only who asked for the page."""
    return None if note.row.slanted else _group(note.text)


def _is_rest(data: DataRow, before: DataRow) -> bool:
    """The rest of a row that a page break cut: at the top of the next page, without a serial number of its own."""
    turned = data.sheet.page is not None and data.sheet is not before.sheet
    return turned and data.layout.has("serial") and data.text("serial") is None


def _joined(before: DataRow, rest: DataRow) -> DataRow:
    cells = tuple(
        "\n".join(str(part) for part in parts if part is not None) or None
        for parts in zip(before.row.cells, rest.row.padded(len(before.row.cells)).cells, strict=False)
    )
    joined_row = before.row._replace(
        cells=cells,
        doubtful=before.row.doubtful or rest.row.doubtful,
        hidden=before.row.hidden or rest.row.hidden,
        loose=before.row.loose or rest.row.loose,
        struck={**before.row.struck, **rest.row.struck},
        concealed={**before.row.concealed, **rest.row.concealed},
        over=(*before.row.over, *rest.row.over),
    )
    return before._replace(row=joined_row)


def _agency(found: Scan) -> str | None:
    """The office that the titles name."""
    for note in found.notes:
        if match := _AGENCY.search(note.text.replace(" ", "")):
            return re.sub(r"^.*(?:機關|單位|名稱)", "", match[0]) or None
    return None
