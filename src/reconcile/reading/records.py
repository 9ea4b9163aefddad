"""Records that are no row each: in columns beside their labels, or printed on two or three lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from reconcile.carriers.raw import Row, Sheet
from reconcile.reading.blocks import TIMES
from reconcile.reading.heading_cells import headings_in, word_of
from reconcile.reading.headings import ALSO_IN_ROWS
from reconcile.reading.joined_rows import side_by_side
from reconcile.reading.vocabulary import Vocabulary
from reconcile.text.folding import clean

SEARCHED = 40
"""So far down a sheet labels or a header are looked for."""
MOST_LINES = 3
"""A record is printed on no more lines."""
_TIMES = frozenset((*TIMES, "queried_time"))
ENOUGH = 20
"""So many records tell whether they are what their headings say."""


def upright(sheet: Sheet, words: Vocabulary) -> Sheet:
    """The sheet with records in columns, to the right of their labels, in rows below them.

    Labels that begin anew below go on with further records.
    """
    head = sheet.rows[:SEARCHED]
    told: dict[int, set[str]] = {}
    for at, meaning in (_label(row, words) for row in head):
        if meaning:
            told.setdefault(at, set()).add(meaning)
    if not any(_covers(meanings, words) for meanings in told.values()) or _has_header(head, words):
        return sheet
    blocks = list(_blocks(sheet.rows, words))
    several = [[clean(row.first) for row in block] for block in blocks]
    if any(len(set(texts)) < len(texts) for texts in several):
        return sheet
    labels = list(dict.fromkeys(text for texts in several for text in texts if text))
    columns = {text: at for at, text in enumerate(labels)}
    first = blocks[0][0].number
    taken = {row.number for block in blocks for row in block}
    others = [row for row in sheet.rows if row.number not in taken]
    turned = len(blocks) == 1
    records = [record for block in blocks for record in _records(block, columns, turned=turned)]
    rows = (
        *(row for row in others if row.number < first),
        Row(first, tuple(labels)),
        *records,
        *(row for row in others if row.number > first),
    )
    return replace(sheet, rows=rows, merged=(), turned=turned)


def _label(row: Row, words: Vocabulary) -> tuple[int, str | None]:
    """Where the first written cell stands, and what it means as the label of more; None where nothing."""
    at = next((at for at, cell in enumerate(row.cells) if clean(cell)), 0)
    first, *values = islice(row.texts(), 2) if not row.blank else ("",)
    if not values or first[0].isdigit():
        return at, None
    headed = words.words.get(word_of(values[0], words))
    return at, words.words.get(word_of(first, words)) if headed is None or headed in ALSO_IN_ROWS else None


def _covers(meanings: Mapping[str, int] | set[str], words: Vocabulary) -> bool:
    """Of each of the essential meanings there is one."""
    return all(any(one in meanings for one in several) for several in words.essential)


def _has_header(rows: Sequence[Row], words: Vocabulary) -> bool:
    return any(_covers(headings_in(row, words), words) for row in rows)


def _blocks(rows: Sequence[Row], words: Vocabulary) -> Iterator[list[Row]]:
    """Rows from one label to the last that is not the first anew, all in one column."""
    block: list[Row] = []
    held: list[Row] = []
    seen: set[str] = set()
    column: int | None = None
    for row in rows:
        at, meaning = _label(row, words)
        if meaning is None or (column is not None and at != column):
            held += [] if row.blank or not block else [row]
            continue
        column = at if column is None else column
        if meaning in seen:
            yield block
            block, seen, held = [], set(), []
        block += [*held, row]
        held = []
        seen.add(meaning)
    if block:
        yield block


def _records(block: Sequence[Row], columns: Mapping[str, int], *, turned: bool) -> Iterator[Row]:
    """A row for each column behind the labels, with all that its cells hold and bear."""
    places = [(columns[text], row) for row in block if (text := clean(row.first)) in columns and text]
    for at in range(_label_column(block) + 1, max(len(row.cells) for row in block)):
        held = {to: row.cells[at] for to, row in places if at < len(row.cells)}
        record = Row(
            at + 1 if turned else block[0].number,
            tuple(held.get(to) for to in range(len(columns))),
            hidden=any(row.hidden for row in block),
            struck={to: row.struck[at] for to, row in places if at in row.struck},
            concealed={to: row.concealed[at] for to, row in places if at in row.concealed},
            over=tuple((to, thing) for to, row in places for where, thing in row.over if where == at),
        )
        if not record.blank or record.struck or record.concealed or record.over:
            yield record


def _label_column(block: Sequence[Row]) -> int:
    return next(at for at, cell in enumerate(block[0].cells) if clean(cell))


class Lines(NamedTuple):
    """A header of several rows, each of which heads one line of every record."""

    header: tuple[Row, ...]
    columns: tuple[dict[str, int], ...]
    width: int

    def fits(self, rows: Sequence[Row], words: Vocabulary) -> bool:
        """On these lines of one record stands whatever a query needs."""
        written = {
            meaning
            for row, columns in zip(rows, self.columns, strict=True)
            for meaning, at in columns.items()
            if at < len(row.cells) and clean(row.cells[at])
        }
        whole = _covers(self.columns[0], words)
        return _covers(written, words) and not (whole and any(self._is_another(row, words) for row in rows[1:]))

    def _is_another(self, row: Row, words: Vocabulary) -> bool:
        """No line below one that is whole by itself: it says when, or heads a group, or is a total."""
        at = next((at for meaning, at in self.columns[0].items() if meaning in TIMES), None)
        cell = row.cells[at] if at is not None and at < len(row.cells) else None
        timed = cell is not None and words.tell is not None and not _TIMES.isdisjoint(words.tell([cell]))
        return timed or _is_at_left(row)


def _is_at_left(row: Row) -> bool:
    """Its first cell is its only one, as of a heading or a total between records."""
    return row.alone is not None and clean(row.cells[0]) is not None


def on_one_line(sheet: Sheet, words: Vocabulary, above: Lines | None) -> tuple[Sheet, Lines | None]:
    """The sheet with each record on one line, and the header that tells how; `above` is the last one's."""
    lines = _lines_in(sheet.rows, words)
    if lines is None and above and not _has_header(sheet.rows[:SEARCHED], words):
        lines = above
    if lines is None:
        return sheet, None
    rows = [row for row in sheet.rows if not row.blank]
    found, at, several = [], 0, len(lines.header)
    while at < len(rows):
        part = rows[at : at + several]
        headed = [row.cells for row in part] == [row.cells for row in lines.header]
        if headed or (len(part) == several and lines.fits(part, words)):
            found.append(side_by_side(part, lines.width))
            at += several
        else:
            found.append(rows[at])
            at += 1
    return replace(sheet, rows=tuple(found), merged=()), lines


