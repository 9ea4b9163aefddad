"""What stands above the entries of a page or a sheet for all of them: 頁碼, whose sheet it is, which day or year."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.reading.cell_contents import is_name
from reconcile.reading.scanned import DataRow, Scan
from reconcile.text.days_said import are_days, day_said, said_of
from reconcile.text.folding import clean
from reconcile.text.hints import is_blank
from reconcile.text.partial_dates import NOWHERE, Around

_PAGE = re.compile(r"頁\s*[碼次]\s*[:：]?\s*第?\s*(\d+)")
_USER = r"(?:系統)?(?:使用(?:者|人員?)|查詢(?:者|人員?)|操作人員?|承辦人員?|登入人員)(?:姓名|簽章|簽名)?"
USER_ABOVE = re.compile(rf"{_USER}\s*(?:[:：]\s*|\s+)([^\s:：]{{2,12}}(?:\s[^\s:：]{{1,6}})?)")
"""使用者：陳怡安, in one cell or in two."""
_USER_AMONG = re.compile(rf"(?:^|[\s,，;；、]){_USER}\s*[:：]\s*([^\s:：,，;；、]{{2,14}})(?=[\s,，;；、]|$)")
"""The same beside other labels."""
_USER_OR_NAME = re.compile(rf"(?:{_USER}|姓名)\s*[:：]?")
_NAME_ALONE = re.compile(
    rf"(?:[一二三四五六七八九十\d]{{1,2}}[、.)]|[(（【〔\[「◆◎●■▼▲※★☆○])?\s*(?:{_USER})?\s*(?P<name>\S{{2,8}}?)\s*[)）】〕\]」]?"
)
"""【陳怡安】, 一、陳怡安, or the name and nothing else."""
_BESIDE_A_NAME = re.compile(
    r"\d{1,3}年?|(?:1[0-2]|[1-9])月份?|[A-Za-z]+\d+|[()（）_\-\s]+|課員|辦事員|戶籍員|股長|書記|科員|助理員"
)

_MOST_CELLS = 7
"""A day of its own stands in so many cells at most: 日期, 115, 年, 10, 月, 5, 日."""
_MOST_LETTERS = 40
_MOST_LABELS = 4


class Above(NamedTuple):
    """頁碼, the user, and the day or a part of it; None where none is written."""

    page_no: int | None = None
    user: str | None = None
    around: Around = NOWHERE


NOTHING = Above()
"""Nothing stands above."""


def above(document: Document, found: Scan) -> dict[tuple[Sheet, int], Above]:
    """For each row of the table what stands above it on its sheet, by the sheet's identity and the row's number."""
    known: dict[tuple[Sheet, int], Above] = {}
    users_written = any(data.text("user_name") for data in found.rows)
    of_file = said_of(re.sub(r"\.\w+$", "", document.file), NOWHERE, named=True)._replace(day=None)
    alone = set() if users_written else _sheets_of_names(found)
    by_day = are_days([sheet.name or "" for sheet in document.sheets])
    sheet: Sheet | None = None
    here, base = NOTHING, NOWHERE
    for item in found.items:
        if item.sheet is not sheet:
            sheet = item.sheet
            name = sheet.name or ""
            named = name if not users_written and is_name(_BESIDE_A_NAME.sub("", name)) else None
            dated = f"{name}日" if by_day and name.isdecimal() else name
            here = Above(None, named, said_of(dated, of_file, named=True))
            base = here.around
        if isinstance(item, DataRow):
            known[sheet, item.row.number] = here
            continue
        here = _below(here, item.row, base)
        if item.sheet in alone and (user := name_alone(item.row)):
            here = here._replace(user=user)
    return known


def user_labelled(row: Row) -> str | None:
    """Whose rows follow, where the row is labels and values alone: 使用者姓名｜陳怡安｜帳號｜HL001."""
    texts = [clean(text) or "" for text in islice(row.texts(), _MOST_LABELS + 1)]
    if len(texts) > _MOST_LABELS or len(texts) < 2 or not is_name(texts[1]):
        return None
    return texts[1] if _USER_OR_NAME.fullmatch(texts[0]) else None


def name_alone(row: Row) -> str | None:
    """The name that is all that stands in the row, numbered or in brackets; of whom it is, the place tells."""
    texts = list(dict.fromkeys(islice(row.texts(), _MOST_CELLS + 1)))
    found = _NAME_ALONE.fullmatch(clean(texts[0]) or "") if len(texts) == 1 else None
    return found["name"] if found and is_name(found["name"]) else None


def _sheets_of_names(found: Scan) -> set[Sheet]:
    """Sheets on which a name alone stands above the first row: who signs stands below rows."""
    begun: set[Sheet] = set()
    named: set[Sheet] = set()
    for item in found.items:
        if isinstance(item, DataRow):
            begun.add(item.sheet)
        elif item.sheet not in begun and name_alone(item.row):
            named.add(item.sheet)
    return named


def _below(here: Above, row: Row, base: Around) -> Above:
    """The same with what this row outside the table adds; `base` is what the sheet's name says."""
    text = " ".join(clean(cell) or "" for cell in row.texts())
    page = _PAGE.search(text)
    among = (
        match[1]
        for part in _parts(row)
        if (match := USER_ABOVE.fullmatch(part) or _USER_AMONG.search(part)) and not is_blank(match[1])
    )
    user = user_labelled(row) or next(among, None)
    around = here.around
    if is_day_alone(row):
        around = day_above(row, around)
    else:
        for part in _parts(row):
            around = said_of(part, around, base)
    return Above(int(page[1]) if page else here.page_no, user or here.user, around)


def _parts(row: Row) -> Iterator[str]:
    """Each cell alone, and with the one to its right: a label has its value behind it or beside it."""
    texts = [clean(cell) or "" for cell in row.texts()]
    yield from texts
    yield from (f"{label} {value}" for label, value in pairwise(texts))


def is_day_alone(row: Row) -> bool:
    """A day, with or without its year, a label or its weekday, is all that stands in the row."""
    text = " ".join(islice(row.texts(), _MOST_CELLS + 1))
    return 0 < len(text) <= _MOST_LETTERS and day_said(text, alone=True) is not None


def day_above(row: Row, around: Around) -> Around:
    """What is known of the day below a row in which a day stands alone."""
    return said_of(" ".join(row.texts()), around, alone=True)
