"""office.toml: what one office fixes once. Every key has a default; an unknown key is a usage error.

A new key stands in the module of its section: `office` who the office is, what it is shown and what it keeps,
`judging` how is paired and asked, `reading` how files are read; `kinds` says what a value may be, and `whole` reads the
file and tells all its faults at once.
"""

from reconcile.settings.judging import (
    CalendarSettings,
    MatchingSettings,
    RuleSettings,
    SampleSettings,
)
from reconcile.settings.office import (
    ArchiveSettings,
    OfficeSettings,
    ReportSettings,
    RetentionSettings,
)
from reconcile.settings.reading import ReadingSettings
from reconcile.settings.whole import Settings, load_settings

__all__ = [
    "ArchiveSettings",
    "CalendarSettings",
    "MatchingSettings",
    "OfficeSettings",
    "ReadingSettings",
    "ReportSettings",
    "RetentionSettings",
    "RuleSettings",
    "SampleSettings",
    "Settings",
    "load_settings",
]
