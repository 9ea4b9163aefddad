"""Who is meant by a written name: titles, units, accounts, dates and seals stand around it on paper and on stamps."""

import re
from functools import lru_cache

from reconcile.text.folding import REMEMBERED, comparable, fold_widths
from reconcile.text.names import SEALS, TITLES, is_masked_name, masked_name_agrees

_UNITS = (
    r"[^\s]*?(?:戶政事務所|事務所|辦公室|辦事處|公所|(?<=[市鄉鎮區縣])所)"
    r"|(?:第?[一二三四五六]|戶[籍政]|登記|行政|資訊|服務|業務|總務|人事|會計|國籍|綜合|櫃[台檯臺])[課股組科室]"
    r"|櫃[台檯臺]|窗口"
)
_LABELS = "(?:使用者|使用人|查詢人|承辦人|填表人)?(?:姓名|帳號|代號|名稱)"
_BEFORE = re.compile(rf"(?:{TITLES}|{_UNITS}|{_LABELS})[:.]?")
_COURTESIES = "先生|小姐|女士"
_AFTER = re.compile(rf"(?:{TITLES}|{_UNITS}|{_COURTESIES}|{SEALS})$")
_NOBODY = re.compile(rf"(?:{TITLES}|{_UNITS}|{_LABELS}|{_COURTESIES}|{SEALS}|[印章代])+")
_SEAL = re.compile("[印章君]$")
_FOOTMARK = re.compile(r"(?<=[^*]{3})[*]$")
"""陳小華*: a note below, or one character more that is hidden."""
_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾游詹彭施沈余盧趙梁顏柯翁魏孫戴方"
"""The surnames of nine in ten: two characters that begin with one are a whole name."""
_COMPOUND = frozenset(
    "歐陽 司馬 上官 諸葛 司徒 夏侯 皇甫 尉遲 公孫 慕容 令狐 長孫 宇文 東方 獨孤 南宮 申屠 范姜 張簡 張廖".split()
)

_DATE = re.compile(
    r"(?:民國\s*)?(?<![\dA-Za-z])\d{2,4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
    r"|(?<![\dA-Za-z])\d{1,2}\s*月\s*\d{1,2}\s*日?|(?<![\dA-Za-z./-])\d{1,2}[./-]\d{1,2}(?![\dA-Za-z./-])"
    r"|(?<![\dA-Za-z])(?:1\d\d|20\d\d)[01]\d[0-3]\d(?!\d)|\d{1,2}\s*[:時]\s*\d{2}(?:\s*[:分]\s*\d{2}秒?|分)?"
)
_NUMBER = r"(?:第?[\d一二三四五六七八九十]+號?)?"
_COUNTER = re.compile(rf"{_NUMBER}(?:櫃[台檯臺]|窗口){_NUMBER}(?![課股組])")
_DOTS = "·˙•‧∙⋅・･．.﹒"
_HAN = "㐀-鿿豈-﫿𠀀-𳎯々〇"
_LETTER = r"[^\W\d_㐀-鿿豈-﫿𠀀-𳎯]"
_PART = re.compile(
    rf"[{_HAN}○◯●*][{_HAN}○◯●*{_DOTS}]*(?:[OXox]+(?![A-Za-z0-9])[{_HAN}]*)*"
    rf"|[A-Za-z0-9_.@\\-]*[0-9_@\\][A-Za-z0-9_.@\\-]*|{_LETTER}+(?:['’{_DOTS}-]+{_LETTER}+)*"
)
_IDEOGRAPH = re.compile(f"[{_HAN}]")
_SHORTEST, _LONGEST = 3, 4
"""Characters of a name that is told from a title."""
_LONGEST_MARK = 2
"""V, OK: so many letters are a mark and no name."""
_ACCOUNT = re.compile(r"[0-9_@\\]")


def person_meant(written: str) -> str:
    """The name that a cell, a stamp or a heading means, without what stands around it; the text where none is left.

    課員陳小華, 陳小華(課員), HL001陳小華, 陳小華章 and 陳小華 115.10.5 are 陳小華. An account alone is itself.
    """
    return _read(written)[0]


def names_somebody(written: str) -> bool:
    """Whether a name is left when titles, units, accounts, dates and seals are taken off: not of 課員, HL001, V."""
    parts = [found[0].strip(_DOTS) for found in _PART.finditer(_bare(written))]
    return any(
        _bared(part) if _IDEOGRAPH.search(part) else len(part) > _LONGEST_MARK and not _ACCOUNT.search(part)
        for part in parts
    )


def readings(written: str) -> frozenset[str]:
    """Every way to read the name, as `comparable` has it: 章 and 印 may be its last character or a seal's.

    The text as a whole is one of them. Two names in one cell are both meant.
    """
    return _read(written)[1]


def same_user(one: str, other: str) -> bool:
    """Whether two written names mean one person, masks aside."""
    return bool(readings(one) & readings(other) - {""})


def names_agree(one: str, other: str) -> bool:
    """Whether two written names may be one person's: the same, or masked and equal where both are visible."""
    if same_user(one, other):
        return True
    ours, theirs = person_meant(one), person_meant(other)
    return (is_masked_name(ours) or is_masked_name(theirs)) and masked_name_agrees(ours, theirs)


