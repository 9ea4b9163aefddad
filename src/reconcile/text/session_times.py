"""Login and logout in whatever words and order a person wrote them: signs one after another, then what they mean."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from reconcile.text.dates import DATE, HALF, is_afternoon, parse_date, parse_time
from reconcile.text.folding import clean
from reconcile.text.partial_dates import NOWHERE, Around, unlined
from reconcile.text.time_notations import in_usual_notation

Session = tuple[datetime | None, datetime | None]


class SeveralSessions(ValueError):
    """More than one login and logout stand in one cell: nobody can say which query was made in which."""


class _Sign(NamedTuple):
    """One sign of the text: which of the kinds below it is, and what it says."""

    kind: str
    text: str


_ON_THE_HOUR = r"(?=\s*(?:[時點]\s*(?:整|0{1,2}分)?|:00)$)"
_SPELLED = (
    (re.compile(r"(?:晚上|晚間|傍晚)(?!\s*12)"), "下午"),
    (re.compile(rf"(?:(?:午夜|晚上|夜間)\s*12|(?:午夜|晚上|夜間|下午)\s*24){_ON_THE_HOUR}"), "24"),
    (re.compile(r"(?<=下午)\s*0{1,2}(?=\s*[:時點])"), "12"),
    (re.compile(r"(?:中午|正午)\s*(?=1[0-2](?!\d))"), ""),
    (re.compile(r"中午\s*(?=[12](?!\d))"), "下午"),
)
"""Halves of the day, and the end of the day where it stands last."""
_WHAT = r"(?:系統)?(?:日期|時間|時刻|日時|時(?=\s*:)|及)*"
_IN = r"登入|上線|簽入|開始|起始|LOG\s?IN|IN(?![A-Z])|起(?=\s*[:\d時])"
_OUT = r"登出|離線|簽出|下線|結束|LOG\s?OUT|OUT(?![A-Z])|訖|迄(?=\s*:)|止"
_CLOCK = (
    r"(?:\d{1,2}\s*[時點]\s*(?:整|半|\d{1,2}(?:\s*分(?:\s*\d{1,2}\s*秒)?|(?!\d))|(?!\s*(?:\d|分)))"
    r"|\d{1,2}\s*:\s*\d\d(?:\s*:\s*\d\d(?:\.\d+)?(?:\s*\+08:?00)?)?|\d{6}|\d{4})(?!\d)"
)
_ENDS = r"(?:(?<=[日號])|(?!\d)|(?<=\d\d)(?=\d\d[\d:時點]))"
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:[12]\d|3[01]|0?[1-9])"
_SIGNS = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            "week": r"\((?:星期|週|周|禮拜)?[一二三四五六日天]\)|(?:星期|週|周|禮拜)[一二三四五六日天]",
            "day": rf"(?:民(?=\d))?{DATE}{_ENDS}",
            "of_year": rf"(?<!年){_MONTH}\s*(?:月\s*{_DAY}\s*[日號]|/\s*{_DAY}(?![\d/]))",
            "first": rf"^\s*{_MONTH}[.-]{_DAY}(?=[\s(])",
            "of_month": rf"(?<!\d){_DAY}\s*[日號](?!\s*期)",
            "next": rf"(?:次|翌|隔)\s*(?:\(\s*{_DAY}\s*\)\s*)?(?:[日天]|晨)的?|第[二2][日天]|\+1\s*[日天]?(?![\d:])",
            "lasting": r"(?:共計?|計|約|使用|歷時)?\s*\d+\s*分鐘|(?:共計?|計|約)\s*\d+\s*分(?!\s*\d)",
            "clock": rf"(?<!\d)(?:(?:{HALF})\s*{_CLOCK}|{_CLOCK}(?:\s*(?:{HALF})(?!\s*\d\d?\s*[:時點]))?)",
            "dotted": r"(?<![\d.])\d{1,2}\.\d\d(?![\d.])",
            "minute": r"(?<!\d)(?:\d{1,2}\s*分|\d\d)(?![\d:時點月/.-])",
            "forgotten": r"(?:未|忘記?|漏)登出",
            "login": rf"(?:{_IN}){_WHAT}\s*:?|(?:日期|時間)\s*:?|[自由從](?=\s*[\d上下A民])",
            "logout": rf"(?:{_OUT}){_WHAT}\s*:?",
            "to": r"[至到迄~〜∼—–－→⇒➜➔↓⇩│┃|¦∣︱─━┄⋯…⇨-]+|\.{2,}",
            "remark": r"\((?![^()]*(?:[次翌隔]|登[入出]|[上離]線))[^()\d]*\)",
            "filler": r"(?:同一?|當)[日天]|(?<=[分秒\d整日])\s*起|(?<=[日號\d])\s*T(?=\d)|中華民國|民國"
            r"|[\s,、;./。:()\[\]年月日時點分秒]",
        }.items()
    )
)
_SILENT = frozenset({"week", "remark", "filler", "forgotten"})


@dataclass
class _Moment:
    """A time of day, and the day of its own that stands beside it."""

    at: time
    text: str
    midnight: bool = False
    day: date | None = None
    later: bool = False
    is_logout: bool = False


def parse_session(text: str, on: date | None = None, around: Around = NOWHERE) -> Session:
    """Login and logout: 115年10月5日 9時12分 至 9時20分, 9:12-20(10/5), 自…起至次日…止, on one line or several.

    A blank login or logout is None, both for the unfilled form. `on` is the day of a text that holds times only,
    `around` what the title, the sheet or the file say of the year and the month. The day before 至 is also that of
    the logout unless another is written. 下午 before the login counts for a logout that has neither
    上午 nor 下午, and one behind both for both.
    Raises ValueError when unreadable, when a day has no time at all, SeveralSessions where two sessions are written.
    """
    signs = _signs(_plain(text))
    if not any(sign.kind not in {"to", "login", "logout"} for sign in signs):
        return None, None
    signs = _with_day_first(signs)
    moments = _moments(signs)
    if not moments:
        raise ValueError("not a login and logout")
    _date(signs, moments, on or around.on, around)
    login = next((one for one in moments if not one.is_logout), None)
    logout = next((one for one in moments if one.is_logout), None)
    if login and logout and _shares_afternoon(login, logout):
        logout.at = logout.at.replace(hour=logout.at.hour + 12)
    if login and logout and _lends_afternoon(login, logout):
        login.at = login.at.replace(hour=login.at.hour + 12)
    lasting = [int(re.sub(r"\D", "", sign.text)) for sign in signs if sign.kind == "lasting"]
    begun = _instant(login)
    if begun and logout is None and len(lasting) == 1:
        return begun, begun + timedelta(minutes=lasting[0])
    return begun, _instant(logout)


def _shares_afternoon(login: _Moment, logout: _Moment) -> bool:
    """下午 is written before the login only, and the logout is a time of that day."""
    bare = logout.at.hour < 12 and not (logout.midnight or logout.later or re.search(HALF, logout.text))
    return bare and login.day == logout.day and is_afternoon(login.text)


def _lends_afternoon(login: _Moment, logout: _Moment) -> bool:
    """PM stands behind both: 1:05-1:20 PM, but 9:50-1:20 PM begins in the morning."""
    bare = login.at.hour < 12 and not re.search(HALF, login.text) and login.day == logout.day
    behind = re.search(r"\d\D*(?:下午|PM)\s*$", logout.text) is not None
    return bare and behind and login.at.replace(hour=login.at.hour + 12) <= logout.at


def _plain(text: str) -> str:
    """On one line, in half-width figures, in the usual words."""
    plain = unlined(unicodedata.normalize("NFKC", clean(text) or "")).upper()
    for spelled, meant in _SPELLED:
        plain = spelled.sub(meant, plain)
    return in_usual_notation(plain.strip())


def _signs(text: str) -> list[_Sign]:
    """Every sign that means something; raises ValueError where anything else stands in the text."""
    at, signs = 0, []
    while at < len(text):
        found = _SIGNS.match(text, at)
        if not found or found.end() == at:
            raise ValueError("not a login and logout")
        if found.lastgroup not in _SILENT:
            signs.append(_Sign(str(found.lastgroup), found[0]))
        at = found.end()
    return signs


def _with_day_first(signs: Sequence[_Sign]) -> list[_Sign]:
    """Of three times without a day the first is a month and a day: 1005 0912-0920, 10.15 9.12-9.20."""
    times = [at for at, sign in enumerate(signs) if sign.kind in {"clock", "dotted", "first", "minute"}]
    dated = any(sign.kind in {"day", "of_year", "of_month"} for sign in signs)
    if not dated and len(times) == 3 and (found := re.fullmatch(r"(\d?\d)[.-]?(\d\d?)", signs[times[0]].text.strip())):
        first = _Sign("of_year", f"{found[1]}/{found[2]}")
        return [*signs[: times[0]], first, *signs[times[0] + 1 :]]
    return list(signs)


def _moments(signs: Sequence[_Sign]) -> list[_Moment]:
    """The times of day, the second or one that is so called as that of the logout."""
    found: list[tuple[int, _Moment]] = []
    for at, sign in enumerate(signs):
        if sign.kind in {"clock", "dotted"}:
            found.append((at, _moment(sign)))
        elif sign.kind == "minute":
            if len(found) != 1 or signs[at - 1].kind != "to":
                raise ValueError("not a login and logout")
            found.append((at, _same_hour(found[0][1], sign.text)))
        elif sign.kind == "first":
            raise ValueError("not a login and logout")
    if len(found) > 2:
        raise SeveralSessions("not one login and logout")
    if len(found) == 2:
        swapped = _named(signs, found[0][0]) == "logout" and _named(signs, found[1][0]) == "login"
        found[0 if swapped else 1][1].is_logout = True
    elif found:
        found[0][1].is_logout = _is_logout(signs, found[0][0])
    return [moment for _, moment in found]


def _named(signs: Sequence[_Sign], at: int) -> str | None:
    """Which of the two the label just before a time says it is, the day between them aside."""
    before = [sign.kind for sign in signs[:at] if sign.kind in {"login", "logout", "clock", "dotted"}]
    return before[-1] if before else None


def _is_logout(signs: Sequence[_Sign], at: int) -> bool:
    """One time alone: as the label before it says, else what stands between, else the label behind."""
    if named := _named(signs, at):
        return named == "logout"
    if any(sign.kind == "to" for sign in signs[:at]):
        return True
    behind = [sign.kind for sign in signs[at + 1 :]]
    return bool(behind) and behind[0] == "logout"


def _moment(sign: _Sign) -> _Moment:
    text = sign.text.strip().replace("點", "時")
    if sign.kind == "dotted":
        text = text.replace(".", ":")
    text = re.sub(r"時\s*半", "時30分", text)
    text = re.sub(r"時\s*$", "時整", text)
    midnight = re.fullmatch(r"24\s*[:時]?\s*(?:整|0{1,2}\s*分?(?:[:\s]*00\s*秒?)?)", text) is not None
    return _Moment(time.min if midnight else parse_time(text), text, midnight)


def _same_hour(login: _Moment, text: str) -> _Moment:
    """9:12-20: the hour is written once."""
    minute = int(re.sub(r"\D", "", text))
    if not login.at.minute < minute < 60:
        raise ValueError("not a minute after the login")
    return _Moment(login.at.replace(minute=minute, second=0), login.text, is_logout=True)


def _date(signs: Sequence[_Sign], moments: Sequence[_Moment], on: date | None, around: Around) -> None:
    """Give each time its day: its own, else the one of both, else `on`."""
    times = [at for at, sign in enumerate(signs) if sign.kind in {"clock", "dotted", "minute"}]
    days: list[tuple[int, date]] = []
    for at, sign in enumerate(signs):
        if sign.kind in {"day", "of_year", "of_month"}:
            days.append((at, _day(sign, days[-1][1] if days else None, on, around)))
    first = days[0][1] if days else on
    if len(days) == 1 and len(times) == 2 and on and _only_of_logout(signs, days[0][0], times):
        first, days = on, [(-1, on), days[0]]
    if first is None:
        raise ValueError("a time without its day")
    last = days[-1][1] if days else first
    if len(days) > 2 or (first != last and not (len(times) == 2 and _each_its_own([at for at, _ in days], times))):
        raise ValueError("not one day")
    for moment in moments:
        moment.day = last if moment.is_logout else first
    _move_to_next_day(signs, moments)


def _each_its_own(days: Sequence[int], times: Sequence[int]) -> bool:
    """Each of two days stands before its time, or each behind it."""
    return days[0] < times[0] < days[1] < times[1] or times[0] < days[0] < times[1] < days[1]


def _only_of_logout(signs: Sequence[_Sign], at: int, times: Sequence[int]) -> bool:
    """The day stands between 至 and the logout."""
    return times[0] < at < times[1] and any(sign.kind == "to" for sign in signs[times[0] : at])


def _move_to_next_day(signs: Sequence[_Sign], moments: Sequence[_Moment]) -> None:
    nexts = [sign for sign in signs if sign.kind == "next"]
    if not nexts:
        return
    logout = next((one for one in moments if one.is_logout), None)
    if len(nexts) > 1 or logout is None or logout.day is None:
        raise ValueError("not a next day")
    logout.day, logout.later = logout.day + timedelta(days=1), True
    told = re.search(rf"\(\s*({_DAY})", nexts[0].text)
    if told and int(told[1]) != logout.day.day:
        raise ValueError("not the next day")


def _day(sign: _Sign, before: date | None, on: date | None, around: Around) -> date:
    """The day of a sign; what it does not say is that of the day before it, or of what stands around."""
    if sign.kind == "day":
        return parse_date(re.sub(r"^民(?!國)", "", sign.text))
    figures = [int(figure) for figure in re.findall(r"\d+", sign.text)]
    year = before.year if before else around.year or (on.year if on else None)
    month = before.month if before else around.month or (on.month if on else None)
    if sign.kind == "of_year":
        month, day = figures
        year = year + 1 if before and year and month < before.month else year
    else:
        (day,) = figures
        if before and month and day < before.day:
            year, month = before.year + before.month // 12, before.month % 12 + 1
    if year is None or month is None:
        raise ValueError("not a whole day")
    return date(year, month, day)


def _instant(moment: _Moment | None) -> datetime | None:
    if moment is None or moment.day is None:
        return None
    return datetime.combine(moment.day, moment.at) + timedelta(days=moment.midnight)
