"""Was the query made with an account that the office knows, while it was valid, by the person it belongs to?"""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

import numpy as np
import pandas as pd

from reconcile.documents import ROSTER
from reconcile.facts.accounts import Account, Roster
from reconcile.facts.masking import Masking
from reconcile.facts.users import names_agree
from reconcile.rules.material import Material
from reconcile.rules.rule import Severity, rule
from reconcile.tables import plain_rows
from reconcile.text.dates import roc_date

Question = Callable[[tuple[Account, ...], str | None, date], str | None]
"""What there is to ask of the accounts that a query may mean, the user's name and the day; None where nothing."""


@rule(
    code="UNKNOWN_ACCOUNT",
    title="帳號不在清冊",
    severity="high",
    grain="query",
    basis=("users", "approval"),
    question=f"這個帳號是誰的？是否{{account_approval}}？{ROSTER.title}是否漏列？",
    measure=f"查明帳號申請程序，更新{ROSTER.title}；未依{{accounts}}申請者即時停止使用。",
    duty="applications",
    needs="roster",
)
def unknown_account(material: Material) -> pd.DataFrame:
    """明細表的帳號不在帳號清冊；明細表沒有帳號時比對使用者姓名。

    Okay: query(account="hl001"), roster(account="hl001")  # 清冊有此帳號
    Okay: query(account="HL００１"), roster(account="hl001")  # 全形、大小寫不計
    Okay: query(account="hl0**"), roster(account="hl001")  # 明細表遮罩，可見部分相符
    Okay: query(account=None), roster(user_name="王小明")  # 沒有帳號，姓名在清冊
    Okay: query(account=None), roster(user_name=None)  # 清冊沒有姓名，無從比對
    Flag: query(account="hl099"), roster(account="hl001")  # 清冊沒有此帳號
    Flag: query(account=None, user_name="李大同"), roster(user_name="王小明")  # 沒有帳號，姓名不在清冊
    """
    unknown = f"不在{ROSTER.title}，請查明是否經核准使用，或補正清冊。"
    return _asked(material, lambda accounts, *_: None if accounts else unknown)


@rule(
    code="INACTIVE_ACCOUNT",
    title="帳號非有效期間使用",
    severity="high",
    grain="query",
    basis=("permission", "revocation", "lost_certificate", "users", "logout"),
    question="當日使用這個帳號的是誰？帳號是否應註銷而未註銷？",
    measure="查明帳號註銷情形，依{accounts}以機關憑證至系統註銷帳號。",
    duty="revocations",
    needs="roster",
)
def inactive_account(material: Material) -> pd.DataFrame:
    """查詢當時帳號尚未核准、已註銷、憑證已通報遺失，或使用者請假；通報遺失當日，嚴重程度為中。

    Okay: query(queried_at="10/05 09:12"), roster(valid_from="10/05")  # 核准當日
    Okay: query(queried_at="10/05 09:12"), roster(valid_to="10/05")  # 效期末日
    Okay: query(), roster(certificate_lost_on="10/01"), roster(valid_from="10/02")  # 遺失後重新核准
    Okay: query(queried_at="10/05 09:12"), roster(leave_days="2026-10-05 PM")  # 下午才請假
    Okay: query(queried_at="10/05 09:12"), roster(leave_days="2026-10-05 ?")  # 請假時段不明，列為未查核
    Okay: query(queried_at="10/05 09:12"), roster(leave_days=None)  # 清冊無請假日期欄，列為未查核
    Okay: query(queried_at="10/05 09:12"), roster(certificate_lost_on="10/06")  # 次日才通報遺失
    Okay: query(account="hl099"), roster(valid_to="09/30")  # 不在清冊，另列 UNKNOWN_ACCOUNT
    Okay: query(account=None), roster(valid_to="09/30"), roster(account="hl002")  # 同名二帳號，無從認定
    Flag: query(queried_at="10/05 09:12"), roster(valid_from="10/06")  # 核准前
    Flag: query(queried_at="10/05 09:12"), roster(valid_to="10/04")  # 調離職後
    Flag: query(queried_at="10/05 09:12"), roster(certificate_lost_on="10/05")  # 通報遺失當日，先後不明
    Flag: query(queried_at="10/05 09:12"), roster(certificate_lost_on="10/04")  # 通報遺失後
    Flag: query(queried_at="10/05 09:12"), roster(leave_days="2026-10-01/2026-10-07")  # 請假中
    Flag: query(queried_at="10/05 09:12"), roster(leave_days="2026-10-05 AM")  # 上午請假
    """
    assert material.lists.roster is not None
    roster, queries = Roster.of(material.lists.roster), material.queries_of_month
    users = plain_rows(queries[["account", "user_name", "queried_at"]])
    why = [_inactivity(roster.find(account, name) or (), at) for account, name, at in users]
    asked = queries[np.array([one is not None for one in why], dtype=bool)]
    told, masking = [one for one in why if one is not None], material.places.masking
    return asked.assign(
        severity=[one.severity for one in told],
        legal_basis=[material.regulation.basis(*one.basis) for one in told],
        message=[
            f"{place}的{_named(account, masking)}{one.words}"
            for place, account, one in zip(material.places.tell_queries(asked), asked["account"], told, strict=True)
        ],
    )


