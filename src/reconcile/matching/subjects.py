"""Which conditions are of one person, hide the same person, or are one slip of the pen apart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from reconcile.facts.persons import Persons, enough_visible, particulars
from reconcile.matching.arrays import NULL, Column, Flags, Ints, KeyIndex, codes_of
from reconcile.text.identifiers import MASK, is_masked

Hashes: TypeAlias = npt.NDArray[np.uint64]
Pairs: TypeAlias = Iterator[tuple[Ints, Ints]]
Shape: TypeAlias = tuple[bool, ...]

_HASH_BASE = 0x9E3779B97F4A7C15
_SPARE_BITS = 3


class Subject(IntEnum):
    """What the conditions say of a query and a line; OTHER is no pair.

    BLURRED contradicts nowhere, but the statement shows too little of the identifier to tell whose it is; VEILED the
    same where the register shows too little.
    """

    SAME = 0
    ALIAS = 1
    MASKED = 2
    TEXT = 3
    SLIP = 4
    BLURRED = 5
    VEILED = 6
    OTHER = 7


@dataclass(frozen=True)
class Subjects:
    """The identifiers of both sides as codes of `texts`, NULL where a condition holds none.

    `person` numbers the person of each code; `told_by` are the codes of conditions that are compared as texts.
    """

    texts: list[str]
    masked: Flags
    person: Ints
    of_query: Ints
    of_line: Ints
    told_by_query: Ints
    told_by_line: Ints

    @classmethod
    def of(cls, queries: pd.DataFrame, lines: pd.DataFrame, aliases: pd.DataFrame | None) -> "Subjects":
        """From both tables and the list of aliases."""
        texts, (of_query, of_line) = codes_of(queries["subject_id"], lines["subject_id"])
        persons = Persons.of(aliases)
        person = pd.factorize(np.array([*map(persons.standing_for, texts), ""], dtype=object))[0]
        masked = np.array([*map(is_masked, texts), False])
        _, (told_query, told_line) = codes_of(_told(queries), _told(lines))
        return cls(texts, masked, person.astype(np.int64), of_query, of_line, told_query, told_line)

    def same(self, queries: Ints, lines: Ints) -> Pairs:
        """Pairs of these rows with whole identifiers of one person, aliases included."""
        whole_queries = queries[self._whole(self.of_query[queries])]
        whole_lines = lines[self._whole(self.of_line[lines])]
        index = KeyIndex(self.person[self.of_line[whole_lines]])
        for position, row in index.pairs(self.person[self.of_query[whole_queries]]):
            yield whole_queries[position], whole_lines[row]

    def hidden(self, queries: Ints, lines: Ints) -> Pairs:
        """Pairs of these rows, one identifier masked at least, that agree where enough is visible on both."""
        yield from self._masked(queries, lines, lambda ours, theirs: _seen(ours, theirs)[1])

    def blurred(self, queries: Ints, lines: Ints) -> Pairs:
        """Pairs of these rows that contradict nowhere where the statement shows too little."""

        def blurs(ours: Shape, theirs: Shape) -> bool:
            return not _seen(ours, theirs)[1] and not enough_visible(sum(ours), len(ours))

        yield from self._masked(queries, lines, blurs)

    def veiled(self, queries: Ints, lines: Ints) -> Pairs:
        """Pairs of these rows that contradict nowhere where the register shows too little: no pair, but near."""

        def veils(ours: Shape, theirs: Shape) -> bool:
            positions, enough = _seen(ours, theirs)
            return not enough and bool(positions) and enough_visible(sum(ours), len(ours))

        yield from self._masked(queries, lines, veils)

    def told_alike(self, queries: Ints, lines: Ints) -> Pairs:
        """Pairs of these rows without identifiers whose conditions are the same text."""
        telling = queries[self.told_by_query[queries] != NULL]
        told = lines[self.told_by_line[lines] != NULL]
        for position, row in KeyIndex(self.told_by_line[told]).pairs(self.told_by_query[telling]):
            yield telling[position], told[row]

    def slips(self, queries: Ints, lines: Ints) -> Pairs:
        """Pairs of these rows with visible identifiers of OSA distance 1 that are not one person's."""
        ours, theirs = self._distinct(self.of_query[queries]), self._distinct(self.of_line[lines])
        ours, theirs = ours[~self.masked[ours]], theirs[~self.masked[theirs]]
        one, other = _one_slip_apart(self.texts, ours, theirs)
        apart = self.person[one] != self.person[other]
        yield from self._rows((one[apart], other[apart]), queries, lines)

    def agreement(self, query: Ints, line: Ints) -> Ints:
        """How these pairs, whose subjects agree, agree."""
        ours, theirs = self.of_query[query], self.of_line[line]
        hidden = self.masked[ours] | self.masked[theirs]
        kinds = [Subject.TEXT, Subject.MASKED, Subject.ALIAS]
        return np.select([(ours == NULL) & (theirs == NULL), hidden, ours != theirs], kinds, Subject.SAME)

    def _whole(self, codes: Ints) -> Flags:
        return np.asarray((codes != NULL) & ~self.masked[codes])

    def _masked(self, queries: Ints, lines: Ints, wanted: Callable[[Shape, Shape], bool]) -> Pairs:
        ours, theirs = self._distinct(self.of_query[queries]), self._distinct(self.of_line[lines])
        if self.masked[ours].any() or self.masked[theirs].any():
            yield from self._rows(_agreeing_masks(self.texts, ours, theirs, wanted), queries, lines)

    def _distinct(self, codes: Ints) -> Ints:
        present = np.zeros(len(self.texts) + 1, dtype=bool)
        present[codes] = True
        return np.flatnonzero(present[:NULL])

    def _rows(self, codes: tuple[Ints, Ints], queries: Ints, lines: Ints) -> Pairs:
        """The rows that bear these pairs of identifiers."""
        ours, theirs = codes
        by_query, by_line = KeyIndex(self.of_query[queries]), KeyIndex(self.of_line[lines])
        for pair, query in by_query.pairs(ours):
            for position, line in by_line.pairs(theirs[pair]):
                yield queries[query[position]], lines[line]


