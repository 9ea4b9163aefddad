"""Which column is which: by the words of its heading, by a profile of the office, else by what its cells hold."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from itertools import islice, zip_longest

from reconcile.carriers.raw import Cell, Row
from reconcile.errors import UsageError
from reconcile.reading.headings import family, is_no_column_of_ours, meanings, plain, whole_of
from reconcile.text.folding import clean

_EXPLANATION = re.compile(r"[(（\[【)）\]】/／或]")
_JOINTS = re.compile(r"[\n/／、及(（)）]")
_BRACKETED = re.compile(r"[(（\[【][^()（）\d]*[)）\]】]")

SPREAD = "condition"
"""A query's condition may stand in several columns, not all of which hold an identifier."""
SAMPLE_ROWS = 60
"""How many rows below a header are looked at to tell what a column holds."""


@dataclass(frozen=True)
class Layout:
    """Where each column of a table stands.

    `columns` maps a column's meaning to its 0-based position, `headings` to the words above it, `reasons` to why it
    is thought to be that. `stacked` names the meanings that share their position with another and stand below it
    (主管簽核 below 使用者姓名). `depth` is how many rows the header takes. `unknown` holds the headings that mean
    nothing to this program, `rivals` the headings of columns that could equally be what no other column is.
    `further` are the other columns of a meaning: under the same words, numbered or not, or below one merged heading.
    """

    columns: dict[str, int]
    headings: dict[str, str]
    reasons: dict[str, str]
    stacked: frozenset[str]
    depth: int
    unknown: dict[int, str]
    rivals: dict[str, tuple[str, ...]]
    further: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def cell(self, row: Row, meaning: str) -> Cell:
        """The row's cell of that meaning; null where the layout or the row has none."""
        at = self.columns.get(meaning)
        return row.cells[at] if at is not None and at < len(row.cells) else None

    def cells(self, row: Row, meaning: str) -> list[Cell]:
        """The row's cells in all columns of that meaning, from left to right."""
        several = sorted({self.columns[meaning], *self.further.get(meaning, ())}) if meaning in self.columns else []
        return [row.cells[at] for at in several if at < len(row.cells)]

    def without(self, meaning: str) -> "Layout":
        """The same layout with that column unknown."""
        if meaning not in self.columns:
            return self
        unknown = self.unknown | {self.columns[meaning]: self.headings[meaning]}
        return replace(
            self,
            columns={key: at for key, at in self.columns.items() if key != meaning},
            headings={key: words for key, words in self.headings.items() if key != meaning},
            unknown=unknown,
        )

    def has(self, *several: str) -> bool:
        """The layout knows at least one of these columns."""
        return any(meaning in self.columns for meaning in several)


