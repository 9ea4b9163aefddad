"""The archive: what an office must be able to show for five years, append-only and sealed link by link.

    ROOT/<agency>/2026-10/0001-run/         a deposit of a month, a BagIt 1.0 bag
    ROOT/<agency>/2026/0030-volume/         a deposit of a year
        bagit.txt  bag-info.txt             whose, of when, which number, and the head of the link before
        manifest-sha256.txt                 every file under data/
        tagmanifest-sha256.txt              the three files above; its own SHA-256 is the head of the deposit
        data/record.json  data/manifest.json  data/…

With coreutils, in a deposit's folder:
`sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt && sha256sum tagmanifest-sha256.txt`
"""

from reconcile.archive.contents import decision_contents, paper_contents, run_contents
from reconcile.archive.depositing import deposit, refuse_days_to_come
from reconcile.archive.depth import refuse_deep_month
from reconcile.archive.destroying import Destruction, destruction_in
from reconcile.archive.locking import locked
from reconcile.archive.naming import UNNAMED
from reconcile.archive.records import agencies, checked_history, decision_record, read_history
from reconcile.archive.retention import retention
from reconcile.archive.verification import Verification, verify

__all__ = [
    "UNNAMED",
    "Destruction",
    "Verification",
    "agencies",
    "checked_history",
    "decision_contents",
    "decision_record",
    "deposit",
    "destruction_in",
    "locked",
    "paper_contents",
    "read_history",
    "refuse_days_to_come",
    "refuse_deep_month",
    "retention",
    "run_contents",
    "verify",
]
