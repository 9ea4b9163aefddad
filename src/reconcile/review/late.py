"""Lines that a later register brings in for queries of earlier months (補登).

The pair itself cannot be made, for the earlier statement is not in this run. So only the strongest evidence counts
(DESIGN §4, exact): one whole identifier, one name or account, the time within the session and the tolerance; and the
line must be new, for a register kept all year repeats the lines that have long been matched.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from reconcile.history import Deposit, History
from reconcile.lives import Life, Lives
from reconcile.outcome import Outcome
from reconcile.review.sealing import table_in
from reconcile.tables import REGISTER, REGISTER_KEY, STATEMENT, Row, records
from reconcile.text.dates import Month
from reconcile.text.folding import comparable
from reconcile.text.identifiers import is_masked
from reconcile.text.names import is_masked_name, same_name

_CODE = "UNREGISTERED_QUERY"


def late_entries(outcome: Outcome, lives: Lives, history: History) -> list[str]:
    """The items of earlier months that a new line of this run's register makes good, one line for one item."""
    waiting = defaultdict[Month, list[tuple[str, Life]]](list)
    for item, life in lives.items():
        settled = life.gone or life.late.keys() - {outcome.month}
        if life.month < outcome.month and life.row["code"] == _CODE and not settled:
            waiting[life.month].append((item, life))
    lines = _lines_by_month(outcome)
    names = _names(outcome.lists.roster)
    tolerance = timedelta(minutes=outcome.settings.matching.tolerance_minutes)
    found: list[str] = []
    for month in sorted(waiting.keys() & lines.keys()):
        held = table_in(history.runs(month)[-1], REGISTER)
        fresh = _fresh(lines[month], records(held))
        if fresh:
            found += _made_good(_queries(history.runs(month), dict(waiting[month])), fresh, names, tolerance)
    return sorted(found)


def _queries(runs: Sequence[Deposit], waiting: Mapping[str, Life]) -> list[tuple[Row, str]]:
    """The queries of these items in order of time, each from the statement of the last run that lists it."""
    found: list[tuple[Row, str]] = []
    left = dict(waiting)
    for run in reversed(runs):
        listed = left.keys() & set(run.items["item"] if run.items is not None else ())
        if listed:
            asked = {_query_key(row): row for row in records(table_in(run, STATEMENT))}
            found += [(asked[_query_key(left.pop(item).row)], item) for item in listed]
    return sorted(found, key=lambda one: (one[0]["queried_at"], one[1]))


def _lines_by_month(outcome: Outcome) -> dict[Month, list[Row]]:
    """The dated lines of earlier months that no query of this month takes, in the order in which they end."""
    matched = set(map(tuple, outcome.matching.matches[REGISTER_KEY].to_numpy().tolist()))
    lines = defaultdict[Month, list[Row]](list)
    for row in records(outcome.register):
        dated = row["login_at"] and row["logout_at"] and Month.of(row["login_at"]) < outcome.month
        if dated and tuple(row[name] for name in REGISTER_KEY) not in matched:
            lines[Month.of(row["login_at"])].append(row)
    for rows in lines.values():
        rows.sort(key=lambda row: (row["logout_at"], row["login_at"], *(row[name] for name in REGISTER_KEY)))
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


def _made_good(
    queries: list[tuple[Row, str]], lines: list[Row], names: Mapping[str, frozenset[str]], tolerance: timedelta
) -> list[str]:
    """The earliest query takes the line that ends first: no other choice makes more of them good."""
    left, found = list(lines), list[str]()
    for query, item in queries:
        line = next((line for line in left if _agree(query, line, names, tolerance)), None)
        if line is not None:
            left.remove(line)
            found.append(item)
    return found


def _agree(query: Row, line: Row, names: Mapping[str, frozenset[str]], tolerance: timedelta) -> bool:
    subject, user = query["subject_id"], line["user_name"]
    if subject is None or subject != line["subject_id"] or is_masked(subject) or user is None:
        return False
    account = comparable(query["account"] or "")
    by_account = account != "" and account == comparable(user)
    # a name is not compared where nobody has one (DESIGN §4); a masked one is never exact
    whose = {query["user_name"]} if query["user_name"] else names.get(account, frozenset())
    by_name = not whose or (any(same_name(name, user) for name in whose) and not is_masked_name(user))
    last = line["logout_at"] + timedelta(seconds=59 if line["logout_at"].second == 0 else 0)
    return (by_account or by_name) and line["login_at"] - tolerance <= query["queried_at"] <= last + tolerance


def _names(roster: pd.DataFrame | None) -> dict[str, frozenset[str]]:
    """Whose each account is or was, by the roster."""
    names = dict[str, frozenset[str]]()
    for row in () if roster is None else records(roster.dropna(subset=["account", "user_name"])):
        account = comparable(row["account"])
        names[account] = names.get(account, frozenset()) | {row["user_name"]}
    return names


def _content(row: Row) -> tuple[str, datetime | None, datetime | None, str]:
    subject = row["subject_id"] or comparable(row["condition"] or "")
    return comparable(row["user_name"] or ""), row["login_at"], row["logout_at"], subject


def _query_key(row: Row) -> tuple[Any, Any]:
    return row["statement_file"], row["statement_row"]
