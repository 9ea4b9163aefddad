import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from reconcile.carriers.word import document as word
from reconcile.errors import FileRefused
from reconcile.reading import register
from word_files import (
    KIND,
    ODF_SPACES,
    ROOT_RELATIONS,
    SPACES,
    cell,
    docx,
    lines,
    odt,
    paragraph,
    row,
    run,
    table,
)

FORM_HEADINGS = ("序號", "登入登出\n日期及時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名")
WORDINGS = (
    "國籍變更案件",
    "受理各項戶籍登記、文件核發或人口清查業務，依相關法令規定或認有疑義，需查詢當事人或相關人之入出境(國)資料。",
    "受理受委任辦理印鑑證明。",
    "因其他戶政業務需要，依其案件或業務性質經機關(單位)分層負責明細表決行層級之主管核准者(以下簡稱單位主管)，",
)


def cells(path: Path) -> list[tuple[object, ...]]:
    """What each row holds, in order; numbers must count all rows from 1."""
    (sheet,) = word.read(path).sheets
    assert [row.number for row in sheet.rows] == list(range(1, len(sheet.rows) + 1))
    return [row.cells for row in sheet.rows]


def relations(**targets: str) -> dict[str, str]:
    """The package part that lists headers, numbering and styles; `rId`s are the keys."""
    listed = "".join(
        f'<Relationship Id="{key}" Type="{KIND}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for key, name in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{space}">{listed}</Relationships>'}


def boxes(*ticked: int, note: str = "") -> str:
    marks = [f"{'■' if n in ticked else '□'}{wording}" for n, wording in enumerate(WORDINGS, start=1)]
    return "\n".join(marks) + note


def form_header() -> str:
    merged = [cell(text, '<w:vMerge w:val="restart"/>') for text in FORM_HEADINGS[:-1]]
    below = [cell("", "<w:vMerge/>") for _ in FORM_HEADINGS[:-1]]
    on_each_page = "<w:tblHeader/>"
    first, second = [*merged, cell("使用者姓名")], [*below, cell("主管簽核")]
    return row(*first, properties=on_each_page) + row(*second, properties=on_each_page)


def form_entry(seq: int, *columns: str, user: str = "", signed: str = "") -> str:
    """Two table rows: all columns but the last are merged over both."""
    merged = [cell(text, '<w:vMerge w:val="restart"/>') for text in (str(seq), *columns)]
    return row(*merged, cell(user)) + row(*[cell("", "<w:vMerge/>") for _ in merged], cell(signed))


BLANK_SESSION = "  年  月  日\n  時   分\n至\n  時   分"
FOUR_RESULTS = "\n".join(["□成功 □失敗"] * 4)


def blank_entry(seq: int) -> str:
    return form_entry(seq, BLANK_SESSION, "", FOUR_RESULTS, boxes(), "")


def form(path: Path) -> Path:
    """附件一 as the regulation prints it: two pages of four entries, the header repeated on each."""
    written = [
        form_entry(
            1,
            "115年10月5日\n9時12分\n至\n9時20分",
            "A123456789\n護照號碼：300123456",
            "■成功 □失敗\n□成功 ■失敗\n□成功 □失敗\n□成功 □失敗",
            boxes(2),
            "",
            user="王小明",
            signed="李主任 10/6",
        ),
        form_entry(
            2,
            "115年10月5日\n14時5分\n至\n14時9分",
            "A800000014",
            "☑成功 □失敗\n□成功 □失敗\n□成功 □失敗\n□成功 □失敗",
            boxes(1, 4, note="法院囑託查證"),
            "案號115-3",
            user="陳小美",
        ),
    ]
    other_page = form_entry(
        1,
        "115年10月7日\n10時0分\n至\n10時3分",
        "A900207177",
        FOUR_RESULTS.replace("□成功", "■成功", 1),
        boxes(3),
        "",
        user="王小明",
        signed="李主任",
    )
    title = paragraph(run("花蓮縣花蓮市戶政事務所應用移民資訊連結作業系統查詢紀錄表"))
    pages = [
        [title, paragraph(run("頁碼：1")), table(form_header(), *written, blank_entry(3), blank_entry(4))],
        [
            paragraph('<w:r><w:br w:type="page"/></w:r>'),
            title,
            paragraph(run("頁碼：2")),
            table(form_header(), other_page, *map(blank_entry, (2, 3, 4))),
        ],
    ]
    return docx(path, *[block for page in pages for block in page], paragraph())


