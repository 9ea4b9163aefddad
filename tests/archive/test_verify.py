"""Verification finds whatever differs from what was written, and touches nothing."""

import errno
import hashlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from io import BufferedReader
from pathlib import Path

import pytest

from reconcile.archive import read_history, verify
from reconcile.archive.bag import DECLARATION, MANIFEST, TAGMANIFEST
from reconcile.errors import UsageError
from reconcile.text.dates import Month

from .builders import (
    AGENCY,
    deposit_decision,
    deposit_destruction,
    deposit_retraction,
    deposit_run,
    small_archive,
    tree,
)

RUN = f"{AGENCY}/2026-10/0001-run"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_archive(tmp_path_factory.mktemp("module"))


def files_of(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".lock"))


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def unseen_flips(root: Path, flips: int, seed: int) -> list[str]:
    """Bits, of every file once and then of files drawn evenly, whose change goes unseen."""
    draw = random.Random(seed)
    files = files_of(root)
    assert flips > 5 * len(files)
    unseen = []
    for flip in range(flips):
        path = files[flip] if flip < len(files) else draw.choice(files)
        content = path.read_bytes()
        bit = draw.randrange(len(content) * 8)
        path.write_bytes(flipped(content, bit))
        if verify(root).sound:
            unseen.append(f"{path.relative_to(root)} bit {bit}")
        path.write_bytes(content)
    assert verify(root).sound
    return unseen


def test_an_archive_as_written_is_sound(archive: Path) -> None:
    found = verify(archive)
    assert found.sound
    assert found.notes == ()
    assert found.deposits == 4
    assert found.files == len(files_of(archive))
    assert found.bytes == sum(path.stat().st_size for path in files_of(archive))
    assert found.heads == {AGENCY: read_history(archive, AGENCY).head}


def test_flipped_bits_are_found(archive: Path) -> None:
    assert unseen_flips(archive, 400, seed=1) == []


@pytest.mark.slow
def test_twenty_thousand_flipped_bits_are_found(tmp_path: Path) -> None:
    """In every kind of deposit, those of a retraction and of a destruction among them."""
    archive = small_archive(tmp_path)
    deposit_retraction(archive)
    deposit_destruction(archive)
    assert unseen_flips(archive, 20_000, seed=2) == []


def test_flips_in_what_destruction_left_are_found(tmp_path: Path) -> None:
    archive = small_archive(tmp_path)
    deposit_run(archive, Month(2031, 12), as_of=date(2032, 1, 4))
    deposit_destruction(archive)
    for period in ("2026-10", "2026-11", "2026"):
        shutil.rmtree(archive / AGENCY / period)
    found = verify(archive)
    assert (found.faults, found.deposits) == ((), 2)
    assert any("4 件業經核准銷毀" in note for note in found.notes)
    assert unseen_flips(archive, 200, seed=3) == []


def test_every_bit_of_the_tag_files_counts(archive: Path) -> None:
    last = read_history(archive, AGENCY).deposits[-1].folder
    for name in ("bagit.txt", "bag-info.txt", TAGMANIFEST):
        content = (last / name).read_bytes()
        for bit in range(0, len(content) * 8, 7):
            (last / name).write_bytes(flipped(content, bit))
            assert not verify(archive).sound, (name, bit)
        (last / name).write_bytes(content)
    assert verify(archive).sound


