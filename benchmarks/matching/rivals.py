"""Other matchers in the contest, each as a competent user would set it up: rivals.py NAME STATEMENT REGISTER PAIRS.

All see the same evidence. Candidates are of one office and share the subject, or the user and the day. A subject may be
one edit apart, a time five minutes outside the session. The best pairs are taken one to one, the fewest seconds outside
first among equals. The two ledger matchers know no users and times: they go over the tables twice, first with the time
within tolerance, then, among what is left, with any time but the same user and subject.
"""

import sys
from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from contest import PAIR, Matcher, enter

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MINUTE = 60
TOLERANCE = 5 * MINUTE


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
    by_subject, by_user = block_on("agency", "subject_id"), block_on("agency", "user_name", "day")
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
    """Blocking, comparison and a sum of the three; two of three agree, and the subject nearly."""
    import recordlinkage as linkage  # noqa: PLC0415

    queries, lines = prepared(statement, register)
    index = linkage.Index()
    index.block(["agency", "subject_id"])
    index.block(["agency", "user_name", "day"])
    candidates = index.index(queries, lines)
    compare = linkage.Compare()
    compare.string("subject_id", "subject_id", method="damerau_levenshtein", label="subject")
    compare.exact("user_name", "user_name", label="user")
    vectors = compare.compute(candidates, queries, lines)
    query, line = (candidates.get_level_values(at).to_numpy() for at in (0, 1))
    seconds = outside(queries, lines, query, line)
    near = np.where(vectors["subject"] == 1, 1.0, np.where(vectors["subject"] >= 0.89, 0.5, 0.0))
    total = near + vectors["user"].to_numpy() + np.where(seconds <= TOLERANCE, 1, np.where(seconds <= 86_400, 0.25, 0))
    keep = (near > 0) & (total >= 2)
    return one_to_one(queries, lines, query[keep], line[keep], total[keep])


def reconcile_py(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Time is the amount, the subject the reference, the user the counterparty; in blocks, as it tries all pairs."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    library: Any = import_module("reconcile")  # theirs: this project is not installed beside it

    def records(side: pd.DataFrame, at: "pd.Index[int]") -> list[Any]:
        rows = side.loc[at, ["unique_id", "subject_id", "user_name", "middle"]].itertuples(index=False)
        return [
            library.Record(Decimal(middle), reference=subject, counterparty=user, id=str(number))
            for number, subject, user, middle in rows
        ]

    queries, lines = prepared(statement, register)
    found: list[tuple[int, int]] = []
    for keys, tolerance in ((["agency", "day"], 2 * TOLERANCE), (["agency", "subject_id", "user_name"], 400 * 86_400)):
        config = library.ReconcileConfig(
            rules=(
                library.FieldRule("amount", "gate", abs_tol=Decimal(tolerance)),
                library.FieldRule("reference", "grade", weight=1.0),
                library.FieldRule("counterparty", "grade", weight=0.6),
            ),
            threshold=0.6,
            max_group_size=1,
            scorer=lambda one, other: max(0.0, 1 - OSA.distance(one, other) / 4),
        )
        for mine, theirs in left_over(queries, lines, found, keys):
            result = library.reconcile(records(queries, mine), records(lines, theirs), config)
            found += [(int(m.left_ids[0]), int(m.right_ids[0])) for m in result.matches if len(m.right_ids) == 1]
    return pairs(queries, lines, found)


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


def prepared(statement: pd.DataFrame, register: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both sides with equal columns: `opening` to `closing` in seconds, their `middle`, the `day` and `date`."""
    queries = statement[["statement_row", "agency", "user_name", "subject_id"]].astype({"statement_row": int})
    lines = register[["register_entry", "register_line", "agency", "user_name", "subject_id"]]
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


def outside(queries: pd.DataFrame, lines: pd.DataFrame, query: Ints, line: Ints) -> Ints:
    """Seconds from each query to its line's session."""
    at = queries["opening"].to_numpy()[query]
    before, after = lines["opening"].to_numpy()[line] - at, at - lines["closing"].to_numpy()[line]
    return np.asarray(np.maximum(np.maximum(before, after), 0))


def one_to_one(queries: pd.DataFrame, lines: pd.DataFrame, query: Ints, line: Ints, weight: Floats) -> pd.DataFrame:
    """The heaviest pairs first, whoever is still free; the fewest seconds outside first among equally heavy ones."""
    order = np.lexsort((line, query, outside(queries, lines, query, line), -weight.round(6)))
    used_queries, used_lines, found = set[int](), set[int](), list[tuple[int, int]]()
    for one, other in zip(query[order].tolist(), line[order].tolist(), strict=True):
        if one not in used_queries and other not in used_lines:
            used_queries.add(one)
            used_lines.add(other)
            found.append((one, other))
    return pairs(queries, lines, found)


def left_over(
    queries: pd.DataFrame, lines: pd.DataFrame, found: list[tuple[int, int]], keys: list[str]
) -> Iterator[tuple["pd.Index[int]", "pd.Index[int]"]]:
    """Blocks of what is in no pair yet, with equal keys on both sides."""
    mine = queries[~queries["unique_id"].isin([query for query, _ in found])].groupby(keys).groups
    theirs = lines[~lines["unique_id"].isin([line for _, line in found])].groupby(keys).groups
    for key in mine.keys() & theirs.keys():
        yield mine[key], theirs[key]


def pairs(queries: pd.DataFrame, lines: pd.DataFrame, found: list[tuple[int, int]]) -> pd.DataFrame:
    """Positions as the keys of the contract."""
    query, line = np.array(found, dtype=np.int64).reshape(-1, 2).T
    keys = [queries[["statement_row"]].iloc[query], lines[["register_entry", "register_line"]].iloc[line]]
    return pd.concat([key.reset_index(drop=True) for key in keys], axis="columns")[PAIR]


RIVALS: dict[str, Matcher] = {
    "splink": splink,
    "recordlinkage": recordlinkage,
    "reconcile-py": reconcile_py,
    "civicpay": civicpay,
    "duckdb": duckdb_join,
}

if __name__ == "__main__":
    enter(RIVALS[sys.argv[1]], *map(Path, sys.argv[2:5]))
