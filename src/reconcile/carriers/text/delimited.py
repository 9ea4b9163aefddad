"""CSV and TSV: text to rows without losing one (DOMAIN.md, Text traps)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from reconcile.carriers.raw import Document, Flaw, Row, Sheet
from reconcile.carriers.text.decoding import decode
from reconcile.errors import FileRefused

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffd]")
_BELOW = re.compile("[計頁筆]|製表|列印|備註")
"""The first words of what stands below a table with fewer cells than its rows."""
_CUT = "，檔案可能在中途截斷，請重新下載。"
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
        if not (whole := _quoted(text)):
            raise FileRefused(
                path.name, f"{_QUOTES}無法確定各欄起訖，請重新匯出或修正後重跑。", f"第 {start} 行"
            ) from None
        told = Flaw(f"{_QUOTES}已依各欄外側的引號分欄，請對照原始報表確認。", f"第 {start} 行")
        return Document(
            path.name, "csv", (Sheet(tuple(whole)),), flaws=(told, *_flaws(text, whole))
        )
    return Document(path.name, "csv", (Sheet(tuple(rows)),), flaws=tuple(_flaws(text, rows)))


_QUOTES = "引號不成對，"


def _quoted(text: str) -> list[Row]:
    """The rows where every cell of every line is in quotes, some with a quote inside; else none.

    Between two cells stand their quotes around the separator, and as often on every line.
    """
    between = f'"{_delimiter(text)}"'
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    written = [line for line in lines if line]
    wrapped = all(len(line) > 1 and line[0] == line[-1] == '"' for line in written)
    if not wrapped or len({line.count(between) for line in written}) != 1:
        return []
    parts = (
        (number, line[1:-1].split(between)) for number, line in enumerate(lines, start=1) if line
    )
    return [
        Row(number, tuple(_unmarked(cell.replace('""', '"')) for cell in cells))
        for number, cells in parts
    ]


def _flaws(text: str, rows: Sequence[Row]) -> Iterator[Flaw]:
    """What shows that the file is damaged, or ends in the middle of a row."""
    if damaged := _CONTROL.search(text):
        line = text.count("\n", 0, damaged.start()) + 1
        yield Flaw("含有文字檔不會有的控制字元，檔案可能已損壞，請重新下載。", f"第 {line} 行")
    filled = [row for row in rows if not row.blank]
    if len(filled) > 1 and not text.endswith("\n" if "\n" in text else "\r"):
        place = f"第 {filled[-1].number} 列"
        last, before = (len(row.cells) for row in (filled[-1], filled[-2]))
        shorter = last < before and (last > 1 or filled[-1].first.isdigit())
        if _BELOW.search(filled[-1].first):
            return
        if shorter:
            yield Flaw(f"最後一列只有 {last} 欄（前一列 {before} 欄）{_CUT}", place)
        elif last == before and (text.endswith("\r") or _is_cut(filled)):
            yield Flaw(f"最後一列的最後一欄不完整{_CUT}", place)


def _is_cut(rows: Sequence[Row]) -> bool:
    """The last cell is the beginning of others in its column, in which it stands nowhere whole."""
    last, width = str(rows[-1].cells[-1] or ""), len(rows[-1].cells)
    column = {str(row.cells[-1] or "") for row in rows[:-1] if len(row.cells) == width}
    return last not in column and any(cell.startswith(last) for cell in column)


def _unmarked(cell: str) -> str | None:
    """A cell without the marks by which Excel is told that it is text: ="007" and '007."""
    marked = _TEXT_MARKS.fullmatch(cell) if cell[:1] in {"=", "'"} else None
    return (marked["quoted"] or marked["rest"] if marked else cell) or None


def _delimiter(text: str) -> str:
    """The separator that occurs most in the lines at the top; a comma where none does."""
    top = "".join(text.splitlines(keepends=True)[:50])
    return max(",\t;|", key=top.count)
