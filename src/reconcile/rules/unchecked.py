"""What was not checked, and why: a rule that is off, or without its source, is said and never silent (未查核)."""

from collections.abc import Iterator

import pandas as pd

from reconcile.lists import Lists
from reconcile.outcome import Download
from reconcile.rules.catalogue import RULES
from reconcile.rules.deadline import untimely
from reconcile.rules.evidence import month_of
from reconcile.rules.given import whole
from reconcile.rules.rule import ListName
from reconcile.settings import Settings
from reconcile.text.dates import Month

_WITHOUT: dict[ListName, str] = {
    "roster": "未提供帳號清冊，未查核帳號是否經核准、是否在效期內及是否為本人使用。",
    "cases": "未提供受理案件清冊，未查核事由與案件是否相符。",
    "fax": "未提供疑義查詢（傳真）清冊，未查核系統異常時之查詢及其公文是否於期限內補送。",
}


def not_checked(
    statement: pd.DataFrame,
    lists: Lists | None = None,
    settings: Settings | None = None,
    *,
    month: Month | None = None,
    download: Download | None = None,
) -> tuple[str, ...]:
    """A sentence for each check that was not made: its list is not given, its column is blank, or it is off.

    `month` and `download` as `judge` takes them.
    """
    lists, settings = whole(lists), settings or Settings()
    return (
        *_lists(lists, settings),
        *_columns(statement, lists, settings),
        *_deadline(statement, settings, month, download),
        *_off(settings),
    )


def _lists(lists: Lists, settings: Settings) -> Iterator[str]:
    lacking = {rule.needs for rule in RULES if rule.lacks_its_list(lists) and not rule.is_off(settings)}
    yield from (sentence for name, sentence in _WITHOUT.items() if name in lacking)


def _columns(statement: pd.DataFrame, lists: Lists, settings: Settings) -> Iterator[str]:
    without = int(statement["purpose"].isna().sum())
    if without and without == len(statement):
        yield "明細表未載查詢事由，未查核查詢事由與紀錄表是否相符。"
    elif without:
        yield f"明細表有 {without} 筆未載查詢事由，該部分未查核事由與紀錄表是否相符。"
    if len(statement) and bool(statement["ip"].isna().all()) and "CONCURRENT_SESSIONS" not in settings.rules.off:
        yield "明細表未載 IP 位址，未查核同一帳號是否同時由兩處使用。"
    if lists.roster is not None:
        if bool(lists.roster["identifier"].isna().all()) and "SELF_QUERY" not in settings.rules.off:
            yield "帳號清冊未載使用者證號，未查核是否查詢本人資料。"
        if not bool(lists.roster["role"].fillna("").str.contains("承辦").any()):
            yield "帳號清冊未註明承辦人員，未查核是否至少指定一名（要點六）。"


def _deadline(
    statement: pd.DataFrame, settings: Settings, month: Month | None, download: Download | None
) -> Iterator[str]:
    sentence = untimely(month or month_of(statement), download)
    if sentence and "LATE_DOWNLOAD" not in settings.rules.off:
        yield sentence


def _off(settings: Settings) -> Iterator[str]:
    for rule in RULES:
        if rule.is_off(settings):
            yield f"設定檔停用「{rule.title}」（{rule.code}），未予查核。"
