"""Who is this person: equal identifiers, the office's list of old and new numbers, what masks leave visible."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from reconcile.text.folding import REMEMBERED, comparable, fold_widths
from reconcile.text.identifiers import MASK, masks_agree

_ENOUGH = 6
_SEPARATORS = re.compile(r"[\s,;:|()\[\]、，；：]+")
_LABEL = re.compile(r"[一-鿿A-Za-z]{2,8}\s*[:：]")
_DIGITS = re.compile(r"\d")
_NAMED = re.compile(r"[^\W\d_]{2}")


def enough_visible(visible: int, length: int) -> bool:
    """Whether so many positions, seen on both sides at once, tell whose an identifier of that length is."""
    return visible >= _ENOUGH or 2 * visible >= length


@dataclass(frozen=True)
class Persons:
    """The list of aliases, asked: each identifier in it, and the one that stands for its person."""

    standing: dict[str, str]

    @classmethod
    def of(cls, aliases: pd.DataFrame | None) -> "Persons":
        """From columns `identifier` and `same_as`; what is one person's with a third is one person's too.

        A row that lacks one of the two joins nobody.
        """
        root: dict[str, str] = {}
        for one, other in () if aliases is None else _listed(aliases):
            root.setdefault(one, one)
            root.setdefault(other, other)
            first, second = sorted((_found(root, one), _found(root, other)))
            root[second] = first
        return cls({identifier: _found(root, identifier) for identifier in root})

    def standing_for(self, identifier: str) -> str:
        """The identifier that stands for the person of this one: itself where the list does not know it."""
        return self.standing.get(identifier, identifier)

    def may_be_one(self, one: str, other: str) -> bool:
        """Whether both are one person's, or no position contradicts and enough are visible on both at once."""
        if MASK not in one + other:
            return self.standing_for(one) == self.standing_for(other)
        visible = sum(MASK not in pair for pair in zip(one, other, strict=False))
        return masks_agree(one, other) and enough_visible(visible, len(one))


def _listed(aliases: pd.DataFrame) -> Iterable[tuple[str, str]]:
    both = aliases[["identifier", "same_as"]].dropna()
    return zip(both["identifier"], both["same_as"], strict=True)


def _found(root: dict[str, str], identifier: str) -> str:
    """The least of the identifiers joined with this one; the way to it is shortened for the next who asks."""
    way = [identifier]
    while root[way[-1]] != way[-1]:
        way.append(root[way[-1]])
    root.update(dict.fromkeys(way, way[-1]))
    return way[-1]


@lru_cache(REMEMBERED)
def particulars(condition: str) -> str | None:
    """What a condition without an identifier is compared by; None where it is no more than a name.

    A second particular is a number such as a day of birth, or a field with a label of its own.
    """
    text = fold_widths(condition)
    numbered = len(_DIGITS.findall(text)) >= 4
    if not _NAMED.search(_LABEL.sub(" ", text)) or not (numbered or len(_LABEL.findall(text)) > 1):
        return None
    return comparable(_SEPARATORS.sub("", text)) or None
