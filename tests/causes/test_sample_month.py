"""The mistakes planted in the tables of the sample month, beside all its own discrepancies and with all its lists."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import reconcile
from reconcile import causes_of, judge, match
from reconcile.causes import Caused
from reconcile.facts.users import person_meant
from reconcile.lists import Lists
from reconcile.tables import REGISTER, STATEMENT

SAMPLE = Path(__file__).parents[2] / "sample_data"
USER, OTHER = "潘志成", "陳怡安"
TIMES = ["login_at", "logout_at"]
WEEK = ("2026-10-12", "2026-10-17")

Tables = tuple[pd.DataFrame, pd.DataFrame]


def theirs(register: pd.DataFrame) -> "pd.Series[bool]":
    named = register["user_name"].map(person_meant, na_action="ignore")
    return (named == USER).fillna(value=False).astype(bool)


def moved(register: pd.DataFrame, rows: "pd.Series[bool]", by: Any) -> pd.DataFrame:
    changed = register.copy()
    for name in TIMES:
        column = (changed[name] + by).astype(changed[name].dtype)
        changed[name] = changed[name].where(~rows, column)
    return changed


def mornings(register: pd.DataFrame) -> pd.DataFrame:
    changed = register.copy()
    for name in TIMES:
        afternoon = (changed[name].dt.hour >= 13).fillna(value=False)
        changed[name] = changed[name].where(~afternoon, changed[name] - pd.Timedelta(hours=12))
    return changed


def cut(register: pd.DataFrame) -> pd.DataFrame:
    short = register["subject_id"].str[:-1]
    return register.assign(subject_id=short, condition=short)


def filled(register: pd.DataFrame, rows: "pd.Series[bool]", **values: object) -> pd.DataFrame:
    return register.assign(**{name: register[name].mask(rows, value) for name, value in values.items()})


def at_colleagues(statement: pd.DataFrame, register: pd.DataFrame) -> Tables:
    own = statement["user_name"] == USER
    day = statement.loc[own, "queried_at"].dt.normalize().value_counts().index[0]
    rows = own & (statement["queried_at"].dt.normalize() == day)
    account = statement.loc[statement["user_name"] == OTHER, "account"].iloc[0]
    return statement.assign(
        user_name=statement["user_name"].mask(rows, OTHER), account=statement["account"].mask(rows, account)
    ), register


def page_lost(statement: pd.DataFrame, register: pd.DataFrame) -> Tables:
    return statement, register[register["page_no"] != 25]


EVERYBODY = pd.Series(True, range(2_000))

MISTAKES: dict[str, tuple[str, Callable[[pd.DataFrame, pd.DataFrame], Tables]]] = {
    "signed on paper": (
        "sign_off_on_paper",
        lambda s, r: (s, r.assign(signed_off=False, signed_by=None)),
    ),
    "late clock": ("clock", lambda s, r: (s, moved(r, theirs(r), pd.Timedelta(minutes=9)))),
    "early clock": ("clock", lambda s, r: (s, moved(r, theirs(r), pd.Timedelta(minutes=-9)))),
    "page lost": ("page_missing", page_lost),
    "sheet lost": ("register_missing", lambda s, r: (s, r[~theirs(r)])),
    "week lost": ("register_missing", lambda s, r: (s, r[~r["login_at"].between(*WEEK)])),
    "week not downloaded": ("statement_part", lambda s, r: (s[~s["queried_at"].between(*WEEK)], r)),
    "last year": ("year", lambda s, r: (s, moved(r, EVERYBODY[: len(r)], pd.DateOffset(years=-1)))),
    "next month": (
        "date",
        lambda s, r: (s, moved(r, theirs(r) & (r["login_at"].dt.day < 31), pd.DateOffset(months=1))),
    ),
    "day copied": (
        "date",
        lambda s, r: (s, moved(r, r["login_at"].dt.normalize() == "2026-10-14", pd.Timedelta(days=-1))),
    ),
    "mornings": ("half_day", lambda s, r: (s, mornings(r))),
    "always successful": ("result_habit", lambda s, r: (s, r.assign(result="success"))),
    "never ticks": ("purpose_habit", lambda s, r: (s, filled(r, theirs(r), purposes="", purpose_note=None))),
    "always two": ("purpose_habit", lambda s, r: (s, r.assign(purposes="2", purpose_note=None))),
    "no logouts": ("logout_habit", lambda s, r: (s, r.assign(logout_at=None))),
    "last digit": ("identifier_cut", lambda s, r: (s, cut(r))),
    "at a colleague's": ("colleague_day", at_colleagues),
    "new surname": ("name_written", lambda s, r: (s, filled(r, theirs(r), user_name=f"丁{USER[1:]}"))),
}

DAILY = {"late clock", "page lost", "sheet lost"}


class SampleMonth:
    """The sample month as read, and what is found in it."""

    def __init__(self) -> None:
        self.statement = reconcile.read_statement(SAMPLE / "statement.xlsx").table
        self.register = reconcile.read_register(SAMPLE / "register_list.xlsx").table
        self.lists = Lists(
            roster=reconcile.read_roster(SAMPLE / "roster.xlsx").table,
            cases=reconcile.read_cases(SAMPLE / "cases.xlsx").table,
            fax=reconcile.read_fax(SAMPLE / "fax.xlsx").table,
            aliases=reconcile.read_aliases(SAMPLE / "aliases.csv").table,
            closed_days=reconcile.read_closed_days(SAMPLE / "closed_days.csv").table,
        )
        self.findings = len(self.judged(self.statement, self.register))

    def judged(self, statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
        return judge(statement, register, match(statement, register, self.lists), self.lists)

    def caused(self, statement: pd.DataFrame, register: pd.DataFrame) -> Caused:
        statement, register = STATEMENT.conform(statement), REGISTER.conform(register)
        matching = match(statement, register, self.lists)
        findings = judge(statement, register, matching, self.lists)
        return causes_of(statement, register, matching, findings, self.judged, self.lists)


@pytest.fixture(scope="module")
def sample() -> SampleMonth:
    return SampleMonth()


@pytest.mark.parametrize(
    "mistake",
    [pytest.param(name, marks=() if name in DAILY else pytest.mark.slow) for name in MISTAKES],
)
def test_a_mistake_planted_in_the_sample_month_is_one_item(sample: SampleMonth, mistake: str) -> None:
    kind, plant = MISTAKES[mistake]
    found = sample.caused(*plant(sample.statement, sample.register))
    assert list(found.causes["kind"]) == [kind]
    items = len(found.causes) + int(found.findings["cause"].isna().sum())
    assert items - sample.findings <= 5
