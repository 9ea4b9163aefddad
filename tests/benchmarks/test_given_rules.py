"""What other matchers are given in the contest is what ours goes by: the same pairs, each in the same tier."""

from dataclasses import replace

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

import given_rules
import orders
from noise import NOISY
from reconcile.matching.candidates import STAGES, edges_of, joined
from reconcile.matching.evidence import TIERS
from world import world


def test_the_rules_given_to_others_allow_the_pairs_that_ours_allow_in_the_same_tiers() -> None:
    noise = replace(NOISY, independent=True, wrong_time=0.5, never_performed=0.5)
    made, evidence, *_ = orders.prepared(world(500, noise, 9))
    every = evidence.all_queries, evidence.all_lines
    edges = joined(edges_of(evidence, stage, *every) for stage in range(len(STAGES)))
    ours = {
        (query, line): TIERS[tier]
        for query, line, tier in zip(edges.query.tolist(), edges.line.tolist(), edges.tier.tolist(), strict=True)
    }

    queries, written = given_rules.prepared(made.statement, made.register)
    lines = given_rules.of_the_month(queries, written)
    alike = cdist(queries["subject_id"].tolist(), lines["subject_id"].tolist(), scorer=OSA.normalized_similarity)
    query, line = (one.ravel() for one in np.indices(alike.shape))
    same_user = queries["user_name"].to_numpy()[query] == lines["user_name"].to_numpy()[line]
    seconds = given_rules.outside(queries, lines, query, line)
    same_clock = given_rules.misdated(queries, lines, query, line)
    key = {(row.register_entry, row.register_line): at for at, row in enumerate(written.itertuples())}
    position = [key[row.register_entry, row.register_line] for row in lines.itertuples()]
    given = {
        (one, position[other]): given_rules.TIERS[place]
        for one, other, *known in zip(query, line, alike.ravel(), same_user, seconds, same_clock, strict=True)
        if (place := given_rules.tier(*known)) < len(given_rules.TIERS)
    }
    assert given == ours
    assert set(ours.values()) == set(given_rules.TIERS)
    assert len(lines) == len(written) - evidence.barred.sum() < len(written)
