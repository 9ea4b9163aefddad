"""Where a header stands among the rows of a sheet, and the layout that it gives."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reconcile.carriers.raw import Row
from reconcile.reading.columns_by_content import (
    beside_their_headings,
    completed,
    with_whole_instants,
)
from reconcile.reading.heading_cells import headings_in, stacked_in_one_cell
from reconcile.reading.headings import ALSO_IN_ROWS, DAY_PARTS, RESULTS_APART, plain, purpose_column
from reconcile.reading.label_rows import is_above_a_header
from reconcile.reading.layouts import Layout
from reconcile.reading.two_row_headers import (
    composed,
    explains,
    further_columns,
    headings_below,
    is_told_below,
    reaches_down,
    spans,
    unstacked,
)
from reconcile.reading.vocabulary import Vocabulary
from reconcile.reading.whose_columns import with_columns_of_users
from reconcile.text.folding import clean
from reconcile.text.results import result_of

SAMPLE_ROWS = 60
"""How many rows below a header are looked at to tell what a column holds."""


def layout_at(rows: Sequence[Row], at: int, vocabulary: Vocabulary) -> Layout | None:
    """The layout whose header starts at that row; None where the row is no header."""
    if vocabulary.essential and (single := unstacked(rows[at], vocabulary)):
        return layout_at([*rows[:at], single, *rows[at + 1 :]], at, vocabulary)
    top = headings_in(rows[at], vocabulary)
    if top.keys() <= DAY_PARTS or (rows[at].alone and top.keys() <= ALSO_IN_ROWS):
        top = {}
    if is_above_a_header(rows, at, top, vocabulary):
        return None
    below = headings_below(rows, at, vocabulary)
    in_two = vocabulary.essential and top and (below or is_told_below(rows, at, vocabulary))
    if in_two and (whole := composed(rows, at, vocabulary)):
        layout = layout_at([whole, *rows[at + 2 :]], 0, vocabulary)
        return layout and replace(layout, depth=layout.depth + 1)
    both = top and below and len(top | below) >= vocabulary.fewest
    if len(top) < vocabulary.fewest and not (both and reaches_down(rows[at], rows[at + 1])):
        return _guessed(rows, at, top, vocabulary)
    top = {meaning: column for meaning, column in top.items() if not spans(rows[at], column, below)}
    columns, headings, stacked = _headed(rows, at, top, below, vocabulary)
    depth = 2 if below else 1
    further = further_columns(rows[at : at + depth], columns)
    depth += at + depth < len(rows) and explains(rows[at + depth])
    found = Layout(
        columns=columns,
        headings=headings,
        reasons=dict.fromkeys(columns, "標題"),
        stacked=stacked,
        depth=depth,
        unknown=_words(rows[at], set(columns.values())),
        rivals={},
        further=further,
        regulation=vocabulary.regulation,
    )
    above = (rows[at - 1].alone or "").split() if at else []
    found = _with_results_apart(found, said=any(vocabulary.meaning(plain(word)) == "result" for word in above))
    found = _with_purposes_apart(_with_further_results(found))
    sample = rows[at + depth : at + depth + SAMPLE_ROWS]
    found = beside_their_headings(found, rows[at : at + depth], sample, vocabulary.tell)
    found = with_whole_instants(found, sample, vocabulary.tell)
    return with_columns_of_users(completed(found, rows[at], sample, vocabulary.tell), rows[at], sample, vocabulary)


def _headed(
    rows: Sequence[Row], at: int, top: dict[str, int], below: dict[str, int], vocabulary: Vocabulary
) -> tuple[dict[str, int], dict[str, str], frozenset[str]]:
    """The columns under both rows of a header, the words above each, and which stand below another's heading."""
    columns = top | {meaning: column for meaning, column in below.items() if meaning not in top}
    headings = {
        meaning: clean(rows[at if meaning in top else at + 1].cells[column]) or ""
        for meaning, column in columns.items()
    }
    stacked = {meaning for meaning in columns.keys() - top if columns[meaning] in top.values()}
    for column, first, second in stacked_in_one_cell(rows[at], vocabulary):
        if not {first, second} & columns.keys():
            columns |= {first: column, second: column}
            headings |= dict.fromkeys((first, second), clean(rows[at].cells[column]) or "")
            stacked.add(second)
    if "logout" in stacked and columns.get("login") == columns["logout"]:
        columns["session"], _ = columns.pop("login"), columns.pop("logout")
        headings["session"] = f"{headings.pop('login')}／{headings.pop('logout')}"
        stacked.remove("logout")
    return columns, headings, frozenset(stacked)


