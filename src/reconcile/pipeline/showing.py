"""Which rows of the statement a report shows as they stand on its pages, and their pictures."""

import pandas as pd

from reconcile.outcome import Outcome
from reconcile.pipeline.inputs import Files, Readings
from reconcile.reading import Ask, pictures
from reconcile.tables import STATEMENT_KEY
from reconcile.text.codes import CONDUCT

_RANKS = {"high": 0, "medium": 1, "low": 2}


def pictures_of(outcome: Outcome, files: Files, readings: Readings, ask: Ask | None) -> dict[tuple[str, int], bytes]:
    """PNG files by statement key, as many as the settings allow."""
    shown = _rows_to_show(outcome.findings, outcome.settings.report.pictures)
    drawn = dict[tuple[str, int], bytes]()
    for path, reading in zip(files.statement, readings.statement, strict=True):
        rows = [row for file, row in shown if file == path.name and row in reading.spots]
        if rows:
            found = pictures(path, reading.spots, rows, outcome.settings, ask=ask)
            drawn |= {(path.name, row): picture for row, picture in found.items()}
    return drawn


def _rows_to_show(findings: pd.DataFrame, most: int) -> list[tuple[str, int]]:
    """The statement keys that findings name, once each: discrepancies before conduct, the gravest first."""
    named = findings.dropna(subset=["statement_row"])
    ranked = named.assign(conduct=named["code"].isin(CONDUCT), rank=named["severity"].map(_RANKS))
    chosen = ranked.sort_values(["conduct", "rank", *STATEMENT_KEY]).drop_duplicates(STATEMENT_KEY)[:most]
    return [(str(file), int(row)) for file, row in zip(*(chosen[key] for key in STATEMENT_KEY), strict=True)]
