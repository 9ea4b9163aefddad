"""Web pages saved as one file (MHTML), also by Excel and Word under names of their own."""

import email
import email.errors
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path, PurePosixPath

from reconcile.carriers.raw import Document, Flaw
from reconcile.carriers.text import html
from reconcile.errors import FileRefused

_CUT = "網頁封存檔在中途結束，可能有資料遺失，請重新下載或另存。"
_ATTACHED = "是電子郵件，附件未讀取，請將附件另存後以附件重跑。"


def read(path: Path) -> Document:
    """A sheet for each page in the file that holds a table, else for each page.

    Raises FileRefused where it holds none.
    """
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    pages = [(_name(part), _content(part)) for part in parts]
    tables = [page for page in pages if b"<table" in page[1].lower()]
    attached = any(part.get_filename() for part in message.iter_attachments())
    if attached and not tables:
        raise FileRefused(path.name, _ATTACHED)
    if not pages:
        raise FileRefused(path.name, "網頁封存檔裡沒有網頁，請以 Excel 開啟後另存為 xlsx 再重跑。")
    read_pages = [(name, html.of_content(path.name, page)) for name, page in tables or pages]
    several = len(read_pages) > 1
    sheets = [
        replace(sheet, name=name if several else None)
        for name, document in read_pages
        for sheet in document.sheets
    ]
    flaws = [flaw for _, document in read_pages for flaw in document.flaws]
    if any(isinstance(each, email.errors.CloseBoundaryNotFoundDefect) for each in message.defects):
        flaws.append(Flaw(_CUT))
    if attached:
        flaws.append(Flaw(_ATTACHED))
    return Document(path.name, "html", tuple(sheets), flaws=tuple(dict.fromkeys(flaws)))


def _content(part: EmailMessage) -> bytes:
    """The page in UTF-8, whatever the part says of its encoding."""
    content = part.get_payload(decode=True)
    charset = part.get_content_charset()
    assert isinstance(content, bytes)
    if charset is None:
        return content
    try:
        return content.decode(charset).encode("utf-8-sig")
    except (LookupError, UnicodeDecodeError):
        return content


def _name(part: EmailMessage) -> str:
    return PurePosixPath(part.get("Content-Location", "")).stem
