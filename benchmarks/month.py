"""The sample month with all its reports, against pdfplumber's reading of its PDF alone, in one run.

Each is a whole process, start-up and imports included, with its bytecode written as an installed program has it. They
take turns, and the best of each counts. Prints seconds by the clock and of the processor, its children's included, and
the ratios; fails where the month takes more than 1.3 times as long by the clock.
"""

import compileall
import os
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data"
LIMIT = 1.3
TIMES = 5

PDFPLUMBER = """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    rows = sum(len(table) for page in pdf.pages for table in page.extract_tables())
assert rows > 400, rows
"""

Seconds = tuple[float, float]
"""By the clock, and of the processor."""


def once(command: list[str]) -> Seconds:
    """What a command costs that must succeed."""
    clock, processor = time.perf_counter(), _of_children()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - clock, _of_children() - processor


def _of_children() -> float:
    """Processor seconds of all children so far, and of theirs; 0 on Windows, which does not tell."""
    spent = os.times()
    return spent.children_user + spent.children_system


def best(costs: list[Seconds]) -> Seconds:
    """The least of each."""
    clock, processor = zip(*costs, strict=True)
    return min(clock), min(processor)


def main() -> int:
    """Time both and compare."""
    compileall.compile_dir(ROOT / "src", quiet=1)
    month, plumber = list[Seconds](), list[Seconds]()
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory() as folder:
            month.append(once([sys.executable, "-m", "reconcile", "demo", "--out", str(Path(folder) / "demo")]))
        plumber.append(once([sys.executable, "-c", PDFPLUMBER, str(SAMPLE / "statement.pdf")]))
    (ours, our_work), (theirs, their_work) = best(month), best(plumber)
    ratio = ours / theirs
    print(f"pdfplumber {version('pdfplumber')} extract_tables alone   {theirs:6.2f} s   processor {their_work:6.2f} s")
    print(f"reconcile demo, all reports              {ours:6.2f} s   processor {our_work:6.2f} s")
    print(f"ratio {ratio:.2f} (limit {LIMIT}), of processor time {our_work / max(their_work, 0.01):.2f}")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
