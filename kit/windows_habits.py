"""What offices do with the kit beside a first month, tried with the kit's own double-click under wine.

    windows_habits.py WORK      after windows.sh has made WORK; needs root for a read-only share

Each line tells what was done; the first that goes wrong ends it, with what the person saw.
"""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from office_files import OFFICE, register, statement
from reports.chromium import browser, chromium
from year.answering import answer, reading, save, sign

ANSWERS = ("--agency", OFFICE, "--since", "115-09", "--electronic")
SHELL = '. /box/env.sh; cd "$0"; exec "$@"'
WINES_OWN = "Failed to get processor information"
"""What Arrow says of wine."""
SEPTEMBER, OCTOBER = "115年9月", "115年10月"


@dataclass(frozen=True)
class Click:
    """How a double-click ended: its exit code, and what stood in the window."""

    code: int
    said: str


@dataclass(frozen=True)
class Computer:
    """A computer under wine: `box` is its disk Z:\\box, `kit` the kit as it was unpacked."""

    work: Path
    kit: Path

    @property
    def box(self) -> Path:
        """The disk, as seen from outside."""
        return self.work / "box"

    def place(self, name: str) -> Path:
        """An empty folder of that name with the kit in it."""
        folder = self.box / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copytree(self.kit, folder / self.kit.name, copy_function=os.link)
        return folder

    def seen(self, path: Path) -> str:
        """The same path in its own words."""
        return "Z:\\box\\" + str(path.relative_to(self.box)).replace("/", "\\")

    def do(self, where: Path, *command: str, console: bool = False, utf8: bool = True) -> Click:
        """A command in that folder, with no one to answer; in a `console` its output is not redirected."""
        inside = "/box/" + str(where.relative_to(self.box))
        asked = ["chroot", str(self.work / "trixie"), "/bin/bash", "-c", SHELL, inside, "wine", *command]
        done = subprocess.run(
            ["script", "--quiet", "--return", "--command", shlex.join(asked), "/dev/null"] if console else asked,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=900,
            env={**os.environ, "PYTHONUTF8": "1" if utf8 else "0", "TERM": "xterm"},
        )
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        return Click(done.returncode, "\n".join(line for line in lines if WINES_OWN not in line))

    def click(self, where: Path, *answers: str) -> Click:
        """A double-click on 勾稽 in the kit that lies there."""
        return self.do(where, "cmd", "/c", self.seen(kit_in(where) / "勾稽.bat"), *answers)

    def reconcile(self, where: Path, *arguments: str, console: bool = False, utf8: bool = True) -> Click:
        """The program itself, as the kit's Python runs it."""
        python = self.seen(kit_in(where) / "python" / "python.exe")
        return self.do(where, python, "-m", "reconcile", *arguments, console=console, utf8=utf8)


def kit_in(where: Path) -> Path:
    """The one kit that lies there."""
    (kit,) = where.glob("reconcile-*-win64")
    return kit


def office(where: Path) -> Path:
    """Its folder beside the kit."""
    return where / "移民查詢勾稽"


def papers(where: Path, month: str) -> None:
    """A month's two files laid into the inbox: one query was not written."""
    inbox, number = office(where) / "inbox", month.removeprefix("115年").removesuffix("月")
    on: dict[str, object] = {"查詢日期時間": f"115/{int(number):02d}/07 09:12:33"}
    forgotten: dict[str, object] = {"查詢日期時間": f"115/{int(number):02d}/08 10:12:33", "查詢條件": "B220000007"}
    statement(inbox / f"{month}主管稽核月明細表.xlsx", on, forgotten)
    register(inbox / f"{month}查詢紀錄表.xlsx", {"日期": f"115/{int(number):02d}/07"})


def runs(where: Path) -> list[str]:
    """What the archive holds."""
    return sorted(path.name for path in (office(where) / "archive").glob("*/*/*-*"))


def expect(told: Click, *words: str, code: int | None = None) -> None:
    """Ends it with what was seen, where the words or the exit code are others."""
    missing = [word for word in words if word not in told.said]
    if missing or code not in (None, told.code) or "未預期" in told.said:
        sys.exit(f"expected {missing or code}, got exit code {told.code} and:\n{told.said}")


def month_missing(pc: Computer, where: Path) -> str:
    """The inbox is empty."""
    expect(pc.click(where, *ANSWERS), "請依開啟的說明放入明細表及紀錄表", code=0)
    told = pc.click(where)
    expect(told, "收件匣", "主管稽核月明細表", code=2)
    return next(line for line in told.said.splitlines() if "收件匣" in line)


def first_month(pc: Computer, where: Path) -> str:
    """A month is laid in; then another double-click without anything new."""
    papers(where, SEPTEMBER)
    expect(pc.click(where), f"{SEPTEMBER}：本月 2 筆查詢，1 筆相符", "結果：")
    expect(pc.click(where), "沒有新的檔案或答覆")
    return f"archived once: {runs(where)}"


def second_month(pc: Computer, where: Path) -> str:
    """October beside September's files."""
    papers(where, OCTOBER)
    expect(pc.click(where), f"{OCTOBER}：", "結果：")
    return f"archived: {runs(where)}"


def answered_on_the_page(pc: Computer, where: Path) -> str:
    """The supervisor answers in the page and saves into the inbox."""
    if chromium() is None:
        return "not tried: no Chromium here"
    today = f"{int(time.strftime('%Y')) - 1911}{time.strftime('/%m/%d')}"
    with browser() as running, reading(running, office(where) / "reports" / "2026-10" / "report.html") as page:
        answer(page, "UNREGISTERED_QUERY", "1", "補登完成", on=today)
        sign(page, "李主任", today)
        saved = save(page, office(where) / "inbox")
    told = pc.click(where)
    expect(told, f"{saved.name}（{OCTOBER}）：收錄處理結果 1 項")
    return f"{saved.name} taken in: {runs(where)}"


