"""office.toml: what one office fixes once. Every key has a default; an unknown key is a usage error."""

import hashlib
import json
import re
from dataclasses import asdict, replace
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)

from reconcile import toml_files
from reconcile.catalogue import Catalogue
from reconcile.errors import UsageError
from reconcile.regulation import SHIPPED, Regulation, Thresholds
from reconcile.text.dates import Month


class _Reader(NamedTuple):
    """What validators are told of the file: which codes there are, None where nobody knows, and where it lies."""

    catalogue: Catalogue | None
    home: Path


def _known(code: str, info: ValidationInfo) -> str:
    """The code, where the reader of the settings says which codes there are."""
    if isinstance(info.context, _Reader) and info.context.catalogue:
        try:
            return info.context.catalogue.known(code)
        except UsageError as error:
            raise ValueError(str(error)) from None
    return code


def _month(text: str) -> str:
    try:
        return str(Month.parse(text))
    except ValueError:
        raise ValueError("應為月份，例如 2026-10 或 115-10") from None


def _one_line(text: str) -> str:
    if text != text.strip() or not text.isprintable():
        raise ValueError("不可含換行、控制字元或前後空白")
    return text


def _path(text: str) -> str:
    """A backslash before t, n, b, f or r is a tab or the end of a line to TOML, and the path another."""
    if not text.isprintable():
        raise ValueError(f"含有換行等控制字元；{toml_files.BACKSLASHES}")
    return text


