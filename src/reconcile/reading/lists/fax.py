"""疑義查詢表 (附件二) as an office logs them: what was asked by fax while the system was down, and the letter after."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reconcile.lists import FAX
from reconcile.reading.cell_contents import meanings_of
from reconcile.reading.lists.cells import Cells, identifiers_in, without_identifiers
from reconcile.reading.lists.headings import FAX_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values, printed_twice
from reconcile.text.dates import roc_date

_TOLD = {"condition": "national_id"}
_NUMBERS = ("national_id", "resident_id", "passport")


def read_row(cells: Cells) -> list[Values] | None:
    """One faxed query; None where its day is not written or cannot be read, or where it names nobody."""
    faxed_at = cells.moment("faxed_at", "faxed_on", "faxed_time")
    if faxed_at is None:
        if not cells.troubles:
            cells.tell("未填傳真日期，本列未採用，請補正後重跑。")
        return None
    user, subject = _people(cells)
    persons = _persons(cells, subject)
    if persons is None:
        return None
    letter_on, letter_no = _letter(cells, faxed_at.date())
    shared = {
        "faxed_at": faxed_at,
        "user_name": user,
        "reason": cells.text("reason"),
        "letter_on": letter_on,
        "letter_no": letter_no,
    }
    return [
        shared | {"condition": " ".join(filter(None, [number, name])), "subject_id": number} for number, name in persons
    ]


def _persons(cells: Cells, subject: str | None) -> list[tuple[str | None, str | None]] | None:
    """The number and the name of each person asked about; None where it cannot be told who is, which is told.

    One person may bear a national ID and a passport, each in a column of its own.
    """
    columns = [found for meaning in _NUMBERS if (found := cells.identifiers_or_told(meaning))]
    most = max(columns, key=len, default=[])
    numbers = most if len(most) > 1 else [*(found[0] for found in columns), *identifiers_in(subject or "")]
    several = [name for part in _SEVERAL.split(subject or "") if (name := without_identifiers(_COUNT.sub("", part)))]
    if not (numbers or several):
        cells.tell("未填查詢對象，本列未採用，請補正後重跑。")
        return None
    written_apart = len(most) > 1 or (not columns and len(numbers) > 1)
    if not written_apart and len(several) > 1:
        if numbers:
            cells.tell(f"查詢對象 {len(several)} 人而證號 1 個，看不出是何人的證號，本列未採用，請分列後重跑。")
            return None
        return [(None, name) for name in several]
    if written_apart:
        names = several if len(several) == len(numbers) else [None] * len(numbers)
        return list(zip(numbers, names, strict=True))
    return [(numbers[0] if numbers else None, several[0] if several else None)]


def _letter(cells: Cells, faxed_on: date) -> tuple[date | None, str | None]:
    """The day and the number of the official letter, in columns of their own or in one."""
    number = cells.text("letter_no")
    written = [text for text in (cells.text("letter_on"), cells.text("letter"), number) if text]
    if cells.is_denied("letter_on") or cells.is_denied("letter"):
        return None, EXCUSED
    excused = next((text for text in (*written, cells.text("remark") or "") if _EXCUSED.search(text)), None)
    if excused:
        return None, excused
    for text in written:
        day, rest = cells.letter(text, faxed_on)
        if day:
            return day, (number if text != number else None) or rest
    if cells.text("letter_on"):
        return cells.day("letter_on", after=faxed_on), number
    waiting = [text for text in written if _WAITING.search(text)]
    return None, None if waiting else number or next(iter(written), None)


_SEVERAL = re.compile(r"[、，,;；\n]+|(?=[①-⑳⑴-⒇])|/(?=[㐀-鿿])|(?<=[㐀-鿿])\s+(?=\d[.．、])")
_COUNT = re.compile(r"^\s*(?:[①-⑳⑴-⒇]|[(（]?\d{1,2}[)）.．、])\s*|等\s*\d+\s*人$")
EXCUSED = "免"
"""What alone in a column of letters says that none is due."""
_EXCUSED = re.compile("免(?:再|予|函)?(?:補|送)|[免毋無不](?:須|需|用|予|必)?(?:再)?補(?:送|文|發)?|免送|免備?文")
_WAITING = re.compile("[未待]補|尚未|簽辦|辦理中|補送中|陳核|[未待]發文")


def _people(cells: Cells) -> tuple[str | None, str | None]:
    """Who asked and who was asked about; a bare 姓名 is whom no other column names, else the one asked about."""
    layout = cells.data.layout
    if layout.has("subject_name"):
        return cells.text("user_name" if layout.has("user_name") else "name"), cells.lines("subject_name")
    return cells.text("user_name"), cells.lines("name")


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
    once=("faxed_on", "faxed_at"),
    tell=lambda cells: [_TOLD[meaning] for meaning in meanings_of(cells) if meaning in _TOLD],
    essential=(("faxed_at", "faxed_on"), ("national_id",)),
)
