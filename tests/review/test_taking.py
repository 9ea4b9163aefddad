"""What a filled worklist brings in, and what it is refused for."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from known_codes import CATALOGUE, CODES
from reconcile.errors import FileRefused, UsageError
from reconcile.history import WORKLISTS
from reconcile.reading import read_worklist
from reconcile.review import decisions_of
from reconcile.settings import RuleSettings, Settings
from review.builders import (
    ANSWER,
    LIN,
    NOVEMBER,
    OCTOBER,
    RAISED,
    Office,
    columns,
    fill,
    label,
    line,
    open_items,
    query,
    the,
)

TODAY = date(2026, 11, 6)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose October left two queries unregistered: the first is item one, the second item two."""
    office = Office(tmp_path)
    office.run([query(5), query(6, subject=LIN)], paper=True)
    return office


def items(office: Office) -> list[str]:
    return list(office.review.of_findings)


def refusal(office: Office, change: Callable[[Workbook], object] | None = None, **other: Any) -> str:
    """What a worklist is refused for; nothing of it is taken."""
    answers = other.pop("answers", {})
    filled = fill(office.report(), office.home / "filled.xlsx", answers, change=change, **other)
    before = office.history.head
    with pytest.raises((UsageError, FileRefused)) as refused:
        office.take(filled)
    assert office.history.head == before
    return str(refused.value)


def test_an_answer_is_kept_with_who_when_why_and_the_file_it_came_in(office: Office) -> None:
    one, two = items(office)
    taken = office.decide({one: ANSWER})
    [decision] = taken.decisions
    assert (decision.item, decision.result, decision.note, decision.by) == (one, "說明合理", "見公文", "林課員")
    assert decision.on == TODAY
    assert len(decision.worklist) == 64
    assert taken.blanks == 1
    assert taken.sentences[0] == "收錄處理結果 1 項：說明合理 1 項；尚有 1 項未填。"
    review = office.run([query(5), query(6, subject=LIN)], on=date(2026, 11, 7))
    assert [item.item for item in open_items(review)] == [two]


@pytest.mark.parametrize("written", ["115/11/6", "115年11月6日", "2026/11/6", "1151106", datetime(2026, 11, 6), 46332])
def test_a_day_may_be_written_in_any_usual_way(office: Office, written: object) -> None:
    [decision] = office.decide({items(office)[0]: ("已補登", "", "林課員", written)}).decisions
    assert decision.on == TODAY


def test_a_sorted_filtered_worklist_with_columns_and_a_title_added_is_understood(office: Office) -> None:
    one, two = items(office)

    def rework(book: Workbook) -> None:
        sheet = book[WORKLISTS[0]]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value
        sheet.row_dimensions[2].hidden = True
        sheet.insert_cols(3)
        sheet.cell(1, 3).value = "課內備註"
        sheet.cell(2, 3).value = "已電話詢問"
        sheet.insert_rows(1)
        sheet.cell(1, 1).value = "十月份"

    taken = office.decide({one: ANSWER, two: ("待查", "函詢中", "林課員", TODAY)}, change=rework)
    assert {decision.item: decision.result for decision in taken.decisions} == {one: "說明合理", two: "待查"}


def test_every_bad_row_is_told_at_once_and_nothing_is_taken(office: Office) -> None:
    one, two = items(office)
    with pytest.raises(UsageError) as refused:
        office.decide({one: ("好", "", "林課員", TODAY), two: ("已補登", "", "", TODAY)}, signed=("王主任", None))
    assert "有 3 處須更正，全部均未收錄" in refused.value.sentence
    for word in ("不是清單中", "未填查明人員", "缺少簽核日期"):
        assert any(word in line for line in refused.value.details), word
    assert len(refused.value.details) == 3
    assert not [deposit for deposit in office.history.deposits if deposit.decisions]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize(("kind", "filter_name"), [("xlsx", "Calc MS Excel 2007 XML"), ("ods", "calc8")])