def _with_results_apart(layout: Layout, *, said: bool) -> Layout:
    """有資料 and 無資料 side by side head a column for each result; alone, either may say anything.

    Where the line above, of a page without rulings, has `said` that it is the result, 有 and 無 do too.
    """
    if layout.has("result") or layout.has("succeeded"):
        return layout
    at = {plain(words): column for column, words in layout.unknown.items()}
    pairs = (*_PAIRS, _BARE) if said else _PAIRS
    pair = next((pair for pair in pairs if at.keys() >= set(pair)), None)
    if pair is not None:
        return _with(layout, {meaning: at[word] for meaning, word in zip(RESULTS_APART, pair, strict=True)})
    told = {column: result_of(words) for column, words in sorted(layout.unknown.items())}
    sides = [one for one in pairwise(told) if one[1] == one[0] + 1 and {*map(told.get, one)} == {"success", "failure"}]
    if len(sides) != 1:
        return layout
    won, lost = sorted(sides[0], key=lambda column: told[column] == "failure")
    return _with(layout, dict(zip(RESULTS_APART, (won, lost), strict=True)))


def _with_further_results(layout: Layout) -> Layout:
    """成功｜失敗｜查無資料: a third column to tick, beside the two, tells the same as one of them."""
    if not all(map(layout.has, RESULTS_APART)):
        return layout
    further, unknown = dict(layout.further), dict(layout.unknown)
    at = max(layout.columns[meaning] for meaning in RESULTS_APART) + 1
    while told := result_of(unknown.get(at, "")):
        meaning = RESULTS_APART[told == "failure"]
        further[meaning] = (*further.get(meaning, ()), at)
        del unknown[at]
        at += 1
    return replace(layout, further=further, unknown=unknown)


def _with_purposes_apart(layout: Layout) -> Layout:
    """(1)國籍 (2)戶籍 (3)印鑑 (4)其他 side by side head a column for each purpose, however they are worded."""
    if layout.regulation is None or layout.has("purpose", "purposes"):
        return layout
    words = layout.boxes.words
    known = {number: at for number in words.purposes if (at := layout.columns.get(purpose_column(number))) is not None}
    for tell in (words.purpose_of, words.begun_as):
        told = {number: column for column, text in layout.unknown.items() if (number := tell(text))} | known
        first = min(told.values(), default=0)
        if {number + first for number in range(len(words.purposes))} == set(told.values()):
            return _with(layout, {purpose_column(number): told[number] for number in told.keys() - known.keys()})
    return layout


def _with(layout: Layout, found: dict[str, int]) -> Layout:
    """The layout with columns that meant nothing."""
    return replace(
        layout,
        columns=layout.columns | found,
        headings=layout.headings | {meaning: layout.unknown[column] for meaning, column in found.items()},
        reasons=layout.reasons | dict.fromkeys(found, "標題"),
        unknown={column: words for column, words in layout.unknown.items() if column not in found.values()},
    )


_PAIRS = (("有資料", "無資料"), ("查有資料", "查無資料"), ("有紀錄", "無紀錄"))
_BARE = ("有", "無")
"""Alone they may head anything: 附件, 簽核."""


def _guessed(rows: Sequence[Row], at: int, top: dict[str, int], vocabulary: Vocabulary) -> Layout | None:
    """A header of words never seen before: the cells below it tell what is asked of a table, by themselves."""
    words, sample = _words(rows[at], set()), rows[at + 1 : at + 1 + SAMPLE_ROWS]
    if vocabulary.tell is None or len(words) < vocabulary.fewest or not sample:
        return None
    if any(character.isdigit() for text in words.values() for character in text):
        return None
    found = Layout(
        columns=dict(top),
        headings={meaning: words[column] for meaning, column in top.items()},
        reasons=dict.fromkeys(top, "標題"),
        stacked=frozenset(),
        depth=1,
        unknown={column: text for column, text in words.items() if column not in top.values()},
        rivals={},
        regulation=vocabulary.regulation,
    )
    guess = completed(found, rows[at], sample, vocabulary.tell)
    return guess if all(guess.has(*several) for several in vocabulary.essential) else None


def _words(row: Row, taken: set[int]) -> dict[int, str]:
    """What is written in the row, but for the columns that are taken."""
    cells = enumerate(row.cells)
    return {column: text for column, cell in cells if column not in taken and (text := clean(cell))}
