"""The files in which an office answers: by what each kind is known, and how it is read. A new kind is a line here."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reconcile.carriers.raw import Document
from reconcile.errors import FileRefused
from reconcile.history import Worklist
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
