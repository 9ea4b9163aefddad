"""One regulation, read from its profile."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Purpose:
    """One purpose of a query (要點四).

    `text` is the wording of 附件一. A text that holds one of the words `telling` names this purpose; a kind of business
    that holds one of the words `business` belongs to it, and to the last purpose what belongs to no other.
    """

    number: int
    text: str
    short: str
    telling: tuple[str, ...]
    business: tuple[str, ...]


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


@dataclass(frozen=True)
class Regulation:
    """A regulation whose clauses a program can check."""

    name: str
    short_name: str
    issued: str
    purposes: Mapping[int, Purpose]
    cadence: Cadence
    thresholds: Thresholds
    clauses: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Regulation":
        """The regulation of one profile; raises TypeError or KeyError where the profile is not whole."""
        profile = tomllib.loads(path.read_text(encoding="utf-8"))
        purposes = [
            Purpose(**purpose | {words: tuple(purpose[words]) for words in ("telling", "business")})
            for purpose in profile.pop("purposes")
        ]
        return cls(
            purposes={purpose.number: purpose for purpose in purposes},
            cadence=Cadence(**profile.pop("cadence")),
            thresholds=Thresholds(**profile.pop("thresholds")),
            **profile,
        )

    def basis(self, legal_basis: str) -> dict[str, str]:
        """The clauses that a basis such as 要點四(四)、十一 names, each with its text; raises KeyError for others."""
        names = re.sub(f"^{self.short_name}", "", legal_basis).split("、")
        return {name if name in FORMS else self.short_name + name: self.clauses[name] for name in names}


FORMS = ("附件一", "附件二", "附件三", "附件四")

REGULATION = Regulation.read(Path(__file__).with_name("hualien_immigration.toml"))
"""The regulation in force: 花蓮縣戶政機關應用移民資訊連結作業管理要點."""
