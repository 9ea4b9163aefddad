"""What the cells of a column hold, for columns whose heading says nothing to this program."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from reconcile.carriers.raw import Cell
from reconcile.regulation import Regulation
from reconcile.text.dates import parse_date, parse_moment, parse_time
from reconcile.text.folding import clean
from reconcile.text.identifiers import checksum_ok, is_masked, subject_of
from reconcile.text.purposes import purpose_words
from reconcile.text.results import result_of

ENOUGH = 0.8
"""The share of written cells that must fit before a column is taken for what they say."""

_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_ACCOUNT = re.compile(r"(?=.*[a-z])(?=.*\d)[a-z0-9_.@-]{3,}", re.IGNORECASE)
_SURNAMES = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁"
    "卓馬阮董温溫唐藍蔣石古紀姚連馮歐程湯黄康田姜汪白鄒尤巫鐘黎涂龔嚴韓袁金童陸夏柳凃邵錢伍倪譚駱熊任甘秦顧毛章史萬俞雷粘司"
    "賀俞饒闕凌崔尹孔辛武辜陶易段龍韋葛池孟褚殷麥買全包羋穆諸官管符房樊費鄔宗喬"
)
_HAN = r"[㐀-鿿\U00020000-\U0003ffff○*]"
_NAME = re.compile(rf"[{_SURNAMES}]{_HAN}{{1,6}}|(?=.{{3,60}}$){_HAN}+(?:\s?[‧·・•．∙⋅･]\s?{_HAN}+)+")

_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'’.-]*(?:,?\s+[A-Z][A-Za-z'’.-]*){1,4}")


def is_name(text: str) -> bool:
    """Whether the text is a person's name and nothing else."""
    return _NAME.fullmatch(clean(text) or "") is not None


def is_account(text: str) -> bool:
    """Whether the text is letters with digits, as accounts are, and nothing else."""
    return _ACCOUNT.fullmatch(clean(text) or "") is not None


def meanings_of(cells: Sequence[Cell], regulation: Regulation | None = None) -> list[str]:
    """What a column of these cells may be, the surest first; none where too few cells fit or none is written.

    Without a regulation none may be a purpose.
    """
    written = [cell for cell in cells if clean(cell)]
    if not written:
        return []
    tests = _TESTS | ({"purpose": _is_word(partial(_purpose, regulation))} if regulation else {})
    return [meaning for meaning, fits in tests.items() if sum(map(fits, written)) >= ENOUGH * len(written)]


def looks_like_name(text: str) -> bool:
    """A surname and a given name of Han, parts between interpuncts, or several Latin words."""
    return _NAME.fullmatch(text) is not None or _LATIN_NAME.fullmatch(text) is not None


def _reads(parse: Callable[[object], object]) -> Callable[[Cell], bool]:
    def fits(cell: Cell) -> bool:
        try:
            parse(cell)
        except ValueError:
            return False
        return True

    return fits


def _is_identifier(cell: Cell) -> bool:
    """An identifier whose checksum holds, or a masked one, alone or with a label and a name."""
    subject = subject_of(clean(cell) or "")
    return subject is not None and (checksum_ok(subject) or is_masked(subject))


def _is_word(test: Callable[[str], object | None]) -> Callable[[Cell], bool]:
    return lambda cell: isinstance(cell, str) and test(cell) is not None


def _purpose(regulation: Regulation, text: str) -> int | None:
    """The purpose that a text names in words; a bare number may be anything."""
    return purpose_words(regulation).purpose_of(text) if _LETTER.search(text) else None


def _matches(pattern: re.Pattern[str]) -> Callable[[Cell], bool]:
    return lambda cell: pattern.fullmatch(clean(cell) or "") is not None


def _is_moment(cell: Cell) -> bool:
    return isinstance(cell, datetime) or (isinstance(cell, str) and _reads(parse_moment)(cell))


def _is_date(cell: Cell) -> bool:
    return not isinstance(cell, int | float) and _reads(parse_date)(cell) and not _is_moment(cell)


def _is_time(cell: Cell) -> bool:
    """A time with a colon, or HHMMSS; a number of fewer digits may be anything."""
    text = (clean(cell) or "").replace("：", ":")
    return (":" in text or (text.isdigit() and 5 <= len(text) <= 6)) and _reads(parse_time)(cell)


_TESTS: dict[str, Callable[[Cell], bool]] = {
    "queried_at": _is_moment,
    "queried_on": _is_date,
    "queried_time": _is_time,
    "condition": _is_identifier,
    "ip": _matches(_IP),
    "result": _is_word(result_of),
    "purpose": lambda _: False,
    "account": _matches(_ACCOUNT),
    "user_name": _matches(_NAME),
}
