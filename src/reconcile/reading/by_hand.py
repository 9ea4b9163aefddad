"""A 逐筆核對表 that comes back filled in: what a person found on paper of each query, and what cannot be used of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from reconcile.by_hand import (
    AGENCY,
    BY,
    CHECKED_BY,
    CHECKED_ON,
    FILLED,
    FOUND,
    LINES_AN_ENTRY,
    MONTH,
    PAGE,
    PRINTED,
    PURPOSE,
    ROW,
    SEAL,
    SLOT,
    TITLE,
    TOLD,
    CheckedList,
    CheckedRow,
    lines_found,
)
from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Facts, Reading
from reconcile.settings import Settings
from reconcile.text.dates import parse_date
from reconcile.text.folding import clean, comparable
from reconcile.text.purposes import PurposeWords, purpose_words

_SEARCHED_ROWS = 20
_FOUND = frozenset("✓ ✔ √ ☑ ■ ˇ v o ○ 有 是 y yes 1 true".split())
_ABSENT = frozenset("無 沒有 查無 未見 x × ✗ ✘ ✕ 否 n no 0 false".split())
_UNTICKED = frozenset("未勾 未勾選 無 空白 沒勾".split())
_NUMBERED = re.compile(r"(?P<book>.*?)[\s\-－—_第頁]*(?P<number>\d{1,6})\s*[頁號]?")
_BETWEEN = re.compile(r"[,，、;；\s]+")


class NothingFilledIn(FileRefused):
    """It is as the program made it."""


_Header = tuple[Sheet, Row, dict[str, int]]


def is_checked_by_hand(document: Document) -> bool:
    """Whether it bears the title of the list above its rows."""
    rows = (row for sheet in document.sheets[:2] for row in sheet.rows[:3])
    return any(TITLE in text for row in rows for text in row.texts())


def read(document: Document, settings: Settings) -> Reading:
    """The list as the register that it stands for; raises FileRefused where it is none, NothingFilledIn."""
    sheet, header, at = _header(document)
    labels = _labels(sheet, header)
    by = clean(labels.get(CHECKED_BY, [None])[0])
    seals = tuple(str(seal) for seal in labels.get(SEAL, ()))
    words = purpose_words(settings.regulation)
    below = [row for row in sheet.rows if row.number > header.number and not row.blank]
    read_rows = [_row(sheet, row, at, by, words) for row in below]
    rows = [one for one, _ in read_rows if one.row]
    if not any(one.found is not None or one.ticked for one in rows):
        raise NothingFilledIn(document.file, f"{TITLE}尚未填寫，請逐筆核對紙本並填妥後再交回。")
    told = [(one.place, wrong) for one, wrong in read_rows if wrong]
    told += [(sheet.place(header.number), wrong) for wrong in _unsigned(labels)]
    rows, apart = _coherent(rows)
    problems = tuple(Problem(document.file, place, wrong) for place, wrong in [*told, *apart])
    checked = CheckedList(
        agency=clean(labels.get(AGENCY, [None])[0]),
        month=clean(labels.get(MONTH, [None])[0]),
        seals=seals,
        by=by,
        on=_day(labels.get(CHECKED_ON, [None])[0]),
        rows=tuple(rows),
    )
    table, _ = lines_found(checked, document.file)
    facts = Facts(
        file=document.file,
        carrier=document.carrier,
        columns={heading: heading for heading in at},
        header=sheet.place(header.number),
        agency=checked.agency,
        rows_printed=sum(one.ticked for one in rows),
        rows_unreadable=sum(one.ticked for one in rows) - len(table),
        entries=int(table["register_entry"].max()) if len(table) else 0,
    )
    return Reading(table, problems, facts, checked=checked)


def _header(document: Document) -> _Header:
    """Where the rows stand; raises FileRefused where a column or the labels above them are gone."""
    for sheet in document.sheets:
        for row in sheet.rows[:_SEARCHED_ROWS]:
            names = [clean(cell) for cell in row.cells]
            if ROW in names and FOUND in names:
                lacking = [one for one in (*PRINTED, *FILLED) if names.count(one) != 1]
                if lacking:
                    told = "」、「".join(lacking)
                    raise FileRefused(
                        document.file, f"{TITLE}缺少欄位「{told}」或同名欄位不只一個，請以原表重填，勿刪改欄位。"
                    )
                if SEAL in _labels(sheet, row):
                    return sheet, row, {str(name): at for at, name in enumerate(names) if name}
    raise FileRefused(
        document.file,
        f"這份{TITLE}不是可收錄的活頁簿（可能是列印用的 PDF，或表頭已被刪去）；"
        "請將核對結果填入 reconcile checklist 所製的活頁簿後交回。",
    )


def _labels(sheet: Sheet, header: Row) -> dict[str, list[object]]:
    """What stands beside each label above the rows."""
    found = defaultdict[str, list[object]](list)
    for row in sheet.rows:
        cells = row.padded(2).cells
        if row.number < header.number and (label := clean(cells[0])) and clean(cells[1]):
            found[label].append(cells[1])
    return dict(found)


def _unsigned(labels: dict[str, list[object]]) -> Iterator[str]:
    if CHECKED_BY not in labels:
        yield f"未填{CHECKED_BY}，無從認定由何人核對，其查得各筆均未採認，請補填。"
    if _day(labels.get(CHECKED_ON, [None])[0]) is None:
        yield f"{CHECKED_ON}空白或無法辨識，請補填，例如 115/11/5。"


def _day(value: object) -> date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None


def _row(
    sheet: Sheet, row: Row, at: dict[str, int], by: str | None, words: PurposeWords
) -> tuple[CheckedRow, str | None]:
    """One row, and what is wrong with it; without a 列次 it is none of the list's."""
    cells = row.padded(max(at.values()) + 1).cells
    said = {heading: clean(cells[at[heading]]) for heading in (*PRINTED, *FILLED)}
    printed = tuple(said[heading] or "" for heading in PRINTED)
    place = sheet.place(row.number)
    one = CheckedRow(place, printed[0], printed, None, by=said[BY] or by)
    if not one.row:
        return one, f"有內容而沒有「{ROW}」，可能被覆蓋或刪除，請以原表重填這一列。"
    if row.hidden:
        return replace(one, ticked=_is(said[FOUND], _FOUND)), "此列被隱藏（可能是篩選），未予採認，請取消隱藏後再交回。"
    return _answered(one, said, words)


