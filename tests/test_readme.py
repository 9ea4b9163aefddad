"""The READMEs are run: both give the same commands, and each command does what they say."""

import re
import shlex
import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import SetClock
from reconcile.cli import main
from reconcile.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
READMES = [ROOT / "README.md", ROOT / "README.zh-TW.md"]
INBOX = {
    "115年10月主管稽核月明細表.pdf": "statement.pdf",
    "115年查詢紀錄表.xlsx": "register_form.xlsx",
    "帳號清冊.xlsx": "roster.xlsx",
    "115年受理案件清冊.xlsx": "cases.xlsx",
    "115年疑義查詢表登記簿.xlsx": "fax.xlsx",
    "新舊證號對照表.csv": "aliases.csv",
    "115年停止上班日.csv": "closed_days.csv",
}


class Step(NamedTuple):
    """A command as shown, with what is shown below it."""

    command: str
    output: str


def blocks(readme: Path, language: str) -> list[str]:
    found = re.findall(rf"^```{language}\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found, f"{readme.name} shows no {language}"
    return found


def steps(readme: Path) -> list[Step]:
    shown = [step for block in blocks(readme, "console") for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [Step(*step.split("\n", 1)) for step in shown]


def office(folder: Path) -> Path:
    """The office folder that the READMEs show, with the sample beside it."""
    shutil.copytree(ROOT / "sample_data", folder / "sample_data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (folder / "inbox").mkdir()
    for name, sample in INBOX.items():
        shutil.copy(ROOT / "sample_data" / sample, folder / "inbox" / name)
    (folder / "office.toml").write_text(blocks(READMES[0], "toml")[0], encoding="utf-8")
    return folder


def test_both_readmes_give_the_same_commands_and_outputs() -> None:
    assert steps(READMES[0]) == steps(READMES[1])


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_first_screen_shows_how_to_see_it_and_how_to_test_it(readme: Path) -> None:
    screen = readme.read_text(encoding="utf-8").splitlines()[:24]
    assert {"$ make demo", "$ make test"} <= set(screen)


def test_every_command_does_what_the_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], set_clock: SetClock
) -> None:
    set_clock(datetime.now().replace(microsecond=0))  # the day on which somebody reads it
    monkeypatch.chdir(office(tmp_path))
    shown = steps(READMES[0])
    ran = 0
    for step, after in zip(shown, [*shown[1:], Step("", "")], strict=True):
        program, *arguments = shlex.split(step.command)
        if program != "reconcile":
            continue
        ended = main(arguments)
        said = capsys.readouterr()
        expected = int(after.output) if after.command == "echo $?" else 0
        assert ended == expected, f"{step.command}\n{said.out}{said.err}"
        if step.output:
            assert said.out.replace("\\", "/") == step.output, step.command
        ran += 1
    assert ran == 17


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_inbox_shown_is_the_inbox_tried(readme: Path) -> None:
    assert all(f"inbox/{name}" in readme.read_text(encoding="utf-8") for name in INBOX)


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_settings_shown_are_every_key_with_its_default(readme: Path, tmp_path: Path) -> None:
    (shown := tmp_path / "office.toml").write_text(blocks(readme, "toml")[0], encoding="utf-8")
    settings = load_settings(shown)
    for section in Settings.model_fields:
        given, default = getattr(settings, section), getattr(Settings(), section)
        assert given.model_fields_set == set(type(default).model_fields), section
        if section not in {"rules", "retention"}:
            assert given.model_copy(update={"agency": None, "since": None} if section == "office" else {}) == default
    in_force = (settings.thresholds, settings.keep_years, settings.rules.off)
    assert in_force == (Settings().thresholds, Settings().keep_years, [])
