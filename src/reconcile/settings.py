"""office.toml: what one office fixes once. Every key has a default; an unknown key is a usage error."""

import hashlib
import re
import tomllib
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from reconcile.errors import UsageError
from reconcile.regulation import REGULATION
from reconcile.text.codes import TITLES
from reconcile.text.dates import Month

_Model = TypeVar("_Model", bound=BaseModel)


_DEFAULTS = REGULATION.thresholds


def _known(code: str) -> str:
    if code in TITLES:
        return code
    close = get_close_matches(code.upper(), TITLES, n=1, cutoff=0.5)
    raise ValueError(f"沒有「{code}」這個代碼{f'，是否為「{close[0]}」' if close else ''}")


def _month(text: str) -> str:
    try:
        return str(Month.parse(text))
    except ValueError:
        raise ValueError("應為月份，例如 2026-10 或 115-10") from None


def _one_line(text: str) -> str:
    if text != text.strip() or not text.isprintable():
        raise ValueError("不可含換行、控制字元或前後空白")
    return text


def _clock(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError('應為時刻，例如 "08:00"')
    return text


_Code = Annotated[str, AfterValidator(_known)]
_Agency = Annotated[str, AfterValidator(_one_line)]
_Month = Annotated[str, AfterValidator(_month)]
_Clock = Annotated[str, AfterValidator(_clock)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Office(_Section):
    """[office] — who we are and where files lie. Relative paths are seen from the folder of office.toml.

    `since` is the first month in which the office used the system, null where it is not known.
    """

    agency: _Agency | None = None
    since: _Month | None = None
    inbox: str = "inbox"
    out: str = "reports"
    archive: str = "archive"


class MatchingSettings(_Section):
    """[matching] — DESIGN §4: minutes by which clocks may differ, and within which identical queries repeat."""

    tolerance_minutes: int = Field(default=5, ge=0, le=120)
    repeat_minutes: int = Field(default=2, ge=0, le=60)


class ReportSettings(_Section):
    """[report] — whether identifiers and names are masked in reports, messages and findings.csv.

    `pictures`: so many rows of the statement are shown as they stand on its pages, where it is a PDF.
    """

    mask: bool = True
    pictures: int = Field(default=200, ge=0)


class ReadingSettings(_Section):
    """[reading] — how a file is read, what it may cost, and layouts that the program does not recognise by itself.

    `second_engine`: a PDF's characters are read twice, by engines that fail differently; without it reading is several
    times faster and a misread character is not noticed. `seconds` of wall time and `memory_mb` (where the platform has
    such a limit) bound the process that opens a file. `profiles` names TOML files, each with `kind` ("statement" or
    "register") and `[columns]`: a column's meaning and the heading above it. `statement` and `register` hold those
    columns, or may be written here directly.
    """

    second_engine: bool = True
    seconds: int = Field(default=300, ge=1)
    memory_mb: int = Field(default=4096, ge=512)
    pages: int = Field(default=5_000, ge=1)
    rows: int = Field(default=2_000_000, ge=1)
    cells: int = Field(default=50_000_000, ge=1)
    profiles: list[str] = Field(default_factory=list)
    statement: dict[str, str] = Field(default_factory=dict)
    register_: dict[str, str] = Field(default_factory=dict, alias="register")


class Calendar(_Section):
    """[calendar] — when the office is open: OFF_HOURS_QUERY asks about queries at other times.

    The minute of `closes` counts whole. `weekdays` are numbers from 1, Monday, to 7; a make-up day of the government's
    calendar (補行上班日) is open whatever its weekday.
    """

    opens: _Clock = "08:00"
    closes: _Clock = "17:30"
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default=[1, 2, 3, 4, 5], min_length=1)
    public_holidays: bool = True

    @model_validator(mode="after")
    def _in_order(self) -> "Calendar":
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
    `case_days_after` days after it was closed. `unused_months`: an account unused so long is listed (要點五(三)2(5)).
    """

    off: list[_Code] = Field(default_factory=list)
    session_minutes: int = Field(default=_DEFAULTS.session_minutes, ge=1, le=1440)
    concurrent_minutes: int = Field(default=_DEFAULTS.concurrent_minutes, ge=0, le=1440)
    repeated_users: int = Field(default=_DEFAULTS.repeated_users, ge=2)
    unused_months: int = Field(default=_DEFAULTS.unused_months, ge=1, le=120)
    case_days_before: int = Field(default=_DEFAULTS.case_days_before, ge=0, le=366)
    case_days_after: int = Field(default=_DEFAULTS.case_days_after, ge=0, le=366)


class SampleSettings(_Section):
    """[sample] — the matched queries drawn for the supervisor to check against the paper.

    A `share` of 0 to 1, rounded up, and at least `minimum`; or all of so many `operators`, where that is not 0. The
    same `seed` draws the same in the same month.
    """

    share: float = Field(default=0.05, ge=0, le=1)
    minimum: int = Field(default=5, ge=0)
    operators: int = Field(default=0, ge=0, le=3)
    seed: int = Field(default=1, ge=0)


class Retention(_Section):
    """[retention] — how many `years`, from the end of the year of the record, it is kept; the regulation's at least."""

    years: int = Field(default=REGULATION.cadence.keep_years, ge=REGULATION.cadence.keep_years, le=100)


class _Profile(_Section):
    kind: Literal["statement", "register"]
    columns: dict[str, str]


class Settings(_Section):
    """The whole of office.toml. `Settings()` is an office without one."""

    office: Office = Office()
    reading: ReadingSettings = ReadingSettings()
    matching: MatchingSettings = MatchingSettings()
    report: ReportSettings = ReportSettings()
    calendar: Calendar = Calendar()
    rules: RuleSettings = RuleSettings()
    sample: SampleSettings = SampleSettings()
    retention: Retention = Retention()

    @property
    def sha256(self) -> str:
        """Hex digest of the settings in force, defaults included; comments and key order do not change it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def load_settings(path: Path | None) -> Settings:
    """Read office.toml and the profiles it names; None gives the defaults.

    Raises UsageError, naming the nearest right key.
    """
    if path is None:
        return Settings()
    settings = _validated(Settings, path, "設定檔")
    columns: dict[str, dict[str, str]] = {"statement": {}, "register": {}}
    for name in settings.reading.profiles:
        profile = _validated(_Profile, path.parent / name, "版面設定檔")
        columns[profile.kind] |= profile.columns
    reading = settings.reading
    in_force = reading.model_copy(
        update={
            "statement": columns["statement"] | reading.statement,
            "register_": columns["register"] | reading.register_,
        }
    )
    return settings.model_copy(update={"reading": in_force})


def _validated(model: type[_Model], path: Path, what: str) -> _Model:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UsageError(f"找不到{what} {path.name}，請確認路徑。") from None
    except OSError:
        raise UsageError(f"無法開啟{what} {path.name}，請確認權限。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{what} {path.name} 不是正確的 TOML（UTF-8）：{_where(error)}，請修正後重跑。") from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise UsageError(f"{what} {path.name}：{_sentence(first, model)}") from None


def _where(error: Exception) -> str:
    """The line that a TOML error names, without the text around it."""
    line = re.search(r"at line (\d+)", str(error))
    return f"第 {line[1]} 行" if line else "結尾處不完整或編碼不符"


def _sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    *section, key = [str(part) for part in error["loc"] if isinstance(part, str)]
    name = ".".join([*section, key])
    if error["type"] == "extra_forbidden":
        return f"沒有「{name}」這個項目{_nearest(key, section, model)}，請修正後重跑。"
    reason = error["ctx"]["error"] if error["type"] == "value_error" else _EXPECTED.get(error["type"], error["msg"])
    return f"「{name}」的值不正確（{reason}），請修正後重跑。"


_EXPECTED = {
    "int_type": "應為整數",
    "string_type": "應為文字",
    "bool_type": "應為 true 或 false",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "float_type": "應為數字",
    "list_type": "應為清單，例如 [1, 2]",
    "too_short": "不可空白",
    "model_type": "應為一個段落",
    "missing": "不可省略",
    "literal_error": "應為 statement 或 register",
}


def _nearest(key: str, section: list[str], model: Any) -> str:
    for part in section:
        model = model.model_fields[part].annotation
    known = [field.alias or name for name, field in model.model_fields.items()]
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"，是否為「{'.'.join([*section, close[0]])}」" if close else ""
