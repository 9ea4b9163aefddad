"""A supervisor sees the row of the statement as it stands on the page, and of a person nothing that is masked."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import count
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from documents.make import drawn
from documents.make.statements import rewritten, usual_paper
from golden_documents import DOCUMENTS, Golden, folders
from office_files import statement
from page_text import FRAME, SHADE, Box, Page, Picture, fold, text_of
from reconcile.errors import FileRefused, PasswordNeeded
from reconcile.outcome import Reading, Spot
from reconcile.reading import pictures, read_statement
from reconcile.settings import ReadingSettings, ReportSettings, Settings

OPEN = Settings(report=ReportSettings(mask="none"))
MASKED = Settings(report=ReportSettings(mask="all"))
PERSONS = ["subject_id", "account", "user_name"]
LARGEST = 12_000


def printed(folder: Path) -> bool:
    golden = Golden.of(folder)
    return folder.name.startswith("statement_") and golden.is_pdf and "empty" not in folder.name


CASES = [folder for folder in folders(DOCUMENTS) if printed(folder)]
EVERY_DAY = 3
"""One in so many is cut from every day; the rest by `make slow`."""


@cache
def read(folder: Path) -> Reading:
    return Golden.of(folder).read()


def some_rows(spots: Mapping[int, Spot]) -> list[int]:
    """The first, the second, the last of the page and the first of the next."""
    turn = next((row for row in sorted(spots) if row > 1 and spots[row].page > spots[row - 1].page), len(spots))
    return sorted({1, 2, turn - 1, turn})


@cache
def whole(folder: Path) -> dict[int, Picture]:
    """Some rows as they are, with nothing masked."""
    spots = read(folder).spots
    shown = pictures(folder / Golden.of(folder).file, spots, some_rows(spots), OPEN)
    return {row: Picture(content) for row, content in shown.items()}


@cache
def page_of(folder: Path, number: int) -> Page:
    golden = Golden.of(folder)
    document = pypdfium2.PdfDocument(folder / golden.file, password=golden.password)
    try:
        return Page.of(document, number)
    finally:
        document.close()


def moved(box: Box, by: tuple[int, int]) -> Box:
    return box[0] + by[0], box[1] + by[1], box[2] + by[0], box[3] + by[1]


def runs(page: Page, names: set[str]) -> list[tuple[str, Box]]:
    """Each character of the page that belongs to one of these names, wherever it stands."""
    text = text_of(list(page.characters))
    starts = [(at, name) for name in names for at in range(len(text)) if text.startswith(name, at)]
    assert len(text) == len(page.characters)
    return [page.characters[n] for at, name in starts for n in range(at, at + len(name))]


def is_covered(picture: Picture, box: Box) -> bool:
    """Nothing but the shade that covers, or the frame, stands in the middle of a character's box."""
    left, top, right, bottom = box
    inner = picture.image.crop((left + 1, top + 1, max(right - 1, left + 2), max(bottom - 1, top + 2)))
    return all(colour in (FRAME, SHADE) for colour in inner.get_flattened_data())


def test_there_are_statements_of_every_producer_to_cut_from() -> None:
    assert len(CASES) >= 15


