"""The headings of one kind of document, ready to look up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from reconcile.carriers.raw import Cell
from reconcile.errors import UsageError
from reconcile.reading.headings import PURPOSE_COLUMNS, meanings, plain, purpose_column
from reconcile.regulation import Regulation

Tell = Callable[[Sequence[Cell]], list[str]]
"""What a column of such cells may be, the surest meaning first."""


@dataclass(frozen=True)
class Vocabulary:
    """Words by their meanings, of which a header bears at least `fewest`.

    `tell` is asked for the columns whose headings say nothing. Where it finds one of each of the `essential`
    meanings, a row of words never seen before is a header too. `regulation` is whose purposes its documents name, None
    where they name none.
    """

    words: dict[str, str]
    fewest: int
    tell: Tell | None = None
    essential: tuple[tuple[str, ...], ...] = ()
    regulation: Regulation | None = None

    @classmethod
    def of(
        cls,
        headings: dict[str, str],
        *,
        fewest: int = 3,
        tell: Tell | None = None,
        essential: tuple[tuple[str, ...], ...] = (),
    ) -> "Vocabulary":
        """From the synonym lists of `headings`."""
        return cls(meanings(headings), fewest, tell, essential)

    def with_profile(self, columns: Mapping[str, str]) -> "Vocabulary":
        """The same with an office's own headings, and no others, for the meanings that `columns` maps to them.

        Raises UsageError where it names a meaning that there is not.
        """
        meant = set(self.words.values())
        for meaning in columns.keys() - meant:
            close = get_close_matches(meaning, meant, n=1)
            hint = f"，是否為「{close[0]}」" if close else ""
            raise UsageError(f"版面設定檔沒有「{meaning}」這個欄位{hint}，請修正後重跑。")
        others = {word: meaning for word, meaning in self.words.items() if meaning not in columns}
        return replace(self, words={plain(heading): meaning for meaning, heading in columns.items()} | others)

    def bound_by(self, regulation: Regulation, tell: Tell | None = None) -> "Vocabulary":
        """The same for an office bound by that regulation: a column may be headed with the name of a purpose."""
        purposes = {purpose_column(number): purpose for number, purpose in regulation.purposes.items()}
        kept = {
            word: meaning
            for word, meaning in self.words.items()
            if meaning not in PURPOSE_COLUMNS or meaning in purposes
        }
        named = {plain(word): meaning for meaning, purpose in purposes.items() for word in purpose.headings}
        if regulation.told:
            noted = (f"{regulation.told.short}{more}說明" for more in ("", "需要"))
            named |= dict.fromkeys(map(plain, noted), "purpose_note")
        headed = named if PURPOSE_COLUMNS[0] in self.words.values() else {}
        return replace(self, words=kept | headed, tell=tell or self.tell, regulation=regulation)

    def meaning(self, word: str) -> str | None:
        """The meaning of a word in its plain form, its number left aside; None where it has none."""
        return self.words.get(word) or self.words.get(unnumbered(word))

    @cached_property
    def ranks(self) -> dict[str, int]:
        """How sure a word is: the one that stands first is the surest."""
        return {word: rank for rank, word in enumerate(self.words)}


def unnumbered(word: str) -> str:
    """查詢條件2 is 查詢條件."""
    return word.rstrip("123456789一二三四")
