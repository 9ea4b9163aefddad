"""查詢結果 as it is ticked by hand: one of two boxes, by whatever sign a person reaches for."""

import pytest

from reconcile.text.results import result_of, results_of, unreadable

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


@pytest.mark.parametrize("tick", [*TICKS, "ˇ", "◎", "⓪", "×", "○", "□V", "（Ｖ）"])
def test_a_box_behind_its_word_is_ticked_like_one_before_it(tick: str) -> None:
    assert results_of(f"成功{tick} 失敗□") == ["success"]
    assert results_of(f"成功□ 失敗{tick}\n成功{tick} 失敗□") == ["failure", "success"]


@pytest.mark.parametrize(
    ("written", "result"),
    [("ˇ成功 □失敗", "success"), ("○成功 ×失敗", "success"), ("×成功 ○失敗", "failure"), ("□成功 ○失敗", "failure")],
)
def test_a_sign_is_a_tick_beside_what_is_less(written: str, result: str) -> None:
    assert results_of(written) == [result]


def test_the_boxes_may_have_other_words_and_another_order() -> None:
    assert results_of("■查詢成功 □查詢失敗") == ["success"]
    assert results_of("□有資料 ■無資料") == ["failure"]
    assert results_of("■成　功 □失　敗") == ["success"]
    assert results_of("■失敗 □成功\n□失敗 ■成功") == ["failure", "success"]


@pytest.mark.parametrize("written", ["☯成功 □失敗", "■成功 ■失敗", "成功 V 失敗", "成功/失敗"])
def test_what_could_be_either_is_unreadable(written: str) -> None:
    assert unreadable(written, {})


@pytest.mark.parametrize("written", ["□成功 □失敗", "○成功 ○失敗\n○成功 ○失敗", "-", ""])
def test_what_is_left_blank_is_not_unreadable(written: str) -> None:
    assert not unreadable(written, {})


@pytest.mark.parametrize(
    ("written", "results"),
    [
        ("有\n無", ["success", "failure"]),
        ("V\n×", ["success", "failure"]),
        ("①成功②失敗", ["success", "failure"]),
        ("查詢失敗(逾時)", ["failure"]),
        ("皆成功", ["success"]),
        ("查無紀錄", ["failure"]),
    ],
)
def test_a_list_says_its_results_in_words_of_its_own(written: str, results: list[str]) -> None:
    assert results_of(written) == results
