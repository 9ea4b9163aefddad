"""Contests measured: each matcher in a process of its own on the same Parquet files, judged by the world's truth."""

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd

from bound import most_right
from noise import Noise
from reconcile.tables import REGISTER, STATEMENT
from score import Score, score
from world import world

HERE = Path(__file__).parent
SEED = 20261


@dataclass(frozen=True)
class Result:
    """One matcher on one world: processor seconds of the matching alone, the process's peak memory in GB, the score.

    `most_right` is how many true pairs the definition lets any matcher find; None where that was not asked.
    """

    name: str
    queries: int
    lines: int
    seconds: float
    peak_gb: float | None
    score: Score
    most_right: int | None = None

    @property
    def best_recall(self) -> float | None:
        """The greatest recall that the definition allows."""
        return None if self.most_right is None else self.most_right / self.score.true


class Arena:
    """One world laid out in a folder, in which matchers are run one after another."""

    def __init__(self, queries: int, noise: Noise, folder: Path) -> None:
        self._world = made = world(queries, noise, SEED)
        self._folder = folder
        STATEMENT.write(made.statement, folder / "statement.parquet")
        REGISTER.write(made.register, folder / "register.parquet")

    def ours(self, times: int = 1) -> Result:
        """Our matcher, explanations included; seconds are the median of so many runs."""
        return self._run("reconcile", [sys.executable, str(HERE / "ours.py")], times)

    def ours_bounded(self) -> Result:
        """Our matcher, and what no matcher could exceed."""
        return replace(self.ours(), most_right=most_right(self._world))

    def rival(self, name: str, python: Path, times: int) -> Result:
        """Another matcher, in its own environment and that alone (-E: PYTHONPATH would bring our package in)."""
        return self._run(name, [str(python), "-E", str(HERE / "rivals.py"), name], times)

    def _run(self, name: str, command: list[str], times: int) -> Result:
        files = [str(self._folder / f"{table}.parquet") for table in ("statement", "register", "pairs")]
        told = [_told([*command, *files]) for _ in range(times)]
        found = pd.read_parquet(files[-1])
        tied = found["register_entry"].isna()
        return Result(
            name,
            len(self._world.truth),
            len(self._world.register),
            median(one["seconds"] for one in told),
            told[0]["peak_gb"],
            score(self._world.truth, found[~tied], found.loc[tied, "statement_row"]),
        )


def _told(command: list[str]) -> dict[str, float]:
    """What a contestant says of its run, in the last line that it prints."""
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    said: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return said


def growth(sizes: list[int], seconds: list[float]) -> tuple[float, float]:
    """The slope of log seconds over log size by least squares, and what n log n would have over the same sizes."""
    size = np.array(sizes, dtype=float)
    ideal = size * np.log(size)
    slopes = [float(np.polyfit(np.log(size), np.log(values), 1)[0]) for values in (np.array(seconds), ideal)]
    return slopes[0], slopes[1]
