"""Other ways to write a day or a time, brought into the usual one: Han numerals, 清晨, 9:15:9, Oct 1, 2026."""

import re

_MONTHS = {name: at for at, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)}
_HAN = {sign: at for at, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_FORMAL = str.maketrans(
    dict(zip("壹貳參叁肆伍陸柒捌玖拾佰", "一二三三四五六七八九十百", strict=True)) | {"廿": "二十", "卅": "三十"}
)
_HAN_NUMBER = re.compile(r"[零〇○一二三四五六七八九十百壹貳參叁肆伍陸柒捌玖拾佰廿卅]+(?=\s*[年月日號時點分秒])")
_MORNING = re.compile("清晨|凌晨|早上|早晨|清早|午前")
_NOON = re.compile("中午|正午|午後|傍晚|(?:晚上|夜間|晚間|夜晚)(?!\\s*12)")
_UNPADDED = re.compile(r"(?<![\d:])(\d{1,2}):(\d{1,2}):(\d{1,2})(?![\d:])")
_FRACTION = re.compile(r"(?<=\d:\d\d:\d\d):(?=\d{3,9}(?!\d))")
_US = re.compile(r"^(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?=\s.*[AP]M$)")
_MONTH_NAMED = re.compile(rf"(\d{{1,2}})[-\s]({'|'.join(_MONTHS)})[A-Z]*\.?[-\s,]+((?:19|20)?\d\d)(?!\d)")
_MONTH_FIRST = re.compile(rf"({'|'.join(_MONTHS)})[A-Z]*\.?\s+(\d{{1,2}})(?:ST|ND|RD|TH)?[\s,]+((?:19|20)\d\d)(?!\d)")
_ORACLE = re.compile(r"^(\d{1,2})-(\d{1,2})月\s*-((?:19|20)?\d\d)(?=\s)")
_DOTTED_CLOCK = re.compile(r"(?<=\s)(\d{1,2})\.(\d\d)\.(\d\d)(?:\.\d+)?(?=\s*(?:上午|下午|AM|PM|$))")
_OTHER = re.compile(
    r"[A-Z零〇○一二三四五六七八九十百壹貳參叁肆伍陸柒捌玖拾廿卅晨早午晚夜傍]|\d:\d(?!\d)|:\d{3}|\d-\d{1,2}月"
)


def in_usual_notation(text: str) -> str:
    """The same day or time as `dates` reads it; `text` is NFKC, upper case, on one line.

    A month of an English system stands first where AM or PM stands behind. The day-month-year of a database has a year
    of two digits, which cannot be another: elsewhere such a year is left as it is, and is an error.
    """
    if not _OTHER.search(text):
        return text
    text = in_figures(text)
    text = _MORNING.sub("上午", _NOON.sub("下午", text))
    text = _US.sub(lambda found: f"{found[3]}/{int(found[1]):02d}/{int(found[2]):02d}", text)
    named = _MONTH_NAMED.sub(lambda found: _day(found[3], _MONTHS[found[2]], found[1]), text)
    named = _MONTH_FIRST.sub(lambda found: _day(found[3], _MONTHS[found[1]], found[2]), named)
    oracle = _ORACLE.sub(lambda found: _day(found[3], int(found[2]), found[1]), named)
    text = _DOTTED_CLOCK.sub(r"\1:\2:\3", oracle) if oracle != text or "-" in text else oracle
    text = _FRACTION.sub(".", text)
    return _UNPADDED.sub(lambda found: ":".join(part.zfill(2) for part in found.groups()), text)


def in_figures(text: str) -> str:
    """一一五年十月五日, 壹佰壹拾伍年拾月廿日 as 115年10月5日, 115年10月20日."""
    return _HAN_NUMBER.sub(lambda found: str(_number(found[0].translate(_FORMAL))), text)


def _day(year: str, month: int, day: str) -> str:
    return f"{year if len(year) > 2 else '20' + year}/{month:02d}/{int(day):02d}"


def _number(text: str) -> int:
    """一一五, 一百一十五, 十五, 二十."""
    if not set(text) & {"十", "百"}:
        return int("".join(str(_HAN[sign]) for sign in text))
    whole, digit = 0, 0
    for sign in text:
        if sign in "十百":
            whole += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _HAN[sign]
    return whole + digit
