"""What a rule is: a function whose docstring says it in words, with the examples that are its tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from reconcile.catalogue import Declaration, Duty, Field
from reconcile.documents import title_of
from reconcile.lists import Lists
from reconcile.regulation import Regulation
from reconcile.rules.material import Material
from reconcile.settings import Settings
from reconcile.tables import ENTRY_KEY, FINDINGS, REGISTER_KEY, STATEMENT_KEY

Severity = Literal["high", "medium", "low"]
Grain = Literal["query", "query, with its line", "line", "query or line", "pair", "entry", "month", "fax"]
ListName = Literal["roster", "cases", "fax"]
Check = Callable[[Material], pd.DataFrame]

KEYS: dict[Grain, list[str]] = {
    "query": STATEMENT_KEY,
    "query, with its line": [*STATEMENT_KEY, *REGISTER_KEY],
    "line": REGISTER_KEY,
    "query or line": [*STATEMENT_KEY, *REGISTER_KEY],
    "pair": [*STATEMENT_KEY, *REGISTER_KEY],
    "entry": ENTRY_KEY,
    "month": [],
    "fax": [],
}


@dataclass(frozen=True)
class Rule:
    """One code of DESIGN §4: how much it weighs, what it stands on, what it asks the supervisor.

    `title`, `conduct`, `measure`, `field` and `duty` are what it declares for other rooms (`catalogue.Declaration`).

    `basis` are the topics of the regulation's profile that it stands on. `check` gives the rows it flags,
    with the keys of `grain`, a `message`, and a `severity` or `legal_basis` where that differs from the
    rule's own. Its docstring is for the office: a sentence, then `Okay:` and `Flag:` examples that are
    tests; words such as {told} in it are the regulation's (`Regulation.filled`).
    `needs` is the list without which it cannot judge, None where it needs none. `on_paper`: it judges what is written
    in the register itself, which a 逐筆核對表 does not show.
    """

    code: str
    title: str
    severity: Severity
    grain: Grain
    basis: tuple[str, ...]
    question: str
    measure: str
    check: Check
    duty: Duty
    conduct: bool = False
    field: Field | None = None
    needs: ListName | None = None
    on_paper: bool = False

    def declaration(self, regulation: Regulation) -> Declaration:
        """What other rooms may know of it."""
        measure = regulation.filled(self.measure)
        needs = title_of(self.needs) if self.needs else None
        return Declaration(self.code, self.title, self.conduct, self.field, measure, self.duty, needs, self.on_paper)

    def is_off(self, settings: Settings) -> bool:
        """Whether the office does not want it."""
        return self.code in settings.rules.off

    def lacks_its_list(self, lists: Lists) -> bool:
        """Whether the office did not give the list that it needs."""
        return self.needs is not None and getattr(lists, self.needs) is None

    def findings(self, material: Material) -> pd.DataFrame:
        """What it flags, in the columns of findings: once each at its grain, the keys beyond the grain None."""
        keys = KEYS[self.grain]
        flagged = self.check(material.as_written if self.on_paper else material)
        if flagged.empty:
            return pd.DataFrame(columns=FINDINGS.columns)
        if keys:
            flagged = flagged[~flagged.duplicated(keys) | flagged[keys].isna().all(axis=1)]
        told = flagged[[*keys, "message"]].assign(
            fax_no=flagged.get("fax_no"),
            code=self.code,
            severity=flagged.get("severity", self.severity),
            legal_basis=flagged.get("legal_basis", material.regulation.basis(*self.basis)),
        )
        return told.reindex(columns=FINDINGS.columns)


def rule(
    *,
    code: str,
    title: str,
    severity: Severity,
    grain: Grain,
    basis: tuple[str, ...],
    question: str,
    measure: str,
    duty: Duty,
    conduct: bool = False,
    field: Field | None = None,
    needs: ListName | None = None,
    on_paper: bool = False,
) -> Callable[[Check], Rule]:
    """Declare the decorated check as a rule; it takes effect where the catalogue lists it."""

    def declare(check: Check) -> Rule:
        return Rule(
            code, title, severity, grain, basis, question, measure, check, duty, conduct, field, needs, on_paper
        )

    return declare
