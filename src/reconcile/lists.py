"""The lists that an office keeps beside its register, as tables. They are not of the public contract of DESIGN §3.

Days are timestamps at midnight. Missing is None.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from reconcile.tables import Table

ROSTER = Table(
    "roster",
    pa.schema(
        [
            ("roster_file", pa.string()),
            ("roster_row", pa.int64()),
            ("account", pa.string()),
            ("user_name", pa.string()),
            ("valid_from", pa.timestamp("ms")),
            ("valid_to", pa.timestamp("ms")),
            ("certificate_lost_on", pa.timestamp("ms")),
            ("role", pa.string()),
            ("identifier", pa.string()),
            ("leave_days", pa.string()),
        ]
    ),
    order=("roster_file", "roster_row"),
    required=frozenset(["roster_file", "roster_row"]),
)
"""帳號清冊, one row an account and period of validity, both of its ends closed and None where open; `account` is None
for a supervisor who has none.

`role` as written (承辦人員, 單位主管, …); `identifier` is the user's own; `leave_days` are days and closed ranges in
ISO form, "2026-10-05,2026-10-07/2026-10-09", and parts of days, "2026-10-12 AM", " PM" or " ?" where nobody can tell;
"" where the list has that column and nothing is written, None where it has no such column.
"""

CASES = Table(
    "cases",
    pa.schema(
        [
            ("cases_file", pa.string()),
            ("cases_row", pa.int64()),
            ("case_no", pa.string()),
            ("business", pa.string()),
            ("applicant_id", pa.string()),
            ("applicant_name", pa.string()),
            ("related_ids", pa.string()),
            ("received_on", pa.timestamp("ms")),
            ("closed_on", pa.timestamp("ms")),
            ("handler", pa.string()),
            ("agent", pa.string()),
        ]
    ),
    order=("cases_file", "cases_row"),
    required=frozenset(["cases_file", "cases_row"]),
    added=frozenset(["agent"]),
)
"""受理案件清冊, one row a case. `business` as printed; `related_ids` are identifiers separated by commas.

`agent` is who applies for another (受委任人), as written; "" where the list has that column and nobody is named, None
where it has no such column.
"""

FAX = Table(
    "fax",
    pa.schema(
        [
            ("fax_file", pa.string()),
            ("fax_row", pa.int64()),
            ("faxed_at", pa.timestamp("ms")),
            ("user_name", pa.string()),
            ("condition", pa.string()),
            ("subject_id", pa.string()),
            ("reason", pa.string()),
            ("letter_on", pa.timestamp("ms")),
            ("letter_no", pa.string()),
        ]
    ),
    order=("fax_file", "fax_row"),
    required=frozenset(["fax_file", "fax_row", "faxed_at"]),
)
"""疑義查詢表 (附件二), one row a faxed query. `faxed_at` is at midnight where only its day is kept; `letter_on` is the
day of the official letter (要點十), None while none was sent."""


def fax_no(file: str, row: int) -> str:
    """What calls a row of the log of faxes: its file, and its place there."""
    return f"{file} 第 {row} 筆"


ALIASES = Table(
    "aliases",
    pa.schema(
        [
            ("aliases_file", pa.string()),
            ("aliases_row", pa.int64()),
            ("identifier", pa.string()),
            ("same_as", pa.string()),
        ]
    ),
    order=("aliases_file", "aliases_row", "identifier", "same_as"),
    required=frozenset(["identifier", "same_as"]),
)
"""新舊證號對照: two numbers of one person, such as an old and a new resident number."""

CLOSED_DAYS = Table(
    "closed_days",
    pa.schema(
        [
            ("closed_days_file", pa.string()),
            ("closed_days_row", pa.int64()),
            ("closed_on", pa.timestamp("ms")),
            ("reason", pa.string()),
            ("half", pa.string()),
        ]
    ),
    order=("closed_days_file", "closed_days_row", "closed_on", "half"),
    required=frozenset(["closed_on"]),
    added=frozenset(["half"]),
)
"""停止上班日: days on which the office was closed beside the public holidays, such as for a typhoon.

`half` is AM, PM or ? where the office was closed for a part of the day, None for the whole of it.
"""

PRINTOUTS = Table(
    "printouts",
    pa.schema(
        [
            ("printouts_file", pa.string()),
            ("printouts_row", pa.int64()),
            ("printed_on", pa.timestamp("ms")),
            ("subject", pa.string()),
            ("user_name", pa.string()),
            ("pages", pa.string()),
            ("reason", pa.string()),
        ]
    ),
    order=("printouts_file", "printouts_row"),
    required=frozenset(["printouts_file", "printouts_row", "printed_on"]),
)
"""已查詢並列印因故未辦理之書面資料 (要點七), one row a printout; `pages` as written. For the year's volume only."""

