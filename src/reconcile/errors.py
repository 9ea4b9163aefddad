"""The three kinds of bad news: what stops a run, what is wrong in a document, and (in `tables`) what is conduct.

Every text in here reaches an office: Traditional Chinese, saying what, where and what to do next, and never
a personal value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any


class ExitCode(IntEnum):
    """What the process answers its caller; stable, part of the public contract (DESIGN §5)."""

    FINISHED = 0
    FINDINGS_REMAIN = 1
    USAGE = 2
    INPUT_PROBLEMS = 3
    ARCHIVE_BROKEN = 4
    OUR_FAULT = 5
    LOCKED = 11


class ReconcileError(Exception):
    """The run cannot go on. Its text is a sentence for the office, `details` what stands below it."""

    exit_code = ExitCode.OUR_FAULT

    def __init__(self, sentence: str, details: Sequence[str] = ()) -> None:
        """`details` are sentences of their own, one a line."""
        self.sentence = sentence
        self.details = tuple(details)
        super().__init__(sentence, self.details)

    def __str__(self) -> str:
        """All of it, a line each."""
        return "\n  ".join([self.sentence, *self.details])

    def __reduce__(self) -> tuple[Any, ...]:
        """It travels between processes as it is, whatever its kind was made from."""
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[ReconcileError], args: tuple[Any, ...]) -> ReconcileError:
    """An error of that kind with nothing in it yet."""
    return kind.__new__(kind, *args)


class UsageError(ReconcileError):
    """The command, its options, the settings or the output folder are not usable as given."""

    exit_code = ExitCode.USAGE


class PapersMissing(UsageError):
    """An inbox holds no statement, or no register, of a month."""


class FileRefused(ReconcileError):
    """A document cannot be understood at all; nothing is written."""

    exit_code = ExitCode.INPUT_PROBLEMS

    def __init__(self, file: str, reason: str, place: str | None = None) -> None:
        """`file` is a base name, `place` a page, sheet or row within it, `reason` says what and what next."""
        self.file = file
        self.place = place
        self.reason = reason
        super().__init__(f"{file}{' ' + place if place else ''}：{reason}")


class PasswordNeeded(FileRefused):
    """A document is protected and no password was given."""


class LockHeld(ReconcileError):
    """Another run works on the same output or archive."""

    exit_code = ExitCode.LOCKED


class ArchiveBroken(ReconcileError):
    """The archive is not as it was written; nothing is read from it or added to it."""

    exit_code = ExitCode.ARCHIVE_BROKEN

    def __init__(self, place: str, fault: str) -> None:
        """`place` is a path within the archive, `fault` a sentence on what is wrong there."""
        self.place = place
        super().__init__(f"封存「{place}」：{fault}請以 reconcile verify 查明全部差異，並由備份還原；本程式不會修補。")


class InternalFault(ReconcileError):
    """A law of this program is broken, such as conservation: our fault, never the office's."""

    exit_code = ExitCode.OUR_FAULT


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong in a document otherwise understood; the run goes on and says 未完成.

    `file` is a base name. `page` (of a PDF) and `row` (the ordinal of a statement row, the sheet row or the line
    of a file, as `place` words it) are None where the problem concerns the whole file. `message` says what and
    what next, without personal values.
    """

    file: str
    place: str
    message: str
    page: int | None = None
    row: int | None = None

    def __str__(self) -> str:
        """The one sentence that the office reads."""
        return f"{self.file}{' ' + self.place if self.place else ''}：{self.message}"
