"""What a viewer shows of a workbook, made by openpyxl, xlsxwriter and LibreOffice (shown/)."""

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import xlsxwriter
from openpyxl import Workbook
from PIL import Image

from reconcile.carriers.opening import open_document
from reconcile.carriers.raw import Document, Row

SHOWN = Path(__file__).parent / "shown"
CARRIERS = ("xlsx", "strict", "xls", "ods", "fods")


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    b"http://schemas.openxmlformats.org/drawingml/2006/": b"http://purl.oclc.org/ooxml/drawingml/",
}


@cache
def document(carrier: str) -> Document:
    if carrier != "strict":
        return open_document(SHOWN / f"shown.{carrier}")
    with TemporaryDirectory() as folder:
        return open_document(strict(Path(folder) / "strict.xlsx"))


def strict(path: Path) -> Path:
    """The same workbook in the namespaces of strict OOXML."""
    with zipfile.ZipFile(SHOWN / "shown.xlsx") as whole, zipfile.ZipFile(path, "w") as archive:
        for name in whole.namelist():
            part = whole.read(name)
            for loose, exact in STRICT.items():
                part = part.replace(loose, exact)
            archive.writestr(name, part)
    return path


def row(carrier: str, number: int) -> Row:
    return document(carrier).sheets[0].rows[number - 1]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_row_that_is_struck_out_is_not_written_and_not_forgotten(carrier: str) -> None:
    struck = row(carrier, 3)
    assert struck.blank
    assert struck.unstruck.cells[:3] == (3, "A123456783", "成功")


@pytest.mark.parametrize("carrier", CARRIERS)
def test_of_a_cell_only_what_is_struck_out_is_not_written(carrier: str) -> None:
    corrected = row(carrier, 4)
    assert corrected.cells[1] == "A123456789"
    assert corrected.struck == {1: "B223456782"}


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("number", [5, 6, 9], ids=["hidden", "white", "format that hides"])
def test_a_row_that_nobody_sees_is_hidden_and_holds_its_cells(carrier: str, number: int) -> None:
    hidden = row(carrier, number)
    assert hidden.hidden
    assert hidden.cells[1] == f"A12345678{number}"


@pytest.mark.parametrize("carrier", CARRIERS)
def test_white_letters_on_a_dark_ground_are_seen_and_dark_ones_on_it_are_not(carrier: str) -> None:
    assert row(carrier, 11).cells[2] == "成功"
    assert row(carrier, 12).cells[2] is None
    assert row(carrier, 12).concealed == {2: "成功"}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_comment_and_a_picture_stand_in_their_cells(carrier: str) -> None:
    ((at, note),) = row(carrier, 7).over
    assert (at, note.kind, note.text) == (1, "note", "應為 B223456782")
    ((at, picture),) = row(carrier, 8).over
    assert (at, picture.kind) == (2, "picture")
    assert row(carrier, 8).cells[2] == "成功"


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_number_is_read_as_its_format_prints_it(carrier: str) -> None:
    assert row(carrier, 10).cells[0] == "0001234567"


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_hidden_column_holds_nothing_and_is_told(carrier: str) -> None:
    assert document(carrier).sheets[0].hidden_columns == (3,)
    assert {each.cells[3] for each in document(carrier).sheets[0].rows if not each.hidden} == {None}


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_row_of_a_hidden_sheet_is_hidden(carrier: str) -> None:
    draft = document(carrier).sheets[1]
    assert [each.hidden for each in draft.rows] == [True]
    assert draft.rows[0].cells[1] == "A123456789"


@pytest.mark.parametrize("carrier", CARRIERS)
def test_nothing_is_wrong_with_the_files(carrier: str) -> None:
    assert document(carrier).flaws == ()


def by_xlsxwriter(path: Path) -> Row:
    """A row with a rich text, a text box, a chart, a button, a picture placed in its cell."""
    stream = BytesIO()
    Image.new("RGB", (20, 12), "red").save(stream, "PNG")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        struck = book.add_format({"font_strikeout": True})
        sheet.write_rich_string("A1", struck, "B223456782", " ", "A123456789")
        sheet.insert_textbox("B1", "王大明", {"width": 60, "height": 18})
        sheet.embed_image("C1", "stamp.png", {"image_data": stream})
        sheet.insert_button("D1", {"caption": "匯出", "width": 60, "height": 18})
        sheet.write_formula("E1", "=1+1", value="")
        sheet.write("F1", "成功")
        sheet.write_comment("F1", "已核")
        sheet.set_column("G:G", 0.3)
        sheet.write("G1", "A123456780")
    (read,) = open_document(path).sheets[0].rows
    return read


def test_whatever_xlsxwriter_lays_over_cells_is_known(tmp_path: Path) -> None:
    read = by_xlsxwriter(tmp_path / "a.xlsx")
    assert read.cells[0] == "A123456789"
    assert read.struck == {0: "B223456782"}
    assert read.cells[2] is None
    kinds = {at: (thing.kind, thing.text) for at, thing in read.over}
    assert kinds[1] == ("box", "王大明")
    assert kinds[2] == ("picture", "")
    assert kinds[3] == ("control", "匯出")
    assert kinds[5] == ("note", "已核")


def test_a_column_too_narrow_to_be_seen_is_hidden(tmp_path: Path) -> None:
    by_xlsxwriter(tmp_path / "a.xlsx")
    assert open_document(tmp_path / "a.xlsx").sheets[0].hidden_columns == (6,)


def test_a_formula_whose_result_nobody_wrote_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["合計", "=SUM(A2:A9)"])
    book.save(tmp_path / "a.xlsx")
    (read,) = open_document(tmp_path / "a.xlsx").sheets[0].rows
    assert [(at, thing.kind) for at, thing in read.over] == [(1, "formula")]


def test_what_a_merged_cell_covers_is_not_seen(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:B1", "看得見")
        sheet.write("B1", "看不見")
    (read,) = open_document(tmp_path / "a.xlsx").sheets[0].rows
    assert read.cells == ("看得見", None)
    assert read.concealed == {1: "看不見"}


@pytest.mark.parametrize(
    ("code", "number", "prints"),
    [
        ('"A"000000000', 123456789, "A123456789"),
        ("0000000000", 12345, "0000012345"),
        ("00-00", 1234, 1234),
        ("#,##0", 1234, 1234),
        ("0", 1234, 1234),
        ("General", 1234, 1234),
        ('0"號"', 12, "12號"),
    ],
)
def test_a_format_adds_what_it_prints_and_no_more(tmp_path: Path, code: str, number: int, prints: object) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet().write(0, 0, number, book.add_format({"num_format": code}))
    assert open_document(tmp_path / "a.xlsx").sheets[0].rows[0].cells == (prints,)


def test_the_kind_of_a_workbook_is_told_by_its_content(tmp_path: Path) -> None:
    for carrier, name in (("xlsx", "xls"), ("xls", "ods"), ("ods", "xlsx"), ("ods", "csv")):
        path = tmp_path / f"a.{name}"
        path.write_bytes((SHOWN / f"shown.{carrier}").read_bytes())
        assert open_document(path).carrier == carrier
