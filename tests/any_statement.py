"""Statements at random for hypothesis: how queries are laid out, and what must be read from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hypothesis import strategies as st

from any_columns import Headings, columns_of
from any_queries import queries
from documents.make.facts import Query
from documents.make.paper import Band, Column, Paper, header, paginated, row, title, wide
from documents.make.people import AGENCY
from reconcile.reading.headings import plain
from reconcile.text.folding import comparable

TITLES = (
    "內政部移民署　應用系統　主管稽核月明細表",
    f"機關：{AGENCY}",
    "統計期間：115/10/01～115/10/31",
    "列印日期：115/11/03",
    "製表人員：林素貞",
    "資料來源：移民資訊連結作業系統",
)
TOTALS = ("合計：{} 筆", "總計 {} 筆", "共 {} 筆", "總筆數：{}", "合計　{}")
CLOSINGS = ("以下空白", "製表人：　　　　　單位主管：", "承辦人：　　　　　主管：", "備註：本表僅供內部稽核使用")
GROUPS = ("帳號：{} 姓名：{}", "使用者帳號：{}　使用者姓名：{}", "使用者代號：{} 使用人：{}", "帳號:{}  使用者:{}")
FOOTERS = ("第 {} 頁／共 {} 頁", "第 {} 頁，共 {} 頁", "{}/{}", "Page {} of {}")


COLUMNS_THAT_FIT = 10
"""On a page: of more, an address of 14 characters runs over its ruling."""


@dataclass(frozen=True)
class AnyStatement:
    """A paper at random. `numbered`: serial numbers count up through it; `totalled`: it prints how many rows it has."""

    paper: Paper
    numbered: bool
    totalled: bool

    def without(self, at: int) -> "AnyStatement":
        """The same with that row (0-based) gone, as if it had never been printed."""
        gone = [band for band in self.paper.bands if band.kind == "row"][at]
        pages = tuple(tuple(band for band in page if band is not gone) for page in self.paper.pages)
        return replace(self, paper=replace(self.paper, pages=pages))

    @property
    def is_crowded(self) -> bool:
        """So many columns that long words are printed over the rulings of theirs."""
        return len(self.paper.columns) > COLUMNS_THAT_FIT

    @property
    def leaves_names_open(self) -> bool:
        """A bare 姓名 that may be the asked person's: no user asked about two persons, or two users bear one name.

        Where no account is printed: each person has one name beside him, and most have one of their own.
        """
        bare = {"姓名", "name"} & {
            plain(str(cell)) for band in self.paper.bands if band.kind == "header" for cell in band.cells
        }
        golden = [band.golden for band in self.paper.bands if band.golden]
        accounts: dict[object, set[object]] = {}
        names: dict[object, set[object]] = {}
        persons: dict[object, set[object]] = {}
        for one in golden:
            persons.setdefault(one.get("condition"), set()).add(comparable(str(one.get("user_name"))))
            accounts.setdefault(one.get("account"), set()).add(one.get("condition"))
            names.setdefault(comparable(str(one.get("user_name"))), set()).add(one.get("account"))
        if set(accounts) == {None}:
            return bool(bare) and max(map(len, persons.values())) < 2 and 2 * len(names) > len(persons)
        return bool(bare) and (max(map(len, accounts.values())) < 2 or max(map(len, names.values())) > 1)

    @property
    def count(self) -> int:
        """How many queries it prints."""
        return sum(band.kind == "row" for band in self.paper.bands)


@st.composite
def statements(
    draw: st.DrawFn,
    *,
    most: int = 12,
    native: bool = False,
    paged: bool = False,
    unseen: bool = False,
    counted_above: bool = False,
) -> AnyStatement:
    """Any queries in any layout.

    `native`: instants may be the carrier's own. `paged`: pages of few rows, titles on every page; elsewhere titles
    stand at the top only. `unseen`: headings that no list of synonyms holds. `counted_above`: the titles say how many.
    """
    headings = Headings(draw, unseen=unseen)
    asked = draw(queries(most, foreign=0.0 if unseen else 0.3))
    grouped = not unseen and draw(st.integers(0, 4)) == 0
    columns = columns_of(draw, headings, grouped=grouped, native=native)
    serials = draw(st.sampled_from(("through", "by user"))) if grouped else "through"
    body = _grouped_rows(draw, columns, asked, serials) if grouped else _rows(columns, asked)
    if draw(st.booleans()):
        at = draw(st.integers(0, len(body)))
        body = [*body[:at], Band("rest", (None,) * len(columns)), *body[at:]]
    titles = draw(st.permutations(TITLES))[: draw(st.integers(0, 6))]
    agency = AGENCY if TITLES[1] in titles else None
    body = [_with_agency(band, agency) for band in body]
    totalled = counted_above or draw(st.booleans())
    total = draw(st.sampled_from(TOTALS)).format(len(asked))
    above = [title(text) for text in titles] + ([title(total)] if counted_above else [])
    closing = [wide(total)] if totalled and not counted_above else []
    closing += [wide(text) for text in draw(st.permutations(CLOSINGS))[: draw(st.sampled_from((0, 0, 1, 2)))]]
    head = header(columns)
    if paged:
        footer = draw(st.sampled_from((None, *FOOTERS)))
        size = draw(st.integers(2, 6))
        pages = paginated(body, [size], above, head, footer.format if footer else None, closing)
    else:
        above += draw(_summary(columns, asked))
        pages = paginated(body, [draw(st.sampled_from((5, 1000, 1000)))], [], head, None, closing)
        pages = ((*above, *pages[0]), *pages[1:])
    numbered = serials == "through" and any(one.heading in headings.serials for one in columns)
    return AnyStatement(Paper(tuple(columns), pages), numbered, totalled)


def _rows(columns: Sequence[Column], asked: Sequence[Query]) -> list[Band]:
    return [row(columns, query, serial) for serial, query in enumerate(asked, start=1)]


def _grouped_rows(draw: st.DrawFn, columns: Sequence[Column], asked: Sequence[Query], serials: str) -> list[Band]:
    """Rows under a heading for each user; 小計 below, or none."""
    subtotals = draw(st.sampled_from((None, "小計：{} 筆", "小計 {} 筆")))
    heading = draw(st.sampled_from(GROUPS))
    body: list[Band] = []
    serial = 0
    for user, group in groupby(sorted(asked, key=lambda query: query.user.account), key=lambda query: query.user):
        own = list(group)
        body.append(wide(heading.format(user.account, user.name)))
        serial = 0 if serials == "by user" else serial
        for query in own:
            serial += 1
            body.append(row(columns, query, serial, account=user.account, user_name=user.name))
        body += [wide(subtotals.format(len(own)))] if subtotals else []
    return body


@st.composite
def _summary(draw: st.DrawFn, columns: Sequence[Column], asked: Sequence[Query]) -> list[Band]:
    """A small table of counts above the table of queries, or none."""
    if draw(st.integers(0, 3)):
        return []
    failed = sum(query.result != "success" for query in asked)
    cells: list[tuple[str, int | str]] = [("統計項目", "筆數"), ("成功", len(asked) - failed), ("失敗", failed)]
    return [Band("rest", (*pair, *[None] * (len(columns) - 2))) for pair in cells]


def _with_agency(band: Band, agency: str | None) -> Band:
    """The agency of the titles, where the row prints none of its own."""
    return band if band.golden is None else replace(band, golden={"agency": agency, **band.golden})
