"""What stands above the entries of a page or a sheet for all of them: 頁碼, whose sheet it is, which day or year."""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.reading.cell_contents import is_name
from reconcile.reading.scan import DataRow, Scan
from reconcile.text.dates import parse_date
from reconcile.text.folding import clean, fold_widths
from reconcile.text.hints import is_blank
from reconcile.text.partial_dates import NOWHERE, Around

_PAGE = re.compile(r"頁\s*[碼次]\s*[:：]?\s*第?\s*(\d+)")
_USER = r"(?:系統)?(?:使用(?:者|人員?)|查詢(?:者|人員?)|操作人員?|承辦人員?|登入人員)(?:姓名|簽章|簽名)?"
USER_ABOVE = re.compile(rf"{_USER}\s*(?:[:：]\s*|\s+)([^\s:：]{{2,12}}(?:\s[^\s:：]{{1,6}})?)")
"""使用者：陳怡安, in one cell or in two."""
_USER_AMONG = re.compile(rf"(?:^|[\s,，;；、]){_USER}\s*[:：]\s*([^\s:：,，;；、]{{2,14}})(?=[\s,，;；、]|$)")
"""The same beside other labels."""
_BESIDE_A_NAME = re.compile(
    r"\d{1,3}年?|(?:1[0-2]|[1-9])月份?|[A-Za-z]+\d+|[()（）_\-\s]+|課員|辦事員|戶籍員|股長|書記|科員|助理員"
)
_DAY = re.compile(r"(?:登入|使用|查詢|登錄|紀錄|填寫)?(?:日期|年月日|日)\s*[:：]?\s*(?P<day>.{4,20})")
_OF_THE_FORM = re.compile("訂定|修正|修訂|列印|製表|印表|匯出|下載|保存|字第|核定")
_YEAR = r"(?:民國\s*)?(?<!\d)(?P<year>1\d\d|20\d\d)\s*年?\s*度?"
_MONTH = re.compile(
    rf"{_YEAR}\s*[年/.-]?\s*(?P<month>1[0-2]|0?[1-9])\s*月|^{_YEAR.replace('year', 'y')}[-./]?(?P<m>1[0-2]|0[1-9])$"
)
_YEAR_ALONE = re.compile(r"(?<!\d)(?P<year>1\d\d|20\d\d)\s*年(?!\s*\d+\s*月)")
_DAY_OF_YEAR = re.compile(
    r"(1[0-2]|0?[1-9])\s*(?:月|[/.-])\s*([12]\d|3[01]|0?[1-9])\s*日?|(1[0-2]|0[1-9])([012]\d|3[01])"
)
_MONTH_ALONE = re.compile(r"(?<![\d年])(?P<month>1[0-2]|0?[1-9])\s*月(?:份)?(?!\s*\d)")


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
    of_file = dated(re.sub(r"\.\w+$", "", document.file), NOWHERE, with_day=False)
    sheet: Sheet | None = None
    here = NOTHING
    for item in found.items:
        if item.sheet is not sheet:
            sheet = item.sheet
            name = sheet.name or ""
            named = name if not users_written and is_name(_BESIDE_A_NAME.sub("", name)) else None
            here = Above(None, named, dated(name, of_file, with_day=True))
        if isinstance(item, DataRow):
            known[sheet, item.row.number] = here
        else:
            here = _below(here, item.row)
    return known


def _below(here: Above, row: Row) -> Above:
    """The same with what this row outside the table adds."""
    text = " ".join(clean(cell) or "" for cell in row.texts())
    page = _PAGE.search(text)
    users = [
        match[1]
        for part in _parts(row)
        if (match := USER_ABOVE.fullmatch(part) or _USER_AMONG.search(part)) and not is_blank(match[1])
    ]
    around = here.around
    for part in _parts(row):
        labelled = _DAY.fullmatch(part)
        with_day = labelled is not None or _is_day(part) or is_day_alone(row)
        around = dated(labelled["day"] if labelled else part, around, with_day=with_day)
    return Above(int(page[1]) if page else here.page_no, users[0] if users else here.user, around)


def _parts(row: Row) -> Iterator[str]:
    """Each cell alone, and with the one to its right: a label has its value behind it or beside it."""
    texts = [clean(cell) or "" for cell in row.texts()]
    yield from texts
    yield from (f"{label} {value}" for label, value in itertools.pairwise(texts))


def dated(text: str, around: Around, *, with_day: bool) -> Around:
    """The day, month or year that a text names, the rest as before; a day only where it is all that is said."""
    plain = fold_widths(text).strip()
    if _OF_THE_FORM.search(plain):
        return around
    if with_day and _is_day(plain):
        day = parse_date(plain)
        return Around(day.year, day.month, day.day)
    if match := _MONTH.search(plain):
        return Around(_ad(match["year"] or match["y"]), int(match["month"] or match["m"]), None)
    if match := _YEAR_ALONE.search(plain):
        around = Around(_ad(match["year"]), around.month, around.day)
    if match := _MONTH_ALONE.search(plain):
        around = Around(around.year, int(match["month"]), None)
    if with_day and (match := _DAY_OF_YEAR.fullmatch(plain)):
        figures = [int(part) for part in match.groups() if part]
        around = Around(around.year, *figures)
    return around


def _is_day(text: str) -> bool:
    try:
        parse_date(fold_widths(text))
    except ValueError:
        return False
    return True


def is_day_alone(row: Row) -> bool:
    """A day, with or without its year, is all that stands in the row: it is that of the rows below."""
    texts = [fold_widths(text).strip() for text in row.texts()]
    return len(texts) == 1 and (_is_day(texts[0]) or re.fullmatch(r"\d{1,2}\s*月\s*\d{1,2}\s*日", texts[0]) is not None)


def _ad(year: str) -> int:
    return int(year) + 1911 if int(year) < 200 else int(year)