USED = Table(
    "used",
    pa.schema(
        [
            ("month", pa.string()),
            ("login_at", pa.timestamp("ms")),
            ("logout_at", pa.timestamp("ms")),
            ("user_name", pa.string()),
            ("subject_id", pa.string()),
            ("ordinal", pa.int64()),
        ]
    ),
    order=("month", "login_at", "logout_at", "user_name", "subject_id", "ordinal"),
    required=frozenset(["month"]),
)
"""Lines that the standing run of another month (2026-09) used, as `facts.lines` knows them again in another file.

A row of nothing but its month says that the month is archived.
"""

SEEN = Table(
    "seen",
    pa.schema(
        [
            ("month", pa.string()),
            ("register_file", pa.string()),
            ("register_entry", pa.int64()),
            ("register_line", pa.int64()),
            ("page_no", pa.int64()),
            ("seq_no", pa.int64()),
            ("user_name", pa.string()),
            ("login_at", pa.timestamp("ms")),
            ("logout_at", pa.timestamp("ms")),
            ("condition", pa.string()),
            ("subject_id", pa.string()),
            ("asked", pa.string()),
        ]
    ),
    order=("month", "register_file", "register_entry", "register_line"),
    required=frozenset(["month", "register_file", "register_entry", "register_line", "asked"]),
)
"""Lines of the register that the archive saw, one row a line, under the month (2026-09) that saw them.

A book is a `month` and a `register_file`. `asked` says what of its entry a finding or an answer asked to be changed:
"user", "session", "subject", separated by commas, or "".
"""

BY_HAND = Table(
    "by_hand",
    pa.schema(
        [
            ("statement_file", pa.string()),
            ("statement_row", pa.int64()),
            ("found", pa.string()),
            ("register_file", pa.string()),
            ("register_entry", pa.int64()),
            ("register_line", pa.int64()),
        ]
    ),
    order=("statement_file", "statement_row"),
    required=frozenset(["statement_file", "statement_row", "found"]),
)
"""What a person found on paper, one row a query of the 逐筆核對表.

`found` is "found", with the line that stands for it in the register; "none", or "unchecked": nobody said it.
"""

LISTS = {table.name: table for table in (ROSTER, CASES, FAX, ALIASES, CLOSED_DAYS, PRINTOUTS)}
"""Each under its name, which is that of its role in `documents`."""


@dataclass(frozen=True)
class Lists:
    """The lists of one office, each conforming to its table above; None where it gave none.

    From outside, `roster` needs no more than `account` and `user_name`, `aliases` than its two columns. `used` and
    `seen` are what the archive says, not lists of the office; `by_hand` is what a person found on paper.
    """

    roster: pd.DataFrame | None = None
    cases: pd.DataFrame | None = None
    fax: pd.DataFrame | None = None
    aliases: pd.DataFrame | None = None
    closed_days: pd.DataFrame | None = None
    used: pd.DataFrame | None = None
    seen: pd.DataFrame | None = None
    by_hand: pd.DataFrame | None = None

    def whole(self) -> "Lists":
        """Each list conforming to its table: a column that was not given is None in it, rows are numbered in order.

        Raises ValueError where a column cannot be of its type, or a required one is blank.
        """
        return Lists(
            roster=_whole(ROSTER, self.roster),
            cases=_whole(CASES, self.cases),
            fax=_whole(FAX, self.fax),
            aliases=_aliases(self.aliases),
            closed_days=_whole(CLOSED_DAYS, self.closed_days),
            used=_whole(USED, self.used),
            seen=_whole(SEEN, self.seen),
            by_hand=_whole(BY_HAND, self.by_hand),
        )


def _aliases(given: pd.DataFrame | None) -> pd.DataFrame | None:
    """A row that lacks one of its two numbers says nothing."""
    return _whole(ALIASES, None if given is None else given.dropna(subset=["identifier", "same_as"]))


def _whole(table: Table, given: pd.DataFrame | None) -> pd.DataFrame | None:
    if given is None:
        return None
    places: dict[str, pd.Series[Any]] = {
        f"{table.name}_file": pd.Series(table.name, given.index),
        f"{table.name}_row": pd.Series(range(1, len(given) + 1), given.index),
    }
    lacking = {name: place for name, place in places.items() if name in table.columns and name not in given.columns}
    return table.conform(given.assign(**lacking).reindex(columns=table.columns))
