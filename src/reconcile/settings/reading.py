"""How files are read, and the layouts that an office describes."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from reconcile import toml_files
from reconcile.settings.kinds import Place, Section


class ReadingSettings(Section):
    """[reading] — how a file is read, what it may cost, and layouts that the program does not recognise by itself.

    `second_engine`: a PDF's characters are read twice, by engines that fail differently; without it reading is several
    times faster and a misread character is not noticed. `seconds` of wall time (of a file of ordinary size, 30 pages or
    8 MB; a larger one has more) and `memory_mb` (where the platform has such a limit) bound the process that opens a
    file; `month_rows` those of statement and register together, so that a month stays within 4 GB.
    `profiles` names TOML files, each with `kind` ("statement" or "register") and `[columns]`: a column's meaning
    and the heading above it. `statement` and `register` hold those columns, or may be written here directly.
    """

    second_engine: bool = True
    seconds: int = Field(default=60, ge=1)
    memory_mb: int = Field(default=1536, ge=512)
    pages: int = Field(default=5_000, ge=1)
    rows: int = Field(default=2_000_000, ge=1)
    month_rows: int = Field(default=200_000, ge=1)
    cells: int = Field(default=50_000_000, ge=1)
    profiles: list[Place] = Field(default_factory=list)
    statement: dict[str, str] = Field(default_factory=dict)
    register_: dict[str, str] = Field(default_factory=dict, alias="register")


class LayoutProfile(Section):
    """A file that `profiles` names: whose layout it is, and each column's meaning with its heading."""

    kind: Literal["statement", "register"]
    columns: dict[str, str]


def with_layouts(reading: ReadingSettings, home: Path) -> ReadingSettings:
    """The settings with the columns of the profiles that they name; what they say themselves goes before.

    Raises UsageError with all that is wrong in a profile.
    """
    columns: dict[str, dict[str, str]] = {"statement": {}, "register": {}}
    for name in reading.profiles:
        profile = toml_files.load(LayoutProfile, home / name, "版面設定檔")
        columns[profile.kind] |= profile.columns
    return reading.model_copy(
        update={
            "statement": columns["statement"] | reading.statement,
            "register_": columns["register"] | reading.register_,
        }
    )
