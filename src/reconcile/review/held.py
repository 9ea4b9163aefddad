"""Whether the archive holds already all that a file of answers says: a file is dropped twice, or kept for years."""

from reconcile.history import ANSWERS, IDENTITY, History, Worklist, WorklistRow
from reconcile.review.checking import spoken
from reconcile.text.dates import parse_date

_RESULT, _NOTE, _BY, _ON = ANSWERS
SIGNATURE = ("簽核人", "簽核日期")
"""The labels of a worklist under which the supervisor signs."""


def says_something(worklist: Worklist) -> bool:
    """Whether anybody filled in an answer or a signature."""
    answered = any(row.cells.keys() & set(ANSWERS) for rows in worklist.rows.values() for row in rows)
    return answered or bool(worklist.labels.keys() & set(SIGNATURE))


def is_held(worklist: Worklist, history: History) -> bool:
    """Whether that very file was taken in, or every answer and the signature in it are in the archive already."""
    taken = [deposit for deposit in history.everything if deposit.kind == "decision"]
    if any(worklist.sha256 in deposit.digests.values() for deposit in taken):
        return True
    decisions = [decision for deposit in taken for decision in deposit.decisions]
    by_item = {(one.item, one.result, one.note, one.by, one.on) for one in decisions}
    of_causes = {given[1:] for given in by_item}
    signed = {(one.signoff.by, one.signoff.on) for one in taken if one.signoff}
    items = {one.item for one in decisions}
    for row in (row for rows in worklist.rows.values() for row in rows if row.cells.keys() & set(ANSWERS)):
        item, answer = spoken(row.cells.get(IDENTITY[0])), _answer(row)
        if (item, *answer) not in by_item and (item in items or answer not in of_causes):
            return False
    by, on = (worklist.labels.get(label) for label in SIGNATURE)
    return (by is None and on is None) or (spoken(by), _day(on)) in signed


def _answer(row: WorklistRow) -> tuple[object, ...]:
    return (*(spoken(row.cells.get(name)) for name in (_RESULT, _NOTE, _BY)), _day(row.cells.get(_ON)))


def _day(value: object) -> object:
    """The day that was written; where it is none, what was written, which no decision bears."""
    try:
        return parse_date(value)
    except ValueError:
        return value