def _clock(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError('應為時刻，例如 "08:00"')
    return text


def _masked(value: object) -> object:
    """What version 0.2 wrote, in the words of today."""
    mode = {True: "all", False: "none"}[value] if isinstance(value, bool) else value
    if mode not in ("subjects", "all", "none"):
        raise ValueError('應為 "subjects"、"all" 或 "none"')
    return mode


_Code = Annotated[str, AfterValidator(_known)]
_Agency = Annotated[str, AfterValidator(_one_line)]
_Month = Annotated[str, AfterValidator(_month)]
_Path = Annotated[str, AfterValidator(_path)]
_Clock = Annotated[str, AfterValidator(_clock)]
_Mask = Annotated[Literal["subjects", "all", "none"], BeforeValidator(_masked)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class OfficeSettings(_Section):
    """[office] — who we are and where files lie. Relative paths are seen from the folder of office.toml.

    `since` is the first month in which the office used the system, None where it is not known; `formerly` what it was
    called, or which offices it was made of, the earliest first. `regulation` is the
    name of one that the program brings along, or the path of a profile (.toml).
    """

    agency: _Agency | None = None
    regulation: _Path = SHIPPED
    since: _Month | None = None
    formerly: list[_Agency] = Field(default_factory=list)
    inbox: _Path = "inbox"
    out: _Path = "reports"
    archive: _Path = "archive"


class MatchingSettings(_Section):
    """[matching] — DESIGN §4, in minutes.

    By how much clocks may differ; within which alike queries repeat; how long a session lasts whose logout
    is not written. `offices` stand in place of the regulation's list where they are given.
    """

    tolerance_minutes: int = Field(default=5, ge=0, le=120)
    repeat_minutes: int = Field(default=2, ge=0, le=60)
    open_session_minutes: int = Field(default=30, ge=1, le=720)
    offices: list[str] = Field(default_factory=list)


class ReportSettings(_Section):
    """[report] — whose identifiers and names are masked in reports, messages and findings.csv.

    "subjects": those of the persons asked about, while users and supervisors are named; "all": theirs too; "none".
    An office.toml of version 0.2 says true for "all" and false for "none".
    `pictures`: so many rows of the statement are shown as they stand on its pages, where it is a PDF.
    """

    mask: _Mask = "subjects"
    pictures: int = Field(default=200, ge=0)


class ReadingSettings(_Section):
    """[reading] — how a file is read, what it may cost, and layouts that the program does not recognise by itself.

    `second_engine`: a PDF's characters are read twice, by engines that fail differently; without it reading is several
    times faster and a misread character is not noticed. `seconds` of wall time (of a file of ordinary size, 30 pages or
    8 MB; a larger one has more) and `memory_mb` (where the platform has such a limit) bound the process that opens a
    file. `profiles` names TOML files, each with `kind` ("statement" or "register") and `[columns]`: a column's meaning
    and the heading above it. `statement` and `register` hold those columns, or may be written here directly.
    """

    second_engine: bool = True
    seconds: int = Field(default=60, ge=1)
    memory_mb: int = Field(default=1536, ge=512)
    pages: int = Field(default=5_000, ge=1)
    rows: int = Field(default=2_000_000, ge=1)
    cells: int = Field(default=50_000_000, ge=1)
    profiles: list[_Path] = Field(default_factory=list)
    statement: dict[str, str] = Field(default_factory=dict)
    register_: dict[str, str] = Field(default_factory=dict, alias="register")


class CalendarSettings(_Section):
    """[calendar] — when the office is open: OFF_HOURS_QUERY asks about queries at other times.

    The minute of `closes` counts whole. `weekdays` are numbers from 1, Monday, to 7; a make-up day of the government's
    calendar (補行上班日) is open whatever its weekday.
    """

    opens: _Clock = "08:00"
    closes: _Clock = "17:30"
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default=[1, 2, 3, 4, 5], min_length=1)
    public_holidays: bool = True

    @model_validator(mode="after")
    def _in_order(self) -> "CalendarSettings":
        if self.closes <= self.opens:
            raise ValueError("closes 須晚於 opens")
        return self

    @property
    def hours(self) -> tuple[time, time]:
        """When the office opens and closes."""
        return time.fromisoformat(self.opens), time.fromisoformat(self.closes)


class RuleSettings(_Section):
    """[rules] — which rules are off, and the thresholds that the regulation leaves open (its profile has the defaults).

    LONG_SESSION: longer than `session_minutes`. CONCURRENT_SESSIONS: one account at two addresses within
    `concurrent_minutes`. REPEATED_SUBJECT: `repeated_users` users or more ask about one person.
    PURPOSE_UNSUPPORTED: a case explains queries from `case_days_before` days before it was received to
    `case_days_after` days after it was closed, an open one for `open_case_years`. `unused_months`: an account unused so
    long is listed. What is None is the regulation's (`Settings.thresholds`).
    """

    off: list[_Code] = Field(default_factory=list)
    session_minutes: int | None = Field(default=None, ge=1, le=1440)
    concurrent_minutes: int | None = Field(default=None, ge=0, le=1440)
    repeated_users: int | None = Field(default=None, ge=2)
    unused_months: int | None = Field(default=None, ge=1, le=120)
    case_days_before: int | None = Field(default=None, ge=0, le=366)
    case_days_after: int | None = Field(default=None, ge=0, le=366)
    open_case_years: int | None = Field(default=None, ge=1, le=20)


class SampleSettings(_Section):
    """[sample] — the matched queries drawn for the supervisor to check against the paper.

    A `share` of 0 to 1, rounded up, and at least `minimum`; or all of so many `operators`, where that is not 0. The
    same `seed` draws the same in the same month.
    """

    share: float = Field(default=0.05, ge=0, le=1)
    minimum: int = Field(default=5, ge=0)
    operators: int = Field(default=0, ge=0, le=3)
    seed: int = Field(default=1, ge=0)


class ArchiveSettings(_Section):
    """[archive] — of case list and roster it keeps what the month relied on ("rows"), or all of them ("whole")."""

    lists: Literal["rows", "whole"] = "rows"


class RetentionSettings(_Section):
    """[retention] — how many `years`, from the end of the year of the record, it is kept; the regulation's at least."""

    years: int | None = Field(default=None, ge=1, le=100)


class _Profile(_Section):
    kind: Literal["statement", "register"]
    columns: dict[str, str]


class Settings(_Section):
    """The whole of office.toml. `Settings()` is an office without one."""

    office: OfficeSettings = OfficeSettings()
    reading: ReadingSettings = ReadingSettings()
    matching: MatchingSettings = MatchingSettings()
    report: ReportSettings = ReportSettings()
    calendar: CalendarSettings = CalendarSettings()
    rules: RuleSettings = RuleSettings()
    sample: SampleSettings = SampleSettings()
    archive: ArchiveSettings = ArchiveSettings()
    retention: RetentionSettings = RetentionSettings()

    _regulation: Regulation = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Read the regulation that the office names; raises UsageError where there is none."""
        home = context.home if isinstance(context, _Reader) else Path()
        self._regulation = Regulation.named(self.office.regulation, home)

    @property
    def regulation(self) -> Regulation:
        """The regulation that the office is bound by."""
        return self._regulation

    @property
    def thresholds(self) -> Thresholds:
        """What [rules] says, else the regulation's profile."""
        given = self.rules.model_dump(exclude={"off"}, exclude_none=True)
        return replace(self.regulation.thresholds, **given)

    @property
    def keep_years(self) -> int:
        """How many years a record is kept."""
        return self.retention.years or self.regulation.cadence.keep_years

    @property
    def sha256(self) -> str:
        """Hex digest of what is in force: settings but how much is kept, regulation; not comments and key order."""
        written = self.model_dump(mode="json", exclude={"office": {"regulation"}, "archive": True})
        written["rules"] |= asdict(self.thresholds)
        written["retention"]["years"] = self.keep_years
        in_force = json.dumps([written, self.regulation.digest], ensure_ascii=False)
        return hashlib.sha256(in_force.encode()).hexdigest()


def load_settings(path: Path | None, catalogue: Catalogue | None = None) -> Settings:
    """Read office.toml and the profiles it names; None gives the defaults.

    With a `catalogue` a code that it does not hold is refused here, else when the month is judged.

    Raises UsageError with all that is wrong in a file, naming the nearest right keys.
    """
    if path is None:
        return Settings()
    settings = toml_files.load(Settings, path, "設定檔", _Reader(catalogue, path.parent))
    least = settings.regulation.cadence.keep_years
    if settings.keep_years < least:
        raise UsageError(f"設定檔 {path.name}：「retention.years」的值不正確（太小），請修正後重跑。")
    columns: dict[str, dict[str, str]] = {"statement": {}, "register": {}}
    for name in settings.reading.profiles:
        profile = toml_files.load(_Profile, path.parent / name, "版面設定檔")
        columns[profile.kind] |= profile.columns
    reading = settings.reading
    in_force = reading.model_copy(
        update={
            "statement": columns["statement"] | reading.statement,
            "register_": columns["register"] | reading.register_,
        }
    )
    return settings.model_copy(update={"reading": in_force})
