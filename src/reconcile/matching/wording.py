"""Words for places, people and times; identifiers and names masked as the settings say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from reconcile.matching.arrays import Column, Ints
from reconcile.matching.sessions import DAY, MINUTE
from reconcile.text.dates import ROC_YEAR_ZERO
from reconcile.text.identifiers import mask_identifier, mask_text
from reconcile.text.names import mask_name

HOUR = 60 * MINUTE
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Wording:
    """Words for rows of the two tables, one text for each position asked for."""

    queries: pd.DataFrame
    lines: pd.DataFrame
    mask: bool

    def query_places(self, query: Ints) -> list[str]:
        """明細表第 12 列; with the file where there are several."""
        named = self.queries["statement_file"].nunique() > 1
        return [
            f"明細表{_file(file, named)}第 {row} 列"
            for file, row in _rows(self.queries, query, "statement_file", "statement_row")
        ]

    def line_places(self, line: Ints) -> list[str]:
        """紀錄表第 2 頁序號 3 第 1 筆, or 紀錄表第 7 列第 1 筆 where page and number are not both written."""
        named = self.lines["register_file"].nunique() > 1
        columns = ("register_file", "register_entry", "register_line", "page_no", "seq_no")
        return [
            f"紀錄表{_file(file, named)}"
            + (f"第 {entry} 列" if page is None or number is None else f"第 {page} 頁序號 {number} ")
            + f"第 {row} 筆"
            for file, entry, row, page, number in _rows(self.lines, line, *columns)
        ]

    def user(self, name: str | None, account: str | None = None) -> str:
        """A name, or else an account, as it may be shown."""
        if name:
            return mask_name(name) if self.mask else name
        if account:
            return mask_text(account) if self.mask else account
        return "未載姓名"

    def people(self, query: Ints, line: Ints) -> Iterator[tuple[str | None, str | None, str | None]]:
        """Name and account of who made each query, and whom its line names, whole."""
        ours, theirs = _rows(self.queries, query, "user_name", "account"), _rows(self.lines, line, "user_name")
        return ((name, account, written) for (name, account), (written,) in zip(ours, theirs, strict=True))

    def subject(self, identifier: str | None) -> str:
        """An identifier as it may be shown."""
        if not identifier:
            return "未載證號"
        return mask_identifier(identifier) if self.mask else identifier

    def subjects(self, query: Ints, line: Ints) -> Iterator[tuple[str | None, str | None]]:
        """The identifiers of pairs, whole."""
        ours, theirs = _rows(self.queries, query, "subject_id"), _rows(self.lines, line, "subject_id")
        return ((one, other) for (one,), (other,) in zip(ours, theirs, strict=True))

    def instants(self, query: Ints) -> Iterator[datetime]:
        """When each query was made."""
        return (at for (at,) in _rows(self.queries, query, "queried_at"))

    def sessions(self, line: Ints) -> Iterator[tuple[datetime | None, datetime | None]]:
        """Login and logout as written, each standing for the other where it is missing."""
        times = _rows(self.lines, line, "login_at", "logout_at")
        return ((login or logout, logout or login) for login, logout in times)


def several(places: list[str]) -> str:
    """The first few of many places."""
    shown = "、".join(places[:NAMED_AT_MOST])
    return shown if len(places) <= NAMED_AT_MOST else f"{shown}等 {len(places)} 筆"


def duration(seconds: int) -> str:
    """7 分鐘, 7 分 5 秒, 3 小時 5 分鐘, 12 日: exact below an hour, then rounded down to the next smaller unit."""
    if seconds < MINUTE:
        return f"{seconds} 秒"
    if seconds < HOUR:
        minutes, rest = divmod(seconds, MINUTE)
        return f"{minutes} 分 {rest} 秒" if rest else f"{minutes} 分鐘"
    if seconds < DAY:
        hours, rest = divmod(seconds, HOUR)
        return f"{hours} 小時 {rest // MINUTE} 分鐘" if rest >= MINUTE else f"{hours} 小時"
    days, rest = divmod(seconds, DAY)
    return f"{days} 日 {rest // HOUR} 小時" if rest >= HOUR else f"{days} 日"


def day(at: datetime, *, with_year: bool) -> str:
    """10/13, or 115/10/13."""
    return f"{at.year - ROC_YEAR_ZERO}/{at:%m/%d}" if with_year else f"{at:%m/%d}"


def moment(at: datetime) -> str:
    """10/13 09:12."""
    return f"{at:%m/%d %H:%M}"


def _file(file: str, named: bool) -> str:
    return f" {file} " if named else ""


def _rows(frame: pd.DataFrame, positions: Ints, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Plain values of some rows; null is None."""
    return zip(*(_plain(frame[name].take(positions)) for name in columns), strict=True)


def _plain(column: Column) -> list[Any]:
    if column.dtype.kind == "M":
        return list(column.to_numpy().astype("datetime64[us]").tolist())
    return list(column.astype(object).where(column.notna(), None))
