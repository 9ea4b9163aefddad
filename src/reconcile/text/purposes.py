"""Purposes of a query: the four of 要點四, and the boxes of 附件一 that stand for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reconcile.regulation import REGULATION
from reconcile.text.boxes import BOX, Mark, chosen, mark_of
from reconcile.text.folding import REMEMBERED, clean, comparable, fold_widths

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
_FOURTH_SHORT = re.compile(_FOURTH)

_NO = frozenset(("", "-", "—", "－", "/", "無", "否", "n", "0"))
_HINT = re.compile(r"[(（]\s*(?:例?如|請)[^()（）]*[)）]|例?如\s*[:：]?\s*(?=[\s_.…‥]*$)")
"""Words that a form prints to say what to write."""
_LIST_BREAK = re.compile(r"[、,，;；/\s]+|(?<=[)）①-④㈠-㈣⑴-⑷])(?=[(（①-④㈠-㈣⑴-⑷])")
_BLANKS = " \t\r\n\u3000_＿.．…‥:：,，、。·-－"


@dataclass(frozen=True)
class _Option:
    """One option of a cell: the purpose it names, whether it is ticked, the text written for it."""

    purpose: int
    is_ticked: bool
    note: str | None


@lru_cache(REMEMBERED)
def purpose_of(text: str) -> int | None:
    """Which of 要點四(一)–(四) a text names, in full, shortened or by number; None if none, or more than one."""
    named = _named(fold_widths(text))
    return named.pop() if len(named) == 1 else None


def ticked(text: str) -> tuple[str, str | None]:
    """The ticked purposes in order, such as "2", "1,2" or "", and the text written for (四).

    A cell with boxes says what is ticked by them alone. A cell without any names its purposes: "2", "1、2", "(一)(二)".
    """
    boxes = list(BOX.finditer(fold_widths(text.replace("⓪", "◎"))))
    options = _listed(text)
    if boxes:
        options = _boxed_behind(text, boxes) if _stand_behind(text, boxes) else _boxed(text, boxes)
    purposes = sorted({option.purpose for option in options if option.is_ticked})
    notes = [option.note for option in options if option.purpose == 4 and option.note]
    return ",".join(map(str, purposes)), next(iter(notes), None)


def ticked_apart(cells: Sequence[str | None]) -> tuple[str, str | None]:
    """The same from a cell for each purpose; words in the last are the text written for (四)."""
    marks = [_mark(fold_widths(cell or "")) for cell in cells]
    purposes = [str(purpose) for purpose, is_ticked in enumerate(chosen(marks), start=1) if is_ticked]
    note = cells[-1] if marks[-1] is Mark.TICK else None
    return ",".join(purposes), note if note and len(note) > 1 else None


def _mark(cell: str) -> Mark:
    """What a cell of its own says of its purpose; words are a tick."""
    box = BOX.fullmatch(cell.strip())
    return mark_of(box) if box else Mark.EMPTY if comparable(cell) in _NO else Mark.TICK


def named(purposes: str) -> str:
    """Purposes such as "1,2" with their short names, as the office says them: (一)國籍變更、(二)戶籍登記等."""
    return "、".join(f"({'一二三四五六七八九'[number - 1]}){SHORT[number]}" for number in map(int, purposes.split(",")))


def _boxed(text: str, boxes: list[re.Match[str]]) -> list[_Option]:
    """The options that begin with a box; a box before anything else is part of the text written there."""
    bounds = [*(box.start() for box in boxes), len(text)]
    named = [
        (box, purpose)
        for box, end in zip(boxes, bounds[1:], strict=True)
        if (purpose := _option_of(text[box.end() : end])) is not None
    ]
    bounds = [*(box.start() for box, _ in named), len(text)]
    ticks = chosen([mark_of(box) for box, _ in named])
    return [
        _Option(purpose, is_ticked, _note(text[box.end() : end]) if purpose == 4 else None)
        for (box, purpose), is_ticked, end in zip(named, ticks, bounds[1:], strict=True)
    ]


def _stand_behind(text: str, boxes: list[re.Match[str]]) -> bool:
    """Whether each box stands behind what it ticks: 國籍變更□ 戶籍登記■."""
    first, before = boxes[0], text[: boxes[0].start()]
    if _last_named(before) is None:
        return False
    touches = not before[-1:].isspace() and text[first.end() : first.end() + 1].isspace()
    return touches or _option_of(text[boxes[-1].end() :]) is None


def _boxed_behind(text: str, boxes: list[re.Match[str]]) -> list[_Option]:
    """The options that end with a box; behind the box of (四) stands its note."""
    starts = [0, *(box.end() for box in boxes)]
    named = [
        (box, purpose)
        for box, start in zip(boxes, starts, strict=False)
        if (purpose := _last_named(text[start : box.start()])) is not None
    ]
    ticks = chosen([mark_of(box) for box, _ in named])
    behind = clean(text[boxes[-1].end() :].strip(_BLANKS))
    return [
        _Option(purpose, is_ticked, behind if purpose == 4 and box is boxes[-1] else None)
        for (box, purpose), is_ticked in zip(named, ticks, strict=True)
    ]


def _last_named(text: str) -> int | None:
    """What the text before a box names: as a whole, or in its last line."""
    return purpose_of(text) or purpose_of(text.strip().rpartition("\n")[2])


def _option_of(text: str) -> int | None:
    """What the text behind a box names: as a whole, or in its first line where the next option has no box."""
    plain = fold_widths(text)
    number = _NUMBER_FIRST.match(plain)
    if (number and _numeral(number) == 4) or (number is None and _FOURTH_SHORT.match(plain)):
        return 4
    return purpose_of(text) or purpose_of(text.strip().partition("\n")[0])


def _listed(text: str) -> list[_Option]:
    """The purposes that a text without boxes names; all four are what the form prints."""
    whole = purpose_of(text)
    if whole is not None:
        return [_Option(whole, True, _note(text) if whole == 4 else None)]
    found = [purpose_of(part) for part in _LIST_BREAK.split(text)]
    if set(PURPOSES) <= set(found):
        return []
    return [_Option(purpose, True, None) for purpose in found if purpose is not None]


def _note(text: str) -> str | None:
    """What is written behind the wording of (四), as written; None if nothing is."""
    plain = fold_widths(text)
    number = _NUMBER_ONLY.fullmatch(plain.strip()) or _NUMBER_FIRST.match(plain)
    start = number.end() if number else 0
    wording = _FOURTH_IN_FULL.match(plain, start) or _FOURTH_SHORT.match(plain, start)
    written = _HINT.sub("", text[wording.end() if wording else start :]).strip(_BLANKS)
    if written[:1] in {"(", "（"} and written[-1:] in {")", "）"}:
        written = written[1:-1].strip(_BLANKS)
    return clean(written)


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
