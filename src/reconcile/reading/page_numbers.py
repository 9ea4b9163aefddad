"""Pages that a document counts itself and that are missing, or that show something and hold no row."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from reconcile.carriers.raw import Document, Sheet
from reconcile.reading.scanned import Scan
from reconcile.text.folding import fold_widths

_NUMBER = re.compile(
    r"第\s*(\d{1,4})\s*頁|^\s*[-–—]?\s*(\d{1,4})\s*[/／]\s*\d{1,4}\s*[-–—]?\s*$|\bpage\s*(\d{1,4})\b", re.IGNORECASE
)


def gaps(document: Document, found: Scan) -> list[str]:
    """A sentence where the pages of a PDF skip a number or do not begin at 1; each user may begin anew."""
    numbers = list(_numbered(document, found).items())
    late = [number for _, number in numbers[:1] if number > 1 and numbers[0][0] is document.sheets[0]]
    return [f"頁碼由第 {number} 頁開始，請確認檔案是否完整。" for number in late] + [
        f"頁碼由第 {one} 頁跳到第 {other} 頁，請確認檔案是否完整。"
        for (_, one), (_, other) in pairwise(numbers)
        if other not in {one, one + 1, 1}
    ]


def unread_after(document: Document, found: Scan, missing: bool, rows: Sequence[Sheet]) -> tuple[int, ...]:
    """Behind how many rows a page is missing or cannot be read; `rows` holds the sheet of each row of the table.

    `missing`: the document counts more pages than the file has.
    """
    if document.pages is None:
        return ()
    numbers = _numbered(document, found)
    broken = {flaw.place for flaw in document.flaws if flaw.place}
    held = Counter(rows)
    places = set[int]()
    done, last = 0, 0
    for sheet in document.sheets:
        number = numbers.get(sheet, last + 1)
        if number > last + 1 and sheet in numbers:
            places.add(done)
        if sheet not in held and _shows_things(sheet):
            places.add(done)
        own = held[sheet]
        if sheet.place() in broken:
            places.update((done, done + own))
        done, last = done + own, number
    if missing and not places:
        places.add(done)
    return tuple(sorted(places))


def _numbered(document: Document, found: Scan) -> Mapping[Sheet, int]:
    """The number that each page of a PDF bears, of those that bear exactly one."""
    told: dict[Sheet, set[int]] = {}
    for note in found.notes if document.pages else ():
        told.setdefault(note.sheet, set()).update(_numbers(fold_widths(note.text)))
    return {sheet: numbers.pop() for sheet in document.sheets if len(numbers := told.get(sheet, set())) == 1}


def _numbers(text: str) -> Iterator[int]:
    return (int(next(filter(None, found.groups()))) for found in _NUMBER.finditer(text))


def _shows_things(sheet: Sheet) -> bool:
    return any(thing.kind in {"picture", "box"} for row in sheet.rows for _, thing in row.over)
