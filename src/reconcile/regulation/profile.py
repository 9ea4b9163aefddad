"""One regulation, read from its profile: what it says, in which clause, and the words that its forms bear."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from reconcile.errors import UsageError
from reconcile.packed import packed
from reconcile.regulation.numerals import numeral
from reconcile.regulation.wordings import ChecklistWording, ClausePage, FaxPaper, OfficialForm, Wordings

SHIPPED = "hualien_immigration"
"""The profile that an office has unless it names another."""


@dataclass(frozen=True)
class Purpose:
    """One purpose of a query, as a box of the register's form stands for it.

    `sign` is how the regulation numbers it, `text` the wording of the box, `short` what reports call it.
    A text that holds one of the words `telling` names this purpose; a kind of business that holds one of
    the words `business` belongs to it. `headings` are the words over a column of its own, `choice` what a
    list to choose from says, blank where that is the short name. Business that holds one of the words
    `perhaps`, and is named nowhere, may belong to it; so may any such business where it is `unnamed`.
    `told`: what business it is must be written beside the box; its wording then begins with the words
    `begins` in order and ends with one of `ends`. `by_agent`: only where an agent
    applies for the person.
    """

    number: int
    sign: str
    text: str
    short: str
    telling: tuple[str, ...]
    business: tuple[str, ...]
    choice: str = ""
    perhaps: tuple[str, ...] = ()
    unnamed: bool = False
    told: bool = False
    by_agent: bool = False
    headings: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Number and short name: (一)國籍變更."""
        return self.sign + self.short


@dataclass(frozen=True)
class Cadence:
    """What is due when. `download_day` of the next month and `letter_days` after a fax are closed ends."""

    download_day: int
    letter_days: int
    keep_years: int
    self_audits: int
    county_audits: int


@dataclass(frozen=True)
class Thresholds:
    """What the regulation leaves open: the defaults of [rules] in office.toml, which says what each means."""

    session_minutes: int
    concurrent_minutes: int
    repeated_users: int
    unused_months: int
    case_days_before: int
    case_days_after: int
    open_case_years: int


@dataclass(frozen=True, eq=False)
class Regulation:
    """A regulation whose clauses a program can check.

    `county` and `government` are whose it is, `offices` the official names of those that it binds. `topics` map what a
    rule is about to the clauses that say so. `digest` is that of the whole profile.
    """

    name: str
    short_name: str
    issued: str
    issued_on: date
    county: str
    government: str
    offices: tuple[str, ...]
    purposes: Mapping[int, Purpose]
    cadence: Cadence
    thresholds: Thresholds
    topics: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, OfficialForm]
    fax_paper: FaxPaper
    wordings: Wordings
    checklist: tuple[ChecklistWording, ...]
    page: tuple[ClausePage, ...]
    clauses: Mapping[str, str]
    digest: str

    @classmethod
    def named(cls, name: str, home: Path = Path()) -> "Regulation":
        """The regulation of that name, or of the profile at that path, seen from `home`.

        Raises UsageError where there is none, or where it is not whole.
        """
        if name == SHIPPED:
            return _shipped()
        if not name.endswith(".toml"):
            raise UsageError(f"沒有「{name}」這個法規，請寫「{SHIPPED}」，或法規設定檔之路徑（.toml）。")
        path = home / name
        try:
            return cls.read(path)
        except (OSError, UnicodeDecodeError):
            raise UsageError(f"無法開啟法規設定檔 {path.name}，請確認路徑、權限及編碼（UTF-8）。") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f"法規設定檔 {path.name} 不完整或格式不正確（{type(error).__name__}），請修正。") from None

    @classmethod
    def read(cls, path: Path) -> "Regulation":
        """The regulation of one profile; raises TypeError or KeyError where the profile is not whole."""
        profile = tomllib.loads(path.read_text(encoding="utf-8"))
        whole = json.dumps(profile, ensure_ascii=False, sort_keys=True, default=str)
        purposes = [Purpose(**_tuples(one)) for one in profile.pop("purposes")]
        return cls(
            purposes={purpose.number: purpose for purpose in purposes},
            cadence=Cadence(**profile.pop("cadence")),
            thresholds=Thresholds(**profile.pop("thresholds")),
            offices=tuple(profile.pop("offices")),
            topics=_tuples(profile.pop("topics")),
            forms={form: OfficialForm(**words) for form, words in profile.pop("forms").items()},
            fax_paper=FaxPaper(**_tuples(profile.pop("fax_paper"))),
            wordings=Wordings(**profile.pop("wordings")),
            checklist=tuple(ChecklistWording(**one) for one in profile.pop("checklist")),
            page=tuple(ClausePage(**_tuples(one)) for one in profile.pop("page")),
            digest=hashlib.sha256(whole.encode()).hexdigest(),
            **profile,
        )

    @property
    def told(self) -> Purpose | None:
        """The purpose whose business must be written beside its box; None where there is none."""
        return next((purpose for purpose in self.purposes.values() if purpose.told), None)

    @property
    def by_agent(self) -> Purpose | None:
        """The purpose that needs an agent; None where there is none."""
        return next((purpose for purpose in self.purposes.values() if purpose.by_agent), None)

    def basis(self, *topics: str) -> str:
        """The clauses that say so, as a finding cites them: 要點七、十一. Raises KeyError for an unknown topic."""
        clauses = dict.fromkeys(clause for topic in topics for clause in self.topics[topic])
        numbers = {form.number for form in self.forms.values()}
        first = next(iter(clauses), "")
        return ("" if first in numbers else self.short_name) + "、".join(clauses)

    def texts(self, *topics: str) -> dict[str, str]:
        """The same clauses, each as it is cited alone, with its text."""
        clauses = dict.fromkeys(clause for topic in topics for clause in self.topics[topic])
        numbers = {form.number for form in self.forms.values()}
        return {clause if clause in numbers else self.short_name + clause: self.clauses[clause] for clause in clauses}

    def filled(self, words: str) -> str:
        """A sentence of the program with the regulation's own words in its places: {records} is 要點七."""
        return words.format_map(self._words)

    @cached_property
    def _words(self) -> dict[str, str]:
        purposes, cadence = list(self.purposes.values()), self.cadence
        told, by_agent = self.told, self.by_agent
        return {
            **{topic: self.basis(topic) for topic in self.topics},
            **{f"form_{form}": words.number for form, words in self.forms.items()},
            "regulation": self.name,
            "short_name": self.short_name,
            "government": self.government,
            "all_purposes": f"{purposes[0].sign}至{purposes[-1].sign}",
            "first": purposes[0].sign,
            "second": purposes[1].sign,
            "told": told.sign if told else "",
            "told_name": told.name if told else "",
            "told_short": told.short if told else "",
            **asdict(self.wordings),
            "fax_paper": self.forms["fax"].called,
            "by_agent": by_agent.sign if by_agent else "",
            "by_agent_name": by_agent.name if by_agent else "",
            "download_day": f"{numeral(cadence.download_day)}日",
            "letter_days": f"{numeral(cadence.letter_days)}日",
            "keep_years": f"{numeral(cadence.keep_years)}年",
            "self_audits": f"{numeral(cadence.self_audits)}次",
        }


@cache
def _shipped() -> Regulation:
    return Regulation.read(packed(f"regulation/{SHIPPED}.toml"))


def _tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _frozen(value) for name, value in values.items()}


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
