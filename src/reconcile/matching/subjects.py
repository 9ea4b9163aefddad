"""Which identifiers are the same person's, hide the same person's, or are one slip of the pen apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from reconcile.matching.arrays import NULL, Flags, Ints, codes_of
from reconcile.matching.joins import KeyIndex
from reconcile.text.identifiers import MASK, is_masked

Hashes: TypeAlias = npt.NDArray[np.uint64]

_HASH_BASE = 0x9E3779B97F4A7C15
_SPARE_BITS = 3


class Subject(IntEnum):
    """What the identifiers say of a query and a line; OTHER is no pair."""

    SAME = 0
    MASKED = 1
    ALIAS = 2
    SLIP = 3
    OTHER = 4


@dataclass(frozen=True)
class Subjects:
    """The identifiers of both sides as codes of `texts`; NULL where a condition holds none.

    `aliases` holds the codes that the office's list calls one person's, each pair in both directions.
    """

    texts: list[str]
    masked: Flags
    of_query: Ints
    of_line: Ints
    aliases: tuple[Ints, Ints]

    @classmethod
    def of(cls, queries: pd.DataFrame, lines: pd.DataFrame, aliases: pd.DataFrame | None = None) -> "Subjects":
        """From both tables and the list of aliases (columns `identifier` and `same_as`)."""
        texts, (of_query, of_line) = codes_of(queries["subject_id"], lines["subject_id"])
        masked = np.array([*map(is_masked, texts), False])
        return cls(texts, masked, of_query, of_line, _alias_codes(texts, aliases))

    def same(self, queries: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of these rows with one visible identifier."""
        whole_queries = queries[self._whole(self.of_query[queries])]
        whole_lines = lines[self._whole(self.of_line[lines])]
        for position, row in KeyIndex(self.of_line[whole_lines]).pairs(self.of_query[whole_queries]):
            yield whole_queries[position], whole_lines[row]

    def hidden(self, queries: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of these rows whose identifiers, at least one of them masked, agree wherever both are visible."""
        ours, theirs = self._distinct(self.of_query[queries]), self._distinct(self.of_line[lines])
        if self.masked[ours].any() or self.masked[theirs].any():
            yield from self._rows(_agreeing_masks(self.texts, ours, theirs), queries, lines)

    def aliased(self, queries: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of these rows whose identifiers the office's list calls one person's."""
        yield from self._rows(self.aliases, queries, lines)

    def slips(self, queries: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of these rows with visible identifiers of OSA distance 1."""
        ours, theirs = self._distinct(self.of_query[queries]), self._distinct(self.of_line[lines])
        ours, theirs = ours[~self.masked[ours]], theirs[~self.masked[theirs]]
        yield from self._rows(_one_slip_apart(self.texts, ours, theirs), queries, lines)

    def agreement(self, query: Ints, line: Ints) -> Ints:
        """How these pairs, whose subjects agree, agree: SAME, MASKED where a side hides some of it, or ALIAS."""
        ours, theirs = self.of_query[query], self.of_line[line]
        hidden = self.masked[ours] | self.masked[theirs]
        return np.select([hidden, ours != theirs], [Subject.MASKED, Subject.ALIAS], Subject.SAME)

    def _whole(self, codes: Ints) -> Flags:
        return np.asarray((codes != NULL) & ~self.masked[codes])

    def _distinct(self, codes: Ints) -> Ints:
        present = np.zeros(len(self.texts) + 1, dtype=bool)
        present[codes] = True
        return np.flatnonzero(present[:NULL])

    def _rows(self, codes: tuple[Ints, Ints], queries: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints]]:
        """The rows that bear these pairs of identifiers."""
        ours, theirs = codes
        by_query, by_line = KeyIndex(self.of_query[queries]), KeyIndex(self.of_line[lines])
        for pair, query in by_query.pairs(ours):
            for position, line in by_line.pairs(theirs[pair]):
                yield queries[query[position]], lines[line]


def _alias_codes(texts: list[str], aliases: pd.DataFrame | None) -> tuple[Ints, Ints]:
    """The codes of each pair of aliases that both occur, in both directions."""
    if aliases is None:
        return _stacked([])
    code = {text: at for at, text in enumerate(texts)}
    listed = zip(aliases["identifier"].dropna(), aliases["same_as"].dropna(), strict=True)
    known = {(code[one], code[other]) for one, other in listed if one in code and other in code and one != other}
    both = np.array(sorted(known | {(other, one) for one, other in known}), dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _agreeing_masks(texts: list[str], ours: Ints, theirs: Ints) -> tuple[Ints, Ints]:
    """Pairs of codes, at least one masked, of equal length and equal where both are visible."""
    found = [
        (our_codes[position], their_codes[row])
        for our_shape, our_codes in _by_shape(texts, ours)
        for their_shape, their_codes in _by_shape(texts, theirs)
        if len(our_shape) == len(their_shape) and not all(our_shape + their_shape)
        for position, row in _equal_at(
            [at for at, both in enumerate(zip(our_shape, their_shape, strict=True)) if all(both)],
            [texts[code] for code in our_codes],
            [texts[code] for code in their_codes],
        )
    ]
    return _stacked(found)


def _by_shape(texts: list[str], codes: Ints) -> list[tuple[tuple[bool, ...], Ints]]:
    """The codes by which characters of their texts are visible."""
    groups: dict[tuple[bool, ...], list[int]] = {}
    for code in codes.tolist():
        groups.setdefault(tuple(character != MASK for character in texts[code]), []).append(code)
    return [(shape, np.array(group, dtype=np.int64)) for shape, group in groups.items()]


def _equal_at(visible: list[int], ours: list[str], theirs: list[str]) -> Iterator[tuple[Ints, Ints]]:
    shown = [["".join(text[at] for at in visible) for text in side] for side in (ours, theirs)]
    keys, _ = pd.factorize(np.array([*shown[0], *shown[1]], dtype=object))
    yield from KeyIndex(keys[len(ours) :]).pairs(keys[: len(ours)])


def _one_slip_apart(texts: list[str], ours: Ints, theirs: Ints) -> tuple[Ints, Ints]:
    """Pairs of codes of OSA distance 1.

    Two texts one edit apart share a text that is one of them or comes of dropping one character of each (deletion
    neighbourhood; for an exchange of neighbours too). Its hash finds candidates, the distance itself decides.
    """
    our_owner, our_hash = _neighbourhood(texts, ours)
    their_owner, their_hash = _neighbourhood(texts, theirs)
    our_owner, our_hash = _sifted(our_owner, our_hash, their_hash)
    their_owner, their_hash = _sifted(their_owner, their_hash, our_hash)
    found = []
    for position, row in KeyIndex(their_hash).pairs(our_hash):
        one, other = np.unique(np.stack([our_owner[position], their_owner[row]]), axis=1)
        distance = cpdist(
            [texts[code] for code in one], [texts[code] for code in other], scorer=OSA.distance, score_cutoff=1
        ).ravel()
        found.append((one[distance == 1], other[distance == 1]))
    ones, others = _stacked(found)
    once = np.unique(np.stack([ones, others]), axis=1)
    return once[0], once[1]


def _sifted(owners: Ints, hashes: Hashes, others: Hashes) -> tuple[Ints, Hashes]:
    """Those that share their leading bits with one of the others: all that occur there, and few that do not."""
    bits = len(others).bit_length() + _SPARE_BITS
    dropped = np.uint64(64 - bits)
    occurs = np.zeros(1 << bits, dtype=bool)
    occurs[others >> dropped] = True
    kept = occurs[hashes >> dropped]
    return owners[kept], hashes[kept]


def _neighbourhood(texts: list[str], codes: Ints) -> tuple[Ints, Hashes]:
    """A 64-bit hash of each text and of each text with one character dropped, and whose it is."""
    lengths = np.array([len(texts[code]) for code in codes], dtype=np.int64)
    owners, hashes = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.uint64)]
    for length in np.unique(lengths[lengths > 0]).tolist():
        group = codes[lengths == length]
        points = np.array([texts[code] for code in group], dtype=f"U{length}").view(np.uint32).reshape(-1, length)
        characters = points.astype(np.uint64) + np.uint64(1)
        powers = np.cumprod(np.full(length, _HASH_BASE, dtype=np.uint64))
        kept = characters * powers
        before = np.cumsum(kept, axis=1) - kept
        moved_up = np.zeros_like(kept)
        moved_up[:, :-1] = np.cumsum((characters[:, 1:] * powers[:-1])[:, ::-1], axis=1)[:, ::-1]
        neighbours = np.column_stack([kept.sum(axis=1), before + moved_up])
        owners.append(np.repeat(group, length + 1))
        hashes.append(neighbours.ravel())
    return np.concatenate(owners), np.concatenate(hashes)


def _stacked(found: list[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    empty = np.empty(0, dtype=np.int64)
    return np.concatenate([empty, *(ones for ones, _ in found)]), np.concatenate([empty, *(them for _, them in found)])