def test_a_worklist_saved_by_libreoffice_is_understood(
    office: Office, tmp_path: Path, kind: str, filter_name: str
) -> None:
    one, two = items(office)
    answers = {one: ANSWER, two: ("待查", "函詢中\n再議", "林課員", "115/11/6")}
    filled = fill(office.report(), tmp_path / "filled.xlsx", answers, signed=("王主任", datetime(2026, 11, 6)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", f"{kind}:{filter_name}", "--outdir"]
    subprocess.run([*command, str(tmp_path / "saved"), str(filled)], check=True, capture_output=True, timeout=120)
    taken = office.take(tmp_path / "saved" / f"filled.{kind}")
    assert {decision.item: decision.on for decision in taken.decisions} == {one: TODAY, two: TODAY}
    assert taken.signoff is not None and taken.signoff.on == TODAY


def test_the_same_worklist_twice_brings_nothing_the_second_time(office: Office) -> None:
    office.decide({items(office)[0]: ANSWER}, signed=("王主任", TODAY))
    taken = office.take(office.home / "filled.xlsx")
    assert (taken.decisions, taken.signoff, taken.conflicts) == ((), None, ())
    assert "簽核與已收錄者相同，仍屬有效。" in taken.sentences


def test_a_second_answer_is_appended_and_the_conflict_told(office: Office) -> None:
    one, _ = items(office)
    office.decide({one: ANSWER})
    taken = office.decide({one: ("屬實異常", "公文不符", "陳主任", TODAY)})
    assert taken.conflicts == (
        f"項目 {one} 已有處理結果「說明合理」（林課員，115年11月6日），"
        "本次改為「屬實異常」（陳主任，115年11月6日）；兩者均予保存，以本次為準，請確認。",
    )
    kept = [decision.result for deposit in office.history.deposits for decision in deposit.decisions]
    assert kept == ["說明合理", "屬實異常"]


def test_an_answer_printed_in_a_worklist_does_not_undo_a_later_one(office: Office) -> None:
    """Two copies of one report go round; the one that was printed with the first answer comes back last."""
    one, two = items(office)
    office.decide({one: ANSWER})
    office.run([query(5), query(6, subject=LIN)], paper=True, on=TODAY)
    copy = Path(shutil.copy(office.report(), office.home / "copy.xlsx"))
    office.decide({one: ("屬實異常", "公文不符", "陳主任", TODAY)})
    taken = office.take(fill(copy, office.home / "late.xlsx", {two: ANSWER}))
    assert [decision.item for decision in taken.decisions] == [two]
    assert taken.conflicts == ()


def test_an_item_of_last_month_is_answered_in_this_months_worklist(office: Office) -> None:
    one, two = items(office)
    office.run([], month=NOVEMBER, on=date(2026, 12, 5), paper=True)
    answers = {one: ("已補登", "", "林課員", date(2026, 12, 6))}
    assert office.decide(answers, NOVEMBER, today=date(2026, 12, 6)).blanks == 1
    review = office.run([], month=NOVEMBER, on=date(2026, 12, 7))
    assert {item.item: item.state for item in review.carried} == {one: "closed", two: "open"}
    assert not review.signoff_void


def test_a_listed_again_item_takes_the_old_answer_if_it_is_given_anew(office: Office) -> None:
    one, _ = items(office)
    office.decide({one: ANSWER})
    office.run([query(5), query(6, subject=LIN)], [line(5)], on=date(2026, 11, 7))
    office.run([query(5), query(6, subject=LIN)], on=date(2026, 11, 8), paper=True)
    taken = office.decide({one: ANSWER}, today=date(2026, 11, 9))
    assert [decision.item for decision in taken.decisions] == [one]


def test_a_question_of_conduct_is_answered_on_its_own_sheet(tmp_path: Path) -> None:
    office = Office(tmp_path)
    raised = RAISED | {"OFF_HOURS_QUERY"}
    settings = Settings(rules=RuleSettings(off=sorted(CODES - raised)))
    sunday = [query(4), line(4)]
    item = the(office.run(sunday[:1], sunday[1:], settings=settings, paper=True), "OFF_HOURS_QUERY").item
    assert [decision.item for decision in office.decide({item: ANSWER}).decisions] == [item]


# --- signatures


def test_a_signature_holds_for_the_month_with_the_answers_beside_it(office: Office) -> None:
    office.decide({items(office)[0]: ANSWER}, signed=("王主任", TODAY))
    review = office.run([query(5), query(6, subject=LIN)], on=date(2026, 11, 7))
    assert review.signoff is not None
    assert (review.signoff.by, review.signoff_void) == ("王主任", False)


@pytest.mark.parametrize("what", ["register", "settings", "decision"])
def test_a_signature_is_void_when_anything_changes(office: Office, what: str) -> None:
    queries = [query(5), query(6, subject=LIN)]
    office.decide({items(office)[0]: ANSWER}, signed=("王主任", TODAY))
    if what == "decision":
        taken = office.decide({items(office)[1]: ANSWER})
        assert "原簽核因處理結果變更而失效，請重新執行後由單位主管重新簽核。" in taken.sentences
    other: dict[str, Any] = {"settings": Settings()} if what == "settings" else {}
    review = office.run(queries, [line(6, subject=LIN)] if what == "register" else [], on=date(2026, 11, 7), **other)
    assert review.signoff_void


@pytest.mark.parametrize("answered_before", [True, False])
def test_a_printed_signature_does_not_sign_new_answers(office: Office, answered_before: bool) -> None:
    one, two = items(office)
    office.decide({one: ANSWER} if answered_before else {}, signed=("王主任", TODAY))
    office.run([query(5), query(6, subject=LIN)], on=date(2026, 11, 7), paper=True)
    taken = office.decide({two: ANSWER}, today=date(2026, 11, 8))
    assert taken.signoff is None
    assert "原簽核因處理結果變更而失效，請重新執行後由單位主管重新簽核。" in taken.sentences


def test_a_void_signature_is_given_anew(office: Office) -> None:
    queries = [query(5), query(6, subject=LIN)]
    office.decide({}, signed=("王主任", TODAY))
    office.run(queries, [line(6, subject=LIN)], on=date(2026, 11, 7), paper=True)
    office.decide({}, signed=("王主任", date(2026, 11, 8)), today=date(2026, 11, 8))
    assert not office.run(queries, [line(6, subject=LIN)], on=date(2026, 11, 9)).signoff_void


def test_a_decision_in_a_later_month_does_not_void_the_signature_of_the_item_s_own(office: Office) -> None:
    office.decide({}, signed=("王主任", TODAY))
    office.run([], month=NOVEMBER, on=date(2026, 12, 5), paper=True)
    answers = {office.review.carried[0].item: ("已補登", "", "林課員", date(2026, 12, 6))}
    office.decide(answers, NOVEMBER, today=date(2026, 12, 6))
    assert not office.run([query(5), query(6, subject=LIN)], on=date(2026, 12, 7)).signoff_void


# --- refusals: each sentence says what, where, what next


def test_a_worklist_of_another_month_is_refused(office: Office) -> None:
    office.run([query(5, month=NOVEMBER)], month=NOVEMBER, on=date(2026, 12, 5), paper=True)
    with pytest.raises(UsageError, match="這是115年10月的報表，不是115年11月的；請改交115年11月的"):
        office.take(office.report(OCTOBER), NOVEMBER)


def test_a_worklist_of_another_office_is_refused(office: Office) -> None:
    def move(book: Workbook) -> None:
        label(book, "機關").value = "花蓮縣吉安鄉戶政事務所"

    assert "機關與封存的機關不同，是別的機關的報表" in refusal(office, move)


def test_a_worklist_whose_month_was_erased_is_refused(office: Office) -> None:
    def erase(book: Workbook) -> None:
        label(book, "月份").value = None

    assert "月份空白或已被更改" in refusal(office, erase)


def test_a_worklist_of_an_older_run_is_refused(office: Office) -> None:
    old = Path(shutil.copy(office.report(), office.home / "old.xlsx"))
    office.run([query(5), query(6, subject=LIN)], [line(5)], on=date(2026, 11, 7))
    with pytest.raises(UsageError, match="這是115年11月5日執行的報表，其後已於115年11月7日重新執行"):
        office.take(old)


def test_a_worklist_with_another_digest_is_refused(office: Office) -> None:
    def forge(book: Workbook) -> None:
        label(book, "報表驗證碼").value = "0" * 64

    assert "報表驗證碼與封存的115年10月不符" in refusal(office, forge)


def test_a_month_that_was_never_run_takes_no_worklist(office: Office) -> None:
    filled = read_worklist(office.report())
    with pytest.raises(UsageError, match="封存內沒有115年11月的勾稽結果，無從收錄處理結果；請先執行"):
        decisions_of(filled, office.history, NOVEMBER, CATALOGUE, today=TODAY)


def cell(heading: str, value: object, row: int = 2) -> Callable[[Workbook], None]:
    """Write over a cell of the first sheet."""

    def change(book: Workbook) -> None:
        sheet = book[WORKLISTS[0]]
        sheet.cell(row, columns(sheet)[heading]).value = value  # type: ignore[assignment]

    return change


@pytest.mark.parametrize("heading", ["疑點", "代碼"])
def test_a_changed_finding_is_refused(office: Office, heading: str) -> None:
    said = refusal(office, cell(heading, "沒有這回事"))
    assert f"工作表「待查事項」第 2 列的項目 {items(office)[0]} 內容（代碼、疑點）與原報表不同" in said


def test_a_row_pasted_over_is_refused_without_repeating_what_was_pasted(office: Office) -> None:
    said = refusal(office, cell("項目代號", "王小明 A123456789"))
    assert "第 2 列的「項目代號」不是封存內的項目" in said
    assert "A123456789" not in said


def test_an_answer_beside_no_item_is_refused(office: Office) -> None:
    assert "第 9 列有內容而沒有「項目代號」" in refusal(office, cell("說明", "另一件", 9))


def test_a_deleted_row_is_refused_by_its_item(office: Office) -> None:
    def delete(book: Workbook) -> None:
        book[WORKLISTS[0]].delete_rows(2)

    assert f"缺少項目 {items(office)[0]}，可能是列被刪除" in refusal(office, delete)


def test_a_deleted_row_of_an_earlier_month_is_refused_by_its_item(office: Office) -> None:
    one, _ = items(office)
    office.run([], month=NOVEMBER, on=date(2026, 12, 5), paper=True)

    def delete(book: Workbook) -> None:
        sheet = book[WORKLISTS[2]]
        [row] = [row for row in range(2, 4) if sheet.cell(row, columns(sheet)["項目代號"]).value == one]
        sheet.delete_rows(row)

    filled = fill(office.report(NOVEMBER), office.home / "filled.xlsx", {}, change=delete)
    with pytest.raises(UsageError, match=f"缺少項目 {one}，可能是列被刪除"):
        office.take(filled, NOVEMBER, today=date(2026, 12, 6))


def test_a_row_that_stands_twice_is_refused(office: Office) -> None:
    def double(book: Workbook) -> None:
        sheet = book[WORKLISTS[0]]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(4, column).value = sheet.cell(2, column).value

    assert "工作表「待查事項」第 4 列的項目" in (said := refusal(office, double))
    assert "與工作表「待查事項」第 2 列重複；請刪去多出的一列" in said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            ("沒問題", "", "林課員", TODAY),
            "的處理結果不是清單中的項目，請由清單選取：已補登、",
        ),
        (("說明合理", "", "", TODAY), "已選處理結果而未填查明人員，請補填"),
        (("說明合理", "", "林課員", None), "已選處理結果而未填日期，請補填"),
        (("", "見公文", "林課員", TODAY), "填有說明、查明人員或日期而未選處理結果"),
        (("說明合理", "", "林課員", "11/6"), "的日期無法辨識，請填寫民國或西元日期"),
        (("說明合理", "", "林課員", "115/11/7"), "的日期 115年11月7日 在今天（115年11月6日）之後"),
        (("說明合理", "", "林課員", "115/9/30"), "的日期 115年9月30日 早於所查的115年10月"),
    ],
)
def test_an_answer_that_is_not_whole_is_refused(office: Office, answer: tuple[object, ...], said: str) -> None:
    assert said in refusal(office, answers={items(office)[0]: answer})


