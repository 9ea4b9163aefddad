"""The matcher's benchmark: run.py --quick, or run.py --rivals PYTHON to write the page and the plot of the results.

--quick measures ten thousand queries without the others and writes nothing. Both fail where a floor is broken.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attacks
import orders
import unwritten
from asked import ANOTHER_ORDER, holds
from measure import Arena, Result
from noise import NOISY, SETTINGS, Noise
from page import Whole, page, plot

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results"
REQUIREMENTS = HERE.parent / "requirements.txt"
RIVALS = (
    "splink",
    "recordlinkage",
    f"recordlinkage{ANOTHER_ORDER}",
    "reconcile-py",
    f"reconcile-py{ANOTHER_ORDER}",
    "civicpay",
    "duckdb",
)
CONTEST, REACH, QUICK = 11_000, 100_000, 10_000
TIMES = 3
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)


@contextmanager
def arena(queries: int, noise: Noise) -> Iterator[Arena]:
    """A world in a folder that goes when it is no longer needed."""
    with tempfile.TemporaryDirectory() as folder:
        yield Arena(queries, noise, Path(folder))


def ours(queries: int, noise: Noise) -> Result:
    """Our matcher on one world."""
    with arena(queries, noise) as place:
        return _said(place.ours())


def reach(queries: int) -> dict[str, Result]:
    """Our matcher, and its bound, on a world of each setting."""
    measured = {}
    for name, noise in SETTINGS.items():
        with arena(queries, noise) as place:
            measured[name] = _said(place.ours_bounded())
    return measured


def contest(python: Path) -> list[Result]:
    """Ours first, then the others, on one world."""
    with arena(CONTEST, NOISY) as place:
        return [_said(place.ours(TIMES)), *(_said(place.rival(name, python, TIMES)) for name in RIVALS)]


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rivals", type=Path, metavar="PYTHON", help="the interpreter of the others' environment")
    chosen = parser.parse_args()
    if chosen.quick or not chosen.rivals:
        settings = reach(QUICK)
        print(page(settings, REQUIREMENTS))
        return int(not holds(settings))
    against, settings = contest(chosen.rivals), reach(REACH)
    scaling = [ours(size, NOISY) for size in SIZES]
    whole = Whole(against, scaling, unwritten.measured(), attacks.table(), orders.table())
    RESULTS.mkdir(exist_ok=True)
    texts = {"matching.md": page(settings, REQUIREMENTS, whole), "matching.svg": plot(scaling)}
    for name, text in texts.items():
        (RESULTS / name).write_text(text, encoding="utf-8", newline="\n")
    return int(not holds(settings))


def _said(result: Result) -> Result:
    print(
        f"{result.name:14s} {result.queries:9,} × {result.lines:9,} {result.seconds:8.2f} s  "
        f"precision {result.score.precision:.5f}  recall {result.score.recall:.5f}",
        file=sys.stderr,
    )
    return result


if __name__ == "__main__":
    sys.exit(main())
