"""The form of 附件一 as a Word table, and as LibreOffice saves it."""

import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from documents.make import facts, programs, register, roc
from documents.make.case import Case
from documents.make.facts import PURPOSES, SUCCESS, Entry
from documents.make.register import ENTRIES_A_PAGE, TITLE

_LINES = 4
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Target="word/document.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
    ),
}
_WIDTHS = (500, 1500, 2200, 1500, 3000, 1300, 1300)
"""Of the columns, in twentieths of a point."""
_TICK = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
_BLANK = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'


def cases() -> Iterator[Case]:
    """All of them."""
    yield _form("register_docx", "register.docx")
    yield _form("register_docx_symbols", "register.docx", boxes="symbols")
    yield _form("register_docx_controls", "register.docx", boxes="controls")
    yield _form("register_odt", "register.odt", convert=True)
    yield _form("register_docx_libreoffice", "register.docx", convert=True)


def _form(name: str, file: str, *, boxes: str = "characters", convert: bool = False) -> Case:
    """Fourteen sessions on four pages; the last two slots stay blank."""
    written = facts.entries(name, 14)
    table = register.golden(written, page_no=register.on_form_page, seq_no=register.on_form)

    def write(path: Path) -> None:
        if not convert:
            save(path, body(written, boxes))
            return
        with TemporaryDirectory() as work:
            source = Path(work) / "register.docx"
            save(source, body(written, boxes))
            odt = Path(work) / "converted.odt"
            programs.libreoffice(source, odt)
            if path.suffix == ".odt":
                path.write_bytes(odt.read_bytes())
            else:
                programs.libreoffice(odt, path)

    return Case(name, file, "register", write, table)


def save(path: Path, content: str) -> None:
    """A docx that holds just this."""
    document = (
        f'<w:document xmlns:w="{_W}" xmlns:w14="{_W14}"><w:body>{content}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "word/document.xml": document}.items():
            declared = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{part}'
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 3, 9, 0, 0)), declared, zipfile.ZIP_DEFLATED)


def body(entries: Sequence[Entry], boxes: str) -> str:
    """Pages of the form: title, 頁碼 and a table of four slots each."""
    pages = -(-len(entries) // ENTRIES_A_PAGE)
    parts = []
    for number in range(pages):
        slots = [*entries[number * ENTRIES_A_PAGE : (number + 1) * ENTRIES_A_PAGE]]
        padded = [*slots, *[None] * (ENTRIES_A_PAGE - len(slots))]
        rows = [_head(), *(_slot(at, entry, boxes) for at, entry in enumerate(padded, start=1))]
        turn = '<w:r><w:br w:type="page"/></w:r>' if number else ""
        parts.append(f"<w:p>{turn}{run(TITLE)}</w:p><w:p>{run(f'頁碼：{number + 1}')}</w:p>")
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
        parts.append(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")
    return "".join(parts)


def run(text: str) -> str:
    """Text in one format."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _head() -> str:
    titles = ("序號", "登入登出\n日期及時間", "查詢條件", "查詢結果", "查詢事由", "備註")
    return _two_rows([_lines(text) for text in titles], _lines("使用者姓名"), _lines("主管簽核"))


def _slot(seq_no: int, entry: Entry | None, boxes: str) -> str:
    """One entry as the regulation's table has it: two rows, the upper for the user, the lower for the supervisor."""
    session = "  年  月  日\n  時  分\n至\n  時  分"
    if entry:
        login, logout = entry.login_at, entry.logout_at
        session = f"{roc.in_words(login)}\n{roc.clock_in_words(login)}\n至\n{roc.clock_in_words(logout)}"
    lines = entry.lines if entry else ()
    conditions = "\n".join(line.condition for line in lines)
    whole = [
        _lines(str(seq_no)),
        _lines(session),
        _lines(conditions),
        _results(entry, boxes),
        _purposes(entry, boxes),
        _lines(entry.remark if entry else ""),
    ]
    user, signed = (entry.user.name, entry.signed_by) if entry else ("", "")
    return _two_rows(whole, _lines(user), _lines(signed))


def _two_rows(whole: Sequence[str], above: str, below: str) -> str:
    """Cells that reach over both rows, and in the last column one cell in each."""
    upper = [*(_cell(cell, width, "restart") for cell, width in zip(whole, _WIDTHS, strict=False))]
    lower = [_cell("<w:p/>", width, "continue") for width in _WIDTHS[: len(whole)]]
    return "".join(
        f"<w:tr>{''.join(cells)}{_cell(last, _WIDTHS[-1])}</w:tr>" for cells, last in ((upper, above), (lower, below))
    )


def _results(entry: Entry | None, boxes: str) -> str:
    lines = entry.lines if entry else ()
    results = [line.result for line in lines] + [None] * (_LINES - len(lines))
    return "".join(
        f"<w:p>{_box(result == SUCCESS, boxes)}{run('成功 ')}"
        f"{_box(result not in (SUCCESS, None), boxes)}{run('失敗')}</w:p>"
        for result in results
    )


def _purposes(entry: Entry | None, boxes: str) -> str:
    purposes, note = (entry.purposes, entry.note) if entry else ((), "")
    return "".join(
        f"<w:p>{_box(number in purposes, boxes)}{run(words + (note if number == 4 else ''))}</w:p>"
        for number, words in PURPOSES.items()
    )


def _box(ticked: bool, boxes: str) -> str:
    """A box as a character, as a symbol of Wingdings, or as a check box that Word ticks at a click."""
    if boxes == "symbols":
        return _TICK if ticked else _BLANK
    character = run("☒" if ticked else "☐") if boxes == "controls" else run("■" if ticked else "□")
    if boxes == "controls":
        state = f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>'
        return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{character}</w:sdtContent></w:sdt>"
    return character


def _lines(text: str) -> str:
    return "".join(f"<w:p>{run(line) if line else ''}</w:p>" for line in text.split("\n"))


def _cell(content: str, width: int, merge: str | None = None) -> str:
    kind = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    return f"<w:tc><w:tcPr>{kind}</w:tcPr>{content}</w:tc>"
