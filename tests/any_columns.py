"""Columns at random for hypothesis: which a statement has, under which headings, in which order."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from any_style import (
    CLOCKS,
    CONDITIONS,
    DAYS,
    JOINED,
    MINUTE_CLOCKS,
    MINUTES,
    MOMENTS,
    NATIVE_CLOCKS,
    NATIVE_DAYS,
    NATIVE_MOMENTS,
    RESULTS,
    TELLING_CONDITIONS,
    WORDINGS,
    Style,
)
from documents.make import columns as column
from documents.make.facts import Query
from documents.make.paper import Column
from documents.make.people import NATIONAL, PASSPORT, RESIDENT
from reconcile.reading.headings import STATEMENT_HEADINGS, plain

LOOKS = ("{}", "{}", "{}", "【{}】", "{}：", "{}※", "（{}）")
UNSEEN = {
    "account": ("登錄者", "操作端識別", "operator"),
    "user_name": ("承辦", "經手", "何人"),
    "queried_at": ("發生於", "何時", "occurred"),
    "queried_on": ("哪天", "當日"),
    "queried_time": ("幾點", "鐘點"),
    "condition": ("輸入", "鍵入值", "input"),
    "result": ("傳回", "有無", "outcome"),
    "purpose": ("依據", "所為何事"),
    "ip": ("端末", "來處", "terminal"),
}
"""Words that no list of synonyms holds."""
NOISE = "櫃檯"
FEWEST = 3
"""A row of fewer headings is no header; such a table is refused by name."""


class Headings:
    """Words for the columns of one table, none used twice; `serials` are those given to serial numbers."""

    def __init__(self, draw: st.DrawFn, *, unseen: bool = False) -> None:
        self.unseen = unseen
        self.serials: set[str] = set()
        self._draw = draw
        self._used: set[str] = set()

    def of(self, meaning: str, *also: str) -> str:
        """One of the words for that meaning, perhaps spaced out or bracketed as people do."""
        known = UNSEEN[meaning] if self.unseen else (*STATEMENT_HEADINGS[meaning].split(), *also)
        word = self._draw(st.sampled_from([word for word in known if plain(word) not in self._used]))
        self._used.add(plain(word))
        if word.isascii():
            return word
        spaced = self._draw(st.sampled_from((word, word, word, " ".join(word), f"{word[:2]}\n{word[2:]}".strip())))
        return self._draw(st.sampled_from(LOOKS)).format(spaced)

    def serial(self) -> str:
        """The heading of the serial numbers."""
        heading = self._draw(st.sampled_from(("#", "序"))) if self.unseen else self.of("serial")
        self.serials.add(heading)
        return heading


def columns_of(draw: st.DrawFn, headings: Headings, *, grouped: bool, native: bool) -> list[Column]:
    """What the table shows, in any order; columns of one kind stand side by side."""
    blocks = [draw(_time(headings, native=native)), draw(_condition(headings))]
    if not grouped:
        blocks += draw(_user(headings))
    wordings = [words for words in WORDINGS if not (headings.unseen and words[1] == "1")]
    optional: dict[str, Callable[[], Column]] = {
        "serial": lambda: column.serial(headings.serial(), draw(st.sampled_from(("", "{}", "{:04d}")))),
        "result": lambda: _sometimes(draw, column.result(headings.of("result"), *draw(st.sampled_from(RESULTS)))),
        "purpose": lambda: _sometimes(draw, _purpose(headings.of("purpose"), draw(st.sampled_from(wordings)))),
        "ip": lambda: _sometimes(draw, column.ip(headings.of("ip"))),
    }
    if not headings.unseen:
        optional |= {
            "agency": lambda: column.agency(headings.of("agency")),
            "function": lambda: _sometimes(draw, column.function(headings.of("function"))),
            "noise": lambda: Column(NOISE, lambda query, number: f"第{number % 7 + 1}櫃", width=18),
            "remark": lambda: Column("備註", lambda query, number: "補登" if number % 4 == 0 else None, width=18),
            "blank": lambda: Column("", lambda query, number: None, width=8),
        }
    blocks += [[make()] for make in optional.values() if draw(st.booleans())]
    found = [one for block in draw(st.permutations(blocks)) for one in block]
    known = sum(one.heading not in {NOISE, "備註", ""} for one in found)
    return found if known >= FEWEST else [*found, column.result(headings.of("result"))]


def _purpose(heading: str, words: Mapping[int, str]) -> Column:
    return replace(column.purpose(heading, dict(words)), width=48)


def _sometimes(draw: st.DrawFn, whole: Column) -> Column:
    """The column, or one that some rows leave blank."""
    if draw(st.integers(0, 3)):
        return whole
    return replace(
        whole,
        prints=lambda query, number: whole.prints(query, number) if _has(query) else None,
        gives={name: _given(give) for name, give in whole.gives.items()},
    )


def _given(give: Callable[[Query], object]) -> Callable[[Query], object]:
    return lambda query: give(query) if _has(query) else None


def _has(query: Query) -> bool:
    return query.at.minute % 3 != 0


@st.composite
def _time(draw: st.DrawFn, headings: Headings, *, native: bool) -> list[Column]:
    if draw(st.booleans()):
        style = draw(st.sampled_from(MOMENTS + MINUTES + (NATIVE_MOMENTS if native and not headings.unseen else ())))
        made = column.moment(headings.of("queried_at"), style)
        return [replace(made, gives={"queried_at": _instant(style)})]
    native = native and not headings.unseen
    days, clocks = DAYS + (NATIVE_DAYS if native else ()), CLOCKS + MINUTE_CLOCKS + (NATIVE_CLOCKS if native else ())
    style = draw(st.sampled_from(CLOCKS[:3] if headings.unseen else clocks))
    over = draw(st.sampled_from((None, None, "查詢時間", "使用日時"))) if not headings.unseen else None
    on = replace(column.day(headings.of("queried_on"), draw(st.sampled_from(days))), over=over)
    also = () if headings.unseen or over else ("查詢時間",)
    at = replace(column.clock(headings.of("queried_time", *also), style), over=over)
    return [on, replace(at, gives={"queried_at": _instant(style)})]


def _instant(style: Style) -> Callable[[Query], object]:
    to_the_minute = style in MINUTES + MINUTE_CLOCKS
    return lambda query: query.at.replace(second=0) if to_the_minute else query.at


@st.composite
def _condition(draw: st.DrawFn, headings: Headings) -> list[Column]:
    kind = draw(st.sampled_from(("one", "one", "masked", "some", "split")))
    if headings.unseen:
        return [column.condition(headings.of("condition"), draw(st.sampled_from(TELLING_CONDITIONS)))]
    if kind == "one":
        return [column.condition(headings.of("condition"), draw(st.sampled_from(CONDITIONS)))]
    if kind == "masked":
        return [column.masked(headings.of("condition"), draw(st.sampled_from("*＊○●")))]
    if kind == "some":
        return [_name_or_identifier(headings.of("condition"))]
    kinds = {NATIONAL: "national_id", RESIDENT: "resident_id", PASSPORT: "passport"}
    words = {label: headings.of(meaning) for label, meaning in kinds.items()}
    return column.by_kind(words, "被查詢人識別資料" if draw(st.booleans()) else None)


def _name_or_identifier(heading: str) -> Column:
    """Now and then somebody is asked for by the name alone, which is no identifier."""

    def text(query: Query) -> str:
        return query.subject.identifier if _has(query) else f"姓名：{query.subject.name}"

    golden = {"condition": text, "subject_id": _given(lambda query: query.subject.identifier)}
    return Column(heading, lambda query, _: text(query), golden, 44)


@st.composite
def _user(draw: st.DrawFn, headings: Headings) -> list[list[Column]]:
    kind = draw(st.sampled_from(("both", "side by side", "account", "name", "joined")))
    if headings.unseen and kind != "account":
        kind = "both"
    if kind == "joined":
        heading = headings.of(draw(st.sampled_from(("user_name", "account"))))
        return [[column.user(heading, draw(st.sampled_from(JOINED)))]]
    accounts = [column.account(headings.of("account"))] if kind != "name" else []
    names = [column.user_name(headings.of("user_name"))] if kind != "account" else []
    if kind == "side by side":
        over = draw(st.sampled_from(("使用者", "使用者資料", None)))
        return [[replace(one, over=over) for one in (*accounts, *names)]]
    return [[one] for one in (*accounts, *names)]
