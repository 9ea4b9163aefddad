"""A column headed 姓名 that does not say whose: decided by its neighbours and by all its rows, or told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reconcile.errors import Problem
from reconcile.reading.blocks import SUBJECTS
from reconcile.reading.groups import heading_of
from reconcile.reading.headings import plain
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Scan
from reconcile.reading.whose_columns import BARE, owner_by_neighbours, renamed
from reconcile.text.folding import comparable

USER, ASKED = "user", "asked"
MANY_NAMES = 3
"""So many names of one account are not its users'."""
VARIES = 0.8
"""Names that change with so large a share of the persons asked about are theirs."""
MANY_ROWS = 8
"""Without accounts, so many persons asked about are needed before their names can be told from users'."""


@dataclass
class _Seen:
    """Who stands beside whom in the rows of a layout."""

    by_account: dict[str, set[str]] = field(default_factory=dict)
    asked_by: dict[str, set[str]] = field(default_factory=dict)
    by_subject: dict[str, set[str]] = field(default_factory=dict)
    by_name: dict[str, set[str]] = field(default_factory=dict)

    def note(self, account: str | None, name: str, subject: str | None) -> None:
        """One row: the names are those of the column in question."""
        if account:
            self.by_account.setdefault(account, set()).add(name)
            if subject:
                self.asked_by.setdefault(account, set()).add(subject)
        if subject:
            self.by_subject.setdefault(subject, set()).add(name)
            self.by_name.setdefault(name, set()).add(subject)

    @property
    def most_names(self) -> int:
        """The most names that stand beside one account."""
        return max(map(len, self.by_account.values()), default=0)

    def owner(self) -> str | None:
        """Whose the names are by what stands beside them; None where that tells nothing."""
        steady = all(len(names) == 1 for names in self.by_subject.values())
        if not self.by_account:
            if not steady or 2 * len(self.by_name) <= len(self.by_subject):
                return USER
            many = len(self.by_subject) >= MANY_ROWS
            return ASKED if many and len(self.by_name) >= VARIES * len(self.by_subject) else None
        several = [account for account, subjects in self.asked_by.items() if len(subjects) > 1]
        names = sum(len(self.by_account[account]) for account in several)
        if not several:
            return None
        if names == len(several):
            own = [name for names in self.by_account.values() for name in names]
            return USER if len(set(own)) == len(own) else None
        subjects = sum(len(self.asked_by[account]) for account in several)
        return ASKED if steady and names >= VARIES * subjects else None


def with_names_decided(file: str, found: Scan) -> tuple[Scan, list[Problem]]:
    """The same rows, each bare 姓名 the user's or not; a problem for each layout where nothing tells whose it is.

    Such a column is not read.
    """
    decided: dict[Layout, Layout] = {}
    told: list[Problem] = []
    grouped = _grouped(found) if any(map(_bare_names, found.layouts)) else []
    for layout in found.layouts:
        bare = _bare_names(layout)
        if not bare:
            continue
        rows = [(row, account) for row, account in grouped if row.layout is layout]
        owners = {at: _owner(layout, at, rows) for at in bare}
        users = [at for at, owner in owners.items() if owner == USER]
        unclear = [] if len(users) == 1 else [at for at, owner in owners.items() if owner != ASKED]
        decided[layout] = renamed(layout, "user_name", users[0] if len(users) == 1 else None, bare)
        if unclear and rows:
            message = (
                f"看不出「{bare[unclear[0]]}」一欄是使用者還是被查詢人的姓名，未採用；"
                "請確認後以版面設定檔指定使用者姓名是哪一欄。"
            )
            first = rows[0][0]
            told.append(Problem(file, first.place, message, first.sheet.page))
    if not decided:
        return found, []
    items = [
        item._replace(layout=decided.get(item.layout, item.layout)) if isinstance(item, DataRow) else item
        for item in found.items
    ]
    layouts = [decided.get(layout, layout) for layout in found.layouts]
    return replace(found, items=items, layouts=layouts), told


def _grouped(found: Scan) -> list[tuple[DataRow, str | None]]:
    """Each row and its account, or what the heading of its group names."""
    rows: list[tuple[DataRow, str | None]] = []
    above: str | None = None
    for item in found.items:
        if isinstance(item, DataRow):
            rows.append((item, item.text("account") or above))
        elif heading := heading_of(list(item.row.texts())):
            above = heading.account or heading.user_name
    return rows


def _bare_names(layout: Layout) -> Mapping[int, str]:
    """The headings of names that do not say whose, by column; none where another says that it is the user's."""
    own = layout.columns.get("user_name")
    if own is not None and plain(layout.headings["user_name"]) not in BARE:
        return {}
    named = {at: words for at, words in layout.unknown.items() if plain(words) in BARE}
    return named if own is None else {own: layout.headings["user_name"], **named}


def _owner(layout: Layout, at: int, rows: Sequence[tuple[DataRow, str | None]]) -> str | None:
    """By its rows where these tell; else by its neighbours; None where they contradict one another or say nothing."""
    beside = owner_by_neighbours(layout, at)
    seen = _Seen()
    for row, account in rows:
        name = row.row.cells[at] if at < len(row.row.cells) else None
        if isinstance(name, str) and (text := comparable(name)):
            subject = " ".join(filter(None, (row.text(meaning) for meaning in SUBJECTS)))
            seen.note(account, text, subject or None)
    owner = seen.owner()
    if owner == ASKED and seen.most_names < MANY_NAMES and beside == USER:
        return None
    if owner is None and beside is None and not seen.by_account:
        return USER
    return owner or beside
