"""How a message says where a row stands and whose it is; personal data masked as the settings say."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from reconcile.tables import ENTRY_KEY, REGISTER_KEY, STATEMENT_KEY, plain_rows
from reconcile.text.identifiers import mask_text
from reconcile.text.names import mask_name


@dataclass(frozen=True)
class Wording:
    """The words for the rows of one month.

    `query_places` and its siblings take any frame that has the keys and give one text a row, such as
    明細表第 12 列（10/05 09:12，王○○）. A file is named only where its side has several.
    """

    statement: pd.DataFrame
    register: pd.DataFrame
    mask: bool

    def query_places(self, keyed: pd.DataFrame) -> list[str]:
        """One text a row of `keyed`, by its statement key."""
        return [self._queries[key] for key in _keys(keyed, STATEMENT_KEY)]

    def line_places(self, keyed: pd.DataFrame) -> list[str]:
        """One text a row of `keyed`, by its register key."""
        parts = [(key[-1], self._lines[key]) for key in _keys(keyed, REGISTER_KEY)]
        return [f"{entry}第 {line} 筆{details}" for line, (entry, details) in parts]

    def entry_places(self, keyed: pd.DataFrame) -> list[str]:
        """One text a row of `keyed`, by its entry key."""
        return ["".join(self._entries[key]) for key in _keys(keyed, ENTRY_KEY)]

    @cached_property
    def _queries(self) -> dict[tuple[Any, ...], str]:
        several = self.statement["statement_file"].nunique() > 1
        shown = self.statement.assign(at=_clock(self.statement["queried_at"]))
        columns = [*STATEMENT_KEY, "statement_page", "at", "user_name", "account"]
        return {
            (
                file,
                row,
            ): f"明細表{_file(file, several)}第 {row} 列{_details(_page(page), at, self._user(name, account))}"
            for file, row, page, at, name, account in plain_rows(shown[columns])
        }

    @cached_property
    def _lines(self) -> dict[tuple[Any, ...], tuple[str, str]]:
        """By register key: the entry, and what else is known of where it stands and whose it is."""
        several = self.register["register_file"].nunique() > 1
        shown = self.register.assign(at=_clock(self.register["login_at"]))
        return {
            (file, entry, line): (
                f"紀錄表{_file(file, several)}第 {entry} 列",
                _details(_slot(page, slot), at, self._user(name, None)),
            )
            for file, entry, line, page, slot, at, name in plain_rows(
                shown[[*REGISTER_KEY, "page_no", "seq_no", "at", "user_name"]]
            )
        }

    @cached_property
    def _entries(self) -> dict[tuple[Any, ...], tuple[str, str]]:
        """By entry key, as its first line has them."""
        return {key[:-1]: self._lines[key] for key in sorted(self._lines, reverse=True)}

    def _user(self, name: str | None, account: str | None) -> str | None:
        """The name, or the account where there is none."""
        if name is not None:
            return mask_name(name) if self.mask else name
        return mask_text(account) if account is not None and self.mask else account


def _keys(keyed: pd.DataFrame, key: list[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(keyed[name].tolist() for name in key), strict=True)


def _clock(moments: "pd.Series[Any]") -> "pd.Series[Any]":
    clock: pd.Series[Any] = moments.dt.strftime("%m/%d %H:%M")
    return clock


def _file(file: str, several: bool) -> str:
    return f" {file} " if several else ""


def _page(page: int | None) -> str | None:
    return None if page is None else f"第 {page} 頁"


def _slot(page_no: int | None, seq_no: int | None) -> str | None:
    """頁碼 and 序號 as the office finds them on the paper; null where neither is written."""
    page = "" if page_no is None else f"第 {page_no} 頁"
    slot = "" if seq_no is None else f"序號 {seq_no}"
    return page + slot or None


def _details(*parts: str | None) -> str:
    known = [part for part in parts if part is not None]
    return f"（{'，'.join(known)}）" if known else ""
