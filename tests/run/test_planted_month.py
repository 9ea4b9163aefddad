"""A month of real files with every list: what was planted is found, its innocent look-alikes are not.

Each row is one thing an office does, right or wrong by the regulation; beside it stands what there is to ask.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from list_files import written
from office_files import OFFICE, sheet
from reconcile import (
    match,
    read_aliases,
    read_cases,
    read_closed_days,
    read_fax,
    read_register,
    read_roster,
    read_statement,
)
from reconcile.lists import Lists
from reconcile.outcome import Download, Judgement, Matched
from reconcile.rules import RULES, judge_month
from reconcile.settings import Settings
from reconcile.text.dates import Month

OCTOBER = Month(2026, 10)
SUBJECTS = [f"A1{number:08}" for number in range(10_000_019, 10_150_000, 1_117)]
USERS = {
    "王小明": "hl001",
    "李大同": "hl002",
    "陳美玉": "hl003",
    "林志明": "hl005",
    "張淑芬": "hl006",
    "趙新民": "hl007",
}
SELF, COLLEAGUE, KNOWN = "B187654329", "C198765432", "D123456789"
OLD, NEW = "AC12345678", "A800000014"
OF_THREE, OF_TWO, OFTEN, SURPLUS_QUERY, BOTH, AGAIN, SURPLUS_LINE, TWICE, DUPLICATE = SUBJECTS[-9:]


@dataclass(frozen=True)
class Did:
    """One thing done: a query, a line, or both; what stands in their cells; the codes asked of it.

    `case` is the case that explains it, None where there is none.
    """

    what: str
    codes: str = ""
    at: str = "05 09:12"
    user: str = "王小明"
    asked: dict[str, Any] | None = field(default_factory=dict)
    wrote: dict[str, Any] | None = field(default_factory=dict)
    case: dict[str, Any] | None = field(default_factory=dict)
    subject: str | None = None


CENSUS = {"申請人證號": "", "案由": "人口清查"}
DID = (
    Did("每筆都有紀錄"),
    Did("沒有紀錄", "UNREGISTERED_QUERY", wrote=None),
    Did("沒有查詢", "UNCONFIRMED_ENTRY", asked=None),
    Did("系統異常時傳真查詢", asked=None, at="06 10:02", subject=KNOWN),
    Did("末兩碼對調", "CONDITION_MISMATCH", wrote={"swap": True}),
    Did("舊證號依對照表", subject=NEW, wrote={"查詢條件": OLD}),
    Did("由他人具名", "USER_MISMATCH", wrote={"使用者姓名": "李大同"}),
    Did("姓名前加寫職稱", wrote={"使用者姓名": "課員王小明"}),
    Did("登入晚寫三十分鐘", "TIME_MISMATCH", wrote={"登入時間": "9:42", "登出時間": "9:50"}),
    Did("容許誤差內", at="05 09:24"),
    Did("日期誤寫一處", "TIME_MISMATCH", at="06 09:12", wrote={"日期": "115/10/16"}),
    Did("結果勾錯", "RESULT_MISMATCH", asked={"查詢結果": "失敗"}),
    Did("失敗如實登載", asked={"查詢結果": "失敗"}, wrote={"查詢結果": "失敗"}),
    Did("事由與明細表不同", "PURPOSE_MISMATCH", asked={"查詢事由": "(一)"}),
    Did("明細表無事由", asked={"查詢事由": ""}),
    Did("遷入而勾(一)", "PURPOSE_MISMATCH", asked={"查詢事由": "(一)"}, wrote={"查詢事由": "(一)"}),
    Did("歸化而勾(一)", asked={"查詢事由": "(一)"}, wrote={"查詢事由": "(一)"}, case={"案由": "歸化國籍"}),
    Did("歸化而勾(二)", "PURPOSE_MISMATCH", case={"案由": "歸化國籍"}),
    Did("核發國籍證明而勾(二)", case={"案由": "核發國籍證明"}),
    Did("印鑑登記而勾(二)", case={"案由": "印鑑登記"}),
    Did(
        "印鑑登記而勾(一)",
        "PURPOSE_MISMATCH",
        asked={"查詢事由": "(一)"},
        wrote={"查詢事由": "(一)"},
        case={"案由": "印鑑登記"},
    ),
    Did(
        "本人申請印鑑證明而勾(三)",
        "PURPOSE_MISMATCH",
        asked={"查詢事由": "(三)"},
        wrote={"查詢事由": "(三)"},
        case={"案由": "印鑑證明"},
    ),
    Did("本人申請印鑑證明而勾(二)", case={"案由": "印鑑證明"}),
    Did(
        "受委任而勾(三)",
        asked={"查詢事由": "(三)"},
        wrote={"查詢事由": "(三)"},
        case={"案由": "印鑑證明", "受委任人": "李美玉"},
    ),
    Did("受委任而勾(二)", "PURPOSE_MISMATCH", case={"案由": "印鑑證明", "受委任人": "李美玉"}),
    Did("沒有案件", "PURPOSE_UNSUPPORTED", case=None),
    Did("查的是關係人", case={"role": "關係人證號"}),
    Did(
        "備註之案件三年前辦結",
        "PURPOSE_UNSUPPORTED",
        wrote={"備註": "案號 H1120001"},
        case={"案號": "H1120001", "受理日期": "112/05/01", "辦結日期": "112/05/02"},
    ),
    Did(
        "查詢在受理前二十三日",
        "PURPOSE_UNSUPPORTED",
        wrote={"備註": "案號 H1150002"},
        case={"案號": "H1150002", "受理日期": "115/10/28"},
    ),
    Did("查詢在受理前六日", case={"受理日期": "115/10/11"}),
    Did("110 年起未辦結", "PURPOSE_UNSUPPORTED", case={"受理日期": "110/10/05"}),
    Did("一年前受理未辦結", case={"受理日期": "114/11/01"}),
    Did("備註載明清查案", wrote={"備註": "清查案 H1150003"}, case=CENSUS | {"案號": "H1150003"}),
    Did("清查案而備註未載", "PURPOSE_UNSUPPORTED", case=CENSUS | {"案號": "H1150004"}),
    Did(
        "備註之清查案前年辦結",
        "PURPOSE_UNSUPPORTED",
        wrote={"備註": "H1130005"},
        case=CENSUS | {"案號": "H1130005", "受理日期": "113/01/02", "辦結日期": "113/02/01"},
    ),
    Did("未勾事由", "PURPOSE_MISSING", wrote={"查詢事由": ""}),
    Did("勾選兩項", "PURPOSE_MULTIPLE", wrote={"查詢事由": "(二)、(三)"}),
    Did(
        "(四)只寫其他",
        "PURPOSE_UNEXPLAINED PURPOSE_UNSUPPORTED",
        asked={"查詢事由": "(四)"},
        wrote={"查詢事由": "(四)其他"},
        case=None,
    ),
    Did(
        "(四)依主管指示",
        "PURPOSE_UNEXPLAINED PURPOSE_UNSUPPORTED",
        asked={"查詢事由": "(四)"},
        wrote={"查詢事由": "(四)依主管指示"},
        case=None,
    ),
    Did("(四)敘明法院囑託", asked={"查詢事由": "(四)"}, wrote={"查詢事由": "(四)法院囑託查證"}, case=None),
    Did("主管未簽核", "MISSING_SIGNOFF", wrote={"主管簽核": ""}),
    Did("本人簽核", "SELF_REVIEW", wrote={"主管簽核": "課員王小明"}),
    Did("課員簽核", "UNFIT_REVIEWER", wrote={"主管簽核": "李大同"}),
    Did("代理人簽核", wrote={"主管簽核": "（徐國棟代）"}),
    Did("簽核早於查詢", "UNFIT_REVIEWER", at="06 09:12", wrote={"主管簽核": "徐國棟 115/10/05"}),
    Did("帳號不在清冊", "UNKNOWN_ACCOUNT", asked={"使用者帳號": "hl099"}),
    Did("帳號全形大寫", asked={"使用者帳號": "ＨＬ００１"}),
    Did("帳號為他人", "ACCOUNT_NAME_MISMATCH", asked={"使用者帳號": "hl002"}),
    Did("效期末日", user="林志明", at="14 09:12"),
    Did("效期屆滿次日", "INACTIVE_ACCOUNT", user="林志明", at="15 09:12"),
    Did("核准當日", user="趙新民", at="19 09:12"),
    Did("核准前", "INACTIVE_ACCOUNT", user="趙新民", at="16 09:12"),
    Did("憑證遺失前一日", user="張淑芬", at="14 09:12"),
    Did("憑證遺失當日", "INACTIVE_ACCOUNT", user="張淑芬", at="15 09:12"),
    Did("憑證遺失次日", "INACTIVE_ACCOUNT", user="張淑芬", at="16 09:12"),
    Did("下午請假而上午查詢", user="陳美玉", at="13 10:12"),
    Did("下午請假而下午查詢", "INACTIVE_ACCOUNT", user="陳美玉", at="13 14:12"),
    Did("下班後", "OFF_HOURS_QUERY", at="07 19:12"),
    Did("下班那一分鐘", at="07 17:30"),
    Did("星期六", "OFF_HOURS_QUERY", at="17 09:12"),
    Did("國慶日補假", "OFF_HOURS_QUERY", at="09 09:12"),
    Did("上午上班、下午停止上班之上午", at="20 10:12"),
    Did("下午停止上班之下午", "OFF_HOURS_QUERY", at="20 15:12"),
    Did("查詢本人", "SELF_QUERY", subject=SELF),
    Did("查詢同仁而無案件", "COLLEAGUE_QUERY PURPOSE_UNSUPPORTED", subject=COLLEAGUE, case=None),
    Did("兩處同時使用", "CONCURRENT_SESSIONS", at="21 09:13", asked={"IP位址": "10.0.0.9"}),
    Did("兩處之先者", at="21 09:12"),
    Did("遮罩過多", "UNREGISTERED_QUERY UNCONFIRMED_ENTRY MASKED_CONDITION", wrote={"查詢條件": "A1********"}),
    Did("登出早於登入", "IMPOSSIBLE_TIME", at="22 15:11", wrote={"登出時間": "15:02"}),
    Did("跨越午夜", "OFF_HOURS_QUERY", at="22 23:58", wrote={"登入時間": "23:55", "登出時間": "0:10"}),
    Did("未填登出", "MISSING_LOGOUT", wrote={"登出時間": ""}),
    Did("登入兩小時", "LONG_SESSION", at="23 09:12", wrote={"登出時間": "11:20"}),
    Did("未填結果", "MISSING_FIELD", wrote={"查詢結果": ""}),
    Did("三人查同一人之一", "REPEATED_SUBJECT", at="30 09:12", subject=OF_THREE),
    Did("三人查同一人之二", "REPEATED_SUBJECT", at="30 10:12", user="李大同", subject=OF_THREE),
    Did("三人查同一人之三", "REPEATED_SUBJECT", at="30 11:12", user="陳美玉", subject=OF_THREE),
    Did("二人查同一人之一", at="30 14:12", subject=OF_TWO),
    Did("二人查同一人之二", at="30 15:12", user="李大同", subject=OF_TWO),
    Did("一人三次查同一人之一", at="27 09:12", subject=OFTEN),
    Did("一人三次查同一人之二", at="27 10:12", subject=OFTEN),
    Did("一人三次查同一人之三", at="27 11:12", subject=OFTEN),
    Did(
        "兩種作業只登載一筆",
        "AMBIGUOUS_MATCH UNREGISTERED_IN_TIE AMBIGUOUS_MATCH",
        at="28 09:12",
        subject=SURPLUS_QUERY,
    ),
    Did(
        "兩種作業只登載一筆之二",
        "AMBIGUOUS_MATCH",
        at="28 09:12",
        asked={"作業名稱": "居留資料"},
        wrote=None,
        subject=SURPLUS_QUERY,
    ),
    Did("兩種作業各登載一筆", at="28 10:12", subject=BOTH),
    Did("兩種作業各登載一筆之二", at="28 10:12", asked={"作業名稱": "居留資料"}, subject=BOTH),
    Did("同一作業按兩次", at="28 11:12", subject=AGAIN),
    Did("同一作業按兩次之後者", "UNREGISTERED_QUERY", at="28 11:12", wrote=None, subject=AGAIN),
    Did(
        "一次查詢登載於兩次登入",
        "AMBIGUOUS_MATCH AMBIGUOUS_MATCH UNCONFIRMED_IN_TIE",
        at="28 14:12",
        subject=SURPLUS_LINE,
    ),
    Did(
        "一次查詢登載於兩次登入之二",
        "AMBIGUOUS_MATCH",
        at="28 14:13",
        asked=None,
        subject=SURPLUS_LINE,
    ),
    Did("兩次登入各查一次之一", at="28 15:12", subject=TWICE),
    Did("兩次登入各查一次之二", at="28 15:32", subject=TWICE),
    Did("重複登載", at="28 16:12", subject=DUPLICATE),
    Did("重複登載之後者", "UNCONFIRMED_ENTRY", at="28 16:12", asked=None, subject=DUPLICATE),
    Did("跳號", "SEQUENCE_GAP", wrote={"skip": True}),
)
ENTRIES = [did for did in DID if did.wrote is not None]

OF_THE_MONTH = {
    "LATE_DOWNLOAD": "the statement was printed on 11 November, a day late",
    "LATE_FAX_LETTER": "the second fax of the log was followed by its letter on the fifth day",
}
"""Planted beside the queries and lines, once each."""
ELSEWHERE = {"REWRITTEN_ENTRY": "needs a month that is archived: tests/year/test_witness.py"}
"""What no month alone can show."""


def subject_of(number: int) -> str:
    return DID[number].subject or SUBJECTS[number]


def clock(at: str, minutes: int) -> str:
    hour, minute = map(int, at[3:].split(":"))
    total = hour * 60 + minute + minutes
    return f"{total // 60}:{total % 60:02}"


def statement(path: Path) -> Path:
    headings = (
        "序號",
        "使用者帳號",
        "使用者姓名",
        "查詢日期時間",
        "作業名稱",
        "查詢條件",
        "查詢結果",
        "查詢事由",
        "IP位址",
    )
    rows: list[list[Any]] = []
    for number, did in enumerate(DID):
        if did.asked is None:
            continue
        usual = {
            "序號": len(rows) + 1,
            "使用者帳號": USERS[did.user],
            "使用者姓名": did.user,
            "查詢日期時間": f"115/10/{did.at[:2]} {did.at[3:]}:{len(rows) % 60:02}",
            "作業名稱": "入出境紀錄",
            "查詢條件": subject_of(number),
            "查詢結果": "成功",
            "查詢事由": "(二)",
            "IP位址": "10.0.0.1",
        }
        rows.append([(usual | did.asked)[heading] for heading in headings])
    return sheet(path, headings, *rows, [f"合計：{len(rows)} 筆"], title=f"{OFFICE} 主管稽核月明細表")


def register(path: Path) -> Path:
    headings = (
        "序號",
        "日期",
        "登入時間",
        "登出時間",
        "查詢條件",
        "查詢結果",
        "查詢事由",
        "備註",
        "使用者姓名",
        "主管簽核",
    )
    rows, serial = list[list[Any]](), 0
    for number, did in enumerate(DID):
        if did.wrote is None:
            continue
        serial += 2 if did.wrote.get("skip") else 1
        subject = subject_of(number)
        usual = {
            "序號": serial,
            "日期": f"115/10/{did.at[:2]}",
            "登入時間": clock(did.at, -2),
            "登出時間": clock(did.at, 8),
            "查詢條件": subject[:-2] + subject[-1] + subject[-2] if did.wrote.get("swap") else subject,
            "查詢結果": "成功",
            "查詢事由": "(二)",
            "備註": "",
            "使用者姓名": did.user,
            "主管簽核": "徐國棟",
        }
        if did.what == "容許誤差內":
            usual |= {"登入時間": "9:10", "登出時間": "9:20"}
        rows.append([(usual | did.wrote)[heading] for heading in headings])
    return sheet(path, headings, *rows, title=f"{OFFICE}應用移民資訊連結作業系統查詢紀錄表")


def lists(folder: Path) -> Lists:
    accounts = [
        ("hl001", "王小明", "113/01/02", "", "", "", "承辦人員", SELF),
        ("hl002", "李大同", "113/01/02", "", "", "", "課員", COLLEAGUE),
        ("hl003", "陳美玉", "113/01/02", "", "", "115/10/13 下午", "課員", ""),
        ("hl005", "林志明", "113/01/02", "115/10/14", "", "", "課員", ""),
        ("hl006", "張淑芬", "113/01/02", "", "115/10/15", "", "課員", ""),
        ("hl007", "趙新民", "115/10/19", "", "", "", "課員", ""),
        ("hl009", "徐國棟", "113/01/02", "", "", "", "單位主管", ""),
    ]
    roster = ("帳號", "姓名", "啟用日期", "停用日期", "憑證遺失日期", "請假日期", "角色", "身分證號")
    headings = ("案號", "案由", "申請人證號", "關係人證號", "受理日期", "辦結日期", "承辦人", "受委任人")
    cases: list[list[Any]] = []
    for number, did in enumerate(DID):
        if did.case is not None:
            role = did.case.get("role", "申請人證號")
            usual = {"案號": f"C115{number:04}", "案由": "遷入登記", role: subject_of(number), "受理日期": "115/10/01"}
            cases.append([(usual | {"承辦人": did.user} | did.case).get(heading, "") for heading in headings])
    fax = [("115/10/06", "10:00", "王小明", KNOWN, "115/10/09"), ("115/10/07", "10:00", "王小明", KNOWN, "115/10/12")]
    read = {
        "roster": read_roster(written(folder / "帳號清冊.csv", [roster, *accounts])),
        "cases": read_cases(written(folder / "受理案件清冊.csv", [headings, *cases])),
        "fax": read_fax(
            written(folder / "傳真.csv", [("傳真日期", "傳真時間", "查詢人", "證號", "補送公文日期"), *fax])
        ),
        "aliases": read_aliases(written(folder / "對照表.csv", [("舊證號", "新證號"), (OLD, NEW)])),
        "closed_days": read_closed_days(
            written(folder / "停班.csv", [("停止上班日", "原因"), ("115/10/20 下午", "颱風")])
        ),
    }
    assert [problem for reading in read.values() for problem in reading.problems] == []
    return Lists(**{name: reading.table for name, reading in read.items()})


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Matched:
    folder = tmp_path_factory.mktemp("month")
    asked, wrote = read_statement(statement(folder / "明細表.xlsx")), read_register(register(folder / "紀錄表.xlsx"))
    assert [str(problem) for problem in (*asked.problems, *wrote.problems)] == []
    given, settings = lists(folder), Settings()
    matching = match(asked.table, wrote.table, given, settings)
    late = Download(date(2026, 11, 11), "printed")
    return Matched(asked.table, wrote.table, matching, given, settings, month=OCTOBER, download=late)


@pytest.fixture(scope="module")
def judgement(month: Matched) -> Judgement:
    return judge_month(month)


def test_every_code_is_planted_here_or_said_why_it_cannot_be() -> None:
    planted = {code for did in DID for code in did.codes.split()}
    assert not planted & (set(OF_THE_MONTH) | set(ELSEWHERE))
    assert planted | set(OF_THE_MONTH) | set(ELSEWHERE) == {rule.code for rule in RULES}


def test_what_was_planted_is_found_and_no_innocent_look_alike(judgement: Judgement) -> None:
    asked = [did for did in DID if did.asked is not None]
    found = Counter[tuple[str, str]]()
    for row in judgement.findings.to_dict("records"):
        at = row["statement_row"], row["register_entry"]
        did = asked[int(at[0]) - 1] if at[0] == at[0] and at[0] is not None else None
        if did is None and at[1] == at[1] and at[1] is not None:
            did = ENTRIES[int(at[1]) - 1]
        found[(did.what if did else "", row["code"])] += 1
    expected = Counter((did.what, code) for did in DID for code in did.codes.split())
    assert found == expected + Counter({("", code): 1 for code in OF_THE_MONTH})


def test_the_same_month_downloaded_on_the_tenth_and_its_letter_sent_has_nothing_late(
    month: Matched, judgement: Judgement
) -> None:
    assert month.lists.fax is not None
    sent = month.lists.fax.assign(letter_on=month.lists.fax["letter_on"].min())
    in_time = replace(month, lists=replace(month.lists, fax=sent), download=Download(date(2026, 11, 10), "printed"))
    codes = judgement.findings["code"]
    assert Counter(judge_month(in_time).findings["code"]) == Counter(codes[~codes.isin(OF_THE_MONTH)])


def test_each_sentence_says_where_and_what_to_do(judgement: Judgement) -> None:
    for message in judgement.findings["message"]:
        assert message.endswith("。")
        assert any(word in message for word in ("請", "是否")), message
