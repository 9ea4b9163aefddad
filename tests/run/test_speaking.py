"""How much the program says, to whom, and how it is asked: -q, -v, --json, help, explain, dates."""

import json
import shlex
from datetime import datetime
from pathlib import Path

import click
import pytest

from office_files import OFFICE, register, statement
from reconcile.cli import cli, main
from reconcile.cli.helping import EXAMPLES
from reconcile.cli.office import RocDay
from reconcile.rules import RULES

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office folder with October in its inbox: three queries, one not written down; it is run once."""
    home = tmp_path_factory.mktemp("office")
    (home / "office.toml").write_text(f'[office]\nagency = "{OFFICE}"\nsince = "2026-10"\n', encoding="utf-8")
    (home / "inbox").mkdir()
    days = [f"115/10/{day:02}" for day in (6, 7, 8)]
    queries: list[dict[str, object]] = [{"查詢日期時間": f"{day} 09:12:33"} for day in days]
    written: list[dict[str, object]] = [{"日期": day} for day in days[:2]]
    statement(home / "inbox" / "115年10月主管稽核月明細表.xlsx", *queries)
    register(home / "inbox" / "115年查詢紀錄表.xlsx", *written)
    (home / "inbox" / "114年帳號清冊.xlsx").write_bytes(b"old")
    (home / "inbox" / "~$115年查詢紀錄表.xlsx").write_bytes(b"open")
    assert main(["run", "115-10", "--as-of", "115-11-05", "--settings", str(home / "office.toml")]) == 0
    return home


def asked(office: Path, capsys: Capture, *typed: str) -> tuple[int, str, str]:
    """A command of that office: exit code, stdout, stderr."""
    capsys.readouterr()
    code = main([*typed, "--settings", str(office / "office.toml")])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_files_left_aside_are_one_line_and_a_line_each_for_who_asks(office: Path, capsys: Capture) -> None:
    as_usual = ("run", "115-10", "--as-of", "1151105", "--if-changed")
    assert asked(office, capsys, *as_usual)[2] == ("收件匣略過 2 個檔案：其他月份 1、暫存檔 1（加 -v 逐一列出）。\n")
    more = asked(office, capsys, *as_usual, "-v")[2].splitlines()
    assert "114年帳號清冊.xlsx：屬於114年1月至114年12月，不是115年10月，已略過。" in more
    assert "~$115年查詢紀錄表.xlsx：暫存檔，已略過。" in more


def test_quiet_says_nothing_where_nothing_is_wrong(office: Path, capsys: Capture) -> None:
    assert asked(office, capsys, "run", "115-10", "--as-of", "115-11-05", "--if-changed", "-q") == (0, "", "")
    assert asked(office, capsys, "status", "-q") == (0, "", "")
    assert asked(office, capsys, "verify", "--quiet") == (0, "", "")


def test_quiet_still_says_what_is_wrong(office: Path, capsys: Capture) -> None:
    code, out, err = asked(office, capsys, "run", "115-11", "--as-of", "115-12-05", "-q")
    assert (code, out) == (2, "")
    assert err.startswith("錯誤：收件匣「inbox」內找不到115年11月的主管稽核月明細表")


def test_a_run_as_json_is_its_run_json(office: Path, capsys: Capture) -> None:
    code, out, _ = asked(office, capsys, "run", "115-10", "--as-of", "2026-11-05", "--if-changed", "--json")
    told = json.loads(out)
    assert code == 0
    assert told == json.loads((office / "reports" / "2026-10" / "run.json").read_text(encoding="utf-8"))
    assert told["schema_version"] == 2


def test_status_as_json_has_months_items_and_duties_and_no_person(office: Path, capsys: Capture) -> None:
    code, out, err = asked(office, capsys, "status", "--as-of", "115年11月6日", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    (agency,) = told["agencies"]
    assert (told["as_of"], agency["agency"]) == ("2026-11-06", OFFICE)
    (month,) = agency["months"]
    assert (month["month"], month["state"], month["signed"], month["late"]) == ("2026-10", "done", None, False)
    assert month["open_items"] == len(agency["open_items"]) > 0
    assert {one["code"] for one in agency["open_items"]} >= {"UNREGISTERED_QUERY"}
    assert any(one["overdue"] is False and one["due_on"] == "2026-12-10" for one in agency["duties"])
    assert "王小明" not in out
    assert "A123456789" not in out


def test_verify_as_json_says_whether_all_is_as_it_was(office: Path, capsys: Capture) -> None:
    code, out, _ = asked(office, capsys, "verify", "--json")
    told = json.loads(out)
    assert code == 0
    assert (told["sound"], told["deposits"], told["faults"]) == (True, 1, [])
    assert list(told["heads"]) == [OFFICE]


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_the_help_of_every_command_is_chinese_and_has_an_example_that_can_be_typed(name: str, capsys: Capture) -> None:
    assert main([name, "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"用法：reconcile {name}")
    assert f"例：{EXAMPLES[name]}" in " ".join(said.split())
    assert not {"Usage", "Options", "Show this message", "[required]"} & {*said.split(), *said.splitlines()}
    program, command, *arguments = shlex.split(EXAMPLES[name])
    assert (program, command) == ("reconcile", name)
    assert isinstance(cli.commands[name].make_context(name, arguments), click.Context)


def test_the_help_of_all_lists_every_command_in_chinese(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert "指令:" in said
    assert all(f"  {name}" in said for name in cli.commands)


def test_explain_lists_every_code_with_its_title(capsys: Capture) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]
    assert lines[0].endswith("有查詢無紀錄")


@pytest.mark.parametrize(
    ("typed", "near"),
    [("UNREGISTERED", "UNREGISTERED_QUERY"), ("self_qery", "SELF_QUERY"), ("簽核", "MISSING_SIGNOFF")],
)
def test_a_code_that_there_is_not_brings_those_that_are_near(typed: str, near: str, capsys: Capture) -> None:
    assert main(["explain", typed]) == 2
    said = capsys.readouterr().err
    assert f"「{near}」" in said
    assert "reconcile explain 可列出全部代碼" in said


@pytest.mark.parametrize("day", ["2026-11-05", "115-11-05", "115/11/5", "1151105", "115年11月5日", "民國115年11月5日"])
def test_a_day_may_be_typed_in_either_calendar(day: str) -> None:
    assert RocDay().convert(day, None, None) == datetime(2026, 11, 5)


@pytest.mark.parametrize("day", ["", "昨天", "11/5", "45000", "2026-13-01", "115"])
def test_what_is_no_day_is_refused(day: str) -> None:
    with pytest.raises(click.BadParameter):
        RocDay().convert(day, None, None)


def test_a_folder_that_is_no_office_s_is_told_what_to_do_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    for typed in (["run"], ["run", "115-10"], ["status"], ["job"], ["verify"]):
        assert main(typed) == 2
        said = capsys.readouterr().err
        assert "沒有設定檔 office.toml" in said
        assert "reconcile init" in said
    assert list(tmp_path.iterdir()) == []
