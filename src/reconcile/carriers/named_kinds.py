"""Kinds of files that no reader reads, each by its own name and with what to do."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from reconcile.errors import FileRefused

ACCEPTED = "PDF、Excel（xlsx、xls）、Word（docx）、ods、odt 或 CSV 檔"
"""What an office may hand in instead."""


def _picture(name: str) -> str:
    return f"是圖片（{name}），沒有文字可讀，請改用原始的 {ACCEPTED}重跑。"


def _packed(name: str) -> str:
    return f"是壓縮檔（{name}），請先解壓縮，再以其中的檔案重跑。"


def _saved_as(name: str, program: str, kind: str) -> str:
    return f"是 {name}，請以 {program} 開啟後另存為 {kind} 再重跑。"


def _pointer(name: str) -> str:
    return f"是{name}，不是檔案本身，請開啟它所指的檔案，另存或下載後以該檔重跑。"


def _printed(name: str) -> str:
    return f"是 {name}，請自原程式另存為 PDF 再重跑。"


_PROGRAM = "是執行檔，不是報表，請勿開啟，並確認檔案來源。"
_SLIDES = "是簡報，不是報表，請將其中的表格複製到 Excel 或 Word 另存後重跑。"
_LOCKED = (
    "是 Office 開啟檔案時的暫存檔，不是報表，請關閉 Excel 或 Word，以檔名沒有「~」的檔案重跑。"
)

_SIGNS: Sequence[tuple[bytes, str]] = (
    (rb"\{\\rtf", _saved_as("RTF 文件", "Word", "docx")),
    (rb"\x89PNG", _picture("PNG")),
    (rb"\xff\xd8\xff", _picture("JPEG")),
    (rb"GIF8", _picture("GIF")),
    (rb"II\*\x00|MM\x00\*", _picture("TIFF")),
    (rb".{4}ftyp(?:hei|mif|hev)", _picture("HEIC")),
    (rb"RIFF.{4}WEBP", _picture("WebP")),
    (rb"BM.{4}\x00{4}", _picture("BMP")),
    (rb"7z\xbc\xaf\x27\x1c", _packed("7-Zip")),
    (rb"Rar!\x1a\x07", _packed("RAR")),
    (rb"\x1f\x8b", _packed("gzip")),
    (rb".{257}ustar", _packed("tar")),
    (rb"PK(?:\x05\x06|\x07\x08)", "是空的或分割的壓縮檔，請確認後解壓縮，再以其中的檔案重跑。"),
    (rb"SQLite format 3\x00", "是 SQLite 資料庫，請自原系統匯出 Excel 或 CSV 檔再重跑。"),
    (rb".{4}Standard (?:Jet|ACE) DB", "是 Access 資料庫，請以 Access 匯出成 xlsx 再重跑。"),
    (rb"ID;P", _saved_as("SYLK 試算表", "Excel", "xlsx")),
    (rb"TABLE\r?\n0,1", _saved_as("DIF 試算表", "Excel", "xlsx")),
    (rb"\x00\x00(?:\x02|\x1a)\x00", _saved_as("Lotus 1-2-3 試算表", "LibreOffice", "xlsx")),
    (rb"\x09[\x00\x02\x04]", _saved_as("Excel 4 以前的活頁簿", "LibreOffice", "xlsx")),
    (rb"%!PS", _printed("PostScript 列印檔")),
    (rb"\x1b(?:%-12345X|E)|\x1b@", _printed("印表機用的列印檔")),
    (rb"L\x00\x00\x00\x01\x14\x02\x00", _pointer("捷徑（.lnk）")),
    (rb"\s*\[InternetShortcut\]", _pointer("網頁捷徑（.url）")),
    (rb"\{\s*\"(?:url|doc_id|resource_id)\"\s*:", _pointer("雲端文件的捷徑")),
    (rb"MZ.{30,}|\x7fELF", _PROGRAM),
    (rb".{0,600}schemas\.uof\.org", _saved_as("UOF 文件", "LibreOffice", "xlsx 或 docx")),
    (rb".{0,600}DocBook", _saved_as("DocBook 文件", "LibreOffice", "docx")),
)
_KINDS = tuple((re.compile(sign, re.DOTALL), says) for sign, says in _SIGNS)
_LOCK = re.compile(r"~\$|\.~lock\.")
_SHORT = 1024
"""A lock of Office or LibreOffice is smaller than any document."""

_PACKAGES: Sequence[tuple[Callable[[str, set[str]], bool], str]] = (
    (lambda kind, names: "ppt/presentation.xml" in names or "presentation" in kind, _SLIDES),
    (lambda kind, _: kind.endswith("opendocument.graphics"), _printed("ODG 繪圖檔")),
    (lambda _, names: any(name.endswith(".fdseq") for name in names), _printed("XPS 文件")),
    (
        lambda kind, _: kind == "application/epub+zip",
        _saved_as("EPUB 電子書", "LibreOffice", "docx"),
    ),
    (
        lambda _, names: any(name.endswith(".iwa") for name in names),
        "是 Apple 的 Numbers 或 Pages 檔，請以原程式輸出成 Excel 或 Word 檔再重跑。",
    ),
)
_STREAMS = {
    "WordDocument": "是舊版 Word 檔（.doc），無法讀取，請以 Word 開啟後另存為 docx 再重跑。",
    "PowerPoint Document": _SLIDES,
    "__properties_version1.0": "是 Outlook 郵件（.msg），請將附件另存後以附件重跑。",
    "VisioDocument": _printed("Visio 繪圖"),
    "MatOST": _saved_as("Works 文件", "Word", "docx"),
    "CONTENTS": _saved_as("Works 或 Publisher 文件", "原程式", "docx"),
}


def refuse_known(path: Path, head: bytes) -> None:
    """Raise FileRefused where the first bytes, or its name, tell a kind that is known and not read."""
    if _LOCK.match(path.name) and len(head) < _SHORT:
        raise FileRefused(path.name, _LOCKED)
    for sign, says in _KINDS:
        if sign.match(head):
            raise FileRefused(path.name, says)


def refuse_unless_nameable(path: Path) -> None:
    """Raise FileRefused where the name is no UTF-8: no report could say which file it is."""
    raw = os.fsencode(path.name)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        shown = raw.decode("cp950", "replace")
        raise FileRefused(shown, "檔名不是 UTF-8，報表無法記載，請將檔案重新命名後重跑。") from None


def of_package(kind: str, names: set[str]) -> str:
    """What a zip is that is neither workbook nor text; `kind` is its own word for it, "" for none."""
    return next((says for fits, says in _PACKAGES if fits(kind, names)), _packed("ZIP"))


def of_streams(names: Sequence[str]) -> str | None:
    """What a container of these streams is that holds no workbook; None where none is known."""
    return next((says for name, says in _STREAMS.items() if name in names), None)
