"""How deep an archive reaches below its root: whether this computer can open what a deposit would hold."""

from collections.abc import Iterable
from pathlib import Path

from reconcile.archive.bag import PAYLOAD
from reconcile.archive.naming import agency_folder, deposit_folder, period_folder, stored
from reconcile.deposits import Kind
from reconcile.disk import refuse_long
from reconcile.documents import STATEMENT
from reconcile.text.dates import Month

USUAL = f"inputs/{STATEMENT.name}/115年10月{STATEMENT.title}.pdf"
"""A file as an office names it."""


def refuse_deep(
    root: Path, agency: str, period: Month | int, kind: Kind = "run", number: int = 1, names: Iterable[str] = (USUAL,)
) -> None:
    """Raise UsageError where a file of that deposit would have a longer path than this computer can open.

    `names` are paths under data/, as handed in.
    """
    data = root / agency_folder(agency) / period_folder(period) / deposit_folder(number, kind) / PAYLOAD
    refuse_long(data / stored(name) for name in names)