def twice_at_once(pc: Computer, where: Path) -> str:
    """Somebody is impatient and clicks again while the window is open."""
    (office(where) / "inbox" / "受理案件清冊.csv").write_text("受理號,受理日期,當事人身分證號,案由\n", "utf-8-sig")
    before = runs(where)
    with ThreadPoolExecutor(2) as both:
        ended = [one.result() for one in [both.submit(pc.click, where), both.submit(pc.click, where)]]
    for one in ended:
        if one.code == 11:
            expect(one, "請待其結束後重跑")
        expect(one)
    expect(pc.reconcile(where, "verify", "--settings", pc.seen(office(where) / "office.toml")), code=0)
    return f"exit codes {sorted(one.code for one in ended)}; new deposits {sorted(set(runs(where)) - set(before))}"


def code_page_950(pc: Computer, where: Path) -> str:
    """No UTF-8 anywhere, and a file in the inbox whose name code page 950 lacks: redirected, and on a console."""
    stranger, log = office(where) / "inbox" / "𠮷田们のメモ.docx", office(where) / "reconcile.log"
    stranger.write_bytes(b"")
    ended = []
    for console in (False, True):
        log.unlink(missing_ok=True)
        settings = pc.seen(office(where) / "office.toml")
        ended.append(pc.reconcile(where, "job", "--settings", settings, console=console, utf8=False).code)
        told = log.read_text("utf-8")
        if ended[-1] not in (0, 2, 3) or stranger.name not in told or "執行結束" not in told:
            sys.exit(f"console {console}: exit code {ended[-1]}, log:\n{told}")
    stranger.unlink()
    return f"exit codes {ended}, redirected and on a console; the log has the name whole"


def scheduled(pc: Computer, where: Path) -> str:
    """The morning's job by pythonw: no window, no standard streams at all."""
    log, python = office(where) / "reconcile.log", kit_in(where) / "python" / "pythonw.exe"
    log.unlink(missing_ok=True)
    job = ("-X", "utf8", "-m", "reconcile", "job", "--quiet", "--settings")
    told = pc.do(where, pc.seen(python), *job, pc.seen(office(where) / "office.toml"))
    written = log.read_text("utf-8")
    expect(told)
    if "執行結束" not in written:
        sys.exit(f"{told}\n{written}")
    return f"exit code {told.code}, {len(written.splitlines())} lines in reconcile.log"


def read_only_share(pc: Computer, where: Path) -> str:
    """The office folder lies on a share that may only be read."""
    (office(where) / "inbox" / f"{OCTOBER}查詢紀錄表.xlsx").touch()
    papers(where, OCTOBER)
    before = runs(where)
    with mounted_read_only(pc.work / "trixie" / "box" / office(where).relative_to(pc.box)):
        told = pc.click(where)
    expect(told, code=2)
    if runs(where) != before:
        sys.exit(told.said)
    return next(line for line in told.said.splitlines() if "錯誤" in line or "無法" in line)


def too_deep(pc: Computer, where: Path) -> str:
    """A folder so deep that the archive's paths would exceed 259 characters."""
    deep = where / ("資訊室共用資料夾" * 5) / ("年度" * 20) / ("深" * 80)
    deep.mkdir(parents=True)
    settings = deep / "移民查詢勾稽"
    told = pc.reconcile(where, "init", pc.seen(settings), *ANSWERS)
    expect(told, "超過 Windows 的上限 259 字", code=2)
    if settings.exists():
        sys.exit(f"{settings} was made")
    return next(line for line in told.said.splitlines() if "上限" in line)


def upgraded(pc: Computer, where: Path) -> str:
    """A newer kit is unpacked beside an office folder, the older one is deleted."""
    before = runs(where)
    kit_in(where).rename(where / "reconcile-9.9.9-win64")
    told = pc.click(where)
    expect(told, "結果：")
    settings = pc.seen(office(where) / "office.toml")
    expect(pc.reconcile(where, "verify", "--settings", settings), code=0)
    if not set(before) <= set(runs(where)):
        sys.exit(f"{before} became {runs(where)}")
    return "the office folder was found, its archive verifies"


def uninstalled(pc: Computer, where: Path) -> str:
    """The kit is deleted; nothing of it is left elsewhere, and the reports stay."""
    shutil.rmtree(kit_in(where))
    users = pc.box / "prefix" / "drive_c"
    left = [path for path in users.rglob("*") if "reconcile" in path.name or "勾稽" in path.name]
    if left or not (office(where) / "reports" / "2026-10" / "report.html").is_file():
        sys.exit(f"left: {left}")
    return "nothing of it is left on C:, the reports and the archive are there"


@contextmanager
def mounted_read_only(folder: Path) -> Iterator[None]:
    """That folder, as a share on which nothing may be written."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


HABITS: tuple[Callable[[Computer, Path], str], ...] = (
    month_missing,
    first_month,
    second_month,
    answered_on_the_page,
    twice_at_once,
    code_page_950,
    scheduled,
    read_only_share,
    too_deep,
    upgraded,
    uninstalled,
)


def main() -> None:
    """One after another in one folder."""
    work = Path(sys.argv[1]).resolve()
    (kit,) = (work / "box" / "戶政 所").glob("reconcile-*-win64")
    pc = Computer(work, kit)
    where = pc.place("國境 事務/第二 所")
    for habit in HABITS:
        began = time.monotonic()
        print(f"{habit.__name__.replace('_', ' ')}: {habit(pc, where)} ({time.monotonic() - began:.0f} s)", flush=True)
    shutil.rmtree(where)
    print(f"{len(HABITS)} habits tried")


if __name__ == "__main__":
    main()
