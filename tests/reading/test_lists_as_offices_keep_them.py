"""Lists in the ways that offices keep them: each reads as a person reads it, or says what it cannot read."""

from pathlib import Path

import pytest

from list_files import Rows, written
from reconcile.carriers.opening import open_document
from reconcile.reading.readers import READERS
from reconcile.reading.recognition import role_of
from reconcile.settings import Settings

Line = tuple[str, ...]


def read(folder: Path, role: str, *lines: str, name: str = "清冊.csv") -> tuple[list[dict[str, str]], list[str]]:
    """The rows of a list of these lines, blanks left out, and its problems; a line holds cells between bars."""
    rows: Rows = [[cell.strip().replace("⏎", "\n") for cell in line.split("|")] for line in lines]
    document = open_document(written(folder / name, rows))
    assert role_of(document, Settings()) == role
    reading = READERS[role].read(document, Settings())
    table = [
        {
            str(key): str(value).removesuffix(" 00:00:00")
            for key, value in row.items()
            if str(value) not in {"<NA>", "NaT", "None"}
        }
        for row in reading.table.to_dict("records")
    ]
    return table, [problem.message for problem in reading.problems]


def columns(rows: list[dict[str, str]], *names: str) -> list[Line]:
    return [tuple(row.get(name, "-") for name in names) for row in rows]


# -- cases -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            (
                "收件號 | 申請日期 | 申請書類別 | 申請人 | 統號 | 受委託人 | 統號",
                "甲1 | 115/10/05 | 遷入 | 王小明 | A123456789 | 李小美 | B223456782",
            ),
            [("甲1", "遷入", "A123456789", "B223456782", "2026-10-05")],
            id="a bare 統號 is the person's to its left",
        ),
        pytest.param(
            (
                "收件號 | 申請日期 | 案由 | 受委託人 | 統號 | 申請人 | 統號",
                "甲1 | 115/10/05 | 遷入 | 李小美 | B223456782 | 王小明 | A123456789",
            ),
            [("甲1", "遷入", "A123456789", "B223456782", "2026-10-05")],
            id="and so where the agent stands first",
        ),
        pytest.param(
            (
                "收件號 | 受理日期 | 業務別 | 申請人 | 身分證字號 | 當事人 | 身分證字號 | 配偶 | 身分證字號",
                "甲1 | 1151005 | 結婚 | 王小明 | A123456789 | 林春嬌 | F131104093 | 李小美 | B223456782",
            ),
            [("甲1", "結婚", "A123456789", "F131104093,B223456782", "2026-10-05")],
            id="three persons, three numbers of one heading",
        ),
        pytest.param(
            (
                "案號 | 日期 | 案由 | 申請人統號",
                "1 | 115/10/05 | 印鑑 | A123456789",
                "2 |  | 遷入 | B223456782",
                "3 |  | 遷入 | F131104093",
                "4 | 115/10/06 | 遷入 | A123456789",
            ),
            [
                ("1", "印鑑", "A123456789", "-", "2026-10-05"),
                ("2", "遷入", "B223456782", "-", "2026-10-05"),
                ("3", "遷入", "F131104093", "-", "2026-10-05"),
                ("4", "遷入", "A123456789", "-", "2026-10-06"),
            ],
            id="a date once a day",
        ),
        pytest.param(
            (
                "案號 | 受理日期 | 案由 | 申請人統號",
                "1 | 115/10/05 | 印鑑 | A123456789",
                "2 | 115/10/05 | 遷入 | B223456782",
                "3 |  | 遷入 | F131104093",
            ),
            [
                ("1", "印鑑", "A123456789", "-", "2026-10-05"),
                ("2", "遷入", "B223456782", "-", "2026-10-05"),
                ("3", "遷入", "F131104093", "-", "-"),
            ],
            id="who writes each day again has left one out",
        ),
        pytest.param(
            (
                "案號 | 受理日期 | 案由 | 申請人統號",
                "1 | 115/10/05 | 印鑑 | A123456789",
                "2 | 同上 | 同上 | B223456782",
                "3 | ″ | 遷入 | F131104093",
            ),
            [
                ("1", "印鑑", "A123456789", "-", "2026-10-05"),
                ("2", "印鑑", "B223456782", "-", "2026-10-05"),
                ("3", "遷入", "F131104093", "-", "2026-10-05"),
            ],
            id="marks that repeat",
        ),
        pytest.param(
            (
                "花蓮市戶政事務所115年10月份受理案件清冊",
                "案號 | 受理日期 | 案由 | 申請人統號",
                "1 | 10月5日 | 印鑑 | A123456789",
                "2 | 6日 | 遷入 | B223456782",
            ),
            [("1", "印鑑", "A123456789", "-", "2026-10-05"), ("2", "遷入", "B223456782", "-", "2026-10-06")],
            id="year and month stand in the title",
        ),
        pytest.param(
            (
                "115年度受理案件清冊",
                "案號 | 受理日期 | 辦結日期 | 案由 | 申請人統號",
                "1 | 12/30 | 1/3 | 印鑑 | A123456789",
            ),
            [("1", "印鑑", "A123456789", "-", "2026-12-30")],
            id="closed in the year after",
        ),
        pytest.param(
            (
                "案號 | 受理日期 | 案由 | 委任人 | 委任人身分證字號 | 申請人 | 申請人身分證字號",
                "1 | 115/10/05 | 印鑑證明 | 林春嬌 | F131104093 | 王小明 | A123456789",
            ),
            [("1", "印鑑證明", "A123456789", "F131104093", "2026-10-05")],
            id="the applicant acts for another",
        ),
        pytest.param(
            ("案號 | 受理日期 | 申請書類別 | 案由 | 申請人統號", "1 | 115/10/05(一) | 登記申請書 | 遷入 | A123456789"),
            [("1", "登記申請書、遷入", "A123456789", "-", "2026-10-05")],
            id="two columns of business, a weekday",
        ),
        pytest.param(
            (
                "案號 | 受理日期 | 案由 | 申請人統號",
                "1 | 115/10/05退件 | 遷入 | A123456789",
                "2 | 補件115.10.06 | 遷入 | B223456782",
            ),
            [("1", "遷入", "A123456789", "-", "2026-10-05"), ("2", "遷入", "B223456782", "-", "2026-10-06")],
            id="words beside the day",
        ),
    ],
)
def test_cases(tmp_path: Path, lines: Line, expected: list[Line]) -> None:
    rows, problems = read(tmp_path, "cases", *lines)
    assert columns(rows, "case_no", "business", "applicant_id", "related_ids", "received_on") == expected
    assert problems == []


