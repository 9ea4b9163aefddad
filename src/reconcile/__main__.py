"""The process: `reconcile`, or `python -m reconcile` where the command itself is not on the path."""

import gc
import sys

from reconcile.cli import main

SELDOM = 1_000_000
"""Objects made between two searches for cycles: at the usual 700 a month spends a seventh of its time in them."""


def run() -> int:
    """One command, and its exit code."""
    gc.set_threshold(SELDOM)
    return main()


if __name__ == "__main__":
    sys.exit(run())
