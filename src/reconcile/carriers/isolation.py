"""Each document is opened in a child process.

A parser that hangs, eats memory or aborts takes only the child along. calamine and pdfium abort the
whole process on a memory bomb (DOMAIN.md); no exception handler sees that.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reconcile.carriers import ahead, passwords
from reconcile.carriers.children import LATE, Progress, lent
from reconcile.carriers.deadline import seconds_for
from reconcile.carriers.named_kinds import refuse_unless_nameable
from reconcile.carriers.opening import is_parquet
from reconcile.carriers.pdf.cutting import Cutting
from reconcile.carriers.raw import Document, Row
from reconcile.errors import FileRefused, PasswordNeeded, UsageError

AT_A_TIME = 2
"""How many files are opened side by side."""

WIDEST = 1_000
"""So many columns a table of this field never has; to seek headings among more takes minutes."""


@dataclass(frozen=True)
class Limits:
    """What one document may cost: seconds of wall time, megabytes of memory, pages, rows and cells.

    `seconds` are those of a file of ordinary size (30 pages, 8 MB); a larger one has more.
    `witness`: a PDF's characters are read by a second engine too, which costs more than all the
    rest.
    """

    seconds: int
    memory_mb: int
    pages: int
    rows: int
    cells: int
    witness: bool = True


def open_isolated(
    path: Path, limits: Limits, progress: Progress | None = None, ask: passwords.Ask | None = None
) -> Document:
    """Read any carrier; raises FileRefused where none reads it or a limit is passed.

    The password comes from the environment; `ask` is put to a person where it gives none and one is
    needed.
    """
    refuse_unless_nameable(path)
    document = _begun(path, limits) or _asked(path, _reading(limits), limits, progress, ask)
    assert isinstance(document, Document)
    _refuse_beyond(document, limits)
    return document


@contextmanager
def opened_ahead(
    paths: Sequence[Path],
    limits: Limits,
    progress: Progress | None = None,
    *,
    to_be_cut: Sequence[Path] = (),
) -> Iterator[None]:
    """While this lasts the files are being opened; `open_isolated` then need not begin.

    What is wrong with one is said to who opens it. From those `to_be_cut` pictures are wanted later:
    the child prepares itself.
    """

    def answer(path: Path) -> object:
        refuse_unless_nameable(path)
        task = _reading(limits) | {"to_be_cut": path in to_be_cut}
        return _answer(path, task, limits, progress, passwords.given())

    with ahead.begun(
        {(path, limits): partial(answer, path) for path in paths if not _is_no_document(path)},
        AT_A_TIME,
    ):
        yield


def _is_no_document(path: Path) -> bool:
    """A table of this program is opened by nobody; of what is no file at all its reader tells."""
    try:
        return is_parquet(path)
    except FileRefused:
        return True


def _begun(path: Path, limits: Limits) -> object:
    """What was opened ahead; None where nothing was, or where a person must be asked first."""
    with suppress(PasswordNeeded):
        if begun := ahead.taken((path, limits)):
            return begun.result()
    return None


def _reading(limits: Limits) -> dict[str, Any]:
    return {"witness": limits.witness}


def cut_isolated(
    path: Path, cuttings: Sequence[Cutting], limits: Limits, ask: passwords.Ask | None = None
) -> dict[int, bytes]:
    """Pictures of rows of a PDF, by key; those that cannot be made with certainty are missing.

    Raises FileRefused where the file does not open or a limit is passed.
    """
    told = [
        (
            page,
            wanted,
            None if shown is None else [(row, tuple(cells)) for row, cells in shown.items()],
        )
        for page, wanted, shown in cuttings
    ]
    pictures = _asked(path, {"cuttings": told}, limits, None, ask)
    assert isinstance(pictures, dict)
    return pictures


def _asked(
    path: Path,
    task: dict[str, Any],
    limits: Limits,
    progress: Progress | None,
    ask: passwords.Ask | None,
) -> object:
    """What the child answers.

    Where the file needs a password that the environment does not give, a person is asked.
    """
    try:
        return _answer(path, task, limits, progress, passwords.given())
    except PasswordNeeded:
        password = ask(path.name) if ask else None
        if password is None:
            raise
        return _answer(path, task, limits, progress, password)


def _answer(
    path: Path,
    task: dict[str, Any],
    limits: Limits,
    progress: Progress | None,
    password: str | None,
) -> object:
    request = {"path": str(path.absolute()), "password": password, **task}
    with lent(limits.memory_mb, str(request["path"])) as child:
        kind, what = child.answer(request, seconds_for(path, limits.seconds), progress)
    if kind in {"document", "pictures"}:
        return what
    if kind == "failed":
        raise UsageError(what)
    if kind in {"refused", "locked"}:
        raise (PasswordNeeded if kind == "locked" else FileRefused)(*what)
    reason = (
        f"讀取超過 {what} 秒仍未完成"
        if kind == LATE
        else f"讀取途中程式異常中止，檔案可能已損壞，或所需的記憶體超過上限 {limits.memory_mb:,} MB"
    )
    raise FileRefused(path.name, f"{reason}，請確認檔案，或改以 Excel 另存後重跑。")


def _refuse_beyond(document: Document, limits: Limits) -> None:
    rows = sum(len(sheet.rows) for sheet in document.sheets)
    widths = [_width(row) for sheet in document.sheets for row in sheet.rows]
    for name, number, most in (
        ("頁", document.pages or 0, limits.pages),
        ("列", rows, limits.rows),
        ("格", sum(widths), limits.cells),
        ("欄", max(widths, default=0), WIDEST),
    ):
        if number > most:
            raise FileRefused(
                document.file,
                f"共有 {number:,} {name}，超過上限 {most:,}，請確認檔案，或調整設定後重跑。",
            )


def _width(row: Row) -> int:
    """How many cells, in a very wide row up to the last that holds something."""
    if len(row.cells) <= WIDEST:
        return len(row.cells)
    return max(
        (place for place, cell in enumerate(row.cells, start=1) if cell not in (None, "")),
        default=0,
    )