def _told(rows: pd.DataFrame) -> Column:
    """What a condition without an identifier is compared by; blank where it has one or is no more than a name."""
    nameless = rows["condition"].where(rows["subject_id"].isna())
    codes, texts = pd.factorize(nameless)
    told = np.array([*(particulars(text) or "" for text in texts), ""], dtype=object)
    return pd.Series(told[codes], dtype=object)


def _seen(ours: Shape, theirs: Shape) -> tuple[list[int], bool]:
    """The positions visible on both sides at once, and whether they are enough."""
    positions = [at for at, both in enumerate(zip(ours, theirs, strict=True)) if all(both)]
    return positions, enough_visible(len(positions), len(ours))


def _agreeing_masks(
    texts: list[str], ours: Ints, theirs: Ints, wanted: Callable[[Shape, Shape], bool]
) -> tuple[Ints, Ints]:
    """Pairs of codes of wanted shapes, at least one masked, of equal length and equal where both are visible."""
    found = [
        (our_codes[position], their_codes[row])
        for our_shape, our_codes in _by_shape(texts, ours)
        for their_shape, their_codes in _by_shape(texts, theirs)
        if len(our_shape) == len(their_shape) and not all(our_shape + their_shape) and wanted(our_shape, their_shape)
        for position, row in _equal_at(
            _seen(our_shape, their_shape)[0],
            [texts[code] for code in our_codes],
            [texts[code] for code in their_codes],
        )
    ]
    return _stacked(found)


def _by_shape(texts: list[str], codes: Ints) -> list[tuple[Shape, Ints]]:
    """The codes by which characters of their texts are visible."""
    groups: dict[Shape, list[int]] = {}
    for code in codes.tolist():
        groups.setdefault(tuple(character != MASK for character in texts[code]), []).append(code)
    return [(shape, np.array(group, dtype=np.int64)) for shape, group in groups.items()]


def _equal_at(visible: list[int], ours: list[str], theirs: list[str]) -> Pairs:
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