def test_a_flipped_bit_is_named_with_its_file(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    path = root / RUN / "data/inputs/statement/主管稽核月明細表.pdf"
    path.write_bytes(flipped(path.read_bytes(), 77))
    assert verify(root).faults == (
        f"{RUN}/data/inputs/statement/主管稽核月明細表.pdf：內容與封存時不同（SHA-256 不符）。",
    )


def overwrite(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda root: (root / RUN / name).write_bytes(change((root / RUN / name).read_bytes()))


def upper_case(content: bytes) -> bytes:
    return content[:64].upper() + content[64:]


def file_into_folder(root: Path) -> None:
    (root / RUN / "bagit.txt").unlink()
    (root / RUN / "bagit.txt").mkdir()


def in_two_steps(path: Path, name: str) -> Path:
    """Renamed, also where a name in other letter case is the same name."""
    return path.rename(path.with_name("between")).rename(path.with_name(name))


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "file removed": (
        lambda root: (root / RUN / "data/reports/report.pdf").unlink(),
        f"{RUN}/data/reports/report.pdf：檔案不見了",
    ),
    "file added": (
        lambda root: (root / RUN / "data/reports/new.pdf").write_bytes(b""),
        f"{RUN}/data/reports/new.pdf：是多出的檔案",
    ),
    "file renamed": (
        lambda root: in_two_steps(root / RUN / "data/reports/report.pdf", "Report.pdf"),
        f"{RUN}/data/reports/Report.pdf：是多出的檔案",
    ),
    "hidden file": (lambda root: (root / RUN / ".note").write_bytes(b""), f"{RUN}/.note：是多出的檔案"),
    "empty folder": (lambda root: (root / RUN / "data/empty").mkdir(), f"{RUN}/data/empty：是多出的資料夾"),
    "second lock": (lambda root: (root / AGENCY / ".lock").write_bytes(b""), f"{AGENCY}/.lock：不是本程式" + "封存"),
    "stray file": (lambda root: (root / "readme.txt").write_bytes(b""), "readme.txt：不是本程式封存"),
    "stray folder": (lambda root: (root / AGENCY / "2026-13").mkdir(), f"{AGENCY}/2026-13：不是本程式封存"),
    "truncated": (overwrite("data/reports/report.pdf", lambda content: content[:-1]), "bag-info.txt 所載不同"),
    "emptied": (overwrite("data/record.json", lambda content: b""), f"{RUN}/data/record.json：內容與封存時不同"),
    "manifest removed": (lambda root: (root / RUN / MANIFEST).unlink(), f"{RUN}/{MANIFEST}：檔案不見了"),
    "manifest line garbled": (
        overwrite(MANIFEST, lambda content: content.replace(b"  data/record", b" data/record")),
        f"{RUN}/{MANIFEST}：第 5 行無法辨識",
    ),
    "manifest line removed": (
        overwrite(MANIFEST, lambda content: content.partition(b"\n")[2]),
        f"{RUN}/{MANIFEST}：內容與封存時不同",
    ),
    "manifest cut short": (overwrite(MANIFEST, lambda content: content[:-1]), f"{RUN}/{MANIFEST}：清單不完整"),
    "manifest emptied": (overwrite(MANIFEST, lambda content: b""), f"{RUN}/{MANIFEST}：清單不完整"),
    "manifest line twice": (
        overwrite(MANIFEST, lambda content: content + content.splitlines(keepends=True)[-1]),
        f"{RUN}/{MANIFEST}：第 10 行無法辨識或次序不符",
    ),
    "letter case of a hash": (overwrite(TAGMANIFEST, upper_case), f"{RUN}/{TAGMANIFEST}：第 1 行無法辨識"),
    "Windows line ends": (
        overwrite(TAGMANIFEST, lambda content: content.replace(b"\n", b"\r\n")),
        f"{RUN}/{TAGMANIFEST}：第 1 行無法辨識",
    ),
    "byte order mark": (
        overwrite("bag-info.txt", lambda content: b"\xef\xbb\xbf" + content),
        f"{RUN}/bag-info.txt：內容無法辨識",
    ),
    "other declaration": (
        overwrite("bagit.txt", lambda content: DECLARATION.replace(b"1.0", b"0.97")),
        f"{RUN}/bagit.txt：內容已非封存時的原樣",
    ),
    "deposit removed": (
        lambda root: shutil.rmtree(root / AGENCY / "2026-11"),
        f"{AGENCY}/2026/0004-volume：第 2 號之後接第 4 號",
    ),
    "first deposit removed": (lambda root: shutil.rmtree(root / RUN), "鏈由第 2 號開始"),
    "deposit moved": (
        lambda root: (root / RUN).rename(root / AGENCY / "2026-11" / "0001-run"),
        f"{AGENCY}/2026-11/0001-run：所載期別、編號或種類與資料夾名稱不符",
    ),
    "deposit copied": (
        lambda root: shutil.copytree(root / RUN, root / AGENCY / "2026-11" / "0001-run"),
        "第 1 號出現兩次",
    ),
    "agency renamed": (
        lambda root: (root / AGENCY).rename(root / "別的戶政事務所"),
        "別的戶政事務所/2026-10/0001-run：所載機關與所在的機關資料夾不符",
    ),
    "half copied": (
        lambda root: shutil.rmtree(root / RUN / "data"),
        f"{RUN}/data/record.json：檔案不見了",
    ),
    "file become folder": (file_into_folder, f"{RUN}/bagit.txt：是多出的資料夾"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_and_named(tmp_path: Path, damage: str) -> None:
    root = small_archive(tmp_path)
    do, sentence = DAMAGES[damage]
    do(root)
    found = verify(root)
    assert any(sentence in fault for fault in found.faults), found.faults


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
@pytest.mark.parametrize("name", ["data/reports/report.pdf", "data/reports", "data", "../0001-run"])
def test_a_link_is_no_deposit_even_if_it_leads_to_the_same_bytes(tmp_path: Path, name: str) -> None:
    root = small_archive(tmp_path)
    path = (root / RUN / name).resolve()
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert not verify(root).sound


def rewrite(root: Path) -> None:
    """All of the chain again with one word changed: nothing in it contradicts anything."""
    kept = read_history(root, AGENCY)
    shutil.rmtree(root)
    deposit_run(root, record={"month": "2026-10", "forged": True})
    deposit_decision(root)
    assert len(kept.deposits) == 2


def test_a_chain_rewritten_as_a_whole_shows_against_a_printed_head(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    deposit_run(root)
    printed = deposit_decision(root).head
    assert verify(root, printed).sound
    rewrite(root)
    assert verify(root).sound
    assert verify(root, printed).faults == (
        f"封存驗證碼 {printed[:12]}：封存內沒有這個驗證碼。封存曾遭改寫或刪減，或印出它的報表屬於另一個封存。",
    )


def test_a_chain_cut_short_shows_against_a_printed_head(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    printed = read_history(root, AGENCY).deposits[-1].head
    shutil.rmtree(root / AGENCY / "2026")
    assert verify(root).sound
    assert not verify(root, printed).sound


@pytest.mark.parametrize(
    "as_printed", [lambda head: head, lambda head: head[:12], lambda head: f" {head[:16].upper()}…"]
)
def test_a_printed_head_is_found_in_the_chain(archive: Path, as_printed: Callable[[str], str]) -> None:
    head = read_history(archive, AGENCY).deposits[1].head
    found = verify(archive, as_printed(head))
    assert found.sound
    assert found.notes == (f"封存驗證碼 {head[:12]}：在封存內，即{AGENCY}第 2 號115年10月處理結果，其後另有 2 件。",)


@pytest.mark.parametrize("head", ["", "abc", "g" * 64, "0" * 65])
def test_a_head_that_is_none_is_a_usage_error(archive: Path, head: str) -> None:
    with pytest.raises(UsageError, match="至少前 12 位"):
        verify(archive, head)


def test_a_copy_that_broke_off_at_any_file_shows_against_a_printed_head(archive: Path, tmp_path: Path) -> None:
    printed = read_history(archive, AGENCY).deposits[-1].head
    copied, files = tmp_path / "archive", files_of(archive)
    copied.mkdir()
    for path in files:
        assert not verify(copied, printed).sound, path
        target = copied / path.relative_to(archive)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = path.read_bytes()
        target.write_bytes(content[: len(content) // 2])
        assert not verify(copied, printed).sound, path
        target.write_bytes(content)
    assert verify(copied, printed).sound


def test_a_link_that_names_another_before_it_breaks_the_chain(tmp_path: Path) -> None:
    root, other = small_archive(tmp_path), tmp_path / "other" / "archive"
    deposit_run(other, record={"month": "2026-10", "forged": True})
    shutil.rmtree(root / RUN)
    shutil.copytree(other / RUN, root / RUN)
    assert verify(root).faults == (
        f"{AGENCY}/2026-10/0002-decision：所記前一件驗證碼與第 1 號不符，兩件之一已遭改寫或調換。",
    )


def test_no_archive_is_a_usage_error_and_an_empty_one_a_note(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到封存「archive」"):
        verify(tmp_path / "archive")
    found = verify(tmp_path)
    assert found.sound
    assert found.notes == ("封存內尚無任何封存件。",)
    assert not verify(tmp_path, "0" * 12).sound


def test_what_a_killed_deposit_leaves_is_a_note(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    (root / AGENCY / ".staging-0005-run" / "data").mkdir(parents=True)
    (root / AGENCY / "2027-01").mkdir()
    (root / "別的所").mkdir()
    found = verify(root)
    assert found.sound
    assert len(found.notes) == 3


WATCHED = """
import os, sys
from pathlib import Path
from reconcile.archive import verify

CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.utime", "os.link", "os.symlink",
           "os.truncate", "os.chown", "shutil.rmtree"}

def watch(event, arguments):
    written = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    if event in CHANGES or written:
        os.write(2, f"{event} {arguments}".encode()); os._exit(9)

sys.addaudithook(watch)
os._exit(0 if verify(Path(sys.argv[1])).sound else 4)
"""


def test_verification_opens_nothing_but_to_read(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    for lock in root.glob(".lock*"):
        lock.unlink()
    for path in [*root.rglob("*"), root]:
        path.chmod(0o500 if path.is_dir() else 0o400)
    before = tree(root)
    watched = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, str(root)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        check=False,
    )
    after = tree(root)
    for path in [root, *root.rglob("*")]:
        path.chmod(0o700)
    assert watched.returncode == 0, watched.stderr
    assert after == before


def test_a_year_of_an_office_is_verified_well_below_a_second(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    month = Month(2026, 1)
    while month != Month(2027, 1):
        deposit_run(root, month)
        deposit_decision(root, month)
        month = month.next
    started = time.perf_counter()
    found = verify(root)
    assert time.perf_counter() - started < 1
    assert (found.sound, found.deposits) == (True, 24)


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = small_archive(tmp_path)
    digest = hashlib.file_digest

    def failing(stream: BufferedReader, name: str) -> object:
        if stream.name.endswith("report.pdf"):
            raise OSError(errno.EIO, "the medium fails")
        return digest(stream, name)

    monkeypatch.setattr(hashlib, "file_digest", failing)
    assert f"{RUN}/data/reports/report.pdf：檔案無法讀取。" in verify(root).faults


def test_a_deposit_of_the_wrong_kind_of_period_is_strange(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    (root / AGENCY / "2026" / "0004-volume").rename(root / AGENCY / "2026" / "0004-run")
    assert any("2026/0004-run：不是本程式封存" in fault for fault in verify(root).faults)