def _answered(one: CheckedRow, said: dict[str, str | None], words: PurposeWords) -> tuple[CheckedRow, str | None]:
    """What a person filled in."""
    mark, numbers = said[FOUND], (said[PAGE], said[SLOT])
    if _is(mark, _ABSENT):
        wrong = f"核對為「無」而填有{PAGE}或{SLOT}，請確認紙本是否有此筆。" if any(numbers) else None
        return replace(one, found=None if wrong else False), wrong
    if not _is(mark, _FOUND):
        blank = not any((mark, *numbers, said[PURPOSE], said[TOLD]))
        wrong = "空白，尚未核對，請填 ✓ 或 無。" if blank else f"「{FOUND}」欄未填或無法辨識，請填 ✓ 或 無。"
        return one, wrong
    one, key, purposes = replace(one, ticked=True), _key(*numbers), _purposes(said[PURPOSE], words)
    if key is None:
        return one, f"核對為 ✓ 而{PAGE}或{SLOT}空白或不是數字，請填紙本之{PAGE}及{SLOT}。"
    if purposes is None:
        return one, f"「{PURPOSE}」空白或無法辨識，請填紙本所勾之事由（1 至 {len(words.purposes)}），未勾者填「未勾」。"
    return replace(one, found=True, key=key, purposes=purposes, note=said[TOLD]), None


def _is(mark: str | None, words: frozenset[str]) -> bool:
    return mark is not None and (mark.strip() in words or comparable(mark) in words)


def _key(page: str | None, slot: str | None) -> tuple[str, int, int] | None:
    """冊, 頁碼 and 序號: 甲-3 is page 3 of the book 甲."""
    found = [_NUMBERED.fullmatch(text) for text in (page or "", slot or "")]
    if found[0] is None or found[1] is None or found[1]["book"]:
        return None
    return comparable(found[0]["book"]), int(found[0]["number"]), int(found[1]["number"])


def _purposes(text: str | None, words: PurposeWords) -> str | None:
    """The purposes as `register.purposes` has them; None where the cell is blank or says something else."""
    if text is None:
        return None
    if comparable(text) in _UNTICKED:
        return ""
    one = words.purpose_of(text)
    told = [one] if one else [words.purpose_of(part) for part in _BETWEEN.split(text.strip()) if part]
    return ",".join(map(str, sorted({number for number in told if number}))) if told and all(told) else None


def _coherent(rows: Sequence[CheckedRow]) -> tuple[list[CheckedRow], list[tuple[str, str]]]:
    """The rows, those that contradict one another unused, and what is wrong with each of these.

    A 列次 stands once. One 頁碼 and 序號 is one session: of one user and day, of at most four queries, ticked once.
    """
    wrong = dict[int, str]()
    times = Counter(one.row for one in rows)
    entries = defaultdict[tuple[str, int, int], list[int]](list)
    for at, one in enumerate(rows):
        if times[one.row] > 1:
            wrong[at] = f"{ROW} {one.row} 在本表出現 {times[one.row]} 次，請以原表重填，勿複製或插入列。"
        elif one.found and one.key:
            entries[one.key].append(at)
    for key, among in entries.items():
        if said := _wrong_entry([rows[at] for at in among]):
            wrong |= dict.fromkeys(among, f"第 {key[0]}{key[1]} 頁序號 {key[2]} {said}")
    kept = [replace(one, found=None, key=None) if at in wrong else one for at, one in enumerate(rows)]
    return kept, [(rows[at].place, wrong[at]) for at in sorted(wrong)]


def _wrong_entry(among: Sequence[CheckedRow]) -> str | None:
    if len(among) > LINES_AN_ENTRY:
        return f"填有 {len(among)} 筆查詢，紙本一個序號至多 {LINES_AN_ENTRY} 筆，請確認{PAGE}及{SLOT}。"
    if len({one.printed[2:4] for one in among}) > 1:
        return "填有不同使用者之查詢，一個序號只屬一人之一次登入；各人分冊者，頁碼請冠冊別（例如 甲-3）。"
    if len({one.printed[1].partition(" ")[0] for one in among}) > 1:
        return f"填有不同日期之查詢，一個序號只屬一次登入，請確認{PAGE}及{SLOT}。"
    if len({(one.purposes) for one in among}) > 1:
        return f"各筆所填「{PURPOSE}」不同，紙本一個序號只有一組事由，請確認。"
    return None
