"""What a document is, by its content alone: the one place that says so."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from reconcile.carriers.raw import Document, Row
from reconcile.documents import REGISTER, ROLES, SIDES, STATEMENT, title_of
from reconcile.errors import FileRefused
from reconcile.reading import register, statement
from reconcile.reading.blocks import SUBJECTS, TIMES
from reconcile.reading.by_hand import is_checked_by_hand
from reconcile.reading.headers import SAMPLE_ROWS, layout_at
from reconcile.reading.laid_out import laid_out
from reconcile.reading.layouts import BY_HEADING, Layout, missing
from reconcile.reading.lists import KINDS, objection, scan_list
from reconcile.reading.vocabulary import Vocabulary
from reconcile.settings import Settings

SEARCHED_ROWS = 40
"""How far down a sheet a header is looked for when only the kind of document is asked."""
SEARCHED_SHEETS = 5
"""In so many sheets, or pages, the header of a list is looked for."""

_REGISTER_TITLE = re.compile("查詢[紀記]錄[表簿]")
_BLANKS = re.compile(r"\s")


class Columns(NamedTuple):
    """How many columns of a role a document has: by their headings, and with those that the cells tell."""

    headed: int
    all: int

    @classmethod
    def of(cls, layout: Layout) -> "Columns":
        """Those of one header."""
        return cls(sum(why == BY_HEADING for why in layout.reasons.values()), len(layout.columns))


def role_of(document: Document, settings: Settings) -> str | None:
    """The role whose columns the document has, by name; None where it has those of none.

    A register is told by what it alone has: login with logout, or the supervisor's sign-off. Else it is what its
    headings name most columns of; of as many, what has most columns by the cells too; of as many, a statement.
    """
    if is_checked_by_hand(document):
        return REGISTER.name
    of_statement = statement.vocabulary_of(settings)
    if _is_titled_statement(document) and _columns_of_statement(document, of_statement):
        return STATEMENT.name
    if _is_register(document, register.vocabulary_of(settings), of_statement):
        return REGISTER.name
    columns = _columns(document, settings)
    return max(columns, key=lambda name: columns[name], default=None)


def refuse_another(document: Document, role: str, settings: Settings) -> None:
    """Raise FileRefused where the document is of another role than that in which it was given.

    What its headings may say too is what the office says, but for statement and register: each has a mark of its own.
    """
    told = role_of(document, settings)
    if told in {None, role}:
        return
    if {told, role} == set(SIDES):
        done = f"將 {' 與 '.join(ROLES[side].option for side in SIDES)} 的檔案對調"
    elif _columns(document, settings, by_heading=True).get(role):
        return
    else:
        done = f"改以 {ROLES[told].option} 指定，並放入正確的檔案"
    raise FileRefused(document.file, f"看起來是{title_of(told)}，不是{title_of(role)}；請{done}。")


def _columns(document: Document, settings: Settings, *, by_heading: bool = False) -> dict[str, Columns]:
    """The columns of a statement and of each list that it can be.

    `by_heading`: the cells below other words do not make it a statement.
    """
    words = statement.vocabulary_of(settings)
    words = replace(words, tell=None) if by_heading else words
    of_statement = _columns_of_statement(document, words)
    told = {STATEMENT.name: of_statement} if of_statement else {}
    return told | _columns_of_lists(document)


def _heads(document: Document) -> Iterator[list[Row]]:
    """The first rows of each sheet, blank ones left out."""
    for sheet in document.sheets:
        yield list(islice((row for row in sheet.rows if not row.blank), SEARCHED_ROWS))


def _is_titled_statement(document: Document) -> bool:
    """It bears the title of a statement above its rows, and none of a register."""
    for rows in islice(_heads(document), 1):
        above = [row for row in rows[:TITLE_ROWS] if len(list(islice(row.texts(), 3))) < 3]
        titles = _BLANKS.sub("", " ".join(text for row in above for text in row.texts()))
        return STATEMENT.title in titles and not _REGISTER_TITLE.search(titles)
    return False


TITLE_ROWS = 10
"""Above its header a document has no more titles than that."""


def _is_register(document: Document, words: Vocabulary, of_statement: Vocabulary) -> bool:
    """Its headings are those of 附件一: sessions with login and logout, or the supervisor's sign-off."""
    for rows in _heads(document):
        for at in range(len(rows)):
            if layout := layout_at(rows, at, words):
                says_logout = any("登出" in text for text in rows[at].texts())
                signs = says_logout or layout.has("logout", "signed_by")
                table = layout_at(rows, at, of_statement)
                return signs and not _is_of_accounts(layout, table, says_logout=says_logout)
    return False


def _is_of_accounts(found: Layout, table: Layout | None, *, says_logout: bool) -> bool:
    """Accounts or addresses, which no register knows, beside instants that are neither login nor logout.

    Where nobody signs and nothing says 登出, beginning and end are those of a query.
    """
    known = {key for key, why in table.reasons.items() if why == BY_HEADING} if table else set()
    if table is None or not {"account", "ip"} & known:
        return False
    if not (says_logout or found.has("signed_by")):
        return True
    sessions = {found.columns[meaning] for meaning in ("login", "logout") if found.has(meaning)}
    return not found.has("logout") or table.columns.get("queried_at") not in {None, *sessions}


def _columns_of_statement(document: Document, words: Vocabulary) -> Columns | None:
    """Those of a statement; None where time or condition is lacking: users may stand above rows."""
    needed = (("", TIMES), ("", SUBJECTS))
    head = laid_out(replace(document, sheets=document.sheets[:SEARCHED_SHEETS]), words)
    for rows in _heads(head):
        for at in range(len(rows)):
            if (layout := layout_at(rows, at, words)) and not missing([layout], *needed):
                return Columns.of(layout)
    return None


def _columns_of_lists(document: Document) -> dict[str, Columns]:
    """Those of each list, where it lacks none that the list needs."""
    sheets = (replace(sheet, rows=sheet.rows[:SAMPLE_ROWS]) for sheet in document.sheets[:SEARCHED_SHEETS])
    head = replace(document, sheets=tuple(sheets))
    counted: dict[str, Columns] = {}
    for name, kind in KINDS.items():
        found = scan_list(head, kind)
        if objection(kind, found) is None:
            counted[name] = max(map(Columns.of, found.layouts))
    return counted
