"""What the files of a run say against one another and against what was asked: period, office, overlap."""

from collections.abc import Iterator, Sequence
from itertools import combinations

import pandas as pd

from reconcile.errors import Problem
from reconcile.facts.masking import PRIVATE
from reconcile.outcome import Reading
from reconcile.text.dates import Month
from reconcile.text.folding import comparable

_SAME_QUERY = ["account", "user_name", "queried_at", "function", "condition"]


def incoherences(
    statements: Sequence[Reading],
    registers: Sequence[Reading],
    month: Month,
    agency: str | None,
    formerly: Sequence[str] = (),
) -> Iterator[Problem]:
    """A problem for each file of another month or office, and for statements that print the same queries.

    Files that bear a name which the office had `formerly` are its own.
    """
    for reading in statements:
        yield from _strange_queries(reading, month)
    if not all(reading.facts.says_none for reading in statements):
        for reading in registers:
            yield from _no_line_of(reading, month)
    for reading in (*statements, *registers):
        yield from _other_office(reading, agency, formerly)
    for one, other in combinations(statements, 2):
        yield from _overlap(one, other)


def _strange_queries(reading: Reading, month: Month) -> Iterator[Problem]:
    times = reading.table["queried_at"]
    strange = int(((times < month.start) | (times >= month.end)).sum())
    if strange:
        said = f"有 {strange} 筆查詢不在 {month.roc} 內（檔案所載為 {span_of(times)}），請確認月份或檔案是否正確。"
        yield Problem(reading.facts.file, "", said)


def _no_line_of(reading: Reading, month: Month) -> Iterator[Problem]:
    """A register may be of the whole year; one without a line of this month may be the wrong one."""
    times = reading.table["login_at"].dropna()
    if len(times) and not ((times >= month.start) & (times < month.end)).any():
        said = f"沒有 {month.roc} 的任何紀錄（檔案所載為 {span_of(times)}），請確認月份或檔案是否正確。"
        yield Problem(reading.facts.file, "", said)


def _other_office(reading: Reading, agency: str | None, formerly: Sequence[str]) -> Iterator[Problem]:
    """The office of the settings, however much of its county is written with it."""
    told = reading.facts.agency
    if not (agency and told):
        return
    names, theirs = [comparable(name) for name in (agency, *formerly)], comparable(told)
    if not any(ours.endswith(theirs) or theirs.endswith(ours) for ours in names):
        said = f"檔案所載機關為「{PRIVATE.agency(told)}」，與設定檔的「{agency}」不同，請確認是否拿錯檔案。"
        yield Problem(reading.facts.file, "", said)


def _overlap(one: Reading, other: Reading) -> Iterator[Problem]:
    """Queries that two statements both print would be counted twice."""
    both = one.table[_SAME_QUERY].drop_duplicates().merge(other.table[_SAME_QUERY].drop_duplicates())
    if len(both):
        said = f"與「{one.facts.file}」有 {len(both)} 筆完全相同的查詢，疑為重複匯出，請只留一份後重跑。"
        yield Problem(other.facts.file, "", said)


def span_of(times: "pd.Series[pd.Timestamp]") -> str:
    """From which month to which some times are, as the office reads it."""
    first, last = Month.of(times.min()), Month.of(times.max())
    return first.roc if first == last else f"{first.roc}至{last.roc}"
