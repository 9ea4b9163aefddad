"""附件一 and 附件二: worded as the regulation words them, openable, the same bytes each time."""

from datetime import date, datetime
from pathlib import Path

import pytest

from forms import paper, wording
from forms.builders import AGENCY
from known_codes import REGULATION
from reconcile.forms import write_blank_forms, write_fax_forms
from reconcile.lists import FAX
from reconcile.reading import read_register


@pytest.fixture(scope="module")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blanks")
    write_blank_forms(folder, AGENCY, REGULATION)
    return folder


@pytest.mark.parametrize("suffix", paper.SUFFIXES)
def test_the_blank_register_says_what_the_regulation_prints_and_no_more(blanks: Path, suffix: str) -> None:
    entries = "".join(f"{number}{wording.ENTRY}" for number in range(1, 5))
    expected = paper.squeezed(wording.REGISTER + entries)
    if suffix == ".pdf":  # there a heading over one row is drawn before those over two; the tags keep the order
        expected = expected.replace("使用者姓名", "", 1).replace("頁碼：", "頁碼：使用者姓名", 1)
    assert paper.words(blanks / f"附件一-查詢紀錄表{suffix}") == expected


@pytest.mark.parametrize("suffix", paper.SUFFIXES)
def test_the_blank_fax_form_says_what_the_regulation_prints_and_no_more(blanks: Path, suffix: str) -> None:
    expected = paper.squeezed(wording.FAX).replace("查詢機關：", f"查詢機關：{AGENCY}", 1)
    assert paper.words(blanks / f"附件二-疑義查詢表{suffix}") == expected


def test_a_blank_form_fits_one_page(blanks: Path, tmp_path: Path) -> None:
    for name in ("附件一-查詢紀錄表", "附件二-疑義查詢表"):
        assert len(paper.pages(blanks / f"{name}.pdf")) == 1


@pytest.mark.slow
@pytest.mark.parametrize("name", ["附件一-查詢紀錄表.odt", "附件一-查詢紀錄表.docx", "附件二-疑義查詢表.docx"])
def test_libreoffice_opens_a_blank_form_on_one_page(blanks: Path, tmp_path: Path, name: str) -> None:
    printed = paper.by_libreoffice(blanks / name, "pdf", tmp_path)
    assert len(paper.pages(printed)) == 1
    assert paper.words(printed).startswith(paper.words(blanks / name)[:40])


@pytest.mark.parametrize("suffix", [".odt", ".docx"])
def test_our_reader_takes_the_printed_form_for_a_register_without_lines(blanks: Path, suffix: str) -> None:
    reading = read_register(blanks / f"附件一-查詢紀錄表{suffix}")
    assert len(reading.table) == 0
    assert reading.problems == ()
    assert reading.facts.agency == AGENCY


def test_without_an_agency_its_place_stays_as_the_regulation_has_it(tmp_path: Path) -> None:
    write_blank_forms(tmp_path, None, REGULATION)
    assert "（機關單位名稱）應用移民資訊連結作業系統查詢紀錄表" in paper.words(tmp_path / "附件一-查詢紀錄表.docx")


def test_blank_forms_are_the_same_bytes_each_time(blanks: Path, tmp_path: Path) -> None:
    for path in write_blank_forms(tmp_path, AGENCY, REGULATION):
        assert path.read_bytes() == (blanks / path.name).read_bytes(), path.name


def test_a_fax_log_fills_a_form_each_with_the_deadline_beneath_it(tmp_path: Path) -> None:
    rows = FAX.frame(
        [
            {
                "fax_file": "fax.xlsx",
                "fax_row": 1,
                "faxed_at": datetime(2026, 10, 5, 9, 12),
                "user_name": "王小明",
                "condition": "A123456789 林大同",
                "subject_id": "A123456789",
                "reason": "<b>系統異常</b> & #strong[遷入]",
            },
            {
                "fax_file": "fax.xlsx",
                "fax_row": 2,
                "faxed_at": datetime(2026, 10, 6),
                "condition": "JOHN SMITH",
                "letter_on": datetime(2026, 10, 8),
                "letter_no": "花市戶字第1號",
            },
        ]
    )
    for path in write_fax_forms(rows, tmp_path, agency=AGENCY, today=date(2026, 10, 9), regulation=REGULATION):
        said = paper.words(path)
        assert "查詢日期：115年10月5日09:12" in said
        assert "中文姓名:林大同" in said
        assert "國民身分證統一編號：A123456789護照號碼：" in said
        assert "查詢事由：<b>系統異常</b>&#strong[遷入]" in said
        assert "補送公文期限115年10月8日" in said
        assert "英文姓名:JOHNSMITH" in said
        assert "已於115年10月8日補送（花市戶字第1號）" in said
    assert len(paper.pages(tmp_path / "附件二-疑義查詢表（已填）.pdf")) == 2


def test_a_log_without_a_fax_fills_no_form(tmp_path: Path) -> None:
    assert write_fax_forms(FAX.frame([]), tmp_path, agency=AGENCY, today=date(2026, 10, 9), regulation=REGULATION) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("subject", "label"),
    [
        ("A800000014", "外國人居留證號：A800000014"),
        ("AB00207171", "外國人居留證號：AB00207171"),
        ("301234567", "護照號碼：301234567"),
    ],
)
def test_an_identifier_stands_where_its_kind_belongs(tmp_path: Path, subject: str, label: str) -> None:
    row = {
        "fax_file": "f",
        "fax_row": 1,
        "faxed_at": datetime(2026, 10, 5),
        "condition": subject,
        "subject_id": subject,
    }
    write_fax_forms(FAX.frame([row]), tmp_path, agency=None, today=date(2026, 10, 9), regulation=REGULATION)
    assert label in paper.words(tmp_path / "附件二-疑義查詢表（已填）.docx")
