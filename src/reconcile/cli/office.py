"""What every command asks of the one who types it: which office, which month, which day, which password."""

import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from reconcile import pipeline
from reconcile.access import allow
from reconcile.cli.saying import remark
from reconcile.errors import ReconcileError, UsageError
from reconcile.settings import Settings, load_settings
from reconcile.text.dates import ROC_YEAR_ZERO, Month, parse_date

SETTINGS_FILE = Path("office.toml")


class RegularFile(click.Path):
    """A file that ends: a pipe or a device would be waited for, or read, for ever."""

    def __init__(self) -> None:
        """It need not exist yet; what is no file is refused before it is opened."""
        super().__init__(path_type=Path, dir_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; a usage error where it names what is no file."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if path.exists() and not path.is_file():
            self.fail(f"{path.name} is no regular file", param, ctx)
        return path


INPUT = RegularFile()
FOLDER = click.Path(path_type=Path, file_okay=False)


@dataclass(frozen=True)
class Office:
    """An office's settings and the folder from which their relative paths are seen.

    `archive` is None where there is no office.toml: then nothing is archived.
    """

    settings: Settings
    home: Path
    archive: Path | None

    @classmethod
    def at(cls, settings_file: Path | None) -> "Office":
        """By the settings that are named, else by office.toml where there is one."""
        file = settings_file or (SETTINGS_FILE if SETTINGS_FILE.exists() else None)
        settings = load_settings(file, pipeline.catalogue_of(Settings()))
        home = file.parent if file else Path()
        allow(settings.office.readers, home)
        return cls(settings, home, home / settings.office.archive if file else None)

    @property
    def kept(self) -> Path:
        """Its archive; raises UsageError where it has none."""
        self.refuse_without_settings()
        assert self.archive is not None, "it has settings"
        return self.archive

    def renew_home(self, today: date, *, add: Mapping[str, str] | None = None, drop: Collection[str] = ()) -> None:
        """Write the home page anew, where this is an office's folder; what was done stands, even where that fails.

        `add` are sentences by the file or month that could not be taken, `drop` what was taken by now.
        """
        if self.archive is None:
            return
        out, inbox = (self.home / folder for folder in (self.settings.office.out, self.settings.office.inbox))
        try:
            if add or drop:
                pipeline.renote(out, inbox, add=add or {}, drop=drop)
            pipeline.renew_home(self.settings, self.home, today)
        except ReconcileError as error:
            remark(f"首頁未能更新：{error.sentence}")

    @contextmanager
    def told_at_home(self, today: date) -> Iterator[None]:
        """The home page is renewed at the end, also of what is refused: it may stand already, of a killed command."""
        try:
            yield
        except UsageError:
            self.renew_home(today)
            raise
        self.renew_home(today)

    def refuse_without_settings(self) -> None:
        """Raise UsageError, saying what to do first, where this is no folder of an office."""
        if self.archive is None:
            raise UsageError(
                "這個資料夾沒有設定檔 office.toml，不是機關資料夾；請切換到機關資料夾再執行、以 --settings 指定設定檔，"
                "或先以 reconcile init 建立機關資料夾（只看範例請執行 reconcile demo）。"
            )


class RocMonth(click.ParamType[Month]):
    """A month as an office writes it: 2026-10, 115-10, 11510, 115年10月."""

    name = "month"

    def convert(self, value: str | Month, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        """Read it, or say how it is written."""
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(value)
        except ValueError:
            self.fail(f"「{value}」不是月份，請寫成 2026-10、115-10、11510 或 115年10月。", param, ctx)


class RocYear(click.ParamType[int]):
    """A year (AD) as an office writes it: 2026, 115, 115年."""

    name = "year"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it, or say how it is written."""
        digits = str(value).removesuffix("度").removesuffix("年")
        year = int(digits) if digits.isascii() and digits.isdigit() else 0
        if 100 <= year < 200:
            return year + ROC_YEAR_ZERO
        if 2000 <= year < 2200:
            return year
        return self.fail(f"「{value}」不是年度，請寫成 2026 或 115。", param, ctx)


class RocDay(click.ParamType[datetime]):
    """A day as an office writes it: 2026-11-05, 115-11-05, 115/11/5, 1151105, 115年11月5日."""

    name = "day"

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it, or say how it is written."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.combine(parse_date(value if not _SERIAL.fullmatch(value.strip()) else ""), time())
        except ValueError:
            self.fail(f"「{value}」不是日期，請寫成 115-11-05、115年11月5日、1151105 或 2026-11-05。", param, ctx)


_SERIAL = re.compile(r"[\d.]{1,6}")
"""What a workbook takes for a day and nobody types."""


def settings_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--settings, by which every command finds its office."""
    words = "設定檔，預設為目前資料夾的 office.toml"
    return click.option("--settings", "settings_file", type=INPUT, help=words)(command)


def day_option(name: str, words: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option that is a day."""
    return click.option(name, type=RocDay(), metavar="日期", help=words)


def day_of(given: datetime | None) -> date | None:
    """The day of an option, None where it was left out."""
    return given.date() if given else None
