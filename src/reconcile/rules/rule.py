"""What a rule is: a function whose docstring says it in words, with the examples that are its tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from reconcile.rules.evidence import Evidence
from reconcile.tables import ENTRY_KEY, FINDINGS, REGISTER_KEY, STATEMENT_KEY
from reconcile.text.codes import TITLES

Severity = Literal["high", "medium", "low"]
Grain = Literal["query", "line", "query or line", "pair", "entry"]
Check = Callable[[Evidence], pd.DataFrame]

KEYS: dict[Grain, list[str]] = {
    "query": STATEMENT_KEY,
    "line": REGISTER_KEY,
    "query or line": [*STATEMENT_KEY, *REGISTER_KEY],
    "pair": [*STATEMENT_KEY, *REGISTER_KEY],
    "entry": ENTRY_KEY,
}


@dataclass(frozen=True)
class Rule:
    """One code of DESIGN §4: how much it weighs, what it stands on, what it asks the supervisor.

    `check` gives the rows it flags, with the keys of `grain`, a `message`, and a `severity` where that differs from
    the rule's own. Its docstring is for the office: a sentence, then `Okay:` and `Flag:` examples that are tests.
    """

    code: str
    severity: Severity
    grain: Grain
    legal_basis: str
    question: str
    check: Check

    @property
    def title(self) -> str:
        """What reports call it."""
        return TITLES[self.code]

    def findings(self, evidence: Evidence) -> pd.DataFrame:
        """What it flags, in the columns of findings: once each at its grain, the keys beyond the grain null."""
        keys = KEYS[self.grain]
        flagged = self.check(evidence).drop_duplicates(keys)
        told = flagged[[*keys, "message"]].assign(
            code=self.code,
            severity=flagged.get("severity", self.severity),
            legal_basis=self.legal_basis,
        )
        return told.reindex(columns=FINDINGS.columns)


def rule(*, code: str, severity: Severity, grain: Grain, legal_basis: str, question: str) -> Callable[[Check], Rule]:
    """Declare the decorated check as a rule; it takes effect where the catalogue lists it."""

    def declare(check: Check) -> Rule:
        return Rule(code, severity, grain, legal_basis, question, check)

    return declare
