"""Is it the same entry of the register, seen another day; and what does it say now that it did not say then."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import pandas as pd

from reconcile.facts.persons import Persons
from reconcile.facts.users import same_user
from reconcile.tables import ENTRY_KEY, records
from reconcile.text.folding import comparable

Told = Literal["user", "session", "subject"]
"""What an entry says that may not be rewritten; a blank one may be filled in."""

TOLD: tuple[Told, ...] = ("user", "session", "subject")


@dataclass(frozen=True)
class WrittenEntry:
    """One entry: where it stands, its 頁碼 and 序號, whose it is, its session, and whom it asks about.

    `subjects` are as a line of another file is compared, `shown` the condition and identifier of each; blank ones are
    left out.
    """

    key: tuple[str, int]
    number: tuple[int | None, int | None]
    user: str | None
    login_at: datetime | None
    logout_at: datetime | None
    subjects: tuple[str, ...]
    shown: tuple[tuple[str | None, str | None], ...]
    voided: bool

    @property
    def file(self) -> str:
        """The file that it stands in."""
        return self.key[0]

    def rewritten(self, now: "WrittenEntry") -> frozenset[Told]:
        """What the same entry now says otherwise; what was blank and is filled in is not."""
        found = set[Told]()
        if self.user and now.user and not same_user(self.user, now.user):
            found.add("user")
        pairs = ((self.login_at, now.login_at), (self.logout_at, now.logout_at))
        if any(then and at and then != at for then, at in pairs):
            found.add("session")
        if Counter(self.subjects) - Counter(now.subjects):
            found.add("subject")
        return frozenset(found)

    def is_held_as(self, now: "WrittenEntry") -> bool:
        """Whether the other is this one beyond doubt: the session, and whose it is, its number or its persons."""
        if self.login_at is None or self.login_at != now.login_at:
            return False
        numbered = self.number[1] is not None and self.number == now.number
        asked = bool(self.subjects) and self.subjects == now.subjects
        return numbered or asked or _same_user(self, now)


@dataclass(frozen=True)
class Change:
    """An entry as it was seen, as it is now (None: gone), and what of it is rewritten."""

    seen: WrittenEntry
    now: WrittenEntry | None
    fields: frozenset[Told]


def written_entries(lines: pd.DataFrame, persons: Persons | None = None) -> list[WrittenEntry]:
    """The entries of a register, or of the table `SEEN`, in their order.

    With `persons` an old number and the new one ask about one person; None where no list of them is
    at hand.
    """
    persons = persons or Persons.of(None)
    grouped = defaultdict[tuple[str, int], list[dict[str, Any]]](list)
    for row in records(lines):
        grouped[row[ENTRY_KEY[0]], row[ENTRY_KEY[1]]].append(row)
    return [_entry(key, rows, persons) for key, rows in grouped.items()]


def known_again(seen: Sequence[WrittenEntry], lines: Sequence[WrittenEntry]) -> list[Change] | None:
    """Each entry of one book that was seen, with what it is now; None where the files hold none of them.

    An entry is itself where it says the same; else it is known by its session, with 頁碼 and 序號, user or
    persons; else by 頁碼 and 序號 alone, in a file that holds others of the book: entries put in between
    or torn out may have numbered all after them anew. Of a file some of whose entries could not be read
    none is gone.
    """
    by_login = defaultdict[datetime | None, list[WrittenEntry]](list)
    for line in lines:
        by_login[line.login_at].append(line)
    files = {now.file for one in seen for now in by_login[one.login_at] if one.is_held_as(now)}
    if not files:
        return None
    taken, found = set[tuple[str, int]](), dict[tuple[str, int], WrittenEntry]()
    here = [line for line in lines if line.file in files]
    numbered = defaultdict[tuple[int | None, int | None], list[WrittenEntry]](list)
    for line in here:
        numbered[line.number].append(line)
    ways: tuple[Callable[[WrittenEntry], list[WrittenEntry]], ...] = (
        lambda one: [now for now in by_login[one.login_at] if not one.rewritten(now) and _twin(one, now)],
        lambda one: sorted(
            (now for now in by_login[one.login_at] if one.is_held_as(now)),
            key=lambda now: (now.number != one.number, not _same_user(one, now)),
        ),
        lambda one: numbered[one.number] if one.number[1] is not None else [],
    )
    for way in ways:
        for one in seen:
            if one.key not in found and (now := next((now for now in way(one) if now.key not in taken), None)):
                found[one.key] = now
                taken.add(now.key)
    unread = _with_unread_entries(lines) & files
    return [
        Change(one, found.get(one.key), one.rewritten(found[one.key]) if one.key in found else frozenset())
        for one in seen
        if one.key in found or not unread
    ]


def place_of(seen: WrittenEntry) -> str:
    """第 1 頁序號 3（09/05 09:10 至 09:20）: what calls an entry that may be gone, whoever is masked."""
    page, slot = seen.number
    where = ("" if page is None else f"第 {page} 頁") + ("" if slot is None else f"序號 {slot}")
    login = f"{seen.login_at:%m/%d %H:%M}" if seen.login_at else "未填登入時間"
    logout = f"{seen.logout_at:%H:%M}" if seen.logout_at else "未填"
    return f"{where or f'第 {seen.key[1]} 列'}（{login} 至 {logout}）"


def _entry(key: tuple[str, int], rows: list[dict[str, Any]], persons: Persons) -> WrittenEntry:
    first = rows[0]
    asked = [(persons.standing_for(row["subject_id"] or "") or comparable(row["condition"] or ""), row) for row in rows]
    asked = sorted(((text, row) for text, row in asked if text), key=lambda one: one[0])
    return WrittenEntry(
        key,
        (first["page_no"], first["seq_no"]),
        _first(rows, "user_name"),
        _first(rows, "login_at"),
        _first(rows, "logout_at"),
        tuple(text for text, _ in asked),
        tuple((row["condition"], row["subject_id"]) for _, row in asked),
        all(row.get("voided", False) for row in rows),
    )


def _first(rows: Iterable[dict[str, Any]], name: str) -> Any:
    return next((row[name] for row in rows if row[name] is not None), None)


def _same_user(one: WrittenEntry, other: WrittenEntry) -> bool:
    return bool(one.user and other.user and same_user(one.user, other.user))


def _twin(one: WrittenEntry, now: WrittenEntry) -> bool:
    """An entry that says nothing of itself is no other's likeness."""
    return one.is_held_as(now) or (one.login_at is None and one.number == now.number)


def _with_unread_entries(lines: Sequence[WrittenEntry]) -> set[str]:
    """The files in which an ordinal is missing: an entry there could not be read."""
    held = defaultdict[str, list[int]](list)
    for line in lines:
        held[line.file].append(line.key[1])
    return {file for file, ordinals in held.items() if max(ordinals) > len(set(ordinals))}


def of_month(entries: Iterable[WrittenEntry], first: datetime, end: datetime) -> Iterator[WrittenEntry]:
    """The entries whose session begins within that time, `first` closed and `end` open, and that are not voided."""
    for entry in entries:
        at = entry.login_at or entry.logout_at
        if at and first <= at < end and not entry.voided:
            yield entry
