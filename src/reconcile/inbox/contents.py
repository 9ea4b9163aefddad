"""What a file turns out to be that does not bear it in its name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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


Glance = Callable[[Path], Contents]
"""Whom the inbox asks for the contents of a file."""
