"""How a folder of reports appears: whole or not at all, and never two runs at once."""

from pathlib import Path

import pytest
from filelock import FileLock

from reconcile.errors import LockHeld, UsageError
from reconcile.publishing import published


def publish(out: Path, content: str) -> None:
    with published(out) as folder:
        (folder / "run.json").write_text('{"schema_version": 1}', encoding="utf-8")
        (folder / "report.html").write_text(content, encoding="utf-8")


def test_an_earlier_run_is_replaced_as_a_whole(tmp_path: Path) -> None:
    publish(tmp_path / "out", "first")
    (tmp_path / "out" / "note.txt").write_text("of the first", encoding="utf-8")
    publish(tmp_path / "out", "second")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"run.json", "report.html"}
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == "second"


def test_what_the_office_laid_beside_the_reports_is_not_lost(tmp_path: Path) -> None:
    for note in ("of the first", "of the second"):
        publish(tmp_path / "out", "reports")
        (tmp_path / "out" / "填寫中.xlsx").write_text(note, encoding="utf-8")
    publish(tmp_path / "out", "reports")
    saved = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out-另存").iterdir()}
    assert saved == {"填寫中.xlsx": "of the first", "填寫中 (2).xlsx": "of the second"}


def test_a_run_killed_after_its_two_renames_loses_nothing_of_the_office(tmp_path: Path) -> None:
    publish(tmp_path / ".out.old", "first")
    (tmp_path / ".out.old" / "填寫中.xlsx").write_text("answers", encoding="utf-8")
    publish(tmp_path / "out", "second")
    publish(tmp_path / "out", "third")
    assert [path.name for path in (tmp_path / "out-另存").iterdir()] == ["填寫中.xlsx"]
    assert not (tmp_path / ".out.old").exists()


def test_a_run_that_fails_leaves_the_earlier_reports_and_nothing_else(tmp_path: Path) -> None:
    publish(tmp_path / "out", "first")
    with pytest.raises(RuntimeError), published(tmp_path / "out") as folder:
        (folder / "report.html").write_text("half", encoding="utf-8")
        raise RuntimeError
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == "first"
    assert {path.name for path in tmp_path.iterdir()} <= {"out", ".out.lock"}


def test_a_run_killed_between_its_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    publish(tmp_path / "out", "first")
    (tmp_path / "out").rename(tmp_path / ".out.old")
    (tmp_path / ".out.new").mkdir()
    with pytest.raises(RuntimeError), published(tmp_path / "out"):
        assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == "first"
        raise RuntimeError
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == "first"


def test_a_second_run_on_the_same_folder_is_turned_away(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".out.lock"), pytest.raises(LockHeld, match="另一個執行中的作業正在使用「out」"):
        publish(tmp_path / "out", "second")
    assert not (tmp_path / "out").exists()


def test_a_folder_where_nothing_can_be_made_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(UsageError, match="無法在「file」建立報表資料夾"):
        publish(tmp_path / "file" / "out", "never")
