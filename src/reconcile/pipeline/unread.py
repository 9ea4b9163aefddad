"""The spans of which a side could not be read: there the other side's leftovers accuse nobody (DESIGN §2)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

import pandas as pd

from reconcile.outcome import Reading, Span, Unread

_FIRST, _LAST = datetime(1900, 1, 1), datetime(2199, 12, 31)
_A_TENTH = 10


def unread_of(statements: Sequence[Reading], registers: Sequence[Reading]) -> Unread:
    """Where more than a tenth of a file's rows, or a page of it, could not be read, the times between the neighbours.

    Rows and entries keep their ordinal whether they can be read or not, so that a missing ordinal tells the place.
    """
    return Unread(
        statement=tuple(span for one in statements for span in _spans(one, "statement_row", "queried_at")),
        register=tuple(
            span
            for one in registers
            if one.checked is None  # of a 逐筆核對表 each row is told
            for span in _spans(one, "register_entry", "login_at")
        ),
    )


def _spans(reading: Reading, ordinal: str, time: str) -> Iterator[Span]:
    facts = reading.facts
    many = facts.rows_unreadable * _A_TENTH > facts.rows_printed
    if not many and not facts.unread_after:
        return
    last = facts.entries if ordinal == "register_entry" else facts.rows_printed
    known = _times(reading.table, ordinal, time)
    bounds = [(0, _FIRST), *known, (last + 1, _LAST)]
    for (before, since), (after, until) in pairwise(bounds):
        lost = any(before <= row < after for row in facts.unread_after)
        if lost or (many and after - before > 1):
            yield min(since, until), max(since, until)


def _times(table: pd.DataFrame, ordinal: str, time: str) -> list[tuple[int, datetime]]:
    """Each row or entry that bears a time, in the order in which it is written."""
    told = table[table[time].notna()].drop_duplicates(ordinal).sort_values(ordinal)
    return [(int(at), moment.to_pydatetime()) for at, moment in zip(told[ordinal], told[time], strict=True)]