@rule(
    code="ACCOUNT_NAME_MISMATCH",
    title="帳號與姓名不符",
    severity="medium",
    grain="query",
    basis=("users", "clerk"),
    question=f"這個帳號實際由誰使用？{ROSTER.title}是否未更新？",
    measure=f"核對{ROSTER.title}與系統登載姓名，更正不符之處。",
    duty="applications",
    needs="roster",
)
def account_name_mismatch(material: Material) -> pd.DataFrame:
    """明細表的帳號與使用者姓名，在帳號清冊不是同一人；有一方未載姓名則不比對。

    Okay: query(user_name="王小明"), roster(user_name="王小明")  # 同一人
    Okay: query(user_name="王○明"), roster(user_name="王小明")  # 明細表遮罩，可見部分相符
    Okay: query(user_name=None), roster(user_name="王小明")  # 明細表沒有姓名
    Okay: query(), roster(user_name="李大同", valid_to="09/30"), roster(valid_from="10/01")  # 帳號已移交
    Flag: query(user_name="李大同"), roster(user_name="王小明")  # 清冊為他人
    Flag: query(), roster(valid_to="09/30"), roster(user_name="李大同", valid_from="10/01")  # 移交後仍由前手使用
    """
    masking = material.places.masking

    def mismatch(accounts: tuple[Account, ...], user_name: str | None, day: date) -> str | None:
        names = [name for account in accounts for name in account.names_on(day)]
        if user_name is None or not names or any(names_agree(user_name, name) for name in names):
            return None
        shown = masking.user_names(dict.fromkeys(names))
        return f"在{ROSTER.title}為{shown}，與明細表之使用者不符，請查明實際使用者，或補正清冊。"

    return _asked(material, mismatch)


class Inactivity(NamedTuple):
    """Why an account was not to be used: in words, how grave, and on which topics of the regulation that stands."""

    words: str
    severity: Severity
    basis: tuple[str, ...]


_WHO = "請查明當時由誰使用"


def _inactivity(accounts: tuple[Account, ...], at: datetime) -> Inactivity | None:
    """Why the one account that is meant was not to be used then; nothing of several that may be meant."""
    if len(accounts) != 1:
        return None
    [account], day = accounts, at.date()
    if not account.active_on(day):
        return _ended(account, day)
    if account.on_leave(at):
        return Inactivity(f"之使用者查詢當時請假，{_WHO}。", "high", ("users", "logout"))
    return None


def _ended(account: Account, day: date) -> Inactivity:
    lost = [term.lost_on for term in account.terms if term.covers(day) and term.lost_on is not None]
    if lost and min(lost) == day:
        words = f"於通報憑證遺失當日（{roc_date(day)}）查詢，清冊未載通報時刻，請查明查詢是否在通報之後，及由誰使用。"
        return Inactivity(words, "medium", ("lost_certificate",))
    if lost:
        words = f"於查詢當日已通報憑證遺失（{roc_date(min(lost))}），{_WHO}，並確認已通知終止使用權限。"
        return Inactivity(words, "high", ("lost_certificate",))
    ended = [term.valid_to for term in account.terms if term.valid_to is not None and term.valid_to < day]
    if ended:
        words = f"於查詢當日已逾效期（至{roc_date(max(ended))}），{_WHO}，並確認帳號是否應註銷。"
        return Inactivity(words, "high", ("revocation",))
    begun = [term.valid_from for term in account.terms if term.valid_from is not None]
    words = f"於查詢當日尚未核准使用（自{roc_date(min(begun))}），{_WHO}，並確認核准日期。"
    return Inactivity(words, "high", ("permission",))


def _asked(material: Material, question: Question) -> pd.DataFrame:
    """The queries of the month of which there is something to ask; those whose account nobody can tell are passed."""
    assert material.lists.roster is not None
    roster = Roster.of(material.lists.roster)
    queries = material.queries_of_month
    users = queries[["account", "user_name"]].assign(day=queries["queried_at"].dt.date)
    known = {key: _answer(roster, question, *key) for key in plain_rows(users.drop_duplicates())}
    asked = queries.assign(asked=pd.Series([known[key] for key in plain_rows(users)], queries.index, dtype="object"))
    asked = asked[asked["asked"].notna()]
    return asked.assign(
        message=[
            f"{place}的{_named(account, material.places.masking)}{what}"
            for place, account, what in zip(
                material.places.tell_queries(asked), asked["account"], asked["asked"], strict=True
            )
        ]
    )


def _answer(roster: Roster, question: Question, account: str | None, user_name: str | None, day: date) -> str | None:
    accounts = roster.find(account, user_name)
    return None if accounts is None else question(accounts, user_name, day)


def _named(account: object, masking: Masking) -> str:
    """The account where the statement gives one, else the person is meant."""
    return f"帳號 {masking.account(account)} " if isinstance(account, str) else "使用者"
