"""Has the supervisor signed the entry of the register, and is he another than its user?"""

import pandas as pd

from reconcile.facts.accounts import names_of_accounts
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.text.folding import comparable
from reconcile.text.signatures import signers

_SUPERVISOR = r"單位主管|機關首長|(?<!副)主任|(?<!非)主管"


@rule(
    code="MISSING_SIGNOFF",
    title="主管未簽核",
    severity="medium",
    grain="entry",
    basis=("monthly_check", "register_form"),
    question="單位主管是否已查核這一列？",
    measure="補行單位主管簽核，並訂定每日（週）送核時程。",
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
)
def self_review(material: Material) -> pd.DataFrame:
    """紀錄表由使用者本人簽核；僅蓋職章而未具名者，使用者為帳號清冊所載唯一主管時亦列。

    Okay: entry(user_name="王小明", signed_by="陳大文 115/10/06")  # 由主管簽核
    Okay: entry(user_name="王小明", signed_by="王小明 陳大文")  # 主管也簽了名
    Okay: entry(user_name="王小明", signed_by="主任")  # 看不出是誰，也未提供帳號清冊
    Flag: entry(user_name="王小明", signed_by="王小明印 115/10/06")  # 本人蓋章
    """
    entries = material.entries[material.entries["signed_off"] & material.entries["user_name"].notna()]
    users, signed = entries["user_name"].map(comparable), entries["signed_by"].fillna("").map(signers)
    names, supervisors = names_of_accounts(material.lists.roster), _supervisors(material)
    own = [frozenset(map(comparable, names.get(user, ()))) | {user} for user in users]
    how = [_how(who, mine, supervisors) or "" for who, mine in zip(signed, own, strict=True)]
    told = entries.assign(how=how)
    told = told[told["how"] != ""]
    return told.assign(
        message=[
            f"{place}的主管簽核為使用者本人所為（{how}），請由其他主管或職務代理人複核。"
            for place, how in zip(material.places.tell_entries(told), told["how"], strict=True)
        ]
    )


def _how(signed: tuple[frozenset[str], ...], user: frozenset[str], supervisors: frozenset[str]) -> str | None:
    """In which way a user, by whichever of his names, signed for himself; null where he did not."""
    if signed:
        return "本人具名" if all(readings & user for readings in signed) else None
    return "未具名，而帳號清冊所載主管即為使用者本人" if supervisors and supervisors <= user else None


def _supervisors(material: Material) -> frozenset[str]:
    """Who is a supervisor by the roster."""
    roster = material.lists.roster
    if roster is None:
        return frozenset()
    led = roster["role"].fillna("").str.contains(_SUPERVISOR, regex=True)
    return frozenset(roster.loc[led, "user_name"].dropna().map(comparable))
