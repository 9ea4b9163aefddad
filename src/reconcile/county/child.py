"""The process of one office: told on its standard input what is asked, it answers on its standard output."""

import gc
import json
import os
import sys
import threading
import traceback
from datetime import date
from pathlib import Path
from typing import Any

from reconcile.errors import ExitCode, ReconcileError
from reconcile.text.dates import Month

SELDOM = 100_000
"""Objects made between two searches for cycles, as in a run by itself."""


def main() -> None:
    """Answer one order. No error leaves as an exception: each is an exit code and a sentence."""
    os.umask(0o077)
    gc.set_threshold(SELDOM)
    order = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_die_with_master, daemon=True).start()
    try:
        answer = _answer(order)
    except ReconcileError as error:
        answer = {"exit": int(error.exit_code), "reason": error.sentence}
    except Exception as error:  # the text of an error may quote a person's data
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}，{Path(place.filename).name}:{place.lineno}"
        reason = f"程式發生未預期的錯誤（{where}），請通知維護人員。"
        answer = {"exit": int(ExitCode.OUR_FAULT), "reason": reason}
    sys.stdout.buffer.write(json.dumps(answer | {"peak_mb": _peak()}, ensure_ascii=False).encode())
    sys.stdout.buffer.flush()


def _peak() -> int | None:
    """How much memory this process has held at most, in megabytes; None where the platform does not say."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) >> 10


def _die_with_master() -> None:
    """Nobody waits for an answer any more, and another process may have been asked: what is not sealed is dropped."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(ExitCode.OUR_FAULT)


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    """Do what is asked; a task loads no more than it needs."""
    return _audited(order) if order.get("task") == "audit" else _month(order)


def _audited(order: dict[str, Any]) -> dict[str, Any]:
    from reconcile.pipeline.office_audit import OfficeAuditOrder, office_audit  # noqa: PLC0415
    from reconcile.pipeline.papers import AuditOrder  # noqa: PLC0415

    held_on = date.fromisoformat(order["held_on"]) if order["held_on"] else None
    audit = AuditOrder(order["year"], order["half"], True, held_on, date.fromisoformat(order["as_of"]))
    return office_audit(OfficeAuditOrder(Path(order["settings_file"]), Path(order["out"]), audit))


def _month(order: dict[str, Any]) -> dict[str, Any]:
    from reconcile.pipeline.office_month import OfficeOrder, office_month  # noqa: PLC0415

    return office_month(
        OfficeOrder(
            settings_file=Path(order["settings_file"]),
            month=Month.parse(order["month"]),
            today=date.fromisoformat(order["as_of"]),
            arriving=frozenset(map(Path, order["arriving"])),
            patience=order["patience"],
            replay=order["replay"],
            county_file=Path(order["county_file"]) if order["county_file"] else None,
        )
    )
