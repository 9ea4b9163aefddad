"""The matcher's benchmark: run.py --quick, or run.py --rivals PYTHON to write the page and the plot of the results.

--quick measures ten thousand queries without the others and writes nothing; it fails where a floor is not held.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import Arena, Result
from noise import NOISY, SETTINGS, Noise
from page import page, plot

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results"
REQUIREMENTS = HERE.parent / "requirements.txt"
RIVALS = ("splink", "recordlinkage", "reconcile-py", "civicpay", "duckdb")
CONTEST, REACH, QUICK = 11_000, 100_000, 10_000
TIMES = 3
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
FLOORS = {"ordinary": 0.999, "noisy": 0.995}


@contextmanager
def arena(queries: int, noise: Noise) -> Iterator[Arena]:
    """A world in a folder that goes when it is no longer needed."""
    with tempfile.TemporaryDirectory() as folder:
        yield Arena(queries, noise, Path(folder))


def ours(queries: int, noise: Noise) -> Result:
    """Our matcher on one world."""
    with arena(queries, noise) as place:
        return _said(place.ours())


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
        reach = {name: ours(QUICK, noise) for name, noise in SETTINGS.items()}
        print(page([], reach, [], REQUIREMENTS))
        scores = {name: reach[name].score for name in FLOORS}
        return int(any(min(scores[name].precision, scores[name].recall) < least for name, least in FLOORS.items()))
    against = contest(chosen.rivals)
    reach = {name: ours(REACH, noise) for name, noise in SETTINGS.items()}
    scaling = [ours(size, NOISY) for size in SIZES]
    RESULTS.mkdir(exist_ok=True)
    for name, text in (("matching.md", page(against, reach, scaling, REQUIREMENTS)), ("matching.svg", plot(scaling))):
        (RESULTS / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def _said(result: Result) -> Result:
    print(
        f"{result.name:14s} {result.queries:9,} × {result.lines:9,} {result.seconds:8.2f} s  "
        f"precision {result.score.precision:.5f}  recall {result.score.recall:.5f}",
        file=sys.stderr,
    )
    return result


if __name__ == "__main__":
    sys.exit(main())
