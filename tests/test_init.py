"""`reconcile init`: an office folder by three questions, with settings that say what every key is for."""

import re
from pathlib import Path

import pytest

from reconcile.cli import main
from reconcile.settings import Settings, load_settings

ANSWERS = ("--agency", "花蓮縣花蓮市戶政事務所", "--since", "115-01", "--electronic")


def init(folder: Path, *arguments: str) -> int:
    return main(["init", str(folder), *arguments])


def test_an_office_folder_is_made_without_a_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "移民查詢"
    assert init(folder, *ANSWERS) == 0
    assert {path.name for path in folder.iterdir()} == {"office.toml", "inbox", "使用說明.html", "reports"}
    office = load_settings(folder / "office.toml").office
    assert (office.agency, office.since, office.paper) == ("花蓮縣花蓮市戶政事務所", "2026-01", False)


def test_an_office_that_writes_by_hand_says_so(tmp_path: Path) -> None:
    assert init(tmp_path, "--agency", "某縣某鄉戶政事務所", "--since", "2026-01", "--paper") == 0
    assert load_settings(tmp_path / "office.toml").office.paper
    assert "逐筆核對表" in (tmp_path / "使用說明.html").read_text(encoding="utf-8")


def test_a_name_in_short_is_the_one_office_of_the_regulation(tmp_path: Path) -> None:
    assert init(tmp_path, "--agency", "吉安鄉", "--since", "11501", "--electronic") == 0
    assert load_settings(tmp_path / "office.toml").office.agency == "花蓮縣吉安鄉戶政事務所"


def test_every_key_stands_there_with_its_default(tmp_path: Path) -> None:
    assert init(tmp_path, *ANSWERS) == 0
    text = (tmp_path / "office.toml").read_text(encoding="utf-8")
    (everything := tmp_path / "all.toml").write_text(re.sub(r"(?m)^# (?=\w+ = )", "", text), encoding="utf-8")
    settings = load_settings(everything)
    for section in Settings.model_fields:
        given, default = getattr(settings, section), getattr(Settings(), section)
        assert given.model_fields_set == set(type(default).model_fields), section
    assert settings.thresholds == Settings().thresholds
    answered = {"agency": None, "since": None}
    assert settings.office.model_copy(update=answered) == Settings().office


def test_a_folder_that_is_an_office_s_already_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "office.toml").write_text("[office]\n", encoding="utf-8")
    assert init(tmp_path, *ANSWERS) == 2
    assert "不會覆蓋" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["office.toml"]


def test_without_a_terminal_what_is_not_answered_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(tmp_path, "--agency", "花蓮市") == 2
    assert "--since" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_at_a_terminal_three_questions_are_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["花蓮市", "一月", "115年1月", "紙本"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: next(answers))
    assert init(tmp_path) == 0
    assert "不是月份" in capsys.readouterr().err
    office = load_settings(tmp_path / "office.toml").office
    assert (office.agency, office.since, office.paper) == ("花蓮縣花蓮市戶政事務所", "2026-01", True)


@pytest.mark.parametrize("name", ["", "  ", "花蓮\n市"])
def test_an_agency_that_is_no_line_is_told(tmp_path: Path, name: str) -> None:
    assert init(tmp_path, "--agency", name, "--since", "115-01", "--paper") == 2
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_quotes_is_written_as_toml(tmp_path: Path) -> None:
    assert init(tmp_path, "--agency", '甲"乙\\丙', "--since", "115-01", "--paper") == 0
    assert load_settings(tmp_path / "office.toml").office.agency == '甲"乙\\丙'


def test_the_page_says_what_goes_where_and_fetches_nothing(tmp_path: Path) -> None:
    assert init(tmp_path, *ANSWERS) == 0
    page = (tmp_path / "使用說明.html").read_text(encoding="utf-8")
    assert "115年10月主管稽核月明細表.pdf" in page
    assert 'href="reports/index.html"' in page
    assert "http://" not in page
    assert "https://" not in page
    assert "<script" not in page
