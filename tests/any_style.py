"""How a statement may print an instant, a purpose, a result, a user or a condition."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from documents.make import columns as column
from documents.make import roc
from documents.make.facts import PURPOSES
from documents.make.paper import Value
from known_codes import REGULATION

Style = Callable[[datetime], Value]

_WIDE = str.maketrans("0123456789/:", "０１２３４５６７８９／：")


def _with_weekday(at: datetime) -> str:
    return f"{roc.slashed(at)}({'一二三四五六日'[at.weekday()]}) {roc.clock(at)}"


def _in_full(at: datetime) -> str:
    return f"民國{roc.in_words(at)} {at.hour}時{at.minute}分{at.second}秒"


def _on_excel(at: datetime) -> int:
    return (at.date() - date(1899, 12, 30)).days


MOMENTS: tuple[Style, ...] = (
    lambda at: f"{roc.slashed(at)} {roc.clock(at)}",
    lambda at: f"{roc.slashed(at)}\n{roc.clock(at)}",
    lambda at: f"{roc.slashed(at)} {roc.clock(at)}".translate(_WIDE),
    lambda at: f"{roc.dashed(at)} {roc.clock(at)}",
    lambda at: f"{roc.dashed(at)}T{roc.clock(at)}",
    lambda at: f"{roc.dashed(at)} {roc.clock(at)}.000",
    lambda at: f"{roc.compact(at)} {at:%H%M%S}",
    lambda at: f"{roc.compact(at)}{at:%H%M%S}",
    lambda at: f"{at:%Y%m%d%H%M%S}",
    lambda at: f"{roc.slashed(at)} {roc.halved(at)}",
    lambda at: f"{at:%Y/%m/%d} {roc.halved(at)}",
    lambda at: f"{at:%Y/%m/%d %I:%M:%S %p}",
    _with_weekday,
    _in_full,
)
DAYS: tuple[Style, ...] = (
    roc.slashed,
    roc.dotted,
    roc.compact,
    roc.in_words,
    roc.dashed,
    lambda at: f"{at.year}/{at.month}/{at.day}",
    lambda at: f"民國{roc.in_words(at)}",
    lambda at: roc.slashed(at).translate(_WIDE),
)
CLOCKS: tuple[Style, ...] = (
    roc.clock,
    roc.halved,
    lambda at: f"{at:%H%M%S}",
    lambda at: f"{at.hour}時{at.minute}分{at.second}秒",
    lambda at: f"{at:%H:%M:%S}".translate(_WIDE),
    lambda at: f"{at:%I:%M:%S %p}",
)
MINUTES: tuple[Style, ...] = (
    lambda at: f"{roc.dotted(at)} {roc.short_clock(at)}",
    lambda at: f"{roc.in_words(at)} {roc.clock_in_words(at)}",
    lambda at: f"{at:%Y/%m/%d %H:%M}",
)
MINUTE_CLOCKS: tuple[Style, ...] = (roc.short_clock, roc.clock_in_words)
"""Without seconds; whoever reads them can know the minute only."""
NATIVE_MOMENTS: tuple[Style, ...] = (lambda at: at, roc.excel_serial)
NATIVE_DAYS: tuple[Style, ...] = (lambda at: at.date(), _on_excel, lambda at: int(roc.compact(at)))
NATIVE_CLOCKS: tuple[Style, ...] = (lambda at: at.time(), lambda at: roc.excel_serial(at) % 1)
"""Values that only a workbook has."""

RESULTS = (("成功", "失敗"), ("查詢成功", "查無資料"), ("Y", "N"), ("有資料", "無資料"), ("正常", "異常"))
WORDINGS: tuple[Mapping[int, str], ...] = (
    PURPOSES,
    column.SHORT_PURPOSES,
    {number: purpose.short for number, purpose in REGULATION.purposes.items()},
    column.NUMBERED_PURPOSES,
    {n: str(n) for n in PURPOSES},
    {n: f"{n}.{words}" for n, words in column.SHORT_PURPOSES.items()},
    {n: f"（{sign}）{column.SHORT_PURPOSES[n]}" for n, sign in enumerate("一二三四", start=1)},
    {n: f"四({sign})" for n, sign in enumerate("一二三四", start=1)},
)
JOINED = ("{account} {name}", "{name}({account})", "{name}（{account}）", "{account}/{name}", "{account}（{name}）")
CONDITIONS = (
    "{identifier}",
    "{label}：{identifier}",
    "{label}:{identifier} {name}",
    "{label}：{identifier}\n姓名：{name}",
    "{identifier}　{name}",
    "{identifier}({name})",
    "{name}({identifier})",
    "{identifier}／{name}",
)
TELLING_CONDITIONS = CONDITIONS[:2]
"""Those that say what they are without a heading: for the identifiers that have a check digit."""
