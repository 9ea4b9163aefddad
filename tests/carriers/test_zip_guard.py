import struct
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reconcile.carriers import zip_guard
from reconcile.errors import FileRefused


def package(path: Path, *entries: tuple[str, bytes]) -> Path:
    """A zip of these entries, repeated names allowed."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Duplicate name")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries:
                archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as refused:
        zip_guard.check(path)
    assert refused.value.file == path.name
    return refused.value.reason


def test_a_workbook_that_excel_would_write_passes(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number in range(2000):
        sheet.append([number, "王小明", "115/10/05 09:12:33", "成功"])
    book.save(tmp_path / "明細表.xlsx")
    zip_guard.check(tmp_path / "明細表.xlsx")


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([("a.xml", b"<a/>"), ("A.xml", b"<b/>")], "同名的項目"),
        ([("a.xml", b"<a/>"), ("a.xml", b"<b/>")], "同名的項目"),
        ([("../a.xml", b"<a/>")], "指向外部路徑"),
        ([("xl\\..\\..\\a.xml", b"<a/>")], "指向外部路徑"),
        ([("/etc/a", b"a")], "指向外部路徑"),
        ([("C:/a", b"a")], "指向外部路徑"),
        ([("xl/workbook.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')], "DOCTYPE"),
        ([("_rels/.rels", "<!DOCTYPE a><a/>".encode("utf-16"))], "DOCTYPE"),
        ([("META-INF/manifest.xml", b"<m>" + b" " * 5000 + b"<manifest:encryption-data/></m>")], "設有開啟密碼"),
        ([("a.bin", bytes(11 * 1024 * 1024))], "壓縮比超過 200 倍"),
        ([(f"{n}.bin", bytes(1024 * 1024)) for n in range(11)], "壓縮比超過 200 倍"),
    ],
)
def test_a_dangerous_directory_is_refused_by_name(
    tmp_path: Path, entries: list[tuple[str, bytes]], sentence: str
) -> None:
    assert sentence in refusal(package(tmp_path / "明細表.xlsx", *entries))


def test_repetitive_content_below_ten_megabytes_is_an_ordinary_file(tmp_path: Path) -> None:
    zip_guard.check(package(tmp_path / "a.xlsx", ("a.bin", bytes(9 * 1024 * 1024))))


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = package(tmp_path / "a.xlsx", *((f"{n}.bin", b"") for n in range(11)))
    zip_guard.check(path)
    monkeypatch.setattr(zip_guard, "MAX_ENTRIES", 10)
    assert "11 個項目，超過上限 10 個" in refusal(path)


def test_the_total_that_the_directory_claims_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = package(tmp_path / "a.xlsx", *((f"{n}.bin", bytes(1024 * 1024)) for n in range(4)))
    zip_guard.check(path)
    monkeypatch.setattr(zip_guard, "MAX_UNPACKED", 3 * 1024 * 1024)
    assert "解壓縮後將達 4 MB，超過上限 3 MB" in refusal(path)


def directory_fields(content: bytes) -> Iterator[int]:
    """Where each entry of the central directory starts."""
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        yield at
        at = content.find(b"PK\x01\x02", at + 4)


def test_an_entry_with_a_password_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", ("a.bin", b"content"))
    content = bytearray(path.read_bytes())
    (entry,) = directory_fields(bytes(content))
    content[entry + 8] |= 1
    path.write_bytes(content)
    assert "設有密碼" in refusal(path)


def test_entries_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", *((f"{n}.bin", bytes(range(256)) * 4) for n in range(3)))
    content = bytearray(path.read_bytes())
    for entry in directory_fields(bytes(content)):
        struct.pack_into("<I", content, entry + 20, len(content))
    path.write_bytes(content)
    assert "互相重疊" in refusal(path)


SOUND = [("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>" * 50), ("xl/a.bin", bytes(300))]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    damage=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6), cut=st.booleans()
)
def test_a_damaged_file_passes_or_is_refused_and_nothing_else(
    tmp_path: Path, damage: list[tuple[int, int]], cut: bool
) -> None:
    content = bytearray(package(tmp_path / "a.xlsx", *SOUND).read_bytes())
    for at, value in damage:
        content[at % len(content)] = value
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(content[: damage[0][0] % len(content)] if cut else content)
    try:
        zip_guard.check(broken)
    except FileRefused as refused:
        assert refused.reason.endswith("。")
