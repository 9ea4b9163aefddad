"""The accounts that were long unused and are perhaps no longer needed (要點五(三)2(5)). A list, no finding."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import pandas as pd

from reconcile.facts.accounts import Account, Roster
from reconcile.facts.masking import Masking
from reconcile.rules.material import Material
from reconcile.settings import Settings
from reconcile.tables import plain_rows
from reconcile.text.dates import Month


def unused_accounts(material: Material) -> tuple[str, ...]:
    """A sentence for each account that nobody used in `unused_months` months, the last of which is the month's own.

    An account that was not valid all the time is not unused. Where an earlier month is not known, one sentence says so
    and how many accounts that concerns. Without a roster or a month nothing is said.
    """
    month, settings = material.month, material.settings
    if material.lists.roster is None or month is None:
        return ()
    known = Roster.of(material.lists.roster)
    used = {past: _named(known, names) for past, names in material.earlier.items()}
    used[month] = _used(known, material.queries)
    span = list(_back(month, settings.thresholds.unused_months))
    idle = [account for account in known.accounts if _is_valid(account, span)]
    idle = [account for account in idle if not any(account.account in used.get(past, ()) for past in span)]
    missing = [past for past in span if past not in used]
    if missing:
        return (_undecided(idle, missing, settings),) if idle else ()
    return tuple(
        f"帳號 {_shown(account, Masking(settings.report.mask))}自 {span[-1].roc}起連續 {len(span)} 個月未使用，"
        f"請查明是否仍有需要；無繼續使用之需要者，應註銷帳號（{settings.regulation.basis('revocation')}）。"
        for account in idle
    )


def _undecided(idle: list[Account], missing: list[Month], settings: Settings) -> str:
    lacking, months = "、".join(month.roc for month in sorted(missing)), settings.thresholds.unused_months
    return (
        f"封存中沒有 {lacking}之明細表，無法認定 {len(idle)} 個帳號是否連續 {months} 個月未使用："
        f"{'、'.join(_shown(account, Masking(settings.report.mask)) for account in idle)}。"
    )


def _back(month: Month, count: int) -> Iterator[Month]:
    """So many months, this one first and backwards."""
    for _ in range(count):
        yield month
        month = month.previous


def _is_valid(account: Account, span: list[Month]) -> bool:
    """Whether one term covers all these months, its certificate not reported lost."""
    first, last = span[-1].start.date(), (span[0].end - timedelta(days=1)).date()
    return any(term.covers(first) and term.covers(last) and not term.lost(last) for term in account.terms)


def _used(roster: Roster, statement: pd.DataFrame) -> set[str]:
    users = plain_rows(statement[["account", "user_name"]].drop_duplicates())
    return {found.account for account, name in users for found in roster.find(account, name) or ()}


def _named(roster: Roster, printed: Iterable[str]) -> set[str]:
    """The accounts that such texts may mean, be they accounts or names."""
    return {
        found.account
        for text in printed
        for found in (*(roster.find(text, None) or ()), *(roster.find(None, text) or ()))
    }


def _shown(account: Account, masking: Masking) -> str:
    names = masking.user_names(account.names)
    return f"{masking.account(account.account)}{f'（{names}）' if names else ''}"
