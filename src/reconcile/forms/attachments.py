"""Files of the archive that prove what a form says: numbered, and listed with their digests."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reconcile.deposits import part_of
from reconcile.forms.paper.layout import FormRow, FormTable, cell


@dataclass(frozen=True)
class Attachment:
    """One file by its path in the archive and its SHA-256."""

    number: int
    path: str
    sha256: str


def numbered(files: Iterable[Path]) -> dict[Path, int]:
    """Each file once, from 1, those of one kind together."""
    return {file: number for number, file in enumerate(sorted(dict.fromkeys(files), key=part_of), start=1)}


def attachments(numbers: Mapping[Path, int], root: Path) -> tuple[Attachment, ...]:
    """What is to be listed of files that lie in the archive at `root`."""
    return tuple(
        Attachment(number, file.relative_to(root).as_posix(), sha256_of(file)) for file, number in numbers.items()
    )


def citation(files: Iterable[Path], numbers: Mapping[Path, int]) -> str:
    """The numbers of the files, three or more in a row as a span: 佐證1至3、7; empty where there is no file."""
    spans: list[list[int]] = []
    for number in sorted({numbers[file] for file in files}):
        if spans and spans[-1][-1] + 1 == number:
            spans[-1].append(number)
        else:
            spans.append([number])
    told = [f"{span[0]}至{span[-1]}" if len(span) > 2 else "、".join(map(str, span)) for span in spans]
    return "佐證" + "、".join(told) if told else ""


def attachment_table(listed: Iterable[Attachment]) -> FormTable:
    """The list, its heading repeated on each page."""
    head = FormRow((cell("佐證", size=9, align="center"), cell("封存內路徑及雜湊值", size=9)))
    rows = tuple(
        FormRow((cell(str(one.number), size=9, align="center"), cell(f"{one.path}\nSHA-256 {one.sha256}", size=8)))
        for one in listed
    )
    return FormTable((14.0, 164.0), (head, *(rows or (FormRow((cell("（無）", columns=2),)),))), head=1)


def sha256_of(file: Path) -> str:
    """Hex digest of its content."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
