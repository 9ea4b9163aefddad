"""Identifiers of people in a condition: national IDs, resident numbers, passports, whole or masked."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from reconcile.text.folding import REMEMBERED, fold_widths

MASK = "*"

_LETTER_VALUES = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        (10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33),
        strict=True,
    )
)
_WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
_SHAPE = re.compile(r"(?=.*[0-9])[A-Z0-9*]{6,12}")
_CHECKED = re.compile(r"[A-Z][1289A-D][0-9]{8}")

_MASKED = re.compile(r"(?=.*\*)[A-Z][1289A-D*][0-9*]{8}")

_PLAIN = re.compile(r"(?:[一-鿿]{1,12}[:：])?([A-Z][A-D1289][0-9]{8})")
"""By far the most conditions: nothing but a national ID or a resident number, with its label or without."""

_GAP = "[\\s\u00ad\u200b-\u200d\u2060\ufeff‐–—−-]"
_PERSONAL = (
    rf"(?:(?<![A-Z0-9])|(?<=[A-Z][1289A-D][0-9]{{8}}))[A-Z]{_GAP}?[A-DOI0-9*](?:{_GAP}?[0-9OI*]){{8}}"
    r"(?![0-9*]|[A-Z](?![A-Z]|[1289A-D][0-9*]{8}))"
)
"""One may follow on another, as where both stood in one cell."""
_PREFIXED = rf"(?<![A-Z0-9*] )(?<![A-Z0-9*])[A-Z]{{1,3}}{_GAP}[0-9*]{{5,8}}(?![A-Z0-9*])"
_GROUPED = (
    rf"(?<![A-Z0-9*])(?:[A-Z]{{1,3}}{_GAP}?[0-9*]{{2,4}}|[0-9*]{{3,4}}{_GAP}[0-9*]{{3,4}})(?:{_GAP}[0-9*]{{2,4}}){{1,3}}"
    rf"(?![A-Z0-9*]|{_GAP}[A-Z0-9*])"
)
_WORD = r"[A-Z0-9*]+(?:[‐–—−-][A-Z0-9*]+)*"
_CANDIDATE = re.compile(rf"{_PERSONAL}|{_PREFIXED}|{_GROUPED}|{_WORD}")

_SEPARATED_DATE = re.compile(
    r"[0-9]{2,4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])|[0-9]{2,4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日?"
)
_COMPACT_DATE = re.compile(r"(?:[01][0-9][0-9]|(?:19|20)[0-9][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_NUMBER_ALONE = re.compile(r"[\W國民身分證字號統一編居留護照碼件]*[0-9]+\W*")
_LATIN_LABEL = re.compile(r"(?<![A-Z0-9])(?:PASSPORT|IDENTITY|ID|ARC|UI|CARD|NUMBER|NO)(?![A-Z0-9])")
_ORDINAL = re.compile("[①-⑳⓪❶-❿㈠-㈩⑴-⒇]")
_CIRCLES = re.compile("(?:(?<=[A-Z0-9*])|(?<![一-鿿○●◯〇]))[○●◯〇]+")
_CROSSED = re.compile(r"(?<![A-Z0-9])[A-Z](?=[0-9A-DX]*X{3})[0-9A-DX][0-9X]{8}(?![A-Z0-9])")
_BLACKED = re.compile(
    r"(?<![A-Z0-9])(?=[A-Z0-9]+(?P<sign>[^\w\s\-‐–—−,./:;()<>\[\]、，。：；（）＊*'\"|+=&])(?P=sign)+)"
    r"(?:[A-Z0-9]|(?P=sign)){6,12}(?![A-Z0-9]|(?P=sign))"
    r"|(?<![A-Z0-9])(?=[A-Z][A-D0-9]*(?P<one>[□■?※#●○◯◆△▲★☆]))"
    r"[A-Z](?:[A-D0-9]|(?P=one))[0-9](?:[0-9]|(?P=one)){7}(?![A-Z0-9])"
    r"|(?<![A-Z0-9])(?=[A-Z][A-D0-9._–—-][0-9._–—-]{8}(?![A-Z0-9._–—-]))"
    r"[A-Z](?:[A-D0-9][0-9]*)?(?P<dot>[._–—-])(?P=dot){2,}[0-9]+"
)
"""Letters and digits about a sign that stands twice or more in a row: A12345□□□□; in ten characters once is enough."""

_CUT = re.compile(r"(?:\.{2,}|…|‥|⋯|(?<=[A-Z0-9])[-‐–—−_~]{2,})\s*$|#{3,}\s*$")
_EXPONENT = re.compile(r"(?<![A-Z0-9.])\d(?:\.\d+)?E[+-]?\d{1,2}(?![A-Z0-9])")


@lru_cache(REMEMBERED)
def subject_of(condition: str) -> str | None:
    """The identifier in a condition, without label, space or hyphen, upper case, hidden characters as `*`.

    Of several the first whose checksum holds, else the first; a date beside it is none. None if there is only a name.
    What is written is kept: O for 0 and I for 1 are slips that matching must see.
    """
    if plain := _PLAIN.fullmatch(condition):
        return plain[1]
    if shows_cut(condition):
        return None
    text = _readable(condition)
    found = [_joined(text[start:end]) for start, end in _spans(text)]
    undated = [identifier for identifier in found if not _COMPACT_DATE.fullmatch(identifier)]
    if not undated and found and _NUMBER_ALONE.fullmatch(text):
        return found[0]
    return next((identifier for identifier in undated if checksum_ok(identifier)), next(iter(undated), None))


def is_plain(condition: str) -> bool:
    """Nothing but one whole identifier, behind a label or none."""
    return _PLAIN.fullmatch(condition) is not None


def shows_cut(condition: str) -> bool:
    """Whether what is written shows that it is not whole: an ellipsis or dashes at its end, #### or an exponent."""
    if _PLAIN.fullmatch(condition):
        return False
    text = _upper(condition)
    if not (_EXPONENT.search(text) or _CUT.search(_marked(text))):
        return False
    return not any(checksum_ok(one) for _, _, one in identifiers_in(condition))


