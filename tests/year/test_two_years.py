"""Two years of an office: renamed, retracted, restored from a backup, destroyed; every item is accounted for."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE
from reconcile.archive import read_history
from reconcile.errors import ExitCode
from reconcile.history import OPEN
from reconcile.text.dates import Month
from year.office import Office, Visit
from year.test_renamed import NEW, called

FIRST, SECOND = 2020, 2021
PEOPLE = ("A123456789", "A800000014", "A900207177", "AB00207171", "AC03095424")
JUNE = Month(SECOND, 6)

pytestmark = pytest.mark.slow


def on_the_fifth(month: Month) -> date:
    return date(month.next.year, month.next.month, 5)


def visits(month: Month, *, hidden: bool = True) -> list[Visit]:
    """Every month one query that was written down, every third month one that was not."""
    asked = [Visit(6, 9, PEOPLE[month.month % 5]), Visit(7, 11, PEOPLE[2], "林美玲")]
    missed = Visit(20, 15, PEOPLE[month.month // 3], written=None if hidden else {})
    return [*asked, missed] if month.month % 3 == 0 else asked


def answered(office: Office, month: Month) -> None:
    """What is open is answered the month after, and the month signed."""
    on = date(month.next.year, month.next.month, 8)
    answers = {"UNREGISTERED_QUERY": ("說明合理", "見公文"), "REWRITTEN_ENTRY": ("說明合理", "見公文")}
    assert office.decide(month, on, answers, signed_by="陳主任") == ExitCode.FINISHED, office.said


def backup(office: Office) -> Path:
    copy = office.home / "backup"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(office.archive, copy)
    return copy


def restore(office: Office) -> None:
    shutil.rmtree(office.archive)
    shutil.copytree(office.home / "backup", office.archive)


def a_bit_flips_and_the_backup_is_restored(office: Office) -> None:
    assert office.do("verify") == ExitCode.FINISHED
    backup(office)
    table = next(office.archive.rglob("statement.parquet"))
    kept = bytearray(table.read_bytes())
    kept[len(kept) // 2] ^= 1
    table.write_bytes(kept)
    assert office.do("verify") == ExitCode.ARCHIVE_BROKEN
    restore(office)
    assert office.do("verify") == ExitCode.FINISHED


def june_is_retracted_and_run_again_with_another_register(office: Office) -> None:
    on = on_the_fifth(JUNE)
    assert office.do("retract", JUNE, "--why", "誤用草稿", "--by", "陳主任", "--as-of", on) == ExitCode.FINISHED
    assert office.run(JUNE, on, *visits(JUNE, hidden=False)) == ExitCode.FINISHED
    assert office.do("status", "--as-of", "2021-07-06") == ExitCode.FINISHED
    assert "未結事項共 1 件" in office.said, "what the retracted run found is not forgotten"


def test_two_years_end_with_a_sound_archive_and_every_item_accounted_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path, capsys)
    for number in range(1, 13):
        month = Month(FIRST, number)
        assert office.run(month, on_the_fifth(month), *visits(month)) == ExitCode.FINISHED, office.said
        answered(office, month)
    called(office, NEW, OFFICE)
    for number in range(1, 13):
        month = Month(SECOND, number)
        assert office.run(month, on_the_fifth(month), *visits(month)) == ExitCode.FINISHED, office.said
        if month == JUNE:
            june_is_retracted_and_run_again_with_another_register(office)
        answered(office, month)
        if number == 9:
            a_bit_flips_and_the_backup_is_restored(office)
    assert office.do("bind", SECOND, "--as-of", "2022-01-20") == ExitCode.FINISHED, office.said
    every_item_is_accounted_for(office)
    assert office.do("destroyed", FIRST, "--approval", "第1號", "--as-of", "2026-01-05") == ExitCode.FINISHED
    for folder in (office.archive / OFFICE).glob(f"{FIRST}-*"):
        shutil.rmtree(folder)
    assert office.do("verify") == ExitCode.FINISHED
    every_item_is_accounted_for(office)
    assert office.run(Month(2025, 12), date(2026, 1, 6), *visits(Month(2025, 11))) == ExitCode.FINISHED, office.said
    assert office.do("verify") == ExitCode.FINISHED


def every_item_is_accounted_for(office: Office) -> None:
    deposits = [one for agency in (OFFICE, NEW) for one in read_history(office.archive, agency).deposits]
    raised = {item for run in deposits if run.items is not None for item in run.items["item"]}
    closed = {decision.item for one in deposits for decision in one.decisions if decision.result != OPEN}
    assert raised <= closed
    assert office.do("status", "--as-of", "2026-01-05") == ExitCode.FINISHED
    assert "未結事項共 0 件" in office.said
