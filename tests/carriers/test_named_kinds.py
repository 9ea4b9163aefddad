"""A file that no reader reads is told by its own name, with a step that leads out and never back."""

import io
import os
import re
import sys
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pikepdf
import pytest

from golden_documents import DOCUMENTS
from list_files import Rows, written
from reconcile.carriers import named_kinds
from reconcile.carriers.opening import open_document
from reconcile.errors import FileRefused
from reconcile.reading import read_register

ROWS: Rows = [
    ["序號", "登入登出日期及時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名", "主管簽核"],
    [1, "115年10月5日9時12分至9時20分", "A123456789", "成功", "2", "", "陳怡安", "林素貞"],
]
TEXT = "\r\n".join(",".join(map(str, row)) for row in ROWS) + "\r\n"
READ = ("xlsx", "docx", "PDF", "CSV")

HEADS = {
    b"{\\rtf1\\ansi x}": "是 RTF 文件",
    b"\x89PNG\r\n\x1a\n": "是圖片（PNG）",
    b"\xff\xd8\xff\xe0\x00\x10JFIF": "是圖片（JPEG）",
    b"GIF89a\x00": "是圖片（GIF）",
    b"II*\x00\x08": "是圖片（TIFF）",
    b"\x00\x00\x00\x18ftypheic": "是圖片（HEIC）",
    b"RIFF\x00\x10\x00\x00WEBPVP8 ": "是圖片（WebP）",
    b"BM\x10\x00\x00\x00\x00\x00\x00\x00\x36": "是圖片（BMP）",
    b"7z\xbc\xaf\x27\x1c\x00": "是壓縮檔（7-Zip）",
    b"Rar!\x1a\x07\x01": "是壓縮檔（RAR）",
    b"\x1f\x8b\x08\x00": "是壓縮檔（gzip）",
    b"a.xlsx".ljust(257, b"\x00") + b"ustar\x00": "是壓縮檔（tar）",
    b"PK\x05\x06" + bytes(18): "是空的或分割的壓縮檔",
    b"SQLite format 3\x00": "是 SQLite 資料庫",
    b"\x00\x01\x00\x00Standard ACE DB\x00": "是 Access 資料庫",
    b"ID;PCALCOOO32\n": "是 SYLK 試算表",
    b'TABLE\n0,1\n"x"\n': "是 DIF 試算表",
    b"\x00\x00\x1a\x00\x05\x10": "是 Lotus 1-2-3 試算表",
    b"\x09\x04\x06\x00\x00\x00": "是 Excel 4 以前的活頁簿",
    b"%!PS-Adobe-3.0\n": "是 PostScript 列印檔",
    b"\x1b%-12345X@PJL": "是 印表機用的列印檔",
    b"L\x00\x00\x00\x01\x14\x02\x00": "是捷徑（.lnk）",
    b"[InternetShortcut]\r\nURL=https://a.example/\r\n": "是網頁捷徑（.url）",
    b'{"url": "https://a.example/", "doc_id": "1"}': "是雲端文件的捷徑",
    b"MZ" + bytes(60): "是執行檔",
    b'<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof"/>': "是 UOF 文件",
    b'<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "">': "是 DocBook 文件",
}
PACKAGES = {
    "ppt/presentation.xml": ("", "是簡報"),
    "content.xml": ("application/vnd.oasis.opendocument.graphics", "是 ODG 繪圖檔"),
    "FixedDocSeq.fdseq": ("", "是 XPS 文件"),
    "OEBPS/content.opf": ("application/epub+zip", "是 EPUB 電子書"),
    "Index/Document.iwa": ("", "Numbers 或 Pages"),
    "115年10月查詢紀錄表.xlsx": ("", "是壓縮檔（ZIP）"),
}


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        open_document(path)
    said = str(refused.value)
    assert said.endswith("重跑。") or "執行檔" in said
    return said


