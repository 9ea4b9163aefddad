"""One office's form of the county's audit (附件四), as a county asks for it: made from the office's own archive."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconcile.errors import ReconcileError
from reconcile.facts.masking import PRIVATE
from reconcile.pipeline.papers import AuditOrder, make_checklist
from reconcile.rules import catalogue_of
from reconcile.settings import Settings, load_settings


@dataclass(frozen=True)
class OfficeAuditOrder:
    """Whose form: where its office.toml lies, of which year or half, and the folder in which the form will stand."""

    settings_file: Path
    out: Path
    audit: AuditOrder


def office_audit(order: OfficeAuditOrder) -> dict[str, Any]:
    """The form written, and its answers as plain values; what stops it is told, not raised.

    `answers` holds for each item true (是), false (否) or None; `files` are names below `out`.
    """
    told: dict[str, Any] = {"agency": None, "answers": [], "files": [], "missing": 0, "exit": 0, "reason": None}
    try:
        settings = load_settings(order.settings_file, catalogue_of(Settings()))
        root = order.settings_file.parent / settings.office.archive
        made = make_checklist(settings, root, order.audit, order.out)
    except ReconcileError as error:
        return told | {"exit": int(error.exit_code), "reason": PRIVATE.text(error.sentence)}
    return told | {
        "agency": PRIVATE.agency(settings.office.agency),
        "exit": int(made.exit_code),
        "answers": [answer for _, answer, _ in made.answers],
        "items": [wording for wording, *_ in made.answers],
        "files": [path.name for path in made.files],
        "missing": len(made.sentences),
    }
