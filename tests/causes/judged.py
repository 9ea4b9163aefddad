"""A month matched, judged and asked for its causes, as a run does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import pandas as pd

from causes.mistakes import MISTAKES, NAMES
from causes.office_month import OfficeMonth, honest, with_noise
from reconcile import causes_of, judge, match
from reconcile.causes import Caused
from reconcile.settings import Settings

CONDUCT = ["OFF_HOURS_QUERY", "REPEATED_SUBJECT", "CONCURRENT_SESSIONS"]


@dataclass(frozen=True)
class Asked:
    """A month, what was found, and how often it was judged again."""

    month: OfficeMonth
    caused: Caused
    trials: int

    @property
    def kinds(self) -> list[str]:
        return [str(kind) for kind in self.caused.causes["kind"]]

    @property
    def alone(self) -> pd.DataFrame:
        """The discrepancies without a cause."""
        findings = self.caused.findings
        return findings[findings["cause"].isna() & ~findings["code"].isin(CONDUCT)]

    @property
    def items(self) -> int:
        """What a supervisor has to look at one by one."""
        return len(self.kinds) + len(self.alone)


def asked(month: OfficeMonth, settings: Settings | None = None) -> Asked:
    """The causes of a month."""
    statement, register = month.statement, month.register
    trials = []

    def again(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
        trials.append(1)
        return judge(statement, register, match(statement, register, None, settings), None, settings)

    matching = match(statement, register, None, settings)
    findings = judge(statement, register, matching, None, settings)
    found = causes_of(statement, register, matching, findings, again, None, settings)
    pd.testing.assert_frame_equal(found.findings.drop(columns="cause"), findings.drop(columns="cause"))
    return Asked(month, found, len(trials))


def planted(mistakes: Sequence[str], seed: int, noise: int = 3, entries_a_day: int = 8) -> Asked:
    """An honest month with so much noise of each sort, and these mistakes in it."""
    rng = Random(seed)
    month = with_noise(honest(rng, entries_a_day), rng, noise)
    for name, user in zip(mistakes, rng.sample(NAMES, len(mistakes)), strict=True):
        MISTAKES[name][1](month, rng, user)
    return asked(month)
