"""One cell, several options: which of them a person chose, by what stands before, behind or around each.

A form prints the same in front of every option; whatever a person puts to one of them makes it differ from the others.
What is a tick beyond doubt chooses, what is a box beyond doubt does not, and a sign that is neither chooses where it
is the odd one out.
"""

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from reconcile.text.boxes import BOX, LIKE_A_TICK, Mark, mark_of

_OPEN, _CLOSE = "([{（［｛【〔〈《「『<＜", ")]}）］｝】〕〉》」』>＞"
_BETWEEN = re.compile(r"^[\s、,，;；/／|｜。．.:：·‧]+|[\s、,，;；/／|｜。．:：·‧]+$")
_WORDS = re.compile(r"[一-鿿]+$")
_UNKNOWN = re.compile(r"[^\w\s()\[\]{}、,。.:;/|<>「」【】〔〕·‧・•+&—–-]")


class Option(NamedTuple):
    """What can be chosen, and where its words stand in the text: from `start` to `end` (open).

    `number` is where its number begins, `start` where it has none, and `dress` how the number is written.
    """

    key: int
    start: int
    end: int
    number: int
    dress: str = ""


class _Sign(IntEnum):
    """What a person or the form put to an option; the order is that of `Mark`, the unknown aside."""

    BLANK, EMPTY, CROSS, CIRCLE, TICK, UNKNOWN = range(6)


_OF_MARK = {
    Mark.EMPTY: _Sign.EMPTY,
    Mark.CROSS: _Sign.CROSS,
    Mark.CIRCLE: _Sign.CIRCLE,
    Mark.TICK: _Sign.TICK,
}


class _Found(NamedTuple):
    """A sign, where it stands, and whether it is known to look like a tick."""

    sign: _Sign
    start: int
    end: int
    hand: bool = False


class Chosen(NamedTuple):
    """Which options are chosen, and where what belongs to each ends: its sign behind it included."""

    chosen: tuple[bool, ...]
    ends: tuple[int, ...]
    starts: tuple[int, ...]


def choose(text: str, options: Sequence[Option], *, complete: bool) -> Chosen | None:
    """What is chosen of the options of a text, in the order in which they stand; None where that cannot be told.

    `complete`: the options are all that there are, so that none of them marked says nothing; else what is written
    without any mark is chosen.
    """
    around = _enclosed(text, options)
    before, behind = _signs(text, options)
    if before is None or behind is None:
        return None
    stand_before = any(before)
    if _on_both_sides(before, behind):
        return None
    signs = [
        _Sign.CIRCLE if is_around else found.sign if found else _Sign.BLANK
        for is_around, found in zip(around, before if stand_before else behind, strict=True)
    ]
    known = all(found.hand for found in (before if stand_before else behind) if found and found.sign is _Sign.UNKNOWN)
    told = _told(signs, [option.dress for option in options], complete=complete, known=known)
    if told is None:
        return None
    starts = [found.start if found else option.number for found, option in zip(before, options, strict=True)]
    ends = [
        found.end if found and not stand_before else option.end for found, option in zip(behind, options, strict=True)
    ]
    return Chosen(tuple(told), tuple(ends), tuple(starts))


def _on_both_sides(before: Sequence[_Found | None], behind: Sequence[_Found | None]) -> bool:
    """Boxes stand before the options, none of them ticked, and a tick behind one: □戶籍■ □印鑑."""
    boxed = all(found is None or found.sign is _Sign.EMPTY for found in before) and any(before)
    return boxed and any(found is not None and found.sign is _Sign.TICK for found in behind)


def _told(signs: Sequence[_Sign], dresses: Sequence[str], *, complete: bool, known: bool) -> list[bool] | None:
    """Which options these signs choose."""
    there = set(signs)
    if there == {_Sign.BLANK}:
        odd = _odd_one(dresses)
        if odd is not None:
            return odd
        return None if complete else [True] * len(signs)
    if _Sign.TICK in there or _Sign.UNKNOWN in there:
        return _by_hand(signs, known=known)
    if there == {_Sign.EMPTY, _Sign.BLANK} or len(signs) == 1:
        return None
    if there == {_Sign.CROSS, _Sign.BLANK}:
        return _crossed(signs)
    top = max(signs)
    return [sign is top and len(there) > 1 for sign in signs]


def _by_hand(signs: Sequence[_Sign], *, known: bool) -> list[bool] | None:
    """A tick, or the sign that is no box and not on most of the options."""
    if _Sign.UNKNOWN not in signs:
        return [sign is _Sign.TICK for sign in signs]
    unknown = [sign is _Sign.UNKNOWN for sign in signs]
    few = sum(unknown) * 2 <= len(signs) if len(signs) > 2 else known and sum(unknown) == 1
    if _Sign.TICK in signs or not (few or (len(signs) == 1 and known)):
        return None
    return unknown


