"""A query and a line side by side, the characters in which they differ marked; a masked one is marked, not shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd
from rapidfuzz.distance import Levenshtein

from reconcile.facts.accounts import names_of_accounts
from reconcile.facts.masking import bare_name
from reconcile.facts.persons import Persons
from reconcile.facts.sessions import Session, Sessions
from reconcile.facts.users import fits_in_part, names_agree
from reconcile.lists import Lists
from reconcile.reports.rows import LineRow, QueryRow
from reconcile.reports.wording import FIELDS
from reconcile.settings import MatchingSettings
from reconcile.tables import REGISTER_KEY, Row
from reconcile.text.folding import comparable

TIME, USER, SUBJECT, PURPOSE, RESULT = FIELDS
FIELD_OF_TIER = {"time": TIME, "date": TIME, "day": TIME, "user": USER, "slip": SUBJECT}
SHOWN_AS = dict(zip(("time", "user", "subject", "purpose", "result"), FIELDS, strict=True))
"""The fields by what a code declares of them (`catalogue.Field`)."""
_HIDDEN = frozenset("*○")


@dataclass(frozen=True)
class Piece:
    """A run of characters, all marked or none."""

    text: str
    marked: bool = False


Cell = tuple[Piece, ...]


@dataclass(frozen=True)
class ComparedRow:
    """One row of the comparison: where it stands and its `FIELDS`, in that order.

    `relation` says why a row stands here that the finding itself does not name: 對應 or 最接近, else blank.
    """

    source: str
    relation: str
    place: str
    cells: tuple[Cell, ...]


def side(row: QueryRow | LineRow, relation: str = "", marks: dict[str, set[int]] | None = None) -> ComparedRow:
    """A row with these positions of its fields marked; a None set of marks is none."""
    texts = (row.at, row.user, row.subject, row.purpose, row.result)
    cells = tuple(_pieces(text, (marks or {}).get(field, set())) for field, text in zip(FIELDS, texts, strict=True))
    return ComparedRow("明細表" if isinstance(row, QueryRow) else "紀錄表", relation, row.place, cells)


def whole_field(row: QueryRow | LineRow, field: str | None) -> dict[str, set[int]]:
    """All of one field marked, none where it is None."""
    texts = dict(zip(FIELDS, (row.at, row.user, row.subject, row.purpose, row.result), strict=True))
    return {field: set(range(len(texts[field])))} if field else {}


@dataclass(frozen=True)
class Agreement:
    """What is needed to say whether a query and a line agree, as the matching understands them."""

    persons: Persons
    names: Mapping[str, tuple[str, ...]]
    tolerance: timedelta
    sessions: Mapping[tuple[str, int, int], Session]

    @classmethod
    def of(cls, register: pd.DataFrame, lists: Lists, settings: MatchingSettings) -> "Agreement":
        """From the lines of the month and the lists of the office."""
        keys = map(tuple, register[REGISTER_KEY].to_numpy().tolist())
        sessions = Sessions.of(register, settings.open_session_minutes).each()
        return cls(
            Persons.of(lists.aliases),
            names_of_accounts(lists.roster),
            timedelta(minutes=settings.tolerance_minutes),
            dict(zip(keys, sessions, strict=True)),
        )

    def disagreeing(self, query: Row, line: Row) -> set[str]:
        """The fields in which a query and a line that is not its match disagree; what a side lacks is not compared."""
        one, other = query["subject_id"], line["subject_id"]
        by_text = (one or query["condition"], other or line["condition"])
        same_person = self.persons.may_be_one(one, other) if one and other else comparable_pair(*by_text)
        outside = self.sessions[tuple(line[name] for name in REGISTER_KEY)].outside(query["queried_at"])
        checks = {
            TIME: outside is None or outside > self.tolerance,
            USER: not self._same_user(query, line["user_name"]),
            SUBJECT: all(by_text) and not same_person,
        }
        return {field for field, differs in checks.items() if differs} | besides(query, line)

    def _same_user(self, query: Row, written: str | None) -> bool:
        account = comparable(query["account"] or "")
        whose = (query["user_name"],) if query["user_name"] else self.names.get(account, ())
        return (
            not written
            or not whose
            or (account != "" and account == comparable(written))
            or any(names_agree(name, written) or fits_in_part(name, written) for name in whose)
        )


def comparable_pair(one: str | None, other: str | None) -> bool:
    """Whether two conditions are written alike."""
    return comparable(one or "") == comparable(other or "")


def besides(query: Row, line: Row) -> set[str]:
    """The fields that never prevent a match and disagree: purpose and result."""
    purpose, ticked = query["purpose"], line["purposes"].split(",")
    wrong_purpose = purpose is not None and line["purposes"] != "" and str(purpose) not in ticked
    wrong_result = None not in (query["result"], line["result"]) and query["result"] != line["result"]
    return ({PURPOSE} if wrong_purpose else set()) | ({RESULT} if wrong_result else set())


def marks(
    query: Row, line: Row, shown_query: QueryRow, shown_line: LineRow, fields: set[str]
) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Which positions of the shown texts differ, field by field; a field that differs as a whole is marked whole."""
    ours, theirs = dict[str, set[int]](), dict[str, set[int]]()
    for field in fields:
        if field == TIME:
            found = _time_marks(query["queried_at"], line["login_at"], shown_query.at, shown_line.at)
        elif field == USER and query["user_name"] and line["user_name"]:
            found = _differing(query["user_name"], line["user_name"])
        elif field == SUBJECT:
            found = _subject_marks(query, line, shown_query.subject, shown_line.subject)
        else:
            found = set(), set()
        if not any(found):
            found = whole_field(shown_query, field)[field], whole_field(shown_line, field)[field]
        ours[field], theirs[field] = found
    return ours, theirs


