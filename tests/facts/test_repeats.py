"""Is it a repeat: alike in all that is printed but time, serial, result and address."""

from typing import Any

import numpy as np
import pandas as pd

from reconcile.facts.repeats import NOBODY, alike_groups, repeated
from reconcile.tables import STATEMENT


def statement(*rows: tuple[str, dict[str, Any]]) -> pd.DataFrame:
    usual = {"statement_file": "明細表.pdf", "account": "hl001", "condition": "A123456789", "subject_id": "A123456789"}
    return STATEMENT.frame(
        usual | {"statement_row": at, "queried_at": pd.Timestamp(f"2026-10-05 {clock}")} | other
        for at, (clock, other) in enumerate(rows, start=1)
    )


def test_result_and_address_do_not_part_alike_queries_and_all_else_does() -> None:
    rows = statement(
        ("09:00", {}),
        ("15:00", {"result": "failure", "ip": "10.0.0.2"}),
        ("09:00", {"function": "居留"}),
        ("09:00", {"purpose": 2}),
        ("09:00", {"condition": "A123456789 115/01-115/06"}),
        ("09:00", {"account": "hl002"}),
    )
    groups = alike_groups(rows, 2).tolist()
    assert groups[0] == groups[1]
    assert len(set(groups)) == 5


def test_masked_queries_are_alike_for_two_minutes_only() -> None:
    masked = {"condition": "A12345****", "subject_id": "A12345****"}
    rows = statement(("09:00:00", masked), ("09:02:00", masked), ("09:02:01", masked), ("09:04:02", masked))
    groups = alike_groups(rows, 2).tolist()
    assert groups[0] == groups[1]
    assert len(set(groups)) == 3


def test_a_repeat_names_the_nearest_that_holds_a_line_within_the_minutes() -> None:
    rows = statement(("09:00:00", {}), ("09:01:30", {}), ("09:03:00", {}), ("09:05:01", {}))
    holds = np.array([True, False, True, False])
    assert repeated(rows, holds, 2).tolist() == [NOBODY, 0, NOBODY, NOBODY]
    assert repeated(rows, np.zeros(4, dtype=bool), 2).tolist() == [NOBODY] * 4
