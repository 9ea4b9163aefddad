"""The headings of one kind of document, ready to look up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property

from reconcile.carriers.raw import Cell
from reconcile.errors import UsageError
from reconcile.reading.headings import meanings, plain

Tell = Callable[[Sequence[Cell]], list[str]]
"""What a column of such cells may be, the surest meaning first."""


@dataclass(frozen=True)
class Vocabulary:
    """Words by their meanings, of which a header bears at least `fewest`.

    `tell` is asked for the columns whose headings say nothing. Where it finds one of each of the `essential`
    meanings, a row of words never seen before is a header too.
    """

    words: dict[str, str]
    fewest: int
    tell: Tell | None = None
    essential: tuple[tuple[str, ...], ...] = ()

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
