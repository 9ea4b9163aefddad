"""Purposes of a query: the four of 要點四, and the boxes of 附件一 that stand for them."""

import re
from functools import lru_cache

from reconcile.regulation import REGULATION
from reconcile.text.folding import REMEMBERED, comparable, fold_widths

PURPOSES = {number: purpose.text for number, purpose in REGULATION.purposes.items()}
"""The wording of 附件一, which is that of 要點四(一)–(四) but for the full stops."""

SHORT = {number: purpose.short for number, purpose in REGULATION.purposes.items()}

_TELLING = {
    number: [comparable(phrase) for phrase in purpose.telling] for number, purpose in REGULATION.purposes.items()
}
_NUMERALS = {
    sign: purpose for signs in ("1234", "一二三四", "㈠㈡㈢㈣", "⑴⑵⑶⑷") for purpose, sign in enumerate(signs, 1)
}

_NUMERAL = f"[{''.join(_NUMERALS)}]"
_CLAUSE = r"(?:本?要點)?第?[四4](?:點(?:第[一1]項)?|、)?"
_NUMBER_ONLY = re.compile(
    rf"(?:{_CLAUSE})?\s*(?:[(\[]\s*(?P<bracketed>{_NUMERAL})\s*[)\]]|第[(]?(?P<item>{_NUMERAL})[)]?[款項])"
    rf"|(?:[四4][之-]|0)?(?P<bare>{_NUMERAL})\s*[.、:)。]?|(?:{_CLAUSE})(?P<circled>[㈠㈡㈢㈣⑴⑵⑶⑷])"
)
_NUMBER_FIRST = re.compile(
    rf"\s*(?:{_CLAUSE})?\s*(?:[(\[]\s*(?P<bracketed>{_NUMERAL})\s*[)\]]|(?P<bare>{_NUMERAL})\s*[.、:)(-]|(?P<circled>[㈠㈡㈢㈣⑴⑵⑶⑷]))"
)


def _over_lines(wording: str) -> str:
    """A pattern for a wording that may be broken by white space anywhere."""
    return r"\s*".join(map(re.escape, wording))


_FOURTH = rf"\s*因?\s*{_over_lines('其他')}\s*" + "".join(
    rf"(?:{_over_lines(word)})?\s*" for word in ("戶政", "業務", "需要")
)
_FOURTH_IN_FULL = re.compile(
    rf"{_FOURTH},.*?(?:{_over_lines('核准者')}(?:\s*{_over_lines('(以下簡稱單位主管)')})?|{_over_lines('單位主管)')})",
    re.DOTALL,
)
_FOURTH_WITH_NOTE = re.compile(rf"{_FOURTH}(?=[:(_]|$)")
FOURTH = f"(?s:{_FOURTH_IN_FULL.pattern})|{_FOURTH}"
"""The wording of (四), broken by white space anywhere, in full or shortened."""


@lru_cache(REMEMBERED)
def purpose_of(text: str) -> int | None:
    """Which of 要點四(一)–(四) a text names, in full, shortened or by number; None if none, or more than one."""
    named = _named(fold_widths(text))
    return named.pop() if len(named) == 1 else None


def named(purposes: str) -> str:
    """Purposes such as "1,2" with their short names, as the office says them: (一)國籍變更、(二)戶籍登記等."""
    return "、".join(f"({'一二三四五六七八九'[number - 1]}){SHORT[number]}" for number in map(int, purposes.split(",")))


def _named(text: str) -> set[int]:
    """Every purpose that a text names; behind (四) all is a note."""
    if number := _NUMBER_ONLY.fullmatch(text.strip()):
        return {_numeral(number)}
    if first := _NUMBER_FIRST.match(text):
        has_note = _numeral(first) == 4 and first[0][-1] in ":("
        return {4} if has_note else {_numeral(first)} | _named(text[first.end() :].lstrip("、,;/ "))
    if _FOURTH_IN_FULL.match(text) or _FOURTH_WITH_NOTE.match(text):
        return {4}
    plain = comparable(text)
    named = {purpose for purpose, phrases in _TELLING.items() if any(phrase in plain for phrase in phrases)}
    return named or _begun(plain.rstrip("."))


def _begun(plain: str) -> set[int]:
    """The purposes whose wording starts so, as where a narrow cell has cut it short."""
    wordings = {purpose: (comparable(PURPOSES[purpose]), comparable(SHORT[purpose])) for purpose in PURPOSES}
    return {
        purpose
        for purpose, several in wordings.items()
        if len(plain) >= FEWEST_LETTERS and any(wording.startswith(plain) for wording in several)
    }


FEWEST_LETTERS = 3
"""受理 alone begins several."""


def _numeral(found: re.Match[str]) -> int:
    return next(_NUMERALS[sign] for sign in found.groupdict().values() if sign)
