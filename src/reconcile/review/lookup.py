"""Items called by their identity, as a letter of the agency or the county names them."""

from collections.abc import Sequence

from reconcile.errors import UsageError
from reconcile.history import History, Item
from reconcile.lives import Lives


def items_named(history: History, items: Sequence[str]) -> tuple[Item, ...]:
    """The items with these identities, seen from their own months; raises UsageError for an unknown one."""
    lives = Lives.of(history)
    for at, item in enumerate(items, start=1):
        if item not in lives:
            raise UsageError(f"第 {at} 個項目代號不在封存內，請照報表「項目代號」欄填寫，例如 11510-7K3MQ2VD。")
    return tuple(lives[item].item(lives[item].month) for item in items)