def _crossed(signs: Sequence[_Sign]) -> list[bool] | None:
    """A few crosses choose; where most options are crossed out, what is left is chosen."""
    crosses, blanks = signs.count(_Sign.CROSS), signs.count(_Sign.BLANK)
    if crosses == blanks:
        return None
    chosen = _Sign.CROSS if crosses < blanks else _Sign.BLANK
    return [sign is chosen for sign in signs]


def _odd_one(dresses: Sequence[str]) -> list[bool] | None:
    """The number that is written otherwise than the others: 1 ② 3 4, ①❷③④."""
    kinds = sorted(set(dresses), key=lambda dress: -dresses.count(dress))
    if len(kinds) != 2 or len(dresses) < 3 or dresses.count(kinds[1]) * 2 >= len(dresses):
        return None
    return [dress == kinds[1] for dress in dresses]


def _enclosed(text: str, options: Sequence[Option]) -> list[bool]:
    """Which options stand in brackets, where not all of them do."""
    around = [
        text[option.number - 1 : option.number] in set(_OPEN) and text[option.end : option.end + 1] in set(_CLOSE)
        for option in options
    ]
    return [False] * len(around) if all(around) else around


def _signs(text: str, options: Sequence[Option]) -> tuple[list[_Found | None] | None, list[_Found | None] | None]:
    """The sign before and the sign behind each option; (None, None) where one could belong to either neighbour."""
    starts, ends = [option.number for option in options], [option.end for option in options]
    first, last = text[: starts[0]], text[ends[-1] :]
    before: list[_Found | None] = [_last_sign(first, 0)]
    behind: list[_Found | None] = []
    loose: list[int] = []
    for at, (start, end) in enumerate(zip(ends, starts[1:], strict=False)):
        gap = text[start:end]
        head, _, _tail = gap.partition("\n")
        if "\n" in gap:
            behind.append(_first_sign(head, start))
            before.append(_last_sign(gap.rpartition("\n")[2], end - len(gap.rpartition("\n")[2])))
            continue
        one, other = _first_sign(gap, start), _last_sign(gap, start)
        if one and other and one.start == other.start:
            side = _leaning(text, one, start, end)
            loose += [at] if side is None else []
            one, other = (one, None) if side == "behind" else (None, other) if side == "before" else (one, other)
        behind.append(one)
        before.append(other)
    behind.append(_first_sign(last.partition("\n")[0], ends[-1]))
    if not loose:
        return before, behind
    definite = [at for at in range(len(behind) - 1) if at not in loose]
    if before[0] or any(before[at + 1] for at in definite):
        behind = [None if at in loose else found for at, found in enumerate(behind)]
    elif behind[-1] or any(behind[at] for at in definite):
        before = [None if at - 1 in loose else found for at, found in enumerate(before)]
    else:
        return None, None
    return before, behind


def _leaning(text: str, sign: _Found, start: int, end: int) -> str | None:
    """Whether a sign alone between two options touches the one before it or the one behind it."""
    left, right = sign.start == start, sign.end == end
    return None if left == right else "behind" if left else "before"


def _first_sign(gap: str, offset: int) -> _Found | None:
    """The sign with which a gap begins."""
    at = len(gap) - len(gap.lstrip())
    if box := BOX.match(gap, at):
        return _Found(_OF_MARK[mark_of(box)], offset + at, offset + box.end())
    rest = _BETWEEN.sub("", gap)
    if len(rest) == 1 and (rest in LIKE_A_TICK or _UNKNOWN.fullmatch(rest)):
        at = gap.index(rest)
        return _Found(_Sign.UNKNOWN, offset + at, offset + at + 1, rest in LIKE_A_TICK)
    return None


def _last_sign(gap: str, offset: int) -> _Found | None:
    """The sign with which a gap ends, but for the first words of the option behind it."""
    bare = gap.rstrip(" \t\r\n\u3000-.:、,")
    if bare.split()[-1:] != [bare[-1:]] or bare[-1:] not in LIKE_A_TICK:
        bare = _WORDS.sub("", bare).rstrip()
    boxes = [box for box in BOX.finditer(gap) if box.end() >= len(bare)]
    if boxes:
        return _Found(_OF_MARK[mark_of(boxes[-1])], offset + boxes[-1].start(), offset + boxes[-1].end())
    last = bare.split()[-1] if bare.split() else ""
    if last and set(last) <= {"_"}:
        return _Found(_Sign.EMPTY, offset + len(bare) - len(last), offset + len(bare))
    if len(last) == 1 and (last in LIKE_A_TICK or _UNKNOWN.fullmatch(last)):
        return _Found(_Sign.UNKNOWN, offset + len(bare) - 1, offset + len(bare), last in LIKE_A_TICK)
    return None
