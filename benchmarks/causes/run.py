"""Mistakes planted in months of an office: how many are named (recall), how many of the named ones were planted.

Every kind alone, every pair and a share of all triples, each on other months with other noise. The months are those of
the tests, so these are in the path: `PYTHONPATH=tests python benchmarks/causes/run.py [--every N]`. Prints the table of
docs/causes.md.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from time import process_time

from causes.judged import planted
from causes.mistakes import MISTAKES

SEEDS = 5
WITHOUT_FINDINGS = {"given_names"}
"""A given name alone fits its user in part: nothing is found, and there is nothing to explain."""
ONE_IN_ANOTHER = {"signed_on_paper", "user_not_signed"}


@dataclass
class Tally:
    """What came of some months. `before` and `after` are items to look at, without and with causes."""

    planted: int = 0
    found: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    noise: int = 0
    seconds: float = 0.0
    trials: list[int] = field(default_factory=list)

    def take(self, mistakes: Sequence[str], seed: int) -> None:
        """Plant them in one month."""
        wanted = Counter(MISTAKES[name][0] for name in mistakes)
        begun = process_time()
        month = planted(mistakes, seed, noise=1)
        self.seconds += process_time() - begun
        named = Counter(month.kinds)
        self.planted += len(mistakes)
        self.found += sum(named.values())
        self.right += sum((wanted & named).values())
        self.before += len(month.alone) + int(month.caused.causes["count"].sum())
        self.after += month.items
        self.noise += noise_alone(seed)
        self.trials.append(month.trials)

    def row(self, name: str) -> str:
        """A row of the table."""
        recall, precision = self.right / self.planted, self.right / max(self.found, 1)
        after = (self.after - self.noise) / self.planted
        return (
            f"| {name} | {self.planted} | {self.before} | {self.after} | {self.noise} | {after:.2f} "
            f"| {precision:.1%} | {recall:.1%} | {max(self.trials)} |"
        )


@cache
def noise_alone(seed: int) -> int:
    """What is found in that month without the mistakes."""
    return len(planted([], seed, noise=1).alone)


def main() -> None:
    """Plant and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--every", type=int, default=1, help="only every N-th combination")
    every = options.parse_args().every
    names = [name for name in MISTAKES if name not in WITHOUT_FINDINGS]
    print("| mistakes | planted | findings | items | noise alone | items a mistake | precision | recall | trials |")
    print("|---|---|---|---|---|---|---|---|---|")
    for title, size, step in (("one", 1, 1), ("pairs", 2, 1), ("triples", 3, 13)):
        tally = Tally()
        sets = [one for one in combinations(names, size) if not set(one) >= ONE_IN_ANOTHER][:: step * every]
        for number, mistakes in enumerate(sets):
            for seed in range(SEEDS) if size == 1 else [number % SEEDS]:
                tally.take(mistakes, seed)
        print(tally.row(title), flush=True)


if __name__ == "__main__":
    main()
