"""Columns as arrays of integers: texts as codes, pairs judged once, equal rows counted, near ones joined."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from reconcile.facts.sessions import Column, Flags, Ints
from reconcile.frames import numbered
from reconcile.text.folding import comparable

NULL = -1
"""The code of a missing text."""

PAIRS_AT_ONCE = 1 << 19
_TEXTS_AT_ONCE = 1 << 15

Hashes: TypeAlias = npt.NDArray[np.uint64]

_HASH_BASE = 0x9E3779B97F4A7C15
_SPARE_BITS = 3
_CODE_BITS = 32
_CODE_MASK = (1 << _CODE_BITS) - 1


def codes_of(*columns: Column) -> tuple[list[str], list[Ints]]:
    """The distinct texts of all columns, and each column as positions among them (NULL: blank)."""
    codes, texts = pd.factorize(pd.concat(columns, ignore_index=True))
    known = texts.tolist()
    if "" in known:
        codes[codes == known.index("")] = NULL
    ends = np.cumsum([len(column) for column in columns])[:-1]
    return known, np.split(codes.astype(np.int64), ends)


def comparable_column(column: Column) -> Column:
    """The texts of a column as they are compared; blank where nothing is left of one."""
    codes, texts = pd.factorize(column)
    folded = np.array([*(comparable(text) for text in texts), ""], dtype=object)
    return pd.Series(folded[codes], dtype=object)


def distinct_verdicts(ones: Ints, others: Ints, verdict: Callable[[int, int], int]) -> Ints:
    """What `verdict` says of each pair of codes, asked once for each distinct pair."""
    pairs, where = np.unique(ones << _CODE_BITS | others, return_inverse=True)
    said = (verdict(pair >> _CODE_BITS, pair & _CODE_MASK) for pair in pairs.tolist())
    return np.fromiter(said, dtype=np.int64, count=len(pairs))[where]


def parts_of(group: Ints) -> Iterator[Ints]:
    """The positions of each group, in the order of the groups' numbers."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    for start, end in pairwise([*starts.tolist(), len(order)]):
        yield order[start:end]


class KeyIndex:
    """The rows of one side by their integer key."""

    def __init__(self, keys: npt.NDArray[Any]) -> None:
        self._order = np.argsort(keys, kind="stable").astype(np.int64)
        self._keys = keys[self._order]

    def pairs(self, keys: npt.NDArray[Any]) -> Iterator[tuple[Ints, Ints]]:
        """Positions in `keys` and rows of the index with the same key, in pieces of about PAIRS_AT_ONCE."""
        yield from self.between(keys, keys)

    def between(self, least: npt.NDArray[Any], most: npt.NDArray[Any]) -> Iterator[tuple[Ints, Ints]]:
        """The same for a range of keys each, both ends closed."""
        first = np.searchsorted(self._keys, least, side="left")
        counts = np.searchsorted(self._keys, most, side="right") - first
        ends = np.cumsum(counts)
        if not len(ends) or not ends[-1]:
            return
        full = np.searchsorted(ends, np.arange(PAIRS_AT_ONCE, ends[-1], PAIRS_AT_ONCE)) + 1
        for part in np.split(np.arange(len(least)), np.unique(full)):
            repeats = counts[part]
            within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
            yield np.repeat(part, repeats), self._order[np.repeat(first[part], repeats) + within]


def one_slip_apart(texts: list[str], ours: Ints, theirs: Ints) -> tuple[Ints, Ints]:
    """Pairs of codes of OSA distance 1.

    Two texts one edit apart share a text that is one of them or comes of dropping one character of each (deletion
    neighbourhood; for an exchange of neighbours too). Its hash finds candidates, the distance itself decides.
    """
    few, many = sorted((ours, theirs), key=len)
    few_owner, few_hash = _neighbourhood(texts, few)
    many_owner, many_hash = _neighbourhood(texts, many, _Sieve(few_hash))
    kept = _Sieve(many_hash).passes(few_hash)
    near = [np.empty(0, dtype=np.int64)]
    for position, row in KeyIndex(many_hash).pairs(few_hash[kept]):
        found = few_owner[kept][position], many_owner[row]
        one, other = found if few is ours else found[::-1]
        pair = np.unique(one << _CODE_BITS | other)
        sides = ([texts[code] for code in codes.tolist()] for codes in (pair >> _CODE_BITS, pair & _CODE_MASK))
        near.append(pair[cpdist(*sides, scorer=OSA.distance, score_cutoff=1).ravel() == 1])
    pairs = np.unique(np.concatenate(near))
    return pairs >> _CODE_BITS, pairs & _CODE_MASK


