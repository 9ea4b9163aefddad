"""What is deposited: a bag that stands for itself, one link after another, nothing ever changed."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from conftest import SetClock
from reconcile.archive import agencies, deposit, locked, read_history, verify
from reconcile.deposits import Deposit
from reconcile.errors import ArchiveBroken, ExitCode, InternalFault, LockHeld, ReconcileError, UsageError
from reconcile.history import History

from .builders import (
    AGENCY,
    DECISION,
    OCTOBER,
    SIGNOFF,
    deposit_decision,
    deposit_destruction,
    deposit_retraction,
    deposit_run,
    deposit_volume,
    items_file,
    run_files,
    small_archive,
    tree,
)

posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX")


def deposit_december(root: Path) -> Deposit:
    return deposit_run(root, OCTOBER.next.next, as_of=date(2027, 1, 5))


def test_an_office_without_an_archive_has_an_empty_history(tmp_path: Path) -> None:
    assert read_history(tmp_path / "archive", AGENCY) == History(AGENCY)
    assert agencies(tmp_path / "archive") == []


def test_what_is_deposited_is_read_back(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    history = read_history(root, AGENCY)
    assert [(d.number, d.kind, d.month, d.year) for d in history.deposits] == [
        (1, "run", OCTOBER, None),
        (2, "decision", OCTOBER, None),
        (3, "run", OCTOBER.next, None),
        (4, "volume", None, 2026),
    ]
    run, decision, *_ = history.deposits
    assert run.items is not None
    assert run.items["item"].tolist() == ["a1b2"]
    assert decision.decisions == (DECISION,)
    assert decision.signoff == SIGNOFF
    assert run.file("inputs/register/查詢紀錄表.xlsx").read_bytes() == b"PK register of 2026-10"
    assert agencies(root) == [AGENCY]


def test_each_deposit_seals_the_one_before(tmp_path: Path) -> None:
    history = read_history(small_archive(tmp_path), AGENCY)
    assert [d.previous for d in history.deposits] == [None, *(d.head for d in history.deposits[:-1])]
    assert history.head == history.deposits[-1].head


def test_a_deposit_returns_what_the_history_will_read(tmp_path: Path) -> None:
    made = deposit_decision(tmp_path / "archive")
    read = read_history(tmp_path / "archive", AGENCY).deposits[0]
    assert made == read


def test_a_worklist_without_a_signature_is_read_back_without_one(tmp_path: Path) -> None:
    assert deposit_decision(tmp_path / "archive", signoff=None).signoff is None


def test_the_same_deposits_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = small_archive(tmp_path / "one"), small_archive(tmp_path / "other")
    contents = [{path: content for path, (_, content) in tree(root).items()} for root in (one, other)]
    assert contents[0]
    assert contents[0] == contents[1]


def test_the_manifest_tells_bytes_and_rows(tmp_path: Path) -> None:
    made = deposit_run(tmp_path / "archive")
    listed = {entry["path"]: entry for entry in json.loads(made.file("manifest.json").read_bytes())["files"]}
    assert listed["items.parquet"]["rows"] == 1
    assert listed["settings.json"] | {"sha256": ""} == {
        "path": "settings.json",
        "bytes": 3,
        "sha256": "",
        "rows": None,
        "received_as": None,
    }
    assert listed.keys() >= {"record.json", "inputs/register/查詢紀錄表.xlsx"}


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs coreutils")
def test_an_auditor_checks_a_deposit_with_coreutils(tmp_path: Path) -> None:
    names = ["明細表 100%.pdf", "a%0Ab.csv", "back\\slash.csv", "  leading.csv", "*star.csv", "台 北.csv"]
    files = run_files(tmp_path) | {f"inputs/statement/{name}": name.encode() for name in names}
    made = deposit_run(tmp_path / "archive", files=files)
    checked = subprocess.run(
        "LC_ALL=C sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt "
        "&& sha256sum tagmanifest-sha256.txt",
        shell=True,
        cwd=made.folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
    assert checked.stderr == ""
    assert checked.stdout.count(": OK") == len(files) + 2 + 3
    assert checked.stdout.splitlines()[-1] == f"{made.head}  tagmanifest-sha256.txt"


@posix
def test_only_the_owner_may_read_an_archive(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    paths = [root, *root.rglob("*")]
    assert len(paths) > 20
    assert {oct(path.stat().st_mode & 0o777) for path in paths if path.is_dir()} == {"0o700"}
    assert {oct(path.stat().st_mode & 0o777) for path in paths if path.is_file()} == {"0o600"}


def test_a_day_to_come_deposits_nothing(tmp_path: Path, set_clock: SetClock) -> None:
    root = small_archive(tmp_path)
    before = tree(root)
    set_clock(datetime(2027, 1, 8, 23, 59))
    with pytest.raises(UsageError, match=r"基準日 116年1月9日 在今天（116年1月8日）之後，不能封存；.*--as-of.*時鐘"):
        deposit_run(root, as_of=date(2027, 1, 9))
    assert tree(root) == before


def test_a_day_before_the_last_deposits_is_kept_and_so_is_the_clock(tmp_path: Path, set_clock: SetClock) -> None:
    root = small_archive(tmp_path)
    set_clock(moment := datetime(2027, 2, 1, 8, 15, 30))
    made = deposit_run(root, as_of=date(2026, 11, 5))
    assert (made.as_of, made.clock) == (date(2026, 11, 5), moment)
    assert read_history(root, AGENCY).deposits[-1].clock == moment
    assert verify(root).sound


def test_a_history_read_before_another_run_appended_forks_nothing(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    stale = read_history(root, AGENCY)
    deposit_run(root)
    before = tree(root)
    with pytest.raises(LockHeld, match="另一個作業剛在同一封存存入"):
        deposit(root, stale, kind="audit", period=2026, as_of=date(2027, 1, 1), record={}, files={})
    assert tree(root) == before


def test_a_run_that_holds_the_lock_deposits_under_it(tmp_path: Path) -> None:
    with locked(tmp_path / "archive", AGENCY):
        deposit_run(tmp_path / "archive")
    assert verify(tmp_path / "archive").sound


def test_an_archive_that_another_process_holds_is_left_alone(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    script = (
        "import sys; from pathlib import Path; from reconcile.archive import locked\n"
        "with locked(Path(sys.argv[1]), sys.argv[2]):\n    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-X", "utf8", "-c", script, str(root), AGENCY]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(
        command, **pipes, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    ) as holder:  # type: ignore[call-overload]
        assert holder.stdout.readline().strip() == b"held"
        with pytest.raises(LockHeld, match="另一個執行中的作業正在寫入封存「archive」") as refused:
            deposit_run(root)
        assert deposit_run(root, agency="另一所").number == 1, "an office beside it does not wait"
        holder.stdin.close()
    assert refused.value.exit_code == ExitCode.LOCKED
    assert deposit_run(root).number == 1


def test_two_runs_at_once_make_one_chain(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from reconcile.archive import deposit, read_history; from reconcile.errors import LockHeld\n"
        "root, made = Path(sys.argv[1]), 0\n"
        "while made < 5:\n"
        "    try:\n"
        "        deposit(root, read_history(root, '所'), kind='audit', period=2026, as_of=date(2026, 1, 1),\n"
        "                record={'by': sys.argv[2]}, files={'evidence.txt': b'x' * 1000}); made += 1\n"
        "    except LockHeld: pass\n"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    runs = [subprocess.Popen([sys.executable, "-c", script, str(root), name], env=environment) for name in ("a", "b")]
    assert [run.wait() for run in runs] == [0, 0]
    history = read_history(root, "所")
    assert [d.number for d in history.deposits] == list(range(1, 11))
    assert sorted(d.record["by"] for d in history.deposits) == ["a"] * 5 + ["b"] * 5
    assert verify(root).sound


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "磁碟空間不足"),
        (errno.EROFS, "無法寫入封存「archive」：該處唯讀"),
        (errno.EACCES, "沒有寫入權限"),
        (errno.ENAMETOOLONG, "檔名太長"),
        (errno.EIO, "磁碟讀寫失敗"),
        (errno.ENODEV, f"作業系統回報錯誤 {errno.ENODEV}"),
    ],
)
@pytest.mark.parametrize("call", ["open", "fsync", "mkdir", "rename"])
def test_a_disk_that_fails_leaves_the_archive_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, sentence: str
) -> None:
    root = small_archive(tmp_path)
    history, files, before = read_history(root, AGENCY), run_files(tmp_path, OCTOBER.next.next), tree(root)
    working = getattr(os, call)

    def fail(*arguments: object, **options: object) -> object:
        if str(arguments[0]).endswith((f".lock-{AGENCY}", "archive")) and call == "open":
            return working(*arguments, **options)
        raise OSError(code, "the disk fails")

    with monkeypatch.context() as failing, pytest.raises(UsageError, match=sentence) as refused:
        failing.setattr(os, call, fail)
        deposit(root, history, kind="run", period=OCTOBER.next.next, as_of=date(2027, 1, 9), record={}, files=files)
    assert "先前的封存未變動" in str(refused.value)
    assert {path: kept for path, kept in tree(root).items() if path in before and "/" in path and kept[1]} == {
        path: kept for path, kept in before.items() if "/" in path and kept[1]
    }
    assert verify(root).sound
    assert read_history(root, AGENCY).head == history.head


Synced = tuple[list[int], list[int]]


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> Synced:
    """What would outlast a loss of power: the inodes synced before the last rename, and those after it."""
    durable, before_rename, sync, rename = list[int](), list[int](), os.fsync, os.rename

    def syncing(descriptor: int) -> None:
        sync(descriptor)
        durable.append(os.fstat(descriptor).st_ino)

    def renaming(source: Path, target: Path) -> None:
        before_rename[:] = durable
        durable.clear()
        rename(source, target)

    monkeypatch.setattr(os, "fsync", syncing)
    monkeypatch.setattr(os, "rename", renaming)
    return before_rename, durable


@posix
def test_all_is_on_the_medium_before_it_gets_its_name(tmp_path: Path, synced: Synced) -> None:
    root = tmp_path / "archive"
    made = deposit_run(root)
    before_rename, after = synced
    within = [made.folder, *made.folder.rglob("*")]
    assert len(within) > 15
    assert {path.stat().st_ino for path in within} <= set(before_rename)
    assert {root.stat().st_ino, (root / AGENCY).stat().st_ino} <= set(before_rename)
    assert after == [made.folder.parent.stat().st_ino, (root / AGENCY).stat().st_ino]


@posix
@pytest.mark.parametrize(
    "add", [deposit_decision, deposit_volume, deposit_retraction, deposit_destruction, deposit_december]
)
def test_whatever_is_deposited_outlasts_a_loss_of_power_once_it_is_acknowledged(
    tmp_path: Path, add: Callable[[Path], Deposit], synced: Synced
) -> None:
    root = tmp_path / "archive"
    deposit_run(root)
    kept = {path.stat().st_ino: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    synced[1].clear()
    made = add(root)
    before_rename, after = synced
    assert {path.stat().st_ino for path in [made.folder, *made.folder.rglob("*")]} <= set(before_rename)
    assert made.folder.parent.stat().st_ino in after
    standing = {path.stat().st_ino: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert all(standing[inode] == content for inode, content in kept.items() if content)


@posix
def test_a_real_name_too_long_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="請縮短輸入檔的檔名"):
        deposit_run(tmp_path / "archive", files=run_files(tmp_path) | {f"inputs/{'長' * 120}.pdf": b""})
    assert read_history(tmp_path / "archive", AGENCY) == History(AGENCY)


def test_an_archive_that_is_a_file_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "archive").write_bytes(b"")
    with pytest.raises(UsageError, match="封存「archive」是檔案，不是資料夾"), locked(tmp_path / "archive", AGENCY):
        pass


def test_an_input_changed_during_the_run_is_not_kept_as_evidence(tmp_path: Path) -> None:
    record = {"inputs": [{"role": "statement", "file": "主管稽核月明細表.pdf", "sha256": "0" * 64}]}
    with pytest.raises(UsageError, match=r"輸入檔「主管稽核月明細表.pdf」在執行期間被更改"):
        deposit_run(tmp_path / "archive", record=record)
    assert read_history(tmp_path / "archive", AGENCY) == History(AGENCY)


def test_an_input_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"要封存的檔案「gone.pdf」無法讀取"):
        deposit_run(tmp_path / "archive", files={"inputs/statement/gone.pdf": tmp_path / "gone.pdf"})


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file that opens and cannot be read")
def test_an_input_that_breaks_off_while_it_is_read_is_named_and_not_the_archive(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"要封存的檔案「mem」無法讀取"):
        deposit_run(tmp_path / "archive", files={"inputs/statement/明細表.pdf": Path("/proc/self/mem")})
    assert read_history(tmp_path / "archive", AGENCY) == History(AGENCY)


def test_files_that_windows_could_not_tell_apart_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="檔名相同者"):
        deposit_run(tmp_path / "archive", files={"items.parquet": items_file(tmp_path), "ITEMS.parquet": b""})


def test_a_record_that_could_not_be_read_back_never_enters_the_chain(tmp_path: Path) -> None:
    with pytest.raises(InternalFault, match="寫入後無法讀回"):
        deposit_run(tmp_path / "archive", files={"settings.json": b"{}"})
    assert read_history(tmp_path / "archive", AGENCY) == History(AGENCY)


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "a/../b", "."])
def test_no_file_leaves_its_bag(tmp_path: Path, name: str) -> None:
    with pytest.raises(InternalFault):
        deposit_run(tmp_path / "archive", files={name: b""})


def test_a_month_is_no_year(tmp_path: Path) -> None:
    with pytest.raises(InternalFault, match="種類與期別不符"):
        deposit(tmp_path, History(AGENCY), kind="volume", period=OCTOBER, as_of=date(2027, 1, 1), record={}, files={})


@pytest.mark.parametrize("agency", [" 所", "所\n", ""])
def test_an_agency_whose_name_is_no_line_is_refused(tmp_path: Path, agency: str) -> None:
    with pytest.raises(UsageError, match="機關名稱"):
        deposit(
            tmp_path / "archive",
            History(agency),
            kind="audit",
            period=2026,
            as_of=date(2027, 1, 1),
            record={},
            files={},
        )


def test_offices_of_one_county_have_chains_of_their_own(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    for agency in ("臺北市戶政事務所", "台北市戶政事務所", "A所", "a所"):
        assert deposit_run(root, agency=agency).number == 1
    assert sorted(agencies(root)) == sorted(["臺北市戶政事務所", "台北市戶政事務所", "A所", "a所"])
    assert verify(root).sound


def test_what_no_document_names_has_a_folder_too(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    assert read_history(root, None) == History("未載機關")
    deposit_run(root, agency=read_history(root, None).agency)
    assert len(read_history(root, None).deposits) == 1


@pytest.mark.parametrize(
    "name",
    [
        "data/record.json",
        "data/items.parquet",
        "bag-info.txt",
        "tagmanifest-sha256.txt",
    ],
)
def test_a_broken_archive_is_neither_read_nor_added_to(tmp_path: Path, name: str) -> None:
    root = small_archive(tmp_path)
    history = read_history(root, AGENCY)
    path = history.deposits[2].folder / name
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    with pytest.raises(ArchiveBroken, match=rf"封存「{AGENCY}/2026-11/0003-run/{name}」：.*reconcile verify") as broken:
        read_history(root, AGENCY)
    assert broken.value.exit_code == ExitCode.ARCHIVE_BROKEN
    if not name.startswith("data/"):
        with pytest.raises(ArchiveBroken):
            deposit(root, history, kind="audit", period=2026, as_of=date(2027, 2, 1), record={}, files={})


def test_a_table_is_held_against_its_digest_when_it_is_asked_for(tmp_path: Path) -> None:
    run = read_history(small_archive(tmp_path), AGENCY).deposits[2]
    path = run.table_file("findings")
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    with pytest.raises(ArchiveBroken, match=r"0003-run/data/tables/findings.parquet」：內容與封存時不同"):
        run.table("findings")


def test_a_table_that_was_sealed_undecodable_is_the_archive_s_fault_and_not_the_program_s(tmp_path: Path) -> None:
    run = read_history(small_archive(tmp_path), AGENCY).deposits[2]
    path = run.table_file("findings")
    torn = path.read_bytes()
    path.write_bytes(torn[:-30] + b"\xff" * 22 + torn[-8:])
    with pytest.raises(ArchiveBroken, match=r"findings.parquet」：不見了或不是合於格式的資料表"):
        replace(run, digests={}).table("findings")


@pytest.mark.parametrize(
    ("old", "new"), [("0003-run", "0003-run.bak"), ("0003-run", "0003-decision"), ("0003-run", "0005-run")]
)
def test_a_renamed_deposit_is_no_end_of_the_chain(tmp_path: Path, old: str, new: str) -> None:
    root = small_archive(tmp_path)
    shutil.rmtree(root / AGENCY / "2026")
    (root / AGENCY / "2026-11" / old).rename(root / AGENCY / "2026-11" / new)
    with pytest.raises(ArchiveBroken):
        read_history(root, AGENCY)


def test_a_file_that_a_file_manager_leaves_does_not_stop_the_month(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    (root / AGENCY / "Thumbs.db").write_bytes(b"")
    assert len(read_history(root, AGENCY).deposits) == 4
    assert not verify(root).sound


def test_a_record_of_another_shape_is_a_broken_archive(tmp_path: Path) -> None:
    for record in ({"decisions": [{"item": 1}], "signoff": None}, {"signoff": None}, {"decisions": [], "signoff": 3}):
        with pytest.raises(ReconcileError):
            deposit(
                tmp_path / "archive",
                History(AGENCY),
                kind="decision",
                period=OCTOBER,
                as_of=date(2026, 11, 6),
                record=record,
                files={},
            )


def test_a_year_is_bound_after_its_months(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    made = deposit_volume(root)
    assert made.folder == root / AGENCY / "2026" / "0001-volume"
    assert "Year: 2026\n" in (made.folder / "bag-info.txt").read_text(encoding="utf-8")