@pytest.mark.parametrize("cell", ["115/10/05、115/10/06", "不是115/10/05", "十月", "115/13/05", "10/05"])
def test_a_day_of_a_case_that_is_none_is_told(tmp_path: Path, cell: str) -> None:
    rows, problems = read(tmp_path, "cases", "案號 | 受理日期 | 案由 | 申請人統號", f"1 | {cell} | 遷入 | A123456789")
    assert columns(rows, "received_on") == [("-",)]
    assert len(problems) == 1


# -- roster ----------------------------------------------------------------------------------------------------------

ROSTER = "帳號 | 姓名 | 啟用日期 | 停用日期 | 角色 | 備註"
A, B = "2024-01-02", "2025-06-30"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("HL1 | 李四 | 113/01/02 | 999/12/31 | 承辦人 |", ("李四", A, "-", "承辦人")),
        ("HL1 | 李四 | 113/01/02 | 9999-12-31 | 承辦人 |", ("李四", A, "-", "承辦人")),
        ("HL1 | 李四 | 113/01/02 | 99991231 | 承辦人 |", ("李四", A, "-", "承辦人")),
        ("HL1 | 李四 | 113/01/02 | 2099/12/31 | 承辦人 |", ("李四", A, "-", "承辦人")),
        ("HL1 | 李四 | 113/01/02 | 114/6/30調離 | 承辦人 |", ("李四", A, B, "承辦人")),
        ("HL1 | 李四 | 113/01/02 | 調離（114.6.30） | 承辦人 |", ("李四", A, B, "承辦人")),
        ("HL1 | 李四 | 113/01/02 |  | 承辦人 | 114年6月30日離職", ("李四", A, B, "承辦人")),
        ("HL1 | 李四 | 113/01/02 | 114/06/30 | 承辦人 | 已調離", ("李四", A, B, "承辦人")),
        ("HL1 | 李四 | 113/1/2起 | 至114/6/30止 | 承辦人 |", ("李四", A, B, "承辦人")),
        ("HL1 | 李四⏎(主任) | 113/01/02 |  |  |", ("李四", A, "-", "主任")),
        ("HL1 | 李四（課員） | 113/01/02 |  | 承辦人 |", ("李四", A, "-", "承辦人、課員")),
        ("HL1 | LE THI LAN | 113/01/02 |  | 承辦人 |", ("LE THI LAN", A, "-", "承辦人")),
        ("HL1 | 李四 | 113/01/02 | 現職 | 承辦人、單位主管 |", ("李四", A, "-", "承辦人、單位主管")),
    ],
)
def test_roster(tmp_path: Path, line: str, expected: Line) -> None:
    rows, problems = read(tmp_path, "roster", ROSTER, line)
    assert columns(rows, "user_name", "valid_from", "valid_to", "role") == [expected]
    assert problems == []


