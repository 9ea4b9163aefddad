"""Two offices audited for one year, one honest and one not: every item differs as it should, every figure is right."""

from datetime import date
from pathlib import Path

import pytest

from forms import paper
from known_codes import CATALOGUE
from office_files import OFFICE
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.audited import CHEN, HONEST, LIN, PEOPLE, STAFF, WANG, Asked, Audited, Box
from year.recount import Recount, recount
from year.told_figures import hold_codes, hold_counts, hold_draft, hold_status

APPLIED, REVOKED, CLERKED, CASE_BY_CASE, DOWNLOADED, SAFE, KEPT, AUDITED = range(8)
TITLES = {code: CATALOGUE.title(code) for code in CATALOGUE.declared}
YEAR = [Month(2026, number) for number in range(1, 13)]
AFTER = "2027-01-20"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """A year run, answered, signed, audited twice and bound, each in its time."""
    office = Audited(tmp_path_factory.mktemp("honest") / "office", since="2026-01")
    for month in YEAR:
        assert office.run(month) == ExitCode.FINISHED
        assert office.decide(month, {}) == ExitCode.FINISHED
        if month.month == 6:
            office.do("audit", 2026, "--half", 1, "--held-on", "2026-07-20", "--as-of", "2026-07-20")
        if month.month == 11:
            office.do("audit", 2026, "--half", 2, "--held-on", "2026-12-20", "--as-of", "2026-12-20")
    assert office.do("bind", 2026, "--as-of", AFTER) == ExitCode.FINISHED
    return office


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """A year in which everything goes wrong that a form asks about."""
    staff = [{**one, "role": "戶籍員" if one["user_name"] == LIN else one["role"]} for one in STAFF]
    staff[0] |= {"valid_to": "2026-08-31"}
    office = Audited(tmp_path_factory.mktemp("other") / "office", since="2026-01", staff=staff)
    absent = [Asked(day, PEOPLE[2], LIN, line=None) for day in (8, 9)]
    stranger = {"account": "hl009", "user_name": "何人"}
    private = Asked(10, STAFF[1]["identifier"], LIN, case=False)
    of_month = {
        1: [*HONEST, *absent],
        2: [*HONEST, Asked(8, PEOPLE[3], query=stranger, line={"user_name": "何人"})],
        3: [*HONEST, Asked(8, PEOPLE[2], line={"purposes": ""})],
        4: [*HONEST, private],
        5: [*HONEST, Asked(8, PEOPLE[2], line={"user_name": LIN}), Asked(9, PEOPLE[3], LIN, query=None)],
    }
    late = {Month(2026, 6): date(2026, 7, 20)}
    for month in YEAR:
        if month.month == 10:  # never run
            continue
        asked = of_month.get(month.month, HONEST)
        office.run(month, asked, late.get(month))
        answers = dict.fromkeys(("UNKNOWN_ACCOUNT", "INACTIVE_ACCOUNT", "SELF_QUERY"), ("屬實異常", ""))
        explained = {"UNREGISTERED_QUERY": ("說明合理", ""), "PURPOSE_MISSING": ("說明合理", "漏勾")}
        by = LIN if month.month == 1 else WANG if month.month == 3 else CHEN
        office.decide(month, {**answers, **explained}, by=by, signed_by=by, day=25)
    office.run(Month(2026, 5), [*HONEST, Asked(8, PEOPLE[2])])
    for day in ("2026-12-29", "2026-12-30"):
        office.do("audit", 2026, "--half", 2, "--held-on", day, "--as-of", "2026-12-30")
    return office


def county(office: Audited) -> list[Box]:
    return office.form(2026, "--as-of", AFTER)


def counted(office: Audited) -> Recount:
    return recount(office.archive / OFFICE)


def answers(boxes: list[Box]) -> list[bool | None]:
    return [one.answer for one in boxes]


def test_every_item_of_both_forms_differs_as_it_should(honest: Audited, other: Audited) -> None:
    good, bad = county(honest), county(other)
    assert answers(good) == [None, None, True, None, True, None, True, True]
    assert answers(bad) == [False, False, None, False, False, False, None, None]
    own = honest.form(2026, "--as-of", AFTER, county=False)
    assert answers(own) == answers(good)[:7]
    assert answers(other.form(2026, "--as-of", AFTER, county=False)) == answers(bad)[:7]


def test_the_honest_office_is_left_what_only_a_person_can_see(honest: Audited) -> None:
    boxes = county(honest)
    assert "115年1月至12月查詢24筆（有紀錄24），紀錄表24筆（有明細24），均有紀錄表可稽" in boxes[CASE_BY_CASE].said
    assert boxes[CASE_BY_CASE].said.split("（未勾選：")[1].startswith("115年度合訂本電子檔已製作（")
    assert "115年7月20日（上半年" in boxes[AUDITED].said
    assert "2次" in boxes[AUDITED].said


def test_the_other_office_is_told_what_it_did(other: Audited) -> None:
    boxes = county(other)
    assert "「帳號不在清冊」經認定屬實異常1件" in boxes[APPLIED].said
    assert "「帳號非有效期間使用」經認定屬實異常" in boxes[REVOKED].said
    assert "未見全月均有承辦人員" in boxes[CLERKED].said
    assert "115年1月「有查詢無紀錄」有2件係當事人本人答復" in boxes[CASE_BY_CASE].said
    assert "6月明細表於7/20下載（執行時指定），逾期10日" in boxes[DOWNLOADED].said
    assert "115年3月由王小明簽核" in boxes[DOWNLOADED].said
    assert "「查詢本人資料」經認定屬實異常1件" in boxes[SAFE].said
    assert "115年10月封存中無資料" in boxes[KEPT].said
    assert "均屬同一半年" in boxes[AUDITED].said


@pytest.mark.parametrize("which", ["honest", "other"])
def test_every_figure_is_that_of_the_archive(which: str, request: pytest.FixtureRequest) -> None:
    office: Audited = request.getfixturevalue(which)
    boxes, truth = county(office), counted(office)
    hold_counts(boxes[CASE_BY_CASE], truth)
    hold_codes(boxes, truth, TITLES)
    whole = [month for month, run in truth.runs.items() if run["complete"]]
    assert f"計{len(whole)}個月之紀錄表及明細表封存完整" in boxes[KEPT].said
    assert f"封存計{truth.deposits}件" in boxes[SAFE].said
    for month in whole:
        if (days := truth.late_days(month)) > 0:
            assert f"{int(month[5:])}月明細表" in boxes[DOWNLOADED].said
            assert f"逾期{days}日" in boxes[DOWNLOADED].said
    assert str(len(truth.audits)) + "次" in boxes[AUDITED].said
    office.do("status", "--as-of", AFTER)
    hold_status(office.said, truth)


def test_the_draft_tells_every_answer_that_the_archive_holds(other: Audited, tmp_path: Path) -> None:
    truth = counted(other)
    items = [item for item, told in truth.items.items() if told.answers][:3]
    named = [part for item in items for part in ("--improvement", item)]
    assert other.do("forms", *named, "--as-of", AFTER, "--out", tmp_path) == ExitCode.FINISHED, other.said
    hold_draft(paper.words(tmp_path / "說明及改善措施.odt"), items, truth)
