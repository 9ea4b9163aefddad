"""Pages drawn in other ways than usual: on their side, ruled by dots or level lines, in spaced letters."""

from collections.abc import Callable, Sequence
from itertools import pairwise, product, zip_longest
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from documents.make import drawn
from documents.make.drawn import CID_FONT
from documents.make.statements import usual_paper
from reconcile.carriers.opening import open_document
from reconcile.carriers.pdf.ink import ink_of
from reconcile.errors import FileRefused
from reconcile.reading import statement
from reconcile.reading.scanned import unwrapped

HEADINGS = ("序號", "使用者帳號", "使用者姓名", "查詢日期時間", "查詢條件", "查詢結果")
WIDTHS = (40, 80, 70, 130, 150, 60)
QUERIES = [(str(n), "HL0031", "陳怡安", f"115/10/0{n} 09:15:0{n}", "身分證號：A123456789", "成功") for n in range(1, 6)]
LEFT, TOP, PITCH = 60, 500, 24
Rule = Callable[[Canvas, float, float, float, float], None]


def solid(canvas: Canvas, *ends: float) -> None:
    canvas.line(*ends)


def dotted(canvas: Canvas, x1: float, y1: float, x2: float, y2: float) -> None:
    """As a browser prints a dotted border: a square for each dot."""
    steps = int(max(abs(x2 - x1), abs(y2 - y1)) // 2)
    for n in range(steps + 1):
        x, y = x1 + (x2 - x1) * n / steps, y1 + (y2 - y1) * n / steps
        canvas.rect(x - 0.4, y - 0.4, 0.8, 0.8, stroke=0, fill=1)


def open_sided(canvas: Canvas, *ends: float) -> None:
    """No ruling at the left of the first column and the right of the last."""
    if ends[0] != ends[2] or LEFT < ends[0] < LEFT + sum(WIDTHS):
        canvas.line(*ends)


def below_the_header(canvas: Canvas, *ends: float) -> None:
    """Upright rulings between columns, and one line below the header."""
    if ends[1] == ends[3] == TOP - PITCH or (ends[0] == ends[2] and LEFT < ends[0] < LEFT + sum(WIDTHS)):
        canvas.line(*ends)


def around_groups(canvas: Canvas, *ends: float) -> None:
    """Level lines around the header and below the second query and the last."""
    if ends[0] == ends[2] or round((TOP - ends[1]) / PITCH) in {0, 1, 3, len(QUERIES) + 1}:
        canvas.line(*ends)


def struck(canvas: Canvas, *ends: float) -> None:
    """No ruling but one through the middle of the third line of text."""
    left, top, right, bottom = ends
    if top == bottom == TOP - 3 * PITCH:
        canvas.line(left, top + 11, right, top + 11)


def draw(
    path: Path,
    rule: Rule = solid,
    *,
    upright: bool = True,
    spacing: float = 0,
    turned: int = 0,
    clipped: int = -1,
    names: Sequence[str] = (),
    bold: float = 0,
) -> None:
    """A statement of five queries; `spacing` in points between letters, `turned` in degrees.

    Of the cells of the row `clipped` no more is shown than 72 points. `names`, where there are any, are those of the
    rows, each set over 40 points. All is drawn again so many points to the right as it is `bold`.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    size = landscape(A4) if turned % 180 == 0 else A4
    canvas = Canvas(str(path), pagesize=size, invariant=1)
    if turned:
        canvas.translate(size[0] / 2, size[1] / 2)
        canvas.rotate(turned)
        canvas.translate(-landscape(A4)[0] / 2, -landscape(A4)[1] / 2)
    edges = [LEFT + sum(WIDTHS[:n]) for n in range(len(WIDTHS) + 1)]
    bottom = TOP - PITCH * (len(QUERIES) + 1)
    lines = [HEADINGS, *(replaced(query, 2, name) for query, name in zip_longest(QUERIES, names))]
    for by, (n, cells) in product(sorted({0, bold}), enumerate(lines)):
        for x, cell in zip(edges, cells, strict=False):
            text = canvas.beginText(x + 4 + by, TOP - PITCH * n - 16)
            text.setFont(CID_FONT, 8)
            spread = cell in names and (40 - 8 * len(cell)) / (len(cell) - 1)
            text.setCharSpace(spread or spacing)
            text.textOut(cell)
            canvas.saveState()
            if n == clipped:
                shown = canvas.beginPath()
                shown.rect(x, TOP - PITCH * (n + 1), 72, PITCH)
                canvas.clipPath(shown, stroke=0, fill=0)
            canvas.drawText(text)
            canvas.restoreState()
        for left, right in pairwise(edges):
            rule(canvas, left, TOP - PITCH * (n + 1), right, TOP - PITCH * (n + 1))
    if upright:
        rule(canvas, LEFT, TOP, edges[-1], TOP)
        for x in edges:
            rule(canvas, x, TOP, x, bottom)
    canvas.save()


def replaced(cells: Sequence[str], at: int, by: str | None) -> Sequence[str]:
    """The cells with another one at that place, where there is another."""
    return cells if by is None else (*cells[:at], by, *cells[at + 1 :])


def assert_read(path: Path) -> None:
    reading = statement.read(open_document(path))
    assert [str(problem) for problem in reading.problems] == []
    assert list(reading.table["queried_at"].dt.day) == [1, 2, 3, 4, 5]
    for column, value in (("account", "HL0031"), ("user_name", "陳怡安"), ("subject_id", "A123456789")):
        assert set(reading.table[column]) == {value}


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_on_its_side_or_its_head_is_read(tmp_path: Path, turned: int) -> None:
    path = tmp_path / "turned.pdf"
    draw(path, turned=turned)
    assert_read(path)


def test_rulings_of_dots_part_cells(tmp_path: Path) -> None:
    path = tmp_path / "dotted.pdf"
    draw(path, dotted)
    assert_read(path)


def test_level_lines_drawn_cell_by_cell_part_columns(tmp_path: Path) -> None:
    path = tmp_path / "level.pdf"
    draw(path, upright=False)
    assert_read(path)


@pytest.mark.parametrize("rule", [open_sided, below_the_header])
def test_a_table_open_at_its_sides_has_its_first_and_last_column(tmp_path: Path, rule: Rule) -> None:
    """Without rulings at the sides, accounts and results were once lost without a word, and rows were one row."""
    draw(tmp_path / "open.pdf", rule)
    assert_read(tmp_path / "open.pdf")
    reading = statement.read(open_document(tmp_path / "open.pdf"))
    assert set(reading.table["result"]) == {"success"}


def test_rows_between_which_no_line_is_drawn_are_rows(tmp_path: Path) -> None:
    """All queries of a group were once one row, whose time could not be read."""
    draw(tmp_path / "groups.pdf", around_groups)
    assert_read(tmp_path / "groups.pdf")


def test_text_that_a_line_strikes_out_is_told_on_a_page_without_rulings(tmp_path: Path) -> None:
    """A struck query counted like any other, without a word."""
    draw(tmp_path / "struck.pdf", struck)
    reading = statement.read(open_document(tmp_path / "struck.pdf"))
    assert ["有 1 列的文字與格線或其他文字重疊" in str(problem) for problem in reading.problems] == [True]


@pytest.mark.parametrize("rule", [solid, lambda *_: None], ids=["ruled", "unruled"])
def test_text_printed_twice_for_want_of_a_bold_font_is_read_once(tmp_path: Path, rule: Rule) -> None:
    """115/10/01 was 111155//1100//0011, and no row of the page was a query."""
    draw(tmp_path / "bold.pdf", rule, bold=0.3)
    assert_read(tmp_path / "bold.pdf")


def test_a_heading_over_two_columns_that_stands_above_the_second_alone_is_of_both(tmp_path: Path) -> None:
    """被查詢人 over 姓名 and 證號, 查詢人員 over 姓名 and 帳號, unruled: who was asked about was once the user."""
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=landscape(A4), invariant=1)
    canvas.setFont(CID_FONT, 9)
    edges = (30, 70, 200, 270, 350, 420, 510)
    canvas.drawString(257, 500, "查詢人員")
    canvas.drawString(407, 500, "被查詢人")
    lines = [("序號", "時間", "姓名", "帳號", "姓名", "證號", "結果")]
    users = [("陳怡安", "HL0031"), ("林素貞", "HL0032")] * 4
    asked = ["王小明", "李大華", "趙自強", "孫美玉", "周明德", "吳淑芬", "王大同", "李小龍"]
    lines += [
        (str(n), f"115/10/0{n} 09:15:0{n}", *user, name, "A123456789", "成功")
        for n, (user, name) in enumerate(zip(users, asked, strict=True), start=1)
    ]
    for n, cells in enumerate(lines):
        for x, cell in zip(edges, cells, strict=True):
            canvas.drawString(x, 482 - 18 * n, cell)
    canvas.save()
    reading = statement.read(open_document(tmp_path / "a.pdf"))
    assert [str(problem) for problem in reading.problems] == []
    assert list(zip(reading.table["user_name"], reading.table["account"], strict=True)) == users


