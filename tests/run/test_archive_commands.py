"""Every command before an archive that is damaged, misplaced or empty: a sentence, a code, and nothing lost."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit, fill_in

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
FIFTH_OF_NOVEMBER, FIFTH_OF_DECEMBER = date(2026, 11, 5), date(2026, 12, 5)
VISITS = (Visit(5, 9, "A123456789"), Visit(6, 10, "A800000014", written=None))
ANSWER = {"UNREGISTERED_QUERY": ("說明合理", "長官交辦，見公文")}
RUN = "data/inputs/statement/115年10月主管稽核月明細表.xlsx", "data/tables/statement.parquet", "data/items.parquet"
"""A file kept as evidence, a table that later months read, and what the run found."""


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """An office whose October is archived."""
    made = Office(tmp_path, capsys)
    assert made.run(OCTOBER, FIFTH_OF_NOVEMBER, *VISITS) == ExitCode.FINISHED
    return made


@contextmanager
def flipped(office: Office, name: str) -> Iterator[None]:
    """One bit of one file of October's deposit, flipped and then restored."""
    path = office.archive / OFFICE / "2026-10" / "0001-run" / name
    kept = path.read_bytes()
    changed = bytearray(kept)
    changed[len(changed) // 2] ^= 1
    path.write_bytes(changed)
    yield
    path.write_bytes(kept)


def everything(office: Office) -> dict[Path, bytes]:
    """All that the office has, its papers and locks left out."""
    return {
        path: path.read_bytes()
        for folder in (office.archive, office.home / "reports")
        for path in folder.rglob("*")
        if path.is_file() and ".lock" not in path.name
    }


def test_a_bit_that_flipped_after_a_good_verify_stops_no_run_that_does_not_read_it_and_is_found(
    office: Office,
) -> None:
    """A run reads what it needs; only `verify` reads all, and always all."""
    assert office.do("verify") == ExitCode.FINISHED
    with flipped(office, RUN[0]):
        assert office.run(NOVEMBER, FIFTH_OF_DECEMBER, *VISITS) == ExitCode.FINISHED
        assert office.do("verify") == ExitCode.ARCHIVE_BROKEN
        assert f"2026-10/0001-run/{RUN[0]}：內容與封存時不同" in office.said


@pytest.mark.parametrize("name", RUN[1:])
def test_nothing_is_added_by_what_reads_a_file_in_which_a_bit_flipped(office: Office, name: str) -> None:
    filled = office.report(OCTOBER)
    with flipped(office, name):
        before = everything(office)
        for command in ("run", "decide"):
            if command == "run":
                refused = office.run(NOVEMBER, FIFTH_OF_DECEMBER, *VISITS)
            else:
                refused = office.do("decide", OCTOBER, filled, "--as-of", FIFTH_OF_DECEMBER)
            assert refused == ExitCode.ARCHIVE_BROKEN
            assert f"2026-10/0001-run/{name}」：內容與封存時不同" in office.said
            assert "由備份還原" in office.said
        assert everything(office) == before


@pytest.mark.parametrize("name", RUN)
def test_a_damaged_archive_gives_papers_marked_unfinished_and_no_destruction_list(office: Office, name: str) -> None:
    with flipped(office, name):
        for paper in (("audit", 2026), ("audit", 2026, "--county"), ("bind", 2026)):
            assert office.do(*paper, "--as-of", "2032-02-01") == ExitCode.ARCHIVE_BROKEN
            assert "（未完成）" in office.said
            assert "封存驗證不符" in office.said
        assert office.do("status", "--retention", "--as-of", "2032-02-01") == ExitCode.ARCHIVE_BROKEN
        assert f"{name}：內容與封存時不同" in office.said
        assert "未製作銷毀清冊" in office.said
    assert not list(office.home.rglob("銷毀清冊*"))
    assert not [path for path in office.home.rglob("附件*") if "（未完成）" not in path.name]


def test_an_item_is_not_blamed_for_an_archive_that_cannot_be_read(office: Office) -> None:
    with flipped(office, "data/items.parquet"):
        assert office.do("forms", "--improvement", "11510-7K3MQ2VD") == ExitCode.ARCHIVE_BROKEN
    assert "data/items.parquet」：內容與封存時不同" in office.said


def test_a_file_in_the_place_of_the_archive_is_called_by_name_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path, capsys)
    office.archive.write_text("不是封存", encoding="utf-8")
    commands = (("status",), ("status", "--retention"), ("verify",), ("audit", 2026), ("bind", 2026))
    for command in (*commands, ("forms", "--improvement", "11510-7K3MQ2VD")):
        assert office.do(*command) == ExitCode.USAGE, command
        assert "封存「archive」是檔案，不是資料夾" in office.said, command
    assert office.run(OCTOBER, FIFTH_OF_NOVEMBER, *VISITS) == ExitCode.USAGE
    assert "封存「archive」是檔案，不是資料夾" in office.said
    assert office.archive.read_text(encoding="utf-8") == "不是封存"
    assert not office.report(OCTOBER).exists()
    assert not list(office.home.rglob("附件*"))