def test_a_supervisor_needs_no_account_and_a_user_does(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "roster", ROSTER, " | 林主任 | | | 單位主管 |", " | 李四 | | | 承辦人 |")
    assert columns(rows, "account", "user_name", "role") == [("-", "林主任", "單位主管")]
    assert problems == ["未填帳號，本列未採用，請補正後重跑。"]


def test_two_roles_in_two_rows_are_one_account(tmp_path: Path) -> None:
    lines = ("HL1 | 李四 | 113/01/02 | | 承辦人 |", "HL1 | 李四 | 113/01/02 | | 代理主管 |")
    rows, problems = read(tmp_path, "roster", ROSTER, *lines)
    assert columns(rows, "role") == [("承辦人",), ("代理主管",)]
    assert problems == []


@pytest.mark.parametrize("account", ["無帳號", "(無帳號)", "未申請帳號", "—", "無"])
def test_a_supervisor_whose_account_is_said_to_be_none_has_none(tmp_path: Path, account: str) -> None:
    rows, problems = read(tmp_path, "roster", "姓名 | 帳號 | 職稱", f"林素貞 | {account} | 主任", "李四 | HL1 | 課員")
    assert columns(rows, "account", "user_name") == [("-", "林素貞"), ("HL1", "李四")]
    assert problems == []


def test_roles_may_stand_in_columns_that_are_numbered(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "roster", "帳號 | 姓名 | 角色1 | 角色2", "HL1 | 李四 | 承辦人 | 代理主管")
    assert columns(rows, "role") == [("承辦人、代理主管",)]
    assert problems == []


@pytest.mark.parametrize(
    "line",
    [
        "HL1 | 李四 | 113/01/02 | | 承辦人（114/7/1起為單位主管） |",
        "HL1 | 李四 | 113/01/02 | | 承辦人 | 114.7.1調任課長",
        "HL1 | 李四 | 113/01/02 | | 承辦人 | 114年7月1日升任股長",
    ],
)
def test_a_role_that_changes_in_one_row_is_told_and_ends_no_account(tmp_path: Path, line: str) -> None:
    rows, problems = read(tmp_path, "roster", ROSTER, line)
    assert columns(rows, "valid_to") == [("-",)]
    assert len(problems) == 1
    assert "請依角色分列" in problems[0]


def test_two_accounts_in_one_cell_are_told(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "roster", ROSTER, "HL1、HL2 | 李四 | 113/01/02 | | 承辦人 |")
    assert rows == []
    assert problems == ["帳號欄有兩個以上的帳號，本列未採用，請每個帳號分一列後重跑。"]


def test_a_role_that_changes_within_the_year_is_two_terms(tmp_path: Path) -> None:
    lines = ("HL1 | 李四 | 113/01/02 | 115/10/14 | 承辦人 |", "HL1 | 李四 | 115/10/15 | | 單位主管 |")
    rows, problems = read(tmp_path, "roster", ROSTER, *lines)
    assert columns(rows, "valid_to", "role") == [("2026-10-14", "承辦人"), ("-", "單位主管")]
    assert problems == []


# -- fax -------------------------------------------------------------------------------------------------------------

