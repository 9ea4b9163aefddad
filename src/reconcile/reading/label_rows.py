"""Rows above a table that hold the words of headings and are none: a title, labels with their values."""

import re
from collections.abc import Mapping, Sequence

from reconcile.carriers.raw import Row
from reconcile.reading.heading_cells import headings_in
from reconcile.reading.headings import PURPOSE_COLUMNS
from reconcile.reading.vocabulary import Vocabulary
from reconcile.text.folding import clean

_TITLE = re.compile(r"(?:查詢|使用|登記)[紀記]錄|月明細表|(?:帳號|案件)清冊")
_SHORT = 6
"""A title is longer than a heading that bears the same words."""
_ALSO_IN_ROWS = frozenset(("succeeded", "failed", *PURPOSE_COLUMNS))
"""成功 and 國籍變更 head columns, and stand in rows."""
_BELOW = 4
"""So many rows below the labels the header of the table is looked for."""


def is_above_a_header(rows: Sequence[Row], at: int, known: Mapping[str, int], vocabulary: Vocabulary) -> bool:
    """Whether the row is a title, or labels each with its value, above the header of the table.

    單位｜花蓮市戶政事務所｜使用者｜陳怡安｜主管｜林素貞 heads no column; the row below it that holds
    more headings does. `known` are the headings in the row.
    """
    if not known:
        return False
    if any(_TITLE.search(text) and len(text) > _SHORT for text in rows[at].texts()):
        return True
    headed = set(known.values())
    header_below = len(rows) > at + 1 and len(headings_in(rows[at + 1], vocabulary)) > 1
    if not _are_labels(rows[at], headed) or (header_below and _reaches_down(rows[at], rows[at + 1], headed)):
        return False
    return any(
        len(headings_in(row, vocabulary).keys() - _ALSO_IN_ROWS) > len(known) for row in rows[at + 1 : at + 1 + _BELOW]
    )


def _reaches_down(top: Row, below: Row, headed: set[int]) -> bool:
    """A heading is merged down into the row below, which says nothing else there: a header of two rows."""
    width = max(headed) + 1
    above, under = top.padded(width).cells, below.padded(width).cells
    return any(clean(under[at]) in {None, clean(above[at])} for at in headed)


def _are_labels(row: Row, headed: set[int]) -> bool:
    """Each heading has a value right behind it that is none, or ends in a colon."""
    written = [(at, text) for at, cell in enumerate(row.cells) if (text := clean(cell))]
    behind = [at for at, _ in written[1:]] + [None]
    labels = [(at, text, after) for (at, text), after in zip(written, behind, strict=True) if at in headed]
    with_values = all(after == at + 1 and after not in headed for at, _, after in labels)
    return with_values or all(text.endswith((":", "：")) for _, text, _ in labels)
