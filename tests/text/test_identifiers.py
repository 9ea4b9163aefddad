"""Identifiers in conditions: found, checked, masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.text.identifiers import (
    checksum_ok,
    is_masked,
    looks_like_identifier,
    mask_identifier,
    mask_text,
    masks_agree,
    subject_of,
)

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
PERSONAL = st.from_regex(r"[A-Z][1289][0-9]{8}", fullmatch=True)
PASSPORTS = st.from_regex(r"[A-Z]{2}[1-9][0-9]{6}|3[0-9]{8}", fullmatch=True)
LABELS = [
    "",
    "身分證號：",
    "身分證字號:",
    "統一編號 ",
    "國民身分證統一編號：",
    "統一證號：",
    "居留證號:",
    "護照號碼：",
    "ID:",
    "Passport No. ",
]
NAMES = ["", " 王小明", "王小明", "(王小明)", "（王○明）", "／75年1月1日", " 0700101"]


def grouped(identifier: str, mark: str) -> str:
    return f"{identifier[:4]}{mark}{identifier[4:7]}{mark}{identifier[7:]}"


@pytest.mark.parametrize("identifier", ["A123456789", "A800000014", "A900207177", "AB00207171", "AC03095424"])
def test_a_check_digit_that_holds(identifier: str) -> None:
    assert checksum_ok(identifier)


@pytest.mark.parametrize(
    "identifier", ["A123456788", "AB17003729", "300123456", "A12345678", "A12345****", "A323456789"]
)
def test_a_check_digit_that_does_not(identifier: str) -> None:
    assert not checksum_ok(identifier)


@given(PERSONAL, st.sampled_from(LABELS), st.sampled_from(NAMES), st.sampled_from(["", "-", " ", "－"]), st.booleans())
def test_the_identifier_is_found_however_it_is_written(
    identifier: str, label: str, name: str, mark: str, is_wide: bool
) -> None:
    written = grouped(identifier, mark).lower()

    assert subject_of(label + (written.translate(FULL_WIDTH) if is_wide else written) + name) == identifier


@given(PASSPORTS, st.sampled_from(LABELS), st.sampled_from(NAMES))
def test_a_passport_is_found_too(identifier: str, label: str, name: str) -> None:
    assert subject_of(label + identifier + name) == identifier


@pytest.mark.parametrize(
    ("condition", "identifier"),
    [
        ("王小明 A123456789", "A123456789"),
        ("王○○A123456789", "A123456789"),
        ("A12345\n6789", "A123456789"),
        ("A123456789WANG", "A123456789"),
        ("WANG XIAOMING 300123456", "300123456"),
        ("WU 300123456", "300123456"),
        ("Passport No. EA 123 4567", "EA1234567"),
        ("居留證號：123456789012", "123456789012"),
        ("護照號碼：19810101", "19810101"),
        ("出生日期：115-10-05 A900207177", "A900207177"),
    ],
)
def test_the_identifier_among_other_words(condition: str, identifier: str) -> None:
    assert subject_of(condition) == identifier


def test_of_several_the_checked_one_goes_first() -> None:
    assert subject_of("護照MM1234567 身分證A123456789") == "A123456789"
    assert subject_of("護照MM1234567 身分證A123456788") == "MM1234567"


@pytest.mark.parametrize(
    "condition", ["王小明", "王○明", "75/01/01", "王小明 0700101", "KOLAS YOTAKA", "", "伊凡．諾幹"]
)
def test_a_name_or_a_birthday_is_no_identifier(condition: str) -> None:
    assert subject_of(condition) is None


@pytest.mark.parametrize("slip", ["A12345678O", "AI23456789", "A12345678", "A1234567890"])
def test_a_slip_of_the_pen_stays_as_written(slip: str) -> None:
    assert subject_of(f"{slip} 王小明") == slip


@pytest.mark.parametrize("mask", ["****", "＊＊＊＊", "○○○○", "●●●●", "◯◯◯◯", "XXXX", "ＸＸＸＸ", "xxxx"])
def test_every_mask_is_one_mask(mask: str) -> None:
    assert subject_of(f"身分證號：A12345{mask} 王小明") == "A12345****"
    assert is_masked("A12345****")


@pytest.mark.parametrize("mask", ["．．．．", "____", "－－－－", "----", "————"])
def test_dots_and_lines_between_digits_are_a_mask(mask: str) -> None:
    """At the end they may be what was cut off."""
    assert subject_of(f"A12{mask}789") == "A12****789"
    assert subject_of(f"身分證號：A{mask}{mask[:2]}789") == "A******789"


@given(PERSONAL, st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_masks_of_one_person_agree(identifier: str, some: set[int], others: set[int]) -> None:
    def hide(places: set[int]) -> str:
        return "".join("*" if place in places else character for place, character in enumerate(identifier))

    assert masks_agree(identifier, mask_identifier(identifier))
    assert masks_agree(hide(some), hide(others))


@given(PERSONAL, PERSONAL)
def test_masks_agree_exactly_when_the_visible_parts_are_equal(one: str, other: str) -> None:
    assert masks_agree(mask_identifier(one), other) == (one[:6] == other[:6])
    assert not masks_agree(one, other + "*")


def test_a_mask_hides_the_last_four() -> None:
    assert mask_identifier("A123456789") == "A12345****"
    assert mask_identifier("A12") == "***"


@given(st.one_of(PERSONAL, PASSPORTS), st.sampled_from(LABELS), st.sampled_from(["", " ", "，餘略"]), st.booleans())
def test_no_identifier_is_left_in_free_text(identifier: str, label: str, tail: str, is_wide: bool) -> None:
    written = identifier.translate(FULL_WIDTH) if is_wide else identifier
    masked = mask_text(f"囑託{label}{written}{tail}")

    assert written not in masked
    assert masked.endswith("****" + tail)
    assert masked.startswith("囑託" + label)


def test_masking_leaves_days_times_and_words_alone() -> None:
    sentence = "明細表第 12 列（115年10月5日 09:12:33，2026-10-05）與紀錄表第 3 頁序號 4 相符"

    assert mask_text(sentence) == sentence


@pytest.mark.parametrize("text", ["A123456789", "A12345****", "MM1234567", "300-123-456", "ａ123456789"])
def test_what_has_the_shape_of_an_identifier(text: str) -> None:
    assert looks_like_identifier(text)


@pytest.mark.parametrize("text", ["王小明", "WANGXIAO", "12345", "1234567890123", "******", "115/10/05", "成功"])
def test_what_has_not(text: str) -> None:
    assert not looks_like_identifier(text)
