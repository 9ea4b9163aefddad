"""The county's month from end to end: every office asked, and one page made of the answers."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from reconcile import pipeline
from reconcile.county.asking import Answer, Order
from reconcile.county.dataset import write_dataset
from reconcile.county.engine import answers_of, patience, workers_for
from reconcile.county.folders import OfficeFolder, offices_in
from reconcile.county.page import write_page
from reconcile.county.paper import write_paper
from reconcile.county.rows import FIELDS, OfficeRow, asked_row, exported_row, totals_of, with_twins
from reconcile.county.view import View, view_of
from reconcile.county.workbook import write_workbook
from reconcile.errors import ExitCode, ReconcileError
from reconcile.facts.workdays import download_due
from reconcile.inbox import still_arriving
from reconcile.pipeline.office_record import judged_by
from reconcile.publishing import published
from reconcile.settings import Settings, load_settings
from reconcile.text.dates import Month
from reconcile.version import VERSION

RECORD = "county.json"
SCHEMA = 1
DATA = "data"


@dataclass(frozen=True)
class CountyOrder:
    """What the county asks: the month of every office below `offices`, as of one day, its page to stand at `out`.

    `statement` is one of the whole county, to be split among them. `settings` are the county's own, read from
    `settings_file` where there is one. With `replay` ("now", "then", "both") the month is judged again by them, under
    the regulation of now, of then, or of either. `workers` offices are asked at a time, None: as many as there are
    cores; `scheduler` is the address of a cluster. `told` hears of each office as it answers, by how many of how many.
    """

    month: Month
    offices: Path
    out: Path
    today: date
    settings: Settings
    settings_file: Path | None = None
    statement: Path | None = None
    replay: str | None = None
    workers: int | None = None
    scheduler: str | None = None
    told: Callable[[int, int], None] = lambda done, of: None


@dataclass(frozen=True)
class CountyMade:
    """The rows of the page, what there is to say of it, and how the command ends."""

    rows: tuple[OfficeRow, ...]
    sentences: tuple[str, ...]
    exit_code: ExitCode


def county_month(order: CountyOrder) -> CountyMade:
    """Ask every office, publish the page. Raises a ReconcileError where it cannot be made; an office stops nothing."""
    with published(order.out, RECORD, wholly_ours=[DATA]) as folder:
        offices = offices_in(order.offices, order.out, order.settings.matching.offices)
        split = _split(order, offices)
        rows = _rows(order, offices, split)
        notes = [*split.problems, *split.notes] if split else []
        own, catalogue = judged_by(order.settings), pipeline.catalogue_of(order.settings)
        titles = {code: catalogue.title(code) for code in catalogue.declared}
        view = view_of(rows, order.month, order.today, order.settings.regulation, notes, own, titles)
        _write(order, rows, view, split, folder)
    said = [
        *view["lead"],
        *notes,
        *(f"先聯絡：{one['office']}（{'、'.join(one['reasons'])}）" for one in view["calls"]),
    ]
    return CountyMade(rows, tuple(said), _exit_code(rows, split))


def _exit_code(rows: Sequence[OfficeRow], split: "pipeline.Split | None") -> ExitCode:
    """Of the county's own papers: an office's are told in its row."""
    if split and split.problems:
        return ExitCode.INPUT_PROBLEMS
    broken = any(row.told["verified"] is False for row in rows)
    return ExitCode.ARCHIVE_BROKEN if broken else ExitCode.FINISHED


def _split(order: CountyOrder, offices: Sequence[OfficeFolder]) -> "pipeline.Split | None":
    """The county's statement shared out among the offices that lie here; None where there is none."""
    if order.statement is None:
        return None
    known = [(one.name, one.settings_file) for one in offices if one.settings_file]
    found = [pipeline.recipient(name, settings, order.month, order.settings) for name, settings in known]
    return pipeline.split_statement(order.statement, order.month, [one for one in found if one], order.settings)


def _rows(order: CountyOrder, offices: Sequence[OfficeFolder], split: "pipeline.Split | None") -> tuple[OfficeRow, ...]:
    asked = {one.name: one for one in offices if one.settings_file}
    answers = _answers(order, asked)
    overdue = max((order.today - download_due(order.month, order.settings.regulation)) // timedelta(days=1), 0)
    rows = (
        asked_row(one, answers[one.name]) if one.name in answers else exported_row(one, order.month, overdue)
        for one in offices
    )
    parts = split.parts if split else {}
    return with_twins([replace(row, county_queries=parts.get(row.told["folder"])) for row in rows])


def _answers(order: CountyOrder, offices: Mapping[str, OfficeFolder]) -> dict[str, Answer]:
    workers = workers_for(order.workers, order.settings.reading.memory_mb)
    arriving = [str(path) for path in still_arriving(_inboxes(offices.values()))]
    orders = {name: _order(order, one, arriving, workers) for name, one in offices.items()}
    if orders:
        pipeline.refuse_days_to_come(order.today)
    done = list[str]()

    def told(name: str, _: Answer) -> None:
        done.append(name)
        order.told(len(done), len(orders))

    return answers_of(orders, workers, order.scheduler, told)


def _order(order: CountyOrder, office: OfficeFolder, arriving: Sequence[str], workers: int) -> Order:
    assert office.settings_file is not None
    home = f"{office.settings_file.absolute().parent}{os.sep}"
    return {
        "settings_file": str(office.settings_file.absolute()),
        "month": str(order.month),
        "as_of": order.today.isoformat(),
        "arriving": [path for path in arriving if path.startswith(home)],
        "patience": patience(workers),
        "replay": order.replay,
        "county_file": str(order.settings_file.absolute()) if order.settings_file else None,
    }


def _inboxes(offices: Iterable[OfficeFolder]) -> list[Path]:
    """Where files of the offices may be arriving; an office.toml that cannot be read is told by its own process."""
    found = list[Path]()
    for settings_file in (one.settings_file for one in offices if one.settings_file):
        try:
            settings = load_settings(settings_file, pipeline.catalogue_of(Settings()))
        except ReconcileError:
            continue
        found.append(settings_file.absolute().parent / settings.office.inbox)
    return [path for path in found if path.is_dir()]


def _write(
    order: CountyOrder, rows: Sequence[OfficeRow], view: View, split: "pipeline.Split | None", folder: Path
) -> None:
    """The page in its three forms, county.json and the dataset; the same answers give the same bytes."""
    record = {
        "schema_version": SCHEMA,
        "program": "border-query-reconcile",
        "version": VERSION,
        "month": str(order.month),
        "as_of": order.today.isoformat(),
        "government": order.settings.regulation.government,
        "offices": [{name: row.told[name] for name in FIELDS} for row in rows],
        "totals": totals_of(rows),
        "call_first": view["calls"],
        "hidden": view["hidden"],
        "statement": {**split.proof, "problems": list(split.problems)} if split else None,
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (folder / RECORD).write_text(text, encoding="utf-8", newline="\n")
    write_page(view, folder / "county.html")
    write_workbook(view, folder / "county.xlsx")
    write_paper(view, folder / "county.pdf")
    write_dataset(rows, order.month, folder / DATA)
