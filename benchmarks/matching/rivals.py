"""Other matchers in the contest, each as a competent user would set it up: rivals.py NAME STATEMENT REGISTER PAIRS.

All see the same evidence. Candidates are of one office and share the subject, or the user and the day. A subject may be
one edit apart, a time five minutes outside the session. The best pairs are taken one to one, the fewest seconds outside
first among equals. recordlinkage and reconcile-py are given the rules of DESIGN §4 in its order of tiers; and, as a
second contestant each, an order that their own scores suggest: a slip before another user, both before a far time.
The ledger matchers know no users and times: where they are not given the rules they go over the tables twice, first
with the time within tolerance, then, among what is left, with any time but the same user and subject.
"""

import sys
from collections.abc import Callable
from decimal import Decimal
from importlib import import_module
from typing import Any

import numpy as np
import pandas as pd

from contest import Matcher, enter
from given_rules import (
    DAY,
    FAR,
    LAST,
    NEARLY,
    SUBJECT,
    TIERS,
    TOLERANCE,
    USER_AND_DAY,
    Ints,
    misdated,
    of_the_month,
    outside,
    prepared,
    tier,
)
from one_to_one import left_over, one_to_one, pairs


def splink(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Probabilistic linkage trained by expectation maximisation; matches above a probability of one half."""
    import splink.comparison_level_library as levels  # noqa: PLC0415 - each contestant loads its own library only
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415
    from splink.comparison_library import CustomComparison, ExactMatch  # noqa: PLC0415

    queries, lines = prepared(statement, register)
    database = DuckDBAPI()
    subject = CustomComparison(
        output_column_name="subject_id",
        comparison_levels=[
            levels.NullLevel("subject_id"),
            levels.ExactMatchLevel("subject_id"),
            levels.DamerauLevenshteinLevel("subject_id", 1),
            levels.ElseLevel(),
        ],
    )
    apart = "greatest(opening_l - closing_r, opening_r - closing_l, 0)"
    time = CustomComparison(
        output_column_name="opening",
        comparison_levels=[
            levels.CustomLevel(f"{apart} = 0", "within the session"),
            levels.CustomLevel(f"{apart} <= {TOLERANCE}", "within the tolerance"),
            levels.CustomLevel(f"{apart} <= 86400", "within a day"),
            levels.ElseLevel(),
        ],
    )
    by_subject, by_user = block_on(*SUBJECT), block_on(*USER_AND_DAY)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[subject, ExactMatch("user_name"), time],
        blocking_rules_to_generate_predictions=[by_subject, by_user],
        additional_columns_to_retain=["closing"],
        retain_intermediate_calculation_columns=False,
    )
    columns = ["unique_id", "agency", "subject_id", "user_name", "day", "opening", "closing"]
    sides = {"queries": queries[columns], "register_lines": lines[columns]}
    tables = [database.register(side, table_name=name) for name, side in sides.items()]
    linker = Linker(tables, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("agency", "subject_id", "user_name", "day")], recall=0.75
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for blocking in (by_subject, by_user):
        linker.training.estimate_parameters_using_expectation_maximisation(blocking, record_sample_proportion=1.0)
    found = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    swapped = found["source_dataset_l"] != "queries"
    left, right = found["unique_id_l"].to_numpy(), found["unique_id_r"].to_numpy()
    query, line = np.where(swapped, right, left), np.where(swapped, left, right)
    return one_to_one(queries, lines, query, line, found["match_weight"].to_numpy())


def recordlinkage(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Blocking and comparison; the weight is what DESIGN §4 makes of subject, user and time."""
    queries, lines = prepared(statement, register)
    lines = of_the_month(queries, lines)
    query, line, vectors = compared(queries, lines)
    seconds = outside(queries, lines, query, line)
    known = (vectors["subject"], vectors["user"] == 1, seconds, misdated(queries, lines, query, line))
    place = np.array([tier(*one) for one in zip(*(part.tolist() for part in known), strict=True)])
    other = queries["purpose"].to_numpy()[query] != lines["purpose"].to_numpy()[line]
    keep, rank = place < len(TIERS), place * FAR + seconds + other / 2
    return one_to_one(queries, lines, query[keep], line[keep], -rank[keep])


def recordlinkage_in_another_order(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Blocking, comparison and a sum of the three; two of three agree, and the subject nearly."""
    queries, lines = prepared(statement, register)
    query, line, vectors = compared(queries, lines)
    seconds = outside(queries, lines, query, line)
    near = np.where(vectors["subject"] == 1, 1.0, np.where(vectors["subject"] >= NEARLY, 0.5, 0.0))
    total = near + vectors["user"].to_numpy() + np.where(seconds <= TOLERANCE, 1, np.where(seconds <= DAY, 0.25, 0))
    keep = (near > 0) & (total >= 2)
    return one_to_one(queries, lines, query[keep], line[keep], total[keep])


def compared(queries: pd.DataFrame, lines: pd.DataFrame) -> tuple[Ints, Ints, pd.DataFrame]:
    """Candidates of recordlinkage, and how alike they are in subject and user."""
    import recordlinkage as linkage  # noqa: PLC0415

    index = linkage.Index()
    index.block(SUBJECT)
    index.block(USER_AND_DAY)
    candidates = index.index(queries, lines)
    compare = linkage.Compare()
    compare.string("subject_id", "subject_id", method="damerau_levenshtein", label="subject")
    compare.exact("user_name", "user_name", label="user")
    vectors = compare.compute(candidates, queries, lines)
    query, line = (candidates.get_level_values(at).to_numpy() for at in (0, 1))
    return query, line, vectors


def reconcile_py(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Its scorer is given what DESIGN §4 makes of a pair, in blocks and stage by stage, as it tries all pairs.

    The pairs of the first and the last stage share the subject, those of a slip the user and the day.
    """
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    def scorer(one: str, other: str) -> float:
        query, line = rows[0][int(one)], rows[1][int(other)]
        alike = OSA.normalized_similarity(query.subject_id, line.subject_id)
        seconds = max(line.opening - query.opening, query.opening - line.closing, 0)
        parts = [(at.year, at.month, at.day) for at in (query.date, line.date)]
        apart = sum(mine != theirs for mine, theirs in zip(*parts, strict=True))
        moved = query.opening - (query.day - line.day) * DAY
        clock = apart == 1 and line.opening - TOLERANCE <= moved <= line.closing + TOLERANCE
        place = tier(alike, query.user_name == line.user_name, seconds, clock)
        return float(1 - (place * FAR + seconds + (query.purpose != line.purpose) / 2) / LAST)

    queries, lines = prepared(statement, register)
    lines = of_the_month(queries, lines)
    rows: list[list[Any]] = [list(side.itertuples(index=False)) for side in (queries, lines)]
    found: list[tuple[int, int]] = []
    for keys, weakest in ((SUBJECT, "user"), (USER_AND_DAY, "slip"), (SUBJECT, "day")):
        least = 1 - (TIERS.index(weakest) + 1) * FAR / LAST
        found += ledger(queries, lines, found, keys, FAR, least, scorer, {"reference": ("unique_id", 1.0)})
    return pairs(queries, lines, found)


def reconcile_py_in_another_order(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Time is the amount, the subject the reference, the user the counterparty; in blocks, as it tries all pairs."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    def scorer(one: str, other: str) -> float:
        return max(0.0, 1 - OSA.distance(one, other) / 4)

    queries, lines = prepared(statement, register)
    graded = {"reference": ("subject_id", 1.0), "counterparty": ("user_name", 0.6)}
    found: list[tuple[int, int]] = []
    for keys, tolerance in ((["agency", "day"], 2 * TOLERANCE), ([*SUBJECT, "user_name"], FAR)):
        found += ledger(queries, lines, found, keys, tolerance, 0.6, scorer, graded)
    return pairs(queries, lines, found)


def ledger(
    queries: pd.DataFrame,
    lines: pd.DataFrame,
    found: list[tuple[int, int]],
    keys: list[str],
    tolerance: int,
    threshold: float,
    scorer: Callable[[str, str], float],
    graded: dict[str, tuple[str, float]],
) -> list[tuple[int, int]]:
    """What reconcile-py pairs of what is in no pair yet, in blocks of equal keys; `graded` columns have weights."""
    library: Any = import_module("reconcile")  # theirs: this project is not installed beside it
    config = library.ReconcileConfig(
        rules=(
            library.FieldRule("amount", "gate", abs_tol=Decimal(tolerance)),
            *(library.FieldRule(field, "grade", weight=weight) for field, (_, weight) in graded.items()),
        ),
        threshold=threshold,
        max_group_size=1,
        scorer=scorer,
    )

    def records(side: pd.DataFrame, at: "pd.Index[int]") -> list[Any]:
        columns = (side.loc[at, name].astype(str) for name, _ in graded.values())
        rows = zip(side.loc[at, "unique_id"], side.loc[at, "middle"], *columns, strict=True)
        return [
            library.Record(Decimal(middle), id=str(number), **dict(zip(graded, values, strict=True)))
            for number, middle, *values in rows
        ]

    more: list[tuple[int, int]] = []
    for mine, theirs in left_over(queries, lines, found, keys):
        result = library.reconcile(records(queries, mine), records(lines, theirs), config)
        more += [(int(one.left_ids[0]), int(one.right_ids[0])) for one in result.matches if len(one.right_ids) == 1]
    return more


def civicpay(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Time of day is the amount, the subject the reference, the office (then also the user) the currency."""
    from civicpay.recon.matcher import ReconConfig, reconcile  # noqa: PLC0415

    queries, lines = prepared(statement, register)
    found: list[tuple[int, int]] = []
    for keys, tolerance, days in ((["agency"], 2 * TOLERANCE, 0), (["agency", "user_name"], 86_400, 400)):
        tables = []
        for side, taken, names in (
            (queries, {query for query, _ in found}, ("payment_id", "payment_date")),
            (lines, {line for _, line in found}, ("transaction_id", "posting_date")),
        ):
            rows = side[~side["unique_id"].isin(taken)]
            tables.append(
                pd.DataFrame(
                    {
                        names[0]: rows["unique_id"],
                        names[1]: rows["date"],
                        "reference_id": rows["subject_id"],
                        "amount": rows["middle"] % 86_400,
                        "currency": rows[keys].agg(" ".join, axis=1),
                    }
                )
            )
        config = ReconConfig(amount_tolerance=tolerance, date_window_days=days, fuzzy_threshold=0.89)
        results, _, _ = reconcile(tables[0], tables[1], config, "1")
        found += [
            (int(one.payment_id), int(one.ledger_transaction_id)) for one in results if one.match_status == "matched"
        ]
    return pairs(queries, lines, found)


def duckdb_join(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Equal office, user and subject, within the tolerance of the session; mutually nearest."""
    import duckdb  # noqa: PLC0415

    joined: pd.DataFrame = duckdb.sql(
        f"""
        with near as (
            select statement_row, register_entry, register_line,
                greatest(epoch(login_at) - epoch(queried_at), epoch(queried_at) - epoch(logout_at) - 59, 0) as seconds
            from statement join register using (agency, user_name, subject_id)
            where seconds <= {TOLERANCE}
        )
        select statement_row, register_entry, register_line from near
        qualify row_number() over (
                partition by statement_row order by seconds, register_entry, register_line) = 1
            and row_number() over (partition by register_entry, register_line order by seconds, statement_row) = 1
        """
    ).df()
    return joined


RIVALS: dict[str, Matcher] = {
    "splink": splink,
    "recordlinkage": recordlinkage,
    "recordlinkage, another order": recordlinkage_in_another_order,
    "reconcile-py": reconcile_py,
    "reconcile-py, another order": reconcile_py_in_another_order,
    "civicpay": civicpay,
    "duckdb": duckdb_join,
}

if __name__ == "__main__":
    enter(RIVALS[sys.argv[1]], sys.argv[2:5])
