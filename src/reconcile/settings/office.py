"""Who the office is, what it is shown and what it keeps."""

from typing import Literal

from pydantic import Field

from reconcile.regulation import SHIPPED
from reconcile.settings.kinds import Line, Mask, Place, Section, WhichMonth


class OfficeSettings(Section):
    """[office] — who we are and where files lie. Relative paths are seen from the folder of office.toml.

    `since` is the first month in which the office used the system, None where it is not known; `formerly` what it was
    called, or which offices it was made of, the earliest first. `paper`: the register is written by hand. `regulation`
    is the name of one that the program brings along, or the path of a profile (.toml).
    """

    agency: Line | None = None
    regulation: Place = SHIPPED
    since: WhichMonth | None = None
    paper: bool = False
    formerly: list[Line] = Field(default_factory=list)
    inbox: Place = "inbox"
    out: Place = "reports"
    archive: Place = "archive"
    readers: list[Line] = Field(default_factory=list)


class ReportSettings(Section):
    """[report] — whose identifiers and names are masked in reports, messages and findings.csv.

    "subjects": those of the persons asked about, while users and supervisors are named; "all": theirs too; "none".
    An office.toml of version 0.2 says true for "all" and false for "none".
    `pictures`: so many rows of the statement are shown as they stand on its pages, where it is a PDF. `ods`: the
    workbook, and the list by which a register on paper is checked, also as OpenDocument.
    """

    mask: Mask = "subjects"
    pictures: int = Field(default=200, ge=0)
    ods: bool = False


class ArchiveSettings(Section):
    """[archive] — of case list and roster it keeps what the month relied on ("rows"), or all of them ("whole")."""

    lists: Literal["rows", "whole"] = "rows"


class RetentionSettings(Section):
    """[retention] — how many `years`, from the end of the year of the record, it is kept; the regulation's at least."""

    years: int | None = Field(default=None, ge=1, le=100)
