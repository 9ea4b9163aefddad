"""What the order of the tiers costs: DESIGN §4's, that of version 0.2, and others, on the same worlds.

python benchmarks/matching/orders.py
"""

import numpy as np
import pandas as pd

from contest import PAIR
from noise import SETTINGS
from reconcile.facts.lines import duplicate_groups
from reconcile.facts.repeats import alike_groups
from reconcile.facts.sessions import MINUTE, Ints
from reconcile.frames import in_order
from reconcile.lists import Lists
from reconcile.matching.candidates import STAGES, Edges, edges_of, joined, with_bars
from reconcile.matching.choice import choose, give_to_earliest
from reconcile.matching.evidence import TIERS, PairEvidence
from reconcile.matching.optimum import optima
from reconcile.settings import Settings
from reconcile.text.dates import Month
from score import Score, score
from world import World, world

ORDERS = {
    "DESIGN §4": "exact masked text time user slip date day",
    "version 0.2": "exact masked text time+date+day user slip",
    "*user* before *time*": "exact masked text user time slip date day",
    "*slip*, *time*, *user*": "exact masked text slip time user date day",
    "*slip*, *user*, *time*": "exact masked text slip user time date day",
    "*date* before *slip*": "exact masked text time user date slip day",
}
"""Tiers strongest first; those joined by + are one."""
MEASURED = ("ordinary", "noisy", "noisy, independent", "noisy, to five minutes", "noisy repeats")
SEEDS, QUERIES = range(20261, 20281), 5_000


def places_in(order: str) -> Ints:
    """The place of each tier of TIERS; what the order does not name stands last."""
    place = {tier: at for at, same in enumerate(order.split()) for tier in same.split("+")}
    return np.array([place.get(tier, len(TIERS) - 1) for tier in TIERS])


def prepared(made: World) -> tuple[World, PairEvidence, Ints, Ints, Edges]:
    """All allowed pairs of a world's tables in the order of time."""
    queries = in_order(made.statement, ["queried_at", "statement_row"])
    lines = in_order(made.register, ["login_at", "logout_at", "register_entry", "register_line"])
    settings = Settings()
    evidence = PairEvidence.of(queries, lines, Lists(), settings.matching, settings.regulation.offices)
    evidence = with_bars(evidence, lines, Lists(), Month.of(queries["queried_at"].min()))
    alike, duplicates = alike_groups(queries, settings.matching.repeat_minutes), duplicate_groups(lines)
    first = [side.firsts for side in evidence.twins(alike, duplicates)]
    edges = joined(edges_of(evidence, stage, *first) for stage in range(len(STAGES)))
    return World(queries, lines, made.truth, made.invented), evidence, alike, duplicates, edges


def judged(order: str, ready: tuple[World, PairEvidence, Ints, Ints, Edges]) -> tuple[Score, int]:
    """How the pairs of the best matching in this order agree with the truth, and how many written queries lack one."""
    made, evidence, alike, duplicates, edges = ready
    place, within = places_in(order), Settings().matching.repeat_minutes * MINUTE
    ranked = Edges(edges.query, edges.line, place[edges.tier], edges.loss)
    best = optima(ranked, *evidence.twins(alike, duplicates))
    choice = choose(best, alike, duplicates)
    if "+" not in order:
        own = Edges(choice.pairs.query, choice.pairs.line, np.argsort(place)[choice.pairs.tier], choice.pairs.loss)
        choice = type(choice)(own, choice.tied, choice.tie)
        choice = give_to_earliest(choice, evidence, alike, within, best)
    rows = made.statement["statement_row"].take(choice.pairs.query).reset_index(drop=True)
    lines = made.register[PAIR[1:]].take(choice.pairs.line).reset_index(drop=True)
    pairs = pd.concat([rows, lines], axis="columns")
    written = made.truth.loc[made.truth["register_entry"].notna(), "statement_row"]
    return score(made.truth, pairs), int((~written.isin(pairs["statement_row"])).sum())


def table() -> str:
    """How well each order does on each kind of world."""
    rows = [
        "| worlds | order | precision | recall | false clears | written, left over |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for name in MEASURED:
        ready = [prepared(world(QUERIES, SETTINGS[name], seed)) for seed in SEEDS]
        for title, order in ORDERS.items():
            scores, left = zip(*(judged(order, one) for one in ready), strict=True)
            found, true, right = (sum(getattr(one, of) for one in scores) for of in ("found", "true", "right"))
            cleared, silent = (sum(getattr(one, of) for one in scores) for of in ("falsely_cleared", "unregistered"))
            figures = (right / found, right / true, cleared / silent, sum(left) / true)
            rows.append(f"| {name} | {title} | {' | '.join(f'{one:.5f}' for one in figures)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
