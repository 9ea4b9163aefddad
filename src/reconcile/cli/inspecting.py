"""reconcile inspect, explain and verify: they look, and change nothing."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from reconcile import pipeline
from reconcile.cli.asking import password_asker
from reconcile.cli.office import FOLDER, INPUT, Office, settings_option
from reconcile.cli.saying import hand_over, insist, json_option, remark, say
from reconcile.errors import ExitCode, UsageError


@click.command()
@click.argument("files", type=INPUT, nargs=-1, required=True, metavar="檔案...")
@settings_option
@click.option("--profile-out", type=INPUT, help="將辨識到的版面寫成設定檔，供修正後使用（限一個檔案）")
def inspect(files: tuple[Path, ...], settings_file: Path | None, profile_out: Path | None) -> None:
    """說明程式如何解讀一個檔案：明細表、紀錄表或各項清冊。"""
    if profile_out and len(files) > 1:
        raise UsageError("--profile-out 一次只能用於一個檔案。")
    settings = Office.at(settings_file).settings
    problems = False
    for path in files:
        found = pipeline.inspect_file(path, settings, ask=password_asker())
        problems = problems or bool(found.reading.problems)
        for sentence in found.sentences:
            say(sentence)
        if profile_out:
            _write_new(profile_out, found.profile)
            remark(f"已寫出版面設定檔 {profile_out.name}")
    sys.exit(ExitCode.INPUT_PROBLEMS if problems else ExitCode.FINISHED)


def _write_new(path: Path, profile: str) -> None:
    """A profile is corrected by hand and another file may bear its name: neither is ever replaced."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(profile)
    except FileExistsError:
        raise UsageError(f"「{path.name}」已經存在，本程式不會覆蓋；請以 --profile-out 指定新的檔名。") from None
    except OSError:
        raise UsageError(f"無法寫出「{path.name}」，請確認資料夾存在且有寫入權限。") from None


@click.command()
@click.argument("code", required=False, metavar="[代碼]")
@settings_option
def explain(code: str | None, settings_file: Path | None) -> None:
    """以文字說明一項疑點：依據、何時列出、何時不列，並舉例；不指定代碼則列出全部代碼。"""
    regulation = Office.at(settings_file).settings.regulation
    for line in pipeline.explain(code, regulation) if code else pipeline.listed():
        say(line)


@click.command()
@click.argument("archive", type=FOLDER, required=False, metavar="[封存資料夾]")
@settings_option
@json_option
@click.option("--head", help="報表頁尾所印「前次封存」之驗證碼（至少前 12 位），查驗該報表仍在封存內")
def verify(archive: Path | None, settings_file: Path | None, head: str | None, as_json: bool) -> None:
    """逐位元查驗封存是否與存入時相同；只讀不寫。"""
    found = pipeline.verify(archive or Office.at(settings_file).kept, head)
    code = ExitCode.FINISHED if found.sound else ExitCode.ARCHIVE_BROKEN
    if as_json:
        hand_over({"sound": found.sound, **asdict(found)})
        sys.exit(code)
    for sentence in found.faults:
        insist(sentence)
    for sentence in found.notes:
        say(sentence)
    for agency, last in found.heads.items():
        say(f"{agency} 封存驗證碼 {last}")
    verdict = "與存入時完全相同" if found.sound else f"有 {len(found.faults)} 處不符，請由備份還原，並查明原因"
    say(f"查驗 {found.deposits} 件封存、{found.files} 個檔案、{found.bytes:,} 位元組：{verdict}。")
    sys.exit(code)