def _time_marks(at: datetime, login: datetime | None, ours: str, theirs: str) -> tuple[set[int], set[int]]:
    """The differing digits of the day; where the day is the same, the times of day."""
    if login is None:
        return set(), set()
    day, session_day = ours.partition(" ")[0], theirs.partition(" ")[0]
    if at.date() != login.date():
        return _differing(day, session_day)
    return set(range(len(day) + 1, len(ours))), set(range(len(session_day) + 1, len(theirs)))


def _subject_marks(query: Row, line: Row, ours: str, theirs: str) -> tuple[set[int], set[int]]:
    one, other = (row["subject_id"] or bare_name(row["condition"] or "") for row in (query, line))
    if not one or not other:
        return set(), set()
    differ_one, differ_other = _differing(one, other)
    return _shifted(differ_one, one, ours), _shifted(differ_other, other, theirs)


def _shifted(positions: set[int], bare: str, shown: str) -> set[int]:
    """Positions of the bare value as positions of what is shown: its masked form, or the condition that holds it."""
    start = 0 if len(bare) == len(shown) else shown.upper().find(bare.upper())
    return {start + position for position in positions} if start >= 0 else set()


def _differing(one: str, other: str) -> tuple[set[int], set[int]]:
    """The positions in which two texts differ; a character that a source hides differs from none.

    Texts of which more than half differs are two things, not one with a slip: they differ as a whole.
    """
    ours, theirs = set[int](), set[int]()
    if len(one) == len(other):
        ours = {at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b and not _HIDDEN & {a, b}}
        theirs = set(ours)
    else:
        for step in Levenshtein.opcodes(one, other):
            if step.tag != "equal":
                ours.update(range(step.src_start, step.src_end))
                theirs.update(range(step.dest_start, step.dest_end))
    if 2 * max(len(ours), len(theirs)) > max(len(one), len(other)):
        return set(range(len(one))), set(range(len(other)))
    return ours, theirs


def _pieces(text: str, marked: set[int]) -> Cell:
    pieces: list[Piece] = []
    for at, character in enumerate(text):
        if pieces and pieces[-1].marked == (at in marked):
            pieces[-1] = Piece(pieces[-1].text + character, pieces[-1].marked)
        else:
            pieces.append(Piece(character, at in marked))
    return tuple(pieces)
