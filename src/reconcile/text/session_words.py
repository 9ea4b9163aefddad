"""The words and signs that people put around the times of a session, taken off or made those of the form."""

import re

from reconcile.text.folding import fold_widths
from reconcile.text.partial_dates import NOWHERE, Around, completed

_WHAT = r"(?:系統)?(?:日期|時間|時刻|日時|及)*"
_LOGIN = re.compile(rf"[(\[]?(?:登入|上線|簽入|開始|起始){_WHAT}[)\]]?\s*:?|(?:日期|時間)\s*:|^\s*自(?=\s*\d)")
_LOGOUT = re.compile(rf"[(\[]?(?:登出|離線|簽出|下線|結束){_WHAT}[)\]]?\s*:?")
_FORGOTTEN = re.compile(r"[(\[]?(?:未|忘記?|漏)登出[)\]]?")
_TO = r"[至到迄~〜∼—–-]"
_MINUTES_ALONE = (
    re.compile(
        rf"(?P<hour>\d{{1,2}})(?P<between>\s*[時點]\s*(?P<from>\d{{1,2}})\s*分\s*{_TO}\s*)(?=(?P<to>\d{{1,2}})\s*分)"
    ),
    re.compile(rf"(?P<hour>\d{{1,2}})(?P<between>\s*:\s*(?P<from>\d\d)\s*{_TO}\s*)(?=(?P<to>\d\d)\s*分?\s*$)"),
)
"""9時12分至20分, 9:12-20: the hour is written once."""
_TIME = r"(?:上午|下午|AM|PM)?\s*\d{1,2}\s*[:時點]\s*\d{0,2}\s*分?"
_DAY = r"(?:民國\s*)?\d{3,4}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[/.-]\d{1,2}[/.-]\d{1,2})"
_DAY_LAST = re.compile(rf"^\s*(?P<times>{_TIME}\s*{_TO}\s*{_TIME})[\s,(]+(?P<day>{_DAY})[\s)]*$")
_LASTING = re.compile(r"\(?(?:共計?|計|約)?\s*\d+\s*分鐘\)?|(?:共計?|計|約)\s*\d+\s*分(?!\s*\d)")
_SIGNS = (
    (re.compile(r"\((?![星周週禮]?[期拜]?[一二三四五六日天]\))[^()\d]*\)"), " "),
    (re.compile(r"[→⇒➜➔↓⇩│┃|¦∣︱─━┄⋯…⇨]+|[-~〜∼—–]{2,}|\.{2,}"), "至"),
    (re.compile(r"(?<=[分秒\d整])\s*[起止]"), " "),
    (re.compile(r"(?:同一?|當)[日天]|(?<=[至到])\s*-\s*$"), " "),
    (re.compile(r"(?<=下午)\s*0{1,2}(?=\s*[:時點])"), "12"),
    (re.compile(r"早上|清晨|凌晨"), "上午"),
    (re.compile(r"晚上|晚間|傍晚"), "下午"),
    (re.compile(r"中午\s*(?=1[0-2](?!\d))"), ""),
    (re.compile(r"中午\s*(?=[12](?!\d))"), "下午"),
    (re.compile(r"(?<=\d)\s*[/,、;.]\s*(?=\d{1,2}:\d\d)"), " "),
    (re.compile(r"(?<=\d)\s*([時點])\s*半"), r"\1 30分"),
    (re.compile(r"(?<=\d)\s*([時點])(?!\s*(?:\d|整|分))"), r"\1整"),
    (re.compile(r"[。,、;.\s]+$"), ""),
)
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)(?![\d.])")
_SECOND_DAY = re.compile(rf"(\d{{3,4}}\s*年)(.*?{_TO}\s*)(?=\d{{1,2}}\s*月\s*\d{{1,2}}\s*日)", re.DOTALL)


def as_on_the_form(text: str, around: Around = NOWHERE) -> str:
    """登入：115年10月5日9時12分 登出：9時20分 as 115年10月5日9時12分 至 9時20分; what means nothing here stays.

    `around` is what the title, the sheet or the file say of the day.
    """
    plain = _FORGOTTEN.sub("", completed(text, around))
    plain = _LASTING.sub("", _LOGIN.sub(" ", plain))
    plain = _LOGOUT.sub(lambda found: _until(plain, found), plain)
    for sign, meant in _SIGNS:
        plain = sign.sub(meant, plain)
    if not re.search(r"[:時點]", plain):
        plain = _DOTTED.sub(r"\1:\2", plain)
    for minutes in _MINUTES_ALONE:
        plain = minutes.sub(_with_hour, plain)
    plain = _DAY_LAST.sub(r"\g<day> \g<times>", plain)
    return _SECOND_DAY.sub(r"\1\2\1", plain)


def minutes_lasting(text: str) -> int | None:
    """How many minutes a session is said to last, 9:12(8分鐘); None where the text does not say it once."""
    found = [int(re.sub(r"\D", "", lasting)) for lasting in _LASTING.findall(fold_widths(text))]
    return found[0] if len(found) == 1 else None


def _with_hour(found: re.Match[str]) -> str:
    """The hour before the minutes of the logout, where they come after those of the login."""
    again = f"{found['hour']}{'時' if '時' in found['between'] or '點' in found['between'] else ':'}"
    return found[0] + again if int(found["to"]) > int(found["from"]) else found[0]


def _until(text: str, label: re.Match[str]) -> str:
    """A logout's label parts it from the login, unless a sign does or the label stands behind its time."""
    parted = re.search(rf"{_TO}\s*$", text[: label.start()])
    announces = re.match(r"\s*(?:\d|上午|下午|[年月日時分])", text[label.end() :])
    behind = re.search(r"\d\s*分?$", text[: label.start()]) and "\n" in text[label.end() :].partition(":")[0]
    return "至" if announces and not parted and not behind else " "
