"""Nothing is dropped: the equations of a month hold with every reason that a leftover may have."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from reconcile import match, read_register, read_statement
from reconcile.errors import InternalFault
from reconcile.outcome import Counts, Matching
from reconcile.reports.wording import conservation, register_sentence
from reconcile.tables import MATCHES, REGISTER, STATEMENT, UNMATCHED

AT = datetime(2026, 10, 5, 9, 12, 33)
SUBJECTS = ("A123456789", "A800000014", "A900207177")


def papers(folder: Path, *voided: int) -> tuple[Path, Path]:
    """Three queries and their lines as tables; `voided` are the lines that the writer voided."""
    told = {"user_name": "王小明", "queried_at": AT, "login_at": AT}
    queries = [
        {"statement_file": "s", "statement_row": row, "subject_id": subject, **told}
        for row, subject in enumerate(SUBJECTS, start=1)
    ]
    lines = [
        {"register_file": "r", "register_entry": entry, "register_line": 1, "subject_id": subject}
        | {"purposes": "2", "signed_off": True, "voided": entry in voided, **told}
        for entry, subject in enumerate(SUBJECTS, start=1)
    ]
    statement, register = folder / "statement.parquet", folder / "register.parquet"
    STATEMENT.write(STATEMENT.frame(queries), statement)
    REGISTER.write(REGISTER.frame(lines), register)
    return statement, register


def test_a_voided_line_stands_in_the_table_and_outside_the_equations(tmp_path: Path) -> None:
    printed, written = papers(tmp_path, 2)
    statement, register = read_statement(printed), read_register(written)
    assert register.table["voided"].tolist() == [False, True, False]
    matching = match(statement.table, register.table)
    counts = Counts.of([statement], [register], matching)
    assert (counts.lines_written, counts.voided_lines) == (2, 1)
    assert (counts.matched, counts.unregistered) == (2, 1)
    assert 2 not in matching.unmatched["register_entry"].dropna().tolist()


def leftover(reason: str, *, line: bool) -> dict[str, object]:
    key: dict[str, object] = {"statement_file": "s", "statement_row": 1}
    if line:
        key = {"register_file": "r", "register_entry": 1, "register_line": 1}
    return {**key, "reason": reason, "explanation": "…"}


def counted(folder: Path, *leftovers: dict[str, object]) -> Counts:
    """What is counted of one query and one line with these leftovers and no match."""
    statement, register = papers(folder)
    one = pd.read_parquet(statement).head(1), pd.read_parquet(register).head(1)
    STATEMENT.write(STATEMENT.conform(one[0]), statement)
    REGISTER.write(REGISTER.conform(one[1]), register)
    matching = Matching(MATCHES.frame([]), UNMATCHED.frame(leftovers))
    return Counts.of([read_statement(statement)], [read_register(register)], matching)


def test_a_line_used_elsewhere_and_a_query_not_checked_are_told(tmp_path: Path) -> None:
    counts = counted(tmp_path, leftover("unchecked", line=False), leftover("used", line=True))
    assert (counts.unchecked_queries, counts.used_lines, counts.unchecked_lines) == (1, 1, 0)
    assert register_sentence(counts, 0, 0) == "紀錄表 1 筆：1 筆他月已用"
    _, queries, lines, *_ = (equation.sentence for equation in conservation(counts, {}, 0))
    assert queries.endswith("非本月 0 ＋ 未查核 1")
    assert lines.endswith("非本月 0 ＋ 他月已用 1 ＋ 無法辨識 0")


def test_a_month_without_them_says_nothing_of_them(tmp_path: Path) -> None:
    counts = counted(tmp_path, leftover("none", line=False), leftover("none", line=True))
    said = " ".join(equation.sentence for equation in conservation(counts, {}, 1))
    assert "未查核" not in said
    assert "他月" not in said


@pytest.mark.parametrize("line", [False, True], ids=["a query", "a line"])
def test_a_leftover_that_nobody_tells_of_breaks_the_law(tmp_path: Path, line: bool) -> None:
    with pytest.raises(InternalFault, match="筆數不守恆"):
        counted(tmp_path, leftover("none", line=not line))


def test_every_term_reaches_the_record(tmp_path: Path) -> None:
    counts = counted(tmp_path, leftover("none", line=False), leftover("unchecked", line=True))
    told = asdict(counts)
    assert {"used_lines", "unchecked_queries", "unchecked_lines", "voided_lines"} <= told.keys()
