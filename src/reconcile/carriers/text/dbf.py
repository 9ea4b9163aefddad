"""dBASE tables (.dbf), which older systems hand out."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reconcile.carriers.first_bytes import DBASE_END, DBASE_FIELD, DBASE_HEADER
from reconcile.carriers.raw import Document, Flaw, Row, Sheet
from reconcile.carriers.text.decoding import decode
from reconcile.errors import FileRefused

_MEMO = frozenset("MGPB")
_CUT = "檔案不完整或已損壞，請重新匯出後重跑。"
_ELSEWHERE = "有欄位的內容放在另一個檔案（備註欄），未能讀取，請改匯出 Excel 或 CSV 檔。"


class _Field(NamedTuple):
    name: str
    kind: str
    start: int
    width: int


def read(path: Path) -> Document:
    """One sheet: the names of the fields, and the records; those marked as deleted are hidden rows.

    Raises FileRefused where the file ends before the records that it counts.
    """
    content = path.read_bytes()
    count, start, width = struct.unpack_from("<IHH", content, 4)
    fields = list(_fields(path.name, content))
    if not width or len(content) < start + count * width or _ends(fields) > width:
        raise FileRefused(path.name, _CUT)
    rows = [Row(1, tuple(field.name for field in fields))]
    for number in range(count):
        record = content[start + number * width : start + (number + 1) * width]
        cells = tuple(_cell(path.name, record, field) for field in fields)
        rows.append(Row(number + 2, cells, hidden=record[:1] == b"*"))
    flaws = (Flaw(_ELSEWHERE),) if any(field.kind in _MEMO for field in fields) else ()
    return Document(path.name, "dbf", (Sheet(tuple(rows)),), flaws=flaws)


def _fields(file: str, content: bytes) -> Iterator[_Field]:
    at, start = DBASE_HEADER, 1
    while at + DBASE_FIELD <= len(content) and content[at] != DBASE_END:
        name = decode(file, content[at : at + 11].partition(b"\x00")[0])
        width = content[at + 16]
        yield _Field(name, chr(content[at + 11]), start, width)
        at, start = at + DBASE_FIELD, start + width


def _ends(fields: list[_Field]) -> int:
    return max((field.start + field.width for field in fields), default=1)


def _cell(file: str, record: bytes, field: _Field) -> str | None:
    """The text of a field; of a memo nothing, for it lies in another file."""
    if field.kind in _MEMO:
        return None
    return decode(file, record[field.start : field.start + field.width]).strip(" \x00") or None
