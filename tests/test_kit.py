"""The folder that an office unpacks: what its double-click does, and of what it is made."""

import csv
import hashlib
import struct
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from filelock import FileLock

import build_kit
from conftest import SetClock
from embeddable import KitRefused, checked
from licences import LISTED, write_licences
from listing import FILES, write_listing
from office_files import OFFICE, register, statement
from reconcile.errors import ExitCode
from start import offices_beside, start

ROOT = Path(__file__).parents[1]
KIT = ROOT / "kit"
ANSWERS = ("--agency", OFFICE, "--since", "115-01", "--electronic")


def test_the_first_double_click_makes_the_office_folder_and_the_next_runs_its_month(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, set_clock: SetClock
) -> None:
    kit = tmp_path / "新 版 本" / "reconcile-win64"
    kit.mkdir(parents=True)
    shown = list[Path]()
    monkeypatch.setattr("start.opened", shown.append)
    set_clock(datetime(2026, 11, 5, 9))
    assert start(kit, ANSWERS) == ExitCode.FINISHED
    home = kit.parent / "移民查詢勾稽"
    assert offices_beside(kit) == [home]
    statement(home / "inbox" / "115年10月主管稽核月明細表.xlsx", {})
    register(home / "inbox" / "115年查詢紀錄表.xlsx", {})
    assert start(kit) == ExitCode.FINISHED
    report = shown[-1]
    assert report.is_relative_to(home / "reports")
    assert report.is_file()
    assert str(report) in capsys.readouterr().err


def test_a_second_double_click_while_the_first_runs_says_so_and_opens_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, set_clock: SetClock
) -> None:
    kit, shown = tmp_path / "reconcile-win64", list[Path]()
    kit.mkdir()
    set_clock(datetime(2026, 11, 5, 9))
    assert start(kit, ANSWERS) == ExitCode.FINISHED
    monkeypatch.setattr("start.opened", shown.append)
    home = kit.parent / "移民查詢勾稽"
    statement(home / "inbox" / "115年10月主管稽核月明細表.xlsx", {})
    register(home / "inbox" / "115年查詢紀錄表.xlsx", {})
    with FileLock(home / "reports" / ".2026-10.lock"):
        assert start(kit) == ExitCode.LOCKED
    assert "請勿關閉這個視窗" in (said := capsys.readouterr().err)
    assert "已有另一個視窗正在執行" in said
    assert shown == []


def test_of_two_office_folders_none_is_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("甲所", "乙所"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "office.toml").touch()
    assert start(tmp_path / "kit") == ExitCode.USAGE
    assert "乙所、甲所" in capsys.readouterr().err


def test_the_double_click_is_read_by_windows_and_calls_what_is_there() -> None:
    told = (KIT / "勾稽.bat").read_bytes()
    assert told.count(b"\n") == told.count(b"\r\n")
    words = told.decode("utf-8")
    assert words.startswith("@echo off\r\nchcp 65001")
    assert "-m reconcile.jobs.start" in words
    assert (ROOT / "jobs" / "start.py").is_file()


def program(machine: int = 0x8664) -> bytes:
    """As much of a Windows program as tells for which machine it was built."""
    return b"MZ" + bytes(0x3A) + struct.pack("<I4sH", 0x40, b"PE\0\0", machine)


def python_zip(folder: Path, minor: int = 13, without: str = "", more: dict[str, bytes] | None = None) -> Path:
    """An embeddable CPython as python.org packs it, its files by name; a file of `more` goes in besides."""
    made = folder / f"python-3.{minor}.9-embed-amd64.zip"
    library = (f"python3{minor}.dll", f"python3{minor}.zip", f"python3{minor}._pth", "python3.dll", "LICENSE.txt")
    held = {name: name.encode() for name in library}
    held |= {"python.exe": program(), "pythonw.exe": program()} | (more or {})
    with zipfile.ZipFile(made, "w") as stream:
        for name, content in held.items():
            if name != without:
                stream.writestr(name, content)
    return made


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_python_of_another_digest_than_its_publishers_is_refused(tmp_path: Path) -> None:
    embed = python_zip(tmp_path)
    right = sha256(embed)
    assert checked(embed, right.upper()) == "313"
    with pytest.raises(KitRefused, match=right):
        checked(embed, "0" * 64)
    with pytest.raises(KitRefused, match="name the embeddable zip"):
        checked(tmp_path / "none.zip", right)


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_any_embeddable_python_for_which_there_are_libraries_will_do(minor: int, tmp_path: Path) -> None:
    embed = python_zip(tmp_path, minor)
    assert checked(embed, sha256(embed)) == f"3{minor}"


