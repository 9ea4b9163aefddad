"""What bears on one item of a checklist: each part with its weight, its sentence and the files that prove it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Weight(Enum):
    """What a part says of its item. A NOTE says nothing; UNDECIDED leaves the answer to a person."""

    MET = "met"
    BROKEN = "broken"
    UNDECIDED = "undecided"
    NOTE = "note"


@dataclass(frozen=True)
class Part:
    """One sentence; `files` prove it, `missing` is set where it belongs on the list of what is wanting."""

    weight: Weight
    sentence: str
    files: tuple[Path, ...] = ()
    missing: bool = False


def met(sentence: str, *files: Path) -> Part:
    """The archive proves it."""
    return Part(Weight.MET, sentence, files)


def broken(sentence: str, *files: Path) -> Part:
    """The archive disproves it."""
    return Part(Weight.BROKEN, sentence, files, missing=True)


def undecided(sentence: str, *files: Path, missing: bool = False) -> Part:
    """A person must judge."""
    return Part(Weight.UNDECIDED, sentence, files, missing)


def note(sentence: str, *files: Path) -> Part:
    """Worth knowing, and no more."""
    return Part(Weight.NOTE, sentence, files)


def answer_of(parts: Sequence[Part]) -> bool | None:
    """否 where one part is disproved; 是 where every part that bears on the item is proved; else a person's."""
    weights = {part.weight for part in parts} - {Weight.NOTE}
    if Weight.BROKEN in weights:
        return False
    return True if weights == {Weight.MET} else None
