"""What no matcher that obeys the definition can exceed, even told the truth wherever that leaves a choice."""

import numpy as np
import pandas as pd

from reconcile.facts.sessions import Flags, Ints
from reconcile.lists import Lists
from reconcile.matching.arrays import parts_of
from reconcile.matching.assignment import heaviest
from reconcile.matching.candidates import STAGES, Edges, edges_of, joined
from reconcile.matching.evidence import PairEvidence
from reconcile.matching.optimum import components
from reconcile.settings import MatchingSettings, Settings
from world import World

LINE = ["register_entry", "register_line"]


def most_right(made: World) -> int:
    """How many true pairs an optimal matching of a world holds at most.

    All optimal matchings count, also those between which the definition sees a tie or prefers the earlier: whoever
    reports one of them, or a part of it, finds no more true pairs than this.
    """
    rules = Lists(), MatchingSettings(), Settings().regulation.offices
    evidence = PairEvidence.of(made.statement, made.register, *rules)
    queries, lines = evidence.all_queries, evidence.all_lines
    edges = joined(edges_of(evidence, stage, queries, lines) for stage in range(len(STAGES)))
    right = _line_of_each_query(made)[edges.query] == edges.line
    parts = parts_of(components(edges, len(made.statement), len(made.register))[edges.query])
    return sum(_most_right_in(edges.at(part), right[part]) for part in parts)


def _most_right_in(edges: Edges, right: Flags) -> int:
    """The same of one component: being right is one more field, below all others, of what a pair weighs."""
    query, line = edges.query.tolist(), edges.line.tolist()
    query_at = {one: at for at, one in enumerate(dict.fromkeys(query))}
    line_at = {other: at for at, other in enumerate(dict.fromkeys(line))}
    most_pairs = min(len(query_at), len(line_at))
    ends = [(query_at[one], line_at[other]) for one, other in zip(query, line, strict=True)]
    weighed = [
        (*pair, (weight << most_pairs.bit_length()) + is_right)
        for pair, weight, is_right in zip(ends, edges.weights(most_pairs), right.tolist(), strict=True)
    ]
    held = heaviest(weighed, [1] * len(query_at), [1] * len(line_at)).held
    return sum(is_right and other in held[one] for (one, other), is_right in zip(ends, right.tolist(), strict=True))


def _line_of_each_query(made: World) -> Ints:
    """The position of the line that tells of each query; -1 where none does."""
    truth = made.truth.set_index("statement_row").loc[made.statement["statement_row"].astype("int64"), LINE]
    told = pd.MultiIndex.from_frame(truth.fillna(0).astype("int64"))
    return np.asarray(pd.MultiIndex.from_frame(made.register[LINE].astype("int64")).get_indexer(told), dtype=np.int64)
