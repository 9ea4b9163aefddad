"""What each side says of its subjects and users: which of one person, hidden, or a slip apart; whose query it was."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import pandas as pd

from reconcile.facts.accounts import names_by_day, names_of_accounts
from reconcile.facts.persons import Persons, enough_visible, particulars
from reconcile.facts.sessions import Column, Flags, Ints
from reconcile.facts.users import (
    account_in,
    fits_in_part,
    names_agree,
    part_written,
    person_meant,
    readings,
    same_user,
)
from reconcile.matching.arrays import (
    NULL,
    KeyIndex,
    codes_of,
    comparable_column,
    distinct_verdicts,
    one_slip_apart,
    stacked,
)
from reconcile.text.folding import comparable
from reconcile.text.identifiers import MASK, is_masked
from reconcile.text.names import is_masked_name

Pairs: TypeAlias = Iterator[tuple[Ints, Ints]]
Shape: TypeAlias = tuple[bool, ...]


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
        masked = np.array([*map(is_masked, texts), False])
        _, (told_query, told_line) = codes_of(_told(queries), _told(lines))
        return cls(texts, masked, _persons(texts, aliases), of_query, of_line, told_query, told_line)

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
        one, other = one_slip_apart(self.texts, ours, theirs)
        apart = self.person[one] != self.person[other]
        yield from self._rows((one[apart], other[apart]), queries, lines)

    def agreement(self, query: Ints, line: Ints) -> Ints:
        """How these pairs, whose subjects agree, agree."""
        ours, theirs = self.of_query[query], self.of_line[line]
        hidden = self.masked[ours] | self.masked[theirs]
        kinds = [Subject.TEXT, Subject.MASKED, Subject.ALIAS]
        return np.select([(ours == NULL) & (theirs == NULL), hidden, ours != theirs], kinds, Subject.SAME)

    def if_mended(self, query: Ints) -> Ints:
        """How the subjects would agree if a line said what these queries say; OTHER where that would not do."""
        code = self.of_query[query]
        told = np.where(self.told_by_query[query] != NULL, Subject.TEXT, Subject.OTHER)
        mended = np.where(code == NULL, told, Subject.SAME)
        for at in np.flatnonzero(self.masked[code]).tolist():
            text = self.texts[code[at]]
            seen = enough_visible(len(text) - text.count(MASK), len(text))
            mended[at] = Subject.MASKED if seen else Subject.OTHER
        return mended

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


def _persons(texts: list[str], aliases: pd.DataFrame | None) -> Ints:
    """The number of the person of each identifier, and of none."""
    person = np.arange(len(texts) + 1)
    standing, number = Persons.of(aliases).standing, dict[str, int]()
    for at, text in enumerate(texts if standing else ()):
        if text in standing:
            person[at] = number.setdefault(standing[text], at)
    return person


def _told(rows: pd.DataFrame) -> Column:
    """What a condition without an identifier is compared by; blank where it has one or is no more than a name."""
    told = np.full(len(rows), "", dtype=object)
    nameless = np.flatnonzero(rows["subject_id"].isna() & rows["condition"].notna())
    told[nameless] = [particulars(text) or "" for text in rows["condition"].take(nameless)]
    return pd.Series(told, dtype=object)


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
    return stacked(found)


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


class User(IntEnum):
    """What the names say of a query and a line; NOT_COMPARED where a side has none, or a part of one."""

    AGREES = 0
    MASKED = 1
    NOT_COMPARED = 2
    DIFFERS = 3


@dataclass(frozen=True)
class Users:
    """Who is meant on both sides, as codes, NULL where nobody.

    `named` by the statement or the roster, `written` by the register, `account` by the statement, `beside` by an
    account in the register, which stands `alone` where it names nobody; names and accounts are numbered together.
    `spelled` are the spellings behind the names (positions in `spellings`), compared one by one where one is
    `unsure`: masked, to be read in several ways, or a part of a name.
    """

    spellings: list[str]
    unsure: Flags
    spelled: tuple[Ints, Ints]
    named: Ints
    written: Ints
    account: Ints
    beside: Ints
    alone: Flags

    @classmethod
    def of(cls, queries: pd.DataFrame, lines: pd.DataFrame, roster: pd.DataFrame | None) -> "Users":
        """From both tables and the list of accounts."""
        owner = {account: names[0] for account, names in names_of_accounts(roster).items() if len(names) == 1}
        names = queries["user_name"]
        if roster is not None:
            names = names.astype(object).where(names.notna(), names_by_day(queries, roster))
        raw, (query_spelled, line_spelled) = codes_of(names, lines["user_name"])
        accounts = [account_in(text) or "" for text in raw]
        alone = [bool(account) and comparable(text) == account for text, account in zip(raw, accounts, strict=True)]
        rows = zip(raw, accounts, alone, strict=True)
        spellings = [owner.get(account, "") if only else text for text, account, only in rows]
        meant = pd.Series([comparable(person_meant(text)) for text in spellings], dtype=object)
        beside = pd.Series(accounts, dtype=object)
        _, (name, by, account) = codes_of(meant, beside, comparable_column(queries["account"]))
        unsure = [is_masked_name(text) or len(readings(text)) > 1 or part_written(text) != "" for text in spellings]
        name, by = np.append(name, NULL), np.append(by, NULL)
        return cls(
            [*spellings, ""],
            np.array([*unsure, False]),
            (query_spelled, line_spelled),
            name[query_spelled],
            name[line_spelled],
            account,
            by[line_spelled],
            np.array([*alone, False])[line_spelled],
        )

    def compare(self, query: Ints, line: Ints) -> Ints:
        """A `User` for each pair; a masked text never proves more than MASKED."""
        named, written, account, beside = self.named[query], self.written[line], self.account[query], self.beside[line]
        by_name = (named != NULL) & (written != NULL)
        both = (account != NULL) & (beside != NULL)
        own = account == np.where(beside != NULL, beside, written)
        by_account = ~by_name & (both | ((account != NULL) & (written != NULL) & own))
        verdict = np.full(len(query), int(User.NOT_COMPARED))
        verdict[by_account] = np.where(own[by_account], User.AGREES, User.DIFFERS)
        verdict[by_name] = np.where(named[by_name] == written[by_name], User.AGREES, User.DIFFERS)
        ours, theirs = self.spelled[0][query], self.spelled[1][line]
        look = by_name & (self.unsure[ours] | self.unsure[theirs])
        verdict[look] = distinct_verdicts(ours[look], theirs[look], self._spelled)
        told = both & ((own & self.alone[line]) | (look & (verdict == User.NOT_COMPARED)))
        verdict[told] = np.where(own[told], User.AGREES, User.DIFFERS)
        return verdict

    def _spelled(self, ours: int, theirs: int) -> int:
        one, other = self.spellings[ours], self.spellings[theirs]
        if fits_in_part(one, other):
            return User.NOT_COMPARED
        if is_masked_name(person_meant(one)) or is_masked_name(person_meant(other)):
            return User.MASKED if names_agree(one, other) else User.DIFFERS
        return User.AGREES if same_user(one, other) else User.DIFFERS
