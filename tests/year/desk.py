"""An office at its desk: it drops files into the inbox and double-clicks, and knows no other command."""

import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE, register, statement
from reconcile.cli import main
from reconcile.text.dates import ROC_YEAR_ZERO, Month
from year.office import Answers, Visit, fill_in


@dataclass
class Desk:
    """The folder that `init` made, and what the double-click last said; `click` is the only command it types."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    said: str = ""

    @classmethod
    def founded(cls, home: Path, since: Month, capsys: pytest.CaptureFixture[str], *, paper: bool = False) -> "Desk":
        """A new office, which is open every day."""
        kind = "--paper" if paper else "--electronic"
        assert main(["init", str(home), "--agency", OFFICE, "--since", str(since), kind]) == 0
        text = (home / "office.toml").read_text(encoding="utf-8")
        for key, default, value in (
            ("weekdays", "[1, 2, 3, 4, 5]", "[1, 2, 3, 4, 5, 6, 7]"),
            ("public_holidays", "true", "false"),
        ):
            assert f"# {key} = {default}" in text
            text = text.replace(f"# {key} = {default}", f"{key} = {value}")
        (home / "office.toml").write_text(text, encoding="utf-8")
        return cls(home, capsys)

    @property
    def inbox(self) -> Path:
        """Where files are dropped."""
        return self.home / "inbox"

    def report(self, month: Month) -> Path:
        """The worklist of a month, as the home page links to it."""
        return self.home / "reports" / str(month) / "report.xlsx"

    def drop_statement(self, month: Month, *visits: Visit) -> None:
        """The month's statement alone: the register is on paper."""
        queries = [visit.query(month) for visit in visits if visit.queried is not None]
        statement(self.inbox / f"{month.year - ROC_YEAR_ZERO}年{month.month}月主管稽核月明細表.xlsx", *queries)

    def drop_papers(self, month: Month, *visits: Visit, late: tuple[tuple[Month, Visit], ...] = ()) -> None:
        """The month's statement and its register; `late` are lines of earlier months."""
        year = month.year - ROC_YEAR_ZERO
        queries = [visit.query(month) for visit in visits if visit.queried is not None]
        lines = [visit.line(month) for visit in visits if visit.written is not None]
        lines += [visit.line(earlier) for earlier, visit in late]
        statement(self.inbox / f"{year}年{month.month}月主管稽核月明細表.xlsx", *queries)
        register(self.inbox / f"{year}年{month.month}月查詢紀錄表.xlsx", *lines)

    def drop_answers(
        self, month: Month, on: date, answers: Answers, *, signed_by: str | None = None, name: str = "report.xlsx"
    ) -> Path:
        """The worklist of the last run, filled in."""
        fill_in(self.report(month), self.inbox / name, on, answers, signed_by=signed_by)
        return self.inbox / name

    def drop(self, file: Path, name: str | None = None) -> Path:
        """Any file, under that name or its own."""
        return Path(shutil.copy(file, self.inbox / (name or file.name)))

    def click(self, on: date) -> int:
        """Double-click: the exit code."""
        code = main(["job", "--settings", str(self.home / "office.toml"), "--as-of", on.isoformat()])
        self.said = "".join(self.capsys.readouterr())
        return code

    def page(self) -> str:
        """What the home page says, without its tags."""
        html = (self.home / "reports" / "index.html").read_text(encoding="utf-8")
        return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))

    def state(self) -> str:
        """The month at hand in one sentence, as the home page heads it."""
        html = (self.home / "reports" / "index.html").read_text(encoding="utf-8")
        found = re.search(r"<h1>(.*?)</h1>", html)
        assert found
        return found[1]

    def kept(self) -> dict[str, bytes]:
        """Every file of archive and reports, byte for byte."""
        files = (path for name in ("archive", "reports") for path in (self.home / name).rglob("*") if path.is_file())
        return {path.relative_to(self.home).as_posix(): path.read_bytes() for path in files}
