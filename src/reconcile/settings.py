"""office.toml: what one office fixes once. Every key has a default; an unknown key is a usage error."""

import hashlib
import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from reconcile.errors import UsageError

_Model = TypeVar("_Model", bound=BaseModel)


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Office(_Section):
    """[office] — who we are and where files lie. Relative paths are seen from the folder of office.toml."""

    agency: str | None = None
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


class _Profile(_Section):
    kind: Literal["statement", "register"]
    columns: dict[str, str]


class Settings(_Section):
    """The whole of office.toml. `Settings()` is an office without one."""

    office: Office = Office()
    reading: ReadingSettings = ReadingSettings()
    matching: MatchingSettings = MatchingSettings()
    report: ReportSettings = ReportSettings()

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
    *section, key = [str(part) for part in error["loc"]]
    name = ".".join([*section, key])
    if error["type"] == "extra_forbidden":
        return f"沒有「{name}」這個項目{_nearest(key, section, model)}，請修正後重跑。"
    return f"「{name}」的值不正確（{_EXPECTED.get(error['type'], error['msg'])}），請修正後重跑。"


_EXPECTED = {
    "int_type": "應為整數",
    "string_type": "應為文字",
    "bool_type": "應為 true 或 false",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
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
