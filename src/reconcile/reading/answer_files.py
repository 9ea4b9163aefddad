"""The files in which an office answers: by what each kind is known, and how it is read. A new kind is a line here."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reconcile.carriers.raw import Document
from reconcile.errors import FileRefused
from reconcile.history import WORKLISTS, Worklist
from reconcile.reading import page_answers, worklist


class AnswerFile(NamedTuple):
    """One kind: what the office calls it, whether a document is one (by its content), and what stands in it.

    `understood` raises FileRefused where the document is one and yet cannot be taken for whole.
    """

    title: str
    is_one: Callable[[Document], bool]
    understood: Callable[[Document, Path], Worklist]


ANSWER_FILES = (
    AnswerFile("填妥的 report.xlsx 或 report.ods", worklist.is_one, worklist.understood),
    AnswerFile("報表頁面所存的答覆檔", page_answers.is_one, page_answers.understood),
)


def kind_of(document: Document) -> AnswerFile | None:
    """The kind of answers that a document is; None where it is none."""
    return next((kind for kind in ANSWER_FILES if kind.is_one(document)), None)


def answers_in(document: Document, path: Path) -> Worklist:
    """What the office answers in a document; raises FileRefused where it is no file of answers."""
    kind = kind_of(document)
    if kind is None:
        known = "、".join(one.title for one in ANSWER_FILES)
        raise FileRefused(path.name, f"這不是本程式的報表，請交回{known}。")
    return kind.understood(document, path)


_PARTS = ("xl/workbook.xml", "content.xml")
"""Where an xlsx and an ods name their sheets."""
_ENOUGH = 4_000_000
"""So many bytes of such a part are looked at."""


def hints_at_answers(path: Path) -> bool:
    """Whether a workbook names a sheet of ours; without opening it, and nothing that is in it is believed."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = [name for name in package.namelist() if name in _PARTS]
            told = [package.open(name).read(_ENOUGH) for name in parts]
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return False
    return any(f'"{sheet}"'.encode() in one for one in told for sheet in WORKLISTS)
