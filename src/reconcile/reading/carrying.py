"""What is written once for several rows: by a mark that repeats it, in a merged cell, or above rows left blank."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from reconcile.carriers.raw import Cell, Sheet
from reconcile.reading.entries import Entry
from reconcile.reading.headings import PURPOSE_COLUMNS
from reconcile.reading.lines import lines_of
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.text.folding import clean, comparable

_SESSION = ("session", "on", "login", "logout", "logout_on")
_OF_ENTRY = (
    *_SESSION,
    *("user_name", "signed_by", "purposes", "purpose_note", *PURPOSE_COLUMNS, "agency", "result"),
)
_DITTO = re.compile(
    r"[(（]?(?:[〃″〞\"”“＂]{1,2}|['’]{2}|[.．]{2}|‥|[、:：]{2}|[↑⬆⇧^↓⬇⇩|｜│]|々"
    r"|(?:同|仝|如|承)(?:上|前)(?:列|欄|述|筆|項|人|者)?|上同|[同仝][左右]|仝|同)[)）]?[。.]?|(?i:ditto|same|asabove)\.?"
)
_SAME_NUMBER = re.compile(
    r"[(（]?(?:同|仝|如)(?:上)?(?:序號?|編號|項次|第|no\.?)?\s*(?P<number>\d+)\s*(?:號|筆|項|列|欄)?[)）]?"
)
_AROUND = re.compile(r"^[-—–－─]+(?=[^-—–－─])|(?<=[^-—–－─])[-—–－─]+$")
"""Lines drawn to both sides of a mark: --〃--."""
_LONGEST_MARK = 8


def written_out(found: Scan) -> Scan:
    """The same rows with what a mark repeats written in its place: 〃, 同上, ↑, 同序號1.

    On the form, where user and supervisor stand one below the other, a mark repeats the cell in the
    same place of the entry above.
    """
    items: list[DataRow | Note] = []
    above: list[DataRow] = []
    for item in found.items:
        if isinstance(item, Note):
            items.append(item)
            continue
        if above and above[-1].sheet is not item.sheet and item.sheet.page is None:
            above = []
        whole = _repeated(item, above)
        items.append(whole)
        above.append(whole)
    return replace(found, items=items)


def written_out_where_marked(found: Scan) -> Scan:
    """The same for a statement, in which hardly any row bears such a mark."""
    return found if all(map(_MARKS.isdisjoint, (row.row.cells for row in found.rows))) else written_out(found)


_MARKS = frozenset("〃 ″ 〞 ” \" ＂ '' 〃〃 々 ↑ 同上 仝上 同前 同左 同 仝 (同上) （同上）".split())
"""Those of `_DITTO` that no system prints for anything else: only where one stands is a statement written out."""


def _repeated(data: DataRow, above: Sequence[DataRow]) -> DataRow:
    if not any(_mark(cell) for cell in data.row.cells):
        return data
    cells = [
        _source(data, above, at, mark) if (mark := _mark(cell)) else cell for at, cell in enumerate(data.row.cells)
    ]
    return data._replace(row=data.row._replace(cells=tuple(cells)))


def _mark(cell: Cell) -> str | None:
    """The cell as text where it is a mark that repeats."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_MARK + 4:
        return None
    text = _AROUND.sub("", "".join(cell.split()))
    return text if _DITTO.fullmatch(text) or _SAME_NUMBER.fullmatch(text.lower()) else None


def _source(data: DataRow, above: Sequence[DataRow], at: int, mark: str) -> Cell:
    """What the mark repeats; None where nothing stands above it."""
    named = _SAME_NUMBER.fullmatch(mark.lower())
    on_form = bool(data.layout.stacked) and data.layout.depth > 1
    for other in reversed(above):
        if named and _number_of(other) != named["number"]:
            continue
        if on_form and (other.text("seq_no") is None) != (data.text("seq_no") is None):
            continue
        cell = other.row.cells[at] if at < len(other.row.cells) else None
        if clean(cell) or on_form or any(other.text(meaning) for meaning in ("seq_no", *_SESSION)):
            return cell
    return None


def _number_of(data: DataRow) -> str:
    return re.sub(r"\D", "", data.text("seq_no") or "")


def carry(entries: Sequence[Entry]) -> None:
    """Tell each entry of a list where what it leaves blank is written above for it too."""
    for before, entry in itertools.pairwise(entries):
        if _apart(before, entry) or entry.goes_on:
            continue
        once = (
            _is_untimed(entry) and _of_one_user(before, entry) and any(line.condition for line in lines_of(entry.rows))
        )
        for meaning in _OF_ENTRY:
            if not entry.own_texts(meaning) and before.texts(meaning) and (once or _merged(entry, before, meaning)):
                entry.carried[meaning] = before
    _carry_users(entries)


def _apart(before: Entry, entry: Entry) -> bool:
    one, other = before.rows[-1], entry.rows[0]
    return (one.sheet is not other.sheet and other.sheet.page is None) or "signed_by" in other.layout.stacked


def _is_untimed(entry: Entry) -> bool:
    """Neither day nor time stands in it: not even the words of the form."""
    return entry.rows[0].text("seq_no") is not None and not any(entry.own_texts(meaning) for meaning in _SESSION)


def _of_one_user(before: Entry, entry: Entry) -> bool:
    """Nobody else's session goes on: the entry names nobody, or whom the one above names."""
    own, other = ("".join(one.texts("user_name")) for one in (entry, before))
    return not own or comparable(own) == comparable(other)


def _merged(entry: Entry, before: Entry, meaning: str) -> bool:
    """A cell that begins in the entry above, or further up, reaches down to this one."""
    data = entry.rows[0]
    at, row = data.layout.columns.get(meaning), data.row.number - 1
    if at is None or before.rows[0].sheet is not data.sheet:
        return False
    return any(top < row <= last and first <= at <= end for (top, first), (last, end) in data.sheet.merged)


def _carry_users(entries: Sequence[Entry]) -> None:
    """A list that never writes a user twice in a row writes each once for the rows below."""
    sheets: dict[Sheet, list[Entry]] = {}
    for entry in entries:
        if not entry.goes_on and "signed_by" not in entry.rows[0].layout.stacked:
            sheets.setdefault(entry.rows[0].sheet, []).append(entry)
    for kept in sheets.values():
        written = [entry for entry in kept if entry.texts("user_name")]
        names = [comparable(entry.text("user_name") or "") for entry in written]
        blank = len(kept) - len(written)
        twice = any(one == other for one, other in itertools.pairwise(names))
        if not written or written[0] is not kept[0] or twice or blank < max(2, len(written)):
            continue
        for before, entry in itertools.pairwise(kept):
            if not entry.texts("user_name"):
                entry.carried["user_name"] = before
