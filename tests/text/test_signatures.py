import pytest

from reconcile.text.folding import comparable
from reconcile.text.signatures import signers


@pytest.mark.parametrize(
    "written",
    [
        "王小明",
        "王　小明",
        "王小明印",
        "王小明 印",
        "主任王小明",
        "王小明主任",
        "王小明職章",
        "王小明 115/10/06",
        "王小明115.10.6",
        "１１５年１０月６日　王小明",
        "單位主管：王小明（代）",
        "王小明 10:30",
        "王小明\n核",
    ],
)
def test_a_name_is_seen_beside_seal_title_and_date(written: str) -> None:
    assert signers(written)
    assert all("王小明" in readings for readings in signers(written))


def test_a_name_that_ends_like_a_seal_is_read_whole_too() -> None:
    [readings] = signers("李文章")
    assert "李文章" in readings


def test_two_who_signed_are_two() -> None:
    user, supervisor = signers("王小明 陳大文印")
    assert "王小明" in user
    assert "王小明" not in supervisor
    assert "陳大文" in supervisor


@pytest.mark.parametrize(
    "written", ["核", "已核", "如擬", "主任", "主任章", "V", "✓", "■", "115/10/06", "（章）", "已簽核", "OK"]
)
def test_a_seal_a_title_or_a_tick_names_nobody(written: str) -> None:
    assert signers(written) == ()


def test_a_name_of_several_words_is_one_name() -> None:
    assert signers("Kacaw Fotol 印")
    assert all(comparable("Kacaw‧Fotol") in readings for readings in signers("Kacaw Fotol 印"))
