"""疑義查詢表 (附件二) as an office logs them: what was asked by fax while the system was down, and the letter after."""

import re
from collections.abc import Iterator, Sequence

from reconcile.lists import FAX
from reconcile.reading.evidence import meanings_of
from reconcile.reading.lists.cells import Cells, identifiers_in, without_identifiers
from reconcile.reading.lists.headings import FAX_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values, printed_twice
from reconcile.text.dates import roc_date

_TOLD = {"condition": "national_id"}
_NUMBERS = ("national_id", "resident_id", "passport")


def read_row(cells: Cells) -> list[Values] | None:
    """One faxed query; null where its day is not written or cannot be read, or where it names nobody."""
    faxed_at = cells.moment("faxed_at", "faxed_on", "faxed_time")
    if faxed_at is None:
        if not cells.troubles:
            cells.tell("未填傳真日期，本列未採用，請補正後重跑。")
        return None
    user, subject = _people(cells)
    numbers = [found for found in map(cells.identifier, _NUMBERS) if found] + identifiers_in(subject or "")
    names = without_identifiers(subject or "")
    if not (numbers or names):
        cells.tell("未填查詢對象，本列未採用，請補正後重跑。")
        return None
    return [
        {
            "faxed_at": faxed_at,
            "user_name": user,
            "condition": " ".join(filter(None, [numbers[0] if numbers else None, names])),
            "subject_id": numbers[0] if numbers else None,
            "reason": cells.text("reason"),
            "letter_on": cells.day("letter_on"),
            "letter_no": cells.text("letter_no"),
        }
    ]


def _people(cells: Cells) -> tuple[str | None, str | None]:
    """Who asked and who was asked about; a bare 姓名 is whom no other column names, else the one asked about."""
    user, subject, name = (cells.text(meaning) for meaning in ("user_name", "subject_name", "name"))
    if cells.data.layout.has("subject_name"):
        return (user if cells.data.layout.has("user_name") else name), subject
    return user, name


def doubts(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Letters dated before their fax; rows printed twice."""
    for row in taken:
        faxed, letter = row.values["faxed_at"].date(), row.values["letter_on"]
        if letter and letter < faxed:
            yield Doubt(row, f"補送公文日期 {roc_date(letter)} 早於傳真日期 {roc_date(faxed)}，請更正後重跑。")
    yield from printed_twice(taken)


KIND = ListKind(
    table=FAX,
    headings=FAX_HEADINGS,
    shown=("fax_row", "faxed_at", "user_name", "subject_id", "reason", "letter_on", "letter_no"),
    key=("faxed_at", "faxed_on"),
    needed=(("傳真日期", ("faxed_at", "faxed_on")), ("查詢對象", ("subject_name", "name", *_NUMBERS))),
    foreign=re.compile(r"登入登出.*|登入時間|登出時間|主管簽核|作業名稱|作業項目|IP.*|ip.*|受理日期|收件號"),
    read=read_row,
    check=doubts,
    fewest=3,
    tell=lambda cells: [_TOLD[meaning] for meaning in meanings_of(cells) if meaning in _TOLD],
    essential=(("faxed_at", "faxed_on"), ("national_id",)),
)
