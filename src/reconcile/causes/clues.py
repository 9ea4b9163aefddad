"""What a month shows to whom looks for causes: who asked and who wrote, which query goes with which line, what is open.

A query and a line go together where they were matched, or where both are left over and ask about one person.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reconcile.causes.one_person import of_one_person
from reconcile.causes.repair import Copy, EntryKey, FindingId, LineKey, QueryKey, finding_ids
from reconcile.facts.places import Places
from reconcile.facts.sessions import Flags, Ints, Sessions, seconds_of
from reconcile.facts.whose import Named
from reconcile.lists import Lists
from reconcile.outcome import Matching
from reconcile.settings import Settings
from reconcile.tables import ENTRY_KEY, REGISTER_KEY, STATEMENT_KEY

LEFT_OVER = frozenset({"UNREGISTERED_QUERY", "AMBIGUOUS_MATCH", "UNREGISTERED_IN_TIE"})
"""A query that bears one of these has no line; what would be asked of the two is hidden."""

LEFT_LINE = frozenset({"UNCONFIRMED_ENTRY", "AMBIGUOUS_MATCH", "UNCONFIRMED_IN_TIE"})
_NEVER_HIDDEN = LEFT_OVER | LEFT_LINE


@dataclass(frozen=True)
class Clues:
    """One copy of a month: `ids` are all its findings, `open` those of the month itself that have no cause yet."""

    copy: Copy
    matching: Matching
    ids: frozenset[FindingId]
    open: frozenset[FindingId]
    lists: Lists
    settings: Settings

    @classmethod
    def of(cls, copy: Copy, matching: Matching, findings: pd.DataFrame, lists: Lists, settings: Settings) -> "Clues":
        """The month as it was handed in."""
        ids = frozenset(finding_ids(findings))
        return cls(copy, matching, ids, ids, lists, settings)

    def without(self, copy: Copy, ids: frozenset[FindingId], explained: frozenset[FindingId]) -> "Clues":
        """The month without a mistake that was found."""
        return replace(self, copy=copy, ids=ids, open=(self.open - explained) & ids)

    @cached_property
    def places(self) -> Places:
        """What its rows are called."""
        return Places.of(self.copy.statement, self.copy.register, self.lists, self.settings.report.mask)

    @cached_property
    def written(self) -> pd.DataFrame:
        """The lines that count, in the order in which they stand; voided ones do not."""
        lines = self.copy.register[~self.copy.register["voided"]]
        return lines.sort_values(REGISTER_KEY, ignore_index=True)

    @cached_property
    def users(self) -> Named:
        """Who asked, and who wrote."""
        accused = {one[1:] for one in self.ids if one[0] == "USER_MISMATCH"}
        return Named.of(self.copy.statement, self.written, self.matching.matches, self.lists.roster, accused)

    @cached_property
    def queries(self) -> pd.DataFrame:
        """The queries in the order of time, each with its `key`, its `user` and whether it is `left` over."""
        table = self.copy.statement.assign(user=self.users.of_queries)
        keys = list(zip(table["statement_file"].tolist(), table["statement_row"].tolist(), strict=True))
        left = self._left
        queries = table.assign(
            key=pd.Series(keys, table.index, dtype=object), left=np.array([key in left for key in keys], dtype=bool)
        )
        return queries.sort_values(["queried_at", *STATEMENT_KEY], ignore_index=True)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The lines that count, each with its `key`, its `user` and its entry by position (`at`)."""
        table = self.written
        keys = list(zip(*(table[name].tolist() for name in REGISTER_KEY), strict=True))
        at = table.groupby(ENTRY_KEY, sort=False).ngroup()
        return table.assign(user=self.users.of_lines, key=pd.Series(keys, table.index, dtype=object), at=at)

    @cached_property
    def entries(self) -> pd.DataFrame:
        """The entries in the order in which they stand, as their first line has them; `key` is that of the entry."""
        first = self.lines.drop_duplicates("at").reset_index(drop=True)
        return first.assign(key=pd.Series([key[:2] for key in first["key"]], first.index, dtype=object))

    @cached_property
    def sessions(self) -> Sessions:
        """The session of each entry."""
        return Sessions.of(self.entries, self.settings.matching.open_session_minutes)

    @cached_property
    def of_month(self) -> Flags:
        """Whether each entry is one of the month: dated in the span of the queries, or bearing a finding."""
        asked, login = self.queries["queried_at"], self.entries["login_at"]
        if asked.empty:
            return np.zeros(len(login), dtype=bool)
        months = asked.dt.to_period("M")
        first, last = months.min().start_time, months.max().end_time
        named = {(one[3], one[4]) for one in self.ids if one[4] is not None}
        bearing = np.array([key in named for key in self.entries["key"]], dtype=bool)
        within = ((login >= first) & (login <= last)).fillna(value=False).to_numpy(bool)
        return np.asarray(within | bearing)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Queries and lines that go together, one row a pair: `query` and `line` by position, `entry`, `seconds`.

        `likely` are those that were not matched.
        """
        matched = self._matched()
        left = self.queries[self.queries["left"]]
        used = self._left_for("used")
        free = self.lines[~self.lines.index.isin(matched["line"]) & ~self.lines["key"].isin(used)]
        likely = of_one_person(left, free)
        pairs = pd.concat([matched.assign(likely=False), likely.assign(likely=True)], ignore_index=True)
        query, line = pairs["query"].to_numpy(np.int64), pairs["line"].to_numpy(np.int64)
        return pairs.assign(
            entry=self.lines["at"].to_numpy(np.int64)[line],
            seconds=seconds_of(self.queries["queried_at"])[query],
            user=self.lines["user"].to_numpy(object)[line],
        )

    def _matched(self) -> pd.DataFrame:
        matches = self.matching.matches[[*STATEMENT_KEY, *REGISTER_KEY]]
        queries = self.queries[STATEMENT_KEY].rename_axis("query").reset_index()
        lines = self.lines[REGISTER_KEY].rename_axis("line").reset_index()
        return matches.merge(queries, on=STATEMENT_KEY).merge(lines, on=REGISTER_KEY)[["query", "line"]]

    def outside(self, pairs: pd.DataFrame, shift: int = 0) -> Ints:
        """Seconds from each query to the session of its line, were that so many seconds later; 0 within."""
        entry, seconds = pairs["entry"].to_numpy(np.int64), pairs["seconds"].to_numpy(np.int64)
        return np.asarray(np.where(self.sessions.dated[entry], self.sessions.outside(entry, seconds - shift), 10**9))

    @property
    def tolerance(self) -> int:
        """By how many seconds clocks may differ."""
        return self.settings.matching.tolerance_minutes * 60

    def of_entries(self, codes: Collection[str]) -> dict[EntryKey, list[FindingId]]:
        """The open findings of these codes by the entry that they name."""
        of_each = ((key, [one for one in named if one[0] in codes]) for key, named in self._open_at[2].items())
        return {key: named for key, named in of_each if named}

    def of_queries(self, codes: Collection[str], among: Collection[FindingId]) -> dict[QueryKey, list[FindingId]]:
        """The findings of these codes by the query that they name."""
        found = dict[QueryKey, list[FindingId]]()
        for one in among:
            if one[0] in codes and one[1] is not None and one[2] is not None:
                found.setdefault((one[1], one[2]), []).append(one)
        return found

    def open_at(
        self,
        codes: Collection[str],
        queries: Iterable[QueryKey] = (),
        lines: Iterable[LineKey] = (),
        entries: Iterable[EntryKey] = (),
    ) -> frozenset[FindingId]:
        """The open findings of these codes that name one of these queries, lines or entries.

        Sought by what they name: a hypothesis of one user does not look at everybody's.
        """
        by_query, by_line, by_entry = self._open_at
        named = chain(
            (by_query.get(key, ()) for key in queries),
            (by_line.get(key, ()) for key in lines),
            (by_entry.get(key, ()) for key in entries),
        )
        return frozenset(one for some in named for one in some if one[0] in codes)

    @cached_property
    def _open_at(
        self,
    ) -> tuple[Mapping[Any, list[FindingId]], Mapping[Any, list[FindingId]], Mapping[Any, list[FindingId]]]:
        """The open findings by the query, the line and the entry that they name."""
        queries, lines, entries = (defaultdict[Any, list[FindingId]](list) for _ in range(3))
        for one in self.open:
            for index, key in ((queries, one[1:3]), (lines, one[3:6]), (entries, one[3:5])):
                if key[-1] is not None:
                    index[key].append(one)
        return queries, lines, entries

    @cached_property
    def line_at(self) -> Mapping[LineKey, int]:
        """The position of each line by its key."""
        return {key: at for at, key in enumerate(self.lines["key"])}

    @cached_property
    def asked_by(self) -> Mapping[str, Ints]:
        """The positions of the queries of each user, in the order of time."""
        positions = self.queries.groupby("user").indices.items()
        return {str(user): np.asarray(at, dtype=np.int64) for user, at in positions}

    def entry_of(self, finding: FindingId) -> EntryKey | None:
        """The entry that a finding names, else that of the line which its query goes with; None where none."""
        if finding[3] is not None and finding[4] is not None:
            return finding[3], finding[4]
        return self._entries_of_queries.get((finding[1], finding[2]))

    def was_hidden(self, finding: FindingId) -> bool:
        """Whether a finding, were it to come, could not be seen before: its query or its entry was left over."""
        if finding[0] in _NEVER_HIDDEN:
            return False
        return (finding[1], finding[2]) in self._left or (finding[3], finding[4]) in self._elsewhere

    @cached_property
    def waiting(self) -> Mapping[QueryKey, list[FindingId]]:
        """The queries that wait for a paper which was found to be missing."""
        return self.of_queries(LEFT_OVER, self.copy.no_findings)

    @cached_property
    def _left(self) -> Mapping[QueryKey, list[FindingId]]:
        return self.of_queries(LEFT_OVER, self.ids)

    @cached_property
    def _elsewhere(self) -> frozenset[EntryKey]:
        """The entries that lie outside the month."""
        return frozenset((key[0], key[1]) for key in self._left_for("outside", "used"))

    def _left_for(self, *reasons: str) -> set[LineKey]:
        """The lines that are left over for these reasons."""
        unmatched = self.matching.unmatched
        left = unmatched[unmatched["reason"].isin(reasons) & unmatched["register_line"].notna()]
        return set(zip(*(left[name].tolist() for name in REGISTER_KEY), strict=True))

    @cached_property
    def _entries_of_queries(self) -> dict[tuple[Any, ...], EntryKey]:
        keys, entries = self.queries["key"].to_numpy(object), self.entries["key"].to_numpy(object)
        rows = zip(self.pairs["query"].tolist(), self.pairs["entry"].tolist(), strict=True)
        return {keys[query]: entries[entry] for query, entry in rows}

    def scopes(self, of: Collection[EntryKey]) -> Iterator[tuple[str | None, Flags]]:
        """Everybody, then each user who has at least one of these entries, with which entries are theirs."""
        users = self.entries["user"].to_numpy(object)
        held = Counter(user for user, key in zip(users, self.entries["key"], strict=True) if key in of)
        if len(held) > 1:
            yield None, np.ones(len(users), dtype=bool)
        for user in sorted(held):
            yield user, np.asarray(users == user)

    def lines_of(self, entries: Collection[int]) -> Iterator[tuple[LineKey, dict[str, Any]]]:
        """The lines of these entries by key, with their times as written."""
        wanted = self.lines[self.lines["at"].isin(entries)]
        columns = zip(wanted["key"], wanted["login_at"], wanted["logout_at"], strict=True)
        return ((key, {"login_at": login, "logout_at": logout}) for key, login, logout in columns)


def plain(column: "pd.Series[Any]") -> npt.NDArray[np.object_]:
    """The values of a column, missing ones as None."""
    return np.asarray(column.astype(object).where(column.notna(), None).to_numpy(object))