def persons_in(condition: str) -> list[str]:
    """The persons asked about in one condition: its identifiers, but for those of other kinds of the first.

    A national ID beside a passport is one person; two national IDs are two.
    """
    if _PLAIN.fullmatch(condition):
        return [subject_of(condition) or ""]
    found = dict.fromkeys(one for _, _, one in identifiers_in(condition) if _kind(one))
    first = next((kind for one in found if (kind := _kind(one)) and checksum_ok(one)), None)
    first = first or next(map(_kind, found), None)
    return [one for one in found if _kind(one) == first]


def _kind(identifier: str) -> str | None:
    """National ID, resident number new or old; None for what may be a passport or any number."""
    if not re.fullmatch(r"[A-Z][1289A-D][0-9*]{8}", identifier):
        return None
    return "national" if identifier[1] in "12" else "new" if identifier[1] in "89" else "old"


def identifiers_in(condition: str) -> list[tuple[int, int, str]]:
    """Every identifier in a condition with its start and end (open); dates are none."""
    text = _readable(condition)
    found = [(start, end, _joined(text[start:end])) for start, end in _spans(text)]
    return [each for each in found if not _COMPACT_DATE.fullmatch(each[2])]


def checksum_ok(identifier: str) -> bool:
    """Whether it is a national ID or a resident number (old or new) with its check digit; passports have none."""
    if not _CHECKED.fullmatch(identifier):
        return False
    first, second = _LETTER_VALUES[identifier[0]], identifier[1]
    units = _LETTER_VALUES[second] % 10 if second.isalpha() else int(second)
    digits = (first // 10, first % 10, units, *map(int, identifier[2:]))
    return sum(digit * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 10 == 0


def names_person(text: str) -> bool:
    """Whether a national ID or a resident number with its check digit stands in free text, or a masked one."""
    folded = _readable(text)
    found = (_joined(folded[start:end]) for start, end in _spans(folded))
    return any(checksum_ok(one) or _MASKED.fullmatch(one) for one in found)


def looks_like_identifier(text: str) -> bool:
    """Whether the text is nothing but 6–12 letters, digits and masks, separators aside, one digit among them."""
    return _SHAPE.fullmatch(_joined(_readable(text))) is not None


def is_masked(identifier: str) -> bool:
    """Whether some characters are hidden."""
    return MASK in identifier


def masks_agree(one: str, other: str) -> bool:
    """Whether both have the same length and are equal wherever both are visible."""
    return len(one) == len(other) and all(a == b or MASK in (a, b) for a, b in zip(one, other, strict=True))


def mask_identifier(identifier: str) -> str:
    """The identifier with its last four characters hidden: A12345****."""
    hidden = min(4, len(identifier))
    return identifier[: len(identifier) - hidden] + MASK * hidden


def mask_text(text: str) -> str:
    """Free text with every identifier in it masked in place; a number as long as one is masked too."""
    return _masked(text, lambda _: True)


@lru_cache(REMEMBERED)
def mask_personal(text: str) -> str:
    """A text with the national IDs and resident numbers in it masked in place; an account stays."""
    return _masked(text, lambda identifier: _CHECKED.fullmatch(identifier) is not None)


def _masked(text: str, is_covered: Callable[[str], bool]) -> str:
    masked, last = "", 0
    for start, end in _spans(_readable(text)):
        shown = _joined(text[start:end])
        covered = is_covered(_joined(_readable(text)[start:end]))
        masked += text[last:start] + (mask_identifier(shown) if covered else text[start:end])
        last = end
    return masked + text[last:]


def _readable(text: str) -> str:
    """Folded with every position kept, mask characters as `*`, dates and Latin labels blanked out."""
    plain = _marked(_upper(text))
    for pattern in (_SEPARATED_DATE, _LATIN_LABEL):
        plain = pattern.sub(lambda found: "/" * len(found[0]), plain)
    plain = _CIRCLES.sub(lambda found: MASK * len(found[0]), plain)
    return _CROSSED.sub(lambda found: found[0][0] + found[0][1:].replace("X", MASK), plain)


def _upper(text: str) -> str:
    folded = fold_widths(_ORDINAL.sub(" ", text))
    return "".join(upper if len(upper := character.upper()) == 1 else character for character in folded)


def _marked(text: str) -> str:
    """Whatever sign hides characters of an identifier written as `*`."""
    return _BLACKED.sub(lambda found: found[0].replace(found["sign"] or found["one"] or found["dot"], MASK), text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end (open) of whatever has the shape of an identifier, in reading order."""
    for found in _CANDIDATE.finditer(text):
        if _SHAPE.fullmatch(_joined(found[0])):
            yield found.span()


def _joined(text: str) -> str:
    return re.sub(_GAP, "", text)
