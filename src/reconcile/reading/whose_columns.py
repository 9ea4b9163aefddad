"""Whose a column is where its heading leaves it open: the user's or the person's asked about, account or name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from reconcile.carriers.raw import Row
from reconcile.reading.headings import is_no_column_of_ours, plain
from reconcile.reading.layouts import Layout
from reconcile.reading.vocabulary import Tell, Vocabulary
from reconcile.text.folding import clean

BARE = frozenset({"姓名", "中文姓名", "名稱", "name"})
"""Headings of names that do not say whose."""
_IDENTIFIERS = ("national_id", "resident_id", "passport")
UNHEADED = "（無標題）"


def with_columns_of_users(layout: Layout, header: Row, sample: Sequence[Row], vocabulary: Vocabulary) -> Layout:
    """The layout with account and user name where they are; without a name that is the person's asked about."""
    if vocabulary.tell is None:
        return layout
    cells = [list(column) for column in zip_longest(*(row.cells for row in sample))]
    told = {at: meaning for at, column in enumerate(cells) if (meaning := _told(column, vocabulary.tell))}
    layout = _names_by_neighbours(layout, header)
    layout = _among_users(layout, header, told, vocabulary)
    return _unheaded(layout, header, told)


def _told(column: Sequence[object], tell: Tell) -> str | None:
    return next(iter(tell(list(column))), None)  # type: ignore[arg-type]


def _names_by_neighbours(layout: Layout, header: Row) -> Layout:
    """A bare 姓名 is of the account or identifier beside it, as far as its neighbours agree."""
    words = [plain(str(cell)) if clean(cell) else "" for cell in header.cells]
    bare = [at for at, word in enumerate(words) if word in BARE]
    if not bare or not layout.has("account") or not layout.has(*_IDENTIFIERS, "condition"):
        return layout
    if layout.has("user_name") and layout.columns["user_name"] not in bare:
        return layout
    whose = {at: owner_by_neighbours(layout, at) for at in bare}
    users = [at for at, owner in whose.items() if owner == "user"]
    others = [at for at, owner in whose.items() if owner == "asked"]
    if len(users) == 1:
        return _with(layout, "user_name", users[0], header, gone=others)
    return layout.without("user_name") if len(others) == len(bare) else layout


def owner_by_neighbours(layout: Layout, at: int) -> str | None:
    """Whose name stands in that column, "user" or "asked", by what it stands beside.

    The one to its left says it, unless the one to its right says otherwise; an account to its left is surest.
    """
    meant = {column: meaning for meaning, column in layout.columns.items()}
    left, right = meant.get(at - 1), meant.get(at + 1)
    if left == "account":
        return "user"
    if left in {*_IDENTIFIERS, "condition"}:
        return None if right == "account" else "asked"
    return "user" if right == "account" else "asked" if right in _IDENTIFIERS else None


def renamed(layout: Layout, meaning: str, at: int | None, words: Mapping[int, str]) -> Layout:
    """The layout with that meaning in the column `at`, in none where it is None. `words`: headings of such columns."""
    bare = layout.without(meaning)
    if at is None:
        return bare
    return replace(
        bare,
        columns={**bare.columns, meaning: at},
        headings={**bare.headings, meaning: words[at]},
        reasons={**bare.reasons, meaning: "標題"},
        unknown={column: text for column, text in bare.unknown.items() if column != at},
    )


def _among_users(layout: Layout, header: Row, told: Mapping[int, str], vocabulary: Vocabulary) -> Layout:
    """Of columns named 使用者 and 查詢人 the one with accounts is the account, that with names the name.

    A bare 姓名 is the name only beside accounts: where 查詢者 holds account and name in one, it is the person's.
    """
    several = [
        at
        for at, cell in enumerate(header.cells)
        if clean(cell) and vocabulary.meaning(plain(str(cell))) == "user_name" and not is_no_column_of_ours(str(cell))
    ]
    if len(several) < 2:
        return layout
    accounts = [at for at in several if told.get(at) == "account"]
    names = [at for at in several if told.get(at) == "user_name"]
    if len(accounts) == 1 and not layout.has("account"):
        layout = _with(layout, "account", accounts[0], header)
    own = layout.columns.get("user_name")
    if (
        len(names) == 1
        and own not in names
        and (own in {None, *accounts} or plain(str(header.cells[names[0]])) not in BARE)
    ):
        layout = _with(layout, "user_name", names[0], header)
    return layout


def _unheaded(layout: Layout, header: Row, told: Mapping[int, str]) -> Layout:
    """Accounts, names, results … in a column without a heading, where no other column holds them."""
    headed = {at for at, cell in enumerate(header.cells) if clean(cell)}
    taken = {*headed, *layout.columns.values()}
    for meaning in ("account", "user_name", "result", "purpose", "ip"):
        found = [at for at, what in told.items() if what == meaning and at not in taken]
        if len(found) == 1 and not layout.has(meaning):
            layout = _with(layout, meaning, found[0], header)
    return layout


def _with(layout: Layout, meaning: str, at: int, header: Row, *, gone: Sequence[int] = ()) -> Layout:
    """The layout with that meaning in that column, and in no other."""
    words = clean(header.cells[at]) if at < len(header.cells) else None
    old = layout.columns.get(meaning)
    unknown = {column: text for column, text in layout.unknown.items() if column != at}
    for column in (old, *gone):
        if column is not None and column != at:
            unknown[column] = clean(header.cells[column]) or UNHEADED
    columns = {key: column for key, column in layout.columns.items() if column != at or key in layout.stacked}
    further = {
        key: kept
        for key, several in layout.further.items()
        if key != meaning and (kept := tuple(column for column in several if column != at))
    }
    return replace(
        layout,
        columns={**columns, meaning: at},
        headings={**layout.headings, meaning: words or UNHEADED},
        reasons={**layout.reasons, meaning: "標題" if words else "內容"},
        unknown=unknown,
        further=further,
    )
