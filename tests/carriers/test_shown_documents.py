"""What a viewer shows of a docx or odt: hidden and struck text, prompts, drawings, enclosed ticks."""

import zipfile
from pathlib import Path

import pytest

from reconcile.carriers.opening import open_document
from reconcile.carriers.raw import Row
from word_files import KIND, cell, docx, odt, paragraph, row, run, table

STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="character" w:styleId="tick"><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    '</w:style><w:style w:type="character" w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="over"><w:basedOn w:val="gone"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="unseen"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rS" Type="{KIND}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rX" Type="{KIND}/control" Target="activeX/activeX1.xml"/>'
    f'<Relationship Id="rC" Type="{KIND}/comments" Target="comments.xml"/>'
    f'<Relationship Id="rA" Type="{KIND}/aFChunk" Target="chunk.htm"/></Relationships>'
)
ACTIVE_X = (
    '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" '
    'ax:classid="{8BD21D40-EC42-11CE-9E0D-00AA006002F3}" ax:persistence="persistPropertyBag">'
    '<ax:ocxPr ax:name="Value" ax:value="1"/><ax:ocxPr ax:name="Caption" ax:value="戶籍登記"/></ax:ocx>'
)
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:comment w:id="0"><w:p><w:r><w:t>應更正</w:t></w:r></w:p></w:comment></w:comments>'
)
PARTS = {
    "word/styles.xml": STYLES,
    "word/_rels/document.xml.rels": RELATIONS,
    "word/activeX/activeX1.xml": ACTIVE_X,
    "word/comments.xml": COMMENTS,
    "word/chunk.htm": "<html><body><table><tr><td>貼上的<td>網頁</table></body></html>",
}


def looking(text: str, *looks: str) -> str:
    return f'<w:r><w:rPr>{"".join(looks)}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def enclosing(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def in_docx(tmp_path: Path, *inline: str) -> Row:
    """A table of one row, the first cell of which is this, the second 成功."""
    whole = table(row(cell(paragraph(*inline)), cell("成功")))
    (read,) = open_document(docx(tmp_path / "a.docx", whole, parts=PARTS)).sheets[0].rows
    return read


@pytest.mark.parametrize(
    "look",
    ["<w:strike/>", '<w:dstrike w:val="1"/>', '<w:rStyle w:val="gone"/>', '<w:rStyle w:val="over"/>'],
)
def test_text_struck_out_in_word_is_not_written_and_not_forgotten(tmp_path: Path, look: str) -> None:
    read = in_docx(tmp_path, looking("B223456782", look), run("A123456789"))
    assert read.cells == ("A123456789", "成功")
    assert read.struck == {0: "B223456782"}


@pytest.mark.parametrize(
    "look", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', '<w:color w:val="FEFEFE"/>']
)
def test_text_that_word_does_not_show_is_concealed(tmp_path: Path, look: str) -> None:
    read = in_docx(tmp_path, looking("B223456782", look), run("A123456789"))
    assert read.cells == ("A123456789", "成功")
    assert read.concealed == {0: "B223456782"}


@pytest.mark.parametrize(
    "looks",
    [
        ('<w:vanish w:val="0"/>',),
        ('<w:strike w:val="false"/>',),
        ('<w:color w:val="FFFFFF"/>', '<w:shd w:fill="1F4E78"/>'),
        ('<w:color w:val="auto"/>',),
        ('<w:rStyle w:val="gone"/>', '<w:strike w:val="0"/>'),
    ],
)
def test_text_that_only_looks_like_hidden_or_struck_is_written(tmp_path: Path, looks: tuple[str, ...]) -> None:
    read = in_docx(tmp_path, looking("A123456789", *looks))
    assert read.cells == ("A123456789", "成功")


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r" eq \o\ac(□,√)", "☑"),
        (r"EQ \o\ac(□,V)", "☑"),
        (r" eq \o\ac(□,\s\up 2(✓))", "☑"),
        (r" eq \o\ac(□, )", "□"),
        (r" eq \o\ac(○,印)", "㊞"),
        (r" eq \o\ac(○,2)", "②"),
        (r" eq \o\ac(○,v)", "◉"),
        (r" eq \o\ac(○,成功)", "(成功)"),
    ],
)
def test_an_enclosed_character_is_read_as_what_it_means(tmp_path: Path, instruction: str, shown: str) -> None:
    assert in_docx(tmp_path, enclosing(instruction), run("戶籍登記")).cells[0] == f"{shown}戶籍登記"


def test_a_symbol_font_named_by_a_style_makes_boxes(tmp_path: Path) -> None:
    read = in_docx(tmp_path, looking("þ", '<w:rStyle w:val="tick"/>'), run("戶籍登記"))
    assert read.cells[0] == "☑戶籍登記"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Symbol", "F0D6", "√"), ("Marlett", "F062", "✓"), ("Wingdings", "F0FB", "✗"), ("Wingdings 2", "F050", "✓")],
)
def test_symbols_are_read_as_ticks(tmp_path: Path, font: str, code: str, shown: str) -> None:
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    assert in_docx(tmp_path, symbol, run("戶籍登記")).cells[0] == f"{shown}戶籍登記"


def test_a_prompt_is_nothing_that_anybody_wrote(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('按一下')}</w:sdtContent></w:sdt>"
    read = in_docx(tmp_path, control)
    assert read.cells == (None, "成功")
    assert [(at, thing.kind, thing.text) for at, thing in read.over] == [(0, "prompt", "按一下")]


