"""What one kind of list is, declared: its columns, how a row is read, and what contradicts itself in it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reconcile.carriers.raw import Document
from reconcile.documents import title_of
from reconcile.reading.lists.cells import Cells
from reconcile.reading.vocabulary import Vocabulary
from reconcile.tables import Table

Values = dict[str, Any]


@dataclass(frozen=True)
class Taken:
    """A row that was taken over: file, ordinal and place, what the table holds of it, and all that is written in it."""

    file: str
    number: int
    place: str
    values: Values
    content: tuple[str | None, ...]


class Doubt(NamedTuple):
    """A row, what is wrong with it in a sentence, and the row beside which it is so; None where it is so by itself."""

    row: Taken
    sentence: str
    beside: Taken | None = None


@dataclass(frozen=True)
class ListKind:
    """One kind of list.

    `headings` are its columns and their synonyms, of which a header bears at least `fewest`; the columns of its table
    in `shown` are shown first. A row is one of the list if it fills a column of `key`, or two others. `needed` names
    the columns without which there is no such list. `foreign` matches a heading that only another document has.
    `read` gives a row's values, one mapping for each row of the table, and None where the row cannot be taken over,
    having told why. `check` compares the rows that were. `tell` and `essential` are those of a vocabulary.

    Of the columns in `unique` there may be only one, of those in `several` any number; a further column of a meaning
    in `second` is one of what it maps to. In those of `once` a day may be written once for the rows below it; that of
    `above` may stand in no column at all, but above its rows. `in_words` tells a row of one cell that is written in
    words; `with_header` makes a list of a document in words that has no header, or none that says the day. A system
    that exports a list puts columns of its own into it (`exported`); in one that the office keeps each column is known
    or told.
    """

    table: Table
    headings: dict[str, str]
    shown: tuple[str, ...]
    key: tuple[str, ...]
    needed: tuple[tuple[str, tuple[str, ...]], ...]
    foreign: re.Pattern[str]
    read: Callable[[Cells], list[Values] | None]
    check: Callable[[Sequence[Taken]], Iterator[Doubt]]
    fewest: int = 2
    tell: Callable[[Sequence[Any]], list[str]] | None = None
    essential: tuple[tuple[str, ...], ...] = ()
    unique: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    exported: bool = False
    second: Mapping[str, str] = field(default_factory=dict)
    once: tuple[str, ...] = ()
    above: str | None = None
    in_words: Callable[[str], bool] | None = None
    with_header: Callable[[Document], Document | None] | None = None

    @property
    def title(self) -> str:
        """What the office calls it."""
        return title_of(self.table.name)

    @property
    def vocabulary(self) -> Vocabulary:
        """Its headings, ready to look up."""
        return Vocabulary.of(self.headings, fewest=self.fewest, tell=self.tell, essential=self.essential)


def printed_twice(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Rows that repeat an earlier one to the letter, as after pasting twice."""
    first: dict[tuple[str | None, ...], Taken] = {}
    for row in taken:
        before = first.setdefault(row.content, row)
        if (before.file, before.number) != (row.file, row.number):
            yield Doubt(row, f"與{before.place}完全相同，請確認是否重複貼上，刪去其中一列後重跑。", before)
