"""A year of a made-up county, lived through the command line: thirteen offices, each with its own habits."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reconcile.regulation import SHIPPED, Regulation
from reconcile.text.dates import Month
from year.office import fill_in

from .made_up import ALWAYS_OPEN, Habits, MadeUpOffice, day_after

YEAR = [Month(2025, number) for number in range(1, 13)]
WIDENED, SWITCHED_OFF = "吉安鄉", "壽豐鄉"
SILENT, RENAMED, LATE, CAREFUL, BROKEN = "豐濱鄉", "秀林鄉", "富里鄉", "瑞穗鄉", "萬榮鄉"
NEW_NAME = "花蓮縣太魯閣戶政事務所"
SINCE_RENAMED, BROKEN_IN, LATE_IN = Month(2025, 7), Month(2025, 5), (Month(2025, 6), Month(2025, 10))
_SOURCES = Path(__file__).parents[2] / "src"

HABITS = {
    "鳳林鎮": Habits(unwritten=0.1),
    "玉里鎮": Habits(mistimed=0.2),
    "新城鄉": Habits(unsigned=0.3),
    WIDENED: Habits(mistimed=0.4, own="[matching]\ntolerance_minutes = 120\n"),
    SWITCHED_OFF: Habits(unwritten=0.3, own='[rules]\noff = ["UNREGISTERED_QUERY"]\n'),
    "光復鄉": Habits(phantom=2),
    "卓溪鄉": Habits(unwritten=0.05, unsigned=0.1, phantom=1),
}


@dataclass
class MadeUpCounty:
    """The county's folder: its offices, its own settings, and a page for every month."""

    home: Path

    @property
    def offices(self) -> dict[str, MadeUpOffice]:
        """All of them by the name of their folder."""
        names = [name.removeprefix("花蓮縣").removesuffix("戶政事務所") for name in Regulation.named(SHIPPED).offices]
        return {
            name: MadeUpOffice(
                self.home / "offices" / name, f"花蓮縣{name}戶政事務所", HABITS.get(name, Habits()), number
            )
            for number, name in enumerate(names)
        }

    @property
    def settings(self) -> Path:
        """The county's own: all rules on, its thresholds."""
        return self.home / "county.toml"

    def found(self) -> None:
        """Every folder, before the first month."""
        for office in self.offices.values():
            office.found()
        self.settings.write_text(ALWAYS_OPEN, encoding="utf-8")

    def live(self, months: Sequence[Month]) -> None:
        """Month by month: papers arrive, the county asks, a careful office answers and signs."""
        for month in months:
            self._papers_arrive(month)
            assert self.ask(month) == 0, month
            answer_and_sign(self.offices[CAREFUL].home, month)

    def ask(self, month: Month, *further: object) -> int:
        """`reconcile county` on the 12th of the month after; its exit code."""
        words = ["county", month, "--offices", self.home / "offices", "--out", self.page(month), "--workers", 2]
        return reconcile(*words, "--settings", self.settings, "--as-of", day_after(month, 12), *further)

    def page(self, month: Month) -> Path:
        """Where the county's page of a month stands."""
        return self.home / "county" / str(month)

    def told(self, month: Month) -> dict[str, dict[str, Any]]:
        """The offices of county.json by their folders."""
        record = json.loads((self.page(month) / "county.json").read_text(encoding="utf-8"))
        return {one["folder"]: one for one in record["offices"]}

    def _papers_arrive(self, month: Month) -> None:
        for name, office in self.offices.items():
            if name == RENAMED and month == SINCE_RENAMED:
                MadeUpOffice(office.home, NEW_NAME).found(formerly=[office.agency])
            if name == SILENT or (name == LATE and month in LATE_IN):
                for old in (office.home / "inbox").iterdir():
                    old.unlink()
                continue
            office.send(month)
            if name == BROKEN and month == BROKEN_IN:
                paper = next((office.home / "inbox").glob("*明細表.csv"))
                paper.write_text(paper.read_text(encoding="utf-8-sig").replace("合計：12", "合計：13"), "utf-8-sig")


def answer_and_sign(home: Path, month: Month) -> None:
    """The supervisor fills the worklist in, signs, and hands it in."""
    filled, on = home / f"{month}.xlsx", day_after(month, 14)
    fill_in(home / "reports" / str(month) / "report.xlsx", filled, on, {}, signed_by="李主任")
    assert reconcile("decide", month, filled, "--settings", home / "office.toml", "--as-of", on) == 0


def reconcile(*words: object, environment: dict[str, str] | None = None) -> int:
    """A command as it is typed; its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(_SOURCES), **(environment or {})},
        capture_output=True,
        check=False,
    )
    return done.returncode


def unwritten(office: MadeUpOffice, month: Month) -> int:
    """How many queries of a month its register does not hold, as its maker knows."""
    queries, lines = office.papers(month)
    written = {line[4] for line in lines}
    return sum(query[5] not in written for query in queries)
