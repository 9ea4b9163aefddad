"""Headers of two rows: whether the second belongs to the first, and which headings span others below them."""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from reconcile.carriers.raw import Row
from reconcile.reading.heading_cells import headings_in, word_of
from reconcile.reading.headings import plain
from reconcile.reading.vocabulary import Vocabulary, unnumbered
from reconcile.text.folding import clean

_BRACKETED = re.compile(r"[(（\[【][^()（）\d]*[)）\]】]")


def headings_below(rows: Sequence[Row], at: int, vocabulary: Vocabulary) -> dict[str, int]:
    """The meanings in the row below the one at `at`, where both are one header; else none."""
    below = headings_in(rows[at + 1], vocabulary) if at + 1 < len(rows) else {}
    return below if below and _continues(rows[at], rows[at + 1], below, vocabulary) else {}


def _continues(top: Row, below: Row, known: dict[str, int], vocabulary: Vocabulary) -> bool:
    """The second row is header too: headings, and what is merged down from the first, which it does not repeat."""
    written = _written_anew(top, below)
    worded = {at for at in written if word_of(str(below.cells[at]), vocabulary)}
    return written <= worded | set(known.values()) and not set(known) <= set(headings_in(top, vocabulary))


def reaches_down(top: Row, below: Row) -> bool:
    """Together they are one header: what stands in the first row is over several of the second, or over none."""
    above = {at for at, cell in enumerate(top.cells) if clean(cell)}
    written = _written_anew(top, below)
    return (not above <= written or len(above) > 1) and all(at + 1 in written - above for at in above & written)


def _written_anew(top: Row, below: Row) -> set[int]:
    """Where the second row says what the first, merged down, does not."""
    return {at for at, cell in enumerate(below.cells) if clean(cell) and cell not in top.cells[at : at + 1]}


def spans(row: Row, column: int, below: Mapping[str, int]) -> bool:
    """A heading over several columns that have headings of their own below it."""
    beside = column + 1
    blank = beside < len(row.cells) and clean(row.cells[beside]) is None
    return blank and {column, beside} <= set(below.values())


def explains(row: Row) -> bool:
    """Units and formats below the headings: (代碼), (年/月/日)."""
    texts = list(row.texts())
    return bool(texts) and all(_BRACKETED.fullmatch(text) for text in texts)


def further_columns(header: Sequence[Row], columns: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Columns under the words of another, or to its right under no words at all."""
    words = [
        next((unnumbered(plain(str(cell))) for cell in cells if clean(cell)), "")
        for cells in zip_longest(*(row.cells for row in reversed(header)))
    ]
    headed = {words[at]: meaning for meaning, at in columns.items()}
    found: dict[str, tuple[int, ...]] = {}
    meaning: str | None = None
    for at, word in enumerate(words):
        meaning = headed.get(word) if word else meaning
        if meaning and at not in columns.values():
            found[meaning] = (*found.get(meaning, ()), at)
    return found
