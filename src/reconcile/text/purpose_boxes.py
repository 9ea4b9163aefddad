"""查詢事由 as a person fills it in: which purposes are ticked, and the text written for the one that is told."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import compress

from reconcile.regulation import Purpose, Regulation
from reconcile.text.boxes import BOX, Mark, chosen, mark_alone, mark_of
from reconcile.text.choices import Option, choose
from reconcile.text.folding import REMEMBERED, clean, comparable, fold_widths
from reconcile.text.hints import without_hints
from reconcile.text.purposes import over_lines, purpose_words

SERIES = (
    "123456789", "一二三四五六七八九", "①②③④⑤⑥⑦⑧⑨", "❶❷❸❹❺❻❼❽❾", "➀➁➂➃➄➅➆➇➈", "➊➋➌➍➎➏➐➑➒", "㈠㈡㈢㈣㈤㈥㈦㈧㈨",
    "⑴⑵⑶⑷⑸⑹⑺⑻⑼", "㊀㊁㊂㊃㊄㊅㊆㊇㊈", "壹貳參肆伍陸柒捌玖", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ", "⒈⒉⒊⒋⒌⒍⒎⒏⒐", "１２３４５６７８９",
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_TITLE = re.compile(r"^\s*(?:(?:查詢)?事由(?:代[號碼])?|項次|選項|項目|代[號碼])[:：]?")
_YES = frozenset(("true", "t", "yes", "y", "是", "有", "1.0"))
_NOTED = re.compile(r"\s*[:(_]")
_JOINTS = re.compile(r"[\s、，,;；/／及和與兼]*(?:受理|辦理|申請|核發|各項|或)?")
_BLANKS = " \t\r\n\u3000_＿.．…‥:：,，、。·-－"
_SUFFIX = re.compile(r"(?:案件|業務|事項|申請|等)*[。.]?")
_LONGEST_BUSINESS = 12
"""What is longer is a sentence, in which a word may stand for anything."""


class PurposeBoxes:
    """The boxes of one regulation's purposes."""

    def __init__(self, regulation: Regulation) -> None:
        """Of the regulation that the office is bound by."""
        self.words = purpose_words(regulation)

    @cached_property
    def _numerals(self) -> dict[str, int]:
        """Every sign that numbers a purpose."""
        series = [*SERIES, _ROMAN]
        return {sign: at for signs in series for at, sign in enumerate(signs, start=1) if at in self.words.purposes}

    @cached_property
    def _numbered(self) -> re.Pattern[str]:
        numeral = "|".join(sorted(map(re.escape, self._numerals), key=len, reverse=True))
        clause = self.words.clause[0].removesuffix("|、)?") + r"|、|[之-](?=\d))?"
        return re.compile(
            rf"(?:{clause}\s*(?=[(\[（第㈠-㈨⑴-⑼\d]))?(?P<open>[(\[（［【]\s*|第[(（]?)?(?<![A-Za-z\d])0?"
            rf"(?P<numeral>{numeral})"
            r"(?![A-Za-z\d年月日時分])(?P<close>(?:\s*[)\]）］】])?[款項]?[.、:：]?)"
        )

    @cached_property
    def _heads(self) -> re.Pattern[str]:
        """What names a purpose in words, the later ones first."""
        told, purposes = self.words.told, self.words.purposes
        patterns = {
            number: self.words.told_wording if number == told else _words_of(purposes[number])
            for number in sorted(purposes, reverse=True)
        }
        return re.compile("|".join(f"(?P<p{number}>{pattern})" for number, pattern in patterns.items()))

    def ticked(self, text: str) -> tuple[str | None, str | None]:
        """The ticked purposes in order, such as "2", "1,2" or "", and the text written for the one that is told.

        None where something is chosen, or could be, and it cannot be told what. A cell with boxes says what
        is ticked by them alone; one without any names its purposes: "2", "1、2", "(一)(二)", 戶籍. Other text
        alone ticks nothing.
        """
        return self._ticked(text)

    @cached_property
    def _ticked(self) -> Callable[[str], tuple[str | None, str | None]]:
        """A month's cells are filled in in few ways: what each says is remembered."""
        return lru_cache(REMEMBERED)(self._ticked_in)

    def _ticked_in(self, text: str) -> tuple[str | None, str | None]:
        shown = _TITLE.sub(lambda found: " " * len(found[0]), text.replace("⓪", "◎"))
        plain = fold_widths(shown)
        boxes = list(BOX.finditer(plain))
        if marks := self._marks_alone(plain):
            return _numbers(compress(self.words.purposes, chosen(marks))), None
        options = list(self._options(shown, plain, boxed=bool(boxes)))
        if not options:
            return self._alone(text, boxes)
        keys = [option.key for option in options]
        if len(set(keys)) < len(keys):
            return None, None
        choice = choose(plain, options, complete=set(keys) == set(self.words.purposes))
        if choice is None:
            return None, None
        ends = [*choice.starts[1:], len(text)]
        spans = zip(keys, choice.ends, ends, strict=True)
        notes = [_note(text[start:end]) for key, start, end in spans if key == self.words.told]
        return _numbers(compress(keys, choice.chosen)), next(filter(None, notes), None)

    def _marks_alone(self, plain: str) -> list[Mark]:
        """□□■□: a mark for each purpose in order, and not a word; empty where the text is anything else."""
        boxes = [BOX.fullmatch(sign) for sign in "".join(plain.split())]
        marks = [mark_of(box) for box in boxes if box]
        return marks if len(marks) == len(boxes) == len(self.words.purposes) else []

    def ticked_apart(self, cells: Sequence[str | None]) -> tuple[str | None, str | None]:
        """The same from a cell for each purpose; words in the cell of the told one are what is written for it."""
        marks = [mark_alone(fold_widths(cell or "")) for cell in cells]
        purposes = _numbers(compress(self.words.purposes, chosen(marks)))
        told = {number: at for at, number in enumerate(self.words.purposes)}.get(self.words.told)
        note = cells[told] if told is not None and marks[told] is Mark.TICK else None
        return purposes, _note(note) if note and len(note) > 1 and comparable(note) not in _YES else None

    def _alone(self, text: str, boxes: Sequence[re.Match[str]]) -> tuple[str | None, str | None]:
        """A cell that names no purpose: a kind of business that belongs to one, a dash, or words that tick nothing."""
        plain = comparable(text)
        if boxes or not plain.strip("-—–－/_.?"):
            return ("", None) if not boxes and "?" not in plain else (None, None)
        if plain in _YES:
            return None, None
        kinds = {
            number
            for number, purpose in self.words.purposes.items()
            if any(comparable(word) in plain for word in purpose.business)
        }
        return (str(kinds.pop()), None) if len(kinds) == 1 and len(plain) <= _LONGEST_BUSINESS else ("", None)

    def _options(self, shown: str, plain: str, *, boxed: bool) -> Iterator[Option]:
        """The purposes that a text offers or names, by words, by number or by both; behind (四) stands its note."""
        last: Option | None = None
        seen: set[int] = set()
        for option in self._candidates(shown, plain):
            between = plain[last.end : option.number] if last else ""
            if last and (option.number < last.end or self._is_of(last, option, between, boxed=boxed, seen=seen)):
                continue
            if last and last.key == option.key and option.start == option.number and _JOINTS.fullmatch(between):
                last = last._replace(end=option.end)
                continue
            if last:
                yield last
            last = option
            seen.add(option.key)
        if last:
            yield last

    def _is_of(self, last: Option, option: Option, between: str, *, boxed: bool, seen: set[int]) -> bool:
        """What names a purpose behind (四), and belongs to what is written there."""
        if last.key != self.words.told:
            return False
        if boxed:
            marked = bool(BOX.search(between)) or between.rstrip().endswith("_")
            return not marked and (option.key in seen or between.rpartition("\n")[1:] != ("\n", ""))
        return option.key in seen or _NOTED.match(between) is not None or between == ""

    def _candidates(self, shown: str, plain: str) -> Iterator[Option]:
        """Numbers and words, in order; a number before the words of the same purpose is part of them."""
        numbers = [found for found in self._numbered.finditer(shown) if self._apart(shown, found)]
        heads = list(self._heads.finditer(plain))
        taken: set[int] = set()
        found = []
        for head in heads:
            key, start, end = self._span(plain, head)
            before = [number for number in numbers if number.end() <= start]
            number = before[-1] if before and not _signed(plain[before[-1].end() : start]) else None
            fresh = number is not None and number.start() not in taken
            if number and fresh and self._numerals[number["numeral"]] == key:
                taken.add(number.start())
                found.append(Option(key, start, end, number.start(), _dress(number)))
            elif not number or number.start() in taken:
                found.append(Option(key, start, end, start))
        rest = [
            Option(self._numerals[each["numeral"]], each.start(), each.end(), each.start(), _dress(each))
            for each in numbers
            if each.start() not in taken
        ]
        inner = [(option.start, option.end) for option in found]
        rest = [option for option in rest if not any(start <= option.start < end for start, end in inner)]
        yield from sorted([*found, *rest], key=lambda option: option.number)

    def _span(self, plain: str, head: re.Match[str]) -> tuple[int, int, int]:
        """The purpose that words name, and where they stand without white space around, with what belongs to them."""
        key, words = int(str(head.lastgroup)[1:]), head[0]
        start = head.start() + len(words) - len(words.lstrip())
        end = head.start() + len(words.rstrip())
        suffix = _SUFFIX.match(plain, end)
        return key, start, end if key == self.words.told or suffix is None else suffix.end()

    def _apart(self, text: str, found: re.Match[str]) -> bool:
        """A number that stands where an option does: not within a word, a date or another number."""
        before, after = text[: found.start()], text[found.end() :]
        if found["open"] or found["close"]:
            return not (re.match(r"\d", after) and found["close"] in {".", ":", "："})
        return not (re.search(r"[A-Za-z\d./一-鿿]$", before) or after[:1] == "/")


