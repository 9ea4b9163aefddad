"""What was not checked, and why: a rule that is off, or without its source, is said and never silent (未查核)."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from reconcile.by_hand import CHECKED_BY
from reconcile.catalogue import BY_HAND, Catalogue
from reconcile.documents import CASES, CLOSED_DAYS, FAX, ROSTER
from reconcile.facts.accounts import SUPERVISOR, names_by_day, names_in_role, not_compared
from reconcile.facts.clerks import is_clerk
from reconcile.lists import CLOSED_DAYS as CLOSED
from reconcile.rules.case_list import kinds_of
from reconcile.rules.deadline import untimely
from reconcile.rules.material import Material
from reconcile.rules.rule import ListName, Rule
from reconcile.tables import plain_rows

_WITHOUT: dict[ListName, str] = {
    "roster": f"未提供{ROSTER.title}，未查核帳號是否經核准、是否在效期內及是否為本人使用。",
    "cases": f"未提供{CASES.title}，未查核事由與案件是否相符。",
    "fax": f"未提供{FAX.title}，未查核系統異常時之查詢及其公文是否於期限內補送。",
}


def not_checked(material: Material, rules: Iterable[Rule]) -> tuple[str, ...]:
    """A sentence for each check that was not made: its list is not given, its column is blank, or it is off."""
    rules = tuple(rules)
    told = (_by_hand, _lists, _columns)
    return (*(one for tell in told for one in tell(material, rules)), *_deadline(material), *_off(material, rules))


def _by_hand(material: Material, rules: Sequence[Rule]) -> Iterator[str]:
    """What a person who looks for each query on paper does not see there."""
    if material.lists.by_hand is None:
        return
    unconfirmed = next(one.title for one in rules if one.on_paper)
    yield f"{BY_HAND}，{unconfirmed}未查核；紙本之登入登出時間、查詢結果、主管簽核、序號及塗改亦未查核。"
    asked = material.queries
    named = asked["user_name"].notna() | names_by_day(asked, material.lists.roster).notna()
    if unnamed := int((~named).sum()):
        yield f"明細表有 {unnamed} 筆未載使用者姓名，清冊亦無從查得，未查核{CHECKED_BY}是否即為查詢人。"


def _lists(material: Material, rules: Sequence[Rule]) -> Iterator[str]:
    on = [rule for rule in rules if not rule.is_off(material.settings)]
    lacking = {rule.needs for rule in on if rule.lacks_its_list(material.lists)}
    yield from (sentence for name, sentence in _WITHOUT.items() if name in lacking)


def _columns(material: Material, _: Sequence[Rule]) -> Iterator[str]:
    statement, off = material.queries, material.settings.rules.off
    without = int(statement["purpose"].isna().sum())
    if without and without == len(statement):
        yield "明細表未載查詢事由，未查核查詢事由與紀錄表是否相符。"
    elif without:
        yield f"明細表有 {without} 筆未載查詢事由，該部分未查核事由與紀錄表是否相符。"
    if len(statement) and bool(statement["ip"].isna().all()) and "CONCURRENT_SESSIONS" not in off:
        yield "明細表未載 IP 位址，未查核同一帳號是否同時由兩處使用。"
    if unnamed := int(not_compared(material.pairs, material.lists.roster).sum()):
        lacking = "明細表或紀錄表未載使用者全名，清冊亦無從查得"
        yield f"未比對姓名 {unnamed} 筆：{lacking}，該部分未查核是否為本人使用。"
    yield from _of_the_roster(material)
    yield from _of_the_cases(material)
    yield from _of_the_closed_days(material)


def _of_the_roster(material: Material) -> Iterator[str]:
    roster, off = material.lists.roster, material.settings.rules.off
    if roster is None:
        return
    if bool(roster["identifier"].isna().all()) and {"SELF_QUERY", "COLLEAGUE_QUERY"} - set(off):
        yield f"{ROSTER.title}未載使用者證號，未查核是否查詢本人或同仁資料。"
    if not any(map(is_clerk, roster["role"].dropna())):
        yield f"{ROSTER.title}未註明承辦人員，未查核是否至少指定一名（{material.regulation.basis('clerk')}）。"
    if not names_in_role(roster, SUPERVISOR) and "UNFIT_REVIEWER" not in off:
        yield f"{ROSTER.title}未註明單位主管，未查核簽核人是否為單位主管或其代理人。"
    if "INACTIVE_ACCOUNT" in off:
        return
    if bool(roster["leave_days"].isna().all()):
        yield f"{ROSTER.title}無請假日期欄，未查核使用者請假期間之查詢。"
    parts = int(roster["leave_days"].fillna("").str.count(r"\?").sum())
    if parts:
        yield f"{ROSTER.title}有 {parts} 日請假未載上午或下午，該日之查詢未予查核。"


def _of_the_cases(material: Material) -> Iterator[str]:
    cases, regulation = material.lists.cases, material.regulation
    if cases is None or "PURPOSE_MISMATCH" in material.settings.rules.off:
        return
    kinds = [kinds_of(business, agent, regulation) for business, agent in plain_rows(cases[["business", "agent"]])]
    unknown = cases["business"][[not kind.purposes and not kind.is_named for kind in kinds]]
    if by_agent := int(unknown.notna().sum()):
        yield f"{CASES.title}無受委任人欄，{by_agent} 件是否由受委任人辦理無從認定，未查核其事由是否相符。"
    if blank := int(unknown.isna().sum()):
        yield f"{CASES.title}有 {blank} 件未載業務，未查核其事由是否相符。"
    if unnamed := sum(bool(kind.purposes) and not kind.is_named for kind in kinds):
        yield f"{CASES.title}有 {unnamed} 件之業務法規未列於任何事由，屬何事由未予查核。"


def _of_the_closed_days(material: Material) -> Iterator[str]:
    closed, month = material.lists.closed_days, material.month
    if closed is None or "OFF_HOURS_QUERY" in material.settings.rules.off:
        return
    listed = CLOSED.conform(closed)
    days = listed["closed_on"][(listed["half"] == "?").fillna(value=False)].drop_duplicates()
    if month is not None:
        days = days[(days >= pd.Timestamp(month.start)) & (days < pd.Timestamp(month.end))]
    if len(days):
        yield (
            f"{CLOSED_DAYS.title}有 {len(days)} 日僅部分時段停止上班而未載上午或下午，"
            "該時段之查詢是否於上班時間未予查核。"
        )


def _deadline(material: Material) -> Iterator[str]:
    sentence = untimely(material)
    if sentence and "LATE_DOWNLOAD" not in material.settings.rules.off:
        yield sentence


def _off(material: Material, rules: Sequence[Rule]) -> Iterator[str]:
    catalogue = Catalogue({rule.code: rule.declaration(material.regulation) for rule in rules}, material.regulation)
    yield from (catalogue.off_sentence(rule.code) for rule in rules if rule.is_off(material.settings))