@dataclass(frozen=True)
class Vocabulary:
    """The headings of one kind of document, ready to look up; a header bears at least `fewest` of them.

    `tell` says what a column of cells may be; it is asked for the columns whose headings say nothing. Where it finds
    one of each of the `essential` meanings, a row of words never seen before is a header too.
    """

    words: dict[str, str]
    fewest: int
    tell: Callable[[Sequence[Cell]], list[str]] | None = None
    essential: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(
        cls,
        headings: dict[str, str],
        *,
        fewest: int = 3,
        tell: Callable[[Sequence[Cell]], list[str]] | None = None,
        essential: tuple[tuple[str, ...], ...] = (),
    ) -> "Vocabulary":
        """From the synonym lists of `headings`."""
        return cls(meanings(headings), fewest, tell, essential)

    def with_profile(self, columns: Mapping[str, str]) -> "Vocabulary":
        """The same with an office's own headings, and no others, for the meanings that `columns` maps to them.

        Raises UsageError where it names a meaning that there is not.
        """
        meant = set(self.words.values())
        for meaning in columns.keys() - meant:
            close = get_close_matches(meaning, meant, n=1)
            hint = f"，是否為「{close[0]}」" if close else ""
            raise UsageError(f"版面設定檔沒有「{meaning}」這個欄位{hint}，請修正後重跑。")
        others = {word: meaning for word, meaning in self.words.items() if meaning not in columns}
        return replace(self, words={plain(heading): meaning for meaning, heading in columns.items()} | others)

    def layout_at(self, rows: Sequence[Row], at: int) -> Layout | None:
        """The layout whose header starts at that row; null where the row is no header."""
        top = self._known(rows[at])
        below = self._known(rows[at + 1]) if at + 1 < len(rows) else {}
        if below and not self._continues(rows[at], rows[at + 1], below):
            below = {}
        in_two = top and below and len(top | below) >= self.fewest and _reaches_down(rows[at], rows[at + 1])
        if len(top) < self.fewest and not in_two:
            return self._guess(rows, at)
        top = {meaning: column for meaning, column in top.items() if not _spans(rows[at], column, below)}
        columns, headings = dict(top), {meaning: _heading(rows[at], column) for meaning, column in top.items()}
        stacked = set()
        for meaning, column in below.items():
            if meaning not in columns:
                columns[meaning], headings[meaning] = column, _heading(rows[at + 1], column)
                if column in top.values():
                    stacked.add(meaning)
        for column, first, second in self._in_one_cell(rows[at]):
            if not {first, second} & columns.keys():
                columns |= {first: column, second: column}
                headings |= dict.fromkeys((first, second), _heading(rows[at], column))
                stacked.add(second)
        unknown = {
            column: text
            for column, cell in enumerate(rows[at].cells)
            if (text := clean(cell)) and column not in columns.values()
        }
        depth = 2 if below else 1
        further = self._further(rows[at : at + depth], columns)
        depth += at + depth < len(rows) and _explains(rows[at + depth])
        reasons = dict.fromkeys(columns, "標題")
        found = Layout(columns, headings, reasons, frozenset(stacked), depth, unknown, {}, further)
        return self._completed(found, rows[at], rows[at + depth : at + depth + SAMPLE_ROWS])

    def _guess(self, rows: Sequence[Row], at: int) -> Layout | None:
        """A header of words never seen before: the cells below it tell what is asked of a table, by themselves."""
        words = {column: text for column, cell in enumerate(rows[at].cells) if (text := clean(cell))}
        sample = rows[at + 1 : at + 1 + SAMPLE_ROWS]
        if self.tell is None or len(words) < self.fewest or not sample:
            return None
        if any(character.isdigit() for text in words.values() for character in text):
            return None
        top = self._known(rows[at])
        found = Layout(
            columns=dict(top),
            headings={meaning: words[column] for meaning, column in top.items()},
            reasons=dict.fromkeys(top, "標題"),
            stacked=frozenset(),
            depth=1,
            unknown={column: text for column, text in words.items() if column not in top.values()},
            rivals={},
        )
        guess = self._completed(found, rows[at], sample)
        return guess if all(guess.has(*several) for several in self.essential) else None

    def _completed(self, layout: Layout, header: Row, sample: Sequence[Row]) -> Layout:
        """The layout with what the cells tell of columns that no heading gives away; a repeated header is no cell."""
        if self.tell is None or not layout.unknown:
            return layout
        rows = [row for row in sample if len(list(islice(row.texts(), 2))) > 1 and row.cells != header.cells]
        told: dict[str, list[int]] = {}
        for column, meaning in self._told(layout, rows):
            told.setdefault(meaning, []).append(column)
        spread = told.pop(SPREAD, []) if SPREAD in layout.columns else []
        single = {meaning: columns[0] for meaning, columns in told.items() if len(columns) == 1}
        return replace(
            layout,
            columns=layout.columns | single,
            headings=layout.headings | {meaning: layout.unknown[column] for meaning, column in single.items()},
            reasons=layout.reasons | dict.fromkeys(single, "內容"),
            unknown={at: text for at, text in layout.unknown.items() if at not in {*single.values(), *spread}},
            rivals={
                meaning: tuple(layout.unknown[column] for column in columns)
                for meaning, columns in told.items()
                if len(columns) > 1
            },
            further=layout.further | ({SPREAD: (*layout.further.get(SPREAD, ()), *spread)} if spread else {}),
        )

    def _told(self, layout: Layout, rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
        """Columns and what they hold, where their heading allows it and no known column already holds the same."""
        tell = self.tell or (lambda cells: [])
        cells = [list(column) for column in zip_longest(*(row.cells for row in rows))]
        held = {
            (whole_of(meaning), told)
            for meaning, at in layout.columns.items()
            for told in (tell(cells[at])[:1] if at < len(cells) else ())
        }
        taken = {at for several in layout.further.values() for at in several}
        for at, heading in layout.unknown.items():
            if at in taken or at >= len(cells) or is_no_column_of_ours(heading):
                continue
            for meaning in tell(cells[at])[:1]:
                whole = whole_of(meaning)
                known = meaning in layout.columns and meaning != SPREAD
                if not known and not {(whole, meaning), (whole, whole)} & held:
                    yield at, meaning

    def _known(self, row: Row) -> dict[str, int]:
        """The meanings in a row, each where the surest of its words stands, the first of them if it stands twice."""
        found: dict[str, tuple[int, int]] = {}
        for at, cell in enumerate(row.cells):
            if meaning := self.words.get(word := self._word(cell) if isinstance(cell, str) else ""):
                found[meaning] = min(found.get(meaning, (len(self.words), at)), (self._ranks[word], at))
        if found:
            for meaning, at in self._hinted(row).items():
                found.setdefault(meaning, (len(self.words), at))
        return {meaning: at for meaning, (_, at) in sorted(found.items(), key=lambda item: item[1][1])}

    def _hinted(self, row: Row) -> dict[str, int]:
        """Headings that say behind them how to write: 查詢結果(成功/失敗); none where two would mean the same."""
        found: dict[str, list[int]] = {}
        for at, cell in enumerate(row.cells):
            words, _, hint = str(cell or "").replace("（", "(").partition("(")
            meaning = self._meaning(plain(words)) or ""
            if hint and not self._meaning(plain(str(cell))) and self._meaning(plain(hint)) in {None, meaning}:
                found.setdefault(meaning, []).append(at)
        return {meaning: columns[0] for meaning, columns in found.items() if meaning and len(columns) == 1}

    def _in_one_cell(self, row: Row) -> Iterator[tuple[int, str, str]]:
        """Columns whose one heading names two, one below the other: 使用者姓名 and 主管簽核."""
        for at, cell in enumerate(row.cells):
            parts = [part for part in _JOINTS.split(str(cell or "")) if clean(part)]
            if [self._meaning(plain(part)) for part in parts] == ["user_name", "signed_by"]:
                yield at, "user_name", "signed_by"

    def _word(self, heading: str) -> str:
        """The synonym that a heading bears, whole, without its number or without what explains it; "" where none."""
        whole = plain(heading)
        if whole in self.words or _unnumbered(whole) in self.words:
            return whole if whole in self.words else _unnumbered(whole)
        base, *rest = map(plain, _EXPLANATION.split(heading))
        meant = {family(self.words[part]) for part in (base, *rest) if part in self.words}
        return base if base in self.words and len(meant) == 1 and not any(map(is_no_column_of_ours, rest)) else ""

    def _meaning(self, word: str) -> str | None:
        return self.words.get(word) or self.words.get(_unnumbered(word))

    def _further(self, header: Sequence[Row], columns: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
        """Columns under the words of another, or to its right under no words at all."""
        words = [
            next((_unnumbered(plain(str(cell))) for cell in cells if clean(cell)), "")
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

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {word: rank for rank, word in enumerate(self.words)}

    def _continues(self, top: Row, below: Row, known: dict[str, int]) -> bool:
        """The second row is header too: headings, and what is merged down from the first, which it does not repeat."""
        written = {at for at, cell in enumerate(below.cells) if clean(cell) and cell not in top.cells[at : at + 1]}
        worded = {at for at in written if self._word(str(below.cells[at]))}
        return written <= worded | set(known.values()) and not set(known) <= set(self._known(top))


def _spans(row: Row, column: int, below: Mapping[str, int]) -> bool:
    """A heading over several columns that have headings of their own below it."""
    beside = column + 1
    blank = beside < len(row.cells) and clean(row.cells[beside]) is None
    return blank and {column, beside} <= set(below.values())


def _reaches_down(top: Row, below: Row) -> bool:
    """Together they are one header: what stands in the first row is over several of the second, or over none."""
    above = {at for at, cell in enumerate(top.cells) if clean(cell)}
    written = {at for at, cell in enumerate(below.cells) if clean(cell) and cell not in top.cells[at : at + 1]}
    return (not above <= written or len(above) > 1) and all(at + 1 in written - above for at in above & written)


def _explains(row: Row) -> bool:
    """Units and formats below the headings: (代碼), (年/月/日)."""
    texts = list(row.texts())
    return bool(texts) and all(_BRACKETED.fullmatch(text) for text in texts)


def _unnumbered(word: str) -> str:
    """查詢條件2 is 查詢條件."""
    return word.rstrip("123456789一二三四")


def _heading(row: Row, at: int) -> str:
    return clean(row.cells[at]) or ""
