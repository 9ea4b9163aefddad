"""The items of a checklist that concern accounts and who looks after them (要點五, 六)."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from reconcile.documents import ROSTER
from reconcile.facts.clerks import clerks
from reconcile.forms.archived import ArchivedMonth
from reconcile.forms.checklist.audit import Audit, unfinished
from reconcile.forms.checklist.findings_behind import findings_behind
from reconcile.forms.checklist.parts import Part, met, note, undecided
from reconcile.forms.period import spoken
from reconcile.text.dates import Month

_SHOWN = 10
"""Accounts named in one sentence before it only counts the rest."""


def applications(audit: Audit) -> list[Part]:
    """帳號申請是否依規定辦理。"""
    return [
        *_roster_parts(audit, "新增", lambda before, after: after - before),
        *findings_behind(audit, "applications"),
        undecided("帳號申請表及機關首長核准文件不在封存內，請查對後勾選。"),
    ]


def revocations(audit: Audit) -> list[Part]:
    """使用者職務異動，是否依規定終止帳號使用權限。"""
    return [
        *_roster_parts(audit, "移除", lambda before, after: before - after),
        *findings_behind(audit, "revocations"),
        undecided("人員職務異動資料不在封存內，請與人事資料核對後勾選。"),
    ]


def clerk(audit: Audit) -> list[Part]:
    """是否至少指定一名承辦人員。"""
    named = dict[tuple[str, ...], list[Month]]()
    without, unnamed = list[Month](), list[Month]()
    for month, archived in audit.months.items():
        if archived.roster is None:
            without.append(month)
        elif names := clerks(archived.roster, month):
            named.setdefault(tuple(names), []).append(month)
        else:
            unnamed.append(month)
    parts = unfinished(audit)
    if without:
        parts.append(undecided(f"{spoken(without)}未附{ROSTER.title}，無從認定承辦人員。", missing=True))
    if unnamed:
        files = [file for month in unnamed for file in audit.months[month].roster_files]
        said = f"{spoken(unnamed)}{ROSTER.title}未見全月均有承辦人員，請查明。"
        parts.append(undecided(said, *files, missing=True))
    for clerk_names, months in named.items():
        files = [file for month in months for file in audit.months[month].roster_files]
        who = audit.masking.user_names(clerk_names)
        parts.append(met(f"{spoken(months)}{ROSTER.title}列有承辦人員（{who}）。", *files))
    return parts


def _roster_parts(audit: Audit, verb: str, difference: Callable[[set[str], set[str]], set[str]]) -> list[Part]:
    """How the accounts changed between the rosters of one month and the next that has one."""
    with_roster = [one for one in audit.months.values() if one.roster is not None]
    parts: list[Part] = []
    for before, after in pairwise(with_roster):
        changed = sorted(difference(_accounts(before), _accounts(after)))
        if changed:
            files = (*before.roster_files, *after.roster_files)
            parts.append(note(f"{after.month.roc}{ROSTER.title}較前次{verb} {_listed(audit, changed)}。", *files))
    if with_roster and not parts:
        files_of = [file for one in with_roster for file in one.roster_files]
        parts.append(note(f"{spoken([one.month for one in with_roster])}{ROSTER.title}未見{verb}帳號。", *files_of))
    return parts or [note(f"期間內封存未附{ROSTER.title}。")]


def _accounts(archived: ArchivedMonth) -> set[str]:
    """The accounts in force on some day of that month."""
    roster = archived.roster
    assert roster is not None
    ended = roster["valid_to"].notna() & (roster["valid_to"] < archived.month.start)
    return set(roster.loc[~ended, "account"].dropna())


def _listed(audit: Audit, names: Sequence[str]) -> str:
    shown = "、".join(filter(None, map(audit.masking.account, names[:_SHOWN])))
    return f"{len(names)} 個：{shown}{' 等' if len(names) > _SHOWN else ''}"
