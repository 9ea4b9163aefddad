"""Registers that keep the names of the persons asked about in a column beside their numbers."""

from pathlib import Path

import pytest

from written_register import LIST, SESSION, lines, read

IDS = ("A123456789", "A800000014")


@pytest.mark.parametrize("between", ["、", " ", "，", "\n"])
@pytest.mark.parametrize("names", [("陳小明", "范氏秋"), ("陳小明",), ("NGUYEN THI", "LE VAN")])
def test_names_beside_two_numbers_are_no_persons_of_their_own(
    tmp_path: Path, between: str, names: tuple[str, ...]
) -> None:
    header = (*LIST[:2], "當事人姓名", "身分證號", *LIST[3:])
    told = between.join(("成功", "失敗"))
    row = (1, SESSION, between.join(names), between.join(IDS), told, "2", "", "陳怡安", "林素貞")

    read_back = lines(read(tmp_path, header, row), "subject_id", "result")
    assert read_back == [(IDS[0], "success"), (IDS[1], "failure")]


@pytest.mark.parametrize("name, number", [("查詢對象", "查詢對象統號"), ("被查詢人姓名", "被查詢人統號")])
def test_the_number_of_the_person_asked_about_stands_beside_the_name(tmp_path: Path, name: str, number: str) -> None:
    row = (1, SESSION, "陳小明", IDS[0], "成功", "2", "", "陳怡安", "林素貞")

    assert lines(read(tmp_path, (*LIST[:2], name, number, *LIST[3:]), row), "subject_id") == [(IDS[0],)]


@pytest.mark.parametrize("note", ["（委託書已附）", "※10/15補登", "(本人到場)"])
def test_a_remark_in_a_row_below_a_condition_is_no_other_person(tmp_path: Path, note: str) -> None:
    row = (1, SESSION, IDS[0], "成功", "2", "", "陳怡安", "林素貞")

    read_back = lines(read(tmp_path, LIST, row, ("", "", note, "", "", "", "", "")), "subject_id", "result")
    assert read_back == [(IDS[0], "success")]
