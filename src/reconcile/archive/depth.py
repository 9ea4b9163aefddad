"""How deep an archive reaches below its root: whether this computer can open what a deposit would hold."""

from collections.abc import Iterable
from pathlib import Path

from reconcile.archive.bag import PAYLOAD
from reconcile.archive.naming import agency_folder, deposit_folder, period_folder, stored
from reconcile.deposits import Kind
from reconcile.disk import refuse_long
from reconcile.documents import STATEMENT
from reconcile.text.dates import Month

USUAL = ((STATEMENT.name, f"115年10月{STATEMENT.title}.pdf"),)
"""An input as an office names it, with its role."""


def refuse_deep_month(root: Path, agency: str, month: Month, inputs: Iterable[tuple[str, str]] = USUAL) -> None:
    """Raise UsageError where the month's `inputs` (role, name of the file) could not be opened in its archive."""
    refuse_deep(root, agency, month, "run", 1, (f"inputs/{role}/{name}" for role, name in inputs))


def refuse_deep(root: Path, agency: str, period: Month | int, kind: Kind, number: int, names: Iterable[str]) -> None:
    """Raise UsageError where a file of that deposit would have a longer path than this computer can open.

    `names` are paths under data/, as handed in.
    """
    data = root / agency_folder(agency) / period_folder(period) / deposit_folder(number, kind) / PAYLOAD
    refuse_long(data / stored(name) for name in names)