def test_before_the_first_run_nothing_is_held_for_destruction(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path, capsys)
    assert office.do("status", "--retention") == ExitCode.FINISHED
    assert "封存內尚無任何封存件。" in office.said


def test_two_kinds_of_forms_are_not_asked_for_at_once(office: Office) -> None:
    log = office.home / "登記簿.xlsx"
    asked = office.do("forms", "--fax", log, "--improvement", "11510-7K3MQ2VD")
    assert asked == ExitCode.USAGE
    assert "請分兩次執行" in office.said


def test_answers_typed_into_the_standing_report_are_not_lost_by_running_again(office: Office) -> None:
    worklist = office.report(OCTOBER)
    fill_in(worklist, worklist, FIFTH_OF_NOVEMBER, ANSWER)
    typed = worklist.read_bytes()
    assert office.run(OCTOBER, FIFTH_OF_DECEMBER, *VISITS) == ExitCode.USAGE
    assert "report.xlsx 填有封存中沒有的處理結果或簽核" in office.said
    assert "reconcile decide 2026-10" in office.said
    assert worklist.read_bytes() == typed
    assert office.do("decide", OCTOBER, worklist, "--as-of", FIFTH_OF_DECEMBER) == ExitCode.FINISHED
    assert office.run(OCTOBER, FIFTH_OF_DECEMBER, *VISITS) == ExitCode.FINISHED
    assert worklist.read_bytes() != typed


def test_an_answer_typed_in_part_is_not_lost_either(office: Office) -> None:
    worklist = office.report(OCTOBER)
    fill_in(worklist, worklist, FIFTH_OF_NOVEMBER, ANSWER, by="")
    assert office.run(OCTOBER, FIFTH_OF_DECEMBER, *VISITS) == ExitCode.USAGE
    assert "原報表未變動" in office.said


def test_a_report_saved_again_without_an_answer_does_not_stop_the_month(office: Office) -> None:
    fill_in(office.report(OCTOBER), office.report(OCTOBER), FIFTH_OF_NOVEMBER, {})
    assert office.run(OCTOBER, FIFTH_OF_DECEMBER, *VISITS) == ExitCode.FINISHED


def test_an_archive_that_is_gone_is_missed_by_the_answers_in_the_standing_report(office: Office) -> None:
    assert office.decide(OCTOBER, FIFTH_OF_NOVEMBER, ANSWER, signed_by="陳主任") == ExitCode.FINISHED
    assert office.run(OCTOBER, FIFTH_OF_DECEMBER, *VISITS) == ExitCode.FINISHED
    shutil.rmtree(office.archive)
    assert office.run(OCTOBER, FIFTH_OF_DECEMBER, *VISITS) == ExitCode.USAGE
    assert "請先確認 office.toml 的 archive" in office.said
    assert not list(office.archive.glob("*/2026-10"))


def test_a_report_made_without_an_archive_does_not_stop_the_month(office: Office) -> None:
    shutil.rmtree(office.archive)
    fill_in(office.report(OCTOBER), office.report(OCTOBER), FIFTH_OF_NOVEMBER, {})
    assert office.run(OCTOBER, FIFTH_OF_DECEMBER, *VISITS) == ExitCode.FINISHED
