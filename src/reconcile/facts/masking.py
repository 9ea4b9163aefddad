"""What a reader may see of a person: every name, account and identifier that is shown passes here (DESIGN §4).

Three modes. "subjects": users and supervisors are named, the persons asked about are masked. "all": users too.
"none": nothing is masked. In free text nobody has a role, so whatever is masked at all masks every person there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from reconcile.text.identifiers import mask_identifier, mask_text
from reconcile.text.names import mask_name

Mode = Literal["subjects", "all", "none"]

_LEAST = 2
"""Characters of a name that is looked for in free text: one character alone is a word of the language."""


@dataclass(frozen=True)
class Masking:
    """How persons are shown, by their role. `names` are those known to the month, looked for in free text.

    Every method gives None for None: what stands in place of a blank is for the reader's page to say.
    """

    mode: Mode
    names: frozenset[str] = frozenset()

    def user_name(self, name: str | None) -> str | None:
        """A user, supervisor or somebody of the roster; masked, a name keeps its length: 王○○."""
        return mask_name(name) if name is not None and self.mode == "all" else name

    def user_names(self, names: Iterable[str]) -> str:
        """Several of them: 王○○、李○○."""
        return "、".join(self.user_name(name) or "" for name in names)

    def account(self, account: str | None) -> str | None:
        """An account; one that is as long as an identifier is masked like one."""
        return mask_text(account) if account is not None and self.mode == "all" else account

    def user(self, name: str | None, account: str | None = None) -> str | None:
        """The name, or the account where there is none."""
        return self.user_name(name) or self.account(account)

    def identifier(self, identifier: str | None) -> str | None:
        """Whom a query asks about: A12345****."""
        return mask_identifier(identifier) if identifier is not None and self.mode != "none" else identifier

    def subject(self, condition: str | None, identifier: str | None) -> str | None:
        """What a query asks for: the condition as written, or masked its identifier, else the name in it."""
        if self.mode == "none":
            return condition or identifier
        if identifier is not None or condition is None:
            return self.identifier(identifier)
        return mask_name(bare_name(condition))

    def text(self, text: str) -> str:
        """Free text: identifiers and the names of the month, whoever they are."""
        if self.mode == "none":
            return text
        return self._known.sub(lambda found: mask_name(found[0]), mask_text(text))

    @cached_property
    def _known(self) -> re.Pattern[str]:
        """Any of the names, the longest first."""
        names = sorted((name for name in self.names if len(name) >= _LEAST), key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, names)) or r"(?!)")


PRIVATE = Masking("all")
"""What holds no person in any mode: progress, problems, what `inspect` prints, and what an identity is made of."""


def bare_name(condition: str) -> str:
    """A condition without its label."""
    return condition.replace(":", "：").rpartition("：")[2].strip()


def names_of(statement: pd.DataFrame, register: pd.DataFrame, roster: pd.DataFrame | None) -> frozenset[str]:
    """Whom a month names: its users, and the persons asked about by name."""
    sides = [statement, register]
    users = pd.concat([table["user_name"] for table in (*sides, *([] if roster is None else [roster]))]).dropna()
    asked = pd.concat([side.loc[side["subject_id"].isna(), "condition"] for side in sides]).dropna()
    return frozenset((*users, *map(bare_name, asked)))
