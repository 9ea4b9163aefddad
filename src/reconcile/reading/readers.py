"""The reader of each role in `documents`: how its document is read, and what is shown of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reconcile import tables
from reconcile.carriers.raw import Document
from reconcile.outcome import Reading
from reconcile.reading import lists, register, statement
from reconcile.reading.headings import REGISTER_HEADINGS, STATEMENT_HEADINGS
from reconcile.reading.lists.kind import ListKind
from reconcile.settings import Settings
from reconcile.tables import Table


@dataclass(frozen=True)
class Reader:
    """How the documents of one role are read.

    `headings` are the meanings of its columns, each with its synonyms. `shown` names the columns of the table that a
    person is shown first. `by_profile`: an office may name the headings of its layout in a profile.
    """

    table: Table
    headings: Mapping[str, str]
    shown: tuple[str, ...]
    read: Callable[[Document, Settings], Reading]
    by_profile: bool = False

    def word(self, meaning: str) -> str:
        """What a column is called: its first synonym, whichever of several columns of that meaning it is."""
        return self.headings[meaning.partition(" ")[0]].partition(" ")[0]


def _of_list(kind: ListKind) -> Reader:
    return Reader(
        kind.table,
        kind.headings,
        kind.shown,
        lambda document, settings: lists.read(document, kind, settings.regulation.county),
    )


READERS: dict[str, Reader] = {
    "statement": Reader(
        tables.STATEMENT,
        STATEMENT_HEADINGS,
        ("statement_row", "queried_at", "account", "user_name", "subject_id", "result", "purpose"),
        statement.read,
        by_profile=True,
    ),
    "register": Reader(
        tables.REGISTER,
        REGISTER_HEADINGS,
        (
            "register_entry",
            "register_line",
            "login_at",
            "user_name",
            "subject_id",
            "result",
            "purposes",
        ),
        register.read,
        by_profile=True,
    ),
    **{name: _of_list(kind) for name, kind in lists.KINDS.items()},
}
"""By the names of the roles."""
