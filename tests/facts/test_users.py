"""Who is meant by a written name: as it stands on stamps, in cells and in headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.facts.users import fits_in_part, names_agree, person_meant, readings, same_user, users_named
from reconcile.text.folding import comparable

AROUND = (
    "{}",
    "課員{}",
    "{}(課員)",
    "{}（課員）",
    "戶籍員\n{}",
    "課員 {}",
    "戶籍課課員{}",
    "第一課 課員 {}",
    "花蓮市戶政事務所 {}",
    "花蓮市戶政事務所{}",
    "約僱人員{}",
    "主任秘書{}",
    "HL001{}",
    "hl001 {}",
    "{}(HL001)",
    "{} HL001",
    "hl.chen{}",
    "{}章",
    "{}印",
    "{}職章",
    "{}之印",
    "{} 115.10.5",
    "{}115/10/05 09:12",
    "１１５年１０月５日　{}",
    "1151005{}",
    "{} 10/5",
    "使用者:{}",
    "使用者姓名：{}",
    "姓名{}",
    "承辦人：{}",
    "3號櫃台{}",
    "櫃檯3 {}",
    "{}/課員",
    "課員／{}",
    "{}先生",
    "{}小姐",
    "課員 {} 章 115年10月5日",
)
_CHINESE = ("陳小華", "王大明", "李文章", "章小華", "代小華", "管小華", "主恩慈", "歐陽文章", "方約翰")
NAMES = (*_CHINESE, "伊凡‧諾幹", "王○明")


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_meant_whatever_stands_around_it(name: str, around: str) -> None:
    written = around.format(name)
    assert names_agree(written, name)
    assert comparable(person_meant(written)) == comparable(name)


@given(st.sampled_from(AROUND), st.sampled_from(AROUND), st.sampled_from(NAMES[:10]), st.sampled_from(NAMES[:10]))
def test_two_people_are_never_one_by_what_stands_around_them(one: str, other: str, name: str, another: str) -> None:
    assert same_user(one.format(name), other.format(another)) == (name == another)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("陳　小　華", "陳小華"),
        ("陳 小華", "陳小華"),
        ("歐陽 小華", "歐陽小華"),
        ("JOHN SMITH", "JOHN SMITH"),
        ("Panay Kumu章", "Panay Kumu"),
        ("課員 Panay Kumu", "Panay Kumu"),
        ("Yulu Tali 尤露·塔里", "尤露·塔里"),
        ("HL001王OO", "王OO"),
        ("課員王Ｏ明", "王O明"),
        ("王小明（徐國棟代）", "徐國棟"),
        ("HL001", "HL001"),
        ("王主任", "王主任"),
        ("課員", "課員"),
        ("", ""),
        ("--", "--"),
    ],
)
def test_a_spelling_means_a_name(written: str, meant: str) -> None:
    assert person_meant(written) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("陳小華", "陳小明"),
        ("課員陳小華", "課員李大同"),
        ("課員", "課員陳小華"),
        ("HL001陳小華", "HL001李大同"),
        ("陳小華 115.10.5", "李大同 115.10.5"),
        ("", ""),
        ("主恩慈", "恩慈"),
        ("伊凡‧諾幹", "伊凡‧哈勇"),
        ("JOHN SMITH", "JOHN SMYTH"),
    ],
)
def test_what_only_stands_around_two_names_does_not_make_them_one(one: str, other: str) -> None:
    assert not names_agree(one, other)


def test_a_romanised_name_beside_the_chinese_one_is_either() -> None:
    assert same_user("Yulu Tali 尤露·塔里", "尤露塔里")
    assert same_user("Yulu Tali 尤露·塔里", "YULU TALI")


def test_a_seal_may_be_the_last_character_of_a_name() -> None:
    assert readings("陳文章") == {"陳文章", "陳文"}
    assert person_meant("陳文章") == "陳文章"
    assert same_user("陳文章", "陳文")
    assert same_user("林印章", "林印")


@pytest.mark.parametrize("interpunct", ["", "‧", "·", "・", "•", "．", "∙", "˙", ".", " "])
def test_an_indigenous_name_is_the_same_with_any_interpunct_or_none(interpunct: str) -> None:
    assert same_user("伊凡‧諾幹", f"伊凡{interpunct}諾幹")


@pytest.mark.parametrize(("one", "other"), [("陳臺生", "陳台生"), ("ＬＩＮ ａ", "Lin A"), ("王 小 明", "王小明")])
def test_the_same_user_in_other_characters(one: str, other: str) -> None:
    assert same_user(one, other)


@pytest.mark.parametrize(("one", "other"), [("王小明", "王小華"), ("", ""), ("涂小明", "凃小明")])
def test_different_names(one: str, other: str) -> None:
    assert not same_user(one, other)


@pytest.mark.parametrize("part", ["陳", "陳課員", "課員 陳", "陳先生", "HL001 陳", "小華", "課員小華"])
def test_a_surname_or_a_given_name_fits_and_proves_nobody(part: str) -> None:
    for written in ("陳小華", "課員陳小華", "陳○華"):
        assert fits_in_part(part, written)
        assert fits_in_part(written, part)
        assert not same_user(part, written)


@pytest.mark.parametrize("part", ["林", "林課員", "小明", "林華", "華", "課員", "V", "陳小", "陳小華"])
def test_another_s_surname_or_a_whole_name_fits_no_other(part: str) -> None:
    assert not fits_in_part(part, "陳小華")


def test_two_characters_that_begin_with_a_surname_are_a_whole_name() -> None:
    assert not fits_in_part("林明", "王林明")
    assert fits_in_part("歐陽", "歐陽小華")
    assert fits_in_part("小華", "歐陽小華")


def test_a_mark_behind_a_name_is_a_note_or_one_character_more() -> None:
    assert names_agree("陳小華*", "陳小華")
    assert names_agree("歐陽小*", "歐陽小華")
    assert not names_agree("陳小*", "陳小")


@pytest.mark.parametrize("written", ["陳小華 林美玲", "陳小華、林美玲", "陳小華⏎課員林美玲", "HL001陳小華/HL002林美玲"])
def test_two_whole_names_in_a_cell_are_two_users(written: str) -> None:
    assert users_named(written.replace("⏎", "\n")) == ("陳小華", "林美玲")


@pytest.mark.parametrize("around", AROUND)
def test_one_name_with_what_stands_around_it_is_one_user(around: str) -> None:
    assert users_named(around.format("陳小華")) == ("陳小華",)


def test_who_acts_for_another_is_the_user() -> None:
    assert users_named("王小明（徐國棟代）") == ("徐國棟",)
    assert users_named("陳小華⏎陳小華章".replace("⏎", "\n")) == ("陳小華",)
