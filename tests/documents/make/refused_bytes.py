"""Files that are broken, locked, dangerous, or not what their name says."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from documents.make import columns as column
from documents.make import drawn, programs, sheets
from documents.make.case import Case
from documents.make.register_word import run, save
from documents.make.statement_workbook import with_password
from documents.make.statements import plain, usual_paper

_PAPER = plain("errors", 8, *column.usual())
_CSV = sheets.as_text(_PAPER)
_BROKEN, _DAMAGED = "檔案不完整或已損壞", "活頁簿不完整或已損壞"
_SHEET = "xl/worksheets/sheet1.xml"
_UNKNOWN = "無法辨識的檔案格式"
_NO_RECORDS = "是 JSON 或 XML 檔，但內容不是一筆一筆的紀錄"
_HEADLESS = "找不到主管稽核月明細表的表頭"


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _cut_short()
    yield from _locked()
    yield from _archives()
    yield from _not_what_they_seem()
    yield from _texts()
    yield from _tables()


def refused(
    name: str, file: str, write: bytes | Callable[[Path], object], reason: str, password: str | None = None
) -> Case:
    """A statement that is refused for that reason."""

    def make(path: Path) -> None:
        if isinstance(write, bytes):
            path.write_bytes(write)
        else:
            write(path)

    return Case(f"errors/{name}", file, "statement", make, refusal=reason, password=password)


def _made(write: Callable[[Path], object], file: str = "whole.xlsx") -> bytes:
    with TemporaryDirectory() as work:
        path = Path(work) / file
        write(path)
        return path.read_bytes()


def _xlsx() -> bytes:
    return _made(lambda path: sheets.by_openpyxl(_PAPER, path))


def _pdf() -> bytes:
    return _made(lambda path: drawn.by_typst(usual_paper("errors", 8, 20), path))


def _converted(file: str) -> bytes:
    """The statement as LibreOffice saves it."""
    with TemporaryDirectory() as work:
        source, target = Path(work) / "whole.xlsx", Path(work) / file
        source.write_bytes(_xlsx())
        programs.libreoffice(source, target)
        return target.read_bytes()


def _cut_short() -> Iterator[Case]:
    pdf, xlsx, xls = _pdf(), _xlsx(), _converted("whole.xls")
    yield refused("empty_file", "statement.xlsx", b"", "檔案是空的（0 位元組）")
    yield refused("empty_pdf", "statement.pdf", b"", "檔案是空的（0 位元組）")
    yield refused("pdf_cut_in_half", "statement.pdf", pdf[: len(pdf) // 2], "PDF 不完整或已損壞")
    yield refused("pdf_head_only", "statement.pdf", pdf[:40], "PDF 不完整或已損壞")
    yield refused("xlsx_cut_in_half", "statement.xlsx", xlsx[: len(xlsx) // 2], _BROKEN)
    yield refused("xls_cut_in_half", "statement.xls", xls[: len(xls) // 3], _DAMAGED)
    yield refused("xlsx_damaged", "statement.xlsx", _with_part(xlsx, _SHEET, b"<worksheet><sheetDa"), _DAMAGED)
    yield refused("xlsx_zeros", "statement.xlsx", b"PK\x03\x04" + bytes(2000), _BROKEN)


def _with_part(archive: bytes, name: str, content: bytes) -> bytes:
    """The same zip with a part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in source.infolist():
            changed.writestr(entry, content if entry.filename == name else source.read(entry))
    return target.getvalue()


def _locked() -> Iterator[Case]:
    xlsx = _made(lambda path: with_password(_PAPER, path, "115-10"))
    locked = usual_paper("errors", 8, 20)
    pdf = _made(lambda path: drawn.by_reportlab(locked, path, encrypt="115-10"), "whole.pdf")
    ods = _converted("whole.ods")
    manifest = b'<manifest:manifest><manifest:encryption-data manifest:checksum-type="SHA256"/></manifest:manifest>'
    yield refused("xlsx_password_missing", "statement.xlsx", xlsx, "設有開啟密碼")
    yield refused("xlsx_password_wrong", "statement.xlsx", xlsx, "密碼不正確", "115-11")
    yield refused("pdf_password_missing", "statement.pdf", pdf, "設有開啟密碼")
    yield refused("pdf_password_wrong", "statement.pdf", pdf, "密碼不正確", "115-11")
    yield refused("ods_password", "statement.ods", _with_part(ods, "META-INF/manifest.xml", manifest), "設有開啟密碼")
    yield refused("zip_password", "statement.xlsx", _flagged(_xlsx()), "設有密碼")


def _flagged(archive: bytes) -> bytes:
    """Every entry marked as encrypted, in its own head and in the directory."""
    marked = re.sub(rb"(PK\x03\x04..)..", lambda head: head[1] + b"\x01\x00", archive, flags=re.DOTALL)
    return re.sub(rb"(PK\x01\x02....)..", lambda head: head[1] + b"\x01\x00", marked, flags=re.DOTALL)


