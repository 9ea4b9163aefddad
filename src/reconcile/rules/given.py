"""The lists as rules want them: whole tables, though a caller of the API gives only the columns that it has."""

from typing import Any

import pandas as pd

from reconcile.lists import ALIASES, CASES, CLOSED_DAYS, FAX, ROSTER, Lists
from reconcile.tables import Table


def whole(lists: Lists | None) -> Lists:
    """Each list conforming to its table: a column that was not given is null in it, rows are numbered in their order.

    Raises ValueError where a column cannot be of its type, or a required one is blank.
    """
    lists = lists or Lists()
    return Lists(
        roster=_whole(ROSTER, lists.roster),
        cases=_whole(CASES, lists.cases),
        fax=_whole(FAX, lists.fax),
        aliases=_whole(ALIASES, lists.aliases),
        closed_days=_whole(CLOSED_DAYS, lists.closed_days),
    )


def _whole(table: Table, given: pd.DataFrame | None) -> pd.DataFrame | None:
    if given is None:
        return None
    places: dict[str, pd.Series[Any]] = {
        f"{table.name}_file": pd.Series(table.name, given.index),
        f"{table.name}_row": pd.Series(range(1, len(given) + 1), given.index),
    }
    lacking = {name: place for name, place in places.items() if name in table.columns and name not in given.columns}
    return table.conform(given.assign(**lacking).reindex(columns=table.columns))
