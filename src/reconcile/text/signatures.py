"""主管簽核: whom a signature or the imprint of a seal names, beside dates, titles and words of approval."""

import re
from datetime import date
from functools import lru_cache

from reconcile.text.dates import parse_date
from reconcile.text.folding import REMEMBERED, comparable, fold_widths
from reconcile.text.names import SEALS, TITLES

_DATE = re.compile(r"\d+(?:\s*[年月日時分./:-]+\s*\d*)*")
_DAY = re.compile(
    r"(?<!\d)(?:(?:民國\s*)?(?P<year>1\d\d|20\d\d)\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})(?!\d|[:時])日?"
)
_BETWEEN = re.compile(r"[\s、,;/()\[\]「」【】|]+")
_SEAL = rf"{SEALS}|[印章]|查核|核定|核|閱"
_BEFORE = re.compile(rf"^(?:{TITLES})[::]?")
_AFTER = re.compile(rf"(?:{TITLES}|{_SEAL})$")
_NOBODY = re.compile(rf"(?:{TITLES}|{_SEAL}|已|准|可|如擬|同意|無誤|相符|完成|ok|v|x|yes|y|是|有)*")
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(REMEMBERED)
def signers(signature: str) -> tuple[frozenset[str], ...]:
    """Each signer as the ways to read his name, as `comparable` has it; empty where nobody is named.

    A seal's 印 or 章 may be the last character of a name, so the name is read with it and without. A text that white
    space divides is read as one name too: its readings stand with each part.
    """
    undated = _DATE.sub(" ", fold_widths(signature))
    parts = [part for part in map(comparable, _BETWEEN.split(undated)) if _names_somebody(part)]
    whole = _readings(comparable(_BETWEEN.sub("", undated)))
    return tuple(_readings(part) | whole for part in parts)


def day_written(signature: str, year: int) -> date | None:
    """The day that a signature bears; one without its year is of the year given. None where it bears none."""
    found = _DAY.search(fold_widths(signature))
    if found is None:
        return None
    try:
        return parse_date(found[0].strip()) if found["year"] else date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _names_somebody(part: str) -> bool:
    return bool(_LETTER.search(part)) and not _NOBODY.fullmatch(part)


def _readings(part: str) -> frozenset[str]:
    """The part with and without titles before it, titles and seals after it."""
    readings, open_ends = set[str](), [part]
    while open_ends:
        reading = open_ends.pop()
        if reading and reading not in readings:
            readings.add(reading)
            open_ends += [_BEFORE.sub("", reading), _AFTER.sub("", reading)]
    return frozenset(readings)
