"""Records in JSON or XML: a list of objects, or elements of elements, each one row."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reconcile.carriers import first_bytes
from reconcile.carriers.raw import Cell, Document, Flaw, Row, Sheet
from reconcile.carriers.text import html
from reconcile.carriers.text.decoding import decode
from reconcile.errors import FileRefused

_BROKEN = "檔案不完整或已損壞，請重新匯出後重跑。"
_NO_ROWS = "是 JSON 或 XML 檔，但內容不是一筆一筆的紀錄，請改匯出 Excel 或 CSV 檔再重跑。"
_A_PAGE = "檔案載明還有其他頁的資料，本檔未含全部，請匯出全部資料後重跑。"

Record = Mapping[str, Cell]


def read(path: Path, head: bytes) -> Document:
    """One sheet of the records; `head` tells whether they are in JSON or in XML."""
    return _read_json(path) if first_bytes.is_json(head) else _read_xml(path)


def _read_json(path: Path) -> Document:
    """One sheet; raises FileRefused where it is damaged, or holds no records."""
    try:
        told = json.loads(decode(path.name, path.read_bytes()).removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise FileRefused(path.name, _BROKEN) from None
    lists = [told] if isinstance(told, list) else [one for one in told.values() if _is_list(one)]
    if len(lists) != 1 or not _is_list(lists[0]):
        raise FileRefused(path.name, _NO_ROWS)
    records = [_flat(one) for one in lists[0]]
    beside = {} if isinstance(told, list) else _flat(told, but=lists[0])
    words = [f"{key}：{value}" for key, value in beside.items() if value is not None]
    flaws = [Flaw(_A_PAGE)] if any(_says_more(*one) for one in beside.items()) else []
    return _document(path, "json", records, words, flaws)


def _read_xml(path: Path) -> Document:
    """One sheet; what is no list of records is read as a web page is."""
    try:
        root = fromstring(path.read_bytes(), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise FileRefused(path.name, _BROKEN) from None
    while len(root) == 1 and len(root[0]) and len(root[0][0]):
        root = root[0]
    plain = len(root) and all(len(one) and not any(map(len, one)) for one in root)
    if not plain or len({one.tag for one in root}) > 1:
        return html.read(path)
    named = [{part.tag.rpartition("}")[2]: part.text for part in one} for one in root]
    if any(len(told) < len(one) for told, one in zip(named, root, strict=True)):
        return html.read(path)
    return _document(path, "xml", named)


def _is_list(told: Any) -> bool:
    """A list of objects."""
    return isinstance(told, list) and bool(told) and all(isinstance(one, dict) for one in told)


def _flat(told: Mapping[str, Any], *, but: object = None) -> dict[str, Cell]:
    """Its values by name, those of an object inside it by both names; without the value `but`."""
    found: dict[str, Cell] = {}
    for key, value in told.items():
        if isinstance(value, dict):
            found |= {f"{key}{name}": _cell(part) for name, part in value.items()}
        elif value is not but:
            found[str(key)] = _cell(value)
    return found


_PAGES = re.compile(
    r"(?:total_?pages?|pages?_?(?:count|total)|pages|last_?page|總頁數)$", re.IGNORECASE
)
_MORE = re.compile(r"has_?(?:next|more)(?:_?page)?$|next(?:_?page)?$", re.IGNORECASE)


def _says_more(name: str, value: Cell) -> bool:
    """What stands beside the records says that there are more pages of them."""
    if _PAGES.search(name):
        return str(value).isdecimal() and int(str(value)) > 1
    return bool(_MORE.search(name)) and value not in {None, False, "", "false", "null"}


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)


def _document(
    path: Path,
    carrier: str,
    records: Iterable[Record],
    words: Sequence[str] = (),
    flaws: Sequence[Flaw] = (),
) -> Document:
    """What is said beside the records, a row of the names, and a row a record."""
    records = list(records)
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [tuple(record.get(name) for name in names) for record in records]
    above = [(one,) for one in words]
    numbered = (
        Row(number, cells) for number, cells in enumerate([*above, tuple(names), *rows], start=1)
    )
    return Document(path.name, carrier, (Sheet(tuple(numbered)),), flaws=tuple(flaws))
