"""docs/regulation.md leaves no clause, form or rule out, and names no command or rule that there is not."""

import re
from pathlib import Path

import pytest

from known_codes import CODES

PAGE = (Path(__file__).parents[1] / "docs" / "regulation.md").read_text(encoding="utf-8")
ROWS = [row.strip("|").split("|") for row in PAGE.splitlines() if row.startswith("| ")][1:]
CLAUSES = [*"四 五 六 七 八 九 十 十一 十二 十三 十四".split(), *(f"附件{number}" for number in "一二三四")]


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_and_form_has_a_row(clause: str) -> None:
    assert [row for row in ROWS if re.match(rf" {clause}[　(]", row[0])]


def test_every_row_says_what_is_checked_what_is_kept_and_what_stays_a_persons_duty() -> None:
    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in ROWS)


def test_every_code_is_named_and_no_other() -> None:
    assert set(re.findall(r"`([A-Z_]{6,})`", PAGE)) == CODES
