"""What a reader may see of a person: every name, account and identifier that is shown passes here (DESIGN §4).

Three modes. "subjects": users and supervisors are named, the persons asked about are masked. "all": users too.
"none": nothing is masked. In free text nobody has a role, so whatever is masked at all masks every person there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal

import pandas as pd

from reconcile.text.identifiers import mask_identifier, mask_personal, mask_text
from reconcile.text.names import mask_name
from reconcile.text.quoting import Quoting

Mode = Literal["subjects", "all", "none"]

_AGENCY = re.compile("(?:[所局署府處課室組股科隊站]|機關|單位|中心)$")
_NUMBER = re.compile(
    r"(?:[㐀-鿿]{1,8}字第?|[㐀-鿿])?(?![A-Z][1289A-D][0-9]{8}(?![0-9]))[A-Za-z]{0,4}[-0-9/.]{2,20}[A-Z]?號?"
)
_FIELD = Quoting.of()
_SIGNS = "*○"
_TOKEN = re.compile("[0-9A-Za-z]{4,}")
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
        """A user, supervisor or somebody of the roster; masked, a name keeps its length: 王○○.

        An identifier that stands beside the name in its cell is nobody's name, and masked in
        "subjects" too.
        """
        if name is None or self.mode == "none":
            return name
        return mask_name(name) if self.mode == "all" else mask_personal(name)

    def user_names(self, names: Iterable[str]) -> str:
        """Several of them: 王○○、李○○."""
        return "、".join(self.user_name(name) or "" for name in names)

    def account(self, account: str | None) -> str | None:
        """An account; one that is somebody's identifier is masked, in "all" also one that is as long, or a name."""
        if account is None or self.mode == "none":
            return account
        if self.mode == "subjects":
            return mask_personal(account)
        return mask_text(account) if account.isascii() else mask_name(account)

    def user(self, name: str | None, account: str | None = None) -> str | None:
        """Whose it is: 王小明 hl001. Masked, the name alone, or the account where there is none."""
        if self.mode == "all":
            return self.user_name(name) or self.account(account)
        return " ".join(filter(None, (self.user_name(name), self.account(account)))) or None

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

    def cell(self, text: str) -> str:
        """What a list says of a matter, not of a person: the words of the field, the rest counted: 〔3 字〕."""
        return text if self.mode == "none" else _FIELD.quote(text)

    def number(self, number: str) -> str:
        """A case or a letter by its number; what is no number is treated as a cell."""
        return number if self.mode == "none" or _NUMBER.fullmatch(number) else self.cell(number)

    def agency(self, agency: str | None) -> str | None:
        """An office as its documents name it; where anything else stands in its place, only how long that is."""
        if agency is None or self.mode == "none" or _AGENCY.search(agency):
            return agency
        return f"〔{len(agency)} 字〕"

    def text(self, text: str) -> str:
        """Free text: identifiers and the names of the month, whoever they are."""
        if self.mode == "none":
            return text
        return self.named(mask_text(text))

    def anew(self, sentence: str, identifiers: frozenset[str], asked: frozenset[str]) -> str:
        """A sentence of an earlier month, whose mode may have been another, as this one may show it.

        Hidden are the persons whom that month asks about, by identifier and by name, in "all" also
        whomever `names` holds. Every sign stands for one character, so it keeps its length.
        """
        if self.mode == "none":
            return sentence
        whole = _TOKEN.sub(
            lambda found: mask_identifier(found[0]) if found[0] in identifiers else found[0],
            mask_personal(sentence),
        )
        hidden = asked | (self.names if self.mode == "all" else frozenset())
        return Masking("all", hidden).named(whole)

    def named(self, text: str) -> str:
        """A text in which the names of the month are masked, and nothing else."""
        return self._known.sub(lambda found: mask_name(found[0]), text)

    @cached_property
    def _known(self) -> re.Pattern[str]:
        """Any of the names, the longest first."""
        names = sorted((name for name in self.names if len(name) >= _LEAST), key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, names)) or r"(?!)")


def is_masked_form(shown: str, whole: str) -> bool:
    """Whether a text is the other one, or that with some of its characters hidden (`Masking.anew`)."""
    pairs = zip(shown, whole, strict=False)
    return len(shown) == len(whole) and all(ours == theirs or ours in _SIGNS for ours, theirs in pairs)


PRIVATE = Masking("all")
"""What holds no person in any mode: progress, problems, what `inspect` prints, and what an identity is made of."""


def bare_name(condition: str) -> str:
    """A condition without its label."""
    return condition.replace(":", "：").rpartition("：")[2].strip()


def asked_by_name(statement: pd.DataFrame, register: pd.DataFrame) -> frozenset[str]:
    """The persons whom a month asks about by name, no identifier beside them."""
    sides = (statement, register)
    named = [side.loc[side["subject_id"].isna(), "condition"].dropna().unique() for side in sides]
    return frozenset(map(bare_name, chain(*named)))


def names_of(statement: pd.DataFrame, register: pd.DataFrame, roster: pd.DataFrame | None) -> frozenset[str]:
    """Whom a month names: its users, and the persons asked about by name."""
    sides = [statement, register]
    users = [table["user_name"].dropna().unique() for table in (*sides, roster) if table is not None]
    return frozenset(chain(*users)) | asked_by_name(statement, register)
