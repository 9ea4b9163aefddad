"""`[office] readers`: who besides the owner may read what is written, tried by processes of other users."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from reconcile.access import allow, open_up
from reconcile.cli import main
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit

grp = pytest.importorskip("grp", reason="Windows has other users and groups")
pwd = pytest.importorskip("pwd", reason="Windows has other users and groups")
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "setxattr"), reason="access control lists are Linux's here"),
    pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="who is not root cannot be another user"),
]
OCTOBER, TODAY = Month(2026, 10), date(2026, 11, 5)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody can come to: those of pytest are its own user's."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o711)
    before = os.umask(0o077)
    yield made / "機關"
    allow([], made)
    os.umask(before)
    shutil.rmtree(made)


def refused_to(user: int, group: int, files: list[Path]) -> list[Path]:
    """Those that a process of that user and group cannot read to their end."""
    told, tell = os.pipe()
    if not (child := os.fork()):
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
        for at, file in enumerate(files):
            try:
                file.read_bytes()
            except OSError:
                os.write(tell, at.to_bytes(2))
        os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as answers:
        refused = answers.read()
    os.waitpid(child, 0)
    return [files[int.from_bytes(refused[at : at + 2])] for at in range(0, len(refused), 2)]


def office(folder: Path, capsys: pytest.CaptureFixture[str], readers: str) -> Office:
    folder.mkdir(mode=0o700)
    made = Office(folder, capsys)
    settings = made.settings.read_text(encoding="utf-8")
    made.settings.write_text(settings.replace("[office]", f"[office]\nreaders = {readers}"), encoding="utf-8")
    made.settings.chmod(0o600)
    assert made.run(OCTOBER, TODAY, Visit(6, 9, "A123456789")) == ExitCode.FINISHED
    return made


def written(folder: Path) -> list[Path]:
    files = [one for place in ("archive", "reports") for one in (folder / place).rglob("*") if one.is_file()]
    seen = [one for one in files if not one.name.startswith(".")]
    assert len(seen) > 30
    return seen


def test_a_group_that_the_office_names_reads_reports_and_archive_and_others_do_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(folder, capsys, '["bin", "daemon"]')
    nobody, daemons = pwd.getpwnam("nobody").pw_uid, grp.getgrnam("daemon").gr_gid
    assert refused_to(nobody, daemons, written(folder)) == []
    assert refused_to(nobody, nobody, written(folder)) == written(folder)
    inputs = [folder / "office.toml", *(one for one in (folder / "inbox").rglob("*") if one.is_file())]
    assert refused_to(nobody, daemons, inputs) == inputs


def test_papers_made_later_are_read_by_them_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = office(folder, capsys, '["daemon"]')
    assert made.do("bind", "2026", "--as-of", "2026-11-06") == ExitCode.INPUT_PROBLEMS
    volume = next(folder.rglob("*合訂本*.pdf"))
    assert refused_to(pwd.getpwnam("nobody").pw_uid, grp.getgrnam("daemon").gr_gid, [volume]) == []


def test_a_user_of_his_own_may_be_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lonely = next((one for one in pwd.getpwall() if one.pw_name not in {g.gr_name for g in grp.getgrall()}), None)
    if lonely is None:
        pytest.skip("every user of this computer has a group of his name")
    office(folder, capsys, f'["{lonely.pw_name}"]')
    assert refused_to(lonely.pw_uid, lonely.pw_gid, written(folder)) == []


def test_a_name_that_nobody_bears_is_told_before_anything_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.mkdir()
    (folder / "office.toml").write_text('[office]\nreaders = ["沒有這群組"]\n', encoding="utf-8")
    assert main(["run", "2026-10", "--settings", str(folder / "office.toml")]) == ExitCode.USAGE
    assert "本機找不到群組或使用者「沒有這群組」" in capsys.readouterr().err
    assert [one.name for one in folder.iterdir()] == ["office.toml"]


def test_what_the_share_had_masked_stays_masked(folder: Path) -> None:
    """A folder of the share may hand its own list down; what a mode of 0600 took from it is not given back."""
    folder.mkdir()
    file = folder / "report.html"
    file.write_text("x")
    games, daemons = grp.getgrnam("games").gr_gid, grp.getgrnam("daemon").gr_gid
    os.setxattr(file, "system.posix_acl_access", acl((1, 6), (4, 0), (8, 7, games), (16, 0), (32, 0)))
    allow(["daemon"], folder)
    folder.chmod(0o711)
    open_up(file)
    nobody = pwd.getpwnam("nobody").pw_uid
    assert refused_to(nobody, daemons, [file]) == []
    assert refused_to(nobody, games, [file]) == [file]


def acl(*entries: tuple[int, ...]) -> bytes:
    """A list as Linux keeps it: (whose, which rights[, number])."""
    rows = [(*entry, 0xFFFFFFFF)[:3] for entry in entries]
    return (2).to_bytes(4, "little") + b"".join(
        tag.to_bytes(2, "little") + held.to_bytes(2, "little") + number.to_bytes(4, "little")
        for tag, held, number in rows
    )
