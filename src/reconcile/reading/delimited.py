"""CSV and TSV: bytes to text without a guess, text to rows without losing one (DOMAIN.md, Text traps)."""

import csv
import io
from pathlib import Path

from reconcile.errors import FileRefused
from reconcile.reading.raw import Document, Row, Sheet

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read(path: Path) -> Document:
    """One sheet; a row's number is the line on which it starts."""
    text = _decode(path)
    if "<table" in text.lower() or text.lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        raise FileRefused(path.name, "內容是網頁（HTML）而不是資料檔，請重新自系統匯出 Excel 或 CSV。")
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    start = 1
    try:
        for cells in reader:
            rows.append(Row(start, tuple(cell or None for cell in cells)))
            start = reader.line_num + 1
    except csv.Error:
        raise FileRefused(
            path.name, "引號不成對，無法確定各欄起訖，請重新匯出或修正後重跑。", f"第 {start} 行"
        ) from None
    return Document(path.name, "csv", (Sheet(tuple(rows)),))


def _decode(path: Path) -> str:
    """By BOM, then strict UTF-8, then strict cp950: never big5 or big5hkscs, which fail on or change characters."""
    content = path.read_bytes()
    encodings = [name for bom, name in _BOMS.items() if content.startswith(bom)] or ["utf-8", "cp950"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            at = error.start
    line = content.count(b"\n", 0, at) + 1
    shown = content[at : at + 2].hex(" ").upper()
    raise FileRefused(
        path.name,
        f"有無法解讀的文字（位元組 {shown}，可能為造字），請以 UTF-8 另存或改用 Excel 檔後重跑。",
        f"第 {line} 行",
    )


def _delimiter(text: str) -> str:
    """The separator that occurs most in the lines at the top; a comma where none does."""
    top = "".join(text.splitlines(keepends=True)[:50])
    return max(",\t;|", key=top.count)
