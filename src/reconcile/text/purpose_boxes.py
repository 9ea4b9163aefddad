"""查詢事由 as a person fills it in: which purposes are ticked, and the text written for the last of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

from reconcile.regulation import REGULATION
from reconcile.text.boxes import BOX, Mark, chosen, mark_alone, mark_of
from reconcile.text.choices import Option, choose
from reconcile.text.folding import clean, comparable, fold_widths
from reconcile.text.hints import without_hints
from reconcile.text.purposes import FOURTH, PURPOSES

_LAST = max(PURPOSES)
_SERIES = (
    "1234", "一二三四", "①②③④", "❶❷❸❹", "➀➁➂➃", "➊➋➌➍", "㈠㈡㈢㈣", "⑴⑵⑶⑷", "㊀㊁㊂㊃", "壹貳參肆", "ⅠⅡⅢⅣ", "⒈⒉⒊⒋",
    "１２３４",
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV")
_NUMERAL_OF = {sign: at for series in _SERIES for at, sign in enumerate(series, start=1)} | {
    sign: at for at, sign in enumerate(_ROMAN, start=1)
}
_NUMERAL = "(?:" + "|".join(sorted(map(re.escape, _NUMERAL_OF), key=len, reverse=True)) + ")"
_CLAUSE = r"(?:本?要點)?第?(?:四|4)(?:點(?:第[一1]項)?|、|[之-](?=\d))?"
_NUMBERED = re.compile(
    rf"(?:{_CLAUSE}\s*(?=[(\[（第㈠-㈣⑴-⑷\d]))?(?P<open>[(\[（［【]\s*|第[(（]?)?(?<![A-Za-z\d])0?(?P<numeral>{_NUMERAL})"
    r"(?![A-Za-z\d年月日時分])(?P<close>(?:\s*[)\]）］】])?[款項]?[.、:：]?)"
)
_TITLE = re.compile(r"^\s*(?:查詢)?事由[:：]?")
_YES = frozenset(("true", "t", "yes", "y", "是", "有", "1.0"))
_NOTED = re.compile(r"\s*[:(_]")
_JOINTS = re.compile(r"[\s、,，;；/／及和與兼]*(?:受理|辦理|申請|核發|各項|或)?")
_BLANKS = " \t\r\n\u3000_＿.．…‥:：,，、。·-－"


def _words_of(number: int) -> str:
    """A pattern for what names a purpose: its wording, its short form, the words that tell it, and their beginning."""
    purpose = REGULATION.purposes[number]
    whole = purpose.text.rstrip("。")
    words = {whole, purpose.short, *purpose.telling, purpose.short[:2], *(word[:4] for word in purpose.telling)}
    longest = sorted(words, key=len, reverse=True)
    return "|".join(r"\s*".join(map(re.escape, fold_widths(word))) for word in longest)


_HEADS = re.compile(
    "|".join(f"(?P<p{number}>{FOURTH if number == _LAST else _words_of(number)})" for number in reversed(PURPOSES))
)
_SUFFIX = re.compile(r"(?:案件|業務|事項|申請|等)*[。.]?")


def ticked(text: str) -> tuple[str | None, str | None]:
    """The ticked purposes in order, such as "2", "1,2" or "", and the text written for (四).

    None where something is chosen, or could be, and it cannot be told what. A cell with boxes says what is ticked by
    them alone; one without any names its purposes: "2", "1、2", "(一)(二)", 戶籍. Other text alone ticks nothing.
    """
    shown = _TITLE.sub(lambda found: " " * len(found[0]), text.replace("⓪", "◎"))
    plain = fold_widths(shown)
    boxes = list(BOX.finditer(plain))
    if marks := _marks_alone(plain):
        return _numbers(compress(PURPOSES, chosen(marks))), None
    options = list(_options(shown, plain, boxed=bool(boxes)))
    if not options:
        return _alone(text, boxes)
    keys = [option.key for option in options]
    if len(set(keys)) < len(keys):
        return None, None
    choice = choose(plain, options, complete=set(keys) == set(PURPOSES))
    if choice is None:
        return None, None
    ends = [*choice.starts[1:], len(text)]
    notes = [_note(text[start:end]) for key, start, end in zip(keys, choice.ends, ends, strict=True) if key == _LAST]
    return _numbers(compress(keys, choice.chosen)), next(filter(None, notes), None)


def _marks_alone(plain: str) -> list[Mark]:
    """□□■□: a mark for each purpose in order, and not a word; empty where the text is anything else."""
    boxes = [BOX.fullmatch(sign) for sign in "".join(plain.split())]
    marks = [mark_of(box) for box in boxes if box]
    return marks if len(marks) == len(boxes) == len(PURPOSES) else []


def ticked_apart(cells: Sequence[str | None]) -> tuple[str | None, str | None]:
    """The same from a cell for each purpose; words in the last are the text written for (四)."""
    marks = [mark_alone(fold_widths(cell or "")) for cell in cells]
    purposes = _numbers(compress(PURPOSES, chosen(marks)))
    note = cells[-1] if marks[-1] is Mark.TICK else None
    return purposes, _note(note) if note and len(note) > 1 and comparable(note) not in _YES else None


def _numbers(purposes: Iterable[int]) -> str:
    return ",".join(map(str, sorted(purposes)))


def _alone(text: str, boxes: Sequence[re.Match[str]]) -> tuple[str | None, str | None]:
    """A cell that names no purpose: a kind of business that belongs to one, a dash, or words that tick nothing."""
    plain = comparable(text)
    if boxes or not plain.strip("-—–－/_.?"):
        return ("", None) if not boxes and "?" not in plain else (None, None)
    if plain in _YES:
        return None, None
    kinds = {
        number
        for number, purpose in REGULATION.purposes.items()
        if any(comparable(word) in plain for word in purpose.business)
    }
    return (str(kinds.pop()), None) if len(kinds) == 1 and len(plain) <= _LONGEST_BUSINESS else ("", None)


_LONGEST_BUSINESS = 12
"""What is longer is a sentence, in which a word may stand for anything."""


def _options(shown: str, plain: str, *, boxed: bool) -> Iterator[Option]:
    """The purposes that a text offers or names, by words, by number or by both; behind (四) stands its note."""
    last: Option | None = None
    seen: set[int] = set()
    for option in _candidates(shown, plain):
        between = plain[last.end : option.number] if last else ""
        if last and (option.number < last.end or _is_of(last, option, between, boxed=boxed, seen=seen)):
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


def _is_of(last: Option, option: Option, between: str, *, boxed: bool, seen: set[int]) -> bool:
    """What names a purpose behind (四), and belongs to what is written there."""
    if last.key != _LAST:
        return False
    if boxed:
        marked = bool(BOX.search(between)) or between.rstrip().endswith("_")
        return not marked and (option.key in seen or between.rpartition("\n")[1:] != ("\n", ""))
    return option.key in seen or _NOTED.match(between) is not None or between == ""


def _candidates(shown: str, plain: str) -> Iterator[Option]:
    """Numbers and words, in order; a number before the words of the same purpose is part of them."""
    numbers = [found for found in _NUMBERED.finditer(shown) if _apart(shown, found)]
    heads = list(_HEADS.finditer(plain))
    taken: set[int] = set()
    found = []
    for head in heads:
        key, start, end = _span(plain, head)
        before = [number for number in numbers if number.end() <= start]
        number = before[-1] if before and not _signed(plain[before[-1].end() : start]) else None
        if number and _NUMERAL_OF[number["numeral"]] == key:
            taken.add(number.start())
            found.append(Option(key, start, end, number.start(), _dress(number)))
        elif not number or number.start() in taken:
            found.append(Option(key, start, end, start))
    rest = [
        Option(_NUMERAL_OF[each["numeral"]], each.start(), each.end(), each.start(), _dress(each))
        for each in numbers
        if each.start() not in taken
    ]
    inner = [(option.start, option.end) for option in found]
    rest = [option for option in rest if not any(start <= option.start < end for start, end in inner)]
    yield from sorted([*found, *rest], key=lambda option: option.number)


def _span(plain: str, head: re.Match[str]) -> tuple[int, int, int]:
    """The purpose that words name, and where they stand without white space around, with what belongs to them."""
    key, words = int(str(head.lastgroup)[1:]), head[0]
    start = head.start() + len(words) - len(words.lstrip())
    end = head.start() + len(words.rstrip())
    suffix = _SUFFIX.match(plain, end)
    return key, start, end if key == _LAST or suffix is None else suffix.end()


def _apart(text: str, found: re.Match[str]) -> bool:
    """A number that stands where an option does: not within a word, a date or another number."""
    before, after = text[: found.start()], text[found.end() :]
    if found["open"] or found["close"]:
        return not (re.match(r"\d", after) and found["close"] in {".", ":", "："})
    return not (re.search(r"[A-Za-z\d./一-鿿]$", before) or after[:1] == "/")


def _signed(between: str) -> bool:
    """A sign or a line stands between a number and the words: the number is not theirs."""
    return bool(BOX.search(between)) or "\n" in between or len(between.strip()) > 8


def _dress(number: re.Match[str]) -> str:
    """How a number is written, without which number it is."""
    series = next((at for at, signs in enumerate(_SERIES) if number["numeral"] in signs), len(_SERIES))
    return f"{number['open'] or ''}{series}{number['close'].strip()}".replace("（", "(").replace("）", ")")


def _note(text: str) -> str | None:
    """What is written for (四), as written, without what the form prints to say what to write; None if nothing is."""
    written = without_hints(text).strip(_BLANKS)
    while written[:1] in set("(（") and written[-1:] in set(")）"):
        written = written[1:-1].strip(_BLANKS)
    return clean(without_hints(written).strip(_BLANKS))