@pytest.mark.parametrize(("head", "name"), HEADS.items(), ids=HEADS.values())
@pytest.mark.parametrize("suffix", [".xlsx", ".pdf"])
def test_a_file_is_told_by_its_own_name_whatever_it_is_called(
    head: bytes, name: str, suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"register{suffix}"
    path.write_bytes(head + b"\x07 no text" * 200)
    assert name in refusal(path)


@pytest.mark.parametrize(("inside", "told"), PACKAGES.items(), ids=PACKAGES.keys())
def test_a_zip_is_told_by_what_it_holds(inside: str, told: tuple[str, str], tmp_path: Path) -> None:
    kind, name = told
    with zipfile.ZipFile(tmp_path / "register.xlsx", "w") as archive:
        if kind:
            archive.writestr("mimetype", kind)
        archive.writestr(inside, "<x/>")
    assert name in refusal(tmp_path / "register.xlsx")


def test_a_file_is_never_sent_to_a_kind_that_is_sent_on() -> None:
    told = [says for _, says in named_kinds._KINDS] + [says for _, says in named_kinds._PACKAGES]
    told += named_kinds._STREAMS.values()
    for says in told:
        for kind in re.findall(r"(?:另存為|匯出成|列印成)\s*([A-Za-z]+(?: 或 [A-Za-z]+)?)", says):
            assert set(kind.split(" 或 ")) <= set(READ), says


def test_the_lock_of_an_open_workbook_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "~$115年10月查詢紀錄表.xlsx"
    path.write_bytes(b"\x04user" + b" " * 50 + bytes(110))
    assert "暫存檔" in refusal(path)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-16", "utf-8", "cp950"])
def test_a_text_of_any_width_is_read_with_or_without_its_mark(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert list(read_register(path).table["subject_id"]) == ["A123456789"]


def test_a_mail_is_told_to_save_what_is_attached(tmp_path: Path) -> None:
    book = written(tmp_path / "register.xlsx", ROWS).read_bytes()
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.example", "10月"
    mail.set_content("見附件")
    mail.add_attachment(book, maintype="application", subtype="octet-stream", filename="register.xlsx")
    path = tmp_path / "register.eml"
    path.write_bytes(b"Received: from a.example\r\n" + mail.as_bytes())
    assert "是電子郵件，附件未讀取" in refusal(path)


def _attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.xlsx"] = pikepdf.AttachedFileSpec(pdf, b"PK", filename="a.xlsx")


def _portfolio(pdf: pikepdf.Pdf) -> None:
    _attached(pdf)
    pdf.Root.Collection = pikepdf.Dictionary(View=pikepdf.Name.D)


def _dynamic(pdf: pikepdf.Pdf) -> None:
    form = b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pdf.make_stream(form))


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_attached, "內附有另一個檔案"),
        (_portfolio, "內附有另一個檔案"),
        (_dynamic, "XFA 動態表單"),
        (lambda pdf: None, "沒有文字層"),
    ],
)
def test_a_page_without_rows_says_where_the_rows_are(
    change: Callable[[pikepdf.Pdf], None], name: str, tmp_path: Path
) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    change(pdf)
    pdf.save(tmp_path / "register.pdf")
    assert name in refusal(tmp_path / "register.pdf")


def test_a_page_whose_letters_have_no_meaning_is_told_to_use_its_original() -> None:
    said = refusal(DOCUMENTS / "errors" / "pdf_garbled" / "statement.pdf")
    assert "無法還原成文字" in said
    assert "原始檔" in said


def test_a_workbook_in_one_xml_file_is_read(tmp_path: Path) -> None:
    parts = []
    with zipfile.ZipFile(io.BytesIO(written(tmp_path / "a.xlsx", ROWS).read_bytes())) as book:
        for name in book.namelist():
            xml = re.sub(r"^<\?xml[^>]*\?>", "", book.read(name).decode())
            parts.append(f"<pkg:part pkg:name={quoteattr('/' + name)}><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>")
    path = tmp_path / "register.xml"
    path.write_text(
        '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f"{''.join(parts)}</pkg:package>",
        encoding="utf-8",
    )
    assert list(read_register(path).table["subject_id"]) == ["A123456789"]


def test_a_text_in_one_xml_file_is_read(tmp_path: Path) -> None:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "text", "table")
    )
    cells = ["".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in ROWS]
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    path = tmp_path / "register.fodt"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"<table:table>{rows}</table:table></office:text></office:body></office:document>",
        encoding="utf-8",
    )
    assert list(read_register(path).table["subject_id"]) == ["A123456789"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is always Unicode")
def test_a_name_that_is_no_utf8_is_told_to_be_changed(tmp_path: Path) -> None:
    source = written(tmp_path / "a.xlsx", ROWS)
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "紀錄表.xlsx".encode("cp950")))
    source.rename(path)
    with pytest.raises(FileRefused) as refused:
        read_register(path)
    assert str(refused.value) == "紀錄表.xlsx：檔名不是 UTF-8，報表無法記載，請將檔案重新命名後重跑。"