@lru_cache(REMEMBERED)
def users_named(written: str) -> tuple[str, ...]:
    """The whole names in a cell, each person's once; of 王小明（徐國棟代） only who acts."""
    meant = dict.fromkeys(_without_seal(name) for name in _names(_bare(written)))
    whole = tuple(name for name in meant if _SHORTEST <= len(name) <= _LONGEST and is_surnamed(name))
    return whole[-1:] if _deputy(fold_widths(written)) else whole


def is_surnamed(name: str) -> bool:
    """Whether it begins with one of the usual surnames."""
    return name[:1] in _SURNAMES or name[:2] in _COMPOUND


def fits_in_part(one: str, other: str) -> bool:
    """Whether one text gives only a surname or a given name, and the other a name that it is part of.

    陳, 陳課員 and 小華 fit 陳小華. Such a text proves nobody and contradicts nobody whom it fits.
    """
    return _is_part_of(part_written(one), other) or _is_part_of(part_written(other), one)


@lru_cache(REMEMBERED)
def part_written(written: str) -> str:
    """The surname or given name that is all a text says of its user; blank where it gives a whole name, or none."""
    meant = person_meant(written)
    titled = re.fullmatch(rf"([{_HAN}]{{1,2}})(?:{TITLES}|{_COURTESIES})", meant)
    left = titled[1] if titled else meant
    if not re.fullmatch(f"[{_HAN}]{{1,2}}", left) or not names_somebody(left):
        return ""
    return "" if len(left) > 1 and left not in _COMPOUND and is_surnamed(left) else left


def _is_part_of(part: str, written: str) -> bool:
    name = person_meant(written)
    surname = name[:2] if name[:2] in _COMPOUND else name[:1]
    given = name[len(surname) :]
    if not part or len(name) <= len(part) or not given:
        return False
    return part == surname or (len(part) > 1 and (part == given or masked_name_agrees(part, given)))


@lru_cache(REMEMBERED)
def _read(written: str) -> tuple[str, frozenset[str]]:
    text = _bare(written)
    parts = [found[0].strip(_DOTS) for found in _PART.finditer(text)]
    han = _names(text)
    words = [part for part in parts if part and not _IDEOGRAPH.search(part) and not _ACCOUNT.search(part)]
    masked = [part for part in parts if part.strip("*○◯●") == "" and part]
    latin = " ".join(word for word in words if word not in masked)
    names = han or ([latin] if latin else [])
    if not names:
        whole = " ".join(written.split())
        return whole, frozenset({comparable(written)})
    likeliest = [_without_seal(name) for name in names]
    read = {
        comparable(each)
        for name in names
        for each in (name, _SEAL.sub("", name), _without_seal(name), _FOOTMARK.sub("", name))
    }
    also = {comparable(latin)} if han and len(words) > 1 else set()
    return likeliest[-1 if _deputy(text) else 0], frozenset(
        {one for one in read | also if len(one) > 1} | {comparable(written)}
    )


def _bare(written: str) -> str:
    """The text without days, times and counters."""
    return _COUNTER.sub(" ", _DATE.sub(" ", fold_widths(written)))


def _names(text: str) -> list[str]:
    """The names in ideographs, without titles, units and seals."""
    parts = [found[0].strip(_DOTS) for found in _PART.finditer(text)]
    return _rejoined([left for part in parts if _IDEOGRAPH.search(part) and (left := _bared(part))])


def _bared(part: str) -> str:
    """A part without titles and units before it, titles and seals behind it; blank where it names nobody."""
    if _NOBODY.fullmatch(part):
        return ""
    while True:
        before = _BEFORE.match(part)
        left = part[before.end() :] if before else part
        after = _AFTER.search(left)
        if after and len(left) - len(after[0]) >= 2:
            left = left[: after.start()]
        if left == part or len(left) < 2:
            return part
        part = left


def _rejoined(parts: list[str]) -> list[str]:
    """Names written with white space in them made one: 陳 小華, 歐陽 小華."""
    if any(len(part) >= _SHORTEST and is_surnamed(part) for part in parts):
        return [part for part in parts if len(part) > 1]
    if len(parts) > 1 and (parts[0] in _COMPOUND or (_short(parts) and len("".join(parts)) <= 4)):
        return ["".join(parts)]
    return parts


def _short(parts: list[str]) -> bool:
    return any(len(part) == 1 for part in parts)


def _without_seal(name: str) -> str:
    """陳小華章 is 陳小華's seal; 陳文章 and 歐陽文章 are names."""
    left = _SEAL.sub("", name)
    return left if len(left) >= (4 if name[:2] in _COMPOUND else 3) else name


def _deputy(text: str) -> bool:
    """Whether the last one named acts for another: 王小明（徐國棟代）."""
    return re.search(r"\(\s*[^()]+代\s*\)\s*$", text) is not None


def account_in(written: str) -> str | None:
    """The account that stands in a text, alone or beside a name, as `comparable` has it; None where none does."""
    text = _bare(written)
    found = [part[0] for part in _PART.finditer(text) if not _IDEOGRAPH.search(part[0])]
    accounts = [comparable(part) for part in found if _ACCOUNT.search(part) and re.search("[A-Za-z]", part)]
    return accounts[0] if accounts else None
