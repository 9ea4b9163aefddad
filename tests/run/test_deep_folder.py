"""An office folder so deep that Windows, as it is installed, cannot open what lies in it: refused, nothing written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from office_files import OFFICE, register, statement
from reconcile import disk
from reconcile.cli import main
from reconcile.errors import ExitCode

ANSWERS = ("--agency", OFFICE, "--since", "115-01", "--electronic")
Said = pytest.CaptureFixture[str]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """As Windows is installed: 259 characters."""
    with monkeypatch.context() as patch:
        patch.setattr(disk, "longest_path", lambda: 259)
        yield patch


def deep(folder: Path, length: int) -> Path:
    """A place in that folder whose path has that many characters."""
    while len(str(folder)) < length - 31:
        folder = folder / "資訊室共用資料夾（請勿刪除）" / "年度"
    return folder / ("深" * (length - len(str(folder)) - 1))


def october(home: Path) -> None:
    statement(home / "inbox" / "115年10月主管稽核月明細表.xlsx", {})
    register(home / "inbox" / "115年查詢紀錄表.xlsx", {})


def test_an_office_folder_is_not_made_where_its_archive_could_not_be_opened(
    tmp_path: Path, windows: pytest.MonkeyPatch, capsys: Said
) -> None:
    home = deep(tmp_path, 190)
    assert main(["init", str(home), *ANSWERS]) == ExitCode.USAGE
    assert "超過 Windows 的上限 259 字" in capsys.readouterr().err
    assert not home.exists()
    windows.setattr(disk, "longest_path", lambda: None)  # long paths are switched on
    assert main(["init", str(home), *ANSWERS]) == ExitCode.FINISHED


def test_a_month_in_a_folder_that_was_moved_too_deep_is_refused_before_anything_is_written(
    tmp_path: Path, windows: pytest.MonkeyPatch, capsys: Said
) -> None:
    home = tmp_path / "移民查詢勾稽"
    assert main(["init", str(home), *ANSWERS]) == ExitCode.FINISHED
    october(home)
    moved = deep(tmp_path, 190)
    moved.parent.mkdir(parents=True)
    home.rename(moved)
    assert main(["run", "2026-10", "--settings", str(moved / "office.toml")]) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert "主管稽核月明細表.xlsx」的完整路徑將有" in told
    assert "移到較短的路徑" in told
    assert not (moved / "archive").exists()
    assert not (moved / "reports" / "2026-10").exists()
    windows.setattr(disk, "longest_path", lambda: None)
    assert main(["run", "2026-10", "--settings", str(moved / "office.toml")]) == ExitCode.FINISHED


def test_a_file_of_the_inbox_that_windows_cannot_open_is_named_and_not_passed_over(
    tmp_path: Path, windows: pytest.MonkeyPatch, capsys: Said
) -> None:
    home = tmp_path / "移民查詢勾稽"
    assert main(["init", str(home), *ANSWERS]) == ExitCode.FINISHED
    october(home)
    folder = deep(home / "inbox", 250)
    folder.mkdir(parents=True)
    (home / "inbox" / "115年查詢紀錄表.xlsx").rename(folder / "115年查詢紀錄表.xlsx")
    assert main(["job", "--settings", str(home / "office.toml")]) == ExitCode.USAGE
    assert "「115年查詢紀錄表.xlsx」的完整路徑將有" in capsys.readouterr().err
    assert not (home / "reports" / "2026-10").exists()
