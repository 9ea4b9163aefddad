"""The entries of a register: which rows are one session's, and what is written above them for all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reconcile.carriers.raw import Cell, Document, Sheet
from reconcile.reading.above import NOTHING, Above, above, day_above, is_day_alone
from reconcile.reading.headings import PURPOSE_COLUMNS
from reconcile.reading.lines import lines_of
from reconcile.reading.scanned import DataRow, Scan
from reconcile.text.approval import is_unsigned
from reconcile.text.boxes import BOX
from reconcile.text.folding import clean, comparable
from reconcile.text.hints import is_blank
from reconcile.text.identifiers import subject_of
from reconcile.text.partial_dates import SOME_DAY, Around
from reconcile.text.session_times import parse_session
from reconcile.text.voiding import is_voiding

SESSIONS = ("session", "on", "login")
SUBJECTS = ("condition", "national_id", "resident_id", "passport")

_DIGIT = re.compile(r"\d|[一二三四五六七八九十]+[年月日時分]")
_PRINTED_DATE = re.compile(r"\d{2,4}\s*年\s*(?:\d{1,2}\s*月\s*(?=日)|(?=月))")
_EXAMPLE = re.compile(r"[(（【\[]?\s*(?:填寫|書寫|登載)?(?:範例|範本|例|示例|舉例|樣本|樣張)\s*\d*\s*[)）】\]]?[:：]?")


@dataclass
class Entry:
    """The rows of one session, from its first to the one before the next entry starts.

    `goes_on` is the entry above whose session is also this one's: only the purpose is another. `carried` holds for a
    column that is blank here the entry above in which it is written for this one too. `stamp` is
    the picture or the text box over its sign-off cell.
    """

    rows: list[DataRow] = field(default_factory=list)
    above: Above = NOTHING
    goes_on: "Entry | None" = None
    carried: "dict[str, Entry]" = field(default_factory=dict)
    stamp: str | None = None

    def own_texts(self, meaning: str) -> list[str]:
        """What stands in that column, row by row, blanks left out; line breaks inside a cell are kept.

        A session may stand in several columns under one heading.
        """
        wide = meaning == "session"
        cells = (
            cell
            for row in self.rows
            for cell in (row.layout.cells(row.row, meaning) if wide else [row.layout.cell(row.row, meaning)])
        )
        return [str(cell).strip() for cell in cells if clean(cell)]

    def texts(self, meaning: str) -> list[str]:
        """The same, or what is written above for this entry too."""
        own = self.own_texts(meaning)
        return self.carried[meaning].texts(meaning) if not own and meaning in self.carried else own

    def first(self, meaning: str) -> Cell:
        """The first cell of that column that holds anything."""
        cells = (row.layout.cell(row.row, meaning) for row in self.rows)
        own = next((cell for cell in cells if clean(cell)), None)
        return self.carried[meaning].first(meaning) if own is None and meaning in self.carried else own

    def text(self, meaning: str) -> str | None:
        """All that stands in that column, on one line, what rows repeat said once; None where blank."""
        return clean(" ".join(dict.fromkeys(self.texts(meaning))))

    @property
    def is_voided(self) -> bool:
        """The writer voided it: struck through whole, or 作廢 or the like alone in a cell."""
        words = any(is_voiding(text) for data in self.rows for text in data.row.texts())
        return words or _is_struck_out(self.rows[0])


def _is_struck_out(data: DataRow) -> bool:
    """Everything that is written in the row has a line through it, its number aside."""
    number = data.layout.columns.get("seq_no")
    written = {at for at, cell in enumerate(data.row.cells) if clean(cell) is not None and at != number}
    return len(data.row.struck) > 1 and written <= data.row.struck.keys()


def entries_of(document: Document, found: Scan) -> list[Entry]:
    """The entries in reading order; blank slots of the form are none."""
    return [entry for entry in _entries(document, found) if _filled(entry)]


def _entries(document: Document, found: Scan) -> Iterator[Entry]:
    """Rows in entries: one starts where a serial number or a session of its own is written."""
    entry: Entry | None = None
    standing = above(document, found)
    notes = _sheets_of_notes(found)
    heading: tuple[Above, Around] | None = None
    for data, below in zip(found.rows, [*found.rows[1:], None], strict=False):
        if data.sheet in notes:
            continue
        here = standing[data.sheet, data.row.number]
        if _is_day_above(data, entry) and not _is_of_signature(data, below):
            heading = here, day_above(data.row, here.around)
            continue
        if heading and heading[0] is here:
            here = here._replace(around=heading[1])
        turned = entry is not None and _stands_below_another(here, entry.above)
        apart = entry is not None and _has_purpose_of_its_own(data, entry)
        if entry is None or apart or _starts(data, entry) or (turned and data.text("seq_no")):
            if entry:
                yield entry
            entry = Entry(above=here, goes_on=entry if apart else None)
        entry.rows.append(data)
    if entry:
        yield entry


def _stands_below_another(here: Above, before: Above) -> bool:
    """Another page or user stands above, or another day: numbers may begin anew below it."""
    days = {around[1:] for around in (here.around, before.around) if around.day}
    return here[:2] != before[:2] or len(days) > 1


def _is_day_above(data: DataRow, entry: Entry | None) -> bool:
    """A day alone in its row, behind an entry whose session is whole, is that of the rows below."""
    if data.layout.stacked or not is_day_alone(data.row):
        return False
    return entry is None or (data.text("seq_no") is None and _is_timed_whole(entry))


def _is_of_signature(data: DataRow, below: DataRow | None) -> bool:
    """It stands where the supervisor signs, and no header follows below which it could be the day."""
    return data.text("signed_by") is not None and (below is None or below.header == data.header)


def _is_timed_whole(entry: Entry) -> bool:
    """Its rows so far say a login and a logout."""
    if entry.own_texts("login"):
        return bool(entry.own_texts("logout"))
    try:
        return None not in parse_session("\n".join(entry.own_texts("session")), SOME_DAY.on, SOME_DAY)
    except ValueError:
        return False


def _sheets_of_notes(found: Scan) -> set[Sheet]:
    """Worksheets beside the register (totals, names): no header of one, no session, nobody is asked about."""
    told: dict[Sheet, bool] = {}
    for data in found.rows:
        headed = bool(data.header) and data.layout.has(*SESSIONS)
        asked = any(subject_of(data.text(meaning) or "") for meaning in SUBJECTS)
        beside = data.sheet.name is not None and not (headed or asked or _stands_alone(data))
        told[data.sheet] = told.get(data.sheet, False) or not beside
    return {sheet for sheet, is_told in told.items() if not is_told}


def _starts(data: DataRow, entry: Entry) -> bool:
    """Whether this row is not of the entry before it."""
    before = entry.rows[0]
    if data.sheet is not before.sheet and data.sheet.page is None:
        return True
    if _continues(data, before):
        return False
    if not data.text("seq_no") and not _timed(entry.rows[-1]) and _stands_alone(data):
        return True
    keys = [meaning for meaning in ("page_no", "seq_no") if data.layout.has(meaning)]
    sessions, sessions_before = ([row.text(meaning) for meaning in (*SESSIONS, "logout")] for row in (data, before))
    if "seq_no" in keys:
        here = [data.text(meaning) for meaning in keys]
        if here[-1] is not None and here != [before.text(meaning) for meaning in keys]:
            return True
        alone = _stands_alone(data) or (_is_timed_alone(data) and _is_timed_alone(before))
        return alone and (sessions != sessions_before or _differs(data, before))
    written = any([*sessions, _user(data)])
    return written and (sessions != sessions_before or _user(data) != _user(before) or _differs(data, before))


def _continues(data: DataRow, before: DataRow) -> bool:
    """1(續) below 1, with the session repeated or not: the entry goes on."""
    numbers = [re.sub(r"\D", "", row.text("seq_no") or "") for row in (data, before)]
    again = all(data.text(each) in {None, before.text(each)} for each in (*SESSIONS, "logout"))
    return "續" in (data.text("seq_no") or "") and again and numbers[0] in {"", numbers[1]}


def _timed(data: DataRow) -> bool:
    """A session is written in the row, and not only in one above it."""
    return any(data.text(meaning) for meaning in (*SESSIONS, "logout"))


def _user(data: DataRow) -> str | None:
    """Who is written in a column of users alone."""
    return None if "signed_by" in data.layout.stacked else data.text("user_name")


def _has_purpose_of_its_own(data: DataRow, entry: Entry) -> bool:
    """A line below a session, without one itself, for another purpose than the lines above it."""
    if _timed(data) or data.text("seq_no") or not any(data.text(meaning) for meaning in SUBJECTS):
        return False
    here, there = data.text("purposes") or "", entry.text("purposes") or ""
    if BOX.search(here + there):
        return False
    ticked = [data.layout.boxes.ticked(text)[0] for text in (here, there)]
    return all(ticked) and ticked[0] != ticked[1]


def _differs(data: DataRow, before: DataRow) -> bool:
    """Both rows say a purpose, or both a user, and not the same."""
    users, purposes = ([read(row) for row in (data, before)] for read in (_user, lambda row: row.text("purposes")))
    apart = [" ".join(str(row.text(meaning)) for meaning in PURPOSE_COLUMNS) for row in (data, before)]
    return any(here and there and comparable(here) != comparable(there) for here, there in (users, purposes, apart))


def _stands_alone(data: DataRow) -> bool:
    """A session is written in the row itself, from the day to the logout, or with a purpose of its own."""
    at: tuple[object, object] = data.text("login"), data.text("logout")
    if data.layout.has("session"):
        try:
            at = parse_session(data.text("session") or "")
        except ValueError:
            return False
    return at[0] is not None and (at[1] is not None or data.text("purposes") is not None)


def _is_timed_alone(data: DataRow) -> bool:
    """A login and a logout are written in the row, whatever day they are of."""
    return _is_timed_whole(Entry([data]))


def _filled(entry: Entry) -> bool:
    """Something is written in it: blank slots of the form, whatever is printed in them, are no entries.

    A user's name alone may be printed for the rows to come; an example that shows how to write is none.
    """
    if any(_EXAMPLE.fullmatch(text) for data in entry.rows for text in data.row.texts()):
        return False
    dated = any(
        _DIGIT.search(_PRINTED_DATE.sub("", text))
        for meaning in (*SESSIONS, "logout")
        for text in entry.own_texts(meaning)
    )
    if dated or any(line.condition for line in lines_of(entry.rows)) or entry.is_voided:
        return True
    remarked = any(not is_blank(text) for text in entry.own_texts("remark"))
    return remarked or (_holds_name(entry, "user_name") and _is_ticked(entry))


def _holds_name(entry: Entry, meaning: str) -> bool:
    """More than a label, a hint or a placeholder stands in that column."""
    return any(not is_blank(text) and not is_unsigned(text) for text in entry.own_texts(meaning))


def _is_ticked(entry: Entry) -> bool:
    """Two of three: a purpose is chosen, a result, or somebody signed."""
    purposes = entry.rows[0].layout.boxes.ticked("\n".join(entry.own_texts("purposes")))[0]
    told = any(line.result for line in lines_of(entry.rows))
    apart = "signed_by" not in entry.rows[0].layout.stacked
    return sum((bool(purposes), told, apart and _holds_name(entry, "signed_by"))) > 1
