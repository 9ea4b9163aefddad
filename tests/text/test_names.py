"""Names: equal as on paper, masked as in reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.text.names import is_masked_name, mask_name, masked_name_agrees, same_name

CHINESE_NAMES = st.text("王李陳林小明美華國志", min_size=2, max_size=4)


@pytest.mark.parametrize("interpunct", ["", "‧", "·", "・", "•", "．", "∙", "˙", ".", " "])
def test_an_indigenous_name_is_the_same_with_any_interpunct_or_none(interpunct: str) -> None:
    assert same_name("伊凡‧諾幹", f"伊凡{interpunct}諾幹")


@pytest.mark.parametrize(("one", "other"), [("陳臺生", "陳台生"), ("ＬＩＮ ａ", "Lin A"), ("王 小 明", "王小明")])
def test_the_same_name_in_other_characters(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("王小明", "王小華"), ("王小明主任", "王小明"), ("", ""), ("涂小明", "凃小明")]
)
def test_different_names(one: str, other: str) -> None:
    assert not same_name(one, other)


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
