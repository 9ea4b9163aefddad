"""受理案件清冊, made ready to be asked: whom a case concerns, of which purposes it is, when, and by which numbers."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import pandas as pd

from reconcile.facts.persons import Persons, enough_visible
from reconcile.lists import CASES
from reconcile.regulation import Regulation
from reconcile.tables import plain_rows
from reconcile.text.folding import comparable
from reconcile.text.identifiers import MASK

_Key = TypeVar("_Key", bound=Hashable)

_JOINTS = re.compile(r"[\s‐–—−_-]+")
_PIECES = re.compile(r"[、,;:()\[\]「」【】\n]+")
_CODE = re.compile(r"[A-Z0-9]{6,}")


@dataclass(frozen=True)
class CaseList:
    """The cases of an office.

    `cases` are in the order of their keys, with `kinds`, the purposes to which the business may belong,
    such as "1,2", "" where nobody can tell, and `is_named`, whether the regulation names it.
    `concerned` has a row for each identifier of each case: its position in `cases`, `identifier` and `role`. `numbered`
    holds the positions of the cases of each number, as `_numbers` reads it.
    """

    cases: pd.DataFrame
    concerned: pd.DataFrame
    numbered: dict[str, list[int]]

    @classmethod
    def of(cls, listed: pd.DataFrame, regulation: Regulation) -> "CaseList":
        """From the table `CASES`."""
        cases = CASES.conform(listed)
        told = [(business, agent) for business, agent in plain_rows(cases[["business", "agent"]])]
        kinds = {each: kinds_of(*each, regulation) for each in set(told)}
        numbered: dict[str, list[int]] = {}
        for at, case_no in cases["case_no"].dropna().items():
            for number in _numbers(case_no):
                numbered.setdefault(number, []).append(int(str(at)))
        named = cases.assign(
            kinds=[",".join(map(str, kinds[each].purposes)) for each in told],
            is_named=[kinds[each].is_named for each in told],
        )
        return cls(named, _concerned(cases), numbered)

    def named_in(self, remark: str) -> list[int]:
        """The cases whose number a remark holds."""
        found = {at for number in _numbers(remark) for at in self.numbered.get(number, ())}
        return sorted(found)

    def of_persons(self, identifiers: Iterable[str], persons: Persons) -> pd.DataFrame:
        """Each of these identifiers (`subject_id`) with the cases (`case`) that concern its person, and his `role`."""
        asked, listed = sorted(set(identifiers)), sorted(set(self.concerned["identifier"]))
        pairs = pd.DataFrame(_one_person(asked, listed, persons), columns=["subject_id", "identifier"], dtype="string")
        found = pairs.merge(self.concerned, on="identifier").sort_values(["subject_id", "case", "role"])
        return found.drop_duplicates(["subject_id", "case"])[["subject_id", "case", "role"]]


_AGENCY = ("委任", "委託", "代理")
"""Words of a kind of business by which an agent applies: 委任印鑑證明."""


class Kinds(NamedTuple):
    """The purposes to which business may belong, none where nobody can tell; and whether the regulation names it."""

    purposes: tuple[int, ...]
    is_named: bool


def kinds_of(business: str | None, agent: str | None, regulation: Regulation) -> Kinds:
    """Of a case's business; `agent` is as in `lists.CASES`.

    What the regulation puts under a purpose for agents belongs to it only where an agent applies, and cannot be told
    where the list has no column of agents. What it names nowhere may belong to those purposes that are open to it.
    """
    if business is None:
        return Kinds((), is_named=False)
    plain, purposes = comparable(business), regulation.purposes.values()
    free = tuple(one.number for one in purposes if one.unnamed)
    for one in purposes:
        if one.by_agent and _holds(plain, one.business):
            if agent or _holds(plain, _AGENCY):
                return Kinds((one.number,), is_named=True)
            return Kinds(() if agent is None else free, is_named=agent is not None)
    named = tuple(one.number for one in purposes if _holds(plain, one.business))
    perhaps = tuple(one.number for one in purposes if _holds(plain, one.perhaps))
    return Kinds(named or tuple(sorted({*free, *perhaps})), is_named=bool(named))


def _holds(plain: str, words: Iterable[str]) -> bool:
    return any(comparable(word) in plain for word in words)


def _concerned(cases: pd.DataFrame) -> pd.DataFrame:
    applicants = cases["applicant_id"].dropna()
    related = cases["related_ids"].dropna().str.split(",").explode().str.strip()
    both = pd.concat(
        [
            pd.DataFrame({"identifier": who, "case": who.index, "role": role})
            for who, role in ((applicants, "申請人"), (related, "關係人"))
        ],
        ignore_index=True,
    )
    return both[both["identifier"] != ""].astype({"identifier": "string"})


def _numbers(text: str) -> Iterator[str]:
    """The case numbers that a text may hold: its parts whole, and the long runs of letters and digits in them.

    Width, case, hyphens and spaces do not count: 1151005-001 and １１５１００５００１ are one number.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    for part in (plain, *_PIECES.split(plain), *plain.split()):
        whole = _JOINTS.sub("", part)
        if whole:
            yield whole
        yield from _CODE.findall(whole)


def _one_person(asked: list[str], listed: list[str], persons: Persons) -> list[tuple[str, str]]:
    """The pairs of identifiers that are one person's: joined on what stands for it, or on what both leave visible."""
    found: set[tuple[str, str]] = set()
    standing = _indexed(
        (persons.standing_for(identifier), identifier) for identifier in listed if MASK not in identifier
    )
    for identifier in asked:
        if MASK not in identifier:
            found |= {(identifier, other) for other in standing.get(persons.standing_for(identifier), ())}
    for ours in _by_shape(asked).items():
        for theirs in _by_shape(listed).items():
            found |= _agreeing(ours, theirs, persons)
    return sorted(found)


Shape = tuple[bool, ...]


def _agreeing(ours: tuple[Shape, list[str]], theirs: tuple[Shape, list[str]], persons: Persons) -> set[tuple[str, str]]:
    """The pairs of these two shapes, one of them masked, that may be one person's."""
    (our_shape, asked), (their_shape, listed) = ours, theirs
    seen = [at for at, both in enumerate(zip(our_shape, their_shape, strict=False)) if all(both)]
    if (
        all(our_shape + their_shape)
        or len(our_shape) != len(their_shape)
        or not enough_visible(len(seen), len(our_shape))
    ):
        return set()
    shown = _indexed(("".join(other[at] for at in seen), other) for other in listed)
    return {
        (identifier, other)
        for identifier in asked
        for other in shown.get("".join(identifier[at] for at in seen), ())
        if persons.may_be_one(identifier, other)
    }


def _by_shape(identifiers: list[str]) -> dict[Shape, list[str]]:
    return _indexed((tuple(character != MASK for character in identifier), identifier) for identifier in identifiers)


def _indexed(pairs: Iterable[tuple[_Key, str]]) -> dict[_Key, list[str]]:
    index: dict[_Key, list[str]] = {}
    for key, value in pairs:
        index.setdefault(key, []).append(value)
    return index
