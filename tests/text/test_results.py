"""查詢結果 as it is ticked by hand: one of two boxes, by whatever sign a person reaches for."""

import pytest

from reconcile.text.results import result_of, results_of

TICKS = ["■", "☑", "✓", "V", "Ｖ", "●", "[v]", "(V)", "＊", "*", "★"]


@pytest.mark.parametrize("tick", TICKS)
def test_the_ticked_box_is_the_result(tick: str) -> None:
    assert result_of(f"{tick}成功 □失敗") == "success"
    assert result_of(f"□成功 {tick}失敗") == "failure"


@pytest.mark.parametrize("tick", TICKS)
def test_a_result_stands_for_each_pair_of_boxes(tick: str) -> None:
    told = f"{tick}成功 □失敗\n□成功 {tick}失敗\n□成功 □失敗"
    assert results_of(told) == ["success", "failure", None]


def test_neither_box_or_both_is_no_result() -> None:
    assert result_of("□成功 □失敗") is None
    assert result_of("■成功 ■失敗") is None
