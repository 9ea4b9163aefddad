"""The figures of an archive, counted anew from its files alone: not a line of this is the program's.

An archive holds a folder for each deposit, archive/<機關>/<月或年>/<序號>-<種類>/data: record.json says
what it is, a run has items.parquet and tables/, the items with the keys of the rows that they are about.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq


@dataclass
class Told:
    """One item as the deposits tell of it; `answers` are all that were ever given, `answer` the one that counts."""

    code: str
    month: str
    inputs: set[tuple[str, str]]
    concerns: set[str]
    gone: bool = False
    late: set[str] = field(default_factory=set)
    answer: dict[str, Any] | None = None
    answers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def state(self) -> str:
        if self.gone:
            return "更正後不再列出"
        result = self.answer["result"] if self.answer else "待查"
        if result == "待查":
            return "已補登" if self.late else "待查"
        own = self.answer is not None and self.answer["by"] in self.concerns and result != "屬實異常"
        return "當事人本人答復" if own else str(result)


@dataclass
class Recount:
    """What an agency's folder holds."""

    deposits: int
    runs: dict[str, dict[str, Any]]
    items: dict[str, Told]
    audits: list[dict[str, Any]]

    @property
    def counts(self) -> Counter[str]:
        """The terms of the conservation laws, summed over the last run of each month."""
        return sum((Counter(run["counts"]) for run in self.runs.values()), Counter())

    @property
    def states(self) -> dict[str, Counter[str]]:
        """By code, how its items stand."""
        found = defaultdict[str, Counter[str]](Counter)
        for told in self.items.values():
            found[told.code][told.state] += 1
        return dict(found)

    @property
    def open_by_month(self) -> Counter[str]:
        return Counter(told.month for told in self.items.values() if told.state == "待查")

    def late_days(self, month: str) -> int:
        """By how many days a month was downloaded after the tenth of the next."""
        year, number = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
        return (date.fromisoformat(self.runs[month]["download"]["on"]) - date(year, number + 1, 10)).days


def recount(agency: Path) -> Recount:
    """Read the deposits in the order of their numbers."""
    folders = sorted((one for one in agency.glob("*/*") if one.is_dir()), key=lambda one: one.name)
    found = Recount(len(folders), {}, {}, [])
    for folder in folders:
        record = json.loads((folder / "data" / "record.json").read_text(encoding="utf-8"))
        if folder.name.endswith("-run"):
            found.runs[folder.parent.name] = record
            _run(found.items, folder, record)
        elif folder.name.endswith("-decision"):
            for answer in record["decisions"]:
                found.items[answer["item"]].answer = answer
                found.items[answer["item"]].answers.append(answer)
        elif folder.name.endswith("-audit"):
            found.audits.append(record)
    return found


def _run(items: dict[str, Told], folder: Path, record: dict[str, Any]) -> None:
    month, rows = folder.parent.name, pq.read_table(folder / "data" / "items.parquet").to_pylist()
    inputs = {(one["role"], one["sha256"]) for one in record["inputs"]}
    users = _users(folder)
    for row in rows:
        concerns = users.get(("s", row["statement_file"], row["statement_row"]), set())
        concerns = concerns | users.get(("r", row["register_file"], row["register_entry"]), set())
        told = items.setdefault(row["item"], Told(row["code"], month, inputs, concerns))
        told.inputs, told.concerns = inputs, told.concerns | concerns
        if told.gone:
            told.gone, told.answer, told.late = False, None, set()
    listed = {row["item"] for row in rows}
    for identity, told in items.items():
        if told.month == month and identity not in listed and record["complete"] and inputs != told.inputs:
            told.gone = True
        (told.late.add if identity in record.get("late_entries", ()) else told.late.discard)(month)


def _users(folder: Path) -> dict[tuple[Any, ...], set[str]]:
    """Whose each row of the statement and each entry of the register is."""
    tables = folder / "data" / "tables"
    found: dict[tuple[Any, ...], set[str]] = {}
    for row in pq.read_table(tables / "statement.parquet").to_pylist():
        found[("s", row["statement_file"], row["statement_row"])] = {row["user_name"], row["account"]} - {None}
    for row in pq.read_table(tables / "register.parquet").to_pylist():
        found.setdefault(("r", row["register_file"], row["register_entry"]), set()).update({row["user_name"]} - {None})
    return found
