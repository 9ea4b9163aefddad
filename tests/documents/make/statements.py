"""Statements as cases: the papers that most of them start from, and their golden tables."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from documents.make import columns as column
from documents.make import facts
from documents.make.case import Case
from documents.make.paper import Band, Column, Paper, Value, header, paginated, rows, title, wide
from documents.make.people import AGENCY

PERIOD = "統計期間：115/10/01～115/10/31"
TITLES = (
    title("內政部移民署　應用系統　主管稽核月明細表"),
    title(f"機關：{AGENCY}"),
    title(f"{PERIOD}　列印日期：115/11/03"),
)

Write = Callable[[Path], object]


def page_footer(number: int, pages: int) -> str:
    """第 1 頁／共 4 頁."""
    return f"第 {number} 頁／共 {pages} 頁"


def plain(name: str, count: int, *columns: Column, closing: str = "合計：{} 筆") -> Paper:
    """Titles, header, rows and a total, all on one page."""
    body = rows(columns, facts.queries(name, count), agency=AGENCY)
    return Paper(columns, ((*TITLES, *header(columns), *body, wide(closing.format(count))),))


def usual_paper(name: str, count: int, *sizes: int) -> Paper:
    """The columns and titles that such systems print most often, so many rows a page, with a total."""
    columns = column.usual()
    body = rows(columns, facts.queries(name, count), agency=AGENCY)
    closing = [wide(f"合計：{count} 筆")]
    return Paper(columns, paginated(body, sizes, TITLES, header(columns), page_footer, closing))


def pdf(name: str, paper: Paper, write: Write, problems: tuple[str, ...] = (), password: str | None = None) -> Case:
    """A statement.pdf whose golden table follows from its paper."""
    golden = paper.golden(paged=True)
    return Case(name, "statement.pdf", "statement", write, golden, problems, password=password)


def book(
    name: str,
    paper: Paper,
    write: Write,
    file: str = "statement.xlsx",
    problems: tuple[str, ...] = (),
    columns: Mapping[str, str] | None = None,
    password: str | None = None,
) -> Case:
    """A statement without pages whose golden table follows from its paper."""
    golden = paper.golden(paged=False)
    return Case(name, file, "statement", write, golden, problems, columns=columns or {}, password=password)


def rewritten(paper: Paper, change: Callable[[str], str], *, golden: bool = True) -> Paper:
    """The same paper with every text changed, in the golden table too unless it is to be read as it was."""

    def cell(value: Value) -> Value:
        return change(value) if isinstance(value, str) else value

    def told(values: Mapping[str, object]) -> dict[str, object]:
        return {name: change(value) if isinstance(value, str) else value for name, value in values.items()}

    def band_of(band: Band) -> Band:
        known = told(band.golden) if golden and band.golden is not None else band.golden
        return replace(band, cells=tuple(map(cell, band.cells)), golden=known)

    return replace(paper, pages=tuple(tuple(map(band_of, page)) for page in paper.pages))