def test_the_form_of_the_regulation_in_word_gives_its_entries_and_lines(tmp_path: Path) -> None:
    reading = register.read(word.read(form(tmp_path / "紀錄表.docx")))
    assert reading.problems == ()
    read = reading.table.astype(object).where(reading.table.notna(), None)
    keys = ["register_entry", "register_line", "page_no", "seq_no", "subject_id", "result"]
    assert read[keys].to_numpy().tolist() == [
        [1, 1, 1, 1, "A123456789", "success"],
        [1, 2, 1, 1, "300123456", "failure"],
        [2, 1, 1, 2, "A800000014", "success"],
        [3, 1, 2, 1, "A900207177", "success"],
    ]
    shared = ["user_name", "signed_by", "purposes", "purpose_note", "remark"]
    assert read[shared].drop_duplicates().to_numpy().tolist() == [
        ["王小明", "李主任 10/6", "2", None, None],
        ["陳小美", None, "1,4", "法院囑託查證", "案號115-3"],
        ["王小明", "李主任", "3", None, None],
    ]
    assert [str(moment) for moment in read["login_at"]][::2] == ["2026-10-05 09:12:00", "2026-10-05 14:05:00"]
    assert str(read["logout_at"].iloc[3]) == "2026-10-07 10:03:00"


