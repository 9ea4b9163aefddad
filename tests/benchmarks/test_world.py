"""The benchmark's world is what its noise says, and the matcher reaches what is published of it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from rapidfuzz.distance import OSA

from noise import NOISY, ORDINARY, REPEATS, SETTINGS, Noise
from reconcile.matching import match
from reconcile.tables import REGISTER, STATEMENT
from score import Score, score
from world import World, world

LINE = ["register_entry", "register_line"]
NOTHING = Noise(0, 0, 0, 0, 0, clocks=0, shared=0)


def told(made: World) -> pd.DataFrame:
    """Every written query beside its line."""
    return made.truth.merge(made.register, on=LINE).merge(made.statement, on="statement_row", suffixes=("_line", ""))


def reach(queries: int, noise: Noise, seed: int) -> Score:
    made = world(queries, noise, seed)
    found = match(made.statement, made.register)
    tied = found.unmatched.loc[found.unmatched["reason"] == "tie", "statement_row"].dropna()
    return score(made.truth, found.matches, tied)


def test_equal_seeds_give_equal_worlds_and_others_do_not() -> None:
    one, same, other = world(500, NOISY, 1), world(500, NOISY, 1), world(500, NOISY, 2)
    pd.testing.assert_frame_equal(one.statement, same.statement)
    pd.testing.assert_frame_equal(one.register, same.register)
    assert not one.statement["subject_id"].equals(other.statement["subject_id"])


def test_both_tables_are_of_the_contract_and_an_entry_has_one_user_one_time_and_four_lines_at_most() -> None:
    made = world(2_000, NOISY, 3)
    pd.testing.assert_frame_equal(made.statement, STATEMENT.conform(made.statement))
    pd.testing.assert_frame_equal(made.register, REGISTER.conform(made.register))
    entries = made.register.groupby("register_entry")
    assert (entries[["user_name", "login_at", "logout_at"]].nunique() == 1).all(axis=None)
    assert entries["register_line"].max().between(1, 4).all()
    assert (entries["register_line"].count() == entries["register_line"].max()).all()


@pytest.mark.parametrize("name", SETTINGS)
def test_rates_are_as_told(name: str) -> None:
    noise = SETTINGS[name]
    made = world(40_000, noise, 4)
    written = made.truth[made.truth["register_entry"].notna()]
    rates = {
        "slips": written["slip"].mean(),
        "wrong_user": written["user"].mean(),
        "wrong_time": written["time"].mean(),
        "unregistered": made.truth["register_entry"].isna().mean(),
        "never_performed": made.invented / len(made.register),
        "shared": made.truth["shared"].mean(),
        "repeated": made.truth["repeated"].mean(),
    }
    assert rates == pytest.approx({rate: getattr(noise, rate) for rate in rates}, abs=0.01)
    twice = (written[["slip", "user", "time"]].sum(axis="columns") > 1).mean()
    assert (twice > 0.01) == noise.independent


def test_what_the_truth_calls_wrong_is_wrong_and_nothing_else_is() -> None:
    pairs = told(world(4_000, replace(NOISY, clocks=0), 5))
    edits = [OSA.distance(one, other) for one, other in zip(pairs["subject_id"], pairs["subject_id_line"], strict=True)]
    np.testing.assert_array_equal(edits, pairs["slip"].astype(int))
    np.testing.assert_array_equal(pairs["user_name"] != pairs["user_name_line"], pairs["user"])
    minute = pd.Timedelta(minutes=1)
    within = (pairs["login_at"] <= pairs["queried_at"]) & (pairs["queried_at"] < pairs["logout_at"] + minute)
    np.testing.assert_array_equal(~within, pairs["time"])
    assert (pairs["agency"] == pairs["agency_line"]).all()


def test_clocks_are_off_by_no_more_than_told() -> None:
    pairs = told(world(4_000, replace(NOTHING, clocks=0.7, clock_minutes=4), 6))
    early = (pairs["login_at"] - pairs["queried_at"]).dt.total_seconds()
    late = (pairs["queried_at"] - pairs["logout_at"]).dt.total_seconds() - 59
    assert 180 < max(early.max(), late.max()) <= 240


def test_shared_subjects_are_a_colleagues_and_repeated_ones_the_users_own_of_that_day() -> None:
    made = world(4_000, replace(NOTHING, shared=0.25), 7)
    askers = made.statement.groupby(["agency", "subject_id"])["account"].nunique()
    queries = made.statement.set_index(["agency", "subject_id"]).index
    assert (askers.loc[queries[made.truth["shared"]]] > 1).all()
    made = world(4_000, replace(NOTHING, repeated=0.4), 8)
    day = made.statement["queried_at"].dt.date
    again = made.statement.assign(day=day).sort_values("queried_at").duplicated(["account", "subject_id", "day"])
    np.testing.assert_array_equal(again.sort_index(), made.truth["repeated"])


def test_a_repeat_has_the_purpose_of_the_first_where_told_so() -> None:
    purposes = [
        made.statement.groupby(made.truth["alike"].to_numpy())["purpose"].nunique().max()
        for made in (world(2_000, replace(NOTHING, repeated=0.4, one_purpose=one), 9) for one in (True, False))
    ]
    assert purposes == [1, 4]


def test_a_world_without_noise_is_paired_without_fault() -> None:
    perfect = reach(2_000, NOTHING, 9)
    assert (perfect.found, perfect.right) == (2_000, 2_000)


def test_repeats_that_are_all_written_are_told_apart_by_their_order() -> None:
    repeats = reach(2_000, REPEATS, 10)
    assert (repeats.precision, repeats.recall) == (1.0, 1.0)


@pytest.mark.parametrize(
    ("noise", "right", "found", "cleared"), [(ORDINARY, 0.999, 0.998, 0.01), (NOISY, 0.995, 0.98, 0.01)]
)
def test_what_is_published_is_reached(noise: Noise, right: float, found: float, cleared: float) -> None:
    """A line of a wrong month beside another of that month takes no query (DESIGN §4): that is lost recall."""
    scores = [reach(4_000, noise, seed) for seed in (11, 12, 13)]
    assert np.mean([one.precision for one in scores]) >= right
    assert np.mean([one.recall for one in scores]) >= found
    assert np.mean([one.false_clear_rate for one in scores]) <= cleared


def test_the_score_counts_a_tie_as_a_miss_but_not_as_an_error() -> None:
    truth = pd.DataFrame(
        {
            "statement_row": [1, 2, 3, 4],
            "register_entry": pd.array([1, 2, None, 4], dtype="Int64"),
            "register_line": pd.array([1, 1, None, 1], dtype="Int64"),
            "slip": [False, False, False, True],
            "user": [False, False, False, True],
            "time": [False, False, False, False],
            "alike": [0, 1, 1, 2],
        }
    )
    found = pd.DataFrame({"statement_row": [1, 3], "register_entry": [1, 2], "register_line": [1, 1]})
    judged = score(truth, found, pd.Series([2]))
    assert judged == Score(
        true=3,
        found=2,
        right=1,
        right_of_alike=2,
        unregistered=1,
        falsely_cleared=1,
        falsely_cleared_of_alike=0,
        tied=1,
        refused=1,
    )
