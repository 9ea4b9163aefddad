"""Names: equal as on paper, masked as in reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.text.names import is_masked_name, mask_name, masked_name_agrees

CHINESE_NAMES = st.text("王李陳林小明美華國志", min_size=2, max_size=4)


@pytest.mark.parametrize("masked", ["王○明", "王〇明", "王＊明", "王*明", "王O明", "王Ｘ明", "王●明"])
def test_a_masked_name_agrees_where_it_is_visible(masked: str) -> None:
    assert is_masked_name(masked)
    assert masked_name_agrees(masked, "王小明")
    assert not masked_name_agrees(masked, "李小明")
    assert not masked_name_agrees(masked, "王明")


def test_a_name_wholly_hidden_agrees_with_nobody() -> None:
    assert not masked_name_agrees("○○○", "王小明")


def test_a_latin_name_with_o_or_x_is_not_masked() -> None:
    assert not is_masked_name("Alex Ho")


@given(CHINESE_NAMES)
def test_a_mask_agrees_with_its_name_and_hides_all_but_the_first_character(name: str) -> None:
    masked = mask_name(name)

    assert masked == name[0] + "○" * (len(name) - 1)
    assert is_masked_name(masked)
    assert masked_name_agrees(masked, name)


def test_a_mask_keeps_the_shape_of_a_long_name() -> None:
    assert mask_name("伊凡．諾幹") == "伊○．○○"
    assert mask_name("NGUYEN VAN") == "N○○○○○ ○○○"
    assert mask_name("") == ""
