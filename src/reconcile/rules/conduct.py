"""Questions of conduct: none of them says that something is wrong, each is worth the supervisor's look."""

from datetime import date, time, timedelta

import numpy as np
import pandas as pd

from reconcile.facts.accounts import Roster
from reconcile.facts.persons import Persons
from reconcile.facts.workdays import Workdays
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import STATEMENT_KEY, plain_rows
from reconcile.text.dates import Month
from reconcile.text.folding import comparable
from reconcile.text.identifiers import MASK


@rule(
    code="OFF_HOURS_QUERY",
    title="非上班時間查詢",
    conduct=True,
    severity="low",
    grain="query",
    basis=("users", "monthly_check"),
    question="此時查詢是否為公務所需？是否經指派加班或值勤？",
    measure="由使用者說明非上班時間查詢之業務需要，並由單位主管確認。",
    duty="use",
)
def off_hours_query(material: Material) -> pd.DataFrame:
    """查詢時間不在上班時間內，或當日為假日、停止上班日；上班時間見設定。

    Okay: query(queried_at="10/05 17:30:59")  # 下班時刻該分鐘全計
    Okay: query(queried_at="2020/06/20 09:12")  # 星期六補行上班
    Okay: query(queried_at="10/06 09:12"), closed_day("10/05")  # 停止上班的是前一日
    Flag: query(queried_at="10/05 07:59:59")  # 上班前
    Flag: query(queried_at="10/05 17:31")  # 下班後
    Flag: query(queried_at="10/03 09:12")  # 星期六
    Flag: query(queried_at="10/09 09:12")  # 國慶日補假
    Okay: query(queried_at="10/05 11:59"), closed_day("10/05", half="PM")  # 下午才停止上班
    Okay: query(queried_at="10/05 09:12"), closed_day("10/05", half="?")  # 停止上班之時段不明，列為未查核
    Flag: query(queried_at="10/05 09:12"), closed_day("10/05")  # 颱風停止上班
    Flag: query(queried_at="10/05 14:12"), closed_day("10/05", half="PM")  # 下午停止上班
    """
    workdays = Workdays.of(material.settings.calendar, material.lists.closed_days)
    opens, closes = material.settings.calendar.hours
    queries = material.queries_of_month
    why = [workdays.why_closed_then(at) or _why_off(at.time(), opens, closes) for at in queries["queried_at"]]
    off = queries.assign(why=pd.Series(why, queries.index, dtype="object"))
    off = off[off["why"].notna()]
    return off.assign(
        message=[
            f"{place}於{why}查詢，請確認是否為公務所需。"
            for place, why in zip(material.places.tell_queries(off), off["why"], strict=True)
        ]
    )


@rule(
    code="SELF_QUERY",
    title="查詢本人資料",
    conduct=True,
    severity="low",
    grain="query",
    basis=("purposes", "secrecy"),
    question="使用者查詢本人資料，是為了哪一件案件？由誰受理？",
    measure="由使用者說明查詢本人資料之業務依據；無業務需要者依{secrecy}處理。",
    duty="use",
    needs="roster",
)
def self_query(material: Material) -> pd.DataFrame:
    """查詢的對象是使用者本人；清冊未載使用者證號則不比對。

    Okay: query(subject_id="B187654329"), roster(identifier="A123456789")  # 查詢他人
    Okay: query(subject_id="A123456789"), roster(identifier=None)  # 清冊沒有證號
    Okay: query(subject_id="A1********"), roster(identifier="A123456789")  # 遮罩過多，無從認定
    Okay: query(), roster(identifier="A123456789", valid_to="09/30"), roster(valid_from="10/01")  # 查詢前手
    Flag: query(subject_id="A123456789"), roster(identifier="A123456789")  # 本人
    Flag: query(subject_id="A12345****"), roster(identifier="A123456789")  # 明細表遮罩，可見部分相符
    """
    assert material.lists.roster is not None
    roster, persons = Roster.of(material.lists.roster), Persons.of(material.lists.aliases)
    queries = material.queries_of_month
    named = queries[["account", "user_name", "subject_id"]].assign(day=queries["queried_at"].dt.date)
    asked = list(plain_rows(named))
    own = {key: _asks_of_himself(roster, persons, *key) for key in set(asked)}
    selves = queries[np.array([own[key] for key in asked], dtype=bool)]
    return selves.assign(
        message=[f"{place}查詢使用者本人之資料，請確認所憑案件。" for place in material.places.tell_queries(selves)]
    )