@pytest.mark.parametrize(
    ("signed", "said"),
    [(("王主任", None), "缺少簽核日期"), ((None, TODAY), "缺少簽核人"), (("王主任", "明天"), "無法辨識")],
)
def test_half_a_signature_is_refused(office: Office, signed: tuple[object, object], said: str) -> None:
    assert said in refusal(office, signed=signed)


def test_a_worklist_without_a_sheet_is_refused(office: Office) -> None:
    def remove(book: Workbook) -> None:
        del book[WORKLISTS[1]]

    assert "缺少工作表「詢問事項」" in refusal(office, remove)


def test_a_worklist_without_a_column_is_refused(office: Office) -> None:
    assert "工作表「待查事項」：找不到欄位「查明人員」" in refusal(office, cell("查明人員", "誰", 1))


def test_a_file_that_is_no_report_is_refused(office: Office) -> None:
    book = Workbook()
    book.save(office.home / "other.xlsx")
    with pytest.raises(FileRefused, match="這不是本程式的報表"):
        office.take(office.home / "other.xlsx")
    assert load_workbook(office.report()).sheetnames


def test_a_worklist_that_calls_its_digest_as_version_0_2_did_is_taken_in(office: Office) -> None:
    one, _ = items(office)

    def call_it_as_before(book: Workbook) -> None:
        label(book, "報表驗證碼").offset(column=-1).value = "報表摘要"

    filled = fill(office.report(), office.home / "filled.xlsx", {one: ANSWER}, change=call_it_as_before)
    assert [decision.item for decision in office.take(filled).decisions] == [one]
