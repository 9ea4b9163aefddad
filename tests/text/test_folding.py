"""Characters that look alike: radicals, widths, variants, invisible ones."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.text.folding import clean, comparable, fold_radicals, fold_widths

RADICALS = [chr(code) for code in (*range(0x2E81, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6))]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("⽤⼾⼈", "用戶人"),
        ("國⺠身分證", "國民身分證"),
        ("⻄⻘⻑⻣⻤", "西青長骨鬼"),
        ("⽟⾒⾞", "玉見車"),
        ("⻩", "黄"),
    ],
)
def test_radicals_of_a_pdf_become_the_characters_that_are_meant(printed: str, meant: str) -> None:
    assert fold_radicals(printed) == meant


def test_every_radical_becomes_an_ordinary_ideograph() -> None:
    assert len(RADICALS) == 114 + 214
    for radical in RADICALS:
        assert unicodedata.name(fold_radicals(radical)).startswith("CJK UNIFIED IDEOGRAPH")


@given(st.text(st.characters(exclude_characters="".join(RADICALS))))
def test_nothing_but_radicals_is_folded(text: str) -> None:
    assert fold_radicals(text) == text


@given(st.text())
def test_folding_widths_keeps_every_position(text: str) -> None:
    assert len(fold_widths(text)) == len(text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("　王小明 \n", "王小明"),
        ("王\u200b小明\ufeff", "王小明"),
        ("A\u3000\t B\nC", "A B C"),
        ("臺ＡＢ", "臺ＡＢ"),
        (1.0, "1"),
        (0.5, "0.5"),
        (12, "12"),
        (None, None),
        (float("nan"), None),
        ("\u3000\u200b", None),
    ],
)
def test_a_cell_is_kept_as_printed_on_one_line(cell: object, text: str | None) -> None:
    assert clean(cell) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺東", "台東"),
        ("啓明", "啟明"),
        ("王峯", "王峰"),
        ("溫", "温"),
        ("ＡＢＣ", "abc"),
        ("王 小明", "王小明"),
        ("⼾政", "戶政"),
    ],
)
def test_variants_are_equal_for_comparison(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"), [("涂", "凃"), ("鍾", "鐘"), ("邱", "丘"), ("余", "餘"), ("沈", "瀋"), ("1.5", "15")]
)
def test_different_names_and_numbers_stay_apart(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@given(st.text("臺台啓啟峯峰溫温王·‧ ＡbB１⼾⻑"))
def test_comparing_twice_changes_nothing(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)
