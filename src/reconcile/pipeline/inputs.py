"""What the files of a run hold once they are read."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

import pandas as pd

from reconcile.documents import LISTS, OF_MONTH, SIDES
from reconcile.errors import FileRefused, Problem
from reconcile.lists import Lists
from reconcile.outcome import Download, Reading
from reconcile.pipeline.job import Job
from reconcile.reading import contradictions, read_as, span_of
from reconcile.text.dates import roc_date

AT_A_TIME = 2
"""How many files are read side by side."""


@dataclass(frozen=True)
class Readings:
    """What the files of one run hold."""

    statement: tuple[Reading, ...]
    register: tuple[Reading, ...]
    lists: Lists
    problems: tuple[Problem, ...]

    @property
    def agency(self) -> str | None:
        """The first that a statement or register names."""
        return next((one.facts.agency for one in (*self.statement, *self.register) if one.facts.agency), None)

    @property
    def purposes_unread(self) -> frozenset[tuple[str, int]]:
        """The keys of the register's entries of which nobody can tell what was ticked."""
        facts = [one.facts for one in self.register]
        return frozenset((each.file, entry) for each in facts for entry in each.purposes_unread)


class _Rows:
    """So many rows have been read of statement and register, and so many a month may have."""

    def __init__(self, most: int) -> None:
        self._most, self._read, self._lock = most, 0, Lock()

    def add(self, reading: Reading) -> None:
        """Count those of one more file; raises FileRefused where they are too many."""
        with self._lock:
            self._read += len(reading.table)
            read = self._read
        if read > self._most:
            raise FileRefused(
                reading.facts.file,
                f"明細表與紀錄表讀到此檔已有 {read:,} 列，超過一次勾稽的上限 {self._most:,} 列，未執行；"
                "請確認檔案是否拿錯或重複。確為一個月之資料，且電腦記憶體足夠（每十萬列約需 2 GB）者，"
                "請調高設定檔「reading.month_rows」後重跑。",
            )


def read_files(job: Job) -> Readings:
    """Read them side by side; each is opened in a child process.

    Raises FileRefused where one cannot be read, or all together hold more than a month may.
    """
    settings, rows = job.reading, _Rows(job.settings.reading.month_rows)

    def read(role: str, path: Path) -> Reading:
        reading = read_as(role, path, settings, progress=job.progress, ask=job.ask)
        if role in SIDES:
            rows.add(reading)
        return reading

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        try:
            begun = {role.name: pool.map(partial(read, role.name), job.files.of(role.name)) for role in OF_MONTH}
            readings = {role: tuple(found) for role, found in begun.items()}
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # what is not begun need not be read
            raise
    lists = {role.name: readings[role.name] for role in LISTS}
    return Readings(
        statement=readings["statement"],
        register=readings["register"],
        lists=Lists(**{role: _together(found) for role, found in lists.items()}),
        problems=(
            *(problem for found in readings.values() for one in found for problem in one.problems),
            *(problem for role, found in lists.items() for problem in contradictions(role, found)),
        ),
    )


def download_of(job: Job, readings: Readings) -> Download | None:
    """When the statement was downloaded: as it prints, else as the command says; a file's own date decides nothing.

    Of several statements the latest counts. None where nobody says it.
    """
    printed = [reading.facts.printed_on for reading in readings.statement if reading.facts.printed_on]
    if len(printed) == len(readings.statement):
        return Download(max(printed), "printed")
    return Download(job.downloaded_on, "option") if job.downloaded_on else None


def misdated(job: Job, readings: Readings) -> tuple[Problem, ...]:
    """A problem for each day that shows a statement not to be of the whole month, or that contradicts another.

    A statement printed, downloaded or run before its month was over is not whole; the day that the command says is the
    printed one, and of several statements never before one of them was printed.
    """
    found, over, told = list[Problem](), job.month.end.date(), job.downloaded_on
    month, first = job.month.roc, readings.statement[0].facts.file
    again = f"請於{roc_date(over)}以後重新下載後重跑。"
    for reading in readings.statement:
        file, printed = reading.facts.file, reading.facts.printed_on
        if printed and printed < over:
            said = f"明細表於{roc_date(printed)}列印，{month}尚未終了，{again}"
            found.append(Problem(file, "列印日期", said))
        if printed and told and (told < printed or (len(readings.statement) == 1 and printed != told)):
            said = (
                f"明細表所載列印日期{roc_date(printed)}與指定之下載日期{roc_date(told)}不同，"
                "請確認何者正確，更正 --downloaded-on 或改用正確之檔案後重跑。"
            )
            found.append(Problem(file, "列印日期", said))
    if told and told < over:
        said = f"指定之下載日期{roc_date(told)}在{month}終了之前，{again}"
        found.append(Problem(first, "下載日期", said))
    elif job.as_of < over and not found:
        said = f"本次執行日期{roc_date(job.as_of)}在{month}終了之前，明細表未涵蓋全月，{again}"
        found.append(Problem(first, "下載日期", said))
    return tuple(found)


def refuse_month_of_nobody(job: Job, readings: Readings) -> None:
    """Raise FileRefused where neither side holds a row of the month, unless the statement says so in place of rows.

    Where nothing at all could be read of what was written, nobody can tell: then the problems say so.
    """
    month = job.month
    asked = [reading.table["queried_at"] for reading in readings.statement]
    written = [reading.table["login_at"] for reading in readings.register]
    times = pd.concat([*asked, *written]).dropna()
    says_none = all(reading.facts.says_none for reading in readings.statement)
    unread = sum(reading.facts.rows_unreadable for reading in (*readings.statement, *readings.register))
    within = bool(((times >= month.start) & (times < month.end)).any())
    if within or says_none or (times.empty and unread):
        return
    first = readings.statement[0].facts.file
    held = "兩者均無任何一筆" if times.empty else f"檔案所載為{span_of(times)}"
    raise FileRefused(
        first,
        f"明細表與紀錄表都沒有{month.roc}的任何一筆（{held}），未執行亦未封存；請確認月份是否打錯、檔案是否拿錯後重跑。"
        "當月確無查詢者，請附載明無查詢之明細表。",
    )


def _together(readings: Sequence[Reading]) -> pd.DataFrame | None:
    return pd.concat([reading.table for reading in readings], ignore_index=True) if readings else None
