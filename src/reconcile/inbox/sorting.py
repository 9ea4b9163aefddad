"""Which of the files that have arrived are of a month, and in which role."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reconcile.documents import LIST_TO_CHECK, OF_MONTH, REGISTER, ROLES, STATEMENT, Role
from reconcile.errors import PapersMissing, UsageError
from reconcile.inbox.arrival import SETTLE_SECONDS, Arrivals, look_into
from reconcile.inbox.contents import Contents, Glance
from reconcile.inbox.naming import Period, in_words, period_of, role_of, without_version
from reconcile.inbox.passing import PassedOver
from reconcile.text.dates import Month

NEEDED = tuple(role for role in OF_MONTH if role.required)
"""Without one of each there is no run."""


@dataclass(frozen=True)
class Inbox:
    """The month's files by role, in order of their names; `passed_over` are the files left aside, each with why.

    `by_contents` are those whose name says nothing, and whose role was told by what is in them.
    """

    files: Mapping[str, tuple[Path, ...]]
    passed_over: tuple[PassedOver, ...]
    by_contents: Mapping[Path, Role]


def find_inputs(
    inbox: Path,
    month: Month,
    settle_seconds: float = SETTLE_SECONDS,
    *,
    arriving: Collection[Path] = (),
    glance: Glance | None = None,
    needed: Collection[Role] = NEEDED,
) -> Inbox:
    """The files of `month` in an inbox: `look_into` and `inputs_among` in one."""
    return inputs_among(look_into(inbox, settle_seconds, arriving), month, glance, needed)


def inputs_among(
    arrivals: Arrivals, month: Month, glance: Glance | None = None, needed: Collection[Role] = NEEDED
) -> Inbox:
    """The files of `month`; `glance` is asked for what is in a file whose name says nothing.

    A statement is of the month that it bears; one without a month stands in where none bears it. Registers and
    lists of the month, of its year or without a date all count. Raises UsageError where there is none of a role that is
    `needed`, and where two versions differ: which one is right is for a person to say.
    """
    inbox, passed_over = arrivals.inbox, list(arrivals.passed_over)
    candidates: dict[Role, list[Path]] = {role: [] for role in OF_MONTH}
    told = dict[Path, Role]()
    for path in arrivals.whole:
        role, period = role_of(path.relative_to(inbox)), period_of(path.relative_to(inbox))
        if role and _answers(path, glance):
            role = None
        if role is None and glance is not None:
            if period and _is_other(period, month):
                passed_over.append(_of_another(path, period, month))
                continue
            contents = glance(path)
            role, period = ROLES.get(contents.role or ""), contents.months or period
            if role is None:
                passed_over.append(_unknown(path, contents))
                continue
            told[path] = role
        if left := _left_aside(path, role, period, month):
            passed_over.append(left)
        elif role:
            candidates[role].append(path)
    candidates[STATEMENT] = _of_month(candidates[STATEMENT], inbox, month, passed_over, glance)
    found = {role: _one_version_each(role, paths, passed_over) for role, paths in candidates.items()}
    for role, paths in found.items():
        if role in needed and not paths:
            ways = [_or_by_option(role), *_by_list(role, month)]
            raise PapersMissing(_missing(role, inbox, month), [*ways, *_of_interest(passed_over)])
    used = {path for paths in found.values() for path in paths}
    return Inbox(
        {role.name: tuple(paths) for role, paths in found.items()},
        tuple(passed_over),
        {path: role for path, role in told.items() if path in used},
    )


def role_among(arrivals: Arrivals, role: Role, month: Month) -> tuple[Path, ...]:
    """The files whose names say that they are of that role, of the month or of none."""
    inbox = arrivals.inbox
    named = [path for path in arrivals.whole if role_of(path.relative_to(inbox)) == role]
    periods = {path: period_of(path.relative_to(inbox)) for path in named}
    return tuple(path for path, period in periods.items() if not (period and _is_other(period, month)))


def answers_among(arrivals: Arrivals, glance: Glance) -> tuple[Path, ...]:
    """The files in which the office has answered, whatever their names: told by what is in them."""
    unnamed = {path for path in arrivals.whole if role_of(path.relative_to(arrivals.inbox)) is None}
    return tuple(
        path for path in arrivals.whole if (path in unnamed and glance(path).answers) or _answers(path, glance)
    )


def _answers(path: Path, glance: Glance | None) -> bool:
    """Whether a file of any name is one in which the office has answered."""
    return glance is not None and glance.may_be_answers(path) and glance(path).answers


def strangers_among(arrivals: Arrivals, glance: Glance) -> tuple[PassedOver, ...]:
    """The files of which neither name nor content tells what they are, whatever month is asked for."""
    inbox = arrivals.inbox
    unnamed = [path for path in arrivals.whole if role_of(path.relative_to(inbox)) is None]
    told = [_unknown(path, glance(path)) for path in unnamed if glance(path).role is None]
    return tuple(one for one in told if one.is_stuck)


def months_with_statement(arrivals: Arrivals) -> frozenset[Month]:
    """The months of which a statement lies there that bears the month in its name."""
    inbox = arrivals.inbox
    named = [path.relative_to(inbox) for path in arrivals.whole]
    periods = [period for path in named if role_of(path) == STATEMENT and (period := period_of(path))]
    return frozenset(first for first, last in periods if first == last)


def _left_aside(path: Path, role: Role | None, period: Period | None, month: Month) -> PassedOver | None:
    """Why a file is of no use to the month; None where it may be."""
    if role is None:
        return PassedOver(path.name, "unknown", f"檔名看不出是明細表、{REGISTER.title}或何種清冊")
    if role.of_year:
        return PassedOver(path.name, "of a year", f"{role.title}於裝訂成冊時以 {role.option} 指定")
    return _of_another(path, period, month) if period and _is_other(period, month) else None


def _of_another(path: Path, period: Period, month: Month) -> PassedOver:
    return PassedOver(path.name, "another month", f"屬於{in_words(period)}，不是{month.roc}")


def _is_other(period: Period, month: Month) -> bool:
    return not period[0] <= month <= period[1]


def _unknown(path: Path, contents: Contents) -> PassedOver:
    """A file of which neither its name nor what is in it tells what it is."""
    if contents.answers:
        return PassedOver(path.name, "answers", "填妥之答覆，由 reconcile job 收錄")
    if contents.fault:
        return PassedOver(path.name, "unknown", f"檔名看不出用途，內容無法讀取（{contents.fault.rstrip('。')}）")
    return PassedOver(
        path.name,
        "unknown",
        f"檔名及內容都看不出是明細表、{REGISTER.title}或何種清冊，"
        f"請改名（檔名例：{REGISTER.example.format('115年10月')}）或移出收件匣",
    )


def _of_month(
    statements: list[Path], inbox: Path, month: Month, passed_over: list[PassedOver], glance: Glance | None
) -> list[Path]:
    """The statements that bear the month; where none does, those without one, of several those whose rows are of it."""
    bearing = [path for path in statements if period_of(path.relative_to(inbox)) == (month, month)]
    if bearing:
        left = [path for path in statements if path not in bearing]
        passed_over.extend(PassedOver(path.name, "no month", "檔名未載明月份") for path in left)
        return bearing
    if len(statements) < 2 or glance is None:
        return statements
    borne = {path: period for path in statements if (period := glance(path).months) and _is_other(period, month)}
    passed_over.extend(_of_another(path, period, month) for path, period in borne.items())
    return [path for path in statements if path not in borne]


def _one_version_each(role: Role, paths: list[Path], passed_over: list[PassedOver]) -> list[Path]:
    """Without the second of identical files; a role that has one file a month has no second."""
    distinct: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: (len(path.name), path.as_posix())):
        with path.open("rb") as file:
            first = distinct.setdefault(hashlib.file_digest(file, "sha256").hexdigest(), path)
        if first != path:
            passed_over.append(PassedOver(path.name, "copy", f"與「{first.name}」內容相同"))
    kept = sorted(distinct.values(), key=without_version)
    for _, group in groupby(kept, key=lambda path: without_version(path) if role.several else ""):
        versions = [path.name for path in group]
        if len(versions) > 1:
            raise UsageError(
                f"{role.title}有 {len(versions)} 個不同的檔案：{'、'.join(versions)}，"
                "無法判斷以何者為準，請只留一個在收件匣後重跑。",
                [_or_by_option(role)],
            )
    return sorted(kept)


def _or_by_option(role: Role) -> str:
    return f"或以 {role.option} 指定檔案。"


def _by_list(role: Role, month: Month) -> list[str]:
    """What an office does whose register is on paper."""
    told = f"{role.title}為紙本者，請以 reconcile checklist {month} 製作{LIST_TO_CHECK}，填妥後放入收件匣。"
    return [told] if role == REGISTER else []


def _of_interest(passed_over: list[PassedOver]) -> list[str]:
    """The sentences that may tell why a paper was not found: not of temporary files and copies."""
    return [one.sentence for one in passed_over if one.why not in {"temporary", "copy", "answers"}]


def _missing(role: Role, inbox: Path, month: Month) -> str:
    example = role.example.format(month.roc)
    return f"收件匣「{inbox.name}」內找不到{month.roc}的{role.title}，請放入檔案（檔名例：{example}）後重跑。"
