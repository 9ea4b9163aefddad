"""Names of the persons asked about in a column beside their numbers: they ask nothing more."""

import re
from collections.abc import Sequence

from reconcile.text.identifiers import subject_of

_BETWEEN_NAMES = re.compile(r"[\s、,，/／]+")

Columns = Sequence[list[str | None]]


def with_a_name_each(columns: Columns) -> Columns:
    """The same columns with a name for each number, where the first of two holds no number and the second only those.

    All names stand with the first number where they are not as many as the numbers.
    """
    if len(columns) != 2 or not 0 < len(columns[0]) < len(columns[1]):
        return columns
    names, numbers = ([text for text in column if text] for column in columns)
    if any(map(subject_of, names)) or not all(map(subject_of, numbers)):
        return columns
    said = " ".join(names)
    apart: list[str | None] = [*filter(None, _BETWEEN_NAMES.split(said))]
    persons = len(columns[1])
    return [apart if len(apart) == persons else [said, *[None] * (persons - 1)], columns[1]]
