"""What `reconcile status` says on a day."""

from datetime import date, datetime
from pathlib import Path

import pytest

from reconcile.archive import deposit
from reconcile.errors import UsageError
from reconcile.history import History
from reconcile.lists import FAX
from reconcile.review import items_named, status_of, void_signoffs
from reconcile.settings import OfficeSettings, Settings
from reconcile.standing import MonthRow
from reconcile.text.dates import Month
from review.builders import ANSWER, LIN, NOVEMBER, OCTOBER, OFFICE, Office, line, query, the


def said(office: Office, today: date, since: str | None = None) -> tuple[str, ...]:
    settings = Settings(office=OfficeSettings(since=since))
    return status_of([office.history], today, settings).sentences


def rows(office: Office, today: date, since: str | None = None) -> dict[str, MonthRow]:
    settings = Settings(office=OfficeSettings(since=since))
    [agency] = status_of([office.history], today, settings).agencies
    return {str(row.month): row for row in agency.months}


def test_an_archive_without_months_says_what_to_do() -> None:
    assert status_of([], date(2026, 11, 5), Settings()).sentences == ("封存內尚無任何月份；請先執行 reconcile run。",)


@pytest.mark.parametrize(("today", "state"), [(date(2026, 11, 10), "due"), (date(2026, 11, 11), "late")])
def test_a_month_is_due_until_the_tenth_and_late_after_it(tmp_path: Path, today: date, state: str) -> None:
    assert rows(Office(tmp_path), today)["2026-10"].state == state


def test_a_month_that_was_skipped_stands_among_the_others(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], month=OCTOBER)
    found = rows(office, date(2026, 12, 11), since="2026-09")
    assert {month: row.state for month, row in found.items()} == {
        "2026-09": "never",
        "2026-10": "done",
        "2026-11": "late",
    }


def test_a_month_done_after_its_day_says_so_with_both_days(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], [line(5)], on=date(2026, 11, 12))
    [told] = [one for one in said(office, date(2026, 11, 20)) if one.startswith("  115年10月")]
    assert told.split() == ["115年10月", "逾期完成", "115年11月10日", "115年11月12日", "0", "件", "未簽核"]


def test_a_month_whose_inputs_had_problems_is_not_done(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], problems=["無法辨識"])
    assert rows(office, date(2026, 11, 6))["2026-10"].state == "incomplete"


def test_open_items_are_counted_by_age_and_by_masked_user(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5), query(6, subject=LIN, user_name="李大同")])
    office.run([query(5, month=NOVEMBER)], month=NOVEMBER, on=date(2026, 12, 5))
    text = said(office, date(2026, 12, 6))
    assert "未結事項共 3 件。" in text
    assert "  1 個月  2 件" in text
    assert "  本期    1 件" in text
    assert "  王○○  2 件" in text
    assert not any("李大同" in sentence for sentence in text)


def test_a_name_written_in_two_ways_is_one_user(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5, user_name="古木‧拉夫"), query(6, user_name="古木・拉夫")])
    assert "  古○‧○○  2 件" in said(office, date(2026, 11, 6))


def test_a_signature_is_shown_as_good_void_or_missing(tmp_path: Path) -> None:
    office = Office(tmp_path)
    item = the(office.run([query(5)], paper=True)).item
    today = date(2026, 11, 6)
    assert rows(office, today)["2026-10"].signed is None
    office.decide({item: ANSWER}, signed=("王主任", datetime(2026, 11, 6)))
    assert rows(office, today)["2026-10"].signed is True
    assert void_signoffs(office.history) == frozenset()
    office.run([query(5)], [line(5)], on=date(2026, 11, 7))
    assert rows(office, today)["2026-10"].signed is False
    assert void_signoffs(office.history) == {OCTOBER}
    assert any("簽核已失效" in sentence for sentence in said(office, today))


def test_deadlines_name_the_download_the_audits_and_the_binding(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], [line(5)])
    text = said(office, date(2026, 12, 6), since="2026-06")
    assert "  115年6月30日　辦理115年第 1 次自主稽核（附件三）（已逾期）" in text
    assert "  115年12月31日　辦理115年第 2 次自主稽核（附件三）" in text
    assert "  115年12月10日　下載並勾稽115年11月主管稽核月明細表" in text
    assert "  116年1月10日　裝訂115年查詢紀錄表" in text


