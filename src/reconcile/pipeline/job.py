"""What one run is asked to do: whose files of which month, under which settings, and where its results go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile.documents import ROLES, SIDES
from reconcile.errors import UsageError
from reconcile.settings import Settings
from reconcile.text.dates import Month

if TYPE_CHECKING:
    from reconcile.outcome import Input
    from reconcile.reading import Ask, Progress


@dataclass(frozen=True)
class Files:
    """The files of one run by the names of their roles; a role that has none may be left out."""

    given: Mapping[str, tuple[Path, ...]]

    def of(self, role: str) -> tuple[Path, ...]:
        """Those of one role."""
        return self.given.get(role, ())

    def by_role(self) -> Iterator[tuple[str, Path]]:
        """Every file with its role, in the order of the roles."""
        return ((role, path) for role in ROLES for path in self.of(role))

    def fingerprints(self) -> "tuple[Input, ...]":
        """Size and digest of each.

        Raises UsageError where a side has no file or two files cannot be told apart.
        """
        from reconcile.publishing import fingerprint  # noqa: PLC0415 - a run begins to read before it loads that

        for role in map(ROLES.__getitem__, SIDES):
            if not self.of(role.name):
                raise UsageError(f"沒有指定{role.title}（{role.option}），請補上檔案後重跑。")
        given = tuple(fingerprint(role, path) for role, path in self.by_role())
        names, digests = set[str](), dict[str, str]()
        for one in given:
            if one.file in names:
                raise UsageError(f"檔名「{one.file}」出現兩次，報表將無法分辨出處；請改名，或確認是否重複指定。")
            if one.sha256 in digests:
                raise UsageError(
                    f"「{digests[one.sha256]}」與「{one.file}」內容完全相同，請確認是否拿錯檔案或重複指定。"
                )
            names.add(one.file)
            digests[one.sha256] = one.file
        return given


@dataclass(frozen=True)
class Job:
    """One run.

    `out` is the folder where the reports will stand, `as_of` the date that they bear. `downloaded_on` is the day on
    which the statement was downloaded, None where the statement or its file shall say it. With `archive` None nothing
    is kept and nothing said of earlier months; without `keep` it is read and nothing added to it.
    `patience` says how many times as long a file may take, where others are read beside it. `progress` hears of the
    pages that are read, `ask` is put to a person where a file needs a password.
    """

    month: Month
    files: Files
    settings: Settings
    out: Path
    as_of: date
    downloaded_on: date | None = None
    archive: Path | None = None
    keep: bool = True
    patience: int = 1
    progress: "Progress | None" = None
    ask: "Ask | None" = None

    @property
    def reading(self) -> Settings:
        """The settings by which its files are read: what a month is judged by, and more time where that is short."""
        reading = self.settings.reading
        longer = reading.model_copy(update={"seconds": reading.seconds * self.patience})
        return self.settings.model_copy(update={"reading": longer})
