"""The whole of office.toml, and how it is read."""

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr

from reconcile import toml_files
from reconcile.catalogue import Catalogue
from reconcile.errors import UsageError
from reconcile.regulation import Regulation, Thresholds
from reconcile.settings.judging import (
    CalendarSettings,
    MatchingSettings,
    RuleSettings,
    SampleSettings,
)
from reconcile.settings.kinds import OfficeFile, Section
from reconcile.settings.office import (
    ArchiveSettings,
    OfficeSettings,
    ReportSettings,
    RetentionSettings,
)
from reconcile.settings.reading import ReadingSettings, with_layouts

_NOT_IN_FORCE: dict[str, set[str] | bool] = {
    "office": {"regulation", "paper", "readers"},
    "reading": {"month_rows"},
    "archive": True,
}
"""What changes nothing of a month."""


class Settings(Section):
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
        home = context.home if isinstance(context, OfficeFile) else Path()
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
        """Hex digest of what is in force: regulation, settings but how much is kept; not comments and key order.

        Nor is it in force by what means the register is written, and who may read what is written.
        """
        written = self.model_dump(mode="json", exclude=_NOT_IN_FORCE)
        written["rules"] |= asdict(self.thresholds)
        written["retention"]["years"] = self.keep_years
        if not self.report.ods:  # as before there was such a key
            del written["report"]["ods"]
        in_force = json.dumps([written, self.regulation.digest], ensure_ascii=False)
        return hashlib.sha256(in_force.encode()).hexdigest()


def load_settings(path: Path | None, catalogue: Catalogue | None = None) -> Settings:
    """Read office.toml and the profiles it names; None gives the defaults.

    With a `catalogue` a code that it does not hold is refused here, else when the month is judged.

    Raises UsageError with all that is wrong in a file, naming the nearest right keys.
    """
    if path is None:
        return Settings()
    settings = toml_files.load(Settings, path, "設定檔", OfficeFile(catalogue, path.parent))
    least = settings.regulation.cadence.keep_years
    if settings.keep_years < least:
        raise UsageError(f"設定檔 {path.name}：「retention.years」的值不正確（太小），請修正後重跑。")
    return settings.model_copy(update={"reading": with_layouts(settings.reading, path.parent)})
