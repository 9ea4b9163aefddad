"""A lawful destruction on record: afterwards exactly these gaps in the chain are none."""

from datetime import date
from pathlib import Path

from reconcile.archive import UNNAMED, agencies, deposit, destruction_in, read_history, refuse_days_to_come
from reconcile.errors import UsageError
from reconcile.settings import Settings
from reconcile.text.dates import ROC_YEAR_ZERO, roc_date


def record_destruction(year: int, approval: str, settings: Settings, root: Path, today: date) -> tuple[str, ...]:
    """Record that a year (AD) may go, or is gone; sentences on what it was and which folders still stand.

    Raises UsageError where its years of keeping are not over, nobody approved it or it has no deposit, ArchiveBroken
    where what is missing is not this year's.
    """
    refuse_days_to_come(today)
    if not approval.strip():
        raise UsageError("銷毀須載明核准文號（--approval），不得空白。")
    roc, kept_until = year - ROC_YEAR_ZERO, date(year + settings.keep_years, 12, 31)
    if today <= kept_until:
        raise UsageError(f"{roc}年度之文件應保存至{roc_date(kept_until)}，尚不得銷毀；封存未變動。")
    names = (*settings.office.formerly, settings.office.agency or next(iter(agencies(root)), UNNAMED))
    found = {name: taken for name in names if (taken := destruction_in(root, name, year)).now}
    if not found:
        raise UsageError(f"封存內沒有{roc}年度尚未登記銷毀之封存件；請確認年度。封存未變動。")
    for name, taken in found.items():
        record = taken.record(year, approval.strip(), today)
        history = read_history(root, name, {one.number: one for one in taken.now})
        deposit(root, history, kind="destruction", period=today.year, as_of=today, record=record, files={})
    count = sum(len(taken.now) for taken in found.values())
    said = [f"已登記{roc}年度 {count} 件封存之銷毀；此後查驗不將其缺號列為不符，其餘缺號仍列。"]
    if standing := [folder for taken in found.values() for folder in taken.standing]:
        said.append("下列資料夾尚在，請由機關依核准銷毀（連同備份）；本程式不刪除任何檔案：")
        said += [f"  {folder.relative_to(root).as_posix()}" for folder in standing]
    return tuple(said)
