"""Does the register say of a query what the statement says? The tier of a match names the evidence that disagrees."""

import numpy as np
import pandas as pd

from reconcile.facts.accounts import learned_names, unnamed
from reconcile.facts.lines import another_months
from reconcile.facts.users import fits_in_part, names_agree
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.text.folding import comparable
from reconcile.text.results import WORDS


@rule(
    code="CONDITION_MISMATCH",
    title="查詢條件不符",
    severity="medium",
    grain="pair",
    basis=("records", "monthly_check"),
    question="查詢的是否為案件的當事人或相關人？紀錄表的查詢條件有無誤寫？",
    measure="核對案件資料後更正紀錄表並簽章；登載時以系統畫面逐字核對。",
    field="subject",
    duty="case_by_case",
)
def condition_mismatch(material: Material) -> pd.DataFrame:
    """同一使用者在同一時間的查詢，紀錄表所寫的查詢條件與明細表相差一字或前後對調。

    Okay: pair(query(subject_id="A123456789"), line(subject_id="A123456789"))  # 相符
    Okay: pair(query(subject_id="A12345****"), line(subject_id="A123456789"), tier="masked")  # 明細表遮罩，可見部分相符
    Flag: pair(query(subject_id="A123456789"), line(subject_id="A123456798"), tier="slip")  # 末兩碼對調
    """
    return _of_tier(material, "slip")


@rule(
    code="USER_MISMATCH",
    title="使用者不符",
    severity="high",
    grain="pair",
    basis=("records", "logout", "monthly_check"),
    question="實際查詢的是誰？是否借用他人帳號，或由他人代填紀錄表？",
    measure="查明實際使用者；重申帳號及自然人憑證不得借用，必要時辦理帳號異動。",
    field="user",
    duty="case_by_case",
)
def user_mismatch(material: Material) -> pd.DataFrame:
    """同一時間、同一查詢條件，紀錄表的使用者姓名與明細表不同。

    Okay: pair(query(user_name="王小明"), line(user_name="王小明"))  # 同一人
    Okay: pair(query(user_name="王○明"), line(user_name="王小明"), tier="masked")  # 明細表遮罩，可見部分相符
    Okay: pair(query(user_name="王小明"), line(user_name="王課員"))  # 只寫姓氏，未予比對
    Okay: pair(query(user_name=None), line(user_name="李大同"))  # 明細表沒有姓名，本月也看不出帳號是誰的
    Flag: pair(query(user_name="王小明"), line(user_name="李大同"), tier="user")  # 不同人
    """
    return pd.concat([_of_tier(material, "user").assign(severity="high"), _of_another_than_usual(material)])


def _of_another_than_usual(material: Material) -> pd.DataFrame:
    """The pairs whose names were not compared, under another name than most lines of their account this month."""
    pairs, roster = material.pairs, material.lists.roster
    learned = learned_names(pairs, roster)
    open_pairs = pairs[unnamed(pairs, roster) & pairs["account"].notna() & pairs["user_name_register"].notna()]
    usual = [learned.get(comparable(account)) for account in open_pairs["account"]]
    others = [
        name is not None and not names_agree(name, written) and not fits_in_part(name, written)
        for name, written in zip(usual, open_pairs["user_name_register"], strict=True)
    ]
    shown = material.places.masking.user_name
    told = open_pairs.assign(usual=pd.Series(usual, open_pairs.index, dtype="object"))[np.array(others, dtype=bool)]
    return _told(
        material,
        told,
        [
            f"使用者不同（紀錄表{shown(written)}，此帳號本月多數列為{shown(name)}）。"
            for written, name in zip(told["user_name_register"], told["usual"], strict=True)
        ],
    ).assign(severity="medium")


@rule(
    code="TIME_MISMATCH",
    title="查詢時間不符",
    severity="medium",
    grain="pair",
    basis=("records", "monthly_check"),
    question="紀錄表的登入登出日期及時間是否誤寫？",
    measure="核對系統紀錄後更正登入登出時間並簽章；查詢當下即時登載。",
    field="time",
    duty="case_by_case",
)
def time_mismatch(material: Material) -> pd.DataFrame:
    """同一使用者、同一查詢條件，查詢時間不在紀錄表所寫的登入登出之間（容許誤差見設定）。

    Okay: pair(query(queried_at="10/05 09:12"), line(login_at="10/05 09:10", logout_at="10/05 09:20"))  # 在其間
    Flag: pair(query(queried_at="10/06 09:12"), line(login_at="10/05 09:10"), tier="date")  # 日期差一日
    Flag: pair(query(queried_at="10/05 09:12"), line(login_at="10/13 09:10"), tier="date")  # 日期誤寫一處
    Flag: pair(query(queried_at="10/05 09:12"), line(login_at="09/05 09:10"), tier="date")  # 別月的紀錄，嚴重程度為高
    """
    pairs = _of_tier(material, "time", "date", "day")
    if material.month is None:
        return pairs
    written = pairs["login_at"].fillna(pairs["logout_at"])
    foreign = another_months(written, material.month)
    return pairs.assign(
        severity=np.where(foreign, "high", "medium"),
        message=[
            f"{message}{_ANOTHER_MONTHS}" if of_another else message
            for message, of_another in zip(pairs["message"], foreign.tolist(), strict=True)
        ],
    )


@rule(
    code="RESULT_MISMATCH",
    title="查詢結果不符",
    severity="low",
    grain="pair",
    basis=("records", "monthly_check"),
    question="紀錄表勾選的查詢結果是否誤勾？",
    measure="核對系統紀錄後更正查詢結果並簽章。",
    field="result",
    duty="case_by_case",
    on_paper=True,
)
def result_mismatch(material: Material) -> pd.DataFrame:
    """紀錄表勾選的查詢結果（成功、失敗）與明細表不同；有一方未載結果則不比對。

    Okay: pair(query(result="success"), line(result="success"))  # 相同
    Okay: pair(query(result="failure"), line(result=None))  # 紀錄表未勾，無從比對
    Flag: pair(query(result="failure"), line(result="success"))  # 明細表失敗，紀錄表成功
    """
    differ = (material.pairs["result_statement"] != material.pairs["result_register"]).fillna(value=False)
    pairs = material.pairs[differ]
    results = zip(pairs["result_statement"], pairs["result_register"], strict=True)
    return _told(
        material,
        pairs,
        [f"查詢結果不同（明細表{WORDS[queried]}，紀錄表{WORDS[written]}）。" for queried, written in results],
    )


_ANOTHER_MONTHS = "該筆為別月之紀錄，不得為此更改；如確為別月之查詢，請就本次查詢補登。"


def _of_tier(material: Material, *tiers: str) -> pd.DataFrame:
    """The pairs matched although one evidence disagrees, told as the matching explains them."""
    pairs = material.pairs[material.pairs["tier"].isin(tiers)]
    return _told(material, pairs, list(pairs["explanation"]))


def _told(material: Material, pairs: pd.DataFrame, differences: list[str]) -> pd.DataFrame:
    queries, lines = material.places.tell_queries(pairs), material.places.tell_lines(pairs)
    return pairs.assign(
        message=[
            f"{query}與{line}：{difference}請查明何者正確，紀錄表有誤者請更正。"
            for query, line, difference in zip(queries, lines, differences, strict=True)
        ]
    )
