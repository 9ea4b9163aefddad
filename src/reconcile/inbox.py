"""The inbox of office.toml: which of its files are the month's statement, its registers and the office's lists.

The name of a file, else of its folder, says what it is and of which month (README). A file is opened only to see
whether it has arrived whole; what is in it is for `reading` to say.
"""

import hashlib
import re
import stat
import time
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePath

from reconcile.documents import OF_MONTH, REGISTER, ROLES, STATEMENT, Role
from reconcile.errors import UsageError
from reconcile.text.dates import Month


@dataclass(frozen=True)
class Inbox:
    """The month's files by role, in order of their names; `passed_over` holds a sentence for each file left aside."""

    files: Mapping[str, tuple[Path, ...]]
    passed_over: tuple[str, ...]


_Period = tuple[Month, Month]


SETTLE_SECONDS = 2.0
"""So long a file that has arrived whole does not change."""


def still_arriving(inboxes: Iterable[Path], settle_seconds: float = SETTLE_SECONDS) -> frozenset[Path]:
    """The files of many inboxes that change within `settle_seconds`, watched all at once."""
    looks = {path: _look(path) for inbox in inboxes for path in inbox.rglob("*") if path.is_file()}
    if looks:
        time.sleep(settle_seconds)
    return frozenset(path for path, look in looks.items() if _look(path) != look)


def find_inputs(
    inbox: Path,
    month: Month,
    settle_seconds: float = SETTLE_SECONDS,
    *,
    arriving: Collection[Path] = (),
) -> Inbox:
    """The files of `month`; a file that changes within `settle_seconds` is still being copied and is passed over.

    So is one of `arriving`, which somebody saw change who watched before.

    A statement is of the month that it bears; one without a month stands in where none bears it. Registers and
    lists of the month, of its year or without a date all count. Raises UsageError where there is no statement or
    no register, and where two versions differ: which one is right is for a person to say.
    """
    if not inbox.is_dir():
        raise UsageError(
            f"找不到收件匣資料夾「{inbox.name}」，請確認 office.toml 的 office.inbox，"
            "或以 --statement、--register 指定檔案後重跑。"
        )
    whole, passed_over = _arrived(inbox, settle_seconds, arriving)
    candidates: dict[Role, list[Path]] = {role: [] for role in OF_MONTH}
    for path in whole:
        role, period = _role(path.relative_to(inbox)), _period(path.relative_to(inbox))
        if role is None:
            passed_over.append(f"{path.name}：檔名看不出是明細表、{REGISTER.title}或何種清冊，已略過。")
        elif role.of_year:
            passed_over.append(f"{path.name}：{role.title}於裝訂成冊時以 {role.option} 指定，已略過。")
        elif period and not period[0] <= month <= period[1]:
            passed_over.append(f"{path.name}：屬於{_words(period)}，不是{month.roc}，已略過。")
        else:
            candidates[role].append(path)
    candidates[STATEMENT] = _of_month(candidates[STATEMENT], inbox, month, passed_over)
    found = {role: _one_version_each(role, paths, passed_over) for role, paths in candidates.items()}
    for role, paths in found.items():
        if role.required and not paths:
            raise UsageError(_missing(role, inbox, month), passed_over)
    return Inbox({role.name: tuple(paths) for role, paths in found.items()}, tuple(passed_over))


# -- has it arrived ---------------------------------------------------------------------------------------------------

_TEMPORARY_NAME = re.compile(r"~\$.*|\.~lock\..*|.*\.(tmp|temp|part|partial|crdownload|download)", re.DOTALL)
_SYSTEM_NAMES = {"desktop.ini", "thumbs.db"}


def _arrived(inbox: Path, settle_seconds: float, arriving: Collection[Path]) -> tuple[list[Path], list[str]]:
    """The whole files, and a sentence for each temporary or half-copied one; hidden and system files go unsaid."""
    whole: list[Path] = []
    passed_over: list[str] = []
    first_look: dict[Path, tuple[int, int]] = {}
    for path in sorted(inbox.rglob("*"), key=lambda path: (len(path.name), path.as_posix())):
        if _TEMPORARY_NAME.fullmatch(path.name.casefold()):
            passed_over.append(f"{path.name}：暫存檔，已略過。")
        elif not _hidden(path, inbox) and path.is_file():
            first_look[path] = (-1, -1) if path in arriving else _look(path)
    if first_look and settle_seconds:
        time.sleep(settle_seconds)
    for path, look in first_look.items():
        if reason := _not_whole(path, look):
            passed_over.append(f"{path.name}：{reason}，已略過。")
        else:
            whole.append(path)
    return sorted(whole), passed_over


