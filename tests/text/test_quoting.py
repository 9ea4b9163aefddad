"""A sentence repeats of a document the words of forms and tables; what else stands there is only counted."""

import pytest

from reconcile.reading.quoting import HEADINGS, quote, quoted


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("115/13/05 09:12", "115/13/05 09:12"),
        ("1150230", "1150230"),
        ("9時12分至9時15分", "9時12分至9時15分"),
        ("12:3O", "12:3O"),
        ("公孫策衡", "〔4 字〕"),
        ("王 小 明", "〔3 字〕"),
        ("公孫策衡 75.03.02", "〔12 字〕"),
        ("Ana de la Cruz", "〔11 字〕"),
        ("使用者陳小華", "使用者〔3 字〕"),
        ("A123456789", "A12345****"),
        ("0912345678 公孫策衡 A123456789", "〔24 字〕"),
        ("QueryTime", "QueryTime"),
        ("Sheet1", "Sheet1"),
        ("工作表（1）", "工作表（1）"),
        ("", ""),
        ("紀錄表", "紀錄表"),
        ("115年10月份查詢紀錄表續", "115年10月份查詢紀錄表續"),
        ("戶籍課10月上旬", "戶籍課10月上旬"),
        ("一一五年十月五日", "一一五年十月五日"),
        ("陳課長", "〔1 字〕課長"),
        ("陳表", "〔2 字〕"),
        ("115年10月  日 9時12分 至 9時20分", "115年10月  日 9時12分 至 9時20分"),
    ],
)
def test_known_words_and_times_are_repeated_and_the_rest_is_counted(cell: str, shown: str) -> None:
    assert quote(cell) == shown


def test_every_heading_that_a_reader_knows_may_be_repeated() -> None:
    assert [heading for heading in HEADINGS if quote(heading) != heading] == []


def test_a_sentence_keeps_its_own_words() -> None:
    assert quoted("無法辨識「公孫策衡」，請填「登入時間」。") == "無法辨識「〔4 字〕」，請填「登入時間」。"
    assert (
        quoted("（認得的欄位：序號、A123456789；不認得：公孫策衡）")
        == "（認得的欄位：序號、A12345****；不認得：〔4 字〕）"
    )
