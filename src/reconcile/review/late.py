"""Lines that a later register brings in for queries of earlier months (補登).

The pair itself cannot be made, for the earlier statement is not in this run. So only the strongest evidence counts
(DESIGN §4, exact): one whole identifier, one name or account, the time within the session and the tolerance; and the
line must be new, for a register kept all year repeats the lines that have long been matched.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from reconcile.deposits import Deposit
from reconcile.facts.accounts import names_of_accounts
from reconcile.facts.persons import Persons
from reconcile.facts.sessions import Sessions
from reconcile.facts.users import same_user
from reconcile.history import History
from reconcile.lives import Life, Lives
from reconcile.outcome import Outcome
from reconcile.tables import REGISTER, REGISTER_KEY, STATEMENT, Row, records
from reconcile.text.dates import Month
from reconcile.text.folding import comparable
from reconcile.text.identifiers import is_masked
from reconcile.text.names import is_masked_name

_CODE = "UNREGISTERED_QUERY"


@dataclass(frozen=True)
class _Known:
    """What the office's lists and settings say of persons, accounts and clocks."""

    persons: Persons
    names: Mapping[str, tuple[str, ...]]
    tolerance: timedelta

    @classmethod
    def of(cls, outcome: Outcome) -> "_Known":
        return cls(
            Persons.of(outcome.lists.aliases),
            names_of_accounts(outcome.lists.roster),
            timedelta(minutes=outcome.settings.matching.tolerance_minutes),
        )

    def agree(self, query: Row, line: Row) -> bool:
        """Whether a line of an earlier month is of this query by the strongest evidence alone."""
        subject, written, user = query["subject_id"], line["subject_id"], line["user_name"]
        if None in (subject, written, user) or is_masked(subject + written):
            return False
        if not self.persons.may_be_one(subject, written):
            return False
        account = comparable(query["account"] or "")
        by_account = account != "" and account == comparable(user)
        # a name is not compared where nobody has one (DESIGN §4); a masked one is never exact
        whose = (query["user_name"],) if query["user_name"] else self.names.get(account, ())
        by_name = not whose or (any(same_user(name, user) for name in whose) and not is_masked_name(user))
        outside = line["session"].outside(query["queried_at"])
        return (by_account or by_name) and outside is not None and outside <= self.tolerance


def late_entries(outcome: Outcome, lives: Lives, history: History) -> list[str]:
    """The items of earlier months that a new line of this run's register makes good, one line for one item."""
    waiting = defaultdict[Month, list[tuple[str, Life]]](list)
    for item, life in lives.items():
        settled = life.gone or life.late.keys() - {outcome.month}
        if life.month < outcome.month and life.row["code"] == _CODE and not settled:
            waiting[life.month].append((item, life))
    lines = _lines_by_month(outcome)
    known = _Known.of(outcome)
    found: list[str] = []
    for month in sorted(waiting.keys() & lines.keys()):
        held = history.runs(month)[-1].table(REGISTER.name)
        fresh = _fresh(lines[month], records(held))
        if fresh:
            found += _made_good(_queries(history.runs(month), dict(waiting[month])), fresh, known)
    return sorted(found)


def _queries(runs: Sequence[Deposit], waiting: Mapping[str, Life]) -> list[tuple[Row, str]]:
    """The queries of these items in order of time, each from the statement of the last run that lists it."""
    found: list[tuple[Row, str]] = []
    left = dict(waiting)
    for run in reversed(runs):
        listed = left.keys() & set(run.items["item"] if run.items is not None else ())
        if listed:
            asked = {_query_key(row): row for row in records(run.table(STATEMENT.name))}
            found += [(asked[_query_key(left.pop(item).row)], item) for item in listed]
    return sorted(found, key=lambda one: (one[0]["queried_at"], one[1]))


def _lines_by_month(outcome: Outcome) -> dict[Month, list[Row]]:
    """The dated lines of earlier months that no query of this month takes, in the order in which they end.

    Each with its `session`.
    """
    sessions = Sessions.of(outcome.register, outcome.settings.matching.open_session_minutes)
    matched = set(map(tuple, outcome.matching.matches[REGISTER_KEY].to_numpy().tolist()))
    lines = defaultdict[Month, list[Row]](list)
    for row, session in zip(records(outcome.register), sessions.each(), strict=True):
        earlier = row["login_at"] and Month.of(row["login_at"]) < outcome.month
        if earlier and tuple(row[name] for name in REGISTER_KEY) not in matched:
            lines[Month.of(row["login_at"])].append(row | {"session": session})
    for rows in lines.values():
        rows.sort(key=lambda row: (row["session"].spans[-1][1], row["login_at"], *(row[name] for name in REGISTER_KEY)))
    return lines


def _fresh(lines: list[Row], known: Iterable[Row]) -> list[Row]:
    """The lines that the month's own register did not hold yet, each as often as it is new."""
    held = Counter(map(_content, known))
    new: list[Row] = []
    for line in lines:
        content = _content(line)
        if held[content]:
            held[content] -= 1
        else:
            new.append(line)
    return new


def _made_good(queries: list[tuple[Row, str]], lines: list[Row], known: _Known) -> list[str]:
    """The earliest query takes the line that ends first: no other choice makes more of them good."""
    left, found = list(lines), list[str]()
    for query, item in queries:
        line = next((line for line in left if known.agree(query, line)), None)
        if line is not None:
            left.remove(line)
            found.append(item)
    return found


def _content(row: Row) -> tuple[str, datetime | None, datetime | None, str]:
    subject = row["subject_id"] or comparable(row["condition"] or "")
    return comparable(row["user_name"] or ""), row["login_at"], row["logout_at"], subject


def _query_key(row: Row) -> tuple[Any, Any]:
    return row["statement_file"], row["statement_row"]