@pytest.mark.parametrize(
    "folder",
    [
        folder if at % EVERY_DAY == 0 else pytest.param(folder, marks=pytest.mark.slow)
        for at, folder in enumerate(CASES)
    ],
    ids=lambda folder: folder.name,
)
def test_the_frame_is_around_the_query_and_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    golden = Golden.of(folder)
    monkeypatch.setenv("RECONCILE_PASSWORD", golden.password or "")
    spots = read(folder).spots
    table = golden.rows().set_index("statement_row")
    shown = whole(folder)
    assert shown.keys() == set(some_rows(spots))
    for row, picture in shown.items():
        page = page_of(folder, spots[row].page)
        framed = text_of(page.within(moved(picture.framed, picture.place_on(page))))
        assert fold(table["subject_id"][row]) in framed
        others = set(table["subject_id"]) - {table["subject_id"][row]}
        assert not [other for other in others if fold(other) in framed]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_masked_picture_covers_every_person_near_the_query(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    golden = Golden.of(folder)
    monkeypatch.setenv("RECONCILE_PASSWORD", golden.password or "")
    spots = read(folder).spots
    names = {fold(name) for column in PERSONS for name in golden.rows()[column].dropna()}
    masked = pictures(folder / golden.file, spots, some_rows(spots), MASKED)
    assert masked.keys() == whole(folder).keys()
    covered = 0
    for row, content in masked.items():
        picture, page = Picture(content), page_of(folder, spots[row].page)
        assert picture.framed == whole(folder)[row].framed
        assert len(content) < LARGEST
        by = whole(folder)[row].place_on(page)
        width, height = picture.image.size
        band = moved((0, max(picture.framed[1] - 10, 0), width, min(picture.framed[3] + 10, height)), by)
        written = set(page.within(band))
        for character, at in runs(page, names):
            if (character, at) in written:
                assert is_covered(picture, moved(at, (-by[0], -by[1]))), (row, at)
                covered += 1
    assert covered > 20


def drawn_paper(path: Path, change: Callable[[str], str]) -> Path:
    drawn.by_typst(rewritten(usual_paper("pictures", 24, 12), change, golden=False), path)
    return path


def test_statements_that_differ_in_persons_alone_give_the_same_masked_pictures(tmp_path: Path) -> None:
    others = str.maketrans("黃俊陳怡潘志簡婷", "葉昱賴淑宋建江美")

    def another(text: str) -> str:
        if "：" in text and text[-6:].isdigit():
            return text[:-6] + text[-6:].translate(str.maketrans("0123456789", "1234567890"))
        return text.translate(others) if len(text) <= 6 else text

    one, other = drawn_paper(tmp_path / "一.pdf", str), drawn_paper(tmp_path / "二.pdf", another)
    first, second = read_statement(one), read_statement(other)
    assert (first.table["subject_id"] != second.table["subject_id"]).all()
    assert (first.table["user_name"] != second.table["user_name"]).any()
    rows = range(1, 25)
    assert pictures(one, first.spots, rows, MASKED) == pictures(other, second.spots, rows, MASKED)
    assert pictures(one, first.spots, rows, OPEN) != pictures(other, second.spots, rows, OPEN)


@pytest.mark.parametrize("folder", CASES[:2], ids=lambda folder: folder.name)
def test_a_supervisor_sees_the_user_and_not_whom_he_asked_about(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    golden = Golden.of(folder)
    monkeypatch.setenv("RECONCILE_PASSWORD", golden.password or "")
    spots, table = read(folder).spots, golden.rows()
    asked = {fold(name) for name in table["subject_id"].dropna()}
    users = {fold(name) for name in table["user_name"].dropna()}
    masked = pictures(folder / golden.file, spots, some_rows(spots), MASKED)
    seen = 0
    for row, content in pictures(folder / golden.file, spots, some_rows(spots)).items():
        picture, page = Picture(content), page_of(folder, spots[row].page)
        by = whole(folder)[row].place_on(page)
        width, height = picture.image.size
        band = moved((0, max(picture.framed[1] - 10, 0), width, min(picture.framed[3] + 10, height)), by)
        written = set(page.within(band))
        for _, at in (one for one in runs(page, asked) if one in written):
            assert is_covered(picture, moved(at, (-by[0], -by[1])))
        for _, at in (one for one in runs(page, users) if one in written):
            seen += not is_covered(picture, moved(at, (-by[0], -by[1])))
        assert content != masked[row]
    assert seen > 20


def test_a_text_that_stands_beside_one_person_only_may_name_him_and_is_covered(tmp_path: Path) -> None:
    def naming(name: str) -> Callable[[str], str]:
        functions = count(1)
        return lambda text: f"{name}專案" if text == "國人入出境資料查詢" and next(functions) == 3 else text

    one, other = drawn_paper(tmp_path / "一.pdf", naming("王小明")), drawn_paper(tmp_path / "二.pdf", naming("李大同"))
    first, second = read_statement(one), read_statement(other)
    named = first.table["function"].str.startswith("王小明")
    assert named.sum() == 1
    row = int(first.table.loc[named, "statement_row"].iloc[0])
    assert pictures(one, first.spots, [row], MASKED) == pictures(other, second.spots, [row], MASKED)
    assert pictures(one, first.spots, [row], OPEN) != pictures(other, second.spots, [row], OPEN)


def test_a_header_that_only_the_cells_below_it_give_away_is_not_shown(tmp_path: Path) -> None:
    words = dict(
        zip("序號 查詢日期時間 使用者姓名 作業名稱 查詢結果 查詢事由 IP位址".split(), "子丑寅卯辰巳午", strict=True)
    )
    plain, unknown = drawn_paper(tmp_path / "一.pdf", str), drawn_paper(tmp_path / "二.pdf", lambda t: words.get(t, t))
    worded, guessed = read_statement(plain).spots, read_statement(unknown).spots
    assert len(worded) == len(guessed) == 24
    assert all(spot.header for spot in worded.values())
    assert not any(spot.header for spot in guessed.values())


def stamped(path: Path, draw: Callable[[pypdfium2.PdfDocument, pypdfium2.PdfPage], None]) -> Path:
    """A statement on whose first page something was put."""
    document = pypdfium2.PdfDocument(DOCUMENTS / "statement_cairo" / "statement.pdf")
    page = document[0]
    draw(document, page)
    page.gen_content()
    document.save(path)
    document.close()
    return path


def test_a_stamp_over_the_table_is_not_shown_where_names_are_masked(tmp_path: Path) -> None:
    def stamp(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
        image = pypdfium2.PdfImage.new(document)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (40, 40), (10, 10, 10))))
        image.set_matrix(pypdfium2.PdfMatrix().scale(700, 400).translate(40, 40))
        page.insert_obj(image)

    plain, path = stamped(tmp_path / "一.pdf", lambda *_: None), stamped(tmp_path / "二.pdf", stamp)
    spots = read_statement(path).spots
    assert pictures(path, spots, [1, 5, 16]) == pictures(plain, read_statement(plain).spots, [1, 5, 16])
    assert pictures(path, spots, [5], OPEN) != pictures(plain, spots, [5], OPEN)


