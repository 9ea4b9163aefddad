"""Do 頁碼 and 序號 of the register run on without a gap or a repeat?

Offices number as they please, so each way to number is tried and the one that leaves the fewest faults is theirs:
through the file or anew by month, user or day, and in each anew on every page (附件一: 1 to 4) or not. Numbers that
begin anew begin at 1; those through a file begin anywhere. The order of the rows does not count.

A file that does not begin at 1 goes on from the one that ends just before it, in this month or in the last that is
archived: what lies between the two is lacking as well. Files kept side by side, one a counter, are books of their own.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import ENTRY_KEY

_BOOKS: tuple[list[str], ...] = ([], ["month"], ["user_name"], ["day"])
_UNITS: tuple[list[str], ...] = ([], ["page_no"])
_NONE = pd.DataFrame(columns=[*ENTRY_KEY, "number", "before", "repeats", "word"], dtype=object)
_WORDS = {"seq_no": "序號", "page_no": "頁碼"}


@rule(
    code="SEQUENCE_GAP",
    title="序號不連續",
    severity="low",
    grain="entry",
    basis=("records", "register_form"),
    question="缺號的紀錄在哪裡？是否漏印、抽換或作廢未註明？",
    measure="查明序號不連續原因，確認紀錄表無缺頁。",
    duty="case_by_case",
    on_paper=True,
)
def sequence_gap(material: Material) -> pd.DataFrame:
    """紀錄表的序號或頁碼跳號、重號；全冊連號，或按頁、按月、按日、依使用者重編，以最相合者為準。

    Okay: entry(page_no=1, seq_no=4), entry(page_no=2, seq_no=5)  # 全冊連號
    Okay: entry(page_no=1, seq_no=1), entry(page_no=2, seq_no=1), entry(page_no=2, seq_no=2)  # 每頁重編
    Okay: entry(page_no=3, seq_no=41), entry(page_no=3, seq_no=42)  # 全年一冊，本月由 41 號起
    Okay: entry(page_no=None, seq_no=None), entry(page_no=None, seq_no=None)  # 未編號
    Okay: entry(seq_no=3, register_file="上旬.xlsx"), entry(seq_no=1, register_file="下旬.xlsx")  # 另起一冊
    Okay: entry(seq_no=3, voided=True), entry(seq_no=4)  # 作廢的號碼也在
    Okay: before(seq_no=3), entry(seq_no=4)  # 接續上月末號
    Flag: entry(page_no=1, seq_no=2), entry(page_no=1, seq_no=4)  # 缺 3 號
    Flag: entry(seq_no=3, register_file="上"), entry(seq_no=8, register_file="下", login_at="10/15 09:10")  # 兩檔之間
    Flag: before(seq_no=3), entry(seq_no=8)  # 上月末號為 3，缺 4 至 7 號
    Flag: entry(page_no=1, seq_no=2), entry(page_no=1, seq_no=2)  # 重號
    Flag: entry(page_no=1, seq_no=4), entry(page_no=3, seq_no=5)  # 缺第 2 頁
    """
    written = _dated(material.lines.drop_duplicates(ENTRY_KEY))
    books = _books(written)
    faults = [book.faults for book in books]
    faults.append(_between_files(books, material.before))
    judged = material.entries[ENTRY_KEY].drop_duplicates()
    told = pd.concat([_NONE, *faults]).merge(judged, on=ENTRY_KEY)
    same = material.places.tell_entries(told.assign(register_entry=told["repeats"].fillna(told["register_entry"])))
    faulty = told.assign(fault=list(_worded(told, same)))
    entries = faulty.groupby(ENTRY_KEY)["fault"].agg("；".join).reset_index()
    return entries.assign(
        message=[
            f"{place}{fault}。請查明有無漏附、抽換或誤編，作廢者請註明。"
            for place, fault in zip(material.places.tell_entries(entries), entries["fault"], strict=True)
        ]
    )


class Book(NamedTuple):
    """The entries of one file, and what is wrong with them in the numbering that fits best.

    `anew` are the columns by which its books begin anew, `within` those by which its numbers do in
    each.
    """

    entries: pd.DataFrame
    faults: pd.DataFrame
    anew: list[str]
    within: list[str]


def _books(written: pd.DataFrame) -> list[Book]:
    return [_of_the_best_numbering(file) for _, file in written.groupby("register_file")]


def _of_the_best_numbering(entries: pd.DataFrame) -> Book:
    """One file under the numbering that leaves the fewest faults, the first of equals."""
    tried = []
    for anew, within in product(_BOOKS, _UNITS):
        tried.append(Book(entries, _faults(entries, anew, within), anew, within))
        if tried[-1].faults.empty:
            break
    return min(tried, key=lambda book: len(book.faults))


class NumberedOn(NamedTuple):
    """The numbers that run through one file, and its entries in their order; `begins` and `ends` in time."""

    name: str
    entries: pd.DataFrame
    first: int
    last: int
    begins: pd.Timestamp
    ends: pd.Timestamp


def _between_files(books: list[Book], before: pd.DataFrame | None) -> pd.DataFrame:
    """The first entries of files that do not go on where an earlier file ended."""
    earlier = [] if before is None else _runs(_books(_dated(before.drop_duplicates(ENTRY_KEY))))
    runs = _runs(books)
    found = [_NONE]
    for run in runs:
        past = [one for one in runs if one.name == run.name and one.ends < run.begins] + [
            one for one in earlier if one.name == run.name
        ]
        ended = [one.last for one in past if one.last < run.first]
        if run.first > 1 and ended and max(ended) < run.first - 1:
            head = run.entries.head(1)[ENTRY_KEY]
            found.append(head.assign(number=run.first, before=max(ended), repeats=np.nan, word=_WORDS[run.name]))
    return pd.concat(found)


def _runs(books: list[Book]) -> list[NumberedOn]:
    """The files whose entries, or pages, are numbered on through the whole of them."""
    runs = []
    for book in books:
        name = "page_no" if book.within else "seq_no"
        dated = book.entries.dropna(subset=[name, "login_at"])
        numbered = dated.sort_values([name, "register_entry"])
        if book.anew or numbered.empty:
            continue
        at = numbered["login_at"]
        runs.append(
            NumberedOn(name, numbered, int(numbered[name].iloc[0]), int(numbered[name].max()), at.min(), at.max())
        )
    return runs


def _dated(written: pd.DataFrame) -> pd.DataFrame:
    """Entries with what their numbering may begin anew by, and how many before each could not be read."""
    ordinal = written["register_entry"].astype("float")
    return written.assign(
        day=written["login_at"].dt.normalize(),
        month=written["login_at"].dt.to_period("M").dt.start_time,
        unread=ordinal - ordinal.groupby(written["register_file"]).rank(),
    )


def _faults(entries: pd.DataFrame, book: list[str], unit: list[str]) -> pd.DataFrame:
    """Gaps and repeats of both numbers in one file; a page has many entries and is looked at once."""
    pages = entries.drop_duplicates([*book, "page_no"])
    return pd.concat(
        [
            _apart(pages, "page_no", book, anew=bool(book)),
            _apart(entries, "seq_no", [*book, *unit], anew=bool(book or unit)),
        ]
    )


def _apart(entries: pd.DataFrame, name: str, within: list[str], *, anew: bool) -> pd.DataFrame:
    """The entries whose number does not follow the one before, in the order of numbers within each book or page.

    `before` is the number before, 0 where one that begins anew does not begin at 1; `repeats` the entry with the
    same number, None for a gap. A gap that entries which could not be read would fill is none; `unread` counts those
    before each entry.
    """
    numbered = entries[entries[name].notna()].sort_values([*within, name, "register_entry"])
    groups = numbered.groupby(within, dropna=False, sort=False) if within else numbered.groupby(np.zeros(len(numbered)))
    previous = groups[[name, "register_entry", "unread"]].shift()
    number = numbered[name].astype("float")
    before = previous[name].astype("float").fillna(0 if anew else number - 1)
    lost = (numbered["unread"] - previous["unread"].fillna(0)).abs()
    repeats = number == before
    gap = (number - before > 1) & (number - before - 1 > lost)
    found = numbered[ENTRY_KEY].assign(
        number=number, before=before, repeats=previous["register_entry"].where(repeats), word=_WORDS[name]
    )
    return found[repeats | gap]


def _worded(faults: pd.DataFrame, same: list[str]) -> Iterator[str]:
    for word, number, before, repeats, place in zip(
        faults["word"], faults["number"], faults["before"], faults["repeats"].notna(), same, strict=True
    ):
        if repeats:
            yield f"的{word} {number:.0f} 與{place}重複"
        else:
            lacking = f"{before + 1:.0f} 至 {number - 1:.0f}" if number - before > 2 else f"{before + 1:.0f}"
            yield f"的{word} {number:.0f} 之前缺 {lacking}"