def test_spaced_letters_are_words(tmp_path: Path) -> None:
    path = tmp_path / "spaced.pdf"
    draw(path, spacing=2)
    assert_read(path)


@pytest.mark.parametrize("rule", [solid, lambda *_: None], ids=["ruled", "unruled"])
def test_names_set_over_the_width_of_their_column_are_read_as_names(tmp_path: Path, rule: Rule) -> None:
    """陳怡安 was 陳 怡 安 to whoever compared it, and text of uneven height on a page without rulings."""
    names = ("陳怡安", "王明", "歐陽立群", "李華", "林素貞")
    draw(tmp_path / "a.pdf", rule, names=names)
    reading = statement.read(open_document(tmp_path / "a.pdf"))
    assert ([str(problem) for problem in reading.problems], tuple(reading.table["user_name"])) == ([], names)


def test_a_page_scaled_inside_a_form_is_read(tmp_path: Path) -> None:
    path, small = tmp_path / "whole.pdf", tmp_path / "small.pdf"
    drawn.by_typst(usual_paper("scaled", 12, 12), path)
    source, target = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    form = source.page_as_xobject(0, target)
    page = target.new_page(*A4)
    whole = form.as_pageobject()
    whole.transform(pypdfium2.PdfMatrix().scale(0.7, 0.7).translate(0, 400))
    page.insert_obj(whole)
    page.gen_content()
    target.save(small)
    reading = statement.read(open_document(small))
    assert (len(reading.table), reading.problems) == (12, ())


