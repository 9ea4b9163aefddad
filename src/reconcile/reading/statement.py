"""主管稽核月明細表: one row a query."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

import pandas as pd

from reconcile import documents
from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Reading
from reconcile.reading.arrangement import arranged_by_user, users_of_sheets
from reconcile.reading.besides import unclaimed
from reconcile.reading.blocks import SUBJECTS, TIMES, USERS, Query, Trouble
from reconcile.reading.carrying import written_out_where_marked
from reconcile.reading.cell_contents import meanings_of
from reconcile.reading.claims import CLOCK, DATE, Claim, Claims, claims_of, counted
from reconcile.reading.days_above import with_days_above
from reconcile.reading.groups import heading_of
from reconcile.reading.gutters import gutters
from reconcile.reading.headings import ALSO_IN_ROWS, STATEMENT_HEADINGS
from reconcile.reading.laid_out import laid_out
from reconcile.reading.layouts import BY_HEADING, EDGE, Layout, missing
from reconcile.reading.legible import illegible
from reconcile.reading.merged_records import sharing_time_and_condition
from reconcile.reading.other_tables import asks_nothing, codes_beside, header_of_another, miscounted
from reconcile.reading.page_numbers import gaps, unread_after
from reconcile.reading.proof import Printed, is_empty_statement, is_page_number, pages_lost, proof
from reconcile.reading.queries import is_no_query, understood
from reconcile.reading.ragged import ragged
from reconcile.reading.realigned import realigned
from reconcile.reading.rows_elsewhere import with_rows_elsewhere
from reconcile.reading.said_above import says_nothing
from reconcile.reading.scan import scan
from reconcile.reading.scanned import DataRow, Note, Scan, closing
from reconcile.reading.spots import spots_of
from reconcile.reading.strays import of_edges, strays
from reconcile.reading.totals import counts_in
from reconcile.reading.vocabulary import Vocabulary
from reconcile.reading.whose_names import MANY_NAMES, with_names_decided
from reconcile.settings import Settings
from reconcile.tables import STATEMENT
from reconcile.text.folding import clean
from reconcile.text.identifiers import names_person, subject_of
from reconcile.text.results import result_of

VOCABULARY = Vocabulary.of(STATEMENT_HEADINGS, tell=meanings_of, essential=(TIMES, SUBJECTS))

_AGENCY = re.compile(r"[一-鿿]{2,}?(?:戶政事務所|民政處|縣政府|市政府)")


_HEADING_WORDS = {word: meaning for word, meaning in VOCABULARY.words.items() if meaning not in ALSO_IN_ROWS}
"""The words that stand in headings only."""


def read(document: Document, settings: Settings | None = None) -> Reading:
    """The statement in a document; raises FileRefused where it is none, or lacks user, time or condition."""
    settings = settings or Settings()
    words = vocabulary_of(settings)
    document = laid_out(document, words)
    found = written_out_where_marked(scan(document, words, _is_query, header_of_another))
    found = with_days_above(document, found)
    doubts: list[Problem] = []
    if "user_name" not in settings.reading.statement:
        found = _released(found, "user_name", "account")
        found, doubts = with_names_decided(document.file, found)
    found = _released(found, "account", "user_name")
    found = with_rows_elsewhere(found, words.tell)
    problems = doubts + ragged(document, found)
    found = realigned(document, found, words.tell)
    grouped = not any(layout.has(*USERS) for layout in found.layouts)
    claims = claims_of(found, _accounts(found), grouped=grouped)
    _refuse_unless_statement(document, found, grouped=any(claims.groups.values()) or bool(users_of_sheets(found)))
    agency = _agency(found)
    arranged = list(arranged_by_user(found, claims))
    queries = [one for one in arranged if isinstance(one, Query)]
    apart = [one for one in queries if is_no_query(one)]
    queries = [one for one in queries if not is_no_query(one)] if apart else queries
    read = understood(queries, [*(note.text for note in found.notes), *codes_beside(found.rows)])
    printed = Printed([query.row for query in queries], read.serials)
    table = _table(document.file, printed.rows, read.columns, agency)
    facts = replace(
        found.facts(document, agency),
        rows_printed=len(queries),
        rows_unreadable=len(queries) - len(table),
        rows_apart=len(apart),
        account=counted(found, claims),
    )
    pages = pages_lost(facts, found)
    lost = unread_after(document, found, bool(pages), [data.sheet for data in printed.rows])
    facts = replace(facts, unread_after=lost)
    problems += illegible(document, _headers(document, found)) + unclaimed(document, found)
    problems += _told(document.file, printed, read.troubles)
    problems += strays(document.file, found, claims)
    problems += of_edges(document) + sharing_time_and_condition(document, found)
    users = list(zip(read.columns.get("account", ()), read.columns.get("user_name", ()), strict=True))
    problems += miscounted(document.file, found.notes, users)
    problems += gutters(document.file, found, _HEADING_WORDS, passing=_passing(found, claims))
    rows_and_notes = [one.row if isinstance(one, Query) else one for one in arranged]
    problems += [] if pages else [Problem(document.file, "", told) for told in gaps(document, found)]
    facts, unproved = proof(facts, printed, found, rows_and_notes)
    return Reading(table, (*problems, *unproved), facts, spots_of(printed.rows, read))


def _told(file: str, printed: Printed, troubles: Sequence[Trouble]) -> list[Problem]:
    """A problem a row and trouble, in the order of the rows."""
    problems = [
        Problem(file, printed.place(at), sentence, printed.rows[at].sheet.page, at + 1) for at, sentence in troubles
    ]
    return sorted(problems, key=lambda problem: problem.row or 0)


def _headers(document: Document, found: Scan) -> set[tuple[Sheet, int]]:
    """The rows of the headers on the pages of a PDF, and those that say the same on pages without a query."""
    told = {(row.sheet, row.header) for row in found.rows if row.sheet.page}
    known = {(sheet, number) for sheet, numbers in told for number in numbers}
    rows = [(sheet, row) for sheet in document.sheets if sheet.page for row in sheet.rows]
    said = {row.cells for sheet, row in rows if (sheet, row.number) in known}
    return {(sheet, row.number) for sheet, row in rows if row.cells in said}


def _accounts(found: Scan) -> set[str]:
    """Every account that the rows name."""
    places = {layout: at for layout in found.layouts if (at := layout.columns.get("account")) is not None}
    told = ((row.row.cells, places.get(row.layout, EDGE)) for row in found.rows)
    cells = {cells[at] for cells, at in told if at < len(cells)}
    return {text for cell in cells if (text := clean(cell))}


def _passing(found: Scan, claims: Claims) -> list[Note]:
    """The notes that are known to be no rows."""
    unknown = claims.of(Claim.UNCLAIMED) | claims.of(Claim.DOUBT) | claims.of(Claim.TITLE)
    return [item for at, item in enumerate(found.items) if isinstance(item, Note) and at not in unknown]


def vocabulary_of(settings: Settings) -> Vocabulary:
    """Its headings under these settings: the regulation's purposes, the office's own layout."""
    told = partial(meanings_of, regulation=settings.regulation)
    return VOCABULARY.bound_by(settings.regulation, told).with_profile(settings.reading.statement)


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
    if asks_nothing(layout):
        return False
    if _is_numbered(row, layout) and _is_timed(row, layout):
        return True
    if closing(row):
        return _is_whole(row, layout)
    if len(row.cells) == 1 or _says_otherwise(row, layout):
        return False
    return _anchored(row, layout) or (layout.has("serial") and _is_fragment(row, layout)) or _is_of_user(row, layout)


def _says_otherwise(row: Row, layout: Layout) -> bool:
    """A few cells that name a user, count the rows, number the page or say that there are none."""
    texts = list(islice(row.texts(), MANY_CELLS + 1))
    if texts[0].rstrip().endswith((":", "：")):
        return heading_of(list(row.texts())) is not None
    if len(texts) > MANY_CELLS or (len(texts) > 1 and _says_when(row, layout)):
        return False
    if len(texts) == MANY_CELLS or (len(texts) > 1 and _is_timed(row, layout)):
        return not layout.has(*USERS) and _heads_in_cells(texts)
    text = " ".join(texts)
    alone = len(texts) == 1 and is_page_number(text)
    return alone or says_nothing(text) or heading_of(texts) is not None or bool(counts_in(text))


def _is_numbered(row: Row, layout: Layout) -> bool:
    """Its first cell is the serial number, as in by far the most rows."""
    return layout.columns.get("serial") == 0 and str(row.cells[0]).isdigit()


def _is_timed(row: Row, layout: Layout) -> bool:
    for meaning in TIMES:
        cell = layout.cell(row, meaning)
        if cell is not None and (str(cell)[:1].isdigit() or clean(cell)):
            return True
    return False


def _says_when(row: Row, layout: Layout) -> bool:
    """A day or a time of day, or what was one, stands where the time should: no name and no account."""
    cells = (layout.cell(row, meaning) for meaning in TIMES)
    return any(cell is not None and not (isinstance(cell, str) and _NO_TIME.search(cell)) for cell in cells)


def _heads_in_cells(texts: Sequence[str]) -> bool:
    """Cells that name a user; no number, person asked about, time or result stands in any of them."""
    text = " ".join(texts)
    queried = names_person(text) or CLOCK.search(text) or DATE.search(text) or any(map(result_of, texts))
    return not texts[0].isdigit() and not queried and heading_of(texts) is not None


_NO_TIME = re.compile(r"^\s*(?:[^\W\d]|[(（\[【])")
"""It begins with a letter, a sign of writing or a bracket."""


def _is_whole(row: Row, layout: Layout) -> bool:
    """A time and a person, whatever words its first cell starts with: 列印入出國證明 may be what was done."""
    subjects = (clean(layout.cell(row, meaning)) for meaning in SUBJECTS)
    return _is_timed(row, layout) and any(map(subject_of, filter(None, subjects)))


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


def _released(found: Scan, meaning: str, by: str) -> Scan:
    """A column that is told by its cells alone is none of the user's where many stand beside one."""
    doubtful = {layout for layout in found.layouts if layout.has(meaning) and layout.reasons[meaning] != BY_HEADING}
    beside: dict[str, set[str]] = {}
    for row in found.rows if doubtful else ():
        if row.layout in doubtful and (one := row.text(by)) and (other := row.text(meaning)):
            beside.setdefault(one, set()).add(other)
    if max(map(len, beside.values()), default=0) < MANY_NAMES:
        return found
    released = {layout: layout.without(meaning) for layout in found.layouts}
    items = [item._replace(layout=released[item.layout]) if isinstance(item, DataRow) else item for item in found.items]
    return replace(found, items=items, layouts=list(released.values()))


def _refuse_unless_statement(document: Document, found: Scan, *, grouped: bool) -> None:
    if not found.layouts:
        if is_empty_statement(found.notes):
            return
        raise FileRefused(
            document.file,
            f"找不到{documents.STATEMENT.title}的表頭（使用者、查詢時間、查詢條件），請確認檔案；"
            "版面特殊者請以版面設定檔指定欄位。",
        )
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
            f"請確認是否為完整的{documents.STATEMENT.title}；版面特殊者請以版面設定檔指定欄位。",
        )


_NEEDED = (("使用者（帳號或姓名）", USERS), ("查詢時間", TIMES), ("查詢條件", SUBJECTS))
_WORDS = {
    "account": "使用者帳號",
    "user_name": "使用者姓名",
    "queried_at": "查詢時間",
    "queried_on": "查詢日期",
    "condition": "查詢條件",
}


def _agency(found: Scan) -> str | None:
    """The office that the titles name."""
    for note in found.notes:
        if match := _AGENCY.search(note.text.replace(" ", "")):
            return re.sub(r"^.*(?:機關|單位|名稱)", "", match[0]) or None
    return None
