"""How those who keep a register write a session, and where they write its day, month and year."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from documents.make.people import AGENCY

TITLE = f"{AGENCY}應用移民資訊連結作業系統查詢紀錄表"
HAN = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Kept:
    """One entry as it is meant: what must be read, whatever way it is written."""

    user: str
    login_at: datetime
    logout_at: datetime
    lines: tuple[tuple[str, str | None], ...]
    purposes: tuple[int, ...]
    note: str | None
    signed: bool
    voided: bool = False

    @property
    def is_over_midnight(self) -> bool:
        """The logout is on the day after the login."""
        return self.logout_at.date() > self.login_at.date()

    @property
    def ends_at_midnight(self) -> bool:
        """At 24:00."""
        return self.is_over_midnight and (self.logout_at.hour, self.logout_at.minute) == (0, 0)


def _roc(at: datetime) -> str:
    return f"{at.year - 1911}年{at.month}月{at.day}日"


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number < 10:
        return HAN[number]
    return ("" if tens == 1 else HAN[tens]) + "十" + (HAN[ones] if ones else "")


def _in_han(kept: Kept) -> str:
    at, last = kept.login_at, kept.logout_at
    year = "".join(HAN[int(figure)] for figure in str(at.year - 1911))
    return (
        f"{year}年{_han(at.month)}月{_han(at.day)}日{_han(at.hour)}時{_han(at.minute)}分"
        f"至{_han(last.hour)}時{_han(last.minute)}分"
    )


def _minutes_only(kept: Kept) -> str:
    at, last = kept.login_at, kept.logout_at
    if at.hour != last.hour:
        return f"{_roc(at)}{at:%H時%M分}至{last:%H時%M分}"
    return f"{_roc(at)}{at:%H時%M分}至{last:%M分}"


def _half(at: datetime) -> str:
    return f"{'下午' if at.hour >= 12 else '上午'}{at.hour - 12 if at.hour > 12 else at.hour}時{at.minute}分"


def _clocks(kept: Kept, *, minutes: bool = False) -> str:
    """9:12-9:20; where only `minutes` are repeated 9:12-20."""
    at, last = kept.login_at, kept.logout_at
    if minutes and at.hour == last.hour:
        return f"{at:%H:%M}-{last:%M}"
    return f"{at:%H:%M}-{last:%H:%M}"


def _short(at: datetime, mark: str = "/") -> str:
    return f"{at.year - 1911}{mark}{at.month:02}{mark}{at.day:02}"


SESSIONS: dict[str, Callable[[Kept], str]] = {
    "form": lambda kept: f"{_roc(kept.login_at)}\n{kept.login_at:%H時%M分}\n至\n{kept.logout_at:%H時%M分}",
    "short": lambda kept: f"{kept.login_at.year - 1911}/{kept.login_at:%m/%d %H:%M}~{kept.logout_at:%H:%M}",
    "from_to": lambda kept: f"自{_roc(kept.login_at)}{kept.login_at:%H時%M分}起至{kept.logout_at:%H時%M分}止",
    "underlined": lambda kept: f"__{_roc(kept.login_at)}__{kept.login_at:%H時%M分}_至_{kept.logout_at:%H時%M分}",
    "time_first": lambda kept: (
        f"{kept.login_at:%H:%M}-{kept.logout_at:%H:%M} {kept.login_at.year - 1911}/{kept.login_at:%m/%d}"
    ),
    "lasting": lambda kept: (
        f"{kept.login_at.year - 1911}/{kept.login_at:%m/%d %H:%M}({(kept.logout_at - kept.login_at).seconds // 60}分鐘)"
    ),
    "no_year": lambda kept: (
        f"{kept.login_at.month}月{kept.login_at.day}日{kept.login_at:%H時%M分}至{kept.logout_at:%H時%M分}"
    ),
    "no_year_short": lambda kept: (
        f"{kept.login_at.month}/{kept.login_at.day} {kept.login_at:%H:%M}-{kept.logout_at:%H:%M}"
    ),
    "minutes_only": _minutes_only,
    "han": _in_han,
    "english": lambda kept: f"{kept.login_at:%Y-%m-%d %H:%M} ~ {kept.logout_at:%H:%M}",
    "labelled": lambda kept: f"登入：{_roc(kept.login_at)} {kept.login_at:%H:%M}\n登出：{kept.logout_at:%H:%M}",
    "half": lambda kept: f"{_roc(kept.login_at)}{_half(kept.login_at)}至{_half(kept.logout_at)}",
    "minute_tail": lambda kept: f"{kept.login_at.year - 1911}/{kept.login_at:%m/%d} {_clocks(kept, minutes=True)}",
    "start_end": lambda kept: (
        f"起：{_roc(kept.login_at)}{kept.login_at:%H時%M分}\n迄：{_roc(kept.logout_at)}{kept.logout_at:%H時%M分}"
    ),
    "compact": lambda kept: f"{kept.login_at.year - 1911}{kept.login_at:%m%d %H%M}-{kept.logout_at:%H%M}",
    "dotted": lambda kept: (
        f"{kept.login_at.year - 1911}.{kept.login_at:%m.%d} {kept.login_at:%H.%M}-{kept.logout_at:%H.%M}"
    ),
    "day_last": lambda kept: f"{kept.login_at:%H時%M分}至{kept.logout_at:%H時%M分}（{_roc(kept.login_at)}）",
    "lined_day": lambda kept: (
        f"__{kept.login_at.year - 1911}__年__{kept.login_at.month}__月__{kept.login_at.day}__日"
        f"__{kept.login_at.hour}__時__{kept.login_at.minute}__分至__{kept.logout_at.hour}__時__{kept.logout_at.minute}__分"
    ),
    "formal_han": lambda kept: _in_han(kept).translate(str.maketrans("一二三四五六七八九十", "壹貳參肆伍陸柒捌玖拾")),
    "in_out": lambda kept: f"IN {kept.login_at.year - 1911}/{kept.login_at:%m/%d %H:%M} OUT {kept.logout_at:%H:%M}",
    "no_year_figures": lambda kept: f"{kept.login_at:%m%d %H%M}-{kept.logout_at:%H%M}",
    "no_year_dot": lambda kept: f"{kept.login_at.month}.{kept.login_at.day} {_clocks(kept)}",
    "day_only": lambda kept: f"{kept.login_at.day}日 {_clocks(kept, minutes=True)}",
}
WITHOUT_YEAR = ("no_year", "no_year_short", "no_year_figures", "no_year_dot", "day_only")
OVER_MIDNIGHT: dict[str, Callable[[Kept], str]] = {
    "next_day": lambda kept: f"{_roc(kept.login_at)}{kept.login_at:%H時%M分}至{_next(kept)}{kept.logout_at:%H時%M分}",
    "both_days": lambda kept: (
        f"{_short(kept.login_at)} {kept.login_at:%H:%M}~{_short(kept.logout_at)} {kept.logout_at:%H:%M}"
    ),
    "behind": lambda kept: (
        f"{kept.login_at.year - 1911}/{kept.login_at:%m/%d %H:%M}-{kept.logout_at:%H:%M}"
        f"{'(翌日)' if kept.is_over_midnight else ''}"
    ),
    "second_day": lambda kept: (
        f"{kept.login_at.year - 1911}/{kept.login_at:%m/%d %H:%M}-"
        f"{f'{kept.logout_at.month}/{kept.logout_at.day} ' if kept.is_over_midnight else ''}{kept.logout_at:%H:%M}"
    ),
    "24": lambda kept: (
        f"{_roc(kept.login_at)}{kept.login_at:%H:%M}~"
        + ("24:00" if kept.ends_at_midnight else f"{_next(kept)}{kept.logout_at:%H:%M}")
    ),
}
TIMES_ONLY: tuple[Callable[[Kept], str], ...] = (
    _clocks,
    lambda kept: _clocks(kept, minutes=True),
    lambda kept: f"{kept.login_at:%H時%M分}至{kept.logout_at:%H時%M分}",
    lambda kept: f"{kept.login_at:%H%M}~{kept.logout_at:%H%M}",
)
DAYS_ALONE: tuple[Callable[[Kept], str], ...] = (
    lambda kept: _roc(kept.login_at),
    lambda kept: f"{_roc(kept.login_at)}（星期{'一二三四五六日'[kept.login_at.weekday()]}）",
    lambda kept: f"日期：{kept.login_at.year - 1911}/{kept.login_at:%m/%d}",
    lambda kept: f"{kept.login_at.month}月{kept.login_at.day}日",
    lambda kept: f"{kept.login_at.month}/{kept.login_at.day}",
    lambda kept: f"{kept.login_at.day}日",
    lambda kept: f"__{kept.login_at.year - 1911}__年__{kept.login_at.month}__月__{kept.login_at.day}__日",
    lambda kept: f"【{kept.login_at.month}月{kept.login_at.day}日】",
    lambda kept: f"※{kept.login_at.year - 1911}.{kept.login_at.month}.{kept.login_at.day}",
    lambda kept: f"── {kept.login_at.month}/{kept.login_at.day} ──",
)
SHEETS: tuple[Callable[[Kept], str], ...] = (
    lambda kept: f"{kept.login_at:%m%d}",
    lambda kept: f"{kept.login_at.month}月{kept.login_at.day}日",
    lambda kept: f"{kept.login_at.month}-{kept.login_at.day}",
    lambda kept: f"{kept.login_at.year - 1911}.{kept.login_at:%m.%d}",
    lambda kept: f"{kept.login_at.day}日",
)
BARE_SHEETS: tuple[Callable[[Kept], str], ...] = (
    lambda kept: f"{kept.login_at.day}",
    lambda kept: f"{kept.login_at:%d}",
)
"""Names of sheets that are days where they are not counted from 1."""
TITLES_OF_MONTH = (
    "115年10月份 " + TITLE,
    "中華民國一一五年十月 查詢紀錄表",
    "11510 查詢紀錄表",
    "查詢紀錄表（115/10）",
    "115.10 " + TITLE,
    "查詢期間：115年10月1日至115年10月31日",
    "紀錄期間：115/10/01~115/10/31",
    "年月：115/10",
)
FILES_OF_MONTH = ("115年10月查詢紀錄表", "查詢紀錄表11510", "115-10查詢紀錄表", "查詢紀錄表_115.10")


def _next(kept: Kept) -> str:
    return "次日" if kept.is_over_midnight else ""
