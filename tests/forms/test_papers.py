"""說明及改善措施 and 銷毀清冊, and the model that every form is written from."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from forms import paper
from forms.builders import AGENCY, decided, history, item, run
from known_codes import CATALOGUE
from reconcile.deposits import Decision
from reconcile.forms import Books, write_improvement, write_retention
from reconcile.forms.attachments import sha256_of
from reconcile.forms.paper.layout import Form, FormCell, FormRow, FormTable, PageBreak, cell, lines, slots, text
from reconcile.forms.paper.signature_row import sign_rows
from reconcile.forms.paper.writing import write_form
from reconcile.history import Item
from reconcile.holdings import DestructionRow, Holding, Retention
from reconcile.text.dates import Month

TODAY = date(2026, 11, 3)
ANSWERED = Item(
    "i1",
    Month(2026, 10),
    "UNREGISTERED_QUERY",
    "high",
    "王○○",
    "A12345****",
    "115年10月5日 09:12",
    "明細表第 3 筆查無紀錄。",
    "closed",
    0,
    Decision("i1", "說明合理", "案件 115-33 & <b>漏登</b> #x", "李主管", TODAY, "0" * 64),
    (),
)
OPEN = Item("i2", Month(2026, 9), "LATE_DOWNLOAD", "medium", None, None, None, "逾期 2 日。", "open", 1, None, ())


def test_the_improvement_draft_quotes_answers_and_lists_its_evidence(tmp_path: Path) -> None:
    month = Month(2026, 10)
    raised = run(tmp_path, month, items=[item("UNREGISTERED_QUERY", month)])
    answer = decided(tmp_path, month, {f"{month}-UNREGISTERED_QUERY-1": "說明合理"})
    story = ("115年11月5日：首次列出", "115年11月8日：處理結果為說明合理（李主管，案件 115-33 & <漏登>）")
    answered = replace(ANSWERED, item=answer.decisions[0].item, decision=answer.decisions[0], story=story)
    (tmp_path / "out").mkdir()
    written = write_improvement(
        [answered, OPEN],
        tmp_path / "out",
        Books(history([raised, answer, run(tmp_path, month)]), tmp_path, CATALOGUE, TODAY),
        due_on=date(2026, 11, 20),
    )
    for path in written:
        said = paper.words(path)
        assert "有查詢無紀錄（115年10月）" in said
        assert "首次列出115年11月8日：處理結果為說明合理（李主管，案件115-33&<漏登>）（佐證1至5）" in said
        assert "以紙本簽章為準" in said
        assert "（尚未答復，請敘明原因）" in said
        assert "提出期限：115年11月20日" in said
        for kept in ("data/record.json", "data/inputs/statement/明細表.pdf", "data/inputs/register/紀錄表.xlsx"):
            file = raised.folder / kept
            assert f"{file.relative_to(tmp_path).as_posix()}SHA-256{sha256_of(file)}" in said
        assert "worklist/report.xlsx" in said
        assert said.count("SHA-256") == 5, "the run that no longer raises the item proves nothing"
        assert "股長:" in said
        assert "無此職務" in said


def test_every_finding_has_a_measure_to_start_from() -> None:
    assert all(one.measure.endswith("。") for one in CATALOGUE.declared.values())


def test_the_destruction_list_parts_what_is_due_from_what_is_kept(tmp_path: Path) -> None:
    head = "ab" * 32
    due = DestructionRow(
        AGENCY, 2020, 7, "109年10月勾稽結果", date(2020, 11, 5), date(2025, 12, 31), f"{AGENCY}/2020-10/0007-run", head
    )
    kept = Holding(AGENCY, 2026, (Month(2026, 10),), (), date(2031, 12, 31), due=False)
    held = Retention((kept, replace(kept, agency="他所")), (due, replace(due, agency="他所")), "五年係假設。")
    for path in write_retention(held, tmp_path, agency=AGENCY, today=TODAY):
        said = paper.words(path)
        assert f"1109年10月勾稽結果109年11月5日封存114年12月31日屆滿{AGENCY}/2020-10/0007-runSHA-256{head}" in said
        assert "計1件" in said
        assert "115年度1個月、0件封存120年12月31日" in said
        assert "五年係假設。" in said
        assert "他所" not in said


def test_an_empty_destruction_list_says_so(tmp_path: Path) -> None:
    for path in write_retention(Retention((), (), ""), tmp_path, agency="甲/乙 所", today=TODAY):
        assert path.stem == "銷毀清冊-甲_乙_所"
        assert paper.words(path).count("（無）") == 2


def hostile() -> Form:
    """What an office's data could hold at worst, in a table with cells over rows and columns."""
    words = "&lt;\x00\x0b]]> #set page(width: 1cm) $x$ *a*  兩格\t跳 〓"
    table = FormTable(
        (20, 30, 40),
        (
            FormRow((cell("標題", columns=2), cell("右"))),
            FormRow((FormCell(lines("跨列"), rows=2), cell(words, columns=2)), 20),
            FormRow((cell("甲"), cell("乙"))),
        ),
        head=1,
    )
    return Form("<標題> & ", (text(words), table, PageBreak(), text("末頁")), TODAY, footer="頁尾 <&>")


