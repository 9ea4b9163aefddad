"""What a file turns out to be that does not bear it in its name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reconcile.text.dates import Month


@dataclass(frozen=True)
class Contents:
    """What is in a file: the name of a role, None where it is none of them.

    `months` are the first and the last that its rows lie in (both included), None where they bear no time. `answers`:
    it is a file in which the office has answered. `fault` says why it could not be read.
    """

    role: str | None = None
    months: tuple[Month, Month] | None = None
    answers: bool = False
    fault: str | None = None


class Glance(Protocol):
    """Whom the inbox asks for the contents of a file."""

    def __call__(self, path: Path) -> Contents:
        """What is in it."""

    def may_be_answers(self, path: Path) -> bool:
        """Whether it is worth a look, although its name says another thing: told without reading the whole."""
