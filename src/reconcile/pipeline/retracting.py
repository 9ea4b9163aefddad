"""A month's run declared void, in the open: who, when and why join the archive, and nothing leaves it."""

from datetime import date
from pathlib import Path

from reconcile.archive import deposit, refuse_days_to_come
from reconcile.errors import UsageError
from reconcile.lives import Lives
from reconcile.pipeline.remembering import one_office
from reconcile.settings import Settings
from reconcile.text.dates import Month, roc_date


def retract(month: Month, why: str, by: str, settings: Settings, root: Path, today: date) -> tuple[str, ...]:
    """Retract the run that stands for a month; sentences on what became of its items.

    Raises UsageError where no run stands for it, or nobody says why or by whom.
    """
    refuse_days_to_come(today)
    if not why.strip() or not by.strip():
        raise UsageError("撤回須敘明緣由（--why）及撤回之人（--by），不得空白。")
    history = one_office(root, settings)
    if gone := history.retraction(month):
        raise UsageError(f"{month.roc}的勾稽結果已於{roc_date(gone.as_of)}撤回，尚未重新執行；封存未變動。")
    run = history.standing(month)
    if run is None or all(run is not one for one in history.deposits):
        raise UsageError(f"封存內沒有{month.roc}的勾稽結果，無從撤回；請確認月份。封存未變動。")
    record = {
        "month": str(month),
        "run": run.number,
        "head": run.head,
        "why": why.strip(),
        "by": by.strip(),
        "on": today.isoformat(),
    }
    deposit(root, history, kind="retraction", period=month, as_of=today, record=record, files={})
    left = sum(life.held for life in Lives.of(one_office(root, settings)).values() if life.month == month)
    return (
        f"已撤回{month.roc}的勾稽結果（第 {run.number} 號）；原執行及其報表仍在封存內，列印文件時一併列出。",
        f"其未結及經認定屬實異常之 {left} 項仍列未結，至重新列出或答復為止。",
    )
