"""Which column of a table is which."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from reconcile.carriers.raw import Cell, Row
from reconcile.reading.headings import purpose_column
from reconcile.regulation import Regulation
from reconcile.text.purpose_boxes import PurposeBoxes, purpose_boxes

BY_HEADING = "標題"
"""Why a column is thought to be what it is: its heading says so."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Where each column of a table stands.

    `columns` maps a column's meaning to its 0-based position, `headings` to the words above it, `reasons` to why it
    is thought to be that. `stacked` names the meanings that share their position with another and stand below it
    (主管簽核 below 使用者姓名). `depth` is how many rows the header takes. `unknown` holds the headings that mean
    nothing to this program, `rivals` the headings of columns that could equally be what no other column is.
    `further` are the other columns of a meaning: under the same words, numbered or not, or below one merged heading.
    `span` holds the first and the last column (both included) of a table beside which others stand, None where it has
    the sheet to itself; `beside` are the layouts of those to its right.
    `regulation` is whose purposes it may name, None where none.
    """

    columns: dict[str, int]
    headings: dict[str, str]
    reasons: dict[str, str]
    stacked: frozenset[str]
    depth: int
    unknown: dict[int, str]
    rivals: dict[str, tuple[str, ...]]
    further: dict[str, tuple[int, ...]] = field(default_factory=dict)
    span: tuple[int, int] | None = None
    beside: tuple["Layout", ...] = ()
    regulation: Regulation | None = None

    def own(self, row: Row) -> Row:
        """The row without the cells of the tables beside this one, all others where they are."""
        if self.span is None:
            return row
        first, last = self.span
        cells = (cell if first <= at <= last else None for at, cell in enumerate(row.cells))
        return row._replace(cells=tuple(cells))

    def moved(self, by: int, first: int) -> "Layout":
        """The same table so many columns to the right, from the column `first` to the edge of the sheet."""
        return replace(
            self,
            columns={meaning: at + by for meaning, at in self.columns.items()},
            further={meaning: tuple(at + by for at in several) for meaning, several in self.further.items()},
            unknown={at + by: words for at, words in self.unknown.items()},
            span=(first, EDGE),
            beside=(),
        )

    @property
    def boxes(self) -> PurposeBoxes:
        """The purposes that may stand in it."""
        assert self.regulation, "a document that names purposes is read by a vocabulary bound by a regulation"
        return purpose_boxes(self.regulation)

    @property
    def purpose_columns(self) -> list[str]:
        """The meanings of a column for each purpose."""
        return [purpose_column(number) for number in self.boxes.words.purposes]

    def cell(self, row: Row, meaning: str) -> Cell:
        """The row's cell of that meaning; None where the layout or the row has none."""
        at = self.columns.get(meaning)
        return row.cells[at] if at is not None and at < len(row.cells) else None

    def cells(self, row: Row, meaning: str) -> list[Cell]:
        """The row's cells in all columns of that meaning, from left to right."""
        several = sorted({self.columns[meaning], *self.further.get(meaning, ())}) if meaning in self.columns else []
        return [row.cells[at] for at in several if at < len(row.cells)]

    def without(self, meaning: str) -> "Layout":
        """The same layout with all columns of that meaning unknown."""
        if meaning not in self.columns:
            return self
        several = (self.columns[meaning], *self.further.get(meaning, ()))
        return replace(
            self,
            columns={key: at for key, at in self.columns.items() if key != meaning},
            headings={key: words for key, words in self.headings.items() if key != meaning},
            unknown=self.unknown | dict.fromkeys(several, self.headings[meaning]),
            further={key: places for key, places in self.further.items() if key != meaning},
        )

    def has(self, *several: str) -> bool:
        """The layout knows at least one of these columns."""
        return not self.columns.keys().isdisjoint(several)


EDGE = 1 << 20
"""A column that no sheet reaches."""


def missing(layouts: Sequence[Layout], *alternatives: tuple[str, tuple[str, ...]]) -> list[str]:
    """The names of the columns that no layout has; each alternative is a name and the meanings that satisfy it."""
    return [name for name, meanings in alternatives if not any(layout.has(*meanings) for layout in layouts)]
