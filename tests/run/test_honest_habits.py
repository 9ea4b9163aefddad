"""A month of honest entries, written in whatever habit, accuses nobody of anything that weighs."""

from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

from any_habit import NAMES, Register, draw
from reconcile import judge, match, read_register
from reconcile.tables import STATEMENT

ENTRIES = 20
HABITS, EVERY_DAY = range(40), 8
"""Of the habits so many are tried by `make test`, all of them by `make slow`."""


def queries_of(drawn: Register) -> pd.DataFrame:
    """The statement of what the entries say, each query within its session."""
    rng = Random(len(drawn.rows))
    rows: list[dict[str, Any]] = []
    for kept in drawn.entries:
        lasting = int((kept.logout_at - kept.login_at).total_seconds())
        for identifier, result in kept.lines:
            rows.append(
                {
                    "account": f"HL0{NAMES.index(kept.user) + 1}",
                    "user_name": kept.user,
                    "queried_at": kept.login_at + timedelta(seconds=rng.randrange(lasting)),
                    "condition": identifier,
                    "subject_id": identifier,
                    "result": result,
                    "purpose": kept.purposes[0],
                }
            )
    rows.sort(key=lambda row: row["queried_at"])
    return STATEMENT.frame(
        {"statement_file": "statement.csv", "statement_row": number} | row for number, row in enumerate(rows, start=1)
    )


@pytest.mark.parametrize(
    "seed", [seed if seed < EVERY_DAY else pytest.param(seed, marks=pytest.mark.slow) for seed in HABITS]
)
def test_twenty_honest_entries_in_any_habit_accuse_nobody(seed: int, tmp_path: Path) -> None:
    drawn = draw(seed, honest=True, many=ENTRIES)
    path = tmp_path / f"{drawn.habit.stem}.{drawn.habit.carrier}"
    drawn.write(path)
    reading = read_register(path)
    statement = queries_of(drawn)

    matching = match(statement, reading.table)
    findings = judge(statement, reading.table, matching)

    assert [str(problem) for problem in reading.problems] == []
    assert len(matching.matches) == len(statement)
    assert list(findings.loc[findings["severity"] != "low", "message"]) == []
