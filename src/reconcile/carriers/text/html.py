"""Web pages, also those that a system hands out under the name of a workbook (.xls)."""

import re
from pathlib import Path

from reconcile.carriers.first_bytes import is_web_page
from reconcile.carriers.flow import Block, TooLarge, sheet_of
from reconcile.carriers.marks import Things
from reconcile.carriers.raw import Document, Flaw, Row, Thing
from reconcile.carriers.text.boxes_as_rows import with_tables
from reconcile.carriers.text.decoding import decode
from reconcile.carriers.text.page import Page
from reconcile.errors import FileRefused

_META_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_WITHIN = 4096
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8"} | dict.fromkeys(
    ["big5", "big-5", "big5-hkscs", "cn-big5", "x-x-big5", "cp950", "ms950", "windows-950"], "cp950"
)
_LOGIN = re.compile(r"登\s*入|log\s*-?\s*in|sign\s*-?\s*in", re.IGNORECASE)
_CUT = "網頁檔在中途結束或有毀損（表格、網頁或標記不完整），可能有資料遺失，請重新下載。"
_ELSEWHERE = "網頁內容分在其他檔案（頁框），本檔未含全部資料，請以 Excel 開啟後另存為 xlsx 再重跑。"
_OF_STYLES = "網頁以樣式顯示文字，其內容未讀取，請以 Excel 開啟後另存為 xlsx 再重跑。"
_WRITTEN_BY_STYLES = re.compile(
    r"content\s*:\s*(['\"])(?:(?!\1)[^\\{}]){0,80}\d{3}(?:(?!\1)[^\\{}]){0,80}\1"
)
"""What a style sheet writes: a number in it may be one of a row; signs and icons are not."""


def read(path: Path) -> Document:
    """One sheet of table rows, hidden ones included.

    Each line of text between tables is a row of one cell. Raises FileRefused where the page is a
    login form, holds no text, or is an XML workbook.
    """
    return of_content(path.name, path.read_bytes())


def of_content(file: str, content: bytes) -> Document:
    """The same of a page that lies inside another file."""
    things = Things()
    text = decode(file, content, _declared(content))
    try:
        page = _parsed(text, things)
        if not page.has_tables:
            things = Things()
            page = _parsed(with_tables(text), things)
        sheet = sheet_of(page.blocks, things.found)
    except (TooLarge, RecursionError):
        raise FileRefused(
            file, "網頁中的表格過大或層數過多，無法讀取，請重新匯出 Excel 或 CSV。"
        ) from None
    _refuse_unless_data(file, page, sheet.rows)
    flaws = [Flaw(_CUT)] if page.unfinished else []
    flaws += [Flaw(_ELSEWHERE)] if page.frames else []
    flaws += [Flaw(_OF_STYLES)] if _WRITTEN_BY_STYLES.search(text) else []
    return Document(file, "html", (sheet,), flaws=tuple(flaws))


def chunk_blocks(content: bytes | None, things: Things) -> list[Block]:
    """What a word processor shows of a web page put into its document.

    A mark where it is another kind of file.
    """
    if content is None or not is_web_page(content[:4096]):
        return [things.mark(Thing("object"))]
    return list(_parsed(decode("", content, _declared(content)), things).blocks)


def _parsed(text: str, things: Things) -> Page:
    page = Page(things)
    page.feed(text)
    page.close()
    return page


def _declared(content: bytes) -> str | None:
    """The charset of the page's meta, where it is one that can be wrong aloud.

    Latin-1 decodes anything.
    """
    found = _META_CHARSET.search(content[:_META_WITHIN])
    return _ENCODINGS.get(found[1].decode("ascii", "replace").lower()) if found else None


def _refuse_unless_data(file: str, page: Page, rows: tuple[Row, ...]) -> None:
    if any(sum(1 for _ in row.texts()) >= 3 for row in rows):
        return
    text = "\n".join([page.title, *(text for row in rows for text in row.texts())])
    if page.asks_password or _LOGIN.search(text):
        raise FileRefused(
            file, "內容是登入網頁而不是報表（下載時可能已逾時），請重新登入系統後再下載一次。"
        )
    if page.is_xml_workbook:
        raise FileRefused(file, "內容是 XML 試算表（2003），請以 Excel 開啟後另存為 xlsx 再重跑。")
    if not rows and page.frames:
        raise FileRefused(file, _ELSEWHERE)
    if not rows:
        raise FileRefused(file, "網頁裡沒有任何文字，請重新自系統匯出 Excel 或 CSV。")