def _archives() -> Iterator[Case]:
    xlsx = _xlsx()
    spaces = b"<worksheet><sheetData>" + b" " * 20_000_000 + b"</sheetData></worksheet>"
    comment = b"<!-- " + b"x" * 2000 + b" -->"
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 9))
    bomb = b'<!DOCTYPE worksheet [<!ENTITY l0 "lol">' + entities + b"]><worksheet>&l8;</worksheet>"
    yield refused("zip_bomb", "statement.xlsx", _with_part(xlsx, _SHEET, spaces), "壓縮比超過")
    yield refused("xml_entity_bomb", "statement.xlsx", _with_part(xlsx, _SHEET, bomb), "DOCTYPE")
    yield refused("xml_entity_bomb_below", "statement.xlsx", _with_part(xlsx, _SHEET, comment + bomb), "DOCTYPE")
    yield refused("zip_two_sheets_of_one_name", "statement.xlsx", _added(xlsx, _SHEET), "同名的項目")
    yield refused("zip_path_outside", "statement.xlsx", _added(xlsx, "../../autoexec.bat"), "指向外部路徑")
    two = {"09.pdf": _pdf(), "10.pdf": _pdf()}
    yield refused("zip_of_two_pdf", "statement.zip", _stored(two), "是壓縮檔（ZIP），請先解壓縮")


def _added(archive: bytes, name: str) -> bytes:
    target = io.BytesIO(archive)
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as changed:
        warnings.simplefilter("ignore", UserWarning)
        changed.writestr(zipfile.ZipInfo(name, (2026, 11, 3, 9, 0, 0)), b"<worksheet/>")
    return target.getvalue()


def _stored(parts: dict[str, bytes]) -> bytes:
    """A zip that packs its entries without making them smaller."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 3, 9, 0, 0)), content)
    return target.getvalue()


def _not_what_they_seem() -> Iterator[Case]:
    letter = "".join(
        f"<w:p>{run(line)}</w:p>" for line in ("受文者：花蓮縣政府", "主旨：檢送本所主管稽核月明細表，請查照。")
    )
    yield refused("pdf_scanned", "statement.pdf", _scanned, "沒有文字層（可能是掃描影像）")
    yield refused("pdf_garbled", "statement.pdf", _garbled(), "無法還原成文字")
    yield refused("png_named_pdf", "statement.pdf", _picture("PNG"), "是圖片（PNG）")
    yield refused("jpeg_named_xlsx", "statement.xlsx", _picture("JPEG"), "是圖片（JPEG）")
    yield refused("docx_letter", "statement.docx", lambda path: save(path, letter), _HEADLESS)
    yield refused("doc_of_word_97", "statement.doc", _doc, "是舊版 Word 檔（.doc），無法讀取")
    yield refused("program", "statement.xls", b"MZ\x90\x00\x03" + bytes(200), "是執行檔，不是報表")


def _picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("L", (60, 40), 200).save(target, kind)
    return target.getvalue()


def _scanned(path: Path) -> None:
    """Pictures of the pages, as a scanner sends them."""
    with TemporaryDirectory() as work:
        whole = Path(work) / "whole.pdf"
        whole.write_bytes(_pdf())
        canvas = Canvas(str(path), pagesize=(A4[1], A4[0]), invariant=1)
        for picture in programs.images_of(whole, Path(work) / "page"):
            canvas.drawImage(str(picture), 0, 0, A4[1], A4[0])
            canvas.showPage()
        canvas.save()


def _garbled() -> bytes:
    """The text as glyph numbers of a subset, which nothing in the file maps to characters."""
    with TemporaryDirectory() as work:
        whole, plain_pdf = Path(work) / "whole.pdf", Path(work) / "plain.pdf"
        whole.write_bytes(_pdf())
        programs.ghostscript(whole, plain_pdf)
        return re.sub(rb"/ToUnicode \d+ 0 R", lambda found: b" " * len(found[0]), plain_pdf.read_bytes())


def _doc(path: Path) -> None:
    with TemporaryDirectory() as work:
        source = Path(work) / "letter.docx"
        save(source, f"<w:p>{run('主管稽核月明細表')}</w:p>")
        programs.libreoffice(source, path)


def _texts() -> Iterator[Case]:
    login = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>系統登入</title></head><body><form>'
        '帳號<input name="user"> 密碼<input type="password" name="pw"> <button>登入</button></form></body></html>'
    )
    upkeep = "<html><head><title>公告</title></head><body><p>系統維護中，請稍候再試。</p></body></html>"
    xml = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
    yield refused("login_page_csv", "statement.csv", login.encode(), "登入網頁")
    yield refused("login_page_xls", "statement.xls", login.encode(), "登入網頁")
    yield refused("upkeep_page_xls", "statement.xls", upkeep.encode(), _HEADLESS)
    yield refused("xml_workbook_2003", "statement.xls", xml.encode(), "XML 試算表（2003）")
    yield refused("json", "statement.csv", b'{"status": 401, "message": "session expired"}\n', _NO_RECORDS)
    yield refused("rtf", "statement.xls", rb"{\rtf1\ansi\ansicpg950 statement\par}", "是 RTF 文件")
    yield refused(
        "csv_private_characters",
        "statement.csv",
        _CSV.replace("峯", "峰").encode("cp950") + b"\xfa\xff\r\n",
        "有無法解讀的文字（位元組 FA FF",
    )
    yield refused("csv_nul_bytes", "statement.csv", _CSV.encode().replace(b"1,", b"1\x00,", 1), _UNKNOWN)
    yield refused("csv_stray_quote", "statement.csv", _CSV.replace("10.72", '"10.72', 1).encode(), "引號不成對")
    yield refused("white_space_only", "statement.csv", b"\r\n  \r\n\r\n", _HEADLESS)


def _tables() -> Iterator[Case]:
    yield refused(
        "parquet_of_another_schema", "statement.parquet", _parquet({"plate": ["A"]}), "不是本程式的 statement 資料表"
    )
    whole = _parquet({"statement_file": ["x"], "statement_row": [1]})
    yield refused("parquet_cut", "statement.parquet", whole[:200], "不是本程式的 statement 資料表")


def _parquet(columns: dict[str, list[object]]) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target)
    return target.getvalue()
