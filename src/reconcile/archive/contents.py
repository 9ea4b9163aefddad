"""What a deposit keeps, and under which names: `history.Deposit` finds them by the same."""

from collections.abc import Iterable, Mapping
from pathlib import Path

Contents = dict[str, Path | bytes]
"""Files by the path within a deposit that they are kept at."""


def run_contents(
    *,
    items: bytes,
    inputs: Iterable[tuple[str, Path]],
    tables: Iterable[Path],
    lists: Mapping[str, bytes],
    reports: Iterable[Path],
) -> Contents:
    """The files of a run: the items it raises, each input with its role, tables, lists by name, and reports."""
    return {
        "items.parquet": items,
        **{f"inputs/{role}/{path.name}": path for role, path in inputs},
        **{f"tables/{path.name}": path for path in sorted(tables)},
        **{f"tables/{name}.parquet": table for name, table in lists.items()},
        **{f"reports/{path.name}": path for path in sorted(reports)},
    }


def decision_contents(worklist: Path) -> Contents:
    """The filled worklist that answers were taken from."""
    return {f"worklist/{worklist.name}": worklist}


def paper_contents(papers: Iterable[Path]) -> Contents:
    """The papers of an audit or of a year."""
    return {f"papers/{path.name}": path for path in papers}
