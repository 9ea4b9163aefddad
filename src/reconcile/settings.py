"""office.toml: what one office fixes once. Every key has a default; an unknown key is a usage error."""

import hashlib
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from reconcile.errors import UsageError


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Office(_Section):
    """[office] — who we are and where files lie. Relative paths are seen from the folder of office.toml."""

    agency: str | None = None
    inbox: str = "inbox"
    out: str = "reports"


class MatchingSettings(_Section):
    """[matching] — DESIGN §4: minutes by which clocks may differ, and within which identical queries repeat."""

    tolerance_minutes: int = Field(default=5, ge=0, le=120)
    repeat_minutes: int = Field(default=2, ge=0, le=60)


class ReportSettings(_Section):
    """[report] — whether identifiers and names are masked in reports, messages and findings.csv."""

    mask: bool = True


class Settings(_Section):
    """The whole of office.toml. `Settings()` is an office without one."""

    office: Office = Office()
    matching: MatchingSettings = MatchingSettings()
    report: ReportSettings = ReportSettings()

    @property
    def sha256(self) -> str:
        """Hex digest of the settings in force, defaults included; comments and key order do not change it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def load_settings(path: Path | None) -> Settings:
    """Read office.toml; None gives the defaults. Raises UsageError, naming the nearest right key."""
    if path is None:
        return Settings()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UsageError(f"找不到設定檔 {path.name}，請確認 --settings 的路徑。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"設定檔 {path.name} 不是正確的 TOML（UTF-8）：{_where(error)}，請修正後重跑。") from None
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise UsageError(f"設定檔 {path.name}：{_sentence(first)}") from None


def _where(error: Exception) -> str:
    """The place that a TOML error names ("line 3, column 5"), without the text around it."""
    _, found, place = str(error).partition("(at ")
    return place.rstrip(")").replace("line", "第").replace(", column", "列第") + "字" if found else "無法解讀"


def _sentence(error: ErrorDetails) -> str:
    *section, key = [str(part) for part in error["loc"]]
    name = ".".join([*section, key])
    if error["type"] == "extra_forbidden":
        return f"沒有「{name}」這個項目{_nearest(key, section)}，請修正後重跑。"
    return f"「{name}」的值不正確（{_EXPECTED.get(error['type'], error['msg'])}），請修正後重跑。"


_EXPECTED = {
    "int_type": "應為整數",
    "string_type": "應為文字",
    "bool_type": "應為 true 或 false",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "model_type": "應為一個段落",
}


def _nearest(key: str, section: list[str]) -> str:
    model: Any = Settings
    for part in section:
        model = model.model_fields[part].annotation
    close = get_close_matches(key, list(model.model_fields), n=1, cutoff=0.5)
    return f"，是否為「{'.'.join([*section, close[0]])}」" if close else ""