def test_a_half_year_before_the_office_began_asks_for_no_audit(tmp_path: Path) -> None:
    text = said(Office(tmp_path), date(2026, 12, 6), since="2026-07")
    assert not any("第 1 次自主稽核" in sentence for sentence in text)
    assert any("第 2 次自主稽核" in sentence for sentence in text)


def test_a_month_never_run_is_overdue(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], [line(5)])
    overdue = "  115年10月10日　下載並勾稽115年9月主管稽核月明細表（已逾期）"
    assert overdue in said(office, date(2026, 11, 6), since="2026-09")


def test_audits_held_are_no_longer_due(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], [line(5)])
    for held in ("2026-06-20", "2026-11-20"):
        record = {"form": "附件三", "held_on": held, "half": None, "complete": True}
        archive = tmp_path / "archive"
        deposit(archive, office.history, kind="audit", period=2026, as_of=date(2026, 11, 21), record=record, files={})
    told = said(office, date(2026, 12, 6), since="2026-06")
    due, done = told[told.index("期限：") : told.index("已辦理：")], told[told.index("已辦理：") :]
    assert not any("自主稽核" in sentence for sentence in due)
    assert "  115年6月20日　辦理115年第 1 次自主稽核（附件三）" in done
    assert "  115年11月20日　辦理115年第 2 次自主稽核（附件三）" in done


def test_audits_of_a_year_that_is_over_and_were_never_held_are_told_as_missed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], [line(5)])
    for held in ("2026-11-20", "2026-11-21"):
        record = {"form": "附件三", "held_on": held, "half": 2, "complete": True}
        archive = tmp_path / "archive"
        deposit(archive, office.history, kind="audit", period=2026, as_of=date(2026, 11, 21), record=record, files={})
    text = said(office, date(2027, 2, 6), since="2025-08")
    assert "  114年12月31日　辦理114年第 2 次自主稽核（附件三）（未辦理）" in text
    assert "  115年6月30日　辦理115年第 1 次自主稽核（附件三）（未辦理）" in text, "two of one half are one"
    assert "  115年11月20日　辦理115年第 2 次自主稽核（附件三）" in text
    assert "  116年6月30日　辦理116年第 1 次自主稽核（附件三）" in text


def test_a_fax_waits_for_its_letter(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], [line(5)])
    fax = FAX.frame([{"fax_file": "傳真.xlsx", "fax_row": 1, "faxed_at": datetime(2026, 11, 30, 9, 0)}])
    FAX.write(fax, office.history.deposits[-1].folder / "data" / "tables" / "fax.parquet")
    assert "  115年12月3日　補送115年11月30日傳真查詢的公文（已逾期）" in said(office, date(2026, 12, 6))


def test_where_the_first_month_is_not_set_the_status_says_so(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5)], [line(5)])
    hint = "起始月份未設定（office.toml 的 since），較早的月份未列入。"
    assert hint in said(office, date(2026, 11, 6))
    assert hint not in said(office, date(2026, 11, 6), since="2026-10")


def test_items_are_found_by_the_names_that_a_letter_gives_them(tmp_path: Path) -> None:
    office = Office(tmp_path)
    item = the(office.run([query(5)])).item
    [found] = items_named(office.history, [item])
    assert (found.item, found.month) == (item, OCTOBER)
    with pytest.raises(UsageError, match="第 2 個項目代號不在封存內"):
        items_named(office.history, [item, "11510-00000000"])


def test_an_office_without_deposits_stands_where_its_settings_say() -> None:
    settings = Settings(office=OfficeSettings(since="2026-09"))
    [agency] = status_of([History(OFFICE)], date(2026, 11, 5), settings).agencies
    assert [(row.month, row.state) for row in agency.months] == [(Month(2026, 9), "late"), (OCTOBER, "due")]


def test_an_office_that_begins_next_month_owes_nothing_yet() -> None:
    settings = Settings(office=OfficeSettings(since="2026-12"))
    [agency] = status_of([History(OFFICE)], date(2026, 11, 5), settings).agencies
    assert (agency.months, agency.open_items) == ((), ())
