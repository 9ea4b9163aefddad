"""CSV and TSV: text to rows without losing one (DOMAIN.md, Text traps)."""

import csv
import io
import re
from pathlib import Path

from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.carriers.text.decoding import decode
from reconcile.errors import FileRefused

_TEXT_MARKS = re.compile(r'="(?P<quoted>[^"]*)"|\'(?P<rest>[^\']*)', re.DOTALL)


def read(path: Path) -> Document:
    """One sheet; a row's number is the line on which it starts."""
    text = decode(path.name, path.read_bytes())
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    start = 1
    try:
        for cells in reader:
            rows.append(Row(start, tuple(map(_unmarked, cells))))
            start = reader.line_num + 1
    except csv.Error:
        raise FileRefused(
            path.name, "引號不成對，無法確定各欄起訖，請重新匯出或修正後重跑。", f"第 {start} 行"
        ) from None
    return Document(path.name, "csv", (Sheet(tuple(rows)),))


def _unmarked(cell: str) -> str | None:
    """A cell without the marks by which Excel is told that it is text: ="007" and '007."""
    marked = _TEXT_MARKS.fullmatch(cell) if cell[:1] in {"=", "'"} else None
    return (marked["quoted"] or marked["rest"] if marked else cell) or None


def _delimiter(text: str) -> str:
    """The separator that occurs most in the lines at the top; a comma where none does."""
    top = "".join(text.splitlines(keepends=True)[:50])
    return max(",\t;|", key=top.count)
