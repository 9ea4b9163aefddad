"""The rules of DESIGN §4 as another matcher can be given them: two tables made alike, what a pair is by the rules.

Runs in the others' environment, so nothing of this project is imported. The world has no masks, texts and aliases.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]

MINUTE, HOUR, DAY = 60, 3600, 86_400
TOLERANCE = 5 * MINUTE
FAR = 400 * DAY
NEARLY = 0.89
"""How alike identifiers of ten characters are at least that are one edit apart."""
SUBJECT, USER_AND_DAY = ["agency", "subject_id"], ["agency", "user_name", "day"]
TIERS = ("exact", "time", "user", "slip", "date", "day")
"""Of DESIGN §4, the strongest first."""
LAST = (len(TIERS) + 1) * FAR
"""More than any rank by tier and seconds."""


def tier(alike: float, same_user: bool, seconds: int, same_clock: bool) -> int:
    """The place in TIERS by DESIGN §4, their number where no pair; `same_clock`: but for one part of the date."""
    in_time = seconds <= TOLERANCE
    if alike < NEARLY or [alike == 1, same_user, in_time].count(False) > 1:
        return len(TIERS)
    if alike < 1:
        return TIERS.index("slip")
    if not same_user:
        return TIERS.index("user")
    if in_time:
        return TIERS.index("exact")
    if seconds <= HOUR:
        return TIERS.index("time")
    return TIERS.index("date") if same_clock else TIERS.index("day") if seconds <= DAY else len(TIERS)


def prepared(statement: pd.DataFrame, register: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both sides with equal columns: `opening` to `closing` in seconds, their `middle`, the `day` and `date`."""
    known = ["agency", "user_name", "subject_id"]
    queries = statement[["statement_row", *known]].assign(purpose=statement["purpose"].astype(str))
    lines = register[["register_entry", "register_line", *known]].assign(purpose=register["purposes"])
    sides = (
        (queries, statement["queried_at"], statement["queried_at"], 0),
        (lines, register["login_at"], register["logout_at"], MINUTE - 1),
    )
    complete = []
    for side, start, end, longer in sides:
        opening, closing = (times.to_numpy("datetime64[s]").astype("int64") for times in (start, end))
        complete.append(
            side.assign(
                unique_id=np.arange(len(side)),
                opening=opening,
                closing=closing + longer,
                middle=(opening + closing + longer) // 2,
                day=opening // 86_400,
                date=start.dt.date,
            )
        )
    return complete[0], complete[1]


def of_the_month(queries: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The lines that another month does not keep for itself by DESIGN §4; their numbers begin anew.

    A line is another month's where it lies more than a day outside that of the queries and the office has another
    entry of its month; an entry that but for its date is a query's of this month is none.
    """
    months = queries["date"].astype("datetime64[s]").dt.to_period("M")
    start, end = (at.timestamp() for at in (months.min().start_time, (months.max() + 1).start_time))
    far = lines[(lines["closing"] < start - DAY) | (lines["opening"] >= end + DAY)]
    same = far.merge(queries, on=[*SUBJECT, "user_name"], suffixes=("", "_asked"))
    wrong = misdated(queries, lines, same["unique_id_asked"].to_numpy(), same["unique_id"].to_numpy())
    standing = ~far["register_entry"].isin(same.loc[wrong, "register_entry"])
    month = far["date"].astype("datetime64[s]").dt.to_period("M")
    entries = far["register_entry"].where(standing).groupby([far["agency"], month]).transform("nunique")
    kept = lines.drop(far.index[entries > standing]).reset_index(drop=True)
    return kept.assign(unique_id=np.arange(len(kept)))


def misdated(queries: pd.DataFrame, lines: pd.DataFrame, query: Ints, line: Ints) -> npt.NDArray[np.bool_]:
    """Whether time agrees but for one of year, month and day."""
    dates = [pd.DatetimeIndex(side["date"])[at] for side, at in ((queries, query), (lines, line))]
    apart = [getattr(dates[0], part) != getattr(dates[1], part) for part in ("year", "month", "day")]
    moved = (queries["day"].to_numpy()[query] - lines["day"].to_numpy()[line]) * DAY
    at = queries["opening"].to_numpy()[query] - moved
    early = at < lines["opening"].to_numpy()[line] - TOLERANCE
    late = at > lines["closing"].to_numpy()[line] + TOLERANCE
    return np.asarray(~early & ~late & (np.sum(apart, axis=0) == 1))


def outside(queries: pd.DataFrame, lines: pd.DataFrame, query: Ints, line: Ints) -> Ints:
    """Seconds from each query to its line's session."""
    at = queries["opening"].to_numpy()[query]
    before, after = lines["opening"].to_numpy()[line] - at, at - lines["closing"].to_numpy()[line]
    return np.asarray(np.maximum(np.maximum(before, after), 0))
