"""The day on which a document was printed, exported or downloaded, where it says so."""

import re
from datetime import date

from reconcile.text.dates import parse_date
from reconcile.text.folding import fold_widths

_PRINTED = re.compile(
    r"(?:列印|印表|製表|產製|產出|下載|匯出)\s*(?:日期時間|日期|時間|日)?\s*[:：]?\s*"
    r"(?P<day>(?:中華)?(?:民國)?\s*\d{2,4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?|\d{7,8}(?!\d))"
)


def printed_on(text: str) -> date | None:
    """The one day that the text names; None where it names none, several, or one that cannot be read."""
    found = set[date]()
    for printed in _PRINTED.finditer(fold_widths(text)):
        try:
            found.add(parse_date(re.sub(r"\s", "", printed["day"])))
        except ValueError:
            return None
    return found.pop() if len(found) == 1 else None