FAX = "傳真日期 | 傳真時間 | 查詢人 | 查詢對象 | 證號 | 查詢事由"
ONE = "115/10/5 | 10:05 | 陳小華 | 王小明 | A123456789 | 系統異常"


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("補送公文", "115年10月7日花戶字第1150001號函", ("2026-10-07", "花戶字第1150001號函")),
        ("補送公文日期及文號", "115.10.7⏎花戶字第1150001號", ("2026-10-07", "花戶字第1150001號")),
        ("補送公文日期及字號", "115.10.7 花戶字第1150001號", ("2026-10-07", "花戶字第1150001號")),
        ("發文日期文號", "花戶字第1150001號(115/10/07)", ("2026-10-07", "花戶字第1150001號")),
        ("發文日期", "115/10/07 花戶字第1150001號", ("2026-10-07", "花戶字第1150001號")),
        ("發文字號", "115年10月7日 花戶字第1150001號", ("2026-10-07", "花戶字第1150001號")),
        ("補文情形", "已於10月7日補送", ("2026-10-07", "已於 補送")),
        ("補送公文日期", "免補文", ("-", "免補文")),
        ("補文情形", "無須補送公文", ("-", "無須補送公文")),
        ("補送公文日期", "尚未補送", ("-", "-")),
        ("補送公文", "簽辦中", ("-", "-")),
        ("文號", "花戶字第1150001號", ("-", "花戶字第1150001號")),
    ],
)
def test_the_letter_of_a_fax(tmp_path: Path, heading: str, cell: str, expected: Line) -> None:
    rows, problems = read(tmp_path, "fax", f"{FAX} | {heading}", f"{ONE} | {cell}")
    assert columns(rows, "letter_on", "letter_no") == [expected]
    assert problems == []


@pytest.mark.parametrize(
    ("whom", "number", "expected"),
    [
        (
            "王小明、李小美",
            "A123456789、B223456782",
            [("A123456789", "A123456789 王小明"), ("B223456782", "B223456782 李小美")],
        ),
        (
            "王小明⏎李小美",
            "A123456789⏎B223456782",
            [("A123456789", "A123456789 王小明"), ("B223456782", "B223456782 李小美")],
        ),
        (
            "1.王小明 2.李小美",
            "A123456789,B223456782",
            [("A123456789", "A123456789 王小明"), ("B223456782", "B223456782 李小美")],
        ),
        (
            "王小明(A123456789)、李小美(B223456782)",
            "",
            [("A123456789", "A123456789 王小明"), ("B223456782", "B223456782 李小美")],
        ),
        (
            "①王小明②李小美",
            "①A123456789②B223456782",
            [("A123456789", "A123456789 王小明"), ("B223456782", "B223456782 李小美")],
        ),
        (
            "王小明/李小美",
            "A123456789/B223456782",
            [("A123456789", "A123456789 王小明"), ("B223456782", "B223456782 李小美")],
        ),
        ("王小明等2人", "A123456789、B223456782", [("A123456789", "A123456789"), ("B223456782", "B223456782")]),
        ("王小明、李小美", "", [("-", "王小明"), ("-", "李小美")]),
        ("LE THI LAN", "A123456789", [("A123456789", "A123456789 LE THI LAN")]),
        ("王小明 A123456789", "", [("A123456789", "A123456789 王小明")]),
    ],
)
def test_whom_a_fax_asks_about(tmp_path: Path, whom: str, number: str, expected: list[Line]) -> None:
    line = f"115/10/5 | 10:05 | 陳小華 | {whom} | {number} | 系統異常"
    rows, problems = read(tmp_path, "fax", FAX, line)
    assert columns(rows, "subject_id", "condition") == expected
    assert problems == []


def test_two_names_and_one_number_are_asked_about(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "fax", FAX, "115/10/5 | 10:05 | 陳小華 | 王小明、李小美 | A123456789 | 異常")
    assert rows == []
    assert problems == ["查詢對象 2 人而證號 1 個，看不出是何人的證號，本列未採用，請分列後重跑。"]


