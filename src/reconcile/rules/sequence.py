"""Do 頁碼 and 序號 of the register run on without a gap or a repeat?

Offices number as they please, so each way to number is tried and the one that leaves the fewest faults is theirs:
through the file or anew by month, user or day, and in each anew on every page (附件一: 1 to 4) or not. Numbers that
begin anew begin at 1; those through a file begin anywhere. The order of the rows does not count.
"""

from collections.abc import Iterator
from itertools import product

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
)
def sequence_gap(material: Material) -> pd.DataFrame:
    """紀錄表的序號或頁碼跳號、重號；全冊連號，或按頁、按月、按日、依使用者重編，以最相合者為準。

    Okay: entry(page_no=1, seq_no=4), entry(page_no=2, seq_no=5)  # 全冊連號
    Okay: entry(page_no=1, seq_no=1), entry(page_no=2, seq_no=1), entry(page_no=2, seq_no=2)  # 每頁重編
    Okay: entry(page_no=3, seq_no=41), entry(page_no=3, seq_no=42)  # 全年一冊，本月由 41 號起
    Okay: entry(page_no=None, seq_no=None), entry(page_no=None, seq_no=None)  # 未編號
    Flag: entry(page_no=1, seq_no=2), entry(page_no=1, seq_no=4)  # 缺 3 號
    Flag: entry(page_no=1, seq_no=2), entry(page_no=1, seq_no=2)  # 重號
    Flag: entry(page_no=1, seq_no=4), entry(page_no=3, seq_no=5)  # 缺第 2 頁
    """
    written = material.lines.drop_duplicates(ENTRY_KEY)
    ordinal = written["register_entry"].astype("float")
    written = written.assign(
        day=written["login_at"].dt.normalize(),
        month=written["login_at"].dt.to_period("M").dt.start_time,
        unread=ordinal - ordinal.groupby(written["register_file"]).rank(),
    )
    faults = [_of_the_best_numbering(file) for _, file in written.groupby("register_file")]
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


def _of_the_best_numbering(entries: pd.DataFrame) -> pd.DataFrame:
    """The faults of one file under the numbering that leaves the fewest, the first of equals."""
    return min((_faults(entries, book, unit) for book, unit in product(_BOOKS, _UNITS)), key=len)


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
    same number, null for a gap. A gap that entries which could not be read would fill is none; `unread` counts those
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