@rule(
    code="COLLEAGUE_QUERY",
    title="查詢同仁資料",
    conduct=True,
    severity="low",
    grain="query",
    basis=("purposes", "secrecy"),
    question="查詢同仁資料，是為了哪一件案件？該同仁是否為當事人？",
    measure="由使用者說明查詢同仁資料之業務依據；無業務需要者依{secrecy}處理。",
    duty="use",
    needs="roster",
)
def colleague_query(material: Material) -> pd.DataFrame:
    """查詢的對象是本月在帳號清冊有效的其他人員；受理案件清冊有其案件者不列，清冊未載證號則不比對。

    Okay: query(subject_id="A123456789"), roster(identifier="A123456789")  # 本人，另列 SELF_QUERY
    Okay: query(), roster(), roster(account="hl002", user_name="李大同", identifier="C198765432")  # 不是同仁
    Okay: query(), roster(), roster(account="hl002", identifier="A123456789", valid_to="09/30")  # 本月已離職
    Okay: query(), case(), roster(), roster(account="hl002", user_name="李大同", identifier="A123456789")  # 有其案件
    Flag: query(), roster(), roster(account="hl002", user_name="李大同", identifier="A123456789")  # 同仁
    """
    assert material.lists.roster is not None
    roster, persons = Roster.of(material.lists.roster), Persons.of(material.lists.aliases)
    queries = material.queries_of_month
    colleagues = _of_the_month(roster, material.month)
    asked = list(plain_rows(queries[["account", "user_name", "subject_id"]].assign(day=queries["queried_at"].dt.date)))
    about = [
        subject is not None
        and any(persons.may_be_one(subject, own) for own in colleagues)
        and not _asks_of_himself(roster, persons, account, name, subject, day)
        for account, name, subject, day in asked
    ]
    of_colleagues = queries[np.array(about, dtype=bool)].merge(
        material.explained[[*STATEMENT_KEY, "state"]], on=STATEMENT_KEY, how="left"
    )
    told = of_colleagues[~(of_colleagues["state"] == "explained").fillna(value=False)]
    return told.assign(
        message=[f"{place}查詢本機關同仁之資料，請確認所憑案件。" for place in material.places.tell_queries(told)]
    )


@rule(
    code="REPEATED_SUBJECT",
    title="重複查詢同一人",
    conduct=True,
    severity="low",
    grain="query",
    basis=("purposes", "monthly_check"),
    question="數名使用者查詢同一人，是否均為承辦案件所需？",
    measure="由使用者說明重複查詢同一人之業務需要。",
    duty="use",
)
def repeated_subject(material: Material) -> pd.DataFrame:
    """同一人於當月經數名使用者查詢；人數見設定，新舊證號依對照表視為同一人。

    Okay: query(), query(), query()  # 同一使用者
    Okay: query(), query(account="hl002")  # 兩名使用者
    Okay: query(), query(account="hl002"), query(account="hl003", subject_id="B187654329")  # 第三人查詢他人
    Flag: query(), query(account="hl002"), query(account="hl003")  # 三名使用者
    """
    queries = material.queries_of_month
    known = queries[queries["subject_id"].notna() & ~queries["subject_id"].fillna("").str.contains(MASK, regex=False)]
    user = known["account"].fillna(known["user_name"]).map(comparable, na_action="ignore")
    subject = known["subject_id"].map(Persons.of(material.lists.aliases).standing_for)
    of_one = pd.DataFrame({"user": user}).groupby([known["agency"], subject], dropna=False)["user"]
    users = of_one.transform("nunique")
    several = known.assign(users=users, times=of_one.transform("size"))[
        users >= material.settings.thresholds.repeated_users
    ]
    return several.assign(
        message=[
            f"{place}查詢之對象，當月經 {users} 名使用者查詢共 {times} 次，請確認各次所憑案件。"
            for place, users, times in zip(
                material.places.tell_queries(several), several["users"], several["times"], strict=True
            )
        ]
    )


def _of_the_month(roster: Roster, month: Month | None) -> set[str]:
    """The identifiers of those whose account was valid on some day of the month; of all where it is not known."""
    terms = [term for account in roster.accounts for term in account.terms if term.identifier is not None]
    if month is not None:
        first, last = month.start.date(), month.end.date() - timedelta(days=1)
        terms = [term for term in terms if term.meets(first, last)]
    return {term.identifier for term in terms if term.identifier is not None}


def _why_off(at: time, opens: time, closes: time) -> str | None:
    """Before the office opens or after it closes; the minute of closing counts whole."""
    return None if opens <= at and at.replace(second=0, microsecond=0) <= closes else "上班時間以外"


def _asks_of_himself(
    roster: Roster, persons: Persons, account: str | None, user_name: str | None, subject: str | None, day: date
) -> bool:
    """Whether the subject is the user; of a user that may be several people nothing is said."""
    accounts = roster.find(account, user_name) or ()
    return (
        subject is not None
        and len(accounts) == 1
        and any(persons.may_be_one(subject, own) for own in accounts[0].identifiers_on(day))
    )