class _Sieve:
    """Lets those hashes pass that share their leading bits with one of others: all of these, and few that are not."""

    def __init__(self, others: Hashes) -> None:
        bits = len(others).bit_length() + _SPARE_BITS
        self._dropped = np.uint64(64 - bits)
        self._occurs = np.zeros(1 << bits, dtype=bool)
        self._occurs[others >> self._dropped] = True

    def passes(self, hashes: Hashes) -> Flags:
        """Whether each passes."""
        return np.asarray(self._occurs[hashes >> self._dropped])


def _neighbourhood(texts: list[str], codes: Ints, sieve: _Sieve | None = None) -> tuple[Ints, Hashes]:
    """A 64-bit hash of each text and of each text with one character dropped, and whose it is; those that pass."""
    lengths = np.array([len(texts[code]) for code in codes.tolist()], dtype=np.int64)
    owners, hashes = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.uint64)]
    for length in np.unique(lengths[lengths > 0]).tolist():
        group = codes[lengths == length]
        for start in range(0, len(group), _TEXTS_AT_ONCE):
            some = group[start : start + _TEXTS_AT_ONCE]
            found = _hashes([texts[code] for code in some.tolist()], length)
            passes = np.ones(found.shape, dtype=bool) if sieve is None else sieve.passes(found)
            owners.append(some[np.nonzero(passes)[0]])
            hashes.append(found[passes])
    return np.concatenate(owners), np.concatenate(hashes)


def _hashes(texts: list[str], length: int) -> Hashes:
    """For each text of this length a row: its hash, then those without its first, second, third character and so on."""
    points = np.array(texts, dtype=f"U{length}").view(np.uint32).reshape(-1, length)
    characters = points.astype(np.uint64) + np.uint64(1)
    powers = np.cumprod(np.full(length, _HASH_BASE, dtype=np.uint64))
    kept = characters * powers
    before = np.cumsum(kept, axis=1) - kept
    moved_up = np.zeros_like(kept)
    moved_up[:, :-1] = np.cumsum((characters[:, 1:] * powers[:-1])[:, ::-1], axis=1)[:, ::-1]
    return np.column_stack([kept.sum(axis=1), before + moved_up])


def stacked(found: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """All pairs of all pieces."""
    empty = np.empty(0, dtype=np.int64)
    return np.concatenate([empty, *(ones for ones, _ in found)]), np.concatenate([empty, *(them for _, them in found)])


@dataclass(frozen=True)
class Twins:
    """Rows of one side that nothing tells apart, counted instead of crossed: the first stands for its twins.

    `first` is for each row the first of its twins; `size` says there how many they are, 0 at all others.
    """

    first: Ints
    size: Ints
    _order: Ints
    _start: Ints

    @classmethod
    def of(cls, *keys: Ints) -> "Twins":
        """Rows are twins where they are equal in all keys; the first two should tell almost all of them apart."""
        first = np.arange(len(keys[0]))
        group = numbered(*keys[:2])
        rest = np.flatnonzero(np.bincount(group, minlength=1)[group] > 1)
        if len(rest):
            number = numbered(*(key[rest] for key in keys))
            _, opens = np.unique(number, return_index=True)
            first[rest] = rest[opens][number]
        size = np.bincount(first, minlength=len(first)).astype(np.int64)
        return cls(first, size, np.argsort(first, kind="stable"), np.cumsum(size) - size)

    @property
    def firsts(self) -> Ints:
        """Who stands for twins, or for itself."""
        return np.flatnonzero(self.size)

    def members(self, first: int) -> list[int]:
        """All for whom this one stands, itself included, in order."""
        start = int(self._start[first])
        members: list[int] = self._order[start : start + int(self.size[first])].tolist()
        return members
