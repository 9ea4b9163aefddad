from .builders import codes, entry, found, line, message


def test_a_blank_sign_off_asks_the_supervisor_to_check_and_sign() -> None:
    assert message("MISSING_SIGNOFF", line(reason=None, signed_off=False, signed_by=None)) == (
        "紀錄表第 1 列（第 1 頁序號 3，10/05 09:10，王○○）的主管簽核欄空白，請單位主管查核後簽核。"
    )


def test_an_entry_of_four_lines_misses_its_sign_off_once() -> None:
    four = [line(reason=None, signed_off=False, condition=f"第 {number} 筆") for number in range(1, 5)]
    assert codes(entry(*four)) == ["MISSING_SIGNOFF"]


def test_entries_of_two_registers_are_named_with_their_files() -> None:
    findings = found(
        "MISSING_SIGNOFF",
        line(reason=None, signed_off=False, register_file="一股.xlsx"),
        line(reason=None, signed_off=False, register_file="二股.xlsx"),
    )
    assert [message[:17] for message in findings["message"]] == ["紀錄表 一股.xlsx 第 1 列", "紀錄表 二股.xlsx 第 1 列"]
