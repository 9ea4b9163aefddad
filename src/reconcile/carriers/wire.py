"""A document on its way from the child to its parent.

Plain tuples, several times faster to send than its classes.
"""

import pickle
from dataclasses import fields
from typing import IO, Any

from reconcile.carriers.raw import Document, Row, Sheet

Answer = tuple[str, Any]
"""What the child says, and its content: ("page", (done, pages)) any number of times, then one
final answer, then ("ready", None) where it reads another document."""


def say(stream: IO[bytes], kind: str, what: object) -> None:
    """Send one answer."""
    content = _packed(what) if isinstance(what, Document) else what
    pickle.dump((kind, content), stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def hear(stream: IO[bytes]) -> Answer:
    """Receive one answer; raises EOFError where the child has no more to say."""
    kind, what = pickle.load(stream)  # noqa: S301 - written by our own child
    return kind, _unpacked(*what) if kind == "document" else what


def _packed(document: Document) -> tuple[Any, ...]:
    """The fields of the document and of its sheets, their rows as columns."""
    sheets = [
        (tuple(zip(*sheet.rows, strict=True)), *(getattr(sheet, name) for name in _ABOUT))
        for sheet in document.sheets
    ]
    return document.file, document.carrier, sheets, document.producer, document.flaws


def _unpacked(file: str, carrier: str, sheets: list[Any], *about: Any) -> Document:
    whole = (
        Sheet(tuple(map(Row._make, zip(*columns, strict=True))), *of_sheet)
        for columns, *of_sheet in sheets
    )
    return Document(file, carrier, tuple(whole), *about)


_ABOUT = [field.name for field in fields(Sheet)][1:]
"""All that is known of a sheet but its rows."""
