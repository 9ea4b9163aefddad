"""The sample month with all its reports, against pdfplumber's reading of its PDF alone, in one run.

Each is a whole process, start-up and imports included; the best of three. Prints the two times and their ratio,
and fails where the month takes more than twice as long.
"""

import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "sample_data"
LIMIT = 2.0

PDFPLUMBER = """
import pdfplumber, sys
with pdfplumber.open(sys.argv[1]) as pdf:
    rows = sum(len(table) for page in pdf.pages for table in page.extract_tables())
assert rows > 400, rows
"""


def best_of(times: int, command: list[str]) -> float:
    """Seconds of the fastest of several runs of a command that must succeed."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> int:
    """Time both and compare."""
    with tempfile.TemporaryDirectory() as folder:
        month = best_of(3, [sys.executable, "-m", "reconcile", "demo", "--out", str(Path(folder) / "demo")])
    plumber = best_of(3, [sys.executable, "-c", PDFPLUMBER, str(SAMPLE / "statement.pdf")])
    ratio = month / plumber
    print(f"pdfplumber {version('pdfplumber')} extract_tables alone   {plumber:6.2f} s")
    print(f"reconcile demo, all reports              {month:6.2f} s   ratio {ratio:.2f} (limit {LIMIT})")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
