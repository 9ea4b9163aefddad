"""One golden document: a folder with the file, what must be read from it, and what must be said of it."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

STATEMENT_COLUMNS = (
    "statement_row statement_page agency account user_name queried_at function condition subject_id result purpose ip"
).split()
REGISTER_COLUMNS = (
    "register_entry register_line page_no seq_no agency user_name login_at logout_at condition subject_id result "
    "purposes purpose_note remark signed_off signed_by"
).split()


@dataclass(frozen=True)
class Case:
    """`write` makes the file. `golden` is the table, none where the file must be refused.

    `problems` holds a phrase of each problem, `refusal` one of the refusal. `columns` is the layout profile with
    which the file is read, `password` what opens it.
    """

    name: str
    file: str
    kind: Literal["statement", "register"]
    write: Callable[[Path], object]
    golden: Sequence[Mapping[str, object]] | None = None
    problems: tuple[str, ...] = ()
    refusal: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    password: str | None = None

    def make(self, root: Path) -> None:
        """Write the folder anew."""
        folder = root / self.name
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        self.write(folder / self.file)
        (folder / "expect.toml").write_text(self._expectation(), encoding="utf-8", newline="\n")
        if self.golden is not None:
            self._write_golden(folder / "golden.csv", self.golden)

    def _expectation(self) -> str:
        lines = [f"file = {_toml(self.file)}", f"kind = {_toml(self.kind)}"]
        if self.password:
            lines.append(f"password = {_toml(self.password)}")
        if self.refusal is None:
            said = "".join(f"\n    {_toml(phrase)}," for phrase in self.problems)
            lines.append(f"problems = [{said}{chr(10) if said else ''}]")
        else:
            lines.append(f"refusal = {_toml(self.refusal)}")
        if self.columns:
            lines += ["", "[columns]", *(f"{meaning} = {_toml(words)}" for meaning, words in self.columns.items())]
        return "\n".join(lines) + "\n"

    def _write_golden(self, path: Path, golden: Sequence[Mapping[str, object]]) -> None:
        columns = STATEMENT_COLUMNS if self.kind == "statement" else REGISTER_COLUMNS
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([_text(row.get(column)) for column in columns] for row in golden)


def _toml(text: str) -> str:
    """A basic string: JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
