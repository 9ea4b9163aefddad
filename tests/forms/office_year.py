"""A year of a synthetic office through the real rooms: read, matched, judged, archived, answered, audited, bound."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from forms.builders import AGENCY, YEAR, pdf
from known_codes import CATALOGUE
from office_files import register, sheet, statement
from reconcile.archive import decision_record, deposit, read_history
from reconcile.deposits import Decision, Signoff
from reconcile.forms import Books, Period, checklist_of, write_checklist, write_volume
from reconcile.history import ITEMS, History
from reconcile.lists import ROSTER, Lists
from reconcile.matching import match
from reconcile.outcome import Counts, Download, Input, Matched, Outcome
from reconcile.publishing import record_of
from reconcile.reading import read_register, read_roster, read_statement
from reconcile.reports.record import write_record
from reconcile.review import items_of, review_of
from reconcile.review.sealing import digest_of, evidence_of
from reconcile.rules import judge_month
from reconcile.settings import Settings
from reconcile.tables import records
from reconcile.text.dates import Month

SUPERVISOR = "李主任"
RESULTS = {"LATE_DOWNLOAD": "屬實異常"}
"""處理結果 that the supervisor gives beside 說明合理."""
ROSTER_ROWS = (
    ("帳號", "姓名", "啟用日期", "停用日期", "職務"),
    ("hl001", "王小明", "114/01/01", "", "戶籍員"),
    ("hl002", "陳大文", "114/01/01", "", "承辦人員"),
    ("", "李主任", "114/01/01", "", "單位主管"),
)


@dataclass(frozen=True)
class Year:
    """An archive being made at `root`; `late` are the days on which a statement was downloaded after the 10th."""

    root: Path
    late: Mapping[int, date]
    unregistered: frozenset[int]
    """The months in which a query has no line, for a reason that the supervisor accepts."""

    @property
    def history(self) -> History:
        return read_history(self.root, AGENCY)

    def month(self, number: int) -> None:
        """One month, run on the day after its download and signed two days later."""
        month = Month(YEAR, number)
        on = self.late.get(number, date(month.next.year, month.next.month, 5))
        with TemporaryDirectory() as place:
            outcome = self._run(month, on, Path(place))
        self._decide(outcome, on + timedelta(days=2))

    def audit(self, half: int, held_on: date) -> None:
        """A self-audit held, and its form kept."""
        history = self.history
        checklist = checklist_of(
            Books(history, self.root, CATALOGUE, held_on),
            Period(YEAR, 1 if half == 1 else 2),
            county=False,
            held_on=held_on,
        )
        with TemporaryDirectory() as place:
            papers = write_checklist(checklist, Path(place))
            deposit(
                self.root,
                history,
                kind="audit",
                period=YEAR,
                as_of=held_on,
                record={"form": checklist.form, "held_on": held_on.isoformat(), "half": half},
                files={f"papers/{path.name}": path for path in papers},
            )

    def bind(self, today: date) -> None:
        """The year's volume, kept."""
        history = self.history
        with TemporaryDirectory() as place:
            out = Path(place) / "volume.pdf"
            volume = write_volume(Books(history, self.root, CATALOGUE, today, since=Month(YEAR, 1)), YEAR, out)
            files: dict[str, Path | bytes] = {"papers/volume.pdf": out}
            deposit(self.root, history, kind="volume", period=YEAR, as_of=today, record=volume.record, files=files)

    def _run(self, month: Month, on: date, place: Path) -> Outcome:
        files = self._papers(month, place)
        roster = ROSTER.conform(read_roster(files["roster"]).table)
        settings, lists = Settings(), Lists(roster=roster)
        statements, registers = read_statement(files["statement"]), read_register(files["register"])
        matching = match(statements.table, registers.table, lists, settings, month=month)
        download = Download(on, "option")
        matched = Matched(statements.table, registers.table, matching, lists, settings, month, download)
        findings = judge_month(matched).findings
        outcome = Outcome(
            month=month,
            agency=AGENCY,
            as_of=on,
            inputs=tuple(map(_input, files, files.values())),
            settings=settings,
            catalogue=CATALOGUE,
            statement=statements.table,
            register=registers.table,
            matching=matching,
            findings=findings,
            problems=(*statements.problems, *registers.problems),
            counts=Counts.of([statements], [registers], matching),
            lists=lists,
            download=download,
        )
        (place / "out").mkdir()
        write_record(outcome, place / "out", review_of(outcome, self.history))
        ITEMS.write(items_of(outcome), place / "items.parquet")
        ROSTER.write(roster, place / "roster.parquet")
        kept: dict[str, Path | bytes] = {
            **{f"inputs/{role}/{path.name}": path for role, path in files.items()},
            **{f"tables/{path.name}": path for path in sorted((place / "out/data").iterdir())},
            "tables/roster.parquet": place / "roster.parquet",
            "items.parquet": place / "items.parquet",
            "reports/report.pdf": pdf(place / "report.pdf", 1, f"REPORT {month}"),
        }
        record = dict(record_of(place / "out")) | {"download": {"on": on.isoformat(), "source": "option"}}
        deposit(self.root, self.history, kind="run", period=month, as_of=on, record=record, files=kept)
        return outcome

    def _papers(self, month: Month, place: Path) -> dict[str, Path]:
        """What the office has: three queries, all of them written down but for one in the months that say so."""
        middle = [date(month.year, month.month, day) for day in range(11, 18)]
        days = [f"{on.year - 1911}/{on.month:02}/{on.day:02}" for on in middle if on.weekday() < 5][:3]
        queries: list[dict[str, object]] = [{"查詢日期時間": f"{day} 09:12:33"} for day in days]
        written: list[dict[str, object]] = [{"日期": day} for day in days]
        return {
            "statement": statement(place / "主管稽核月明細表.xlsx", *queries),
            "register": register(place / "查詢紀錄表.xlsx", *written[: 2 if month.month in self.unregistered else 3]),
            "roster": sheet(place / "帳號清冊.xlsx", *ROSTER_ROWS),
        }

    def _decide(self, outcome: Outcome, on: date) -> None:
        answers = [
            Decision(row["item"], RESULTS.get(row["code"], "說明合理"), "查明", SUPERVISOR, on, "0" * 64)
            for row in records(items_of(outcome))
        ]
        signed = Signoff(SUPERVISOR, on, digest_of(evidence_of(outcome), answers))
        deposit(
            self.root,
            self.history,
            kind="decision",
            period=outcome.month,
            as_of=on,
            record={"month": str(outcome.month)} | decision_record(answers, signed),
            files={"worklist/report.xlsx": b"the worklist as it came back"},
        )


def _input(role: str, path: Path) -> Input:
    content = path.read_bytes()
    return Input(role, path.name, len(content), hashlib.sha256(content).hexdigest())