def refused(embed: Path) -> str:
    with pytest.raises(KitRefused) as told:
        checked(embed, sha256(embed))
    return str(told.value)


def test_what_is_no_embeddable_python_for_64_bit_windows_is_refused_by_what_it_lacks(tmp_path: Path) -> None:
    assert "lacks pythonw.exe" in refused(python_zip(tmp_path, without="pythonw.exe"))
    assert "lacks python313.zip" in refused(python_zip(tmp_path, without="python313.zip"))
    assert "0 python3xx.dll" in refused(python_zip(tmp_path, without="python313.dll"))
    assert "2 python3xx.dll" in refused(python_zip(tmp_path, more={"python312.dll": b""}))
    assert "locked for 3.11 to 3.14" in refused(python_zip(tmp_path, 15))
    assert "locked for 3.11 to 3.14" in refused(python_zip(tmp_path, 10))
    for machine in (0x014C, 0xAA64):  # 32 bits; ARM
        assert "not for 64-bit Windows" in refused(python_zip(tmp_path, more={"python.exe": program(machine)}))
    assert "not for 64-bit Windows" in refused(python_zip(tmp_path, more={"python.exe": b"#!/bin/sh"}))
    assert "leads out of it" in refused(python_zip(tmp_path, more={"../out.dll": b""}))
    assert "leads out of it" in refused(python_zip(tmp_path, more={"C:/Windows/out.dll": b""}))


def test_a_python_that_came_broken_is_refused(tmp_path: Path) -> None:
    embed = python_zip(tmp_path)
    whole = embed.read_bytes()
    embed.write_bytes(whole.replace(b"python3.dllpython3.dll", b"python3.dllpython3.dlk"))
    assert "is damaged: python3.dll" in refused(embed)
    embed.write_bytes(whole[: len(whole) // 2])
    assert "is no zip" in refused(embed)


def wheel(folder: Path) -> Path:
    made = folder / "thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as held:
        held.writestr("thing/__init__.py", "")
        held.writestr("thing/tests/test_thing.py", "")
        held.writestr("thing/testing.py", "")
        held.writestr("thing-1.0.dist-info/METADATA", "Name: thing\nVersion: 1.0\nLicense-Expression: MIT\n")
        held.writestr("thing-1.0.dist-info/licenses/LICENSE", "Permission is granted")
    return made


def test_each_file_is_listed_by_its_hash_each_library_by_its_licence_and_none_by_its_tests(tmp_path: Path) -> None:
    embed, library = python_zip(tmp_path), wheel(tmp_path)
    folder = build_kit.laid_out(tmp_path / "kit", embed, [library], "313")
    write_licences(folder, [library])
    listed = write_listing(folder, [embed, library])
    with listed.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["檔案"]: row for row in csv.DictReader(stream)}
    packed = build_kit.packed(folder, tmp_path / "kit.zip")
    with zipfile.ZipFile(packed) as held:
        names = {name.removeprefix("kit/"): held.read(name) for name in held.namelist()}
    assert names.keys() - {FILES} == rows.keys() - {embed.name, library.name}
    for name, content in names.items():
        assert name == FILES or rows[name]["SHA-256"] == hashlib.sha256(content).hexdigest()
    assert rows["python/python.exe"]["種類"] == "執行檔"
    assert rows[embed.name]["種類"] == "來源"
    assert (folder / "licences" / LISTED).read_text(encoding="utf-8-sig").splitlines()[1:] == ["thing,1.0,MIT"]
    assert (folder / "licences" / "thing" / "licenses-LICENSE").read_text() == "Permission is granted"
    packages = folder / "python" / "Lib" / "site-packages" / "thing"
    assert sorted(path.name for path in packages.iterdir()) == ["__init__.py", "testing.py"]
    before = packed.read_bytes()
    assert build_kit.packed(folder, tmp_path / "kit.zip").read_bytes() == before
