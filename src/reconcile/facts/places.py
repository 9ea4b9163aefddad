"""What a row is called: where it stands in its document, when it was and whose it is, masked as the settings say.

Three forms, one each for who reads it: a query is *cited* in a sentence of several rows (明細表第 12 列), *told* in a
sentence of its own (明細表第 12 列（10/05 09:12，王○○）), and *located* in a column that bears the document's name
(第 12 列（第 1 頁）). A file is named only where its side has several.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from reconcile.facts.masking import Masking, Mode, names_of
from reconcile.lists import Lists
from reconcile.tables import ENTRY_KEY, REGISTER_KEY, STATEMENT_KEY, plain_rows

NOBODY = "未載姓名"
UNIDENTIFIED = "未載證號"


@dataclass(frozen=True)
class Places:
    """The rows of one month by their keys, and how its persons are shown.

    `cite_…` take keys, `tell_…` any frame that has them; both give one text a row.
    """

    statement: pd.DataFrame
    register: pd.DataFrame
    masking: Masking

    @classmethod
    def of(cls, statement: pd.DataFrame, register: pd.DataFrame, lists: Lists, mode: Mode) -> "Places":
        """The places of two tables of the contract, whose rows may come in any order."""
        return cls(statement, register, Masking(mode, names_of(statement, register, lists.roster)))

    def cite_queries(self, keys: Iterable[tuple[str, int]]) -> list[str]:
        """明細表第 12 列."""
        return [f"明細表{self._statement_file(file)}第 {row} 列" for file, row in keys]

    def cite_lines(self, lines: Iterable[tuple[str, int, int, int | None, int | None]]) -> list[str]:
        """紀錄表第 2 頁序號 3 第 1 筆, or 紀錄表第 7 列第 1 筆 where page and number are not both written.

        Lines by their key, 頁碼 and 序號.
        """
        return [
            f"紀錄表{self._register_file(file)}"
            + (f"第 {entry} 列" if page is None or number is None else f"第 {page} 頁序號 {number} ")
            + f"第 {line} 筆"
            for file, entry, line, page, number in lines
        ]

    def tell_queries(self, keyed: pd.DataFrame) -> list[str]:
        """明細表第 12 列（第 1 頁，10/05 09:12，王○○）."""
        return [self._queries[key] for key in _keys(keyed, STATEMENT_KEY)]

    def tell_lines(self, keyed: pd.DataFrame) -> list[str]:
        """紀錄表第 7 列第 1 筆（第 2 頁序號 3，10/05 09:12，王○○）."""
        parts = [(key[-1], self._lines[key]) for key in _keys(keyed, REGISTER_KEY)]
        return [f"{entry}第 {line} 筆{details}" for line, (entry, details) in parts]

    def tell_entries(self, keyed: pd.DataFrame) -> list[str]:
        """紀錄表第 7 列（第 2 頁序號 3，10/05 09:12，王○○）."""
        return ["".join(self._entries[key]) for key in _keys(keyed, ENTRY_KEY)]

    def locate_query(self, row: Mapping[str, Any]) -> str:
        """第 12 列（第 1 頁）."""
        page = row["statement_page"]
        file = row["statement_file"] if self._several_statements else None
        return _filed(file, f"第 {row['statement_row']} 列" + ("" if page is None else f"（第 {page} 頁）"))

    def locate_line(self, row: Mapping[str, Any]) -> str:
        """第 2 頁 序號 3 第 1 筆."""
        return f"{self.locate_entry(row)} 第 {row['register_line']} 筆"

    def locate_entry(self, row: Mapping[str, Any]) -> str:
        """第 2 頁 序號 3, or its ordinal where no number is written: 第 7 列."""
        page = "" if row["page_no"] is None else f"第 {row['page_no']} 頁 "
        slot = f"第 {row['register_entry']} 列" if row["seq_no"] is None else f"序號 {row['seq_no']}"
        return _filed(row["register_file"] if self._several_registers else None, page + slot)

    @cached_property
    def _several_statements(self) -> bool:
        return self.statement["statement_file"].nunique() > 1

    @cached_property
    def _several_registers(self) -> bool:
        return self.register["register_file"].nunique() > 1

    def _statement_file(self, file: str) -> str:
        return f" {file} " if self._several_statements else ""

    def _register_file(self, file: str) -> str:
        return f" {file} " if self._several_registers else ""

    @cached_property
    def _queries(self) -> dict[tuple[Any, ...], str]:
        shown = self.statement.assign(at=_clock(self.statement["queried_at"]))
        columns = [*STATEMENT_KEY, "statement_page", "at", "user_name", "account"]
        return {
            (file, row): f"明細表{self._statement_file(file)}第 {row} 列"
            + _details(None if page is None else f"第 {page} 頁", at, self.masking.user(name, account))
            for file, row, page, at, name, account in plain_rows(shown[columns])
        }

    @cached_property
    def _lines(self) -> dict[tuple[Any, ...], tuple[str, str]]:
        """By register key: the entry, and what else is known of where it stands and whose it is."""
        shown = self.register.assign(at=_clock(self.register["login_at"]))
        return {
            (file, entry, line): (
                f"紀錄表{self._register_file(file)}第 {entry} 列",
                _details(_slot(page, slot), at, self.masking.user_name(name)),
            )
            for file, entry, line, page, slot, at, name in plain_rows(
                shown[[*REGISTER_KEY, "page_no", "seq_no", "at", "user_name"]]
            )
        }

    @cached_property
    def _entries(self) -> dict[tuple[Any, ...], tuple[str, str]]:
        """By entry key, as its first line has them."""
        return {key[:-1]: self._lines[key] for key in sorted(self._lines, reverse=True)}


def _keys(keyed: pd.DataFrame, key: list[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(keyed[name].tolist() for name in key), strict=True)


def _clock(moments: "pd.Series[Any]") -> "pd.Series[Any]":
    clock: pd.Series[Any] = moments.dt.strftime("%m/%d %H:%M")
    return clock


def _filed(file: str | None, place: str) -> str:
    return place if file is None else f"{file} {place}"


def _slot(page_no: int | None, seq_no: int | None) -> str | None:
    """頁碼 and 序號 as the office finds them on the paper; None where neither is written."""
    page = "" if page_no is None else f"第 {page_no} 頁"
    slot = "" if seq_no is None else f"序號 {seq_no}"
    return page + slot or None


def _details(*parts: str | None) -> str:
    known = [part for part in parts if part is not None]
    return f"（{'，'.join(known)}）" if known else ""
