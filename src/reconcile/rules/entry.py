"""Has the supervisor signed the entry of the register, and may he?"""

from datetime import datetime

import pandas as pd

from reconcile.documents import ROSTER
from reconcile.facts.accounts import DEPUTY, SUPERVISOR, names_in_role, names_of_accounts, own_names
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import plain_rows
from reconcile.text.dates import roc_date
from reconcile.text.signatures import day_written, signers


@rule(
    code="MISSING_SIGNOFF",
    title="主管未簽核",
    severity="medium",
    grain="entry",
    basis=("monthly_check", "register_form"),
    question="單位主管是否已查核這一列？",
    measure="補行單位主管簽核，並訂定每日（週）送核時程。",
    duty="downloads",
    on_paper=True,
)
def missing_signoff(material: Material) -> pd.DataFrame:
    """紀錄表的主管簽核欄空白。

    Okay: entry(signed_off=True, signed_by="陳大文")  # 已簽核
    Okay: entry(signed_off=False, reason="outside")  # 整列都不在本月，不列
    Flag: entry(signed_off=False)  # 簽核欄空白
    """
    entries = material.entries[~material.entries["signed_off"]]
    return entries.assign(
        message=[f"{place}的主管簽核欄空白，請單位主管查核後簽核。" for place in material.places.tell_entries(entries)]
    )


@rule(
    code="SELF_REVIEW",
    title="主管簽核本人查詢",
    severity="medium",
    grain="entry",
    basis=("monthly_check", "register_form"),
    question="這一列是否由使用者本人簽核？可否由其他主管或代理人複核？",
    measure="改由職務代理人或上一級主管簽核。",
    duty="downloads",
    on_paper=True,
)
def self_review(material: Material) -> pd.DataFrame:
    """紀錄表由使用者本人簽核；僅蓋職章而未具名者，使用者為帳號清冊所載唯一主管時亦列。

    Okay: entry(user_name="王小明", signed_by="陳大文 115/10/06")  # 由主管簽核
    Okay: entry(user_name="王小明", signed_by="王小明 陳大文")  # 主管也簽了名
    Okay: entry(user_name="王小明", signed_by="主任")  # 看不出是誰，也未提供帳號清冊
    Flag: entry(user_name="王小明", signed_by="王小明印 115/10/06")  # 本人蓋章
    Flag: entry(user_name="課員王小明", signed_by="王小明")  # 姓名前加寫職稱
    """
    entries = material.entries[material.entries["signed_off"] & material.entries["user_name"].notna()]
    signed = entries["signed_by"].fillna("").map(signers)
    names, supervisors = names_of_accounts(material.lists.roster), names_in_role(material.lists.roster, SUPERVISOR)
    own = [own_names(user, names) for user in entries["user_name"]]
    how = [_how(who, mine, supervisors) or "" for who, mine in zip(signed, own, strict=True)]
    told = entries.assign(how=how)
    told = told[told["how"] != ""]
    return told.assign(
        message=[
            f"{place}的主管簽核為使用者本人所為（{how}），請由其他主管或職務代理人複核。"
            for place, how in zip(material.places.tell_entries(told), told["how"], strict=True)
        ]
    )


@rule(
    code="UNFIT_REVIEWER",
    title="簽核人或簽核日期不符",
    severity="medium",
    grain="entry",
    basis=("monthly_check", "register_form"),
    question="簽核人是否為單位主管或其職務代理人？簽核日期有無誤寫？",
    measure=f"由單位主管或其職務代理人重行查核簽章，並於{ROSTER.title}註明主管及代理人。",
    duty="downloads",
    on_paper=True,
)
def unfit_reviewer(material: Material) -> pd.DataFrame:
    """簽核人在帳號清冊而不是單位主管或代理人（清冊列有主管時），或簽核日期早於登入日期；清冊未列之人不列。

    Okay: entry(signed_by="陳大文"), roster(user_name="陳大文", role="單位主管")  # 主管
    Okay: entry(signed_by="徐國棟代"), roster(user_name="徐國棟", role="代理人"), roster(role="主管")  # 代理人
    Okay: entry(signed_by="徐國棟"), roster(user_name="徐國棟", role="課員")  # 清冊沒有列主管
    Okay: entry(signed_by="林外人"), roster(role="單位主管")  # 不在清冊，無從認定
    Okay: entry(signed_by="王小明"), roster(role="課員"), roster(user_name="陳大文", role="主管")  # 另列 SELF_REVIEW
    Okay: entry(signed_by="陳大文 115/10/05", login_at="10/05 09:10")  # 當日簽核
    Flag: entry(signed_by="徐國棟"), roster(user_name="徐國棟", role="課員"), roster(role="主管")  # 課員
    Flag: entry(signed_by="陳大文 115/10/04", login_at="10/05 09:10")  # 簽核早於查詢
    """
    signed = material.entries[material.entries["signed_off"]]
    roster = material.lists.roster
    supervisors, names = names_in_role(roster, SUPERVISOR), names_of_accounts(roster)
    fit = supervisors | names_in_role(roster, DEPUTY)
    listed = names_in_role(roster, "") if supervisors else frozenset()
    unfit = [
        _unfit(str(by or ""), own_names(user or "", names), login, listed, fit)
        for by, user, login in plain_rows(signed[["signed_by", "user_name", "login_at"]])
    ]
    told = signed.assign(why=unfit)
    told = told[told["why"] != ""]
    return told.assign(
        message=[
            f"{place}的主管簽核{why}，請由單位主管或其職務代理人查核後簽核。"
            for place, why in zip(material.places.tell_entries(told), told["why"], strict=True)
        ]
    )


def _unfit(by: str, user: frozenset[str], login: datetime | None, listed: frozenset[str], fit: frozenset[str]) -> str:
    """Why a signature is no supervisor's, blank where nothing speaks against it."""
    who = signers(by)
    known = [readings for readings in who if readings & listed and not readings & user]
    if known and not any(readings & fit for readings in who):
        return f"人在{ROSTER.title}不是單位主管或職務代理人"
    on = day_written(by, login.year) if login else None
    return f"日期（{roc_date(on)}）早於登入日期" if on and login and on < login.date() else ""


def _how(signed: tuple[frozenset[str], ...], user: frozenset[str], supervisors: frozenset[str]) -> str | None:
    """In which way a user, by whichever of his names, signed for himself; None where he did not."""
    if signed:
        return "本人具名" if all(readings & user for readings in signed) else None
    return f"未具名，而{ROSTER.title}所載主管即為使用者本人" if supervisors and supervisors <= user else None
