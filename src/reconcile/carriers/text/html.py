"""Web pages, also those that a system hands out under the name of a workbook (.xls)."""

import re
from html.parser import HTMLParser
from pathlib import Path

from reconcile.carriers.flow import Block, Table, TooLarge, sheet_of
from reconcile.carriers.raw import Document, Row
from reconcile.carriers.text.decoding import decode
from reconcile.errors import FileRefused

_META_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TAG = re.compile(rb"<(?:!doctype\s+html|html|table)\b", re.IGNORECASE)
_META_WITHIN = 4096
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8"} | dict.fromkeys(
    ["big5", "big-5", "big5-hkscs", "cn-big5", "x-x-big5", "cp950", "ms950", "windows-950"], "cp950"
)
_MAX_COLSPAN, _MAX_ROWSPAN = 1000, 65534
_DIGITS = re.compile(r"\s*\+?([0-9]{1,9})")
_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_BREAK = "\v"
"""Stands where a block begins or ends; no white space of the source is left that could be taken
for it."""
_BETWEEN_BLOCKS = re.compile(r" *\n? *\v[ \v]*")
_AT_BREAK = re.compile(r" *\n *")
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
    "header hr legend li main nav ol option p pre section select textarea title ul".split()
)
_STRUCK = frozenset("s strike del".split())
"""Text with a line through it: a person's way to delete it."""
_LOGIN = re.compile(r"登\s*入|log\s*-?\s*in|sign\s*-?\s*in", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_XML_WORKBOOK = re.compile(r"<(?:\w+:)?Workbook[\s>]")


def is_page(head: bytes) -> bool:
    """The first bytes of a file are those of a web page, whatever its encoding."""
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain.startswith(b"<") or _TAG.search(plain) is not None


def read(path: Path) -> Document:
    """One sheet of table rows, hidden ones included.

    Each line of text between tables is a row of one cell. Raises FileRefused where the page is
    a login form, holds no text, or is an XML workbook.
    """
    content = path.read_bytes()
    text = decode(path.name, content, _declared(content))
    page = _Page()
    try:
        page.feed(text)
        page.close()
        sheet = sheet_of(page.blocks)
    except (TooLarge, RecursionError):
        raise FileRefused(
            path.name, "網頁中的表格過大或層數過多，無法讀取，請重新匯出 Excel 或 CSV。"
        ) from None
    _refuse_unless_data(path.name, page, sheet.rows)
    return Document(path.name, "html", (sheet,))


def _declared(content: bytes) -> str | None:
    """The charset of the page's meta, where it is one that can be wrong aloud.

    Latin-1 decodes anything.
    """
    found = _META_CHARSET.search(content[:_META_WITHIN])
    return _ENCODINGS.get(found[1].decode("ascii", "replace").lower()) if found else None


def _refuse_unless_data(file: str, page: "_Page", rows: tuple[Row, ...]) -> None:
    if any(sum(1 for _ in row.texts()) >= 3 for row in rows):
        return
    text = "\n".join([page.title, *(text for row in rows for text in row.texts())])
    if page.asks_password or _LOGIN.search(text):
        raise FileRefused(
            file, "內容是登入網頁而不是報表（下載時可能已逾時），請重新登入系統後再下載一次。"
        )
    if page.is_xml_workbook:
        raise FileRefused(file, "內容是 XML 試算表（2003），請以 Excel 開啟後另存為 xlsx 再重跑。")
    if not rows:
        raise FileRefused(file, "網頁裡沒有任何文字，請重新自系統匯出 Excel 或 CSV。")


class _OpenTable:
    """A table while it is read.

    End tags may be missing, and cells of the rows above may reach down.
    """

    def __init__(self) -> None:
        self.table = Table()
        self.cell: list[Block] | None = None
        self._in_row = False
        self._at = 0
        self._covered: dict[int, int] = {}
        self._reaching: dict[int, int] = {}

    def start_group(self) -> None:
        """A cell does not reach from thead, tbody or tfoot into the next."""
        self.end_row()
        self._covered, self._reaching = {}, {}

    def start_row(self, *, hidden: bool = False) -> None:
        self.end_row()
        self._in_row = True
        self._at = 0
        self._covered = {
            at: rows - 1 for at, rows in self._covered.items() if rows > 1
        } | self._reaching
        self._reaching = {}
        self.table.start_row(self._covered.keys(), hidden=hidden)

    def start_cell(self, columns: int, rows: int) -> None:
        if not self._in_row:
            self.start_row()
        while self._at in self._covered:
            self._at += 1
        self.cell = []
        self.table.put(self._at, self.cell)
        if rows > 1:
            self._reaching |= dict.fromkeys(range(self._at, self._at + columns), rows - 1)
        self._at += columns

    def end_row(self) -> None:
        self.cell = None
        self._in_row = False


class _Page(HTMLParser):
    """Text and tables of a page.

    Tags may be left open or cross one another, as browsers bear it.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title = ""
        self.asks_password = False
        self.is_xml_workbook = False
        self._open: list[_OpenTable] = []
        self._pieces: list[str] = []
        self._silent: str | None = None
        self._struck = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open what the tag opens, and close what its kind closes without a word."""
        if self._silent == "title":
            self._silent = None
        match tag:
            case "script" | "style" | "title":
                self._silent = tag
            case "table":
                self._start_table()
            case "tr" | "thead" | "tbody" | "tfoot" | "td" | "th" if self._open:
                self._flush()
                self._start_in_table(tag, dict(attrs))
            case "br":
                self._pieces.append("\n")
            case "input":
                self._input(dict(attrs))
            case "workbook":
                self.is_xml_workbook = True
            case _ if tag in _BLOCK_TAGS:
                self._pieces.append(_BREAK)
            case _ if tag in _STRUCK:
                self._struck += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As browsers do: the slash means nothing."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close a cell, row or table; text behind it stands outside."""
        if tag == self._silent:
            self._silent = None
        elif tag == "table" and self._open:
            self._end_table()
        elif tag in {"td", "th"} and self._open:
            self._flush()
            self._open[-1].cell = None
        elif tag in {"tr", "thead", "tbody", "tfoot"} and self._open:
            self._flush()
            self._open[-1].end_row()
        elif tag in _BLOCK_TAGS:
            self._pieces.append(_BREAK)
        elif tag in _STRUCK:
            self._struck = max(self._struck - 1, 0)

    def handle_data(self, data: str) -> None:
        """Text, with white space as a browser shows it."""
        if self._silent == "title":
            self.title += data
        elif self._silent is None and not self._struck:
            self._pieces.append(_WHITE.sub(" ", data))

    def close(self) -> None:
        """The end of the file closes every table that is open."""
        super().close()
        while self._open:
            self._end_table()
        self._flush()

    def _start_table(self) -> None:
        self._flush()
        if self._open and self._open[-1].cell is None:
            self._end_table()
        self._open.append(_OpenTable())

    def _end_table(self) -> None:
        self._flush()
        table = self._open.pop().table
        self._here.append(table)

    def _start_in_table(self, tag: str, attrs: dict[str, str | None]) -> None:
        table = self._open[-1]
        self._struck = 0
        if tag == "tr":
            table.start_row(
                hidden="hidden" in attrs or _NOT_SHOWN.search(attrs.get("style") or "") is not None
            )
        elif tag in {"td", "th"}:
            columns = min(_span(attrs.get("colspan"), 1), _MAX_COLSPAN)
            table.start_cell(columns, min(_span(attrs.get("rowspan"), _MAX_ROWSPAN), _MAX_ROWSPAN))
        else:
            table.start_group()

    def _input(self, attrs: dict[str, str | None]) -> None:
        kind = (attrs.get("type") or "text").lower()
        if kind == "password":
            self.asks_password = True
        elif kind in {"checkbox", "radio"}:
            self._pieces.append("☑" if "checked" in attrs else "☐")
        elif kind == "text":
            self._pieces.append(_WHITE.sub(" ", attrs.get("value") or ""))

    @property
    def _here(self) -> list[Block]:
        """Where text belongs now.

        The open cell, or, for text between cells, what is around the table.
        """
        return next(
            (table.cell for table in reversed(self._open) if table.cell is not None), self.blocks
        )

    def _flush(self) -> None:
        if self._pieces:
            if text := _shown("".join(self._pieces)):
                self._here.append(text)
            self._pieces = []


def _shown(text: str) -> str:
    """Lines as a browser breaks them: at every <br>, and once between blocks."""
    text = text.strip()
    return (
        _AT_BREAK.sub("\n", _BETWEEN_BLOCKS.sub("\n", text))
        if "\n" in text or _BREAK in text
        else text
    )


def _span(value: str | None, zero: int) -> int:
    """A colspan or rowspan; rowspan 0 is the rest of the group, and what is no number is 1."""
    digits = _DIGITS.match(value) if value else None
    return (int(digits[1]) or zero) if digits else 1
