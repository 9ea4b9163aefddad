"""A document on its way from the child to its parent: plain tuples, several times faster to send than its classes."""

import gc
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from reconcile.carriers.raw import Document, Row, Sheet

Answer = tuple[str, Any]
"""What the child says, and its content: ("page", (done, pages)) any number of times, then one final answer."""


def say(stream: IO[bytes], kind: str, what: object) -> None:
    """Send one answer."""
    content = _packed(what) if isinstance(what, Document) else what
    with _no_collection():
        pickle.dump((kind, content), stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def hear(stream: IO[bytes]) -> Answer:
    """Receive one answer; raises EOFError where the child has no more to say."""
    with _no_collection():
        kind, what = pickle.load(stream)  # noqa: S301 - written by our own child
        return kind, _unpacked(*what) if kind == "document" else what


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of cells are made at once and none is garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _packed(document: Document) -> tuple[Any, ...]:
    """The fields of the document, its sheets' rows as columns."""
    sheets = [
        (tuple(zip(*sheet.rows, strict=True)), sheet.name, sheet.page, sheet.unseen, sheet.merged)
        for sheet in document.sheets
    ]
    return document.file, document.carrier, sheets, document.producer


def _unpacked(file: str, carrier: str, sheets: list[Any], producer: str | None) -> Document:
    whole = (Sheet(tuple(map(Row._make, zip(*columns, strict=True))), *about) for columns, *about in sheets)
    return Document(file, carrier, tuple(whole), producer)
