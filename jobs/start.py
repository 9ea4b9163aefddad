"""What a double-click on 勾稽.bat runs: the office folder beside the kit is found or made, the month run and shown.

An office folder is one that holds office.toml. That of the name 移民查詢勾稽 goes before others; of
several others nothing is guessed.
"""

import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from reconcile.cli import main
from reconcile.cli.office import SETTINGS_FILE
from reconcile.cli.saying import remark
from reconcile.errors import ExitCode, ReconcileError
from reconcile.home.guide import GUIDE, HOME
from reconcile.settings import load_settings

OFFICE = "移民查詢勾稽"
"""What the office folder is called that is made here."""


def start(kit: Path, answers: Sequence[str] = ()) -> int:
    """Do it, for the kit that lies there; `answers` are options of `init`, in place of its questions. The exit code."""
    began = time.monotonic()
    offices = offices_beside(kit)
    if len(offices) > 1:
        remark(f"「{kit.parent.name}」內有數個機關資料夾：{'、'.join(one.name for one in offices)}。")
        remark(f"請將要使用的那一個改名為「{OFFICE}」，再執行一次。")
        return ExitCode.USAGE
    if not offices:
        return founded(kit.parent / OFFICE, answers)
    home = offices[0]
    remark("執行中，請勿關閉這個視窗；結果會自動開啟。")
    code = main(["job", "--settings", str(home / SETTINGS_FILE)])
    if code == ExitCode.LOCKED:
        remark("已有另一個視窗正在執行，請等它結束；結果會由它開啟。")
    elif result := result_of(home):
        remark(f"共 {time.monotonic() - began:.0f} 秒；結果：{result}")
        opened(result)
    return code


def offices_beside(kit: Path) -> list[Path]:
    """The office folders in the folder that holds the kit; the one of our own naming alone, where there is one."""
    beside = sorted(one for one in kit.parent.iterdir() if (one / SETTINGS_FILE).is_file())
    return [one for one in beside if one.name == OFFICE] or beside


def founded(home: Path, answers: Sequence[str]) -> int:
    """Make the office folder, and show what goes where."""
    remark(f"第一次使用：將建立機關資料夾「{home.name}」，請回答三個問題。")
    remark("已有機關資料夾者（例如換新版本）：請關閉這個視窗，將程式資料夾移到它旁邊，再按兩下「勾稽」。")
    code = main(["init", str(home), *answers])
    if code == ExitCode.FINISHED:
        remark("請依開啟的說明放入明細表及紀錄表，再按兩下「勾稽」。")
        opened(home / GUIDE)
    return code


def result_of(home: Path) -> Path | None:
    """The page to show: the office's home page, else the latest month's report; None where nothing was run."""
    with suppress(ReconcileError):
        out = home / load_settings(home / SETTINGS_FILE).office.out
        return next(
            (one for one in (out / HOME, *sorted(out.glob("*/report.html"), reverse=True)) if one.is_file()), None
        )
    return None


def opened(page: Path) -> None:
    """Show it as a double-click would, where there is somebody to see it."""
    if sys.platform == "win32" and not os.environ.get("RECONCILE_SHOWS_NOTHING"):
        with suppress(OSError):
            os.startfile(page)  # noqa: S606 - a page of our own making


if __name__ == "__main__":
    ended = start(Path(sys.argv[1]).resolve(), sys.argv[2:])
    remark("請按任意鍵關閉這個視窗。")
    sys.exit(ended)
