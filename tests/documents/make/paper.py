"""A statement before any carrier: pages of bands, and the golden table that follows from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Literal

from documents.make.facts import Query

Value = str | int | float | datetime | date | time | None
Kind = Literal["title", "header", "row", "rest", "wide", "foot"]


@dataclass(frozen=True)
class Column:
    """One column: what it prints of a query with that serial number, and which golden columns that gives.

    `over` is the heading above it where the header takes two rows; `width` is in millimetres.
    """

    heading: str
    prints: Callable[[Query, int], Value]
    gives: Mapping[str, Callable[[Query], object]] = field(default_factory=dict)
    width: int = 22
    over: str | None = None


@dataclass(frozen=True)
class Band:
    """One line of the paper. `golden` is what a row must be read as; null on a row that cannot be read.

    A "rest" is what a page break cut off the row before it; "wide" lies across all columns.
    """

    kind: Kind
    cells: tuple[Value, ...]
    golden: Mapping[str, object] | None = None


Page = tuple[Band, ...]


@dataclass(frozen=True)
class Paper:
    """The whole statement; on carriers without pages they follow one another."""

    columns: tuple[Column, ...]
    pages: tuple[Page, ...]

    @property
    def bands(self) -> Iterator[Band]:
        """All pages in one."""
        return (band for page in self.pages for band in page)

    def without_page(self, number: int) -> "Paper":
        """The same with a page lost."""
        return replace(self, pages=tuple(page for n, page in enumerate(self.pages, start=1) if n != number))

    def golden(self, *, paged: bool) -> list[dict[str, object]]:
        """What must be read: one dictionary a query, keys as in the contract."""
        found: list[dict[str, object]] = []
        ordinal = 0
        for number, page in enumerate(self.pages, start=1):
            for band in page:
                ordinal += band.kind == "row"
                if band.kind == "row" and band.golden is not None:
                    keys = {"statement_row": ordinal, "statement_page": number if paged else None}
                    found.append(keys | dict(band.golden))
        return found


def title(text: str) -> Band:
    """A line above the table."""
    return Band("title", (text,))


def wide(text: str) -> Band:
    """A heading above a group, a subtotal, a total."""
    return Band("wide", (text,))


def foot(text: str) -> Band:
    """A line at the foot of a page."""
    return Band("foot", (text,))


def header(columns: Sequence[Column]) -> list[Band]:
    """One row of headings, or two where some column has a heading over it."""
    if not any(column.over for column in columns):
        return [Band("header", tuple(column.heading for column in columns))]
    before: Iterable[Column | None] = [None, *columns]
    above = tuple(
        (column.over if one is None or one.over != column.over else None) if column.over else column.heading
        for one, column in zip(before, columns, strict=False)
    )
    return [Band("header", above), Band("header", tuple(c.heading if c.over else None for c in columns))]


def row(columns: Sequence[Column], query: Query, serial: int, **also: object) -> Band:
    """A query as a row; `also` are golden values that stand outside it, such as the agency in the title."""
    golden = {name: give(query) for column in columns for name, give in column.gives.items()}
    return Band("row", tuple(column.prints(query, serial) for column in columns), {**also, **golden})


def rows(columns: Sequence[Column], asked: Iterable[Query], *, start: int = 1, **also: object) -> list[Band]:
    """Queries as rows, serial numbers counting up."""
    return [row(columns, query, serial, **also) for serial, query in enumerate(asked, start=start)]


def paginated(
    body: Sequence[Band],
    sizes: Sequence[int],
    top: Sequence[Band],
    head: Sequence[Band],
    footer: Callable[[int, int], str] | None = None,
    closing: Sequence[Band] = (),
) -> tuple[Page, ...]:
    """Pages of so many bands each (the last size goes on), every one with its titles, header and footer."""
    cuts: list[Sequence[Band]] = []
    start = 0
    while start < len(body):
        size = sizes[min(len(cuts), len(sizes) - 1)]
        cuts.append(body[start : start + size])
        start += size
    pages = [[*top, *head, *cut] for cut in cuts]
    pages[-1] += closing
    feet = [[foot(footer(n, len(pages)))] if footer else [] for n in range(1, len(pages) + 1)]
    return tuple((*page, *feet[n]) for n, page in enumerate(pages))


def cut_row(band: Band, at: int, *columns: int) -> tuple[Band, Band]:
    """A row that a page break cuts: in these columns the text from that character on stands on the next page."""
    texts = [str(cell) if n in columns else None for n, cell in enumerate(band.cells)]
    first = tuple(text[:at] if text else cell for text, cell in zip(texts, band.cells, strict=True))
    return replace(band, cells=first), Band("rest", tuple(text[at:] or None if text else None for text in texts))
