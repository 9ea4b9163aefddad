"""The draw that the supervisor checks against the paper."""

from dataclasses import replace
from hashlib import sha256
from math import ceil
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from reconcile.facts.masking import Mode
from reconcile.outcome import Matching, Sample
from reconcile.rules.material import Material
from reconcile.rules.sampling import draw_sample
from reconcile.settings import ReportSettings, SampleSettings, Settings
from reconcile.tables import MATCHES, STATEMENT, UNMATCHED
from reconcile.text.dates import Month as Period

from .builders import Month, line, month, pair, query

OCTOBER = Period(2026, 10)


def matched(size: int, **row: Any) -> Month:
    return month(*[pair(query(queried_at=f"10/05 09:{minute:02d}", **row), line()) for minute in range(size)])


def draw(made: Month, *, at: Period = OCTOBER, order: int | None = None, mask: Mode = "all", **chosen: Any) -> Sample:
    """The draw; `order` shuffles the rows of the tables first."""
    matches, statement = MATCHES.frame(made.matches), STATEMENT.frame(made.statement)
    if order is not None:
        matches, statement = matches.sample(frac=1, random_state=order), statement.sample(frac=1, random_state=order)
    settings = Settings(sample=SampleSettings.model_validate(chosen), report=ReportSettings(mask=mask))
    matching = Matching(matches, UNMATCHED.frame(made.unmatched))
    given = replace(made.matched(settings), matching=matching, statement=statement, month=at)
    drawn = draw_sample(Material.of(given))
    assert drawn is not None
    return drawn


def test_the_sentence_says_of_how_many_by_which_share_minimum_and_seed() -> None:
    assert draw(matched(40), share=0.1, minimum=3, seed=7).sentence == (
        "本月相符之查詢 40 筆，依比率 10%、至少 3 筆，抽出 4 筆供主管核對紙本（抽樣代號 2026-10/7）。"
    )


@given(st.integers(1, 30), st.sampled_from([0.01, 0.07, 0.5, 1.0]), st.integers(0, 8), st.integers(0, 999))
@examples(max_examples=15, deadline=None)
def test_so_many_are_drawn_and_always_the_same(size: int, share: float, minimum: int, order: int) -> None:
    made = matched(size)
    first, second = (draw(made, order=shuffle, share=share, minimum=minimum) for shuffle in (None, order))
    assert len(first.rows) == min(size, max(minimum, ceil(round(share * 100) * size / 100)))
    assert not first.rows.duplicated().any()
    pd.testing.assert_frame_equal(first.rows, second.rows)


def test_another_month_or_seed_draws_others() -> None:
    made = matched(60)
    draws = [draw(made, share=0.1), draw(made, share=0.1, seed=2), draw(made, share=0.1, at=Period(2026, 11))]
    assert len({tuple(drawn.rows["statement_row"]) for drawn in draws}) == 3


def test_a_draw_is_the_one_that_sha256sum_gives() -> None:
    made = matched(20)
    lots = {
        row["statement_row"]: sha256(
            "\0".join(
                ["2026-10", "1", row["account"], row["user_name"], str(row["queried_at"]), row["condition"], "1"]
            ).encode()
        ).digest()
        for row in made.statement
    }
    drawn = sorted(sorted(lots, key=lots.__getitem__)[:3])
    assert list(draw(made, share=0.1, minimum=3).rows["statement_row"]) == drawn


def test_a_statement_by_another_name_draws_the_same_queries() -> None:
    made = matched(60)
    renamed = replace(
        made,
        statement=[{**row, "statement_file": "改名.pdf"} for row in made.statement],
        matches=[{**row, "statement_file": "改名.pdf"} for row in made.matches],
    )
    drawn = [list(draw(of, share=0.1).rows["statement_row"]) for of in (made, renamed)]
    assert drawn[0] == drawn[1]


def test_each_query_has_the_same_chance() -> None:
    made = matched(10)
    drawn = [row for seed in range(60) for row in draw(made, share=0.1, minimum=1, seed=seed).rows["statement_row"]]
    assert all(1 <= drawn.count(row) <= 14 for row in range(1, 11))


def test_operators_are_drawn_with_all_their_matched_queries() -> None:
    users = [("hl001", "王小明"), ("hl002", "李大同"), ("hl003", "陳美玉")]
    made = month(*[pair(query(account=account, user_name=name), line()) for account, name in users * 2])
    drawn = draw(made, operators=1)
    assert len(drawn.rows) == 2
    assert "屬 3 名使用者，抽出 1 名（" in drawn.sentence
    assert not [name for _, name in users if name in drawn.sentence]
    assert [name for _, name in users if name in draw(made, operators=1, mask="none").sentence]
    assert len(draw(made, operators=3).rows) == 6


@pytest.mark.parametrize("chosen", [{"share": 0.05}, {"operators": 2}])
def test_a_month_without_matches_has_an_empty_draw(chosen: dict[str, Any]) -> None:
    drawn = draw(month(query()), **chosen)
    assert drawn.rows.empty
    assert drawn.sentence.startswith("本月相符之查詢 0 筆，")


def test_without_a_share_nothing_is_drawn() -> None:
    nothing = Settings(sample=SampleSettings(share=0))
    assert month().judgement(nothing, month=OCTOBER).sample is None
