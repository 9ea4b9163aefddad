import logging
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from reconcile.carriers import encryption, passwords, zip_guard
from reconcile.carriers.isolation import Limits, open_isolated
from reconcile.errors import FileRefused, UsageError

SECRET = "花蓮Passw0rd"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plain") / "明細表.xlsx"
    book = Workbook()
    book.save(path)
    return path


def locked(plain: Path, path: Path, password: str) -> Path:
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    return path


@pytest.fixture
def protected(plain: Path, tmp_path: Path) -> Path:
    return locked(plain, tmp_path / "明細表.xlsx", SECRET)


@pytest.fixture(autouse=True)
def no_password_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(passwords.VARIABLE, raising=False)
    monkeypatch.delenv(passwords.FILE_VARIABLE, raising=False)


def test_the_right_password_gives_back_the_file_to_the_byte(plain: Path, protected: Path) -> None:
    content = encryption.decrypt(protected, SECRET)
    assert content == plain.read_bytes()
    zip_guard.check(protected, content)


def test_only_an_encrypted_file_is_told_to_be_one(plain: Path, protected: Path, tmp_path: Path) -> None:
    assert encryption.is_encrypted_office(protected)
    assert not encryption.is_encrypted_office(plain)
    for content in (b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut short"):
        (tmp_path / "a.xlsx").write_bytes(content)
        assert not encryption.is_encrypted_office(tmp_path / "a.xlsx")


def test_a_wrong_password_is_refused_without_saying_it(protected: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(FileRefused) as refused:
        encryption.decrypt(protected, "wrong-one")
    assert str(refused.value) == "明細表.xlsx：密碼不正確，請確認後重跑。"
    assert "wrong-one" not in caplog.text


def test_a_missing_password_is_asked_for_by_name(protected: Path) -> None:
    with pytest.raises(FileRefused, match="設有開啟密碼，請輸入密碼、以環境變數 RECONCILE_PASSWORD 提供"):
        encryption.decrypt(protected, None)


def test_a_workbook_that_excel_opens_unasked_needs_no_password(plain: Path, tmp_path: Path) -> None:
    only_write_protected = locked(plain, tmp_path / "a.xlsx", "VelvetSweatshop")
    assert encryption.decrypt(only_write_protected, None) == plain.read_bytes()
    assert encryption.decrypt(only_write_protected, SECRET) == plain.read_bytes()


def test_a_damaged_encrypted_file_is_refused(protected: Path) -> None:
    content = protected.read_bytes()
    protected.write_bytes(content[: len(content) // 2])
    with pytest.raises(FileRefused, match="加密的檔案不完整或已損壞"):
        encryption.decrypt(protected, SECRET)


def test_the_environment_comes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert passwords.given() is None
    kept = tmp_path / "密碼.txt"
    kept.write_bytes(b"\xef\xbb\xbf two words \r\nsecond line\r\n")
    monkeypatch.setenv("RECONCILE_PASSWORD_FILE", str(kept))
    assert passwords.given() == " two words "
    monkeypatch.setenv("RECONCILE_PASSWORD", "first")
    assert passwords.given() == "first"


def test_a_password_file_that_cannot_be_read_is_a_usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECONCILE_PASSWORD_FILE", str(tmp_path / "沒有.txt"))
    with pytest.raises(UsageError, match="無法讀取環境變數 RECONCILE_PASSWORD_FILE 指定的密碼檔"):
        passwords.given()


def test_a_person_is_asked_only_for_a_file_that_needs_a_password(plain: Path, protected: Path) -> None:
    asked: list[str] = []

    def ask(file: str) -> str:
        asked.append(file)
        return SECRET

    limits = Limits(seconds=60, memory_mb=4096, pages=10, rows=10, cells=10)
    open_isolated(plain, limits, None, ask)
    assert asked == []
    assert open_isolated(protected, limits, None, ask).carrier == "xlsx"
    assert asked == ["明細表.xlsx"]
