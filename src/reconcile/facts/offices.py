"""Which office is named: two texts conflict only where they are two entries of the list of offices (DESIGN §4)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reconcile.text.folding import comparable

_KIND = "戶政"
_COUNTY = re.compile("^..[縣市](?=..)")


@dataclass(frozen=True)
class Offices:
    """The list of offices, such as 花蓮市戶政事務所; a branch and a longer wording belong to their office."""

    entries: tuple[str, ...]

    def entry_of(self, text: str) -> str | None:
        """The entry that a text names; None where it names none of them, or several."""
        plain = comparable(text)
        found = [entry for entry in self.entries if any(word in plain for word in _words(entry))]
        return found[0] if len(found) == 1 else None

    def reworded(self, asked: Iterable[str], written: Iterable[str]) -> list[str]:
        """The wordings of the register that are none of the statement's and conflict with none, each once."""
        ours = list(dict.fromkeys(asked))
        known = {comparable(name) for name in ours}
        others = [name for name in dict.fromkeys(written) if comparable(name) not in known]
        return [name for name in others if ours and not any(self.conflict(one, name) for one in ours)]

    def conflict(self, one: str, other: str) -> bool:
        """Whether two texts name two different entries."""
        named = {self.entry_of(one), self.entry_of(other)}
        return len(named - {None}) == 2


def _words(entry: str) -> tuple[str, ...]:
    """What names an office: 花蓮市戶政, and as it is said for short, 花蓮戶政."""
    district = _COUNTY.sub("", comparable(entry).partition(comparable(_KIND))[0])
    return tuple(word + comparable(_KIND) for word in (district, district[:-1]) if len(word) > 1)
