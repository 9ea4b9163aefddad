"""附件四 in bulk: one form an office by the same proofs as for one, and a summary of them all."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reconcile.county.asking import Answer, Order
from reconcile.county.audit_paper import write_audit_page, write_audit_paper, write_audit_workbook
from reconcile.county.engine import answers_of, workers_for
from reconcile.county.folders import OfficeFolder, offices_in
from reconcile.county.view import short_name
from reconcile.errors import ExitCode
from reconcile.publishing import published
from reconcile.settings import Settings
from reconcile.text.dates import ROC_YEAR_ZERO, roc_date
from reconcile.version import VERSION

RECORD = "audit.json"
ANSWERED = {True: "是", False: "否", None: "待查"}
_HALVES = {None: "", 1: "上半年", 2: "下半年"}


@dataclass(frozen=True)
class CountyAuditOrder:
    """Which forms: of a year (AD) or its `half`, of every office below `offices`, as of `today`; they stand at `out`.

    `held_on` is the day on which the audits were held, and then kept in each office's archive; None where none was.
    """

    year: int
    half: int | None
    held_on: date | None
    offices: Path
    out: Path
    today: date
    settings: Settings
    workers: int | None = None
    scheduler: str | None = None
    told: Callable[[int, int], None] = lambda done, of: None


@dataclass(frozen=True)
class CountyAudited:
    """What there is to say of the forms, and how the command ends."""

    sentences: tuple[str, ...]
    exit_code: ExitCode


def audit_county(order: CountyAuditOrder) -> CountyAudited:
    """Have every office's form made, and publish them with a summary; an office without an archive is a row of it."""
    with published(order.out, RECORD) as folder:
        offices = offices_in(order.offices, order.out, order.settings.matching.offices)
        answers = _answers(order, offices, folder)
        rows = [_row(one, answers.get(one.name), order.settings.regulation.county) for one in offices]
        view = _view(order, rows)
        _write(order, rows, view, folder)
    wanting = [row for row in rows if row["exit"]]
    codes = {row["exit"] for row in wanting}
    if ExitCode.ARCHIVE_BROKEN in codes:
        code = ExitCode.ARCHIVE_BROKEN
    else:
        code = ExitCode.INPUT_PROBLEMS if codes else ExitCode.FINISHED
    said = [*view["lead"], *(f"尚缺：{row['office']}（{row['said']}）" for row in view["rows"] if row["said"])]
    return CountyAudited(tuple(said), code)


def _answers(order: CountyAuditOrder, offices: Sequence[OfficeFolder], folder: Path) -> dict[str, Answer]:
    orders = {one.name: _order(order, one.settings_file, folder / one.name) for one in offices if one.settings_file}
    done = list[str]()

    def told(name: str, _: Answer) -> None:
        done.append(name)
        order.told(len(done), len(orders))

    workers = workers_for(order.workers, order.settings.reading.memory_mb)
    return answers_of(orders, workers, order.scheduler, told)


def _order(order: CountyAuditOrder, settings_file: Path, out: Path) -> Order:
    return {
        "task": "audit",
        "settings_file": str(settings_file.absolute()),
        "out": str(out.absolute()),
        "year": order.year,
        "half": order.half,
        "held_on": order.held_on.isoformat() if order.held_on else None,
        "as_of": order.today.isoformat(),
    }


def _row(office: OfficeFolder, answer: Answer | None, county: str) -> dict[str, Any]:
    """An office in audit.json: its folder, agency, exit code, answers in the order of the form, files, reason."""
    lacking: Answer = {"exit": int(ExitCode.USAGE), "reason": "縣府無該所之封存可據，須至該所辦理。"}
    told = answer or lacking
    return {
        "folder": office.name,
        "agency": told.get("agency"),
        "office": short_name(str(told.get("agency") or office.name), county),
        "exit": told["exit"],
        "answers": told.get("answers", []),
        "items": told.get("items", []),
        "missing": told.get("missing", 0),
        "files": [f"{office.name}/{name}" for name in told.get("files", ())],
        "reason": told.get("reason"),
    }


def _view(order: CountyAuditOrder, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    regulation = order.settings.regulation
    items: list[str] = next((row["items"] for row in rows if row["items"]), [])
    finished = sum(row["exit"] == ExitCode.FINISHED for row in rows)
    made = sum(bool(row["files"]) for row in rows)
    year = f"{order.year - ROC_YEAR_ZERO}年度{_HALVES[order.half]}"
    form = regulation.forms["county_audit"].number
    return {
        "title": f"{year}縣府稽核彙總（{form}）",
        "government": regulation.government,
        "as_of": roc_date(order.today),
        "created_on": order.today.isoformat(),
        "held_on": roc_date(order.held_on) if order.held_on else None,
        "lead": [f"{len(rows)} 所，製作{form} {made} 份，其中 {finished} 份無待補事項。"],
        "items": [{"number": at, "wording": wording} for at, wording in enumerate(items, start=1)],
        "rows": [
            {
                "office": row["office"],
                "answers": [ANSWERED[answer] for answer in row["answers"]] or ["—"] * len(items),
                "said": row["reason"] or (f"待補 {row['missing']} 項，見該所{form}" if row["missing"] else ""),
            }
            for row in rows
        ],
    }


def _write(order: CountyAuditOrder, rows: Sequence[dict[str, Any]], view: dict[str, Any], folder: Path) -> None:
    record = {
        "schema_version": 1,
        "program": "border-query-reconcile",
        "version": VERSION,
        "year": order.year,
        "half": order.half,
        "held_on": order.held_on.isoformat() if order.held_on else None,
        "as_of": order.today.isoformat(),
        "items": [item["wording"] for item in view["items"]],
        "offices": [{name: value for name, value in row.items() if name not in ("items", "office")} for row in rows],
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (folder / RECORD).write_text(text, encoding="utf-8", newline="\n")
    write_audit_page(view, folder / "audit.html")
    write_audit_workbook(view, folder / "audit.xlsx")
    write_audit_paper(view, folder / "audit.pdf")