# -- closed days -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (("停止上班日 | 原因", "115/10/2 | 照常上班", "115/10/3 | 颱風"), ["2026-10-03"]),
        (
            ("停止上班日 | 原因", "115/10/2 | 颱風(下午停班)", "115/10/3 | 停課", "115/10/5 | 颱風"),
            ["2026-10-02 PM", "2026-10-05"],
        ),
        (("停止上班日", "115/10/2 上午", "115/10/5 半日"), ["2026-10-02 AM", "2026-10-05 ?"]),
        (("公告", "115年10月2日上午照常上班，下午停止上班"), ["2026-10-02 PM"]),
        (("公告", "115年10月2日下午2時起停止上班，10月3日停止上班"), ["2026-10-02 ?", "2026-10-03"]),
        (("日期 | 花蓮縣", "115/10/2 | 照常上班、照常上課", "115/10/3 | 停止上班、停止上課"), ["2026-10-03"]),
        (
            ("日期 | 臺東縣 | 花蓮縣", "115/10/2 | 停止上班 | 照常上班", "115/10/3 | 照常上班 | 停止上班"),
            ["2026-10-03"],
        ),
        (("日期 | 縣市 | 情形", "115/10/2 | 宜蘭縣 | 停止上班", "115/10/3 | 花蓮縣 | 停止上班"), ["2026-10-03"]),
        (("日期 | 是否停班", "115/10/2 | 否", "115/10/3 | 是"), ["2026-10-03"]),
        (("停止上班日", "115年10月2日(五)因颱風停止上班停止上課"), ["2026-10-02"]),
        (("停止上班日", "10月2日至3日因颱風停止上班"), ["2026-10-02", "2026-10-03"]),
        (("公告", "115年10月2日照常上班，10月3日停止上班"), ["2026-10-03"]),
        (("公告", "臺東縣115年10月2日停止上班"), []),
        (
            ("公告", "宜蘭縣：115年10月2日停止上班；花蓮縣：115年10月3日停止上班；臺東縣：115年10月5日停止上班"),
            ["2026-10-03"],
        ),
        (("公告", "115年10月2日12時起停止上班"), ["2026-10-02 ?"]),
        (("花蓮縣政府公告：115年10月2日（星期五）因颱風停止上班、停止上課。",), ["2026-10-02"]),
        (("縣府轉知", "115年10月2日、5日停止上班", "以上。"), ["2026-10-02", "2026-10-05"]),
        (("115年10月2、3日停止上班",), ["2026-10-02", "2026-10-03"]),
        (("日期 | 內容", "10月2日 | 花蓮縣停止上班、停止上課", "10月3日 | 照常上班、照常上課"), ["2026-10-02"]),
    ],
)
def test_closed_days(tmp_path: Path, lines: Line, days: list[str]) -> None:
    rows, problems = read(tmp_path, "closed_days", *lines, name="115年停班.csv")
    assert [" ".join(filter(None, (row["closed_on"], row.get("half")))) for row in rows] == days
    assert problems == []


def test_an_announcement_on_a_page_without_rulings_is_read(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "closed_days", "花蓮縣115年10月2日停止上班、停止上課", name="115年停班.pdf")
    assert [row["closed_on"] for row in rows] == ["2026-10-02"]
    assert problems == []


def test_a_closing_of_some_towns_is_told(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "closed_days", "日期 | 內容", "115/10/2 | 秀林鄉停止上班", "115/10/3 | 停止上班")
    assert [row["closed_on"] for row in rows] == ["2026-10-03"]
    assert len(problems) == 1
    assert problems[0].startswith("只有部分鄉鎮市區停止上班")


def test_a_day_of_which_nothing_is_said_is_told(tmp_path: Path) -> None:
    rows, problems = read(tmp_path, "closed_days", "日期 | 花蓮縣", "115/10/2 | ", "115/10/3 | 停止上班")
    assert [row["closed_on"] for row in rows] == ["2026-10-03"]
    assert problems == ["看不出該日是否停止上班，本列未採用，請寫明停止上班或照常上班後重跑。"]


# -- aliases ---------------------------------------------------------------------------------------------------------

OLD, NEW, NATIONAL = "AC03095424", "A800000014", "A123456789"