def _hidden(path: Path, inbox: Path) -> bool:
    if path.name.casefold() in _SYSTEM_NAMES or any(part.startswith(".") for part in path.relative_to(inbox).parts):
        return True
    try:
        return bool(getattr(path.stat(), "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN)
    except OSError:
        return False


def _look(path: Path) -> tuple[int, int]:
    try:
        seen = path.stat()
    except OSError:
        return 0, 0
    return seen.st_size, seen.st_mtime_ns


def _not_whole(path: Path, first_look: tuple[int, int]) -> str | None:
    look = _look(path)
    if look != first_look:
        return "仍在複製或寫入中"
    if look[0] == 0:
        return "空檔（0 位元組），可能尚未複製完成"
    try:
        return "檔案不完整，請重新複製或下載" if _cut_short(path) else None
    except OSError:
        return "無法開啟，可能仍在複製或由其他程式使用中"


def _cut_short(path: Path) -> bool:
    """A PDF, or a zip such as xlsx or ods, whose closing mark is not where its format puts it."""
    with path.open("rb") as file:
        head = file.read(5)
        file.seek(max(0, path.stat().st_size - 0x10016))
        tail = file.read()
    if head == b"%PDF-":
        return b"%%EOF" not in tail
    return head.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in tail


# -- what it is, and of which month -----------------------------------------------------------------------------------

_YEAR = r"(?<!\d)(1\d\d|(?:19|20)\d\d)"
_DAY = re.compile(
    _YEAR + r"(?:(0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|年(\d\d?)月\d\d?日|([./_-])(\d\d?)\4\d\d?)(?![\d月])"
)
_MONTH = re.compile(
    _YEAR + r"(?:(?:年度?[\s(]*|[./_-])(0?[1-9]|1[0-2])|(0[1-9]|1[0-2]))(?!\d)月?(?:\s*[至到~–-]\s*(0?[1-9]|1[0-2])月)?"
)
_WHOLE_YEAR = re.compile(r"(?<!\d)(1\d\d)年|(?<!\d)((?:19|20)\d\d)(?!\d)")


def _role(file: PurePath) -> Role | None:
    """What the name says, else the nearest folder that says it; a name that says two things says nothing."""
    for name in (file.name, *reversed(file.parts[:-1])):
        said = [role for role in ROLES.values() if role.words.search(unicodedata.normalize("NFKC", name).casefold())]
        if len(said) == 1:
            return said[0]
    return None


def _period(file: PurePath) -> _Period | None:
    """The first and last month (both included) that the name or a folder bears: the narrowest, the nearest first."""
    periods = [period for name in (file.stem, *reversed(file.parts[:-1])) if (period := _months_borne(name))]
    return min(periods, key=lambda period: period[1].start - period[0].start, default=None)


def _months_borne(name: str) -> _Period | None:
    """A single day in a name is no month (it may be the day of the download); two days are a period."""
    name = unicodedata.normalize("NFKC", name)
    days = [_month(found[1], found[2] or found[3] or found[5]) for found in _DAY.finditer(name)]
    months = days if len(days) > 1 else []
    rest = _DAY.sub(" ", name)
    for found in _MONTH.finditer(rest):
        months.append(_month(found[1], found[2] or found[3]))
        if found[4]:
            months.append(_month(found[1], found[4]))
    if months:
        return min(months), max(months)
    year = _WHOLE_YEAR.search(rest)
    return (_month(year[1] or year[2], "1"), _month(year[1] or year[2], "12")) if year else None


def _month(year: str, month: str) -> Month:
    return Month.parse(f"{year}-{month}")


def _words(period: _Period) -> str:
    first, last = period
    return first.roc if first == last else f"{first.roc}至{last.roc}"


# -- which of several -------------------------------------------------------------------------------------------------

_VERSION = re.compile(r"(?:[\s_-]*(?:\(\d+\)|的?副本|複製|copy|修正版?|更正版?|最終版?|定稿|final|v\d+))+$")


def _of_month(statements: list[Path], inbox: Path, month: Month, passed_over: list[str]) -> list[Path]:
    bearing = [path for path in statements if _period(path.relative_to(inbox)) == (month, month)]
    if not bearing:
        return statements
    passed_over.extend(f"{path.name}：檔名未載明月份，已略過。" for path in statements if path not in bearing)
    return bearing


def _one_version_each(role: Role, paths: list[Path], passed_over: list[str]) -> list[Path]:
    """Without the second of identical files; a role that has one file a month has no second."""
    distinct: dict[str, Path] = {}
    for path in sorted(paths, key=lambda path: (len(path.name), path.as_posix())):
        with path.open("rb") as file:
            first = distinct.setdefault(hashlib.file_digest(file, "sha256").hexdigest(), path)
        if first != path:
            passed_over.append(f"{path.name}：與「{first.name}」內容相同，已略過。")
    kept = sorted(distinct.values(), key=_without_version)
    for _, group in groupby(kept, key=lambda path: _without_version(path) if role.several else ""):
        versions = [path.name for path in group]
        if len(versions) > 1:
            raise UsageError(
                f"{role.title}有 {len(versions)} 個不同的檔案：{'、'.join(versions)}，"
                f"無法判斷以何者為準，請只留一個在收件匣，或以 {role.option} 指定檔案後重跑。"
            )
    return sorted(kept)


def _without_version(path: Path) -> str:
    return _VERSION.sub("", unicodedata.normalize("NFKC", path.stem).casefold())


def _missing(role: Role, inbox: Path, month: Month) -> str:
    return (
        f"收件匣「{inbox.name}」內找不到{month.roc}的{role.title}，請放入檔案（檔名例：{role.example.format(month.roc)}），"
        f"或以 {role.option} 指定檔案後重跑。"
    )
