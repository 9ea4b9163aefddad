"""What a sentence may repeat of a document that could not be understood: the words of the house, and no others."""

import re
from collections.abc import Callable
from dataclasses import replace

from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Reading
from reconcile.reading.headings import REGISTER_HEADINGS, STATEMENT_HEADINGS
from reconcile.reading.lists import KINDS
from reconcile.reading.same_trouble import together
from reconcile.text.quoting import Quoting

HEADINGS = frozenset(
    word
    for table in (STATEMENT_HEADINGS, REGISTER_HEADINGS, *(kind.headings for kind in KINDS.values()))
    for words in table.values()
    for word in words.split()
)
"""Every heading that a reader knows."""

_QUOTING = Quoting.of(HEADINGS)
_QUOTED = re.compile("「([^「」]*)」")
_LISTED = re.compile("(?<=認得的欄位：)[^；）]*|(?<=不認得：)[^；）]*")
"""Headings of a document that a sentence lists without quotation marks."""


def quote(text: str) -> str:
    """A cell or heading as a sentence may repeat it: 使用者〔3 字〕."""
    return text if text in HEADINGS else _QUOTING.quote(text)


def quoted(sentence: str) -> str:
    """A sentence with whatever it quotes of a document as it may be repeated."""
    listed = _LISTED.sub(lambda found: "、".join(map(quote, found[0].split("、"))), sentence)
    return _QUOTED.sub(lambda found: f"「{quote(found[1])}」", listed)


def guarded(read: Callable[[], Reading]) -> Reading:
    """A reading whose problems, places and refusals repeat nothing that could be a person's, one problem a kind."""
    try:
        reading = read()
    except FileRefused as refusal:
        place = refusal.place and quoted(refusal.place)
        raise type(refusal)(refusal.file, quoted(refusal.reason), place) from None
    return replace(
        reading,
        problems=together(map(_guarded, reading.problems)),
        places={row: quoted(place) for row, place in reading.places.items()},
    )


def _guarded(problem: Problem) -> Problem:
    return replace(problem, place=quoted(problem.place), message=quoted(problem.message))
