"""What a side could not read accuses nobody on the other."""

from datetime import datetime
from pathlib import Path

from reconcile import read_register, run_month
from reconcile.pipeline.unread import unread_of
from written_register import LIST, read

STATEMENT = (
    "主管稽核月明細表 115年10月\n序號,使用者帳號,使用者姓名,查詢日期時間,查詢條件,查詢結果\n"
    "1,HL001,陳怡安,115/10/05 09:15:00,A123456789,成功\n2,HL001,陳怡安,115/10/07 09:15:00,A800000014,成功\n合計 2 筆\n"
)


def line(number: int, when: str, identifier: str = "A123456789") -> tuple[object, ...]:
    return (number, when, identifier, "成功", "2", "", "陳怡安", "林素貞")


def test_the_span_between_readable_entries_is_unread(tmp_path: Path) -> None:
    rows = [line(1, "115/10/05 09:12-09:20"), line(2, "十月六"), line(3, "115/10/08 09:12-09:20")]
    unread = unread_of([], [read(tmp_path, LIST, *rows)])

    assert unread.register == ((datetime(2026, 10, 5, 9, 12), datetime(2026, 10, 8, 9, 12)),)


def test_what_is_unread_at_the_end_reaches_to_the_end(tmp_path: Path) -> None:
    unread = unread_of([], [read(tmp_path, LIST, line(1, "115/10/05 09:12-09:20"), line(2, "十月六"))])

    assert [since for since, _ in unread.register] == [datetime(2026, 10, 5, 9, 12)]


def test_one_unreadable_entry_of_twenty_hides_nothing(tmp_path: Path) -> None:
    rows = [line(number, "115/10/05 09:12-09:20") for number in range(1, 20)]
    assert unread_of([], [read(tmp_path, LIST, *rows, line(20, "十月六"))]).register == ()


def test_a_register_whose_sessions_cannot_be_read_accuses_no_query(tmp_path: Path) -> None:
    (tmp_path / "statement.csv").write_text(STATEMENT, encoding="utf-8")
    read(tmp_path, LIST, line(1, "10/5 9:12-9:20"), line(2, "10/7 9:12-9:20", "A800000014"))
    outcome = run_month(
        "2026-10",
        statements=[tmp_path / "statement.csv"],
        registers=[tmp_path / "register.csv"],
        out=tmp_path / "out",
    )

    assert "UNREGISTERED_QUERY" not in set(outcome.findings["code"])
    assert read_register(tmp_path / "register.csv").problems
