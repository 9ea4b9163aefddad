"""Were the statements downloaded in time, and the register checked against them by one who may (要點十一)?"""

from datetime import date, timedelta

from reconcile.forms.archived import ArchivedMonth, Downloaded
from reconcile.forms.checklist.audit import Audit, unfinished
from reconcile.forms.checklist.findings_behind import findings_behind
from reconcile.forms.checklist.parts import Part, broken, met, note, undecided
from reconcile.forms.checklist.record_items import kept
from reconcile.forms.checklist.sign_offs import sign_offs
from reconcile.forms.period import spoken
from reconcile.history import EXPLAINED, MISTAKEN
from reconcile.text.dates import roc_date

_SOURCES = {"printed": "列印日期", "option": "執行時指定", "file": "檔案日期", "archived": "封存時鐘"}
"""Who says on which day a statement was downloaded (`archived.Downloaded`)."""


def downloads(audit: Audit) -> list[Part]:
    """Whether each statement was downloaded in time, and the purposes checked against the business."""
    parts, timely = unfinished(audit), list[ArchivedMonth]()
    for archived in audit.months.values():
        late = _download(audit, archived)
        parts += [late] if late else []
        timely += [] if late else [archived]
    if timely:
        said = audit.catalogue.regulation.filled("於次月{download_day}前下載之明細表：")
        files = [file for one in timely if one.downloaded for file in one.downloaded.files]
        parts.append(met(f"{said}{_days(timely)}。", *files))
        parts += _typed_only(audit, timely)
    return [
        *parts,
        *sign_offs(audit),
        *findings_behind(audit, "purposes", "downloads", "use"),
        *kept(audit),
    ]


def _days(timely: list[ArchivedMonth]) -> str:
    """7 月於 8/5、8 月於 9/5（列印日期）；9 月於 10/3（執行時指定）: by who says so, each once."""
    days = dict[str, list[str]]()
    for one in timely:
        if told := one.downloaded:
            days.setdefault(_source(told), []).append(f"{one.month.month} 月{_when(told)}")
    return "；".join("、".join(each) + source for source, each in days.items())


def _typed_only(audit: Audit, timely: list[ArchivedMonth]) -> list[Part]:
    """That a day of download in time was typed, while the archive's clock saw the month after it was due only."""
    typed = [one for one in timely if one.downloaded and one.downloaded.source == "option"]
    after = [one for one in typed if one.first_archived and one.first_archived > audit.due_on(one.month)]
    if not after:
        return []
    said = f"{spoken([one.month for one in after])}首次封存（依時鐘）在下載期限之後，其下載日期係執行時指定，別無佐證。"
    return [note(said, *(one.record_file for one in after))]


def _download(audit: Audit, archived: ArchivedMonth) -> Part | None:
    """What is wrong with a month's download; None where it is proved to be in time."""
    month, told, due = archived.month, archived.downloaded, audit.due_on(archived.month)
    if told is None:
        return undecided(f"{month.month} 月明細表無下載日期可稽。", archived.record_file, missing=True)
    said = f"{month.month} 月明細表{_when(told)} 下載{_source(told)}"
    if told.on < month.end.date():
        return undecided(f"{said}，早於月底，資料未涵蓋全月。", *told.files, missing=True)
    if told.on > due:
        return _late(audit, archived, told, said)
    return undecided(f"{said}，尚待其他佐證。", *told.files) if told.source == "file" else None


def _late(audit: Audit, archived: ArchivedMonth, told: Downloaded, said: str) -> Part:
    """A download after the due day: proved, unless its date is doubtful or the office was closed since that day."""
    due = audit.due_on(archived.month)
    days = (told.on - due).days
    if told.source == "archived":
        return undecided(f"{said}，其前何日下載無可稽，是否逾期請查明。", *told.files, missing=True)
    if told.source == "file":
        return undecided(f"{said}，逾期 {days} 日，實際下載日期請查明。", *told.files, missing=True)
    explained = archived.answers("LATE_DOWNLOAD")
    if result := next((one for one in (MISTAKEN, EXPLAINED) if explained[one]), None):
        why = f"逾期 {days} 日，經主管說明（{result}），是否另有較早之下載請查明"
        return undecided(f"{said}，{why}。", *told.files, *archived.proof_of("LATE_DOWNLOAD"), missing=True)
    waited = [due + timedelta(days=day) for day in range(days)]
    if all(day.weekday() >= 5 or day in audit.closed for day in waited):
        return undecided(f"{said}，逾 {_short(due)} 計 {days} 日；其間為休息日，是否順延請認定。", *told.files)
    return broken(f"{said}，逾期 {days} 日。", *told.files)


def _when(told: Downloaded) -> str:
    """於 3/12, or by which day it lay in the archive."""
    return f"最遲於 {roc_date(told.on)}" if told.source == "archived" else f"於 {_short(told.on)}"


def _source(told: Downloaded) -> str:
    """Who says so: （列印日期）."""
    return f"（{_SOURCES[told.source]}）"


def _short(on: date) -> str:
    """A day within the year, as in 3/12."""
    return f"{on.month}/{on.day}"