def _lines_in(rows: Sequence[Row], words: Vocabulary) -> Lines | None:
    """The header of records on several lines; None where none is found, or one of whole rows above it."""
    head = [row for row in islice(rows, SEARCHED + MOST_LINES * ENOUGH) if not row.blank]
    for at, row in enumerate(head[:SEARCHED]):
        if any(character.isdigit() for character in row.first):
            continue
        top = headings_in(row, words)
        if len(top) > 1 and (told := _lines_at(head, at, words)):
            return told
        if _covers(top, words):
            return None
    return None


def _lines_at(rows: Sequence[Row], at: int, words: Vocabulary) -> Lines | None:
    """The header that starts at that row, where several rows are one of records on as many lines."""
    for several in range(2, MOST_LINES + 1):
        header = tuple(rows[at : at + several])
        if any(map(str.isdigit, "".join(header[-1].texts()))):
            return None
        columns = tuple(headings_in(row, words) for row in header)
        meanings = [meaning for one in columns for meaning in one]
        shared = set(columns[0].values()) & set(columns[-1].values())
        if len(shared) < 2 or len(set(meanings)) < len(meanings):
            return None
        lines = Lines(header, columns, max(len(row.cells) for row in rows[at : at + several * ENOUGH]))
        if _covers(set(meanings), words) and _are_records(rows[at + several :], lines, words):
            return lines
    return None


def _are_records(rows: Sequence[Row], lines: Lines, words: Vocabulary) -> bool:
    """Below the header every so many rows hold what its lines say, and the others do not.

    Rows of one cell, headings of groups and totals, stand between them.
    """
    several, tell = len(lines.header), words.tell
    if _covers(lines.columns[0], words):
        rows = [row for row in rows if not _is_at_left(row)]
    if tell is None or len(rows) < several:
        return False
    for needed in words.essential:
        n, meaning = next((n, one) for one in needed for n, columns in enumerate(lines.columns) if one in columns)
        column = lines.columns[n][meaning]
        for line in range(several):
            part = rows[line : several * ENOUGH : several]
            told = set(tell([row.padded(column + 1).cells[column] for row in part]))
            if bool(told & {meaning, "condition"}) != (line == n):
                return False
    return True
