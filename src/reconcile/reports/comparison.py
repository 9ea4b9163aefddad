"""A query and a line side by side, the characters in which they differ marked; a masked one is marked, not shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz.distance import Levenshtein

from reconcile.reports.evidence import Line, Query, bare_name
from reconcile.reports.wording import FIELDS
from reconcile.tables import Row
from reconcile.text.identifiers import masks_agree
from reconcile.text.names import masked_name_agrees, same_name

TIME, USER, SUBJECT, PURPOSE, RESULT = FIELDS
FIELD_OF_TIER = {"time": TIME, "user": USER, "slip": SUBJECT}
FIELD_OF_CODE = {
    "TIME_MISMATCH": TIME,
    "USER_MISMATCH": USER,
    "CONDITION_MISMATCH": SUBJECT,
    "PURPOSE_MISMATCH": PURPOSE,
    "PURPOSE_MISSING": PURPOSE,
    "PURPOSE_MULTIPLE": PURPOSE,
    "PURPOSE_UNEXPLAINED": PURPOSE,
    "RESULT_MISMATCH": RESULT,
    "IMPOSSIBLE_TIME": TIME,
    "MISSING_LOGOUT": TIME,
}
_MINUTE = timedelta(minutes=1)
_HIDDEN = frozenset("*○")


@dataclass(frozen=True)
class Piece:
    """A run of characters, all marked or none."""

    text: str
    marked: bool = False


Cell = tuple[Piece, ...]


@dataclass(frozen=True)
class Side:
    """One row of the comparison: where it stands and its `FIELDS`, in that order.

    `relation` says why a row stands here that the finding itself does not name: 對應 or 最接近, else blank.
    """

    source: str
    relation: str
    place: str
    cells: tuple[Cell, ...]


def side(row: Query | Line, relation: str = "", marks: dict[str, set[int]] | None = None) -> Side:
    """A row with these positions of its fields marked; a null set of marks is none."""
    texts = (row.at, row.user, row.subject, row.purpose, row.result)
    cells = tuple(_pieces(text, (marks or {}).get(field, set())) for field, text in zip(FIELDS, texts, strict=True))
    return Side("明細表" if isinstance(row, Query) else "紀錄表", relation, row.place, cells)


def whole(row: Query | Line, field: str | None) -> dict[str, set[int]]:
    """All of one field marked, none where it is null."""
    texts = dict(zip(FIELDS, (row.at, row.user, row.subject, row.purpose, row.result), strict=True))
    return {field: set(range(len(texts[field])))} if field else {}


def disagreeing(query: Row, line: Row, tolerance: timedelta, aliases: frozenset[frozenset[str]]) -> set[str]:
    """The fields in which a query and a line that is not its match disagree; what one side lacks is not compared."""
    one, other = query["subject_id"] or query["condition"], line["subject_id"] or line["condition"]
    checks = {
        TIME: not _within(query["queried_at"], line["login_at"], line["logout_at"], tolerance),
        USER: bool(query["user_name"] and line["user_name"])
        and not same_name(query["user_name"], line["user_name"])
        and not masked_name_agrees(query["user_name"], line["user_name"]),
        SUBJECT: bool(one and other) and not masks_agree(one, other) and frozenset((one, other)) not in aliases,
    }
    return {field for field, differs in checks.items() if differs} | besides(query, line)


def besides(query: Row, line: Row) -> set[str]:
    """The fields that never prevent a match and disagree: purpose and result."""
    purpose, ticked = query["purpose"], line["purposes"].split(",")
    wrong_purpose = purpose is not None and line["purposes"] != "" and str(purpose) not in ticked
    wrong_result = None not in (query["result"], line["result"]) and query["result"] != line["result"]
    return ({PURPOSE} if wrong_purpose else set()) | ({RESULT} if wrong_result else set())


def marks(
    query: Row, line: Row, shown_query: Query, shown_line: Line, fields: set[str]
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
            found = whole(shown_query, field)[field], whole(shown_line, field)[field]
        ours[field], theirs[field] = found
    return ours, theirs


def _within(at: datetime, login: datetime | None, logout: datetime | None, tolerance: timedelta) -> bool:
    if login is None or logout is None:
        return False
    return login - tolerance <= at < logout + _MINUTE + tolerance


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
