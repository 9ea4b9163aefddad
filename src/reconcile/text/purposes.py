"""Which purpose of a query a text names: in full, shortened or by number, as the regulation words and numbers them."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from reconcile.regulation import Purpose, Regulation
from reconcile.text.folding import REMEMBERED, comparable, fold_widths
from reconcile.text.results import code_of

FEWEST_LETTERS = 3
"""受理 alone begins several."""
FEWEST_OF_NAME = 2
"""戶籍 begins one short name only."""

_SERIES = ("123456789", "一二三四五六七八九", "㈠㈡㈢㈣㈤㈥㈦㈧㈨", "⑴⑵⑶⑷⑸⑹⑺⑻⑼")
_CIRCLED = _SERIES[2:]
_SIGN, _WORD = r"(?P<sign>\d{1,4}|[A-Z]{1,2}\d{0,3}|[甲乙丙丁戊己庚辛壬])", r"(?P<word>[^\s\d、,;:/|()=]{2,40})"
_CODE = re.compile(rf"(?<![A-Za-z\d一-鿿]){_SIGN}\s*(?:[:=-]|為|是|表示|代表)\s*{_WORD}")
_CODE_ALONE = re.compile(rf"\s*{_SIGN}\s+{_WORD}\s*")
"""A row of a table of codes."""


class PurposeWords:
    """The purposes of one regulation, and the patterns of what names them."""

    def __init__(self, regulation: Regulation) -> None:
        """Of the regulation that the office is bound by."""
        self.purposes = regulation.purposes
        self.told = regulation.told.number if regulation.told else 0
        self.clause = _clause(regulation)
        self._of = lru_cache(REMEMBERED)(self._purpose_of)

    def purpose_of(self, text: str) -> int | None:
        """Which purpose a text names, in full, shortened or by number; None if none, or more than one."""
        return self._of(text)

    def begun_as(self, heading: str) -> int | None:
        """The one purpose whose short name begins as that heading does: 戶籍, 戶籍業務; None if none, or several."""
        begun = comparable(heading)[:FEWEST_OF_NAME]
        named = [number for number, one in self.purposes.items() if comparable(one.short).startswith(begun)]
        return named[0] if len(begun) == FEWEST_OF_NAME and len(named) == 1 else None

    def codes_in(self, texts: Iterable[str]) -> dict[str, int]:
        """What the signs mean that footnotes or a table of codes explain, by `code_of`: A：國籍變更、B：戶籍登記.

        Empty where they explain fewer than two, or one twice.
        """
        told: dict[str, int] = {}
        for text in map(fold_widths, texts):
            alone = _CODE_ALONE.fullmatch(text)
            for found in [alone] if alone else _CODE.finditer(text):
                number = self.purpose_of(found["word"])
                if number and told.setdefault(code_of(found["sign"]), number) != number:
                    return {}
        return told if len(set(told.values())) > 1 else {}

    def named(self, purposes: str) -> str:
        """Purposes such as "1,2" with their short names, as the office says them: (一)國籍變更、(二)戶籍登記等."""
        return "、".join(self.purposes[int(number)].name for number in purposes.split(","))

    @cached_property
    def told_wording(self) -> str:
        """A pattern for the purpose told in text, broken by white space anywhere, in full or shortened.

        It fits nothing where there is no such purpose.
        """
        return f"(?s:{self._told_in_full.pattern})|{self._told_begun}" if self.told else r"(?!)"

    def _purpose_of(self, text: str) -> int | None:
        named = self._named(fold_widths(text))
        return named.pop() if len(named) == 1 else None

    def _named(self, text: str) -> set[int]:
        """Every purpose that a text names; behind the one that is told all is a note."""
        if number := self._number_only.fullmatch(text.strip()):
            return {self._numeral(number)}
        if first := self._number_first.match(text):
            has_note = self._numeral(first) == self.told and first[0][-1] in ":("
            rest = text[first.end() :].lstrip("、,;/ ")
            return {self.told} if has_note else {self._numeral(first)} | self._named(rest)
        if self.told and (self._told_in_full.match(text) or re.match(rf"{self._told_begun}(?=[:(_]|$)", text)):
            return {self.told}
        plain = comparable(text)
        named = {purpose for purpose, phrases in self._telling.items() if any(phrase in plain for phrase in phrases)}
        return named or self._begun(plain.rstrip("."))

    def _begun(self, plain: str) -> set[int]:
        """The purposes whose wording starts so, as where a narrow cell has cut it short."""
        return {
            number
            for number, purpose in self.purposes.items()
            for wording, fewest in ((purpose.text, FEWEST_LETTERS), (purpose.short, FEWEST_OF_NAME))
            if len(plain) >= fewest and comparable(wording).startswith(plain)
        }

    @cached_property
    def _telling(self) -> dict[int, list[str]]:
        return {number: [comparable(one) for one in purpose.telling] for number, purpose in self.purposes.items()}

    @cached_property
    def _numerals(self) -> dict[str, int]:
        return {sign: at for signs in _SERIES for at, sign in enumerate(signs, 1) if at in self.purposes}

    def _numeral(self, found: re.Match[str]) -> int:
        return next(self._numerals[sign] for sign in found.groupdict().values() if sign)

    @cached_property
    def _number_only(self) -> re.Pattern[str]:
        one, circled = self._signs()
        begun = r"(?:[四4][之-]|0)?" if self.clause[1] == "四" else "0?"
        return re.compile(
            rf"(?:{self.clause[0]})?\s*(?:[(\[]\s*(?P<bracketed>{one})\s*[)\]]|第[(]?(?P<item>{one})[)]?[款項])"
            rf"|{begun}(?P<bare>{one})\s*[.、:)。]?|(?:{self.clause[0]})(?P<circled>{circled})"
        )

    @cached_property
    def _number_first(self) -> re.Pattern[str]:
        one, circled = self._signs()
        return re.compile(
            rf"\s*(?:{self.clause[0]})?\s*(?:[(\[]\s*(?P<bracketed>{one})\s*[)\]]|(?P<bare>{one})\s*[.、:)(-]"
            rf"|(?P<circled>{circled}))"
        )

    def _signs(self) -> tuple[str, str]:
        """Patterns for a number of a purpose in any series, and in those of one sign with its brackets."""
        circled = "".join(sign for sign, at in self._numerals.items() if any(sign in signs for signs in _CIRCLED))
        return f"[{''.join(self._numerals)}]", f"[{circled}]"

    @cached_property
    def _told_begun(self) -> str:
        """Its first words, the later of them left out at will."""
        purpose = self._told_purpose
        before = fold_widths(purpose.text).partition(purpose.begins[0])[0]
        first, *further = map(over_lines, purpose.begins)
        lead = rf"(?:{over_lines(before)})?\s*" if before else ""
        return rf"\s*{lead}{first}\s*" + "".join(rf"(?:{word})?\s*" for word in further)

    @cached_property
    def _told_in_full(self) -> re.Pattern[str]:
        ends = "|".join(map(over_lines, sorted(self._told_purpose.ends, key=len, reverse=True)))
        return re.compile(rf"{self._told_begun},.*?(?:{ends})", re.DOTALL)

    @property
    def _told_purpose(self) -> Purpose:
        return self.purposes[self.told]


@lru_cache
def purpose_words(regulation: Regulation) -> PurposeWords:
    """The words of a regulation, made once."""
    return PurposeWords(regulation)


def over_lines(wording: str) -> str:
    """A pattern for a wording that may be broken by white space anywhere."""
    return r"\s*".join(map(re.escape, wording))


def _clause(regulation: Regulation) -> tuple[str, str]:
    """A pattern for a citation of the clause that names the purposes, before the number of one; and its numeral."""
    clause = regulation.topics["purposes"][0].strip("第條點")
    numerals = {numeral: str(at) for at, numeral in enumerate("一二三四五六七八九", 1)}
    either = "|".join(map(re.escape, dict.fromkeys((clause, numerals.get(clause, clause)))))
    short = re.escape(regulation.short_name)
    return rf"(?:本?{short})?第?(?:{either})(?:[點條](?:第[一1]項)?|、)?", clause
