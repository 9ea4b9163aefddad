"""Why each pair was matched, in a sentence that a supervisor can read."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from reconcile.matching.candidates import Edges
from reconcile.matching.differences import Differences, differences
from reconcile.matching.evidence import MASKED, SLIP, TIERS, Evidence
from reconcile.matching.subjects import Subject
from reconcile.matching.users import User
from reconcile.matching.wording import Wording, duration
from reconcile.tables import MATCHES, REGISTER_KEY, STATEMENT_KEY


def matches_table(wording: Wording, evidence: Evidence, pairs: Edges) -> pd.DataFrame:
    """The table `matches`."""
    keys = [
        wording.queries[STATEMENT_KEY].take(pairs.query.tolist()).reset_index(drop=True),
        wording.lines[REGISTER_KEY].take(pairs.line.tolist()).reset_index(drop=True),
    ]
    table = pd.concat(keys, axis="columns")
    return MATCHES.conform(
        table.assign(
            tier=np.array(TIERS, dtype=object)[pairs.tier], explanation=_explanations(wording, evidence, pairs)
        )
    )


def _explanations(wording: Wording, evidence: Evidence, pairs: Edges) -> list[str]:
    agree = pairs.tier <= MASKED
    sentences = np.empty(len(pairs), dtype=object)
    sentences[agree] = _of_agreeing(evidence, pairs.where(agree))
    sentences[~agree] = _of_differing(wording, evidence, pairs.where(~agree))
    return list(sentences)


def _of_agreeing(evidence: Evidence, pairs: Edges) -> list[str]:
    """Many pairs are of few kinds, each worded once."""
    kinds = list(_kinds(evidence, pairs))
    worded = {kind: _sentence(Differences(), *kind) for kind in set(kinds)}
    return [worded[kind] for kind in kinds]


def _of_differing(wording: Wording, evidence: Evidence, pairs: Edges) -> list[str]:
    agreement = evidence.subjects.agreement(pairs.query, pairs.line)
    subject = np.where(pairs.tier == SLIP, Subject.SLIP, agreement)
    compared = evidence.compare(pairs.query, pairs.line, subject)
    found = differences(wording, evidence, pairs.query, pairs.line, compared)
    return [_sentence(one, *kind) for one, kind in zip(found, _kinds(evidence, pairs), strict=True)]


def _kinds(evidence: Evidence, pairs: Edges) -> Iterator[tuple[int, int, int, bool]]:
    """How the subjects agree, the `User`, the seconds outside, and whether they are after the session."""
    return zip(
        evidence.subjects.agreement(pairs.query, pairs.line).tolist(),
        evidence.users.compare(pairs.query, pairs.line).tolist(),
        pairs.seconds.tolist(),
        evidence.sessions.after(pairs.line, evidence.queried[pairs.query]).tolist(),
        strict=True,
    )


_SUBJECTS = {Subject.MASKED: "查詢條件可見部分", Subject.ALIAS: "查詢條件（證號對照表所列同一人）"}


def _sentence(found: Differences, subject: int, user: int, seconds: int, after: bool) -> str:
    agreeing = [
        *([] if found.subject else [_SUBJECTS.get(Subject(subject), "查詢條件")]),
        *([] if found.user or user == User.NOT_COMPARED else ["使用者可見部分" if user == User.MASKED else "使用者"]),
        *([] if found.time else ["時間"]),
    ]
    remarks = [f"查詢時間在{'登出後' if after else '登入前'} {duration(seconds)}，於容許範圍內"]
    clauses = [
        f"{_listed(agreeing)}{'均' if len(agreeing) > 2 else ''}相符",
        *(["未載使用者，未予比對"] if user == User.NOT_COMPARED else []),
        *(remarks if seconds and not found.time else []),
        *(difference.what for difference in found.present),
    ]
    return "；".join(clauses) + "。"


def _listed(words: list[str]) -> str:
    return "與".join(filter(None, ["、".join(words[:-1]), words[-1]]))
