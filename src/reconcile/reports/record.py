"""What other programs read: run.json and the tables of the contract as Parquet."""

import json
from dataclasses import asdict
from pathlib import Path

from reconcile.history import Review
from reconcile.outcome import Outcome
from reconcile.tables import (
    CAUSES,
    FINDINGS,
    MATCHES,
    REGISTER,
    SCHEMA_VERSION,
    STATEMENT,
    UNMATCHED,
    records,
)
from reconcile.version import VERSION


def write_record(outcome: Outcome, folder: Path, review: Review | None = None) -> None:
    """Write `run.json` and `data/*.parquet`; the same outcome and review give the same bytes."""
    data = folder / "data"
    data.mkdir()
    for table, frame in (
        (STATEMENT, outcome.statement),
        (REGISTER, outcome.register),
        (MATCHES, outcome.matching.matches),
        (UNMATCHED, outcome.matching.unmatched),
        (FINDINGS, outcome.findings),
        (CAUSES, outcome.causes),
    ):
        table.write(frame, data / f"{table.name}.parquet")
    record = {
        "schema_version": SCHEMA_VERSION,
        "program": "border-query-reconcile",
        "version": VERSION,
        "month": str(outcome.month),
        "agency": outcome.agency,
        "as_of": outcome.as_of.isoformat(),
        "complete": outcome.complete,
        "download": {"on": outcome.download.on.isoformat(), "source": outcome.download.source}
        if outcome.download
        else None,
        "counts": asdict(outcome.counts),
        "certain_unregistered": outcome.certain_unregistered,
        "causes": list(records(outcome.causes.drop(columns="sentence"))),
        "findings": {code: int(n) for code, n in outcome.findings["code"].value_counts().sort_index().items()},
        "not_checked": list(outcome.not_checked),
        "problems": [asdict(problem) for problem in outcome.problems],
        "inputs": [asdict(given) for given in outcome.inputs],
        "settings_sha256": outcome.settings.sha256,
    }
    if review:
        record |= {
            "archived": review.archived,
            "digest": review.digest,
            "previous_head": review.previous_head,
            "late_entries": list(review.late_entries),
        }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (folder / "run.json").write_text(text, encoding="utf-8", newline="\n")
