"""Boxes before or behind what they stand for, by whatever sign a person ticks them."""

import re
from collections.abc import Sequence
from enum import IntEnum

from reconcile.text.folding import comparable

EMPTY_BOXES = "□☐◇◻⬜▢▯"
CIRCLES = "○◯〇"
CROSSES = "Xx×╳✕✖✗✘"
_TICKS = "■☑☒⊠✓✔√✅🗹🗸🗷●◉◎⊙◆◼◾⬛▣▓▇█▨▩▤▥▦▧◙◘❖★☆ˇ˅∨レﾚν"
DRAWN = "\ufffc"
"""A picture where a tick could stand."""
LIKE_A_TICK = "回ㄧ丶ノ乚乀?ン√﹀" + DRAWN
"""What is typed for a tick or for a ticked box, and is a word or a sign of its own elsewhere."""
_LETTERS = "VvＶｖⅴⅤ*＊"

_OTHER = "(?![A-Za-z0-9*])"
_HAND = rf"[{_TICKS}{_LETTERS}{CROSSES}]"
_TICK = (
    rf"[□☐]\s*{_HAND}(?![A-Za-z])|[✓✔√Vvˇ][□☐]|[(（\[［【〔]\s*[{_TICKS}{_LETTERS}{CIRCLES}{CROSSES}]\s*[)）\]］】〕]"
    rf"|[{_TICKS}]|(?<![A-Za-z0-9*])[{_LETTERS}]{_OTHER}"
)
BOX = re.compile(
    rf"(?:(?P<tick>{_TICK})|(?P<circle>[{CIRCLES}])|(?P<cross>(?<![A-Za-z0-9*])[{CROSSES}]{_OTHER})"
    rf"|[{EMPTY_BOXES}]|[(（\[［【〔]\s*[)）\]］】〕]|(?<![一-鿿])[口囗ロ](?=\s*[一-鿿(（]))\ufe0f?"
)


_NOT_TICKED = frozenset(("", "-", "—", "－", "/", "無", "否", "n", "no", "0", "f", "false"))


class Mark(IntEnum):
    """What stands in the place of a box; a greater one is the likelier to be a tick."""

    EMPTY, CROSS, CIRCLE, TICK = range(4)


def mark_of(box: re.Match[str]) -> Mark:
    """What a match of `BOX` is."""
    return Mark.TICK if box["tick"] else Mark.CIRCLE if box["circle"] else Mark.CROSS if box["cross"] else Mark.EMPTY


def mark_alone(cell: str) -> Mark:
    """What a cell says that holds nothing but a mark, a truth value or a word; other words are a tick."""
    box = BOX.fullmatch(cell.strip())
    return mark_of(box) if box else Mark.EMPTY if comparable(cell) in _NOT_TICKED else Mark.TICK


def chosen(marks: Sequence[Mark]) -> list[bool]:
    """Which of several options is ticked.

    A circle or a cross is a tick where the others are less: ○ among □, × among □, ○ beside ×. Alone it is a box.
    """
    top, least = max(marks, default=Mark.EMPTY), min(marks, default=Mark.EMPTY)
    return [mark is Mark.TICK or (mark is top and mark > least) for mark in marks]