def test_a_file_inside_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "case.pdf"
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.drawString(100, 700, "see attachment")
    canvas.save()
    document = pypdfium2.PdfDocument(path.read_bytes())
    document.new_attachment("rows.xlsx").set_data(b"PK")
    document.save(path)
    with pytest.raises(FileRefused, match="內附有另一個檔案"):
        open_document(path)


def test_a_condition_cut_off_at_the_edge_of_its_cell_is_told(tmp_path: Path) -> None:
    draw(tmp_path / "statement.pdf", clipped=3)
    reading = statement.read(open_document(tmp_path / "statement.pdf"))

    assert [problem.page for problem in reading.problems if "可能沒有印全" in str(problem)] == [1]


def test_what_fits_into_its_clipping_path_is_whole(tmp_path: Path) -> None:
    draw(tmp_path / "statement.pdf", clipped=0)
    assert statement.read(open_document(tmp_path / "statement.pdf")).problems == ()


@pytest.mark.parametrize("place", [0, 3], ids=["first", "in the midst"])
def test_text_too_wide_for_its_column_is_whole_in_its_column(tmp_path: Path, place: int) -> None:
    """A column of identifiers, each printed over both its rulings, since the text is centred in it."""
    path = tmp_path / "statement.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
    widths = [80, 70, 130, 60]
    widths.insert(place, 34)
    edges = [LEFT + sum(widths[:n]) for n in range(len(widths) + 1)]
    heads = ["使用者帳號", "使用者姓名", "查詢時間", "查詢結果"]
    rows = [["HL0031", "陳怡安", f"115/10/0{n} 09:15:0{n}", "成功"] for n in range(1, 6)]
    identifiers = [f"A12345678{n}" for n in range(1, 6)]
    for cells, own in zip([heads, *rows], ["身分證號", *identifiers], strict=True):
        cells.insert(place, own)
    canvas.setFont(CID_FONT, 9)
    for n, cells in enumerate([heads, *rows]):
        for (left, right), cell in zip(pairwise(edges), cells, strict=True):
            canvas.rect(left, TOP - PITCH * (n + 1), right - left, PITCH)
            canvas.drawCentredString((left + right) / 2, TOP - PITCH * n - 16, cell)
    canvas.save()
    reading = statement.read(open_document(path))
    assert [str(problem) for problem in reading.problems] == []
    assert list(reading.table["subject_id"]) == identifiers


def test_a_letter_that_this_computer_lends_ends_where_the_next_begins(tmp_path: Path) -> None:
    """Fonts differ from computer to computer; the same file must not be parted otherwise for it."""
    path = tmp_path / "statement.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont(CID_FONT, 10)
    canvas.drawString(100, 700, "陳怡安")
    canvas.save()
    wide = path.read_bytes()
    assert wide.count(b"/DW 1000") == 1
    path.write_bytes(wide.replace(b"/DW 1000", b"/DW 0700"))  # 7 points from letter to letter, lent ones have 10
    first, second, third = ink_of(pypdfium2.PdfDocument(path)[0]).glyphs
    assert (first.right, second.right) == pytest.approx((second.left, third.left))


def test_a_heading_that_touches_its_ruling_is_known_on_a_page_of_totals_too(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
    widths = (4 + 4 * 8, *WIDTHS[1:])
    edges = [LEFT + sum(widths[:n]) for n in range(len(widths) + 1)]
    for rows in (QUERIES, [("小計", "5", "", "", "", "")]):
        canvas.setFont(CID_FONT, 8)
        for n, cells in enumerate([("（項次）", *HEADINGS[1:]), *rows]):
            for (left, right), cell in zip(pairwise(edges), cells, strict=True):
                canvas.rect(left, TOP - PITCH * (n + 1), right - left, PITCH)
                canvas.drawString(left + 4, TOP - PITCH * n - 16, cell)
        canvas.showPage()
    canvas.save()
    assert_read(path)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("護照號碼:C10000000\nNGUYEN THI HOA", "護照號碼:C10000000 NGUYEN THI HOA"),
        ("NGUYEN\nTHI HOA", "NGUYEN THI HOA"),
        ("身分證號：A12345\n6789", "身分證號：A123456789"),
        ("花蓮縣玉里鎮戶政事\n務所", "花蓮縣玉里鎮戶政事務所"),
    ],
)
def test_a_line_that_ends_in_its_cell_joins_no_identifier_to_a_name(cell: str, text: str) -> None:
    """C10000000NGUYEN was once nobody's passport, without a word."""
    assert unwrapped(cell) == text
