"""What is asked of the pages of a PDF when pictures are cut from them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Wanted(NamedTuple):
    """A row to be shown.

    The key of its picture, its number on the page, and those of the header rows above it.
    """

    key: int
    row: int
    header: Sequence[int]


class Cutting(NamedTuple):
    """What to cut from one page, counted from 1.

    `shown` maps the number of a row to the positions of its cells that may be seen, besides those
    of headers; None where all may.
    """

    page: int
    wanted: Sequence[Wanted]
    shown: Mapping[int, Sequence[int]] | None
