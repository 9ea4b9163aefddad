"""What the cells of a column hold, for columns whose heading says nothing to this program."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from reconcile.carriers.raw import Cell
from reconcile.text.dates import parse_date, parse_moment, parse_time
from reconcile.text.folding import clean
from reconcile.text.identifiers import checksum_ok, is_masked, subject_of
from reconcile.text.purposes import purpose_of
from reconcile.text.results import result_of

ENOUGH = 0.8
"""The share of written cells that must fit before a column is taken for what they say."""

_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?=.*[a-z])(?=.*\d)[a-z0-9_.@-]{3,}", re.IGNORECASE)
_HAN = r"[㐀-鿿\U00020000-\U0003ffff○*]"
_NAME = re.compile(rf"(?![○*]){_HAN}{{2,7}}|(?=.{{3,60}}$){_HAN}+(?:\s?[‧·・•．∙⋅･]\s?{_HAN}+)+")


def meanings_of(cells: Sequence[Cell]) -> list[str]:
    """What a column of these cells may be, the surest first; none where too few cells fit or none is written."""
    written = [cell for cell in cells if clean(cell)]
    if not written:
        return []
    told = [meaning for meaning, fits in _TESTS.items() if sum(map(fits, written)) >= ENOUGH * len(written)]
    return [meaning for meaning in told if meaning != "purpose" or not _counts_up(written)]


def _counts_up(cells: Sequence[Cell]) -> bool:
    """1, 2, 3: serial numbers, though each of them could be that of a purpose."""
    return all(clean(cell) == str(number) for number, cell in enumerate(cells, start=1))


def _reads(parse: Callable[[object], object]) -> Callable[[Cell], bool]:
    def fits(cell: Cell) -> bool:
        try:
            parse(cell)
        except ValueError:
            return False
        return True

    return fits


def _is_identifier(cell: Cell) -> bool:
    """An identifier whose checksum holds, or a masked one, alone or with a label and a name."""
    subject = subject_of(clean(cell) or "")
    return subject is not None and (checksum_ok(subject) or is_masked(subject))


def _is_word(test: Callable[[str], object | None]) -> Callable[[Cell], bool]:
    return lambda cell: isinstance(cell, str) and test(cell) is not None


def _matches(pattern: re.Pattern[str]) -> Callable[[Cell], bool]:
    return lambda cell: pattern.fullmatch(clean(cell) or "") is not None


def _is_moment(cell: Cell) -> bool:
    return isinstance(cell, datetime) or (isinstance(cell, str) and _reads(parse_moment)(cell))


def _is_date(cell: Cell) -> bool:
    return not isinstance(cell, int | float) and _reads(parse_date)(cell) and not _is_moment(cell)


def _is_time(cell: Cell) -> bool:
    """A time with a colon, or HHMMSS; a number of fewer digits may be anything."""
    text = (clean(cell) or "").replace("：", ":")
    return (":" in text or (text.isdigit() and 5 <= len(text) <= 6)) and _reads(parse_time)(cell)


_TESTS: dict[str, Callable[[Cell], bool]] = {
    "queried_at": _is_moment,
    "queried_on": _is_date,
    "queried_time": _is_time,
    "condition": _is_identifier,
    "ip": _matches(_IP),
    "result": _is_word(result_of),
    "purpose": _is_word(purpose_of),
    "account": _matches(_ACCOUNT),
    "user_name": _matches(_NAME),
}
