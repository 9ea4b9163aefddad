"""What is wrong with a filled worklist, row by row: all of it is told at once, and then nothing is taken."""

from collections.abc import Iterator
from contextlib import contextmanager

from reconcile.errors import UsageError


class Faults:
    """The sentences so far, in the order of the rows."""

    def __init__(self, file: str) -> None:
        """Of the file of that base name; none yet."""
        self._file = file
        self._found: list[UsageError] = []

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """What the block raises as a UsageError is kept for later."""
        try:
            yield
        except UsageError as error:
            self._found.append(error)

    def refuse(self) -> None:
        """Raise UsageError with all of them, one as it is; nothing where there is none."""
        told = dict.fromkeys(error.sentence for error in self._found)
        if len(told) > 1:
            rows = [sentence.removeprefix(f"{self._file}：") for sentence in told]
            raise UsageError(f"{self._file}：有 {len(rows)} 處須更正，全部均未收錄；請逐一更正後再交回。", rows)
        if self._found:
            raise self._found[0]
