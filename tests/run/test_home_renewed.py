"""reports/index.html is renewed by every command that changes what it shows, `job` or not."""

from pathlib import Path

import pytest

from office_files import OFFICE, register, statement
from reconcile.cli import main


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office folder with an empty inbox."""
    (tmp_path / "office.toml").write_text(f'[office]\nagency = "{OFFICE}"\nsince = "2026-10"\n', encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    return tmp_path


def do(office: Path, *typed: str) -> tuple[int, str]:
    """A command on a day in November: its exit code, and the home page after it."""
    code = main([*typed, "--settings", str(office / "office.toml"), "--as-of", "115-11-05"])
    page = office / "reports" / "index.html"
    return code, page.read_text(encoding="utf-8") if page.is_file() else ""


def test_the_home_page_tells_of_a_run_that_failed_until_one_succeeds(office: Path) -> None:
    code, page = do(office, "run", "115-10")
    assert code == 2
    assert "找不到115年10月的主管稽核月明細表" in page
    statement(office / "inbox" / "115年10月主管稽核月明細表.xlsx", {})
    register(office / "inbox" / "115年10月查詢紀錄表.xlsx", {})
    code, page = do(office, "run", "115-10")
    assert code == 0
    assert "找不到" not in page
    assert "<h1>115年10月已勾稽：各項均已答覆，尚未簽核。</h1>" in page
    code, page = do(office, "retract", "115-10", "--why", "拿錯檔案", "--by", "陳主任")
    assert "<h1>115年10月的勾稽結果已撤回" in page


def test_a_run_into_another_folder_leaves_the_home_page_alone(office: Path) -> None:
    statement(office / "inbox" / "115年10月主管稽核月明細表.xlsx", {})
    register(office / "inbox" / "115年10月查詢紀錄表.xlsx", {})
    assert do(office, "run", "115-10", "--out", str(office / "elsewhere")) == (0, "")


def test_a_home_page_that_cannot_be_written_does_not_undo_what_was_done(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statement(office / "inbox" / "115年10月主管稽核月明細表.xlsx", {})
    register(office / "inbox" / "115年10月查詢紀錄表.xlsx", {})
    (office / "reports" / "index.html").mkdir(parents=True)
    code = main(["run", "115-10", "--settings", str(office / "office.toml"), "--as-of", "115-11-05"])
    assert code == 0
    assert "首頁未能更新" in capsys.readouterr().err
    assert (office / "reports" / "2026-10" / "report.html").is_file()
