"""office.json: a run in figures, states and digests, without any person; what a county collects of an office.

It says no more than run.json and the archive say: an archive without it is read for the same figures.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reconcile.catalogue import Catalogue
from reconcile.errors import ExitCode
from reconcile.facts.workdays import download_due
from reconcile.history import COUNTY_AUDIT, SELF_AUDIT, History, Review, Standing
from reconcile.outcome import Outcome
from reconcile.publishing import record_of
from reconcile.regulation import Regulation
from reconcile.settings import Settings
from reconcile.text.dates import Month
from reconcile.version import VERSION

OFFICE_RECORD = "office.json"
OFFICE_SCHEMA = 1
_COUNTED = ("queries", "matched", "unregistered", "unconfirmed")
_JUDGED_BY = ("matching", "calendar", "rules", "sample", "archive")
"""The sections of office.toml that bear on what a month is judged by, or on what is kept of it."""


def write_office_record(outcome: Outcome, folder: Path, review: Review | None, history: History | None) -> None:
    """Write `office.json` beside `run.json`; the same outcome, review and history give the same bytes."""
    record, signed = record_of(folder), None
    if review and review.signoff:
        signed = not review.signoff_void
    told = {
        "schema_version": OFFICE_SCHEMA,
        "program": "border-query-reconcile",
        "version": VERSION,
        **figures_of(record, outcome.month, outcome.catalogue, outcome.settings.regulation),
        **items_in(review.standing if review else None),
        "signed": signed,
        "as_of": outcome.as_of.isoformat(),
        "regulation": regulation_named(outcome.settings.regulation),
        "settings": changed(outcome.settings),
        **states_of(history, outcome.month, outcome.as_of),
        "inputs": [_input(given) for given in record["inputs"]],
        "settings_sha256": record["settings_sha256"],
        "archived": bool(review and review.archived),
        "digest": review.digest if review and review.archived else None,
        "previous_head": review.previous_head if review else None,
    }
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    (folder / OFFICE_RECORD).write_text(text, encoding="utf-8", newline="\n")


def figures_of(record: Mapping[str, Any], month: Month, catalogue: Catalogue, regulation: Regulation) -> dict[str, Any]:
    """What run.json of any version says of a month, counted; None where it does not say."""
    counts, complete = record.get("counts", {}), bool(record.get("complete"))
    return {
        "month": str(month),
        "agency": record.get("agency"),
        "exit": int(ExitCode.FINISHED if complete else ExitCode.INPUT_PROBLEMS),
        **{name: counts.get(name) for name in _COUNTED},
        "certain_unregistered": record.get("certain_unregistered", counts.get("certain_unregistered")),
        "findings": dict(record.get("findings", {})),
        "problems": len(record.get("problems", ())),
        "late_days": days_late(record, month, regulation),
        "rules_off": rules_off(record, catalogue),
    }


def days_late(record: Mapping[str, Any], month: Month, regulation: Regulation) -> int | None:
    """How many days after its last day in time a statement was downloaded; None where nobody knows.

    A run that is not later than that day proves the download to be in time, whoever says nothing of it.
    """
    due, download = download_due(month, regulation), record.get("download")
    if download:
        return max((date.fromisoformat(download["on"]) - due) // timedelta(days=1), 0)
    return 0 if date.fromisoformat(record["as_of"]) <= due else None


def rules_off(record: Mapping[str, Any], catalogue: Catalogue) -> list[str]:
    """The codes that the office had switched off, as its reports said then."""
    said = record.get("not_checked", ())
    return [code for code in catalogue.declared if any(f"（{code}），未予查核" in one for one in said)]


def items_in(standing: Standing | None) -> dict[str, Any]:
    """Open and upheld items with their ages in months (as JSON keys them); None where there is no archive."""
    told = asdict(standing) if standing else {"open": None, "upheld": None}
    return {
        **{name: None if ages is None else sum(ages.values()) for name, ages in told.items()},
        **{f"{name}_ages": ages and {str(age): count for age, count in ages.items()} for name, ages in told.items()},
    }


def states_of(history: History | None, month: Month, until: date) -> dict[str, Any]:
    """The audits held in the year of a month until a day (closed), and the heads of what was archived before."""
    audits, heads = dict[str, list[str]](), dict[str, str]()
    if history:
        for name, form in (("self", SELF_AUDIT), ("county", COUNTY_AUDIT)):
            audits[name] = [held.on.isoformat() for held in history.audits(form, month.year, until)]
        known = [one for one in history.months if one < month]
        heads = {str(one): run.head for one in known if (run := history.standing(one))}
    return {"audits": audits, "heads": heads}


def regulation_named(regulation: Regulation) -> dict[str, str]:
    """Which regulation, of which day, to the digest."""
    return {
        "name": regulation.name,
        "issued_on": regulation.issued_on.isoformat(),
        "digest": regulation.digest,
    }


def changed(settings: Settings) -> dict[str, Any]:
    """What an office's own settings say otherwise than the program would, by section and key: figures and codes."""
    plain = judged_by(Settings())
    return {key: value for key, value in judged_by(settings).items() if value != plain[key]}


def judged_by(settings: Settings) -> dict[str, Any]:
    """What months are judged by, by section and key, in their order; which offices there are is not of it."""
    held = settings.model_dump(mode="json", include=set(_JUDGED_BY))
    told = {f"{section}.{key}": value for section, keys in held.items() for key, value in keys.items()}
    return {key: told[key] for key in sorted(told) if key != "matching.offices"}


def _input(given: Mapping[str, Any]) -> dict[str, Any]:
    """Role, size and digest: the name of a file may be a person's."""
    return {name: given[name] for name in ("role", "bytes", "sha256")}
