"""The four purposes of 要點四 and the boxes that stand for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from known_codes import REGULATION
from reconcile.text.purpose_boxes import purpose_boxes
from reconcile.text.purposes import purpose_words

PURPOSES = {number: purpose.text for number, purpose in REGULATION.purposes.items()}
SHORT = {number: purpose.short for number, purpose in REGULATION.purposes.items()}
purpose_of = purpose_words(REGULATION).purpose_of
ticked, ticked_apart = purpose_boxes(REGULATION).ticked, purpose_boxes(REGULATION).ticked_apart

TICKS = [
    "■",
    "☑",
    "☒",
    "✓",
    "✔",
    "V",
    "v ",
    "Ｖ",
    "●",
    "◉",
    "🗹",
    "🗸",
    "[x]",
    "(V)",
    "［Ｖ］",
    "□V",
    "☐✓",
    "☑\ufe0f",
    "＊",
    "* ",
    "★",
    "□＊",
]
EMPTY = ["□", "☐", "○", "◯", "[ ]", "□ "]


def form(chosen: set[int], note: str = "     ", tick: str = "■", empty: str = "□", between: str = "\n\n") -> str:
    written = {**PURPOSES, 4: f"{PURPOSES[4]}，{note}"}
    return between.join((tick if purpose in chosen else empty) + text for purpose, text in written.items())


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_wording_of_the_form_and_its_short_forms_are_recognised(purpose: int) -> None:
    assert purpose_of(PURPOSES[purpose]) == purpose
    assert purpose_of(SHORT[purpose]) == purpose


def test_the_wording_of_the_regulation_is_recognised() -> None:
    assert purpose_of("國籍變更案件。") == 1
    assert purpose_of("(四) " + PURPOSES[4] + "。") == 4


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("國籍", 1),
        ("文件核發", 2),
        ("人口清查業務", 2),
        ("戶籍登記", 2),
        ("印鑑", 3),
        ("其他", 4),
        ("印 鑑\n證明", 3),
        ("⼾籍登記", 2),
    ],
)
def test_a_telling_phrase_is_enough(text: str, purpose: int) -> None:
    assert purpose_of(text) == purpose


@pytest.mark.parametrize("numeral", ["2", "２", "二", "②", "㈡", "⑵"])
@pytest.mark.parametrize(
    "style", ["{}", "({})", "（{}）", "[{}]", "{}.", "{}、", "四({})", "要點四（{}）", "第四點第{}款"]
)
def test_a_number_names_its_purpose(numeral: str, style: str) -> None:
    assert purpose_of(style.format(numeral)) == 2


def test_a_number_and_its_wording_agree() -> None:
    assert purpose_of("2.受理各項戶籍登記") == 2
    assert purpose_of("(二)受理各項戶籍登記、文件核發") == 2
    assert purpose_of("(二)印鑑證明") is None


@pytest.mark.parametrize(
    "text", ["國籍變更、印鑑證明", "1,2", "1、2", "(一)(二)", "12", "5", "查詢", "", "其他戶政業務、印鑑證明"]
)
def test_no_purpose_is_tossed_for(text: str) -> None:
    assert purpose_of(text) is None


@pytest.mark.parametrize(
    "text", ["其他：國籍疑義", "其他戶政業務(印鑑遺失)", "4：國籍疑義", PURPOSES[4] + "，國籍疑義"]
)
def test_what_stands_behind_the_fourth_is_its_note(text: str) -> None:
    assert purpose_of(text) == 4


@given(
    st.sets(st.sampled_from([1, 2, 3, 4])),
    st.sampled_from(TICKS),
    st.sampled_from(EMPTY),
    st.sampled_from(["\n\n", "\n", " "]),
    st.sampled_from(["", "     ", "＿＿＿", "法院囑託查證", "國籍疑義，王○明案", "印鑑遺失"]),
)
def test_the_boxes_of_the_form_read_back(chosen: set[int], tick: str, empty: str, between: str, note: str) -> None:
    purposes, written = ticked(form(chosen, note, tick, empty, between))

    assert purposes == ",".join(map(str, sorted(chosen)))
    assert written == (note.strip(" ＿") or None)


def test_a_note_alone_ticks_nothing() -> None:
    assert ticked(form(set(), "法院囑託查證")) == ("", "法院囑託查證")
    assert ticked("法院囑託查證") == ("", None)


@pytest.mark.parametrize("note", ["＿＿法院囑託＿＿", "  法院囑託", "……法院囑託", "(法院囑託)", "法院\n囑託"])
def test_a_note_is_what_stands_on_the_line(note: str) -> None:
    assert ticked(form({4}, note))[1] in {"法院囑託", "法院 囑託"}


def test_a_wording_broken_over_lines_is_still_the_wording() -> None:
    broken = (
        "□國籍變\n更案件\n■因其他戶\n政業務需要，依其案件或業務性質經機關(單位)分層負責\n明細表"
        "決行層級之主\n管核准者(以下簡\n稱單位主管)，法院囑託"
    )

    assert ticked(broken) == ("4", "法院囑託")


@pytest.mark.parametrize(
    ("cell", "purposes"),
    [
        ("2", "2"),
        ("1,2", "1,2"),
        ("2、1", "1,2"),
        ("1 2", "1,2"),
        ("(一)(二)", "1,2"),
        ("①②", "1,2"),
        ("■2", "2"),
        ("■(二)", "2"),
        ("□1 ■2 □3 ■4", "2,4"),
        ("國籍變更、印鑑證明", "1,3"),
        ("國籍變更\n印鑑證明", "1,3"),
        ("戶籍登記、文件核發", "2"),
        ("其他戶政業務、印鑑證明", "3,4"),
        ("V國籍變更案件\n受理受委任辦理印鑑證明。", "1"),
        ("", ""),
        ("□國籍變更 □印鑑證明", ""),
    ],
)
def test_a_flat_list_names_its_purposes(cell: str, purposes: str) -> None:
    assert ticked(cell) == (purposes, None)


@pytest.mark.parametrize(
    "cell",
    [
        "4：法院囑託",
        "其他戶政業務：法院囑託",
        "■(四)法院囑託",
        "■其他(法院囑託)",
        "(四)其他：法院囑託",
        "■其他，法院囑託",
    ],
)
def test_a_flat_list_may_say_which_business(cell: str) -> None:
    assert ticked(cell) == ("4", "法院囑託")


def test_a_note_on_nationality_ticks_only_the_fourth() -> None:
    assert ticked("□國籍變更 ■其他戶政業務，國籍疑義") == ("4", "國籍疑義")
    assert ticked("■(四)國籍疑義") == ("4", "國籍疑義")


def test_two_numbers_in_brackets_with_a_comma_between_are_two_purposes() -> None:
    assert purpose_of("(二)、(三)") is None
    assert ticked("(二)、(三)") == ("2,3", None)
    assert ticked("（二），（三）") == ("2,3", None)


@pytest.mark.parametrize("tick", ["ˇ", "○", "◎", "⓪", "×", "X", "⊠", "☆", "□ˇ", "（ˇ）"])
def test_whatever_stands_in_place_of_one_box_of_the_form_ticks_it(tick: str) -> None:
    assert ticked(form({2}, "", tick, "□", "\n")) == ("2", None)


@pytest.mark.parametrize("tick", ["■", "☑", "V", "ˇ", "○"])
def test_a_box_may_stand_behind_its_purpose(tick: str) -> None:
    assert ticked(f"國籍變更□ 戶籍登記{tick} 印鑑證明□ 其他□") == ("2", None)
    assert ticked(f"(一)□ (二){tick} (三)□ (四)□") == ("2", None)
    assert ticked(f"國籍變更案件□\n戶籍登記□\n印鑑證明□\n其他{tick}協助尋人") == ("4", "協助尋人")


def test_a_circle_in_a_note_is_no_tick() -> None:
    assert ticked(form({4}, "協尋王○明", "■", "□", "\n")) == ("4", "協尋王○明")
    assert ticked(form(set(), "協尋王○明", "■", "□", "\n")) == ("", "協尋王○明")


@pytest.mark.parametrize("hint", ["(如：協查案件)", "（請敘明）", "如：　　"])
def test_the_hint_that_a_form_prints_is_no_note(hint: str) -> None:
    assert ticked(form({4}, hint, "■", "□", "\n")) == ("4", None)


@pytest.mark.parametrize(
    ("cells", "purposes", "note"),
    [
        (["X", "V", "X", "X"], "2", None),
        ([None, "○", None, None], "2", None),
        (["□", "□", "■", "□"], "3", None),
        ([None, None, None, "協尋"], "4", "協尋"),
        (["-", "是", "無", "否"], "2", None),
    ],
)
def test_a_column_for_each_purpose_says_which(cells: list[str | None], purposes: str, note: str | None) -> None:
    assert ticked_apart(cells) == (purposes, note)


def test_the_four_purposes_printed_without_any_sign_cannot_be_told() -> None:
    assert ticked("\n".join(PURPOSES.values())) == (None, None)
