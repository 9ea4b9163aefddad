"""How a message says where a row stands and whose it is; personal data masked as the settings say."""

from dataclasses import dataclass
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
        if keyed.empty:
            return []
        rows = keyed[STATEMENT_KEY].merge(self.statement, on=STATEMENT_KEY, how="left")
        shown = rows.assign(at=_clock(rows["queried_at"]))
        several = self.statement["statement_file"].nunique() > 1
        return [
            f"明細表{_file(file, several)}第 {row} 列{_details(_page(page), at, self._user(name, account))}"
            for file, row, page, at, name, account in plain_rows(
                shown[[*STATEMENT_KEY, "statement_page", "at", "user_name", "account"]]
            )
        ]

    def line_places(self, keyed: pd.DataFrame) -> list[str]:
        """One text a row of `keyed`, by its register key."""
        return [
            f"{entry}第 {line} 筆{details}"
            for (entry, details), (line,) in zip(
                self._entry_parts(keyed, REGISTER_KEY), plain_rows(keyed[["register_line"]]), strict=True
            )
        ]

    def entry_places(self, keyed: pd.DataFrame) -> list[str]:
        """One text a row of `keyed`, by its entry key."""
        return [entry + details for entry, details in self._entry_parts(keyed, ENTRY_KEY)]

    def _entry_parts(self, keyed: pd.DataFrame, key: list[str]) -> list[tuple[str, str]]:
        if keyed.empty:
            return []
        known = self.register.drop_duplicates(key)
        rows = keyed[key].merge(known, on=key, how="left")
        shown = rows.assign(at=_clock(rows["login_at"]))
        several = self.register["register_file"].nunique() > 1
        return [
            (f"紀錄表{_file(file, several)}第 {entry} 列", _details(_slot(page, slot), at, self._user(name, None)))
            for file, entry, page, slot, at, name in plain_rows(
                shown[[*ENTRY_KEY, "page_no", "seq_no", "at", "user_name"]]
            )
        ]

    def _user(self, name: str | None, account: str | None) -> str | None:
        """The name, or the account where there is none."""
        if name is not None:
            return mask_name(name) if self.mask else name
        return mask_text(account) if account is not None and self.mask else account


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