def test_a_page_with_a_slanted_watermark_gives_no_masked_picture(tmp_path: Path) -> None:
    def watermark(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> None:
        font = pdfium.FPDFText_LoadStandardFont(document, b"Helvetica")
        text = pypdfium2.PdfObject(pdfium.FPDFPageObj_CreateTextObj(document, font, 30), page=None, pdf=document)
        words = "yuli004".encode("utf-16-le") + b"\0\0"
        pdfium.FPDFText_SetText(text, (pdfium.FPDF_WCHAR * 8).from_buffer_copy(words))
        text.set_matrix(pypdfium2.PdfMatrix().rotate(30).translate(300, 200))
        page.insert_obj(text)

    path = stamped(tmp_path / "明細表.pdf", watermark)
    spots = read_statement(path).spots
    second_page = next(row for row, spot in spots.items() if spot.page == 2)
    assert pictures(path, spots, [1, second_page]).keys() == {second_page}
    assert pictures(path, spots, [1, second_page], OPEN).keys() == {1, second_page}


def test_a_cell_that_could_not_be_read_is_covered() -> None:
    folder = DOCUMENTS / "statement_chromium_broken_rows"
    reading = read(folder)
    rare = reading.table["purpose"].value_counts()
    assert rare.min() < 3
    row = int(reading.table.index[reading.table["purpose"] == rare.idxmin()][0]) + 1
    often = int(reading.table.index[reading.table["purpose"] == rare.idxmax()][1]) + 1
    assert len(reading.spots[row].shown) < len(reading.spots[often].shown)


def test_the_same_row_gives_the_same_bytes() -> None:
    path = DOCUMENTS / "statement_typst_cropped" / "statement.pdf"
    spots = read_statement(path).spots
    alone = pictures(path, spots, [3]) | pictures(path, spots, [30])
    assert alone == pictures(path, spots, [30, 3, 3])


def test_the_password_of_a_statement_opens_its_pictures_too(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = DOCUMENTS / "statement_reportlab_password"
    golden = Golden.of(folder)
    path, password = folder / golden.file, golden.password
    monkeypatch.delenv("RECONCILE_PASSWORD", raising=False)
    spots = read_statement(path, ask=lambda _: password).spots
    assert pictures(path, spots, [2], ask=lambda _: password).keys() == {2}
    with pytest.raises(PasswordNeeded):
        pictures(path, spots, [2])


def test_pictures_that_take_too_long_are_refused_by_the_limit() -> None:
    path = DOCUMENTS / "statement_cairo" / "statement.pdf"
    spots = read(path.parent).spots
    hasty = Settings(reading=ReadingSettings.model_construct(**{**ReadingSettings().__dict__, "seconds": 0}))
    with pytest.raises(FileRefused, match="讀取超過 0 秒仍未完成"):
        pictures(path, spots, [1], hasty)


def test_a_workbook_has_no_pages_to_cut_from(tmp_path: Path) -> None:
    path = statement(tmp_path / "明細表.xlsx", {})
    reading = read_statement(path)
    assert len(reading.table) == 1
    assert reading.spots == {}
    assert pictures(path, reading.spots, [1]) == {}