def test_paragraphs_and_table_rows_come_in_reading_order_and_blank_paragraphs_are_skipped(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", lines("標題\n\n頁碼：1"), table(row(cell("甲"), cell("乙\n丙"))), lines("以上"))
    assert cells(path) == [("標題",), ("頁碼：1",), ("甲", "乙\n丙"), ("以上",)]


def test_merged_cells_hold_their_value_once(tmp_path: Path) -> None:
    first = row(cell("甲", '<w:gridSpan w:val="2"/>'), cell("乙", '<w:vMerge w:val="restart"/>'), cell("末"))
    second = row(cell("丙"), cell("丁"), cell("藏", "<w:vMerge/>"), cell("尾"))
    late = row(cell("戊"), cell("己"), properties='<w:gridBefore w:val="1"/>')
    assert cells(docx(tmp_path / "a.docx", table(first, second, late))) == [
        ("甲", None, "乙", "末"),
        ("丙", "丁", None, "尾"),
        (None, "戊", "己", None),
    ]


def test_breaks_tabs_and_hyphens_inside_a_run_are_kept(tmp_path: Path) -> None:
    inline = "<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:noBreakHyphen/><w:t>四</w:t></w:r>"
    assert cells(docx(tmp_path / "a.docx", table(row(cell(paragraph(inline)))))) == [("一\n二\t三-四",)]


@pytest.mark.parametrize(
    ("box", "seen"),
    [
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr></w:sdt>', "☑"),
        ('<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr></w:sdt>', "☐"),
        ("<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>", "☐"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>', "☐"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>þ</w:t></w:r>', "☑"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf06f</w:t></w:r>', "☐"),
        ("<w:r><w:t>\uf0fe</w:t></w:r>", "☑"),
    ],
)
def test_a_box_is_read_however_word_draws_it(tmp_path: Path, box: str, seen: str) -> None:
    assert cells(docx(tmp_path / "a.docx", paragraph(box, run("成功")))) == [(f"{seen}成功",)]


@pytest.mark.parametrize(
    ("state", "seen"),
    [
        ('<w:default w:val="0"/><w:checked/>', "☑"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ('<w:default w:val="1"/>', "☑"),
        ("<w:sizeAuto/>", "☐"),
    ],
)
def test_a_legacy_check_box_says_what_was_clicked_else_its_default(tmp_path: Path, state: str, seen: str) -> None:
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert cells(docx(tmp_path / "a.docx", paragraph(field, run("失敗")))) == [(f"{seen}失敗",)]


def test_a_legacy_drop_down_list_says_what_was_chosen(tmp_path: Path) -> None:
    listed = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="成功"/><w:listEntry w:val="失敗"/></w:ddList>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{listed}</w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert cells(docx(tmp_path / "a.docx", paragraph(begin, end))) == [("失敗",)]


def test_deleted_text_is_left_out_and_inserted_text_kept(tmp_path: Path) -> None:
    changed = paragraph(
        run("王"), f"<w:del><w:r><w:delText>大</w:delText></w:r>{run('大')}</w:del>", f"<w:ins>{run('小')}</w:ins>",
        f"<w:moveFrom>{run('舊')}</w:moveFrom>", f"<w:moveTo>{run('明')}</w:moveTo>",
    )  # fmt: skip
    gone = row(cell("刪"), properties="<w:del/>")
    assert cells(docx(tmp_path / "a.docx", changed, table(gone, row(cell("留"))))) == [("王小明",), ("留",)]


@pytest.mark.parametrize("line", ["<w:strike/>", '<w:dstrike w:val="1"/>'])
def test_text_struck_through_is_left_out_and_what_stands_below_keeps_its_place(tmp_path: Path, line: str) -> None:
    struck = f"<w:r><w:rPr>{line}</w:rPr><w:t>A123456788</w:t><w:br/></w:r>"
    kept = '<w:r><w:rPr><w:strike w:val="false"/></w:rPr><w:t>A123456789</w:t></w:r>'

    assert cells(docx(tmp_path / "a.docx", table(row(cell(paragraph(struck, kept)), cell("成功"))))) == [
        ("A123456789", "成功")
    ]


def test_odt_text_struck_through_is_left_out(tmp_path: Path) -> None:
    look = '<style:text-properties style:text-line-through-style="solid"/>'
    span = '<text:span text:style-name="T1">A123456788</text:span>'
    body = f'<text:p>{span}A123456789</text:p><text:p text:style-name="P1">舊</text:p>'
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="{family}">{look}</style:style>'
        for name, family in (("T1", "text"), ("P1", "paragraph"))
    )

    assert cells(odt(tmp_path / "a.odt", body, automatic)) == [("A123456789",), (None,)]


def test_a_text_box_is_read_once_after_the_paragraph_that_it_is_anchored_in(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{lines('頁碼：3')}</w:txbxContent>"
    new, old = f"<w:drawing>{box}</w:drawing>", f"<w:pict>{box}</w:pict>"
    twice = f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    path = docx(tmp_path / "a.docx", paragraph(run("標題"), f"<w:r>{twice}</w:r>"), lines("後"))
    assert cells(path) == [("標題",), ("頁碼：3",), ("後",)]


def test_headers_stand_before_their_own_section_without_the_numbers_that_word_counts(tmp_path: Path) -> None:
    def page_header(text: str) -> str:
        counted = '<w:fldSimple w:instr=" PAGE ">' + run("9") + "</w:fldSimple>"
        begin, instruction, shows, end = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            "<w:r><w:instrText> NUMPAGES </w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
        pages = begin + instruction + shows + run("7") + end
        return f"<w:hdr {SPACES}>{paragraph(run(text), counted, pages)}</w:hdr>"

    first = paragraph(properties='<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>')
    last = '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/></w:sectPr>'
    parts = relations(rId1="header1", rId2="header2")
    parts |= {"word/header1.xml": page_header("頁碼：1"), "word/header2.xml": page_header("頁次")}
    path = docx(tmp_path / "a.docx", lines("甲"), first, lines("乙"), last, parts=parts)
    assert cells(path) == [("頁碼：1",), ("甲",), ("頁次",), ("乙",)]


def test_numbers_and_boxes_that_word_draws_before_a_paragraph_are_read(tmp_path: Path) -> None:
    def level(kind: str, text: str, at: int = 0) -> str:
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>'
        )

    def listed(text: str, number: int, at: int = 0) -> str:
        return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')

    kinds = [level("decimal", "%1.") + level("taiwaneseCountingThousand", "(%2)", 1), level("bullet", "\uf0a8")]
    kinds.append(level("bullet", "\uf06c"))
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{n}">{k}</w:abstractNum>' for n, k in enumerate(kinds))
    numbering += "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3))
    style = '<w:style w:styleId="serial"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    parts = relations(rId1="numbering", rId2="styles")
    parts["word/numbering.xml"] = f"<w:numbering {SPACES}>{numbering}</w:numbering>"
    parts["word/styles.xml"] = f"<w:styles {SPACES}>{style}</w:styles>"
    by_style = paragraph(properties='<w:pStyle w:val="serial"/>')
    body = [
        table(row(cell(listed("", 1))), row(cell(listed("", 1, 1))), row(cell(listed("", 1, 1))), row(cell(by_style))),
        listed("國籍變更案件", 2),
        listed("說明", 3),
    ]
    path = docx(tmp_path / "a.docx", *body, parts=parts)
    assert cells(path) == [("1.",), ("(一)",), ("(二)",), ("2.",), ("☐ 國籍變更案件",), ("說明",)]


def test_a_register_inside_a_frame_is_read_as_the_table_and_a_small_table_in_a_cell_as_its_text(tmp_path: Path) -> None:
    inner = table(row(cell("甲"), cell("乙"), cell("丙")), row(cell("丁"), cell("戊"), cell("己")))
    framed = table(row(cell(lines("標題") + inner)))
    assert cells(docx(tmp_path / "a.docx", framed)) == [("標題",), ("甲", "乙", "丙"), ("丁", "戊", "己")]
    small = table(row(cell("身分證號："), cell("A123456789")))
    holding = table(row(cell("1"), cell(small), cell("成功")), row(cell("2"), cell(small), cell("失敗")))
    assert cells(docx(tmp_path / "b.docx", holding)) == [
        ("1", "身分證號： A123456789", "成功"),
        ("2", "身分證號： A123456789", "失敗"),
    ]


def odt_cell(text: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_an_odt_table_is_read_with_its_spans_and_repetitions(tmp_path: Path) -> None:
    body = (
        "<text:p>標題</text:p><table:table><table:table-header-rows><table:table-row>"
        + odt_cell("甲", 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>"
        + odt_cell("乙")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + odt_cell("丙", 'table:number-columns-spanned="2"')
        + odt_cell("丁")
        + '</table:table-row><table:table-row table:number-rows-repeated="2">'
        + odt_cell("戊", 'table:number-columns-repeated="2"')
        + odt_cell("己")
        + '</table:table-row><table:table-row table:number-rows-repeated="1000000">'
        + odt_cell("", 'table:number-columns-repeated="16000"')
        + "</table:table-row></table:table>"
    )
    assert cells(odt(tmp_path / "a.odt", body)) == [
        ("標題",),
        ("甲", None, "乙"),
        ("丙", None, "丁"),
        ("戊", "戊", "己"),
        ("戊", "戊", "己"),
        (None, None, None),
    ]


def test_an_odt_paragraph_keeps_its_spaces_breaks_and_tabs_and_leaves_out_what_was_deleted(tmp_path: Path) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>刪</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>王<text:span>小</text:span>明<text:s text:c="2"/>10<text:tab/>時\n   分'
        "<text:page-number>5</text:page-number>"
        "<draw:frame><draw:text-box><text:p>頁碼：3</text:p></draw:text-box></draw:frame></text:p>"
        "<table:table><table:table-row>" + odt_cell("上<text:line-break/>下") + "</table:table-row></table:table>"
    )
    assert cells(odt(tmp_path / "a.odt", body)) == [("王小明  10\t時 分",), ("頁碼：3",), ("上\n下",)]


def test_odt_headers_come_first_and_lists_are_numbered_across_cells(tmp_path: Path) -> None:
    style = (
        '<text:list-style style:name="L1">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>'
        '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="□"/>'
        "</text:list-style>"
    )
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    serials = [
        f'<table:table-row><table:table-cell><text:list text:style-name="L1" text:continue-numbering="{more}">'
        f"{item.format('')}</text:list></table:table-cell></table:table-row>"
        for more in ("false", "true")
    ]
    body = f"<table:table>{''.join(serials)}</table:table>"
    body += f"<text:list text:style-name='L2'>{item.format('印鑑')}</text:list>"
    masters = "<style:master-page><style:header><text:p>頁碼：4</text:p></style:header></style:master-page>"
    assert cells(odt(tmp_path / "a.odt", body, style, masters)) == [("頁碼：4",), ("1.",), ("2.",), ("□ 印鑑",)]


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ('<loext:content-control loext:checkbox="true" loext:checked="true">☒</loext:content-control>', "☑"),
        ('<loext:content-control loext:checkbox="true" loext:checked="false">☐</loext:content-control>', "☐"),
        (
            '<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">'
            '<field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark>',
            "☑",
        ),
        ('<draw:control draw:control="c1"/>', "☑"),
    ],
)
def test_a_box_is_read_however_libreoffice_keeps_it(tmp_path: Path, body: str, seen: str) -> None:
    boxes_of_page = '<office:forms><form:checkbox form:id="c1" form:current-state="checked"/></office:forms>'
    assert cells(odt(tmp_path / "a.odt", f"{boxes_of_page}<text:p>{body}成功</text:p>")) == [(f"{seen}成功",)]


BROKEN = "文件不完整或已損壞"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({}, BROKEN),
        ({"content.xml": "<a><b></a>"}, BROKEN),
        ({"content.xml": "<a/>"}, BROKEN),
        ({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, BROKEN),
        ({"_rels/.rels": ROOT_RELATIONS}, BROKEN),
        ({"content.xml": f"<a {ODF_SPACES}><office:body><office:text>{'<text:section>' * 5000}"
                         f"{'</text:section>' * 5000}</office:text></office:body></a>"}, "層數過多"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_read_is_refused(tmp_path: Path, parts: dict[str, str], sentence: str) -> None:
    path = tmp_path / "紀錄表.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(FileRefused, match=f"紀錄表.docx：.*{sentence}"):
        word.read(path)


@pytest.mark.parametrize("span", ["99999", "9999999"])
def test_a_span_beyond_any_sheet_is_refused_at_once(tmp_path: Path, span: str) -> None:
    rows: Sequence[str] = [row(cell("甲", f'<w:gridSpan w:val="{span}"/>'), cell("乙"))]
    with pytest.raises(FileRefused, match="過大"):
        word.read(docx(tmp_path / "a.docx", table(*rows)))