def test_a_content_control_around_a_cell_shows_its_prompt(tmp_path: Path) -> None:
    inside = cell("選擇一個項目。")
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    whole = docx(tmp_path / "a.docx", table(row(control, cell("成功"))))
    assert open_document(whole).sheets[0].rows[0].cells == (None, "成功")


def test_an_activex_box_is_read_by_its_state(tmp_path: Path) -> None:
    control = '<w:r><w:object><w:control r:id="rX" w:name="CheckBox1"/></w:object></w:r>'
    assert in_docx(tmp_path, control).cells[0] == "☑戶籍登記"


def test_a_comment_a_picture_and_word_art_are_known_by_their_places(tmp_path: Path) -> None:
    picture = "<w:r><w:drawing><wp:inline xmlns:wp='x'><pic:pic xmlns:pic='y'/></wp:inline></w:drawing></w:r>"
    remark = '<w:r><w:commentReference w:id="0"/></w:r>'
    art = "<w:r><w:pict><v:shape xmlns:v='z'><v:textpath string='王大明'/></v:shape></w:pict></w:r>"
    read = in_docx(tmp_path, run("甲"), picture, run("乙"), remark)
    assert [(thing.kind, thing.text, thing.offset) for _, thing in read.over] == [
        ("picture", "", 1),
        ("note", "應更正", 2),
    ]
    assert in_docx(tmp_path, art).cells[0] == "王大明"


def test_a_footnote_mark_is_no_part_of_an_identifier(tmp_path: Path) -> None:
    read = in_docx(tmp_path, run("A123456789"), looking("1", '<w:vertAlign w:val="superscript"/>'))
    assert read.cells[0] == "A123456789"


def test_a_web_page_put_into_a_document_is_read(tmp_path: Path) -> None:
    whole = docx(tmp_path / "a.docx", paragraph(run("前")), '<w:altChunk r:id="rA"/>', parts=PARTS)
    assert [each.cells for each in open_document(whole).sheets[0].rows] == [("前",), ("貼上的", "網頁")]


def test_a_row_that_word_hides_is_hidden(tmp_path: Path) -> None:
    low = '<w:trHeight w:val="2" w:hRule="exact"/>'
    rows = [row(cell("甲")), row(cell("乙"), properties="<w:hidden/>"), row(cell("丙"), properties=low)]
    read = open_document(docx(tmp_path / "a.docx", table(*rows))).sheets[0].rows
    assert [(each.cells, each.hidden) for each in read] == [(("甲",), False), (("乙",), True), (("丙",), True)]


ODF_STYLES = (
    '<style:style style:name="gone" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="over" style:family="text" style:parent-style-name="gone"/>'
    '<style:style style:name="unseen" style:family="text"><style:text-properties text:display="none"/>'
    '</style:style><style:style style:name="white" style:family="text"><style:text-properties '
    'xmlns:fo="fo" fo:color="#ffffff"/></style:style>'
)


def in_odt(tmp_path: Path, inline: str) -> Row:
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>"
        f"{inline}</text:p></table:table-cell><table:table-cell><text:p>成功</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    (read,) = open_document(odt(tmp_path / "a.odt", body, ODF_STYLES)).sheets[0].rows
    return read


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.mark.parametrize("style", ["gone", "over"])
def test_text_struck_out_in_writer_is_not_written(tmp_path: Path, style: str) -> None:
    read = in_odt(tmp_path, span(style, "B223456782") + "A123456789")
    assert (read.cells[0], dict(read.struck)) == ("A123456789", {0: "B223456782"})


@pytest.mark.parametrize("style", ["unseen", "white"])
def test_text_that_writer_does_not_show_is_concealed(tmp_path: Path, style: str) -> None:
    read = in_odt(tmp_path, span(style, "B223456782") + "A123456789")
    assert (read.cells[0], dict(read.concealed)) == ("A123456789", {0: "B223456782"})


@pytest.mark.parametrize(
    ("inline", "kind"),
    [
        ("<text:placeholder>&lt;主管簽核&gt;</text:placeholder>", "prompt"),
        ('<loext:content-control loext:showing-place-holder="true">按一下</loext:content-control>', "prompt"),
        ('<draw:frame><draw:image xlink:href="a.png" xmlns:xlink="l"/></draw:frame>', "picture"),
        ("<office:annotation><text:p>已核</text:p></office:annotation>", "note"),
        ("<draw:frame><draw:object/></draw:frame>", "object"),
    ],
)
def test_what_writer_shows_besides_text_is_known(tmp_path: Path, inline: str, kind: str) -> None:
    read = in_odt(tmp_path, inline)
    assert read.cells == (None, "成功")
    assert [(at, thing.kind) for at, thing in read.over] == [(0, kind)]


def test_a_document_without_its_end_is_refused_and_one_with_torn_rows_is_told(tmp_path: Path) -> None:
    rows = [row(cell(str(n)), cell("甲"), cell("乙")) for n in range(12)]
    whole = table(*rows).replace('<w:p><w:r><w:t xml:space="preserve">甲</w:t></w:r></w:p></w:tc><w:tc>', "", 1)
    read = open_document(docx(tmp_path / "a.docx", whole))
    assert [flaw.reason[:10] for flaw in read.flaws] == ["表格有欄數不符或落在"[:10]]
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        assert "word/document.xml" in archive.namelist()