@lru_cache
def purpose_boxes(regulation: Regulation) -> PurposeBoxes:
    """The boxes of a regulation, made once."""
    return PurposeBoxes(regulation)


def _words_of(purpose: Purpose) -> str:
    """A pattern for what names a purpose: its wording, its short form, the words that tell it, and their beginning."""
    whole = purpose.text.rstrip("。")
    words = {whole, purpose.short, *purpose.telling, purpose.short[:2], *(word[:4] for word in purpose.telling)}
    return "|".join(over_lines(fold_widths(word)) for word in sorted(words, key=len, reverse=True))


def _numbers(purposes: Iterable[int]) -> str:
    return ",".join(map(str, sorted(purposes)))


def _signed(between: str) -> bool:
    """A sign or a line stands between a number and the words: the number is not theirs."""
    return bool(BOX.search(between)) or "\n" in between or len(between.strip()) > 8


def _dress(number: re.Match[str]) -> str:
    """How a number is written, without which number it is."""
    series = next((at for at, signs in enumerate(SERIES) if number["numeral"] in signs), len(SERIES))
    return f"{number['open'] or ''}{series}{number['close'].strip()}".replace("（", "(").replace("）", ")")


def _note(text: str) -> str | None:
    """What is written for (四), as written, without what the form prints to say what to write; None if nothing is."""
    written = without_hints(text).strip(_BLANKS)
    while written[:1] in set("(（") and written[-1:] in set(")）"):
        written = written[1:-1].strip(_BLANKS)
    return clean(without_hints(written).strip(_BLANKS))
