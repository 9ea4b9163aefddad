"""What a reader makes of one case: read right, told by a sentence, or silently different.

    python tests/cases/verdict.py [PART-OF-A-NAME …] [-v]

prints a verdict a case and their counts; `-v` adds what differs. The format of `case.json` is told in README.md.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

import reconcile
from reconcile.errors import ReconcileError

HERE = Path(__file__).parent
ROLES = ("statement", "register", "month", "roster", "cases", "fax", "closed_days", "printouts")
STATEMENT_VALUES = (*("account", "user_name", "queried_at", "function", "subject_id", "result", "purpose", "ip"),)


OVERRULED: dict[str, dict[str, Any]] = json.loads((HERE / "overruled.json").read_text(encoding="utf-8"))
"""Truths of `case.json` that the file or the contract contradicts, each with the reason; README.md tells the format."""


@dataclass(frozen=True)
class Verdict:
    """`kind` is "right", "told" (a problem or refusal says so), "silent", or "crash"; `why` says what differs."""

    case: str
    kind: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.kind:7}{self.case}"


def all_cases() -> list[Path]:
    """The folder of every case."""
    found = [case.parent for role in ROLES for case in sorted((HERE / role).glob("*/case.json"))]
    assert found
    return found


def verdict_of(case: Path) -> Verdict:
    """Read the files of a case and hold what was read against its truth."""
    name = case.relative_to(HERE).as_posix()
    told = {**json.loads((case / "case.json").read_text(encoding="utf-8")), **OVERRULED.get(name, {})}
    absent = told.get("absent", [])
    told["truth"] = [{key: said for key, said in row.items() if key not in absent} for row in told.get("truth", [])]
    verdict = _verdict(case, name, told)
    unread = verdict.kind == "told" and told.get("unreadable", False)
    return replace(verdict, kind="right") if unread else verdict


def _verdict(case: Path, name: str, told: dict[str, Any]) -> Verdict:
    try:
        judged = _month(case, told) if told["role"] == "month" else _document(case, told)
    except ReconcileError as refused:
        return Verdict(name, "told", str(refused))
    except Exception as crash:
        return Verdict(name, "crash", repr(crash))
    return Verdict(name, *judged)


def _document(case: Path, told: dict[str, Any]) -> tuple[str, str]:
    read: Callable[[Path], Any] = getattr(reconcile, f"read_{told['role']}")
    readings = [read(case / file) for file in told["files"]]
    problems = [str(problem) for reading in readings for problem in reading.problems]
    differences = [
        difference
        for reading in readings
        for difference in _COMPARED.get(told["role"], _rows)(reading.table, told["truth"])
    ]
    if not differences:
        return "right", "；".join(problems)
    return "told" if problems else "silent", "\n".join([*differences, *problems])


def _month(case: Path, told: dict[str, Any]) -> tuple[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        outcome = reconcile.run_month(
            told["month"],
            statements=[case / file for file in told["statement"]],
            registers=[case / file for file in told["register"]],
            out=Path(folder) / "out",
        )
    found = Counter(outcome.findings["code"])
    found.pop("LATE_DOWNLOAD", None)
    wanted = Counter(told["expected"])
    problems = [str(problem) for problem in outcome.problems]
    if found == wanted:
        return "right", "；".join(problems)
    differs = f"missing {dict(wanted - found)}, too many {dict(found - wanted)}"
    return "told" if problems else "silent", "\n".join([differs, *problems])


def _statement(table: pd.DataFrame, truth: list[dict[str, Any]]) -> Iterable[str]:
    if len(table) != len(truth):
        yield f"{len(table)} rows instead of {len(truth)}"
    for at, (row, true) in enumerate(zip(table.to_dict("records"), truth, strict=False), 1):
        for value in STATEMENT_VALUES:
            if _plain(row[value]) != _plain(true.get(value)):
                yield f"row {at} {value}: {_plain(row[value])!r} instead of {_plain(true.get(value))!r}"


def _register(table: pd.DataFrame, truth: list[dict[str, Any]]) -> Iterable[str]:
    if "voided" in table:
        table = table[~table["voided"].fillna(value=False).astype(bool)]
    entries = [lines for _, lines in table.groupby("register_entry", sort=True)]
    if len(entries) != len(truth):
        yield f"{len(entries)} entries instead of {len(truth)}"
    for at, (lines, true) in enumerate(zip(entries, truth, strict=False), 1):
        first = lines.iloc[0]
        read = {
            "login": _plain(first["login_at"]),
            "logout": _plain(first["logout_at"]),
            "lines": [[_plain(row["subject_id"]), _plain(row["result"])] for _, row in lines.iterrows()],
            "purposes": _plain(first["purposes"]),
            "signed": _plain(first["signed_off"]),
        }
        wanted = {name: true.get(name) for name in read}
        for name in ("login", "logout"):
            written = wanted[name]
            wanted[name] = None if written is None else _plain(pd.Timestamp(written))
        wanted["purposes"] = wanted["purposes"] or ""
        for name, value in read.items():
            if value != wanted[name]:
                yield f"entry {at} {name}: {value!r} instead of {wanted[name]!r}"
        if _unspaced(true.get("user")) not in _unspaced(first["user_name"]):
            yield f"entry {at} user: {_plain(first['user_name'])!r} without {true['user']!r}"


def _rows(table: pd.DataFrame, truth: list[dict[str, Any]]) -> Iterable[str]:
    if len(table) != len(truth):
        yield f"{len(table)} rows instead of {len(truth)}"
    for at, (row, true) in enumerate(zip(table.to_dict("records"), truth, strict=False), 1):
        for value, wanted in true.items():
            if _plain(row.get(value)) != _plain(wanted):
                yield f"row {at} {value}: {_plain(row.get(value))!r} instead of {_plain(wanted)!r}"


def _unspaced(name: Any) -> str:
    return "".join((_plain(name) or "").split())


_COMPARED = {"statement": _statement, "register": _register}


def _plain(value: Any) -> Any:
    """A cell as case.json writes it: None for missing, an instant as text, midnight as a day."""
    if value is None or (not isinstance(value, list) and pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return str(value.date()) if value == value.normalize() else str(value)
    if hasattr(value, "item"):
        return value.item()
    if isinstance(value, str) and len(value) == len("2026-10-05 00:00:00") and value.endswith(" 00:00:00"):
        return value[:10]
    return value


def main(arguments: list[str]) -> None:
    """Print the verdicts of the cases that the arguments name in part, of all where none does."""
    parts = [part for part in arguments if not part.startswith("-")]
    cases = [case for case in all_cases() if not parts or any(part in case.as_posix() for part in parts)]
    counts = Counter[tuple[str, str]]()
    with ProcessPoolExecutor(2) as pool:
        for verdict in pool.map(verdict_of, cases):
            counts[verdict.case.partition("/")[0], verdict.kind] += 1
            print(verdict)
            if "-v" in arguments and verdict.why:
                print("    " + verdict.why.replace("\n", "\n    "))
    for (role, kind), count in sorted(counts.items()):
        print(f"{role:12}{kind:8}{count}")


if __name__ == "__main__":
    main(sys.argv[1:])