@pytest.mark.parametrize(
    ("lines", "pairs"),
    [
        (("居留證號 | 身分證字號", f"{NEW} | {NATIONAL}"), [(NEW, NATIONAL)]),
        (("姓名 | 統一證號 | 國民身分證統一編號", f"王小明 | {OLD} | {NATIONAL}"), [(OLD, NATIONAL)]),
        (("舊護照號碼 | 新護照號碼", "B1234567 | C7654321"), [("B1234567", "C7654321")]),
        (("護照號碼 | 居留證號", f"C7654321 | {NEW}"), [(NEW, "C7654321")]),
        (("舊統一證號 | 新統一證號 | 身分證字號", f"{OLD} | {NEW} | {NATIONAL}"), [(OLD, NEW), (NEW, NATIONAL)]),
        (("新舊證號", f"{OLD}→{NEW}"), [(OLD, NEW)]),
        (("姓名 | 證號異動", f"王小明 | {OLD} 改為 {NEW}"), [(OLD, NEW)]),
        (("新舊證號", f"{OLD}（舊）{NEW}（新）"), [(OLD, NEW)]),
        (("新舊證號", f"{OLD}⏎{NEW}"), [(OLD, NEW)]),
        (("變更前 | 變更後 | 變更日期", f"{OLD} | {NEW} | 110/1/2"), [(OLD, NEW)]),
        (("當事人 | 歸化前 | 歸化後", f"王小明 | {NEW} | {NATIONAL}"), [(NEW, NATIONAL)]),
        (("姓名 | 居留證(舊) | 居留證(新)", f"王小明 | {OLD} | {NEW}"), [(OLD, NEW)]),
        (("姓名 | 護照（舊） | 護照（新）", "王小明 | 300123456 | 312345678"), [("300123456", "312345678")]),
        (("姓名 | 外僑居留證 | 身分證", f"王小明 | {NEW} | {NATIONAL}"), [(NEW, NATIONAL)]),
        (("原居留證統一證號 | 國民身分證統一編號", f"{NEW} | {NATIONAL}"), [(NEW, NATIONAL)]),
        (("對照", f"居留證號{OLD}→身分證字號{NATIONAL}"), [(OLD, NATIONAL)]),
        (("證號對照", f"舊：{OLD} 新：{NEW}"), [(OLD, NEW)]),
        (("姓名 | 異動說明", f"王小明 | 由{OLD}變更為{NEW}"), [(OLD, NEW)]),
    ],
)
def test_aliases(tmp_path: Path, lines: Line, pairs: list[Line]) -> None:
    rows, problems = read(tmp_path, "aliases", *lines)
    assert sorted(columns(rows, "identifier", "same_as")) == sorted(pairs)
    assert problems == []


@pytest.mark.parametrize("cell", [OLD, f"{OLD} 換證"])
def test_one_number_in_a_cell_for_two_is_told(tmp_path: Path, cell: str) -> None:
    rows, problems = read(tmp_path, "aliases", "新舊證號", f"{OLD}→{NEW}", cell)
    assert len(rows) == len(problems) == 1


# -- printouts -------------------------------------------------------------------------------------------------------

PRINTED = "列印日期 | 查詢對象 | 列印人 | 張數 | 未辦理原因"


@pytest.mark.parametrize(
    "day", ["10/5", "10月5日", "5日", "115.10.5", "1151005", "115/10/05 09:12", "115年10月5日（一）"]
)
def test_printouts(tmp_path: Path, day: str) -> None:
    lines = ("115年10月未辦理書面資料清單", PRINTED, f"{day} | 王小明 | 陳小華 | 2 | 當事人未到")
    rows, problems = read(tmp_path, "printouts", *lines)
    assert columns(rows, "printed_on", "subject", "user_name", "pages", "reason") == [
        ("2026-10-05", "王小明", "陳小華", "2", "當事人未到")
    ]
    assert problems == []


def test_printouts_with_their_day_once_a_day(tmp_path: Path) -> None:
    lines = (
        "115/10/5 | 王小明 | 陳小華 | 2 | 未到",
        " | 林春嬌 | 陳小華 | 1 | 撤回",
        "115/10/6 | 李四 | 〃 | 1 | 未到",
    )
    rows, problems = read(tmp_path, "printouts", PRINTED, *lines)
    assert columns(rows, "printed_on", "user_name") == [
        ("2026-10-05", "陳小華"),
        ("2026-10-05", "陳小華"),
        ("2026-10-06", "陳小華"),
    ]
    assert problems == []