def test_no_data_becomes_markup_and_every_part_is_well_formed(tmp_path: Path) -> None:
    for path in write_form(hostile(), tmp_path, "form"):
        said = paper.words(path)
        assert "]]>#setpage(width:1cm)$x$*a*兩格" in said
        if path.suffix != ".pdf":
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    if name != "mimetype":
                        fromstring(package.read(name))
    assert len(paper.pages(tmp_path / "form.pdf")) == 2


def test_an_odt_names_its_type_first_and_uncompressed(tmp_path: Path) -> None:
    write_form(hostile(), tmp_path, "form")
    with zipfile.ZipFile(tmp_path / "form.odt") as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".odt", ".docx"])
def test_libreoffice_breaks_the_page_where_we_do(tmp_path: Path, suffix: str) -> None:
    write_form(hostile(), tmp_path, "form")
    printed = paper.pages(paper.by_libreoffice(tmp_path / f"form{suffix}", "pdf", tmp_path / "out"))
    assert len(printed) == 2
    assert "末頁" in printed[1]
    assert "第 2 頁，共 2 頁" in printed[1]


def test_the_names_of_those_who_sign_stay_with_the_room_for_their_stamps(tmp_path: Path) -> None:
    broke = 0
    for above in range(48, 64):
        blocks = (*(text("一行") for _ in range(above)), *sign_rows(("稽核人員:", "股長:", "單位主管:")))
        write_form(Form("x", blocks, TODAY), tmp_path, "form")
        printed = paper.pages(tmp_path / "form.pdf")
        broke += len(printed) == 2
        assert ["單位主管" in page for page in printed] == ["無此職務" in page for page in printed], above
    assert 0 < broke < 16


def test_a_character_that_no_font_draws_is_told_on_the_page(tmp_path: Path) -> None:
    write_form(Form("x", (text("陳\U0003134a"),), TODAY), tmp_path, "form")
    assert "缺字：本檔字型未收U+3134A" in paper.words(tmp_path / "form.pdf")
    assert "陳\U0003134a" in paper.words(tmp_path / "form.docx")


@pytest.mark.parametrize(
    "rows",
    [
        (FormRow((cell("a"),)),),
        (FormRow((cell("a"), cell("b"), cell("c"))),),
        (FormRow((cell("a", columns=3),)),),
        (FormRow((FormCell(lines("a"), rows=2), cell("b"))), FormRow((cell("c"), cell("d")))),
    ],
)
def test_a_table_whose_cells_do_not_fit_is_refused(rows: tuple[FormRow, ...]) -> None:
    with pytest.raises(ValueError, match="too"):
        list(slots(FormTable((10, 10), rows)))
