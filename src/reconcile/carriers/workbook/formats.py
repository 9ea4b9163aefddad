"""What a number format shows of a number, where that is more than the number itself."""

import re
from collections.abc import Iterator

_HIDES = re.compile(r";+")
_PIECES = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|(\[[^\]]*\])|([0#?]+)|(.)', re.DOTALL)
_SIGNS = frozenset("-+ ()/:：、－　（）")


def hides_numbers(code: str) -> bool:
    """Nothing is shown of a number."""
    return _HIDES.fullmatch(code.strip()) is not None


def hides_text(code: str) -> bool:
    """Nothing is shown of a text either."""
    return code.strip() == ";;;"


def shown(code: str, number: object) -> str | None:
    """A whole number as that format prints it; None where the format adds nothing to its digits.

    Formats of dates, shares, fractions and decimals are left to others.
    """
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        return None
    parts = list(_parts(code.split(";", maxsplit=1)[0]))
    if None in parts or sum(part[0] == "digits" for part in parts if part) != 1:
        return None
    text = ""
    for part in parts:
        if part is not None:
            text += part[1] if part[0] == "literal" else _digits(part[1], number)
    return text if text != str(number) else None


def _digits(pattern: str, number: int) -> str:
    return str(number).zfill(pattern.count("0"))


def _parts(section: str) -> Iterator[tuple[str, str] | None]:
    """Literal text and places for digits; None for anything else."""
    for quoted, escaped, gap, filled, bracket, digits, other in _PIECES.findall(section):
        if quoted or escaped:
            yield "literal", quoted or escaped
        elif digits:
            yield "digits", digits
        elif other:
            yield ("literal", other) if other in _SIGNS else None
        elif gap or filled or bracket:
            yield "literal", ""
