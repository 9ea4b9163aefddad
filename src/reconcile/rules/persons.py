"""Which identifiers are one person's: equal, called so by the office's list of old and new numbers, or masked alike."""

from dataclasses import dataclass

import pandas as pd

from reconcile.text.identifiers import MASK, masks_agree

VISIBLE = 6
"""How many characters of a masked identifier must be seen before it is taken for somebody's."""


@dataclass(frozen=True)
class Persons:
    """The list of aliases, asked: each identifier in it, and the one that stands for its person."""

    standing: dict[str, str]

    @classmethod
    def of(cls, aliases: pd.DataFrame | None) -> "Persons":
        """From the table `ALIASES`; what is one person's with a third is one person's too."""
        together: dict[str, set[str]] = {}
        rows = () if aliases is None else zip(aliases["identifier"], aliases["same_as"], strict=True)
        for one, other in rows:
            joined = together.get(one, {one}) | together.get(other, {other})
            together |= dict.fromkeys(joined, joined)
        return cls({identifier: min(joined) for identifier, joined in together.items()})

    def standing_for(self, identifier: str) -> str:
        """The identifier that stands for the person of this one: itself where the list does not know it."""
        return self.standing.get(identifier, identifier)

    def may_be_one(self, one: str, other: str) -> bool:
        """Whether both are one person's, or agree where both are visible, which must be in enough places."""
        if MASK not in one + other:
            return self.standing_for(one) == self.standing_for(other)
        visible = sum(MASK not in pair for pair in zip(one, other, strict=False))
        return visible >= VISIBLE and masks_agree(one, other)
