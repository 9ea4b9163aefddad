"""Why each pair was matched, in a sentence that a supervisor can read."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from reconcile.matching.candidates import Edges
from reconcile.matching.differences import Differences, differences
from reconcile.matching.evidence import SLIP, TEXT, TIERS, PairEvidence
from reconcile.matching.subjects import Subject
from reconcile.matching.users import User
from reconcile.matching.words import RowWords, duration
from reconcile.tables import MATCHES, REGISTER_KEY, STATEMENT_KEY


def matches_table(words: RowWords, evidence: PairEvidence, pairs: Edges) -> pd.DataFrame:
    """The table `matches`."""
    keys = [
        words.queries[STATEMENT_KEY].take(pairs.query.tolist()).reset_index(drop=True),
        words.lines[REGISTER_KEY].take(pairs.line.tolist()).reset_index(drop=True),
    ]
    table = pd.concat(keys, axis="columns")
    return MATCHES.conform(
        table.assign(tier=np.array(TIERS, dtype=object)[pairs.tier], explanation=_explanations(words, evidence, pairs))
    )


def _explanations(words: RowWords, evidence: PairEvidence, pairs: Edges) -> list[str]:
    agree = pairs.tier <= TEXT
    sentences = np.empty(len(pairs), dtype=object)
    sentences[agree] = _of_agreeing(evidence, pairs.where(agree))
    sentences[~agree] = _of_differing(words, evidence, pairs.where(~agree))
    return list(sentences)


def _of_agreeing(evidence: PairEvidence, pairs: Edges) -> list[str]:
    """Many pairs are of few kinds, each worded once."""
    kinds = list(_kinds(evidence, pairs))
    worded = {kind: _sentence(Differences(()), kind) for kind in set(kinds)}
    return [worded[kind] for kind in kinds]


def _of_differing(words: RowWords, evidence: PairEvidence, pairs: Edges) -> list[str]:
    agreement = evidence.subjects.agreement(pairs.query, pairs.line)
    subject = np.where(pairs.tier == SLIP, Subject.SLIP, agreement)
    compared = evidence.compare(pairs.query, pairs.line, subject)
    found = differences(words, evidence, pairs.query, pairs.line, compared)
    return [_sentence(one, kind) for one, kind in zip(found, _kinds(evidence, pairs), strict=True)]


Kind = tuple[int, int, int, bool, bool, bool]
"""How the subjects agree, the `User`, the seconds outside, whether they are after the session, whether the session has
no logout, whether it is impossible."""


def _kinds(evidence: PairEvidence, pairs: Edges) -> Iterator[Kind]:
    sessions = evidence.sessions
    return zip(
        evidence.subjects.agreement(pairs.query, pairs.line).tolist(),
        evidence.users.compare(pairs.query, pairs.line).tolist(),
        sessions.outside(pairs.line, evidence.queried[pairs.query]).tolist(),
        sessions.after(pairs.line, evidence.queried[pairs.query]).tolist(),
        (sessions.dated & ~sessions.ended)[pairs.line].tolist(),
        sessions.impossible[pairs.line].tolist(),
        strict=True,
    )


_SUBJECTS = {
    Subject.MASKED: "查詢條件可見部分",
    Subject.ALIAS: "查詢條件（證號對照表所列同一人）",
    Subject.TEXT: "查詢條件文字",
}


_USERS = {User.AGREES: "使用者", User.MASKED: "使用者可見部分"}


def _sentence(found: Differences, kind: Kind) -> str:
    subject, user, seconds, after, endless, impossible = kind
    apart = {one.field for one in found.present}
    agreeing = [
        *([] if "subject" in apart else [_SUBJECTS.get(Subject(subject), "查詢條件")]),
        *([] if "user" in apart or user == User.NOT_COMPARED else [_USERS[User(user)]]),
        *([] if "time" in apart else ["時間"]),
    ]
    near = "登入時段以外" if endless or impossible else "登出後" if after else "登入前"
    clauses = [
        f"{_listed(agreeing)}{'均' if len(agreeing) > 2 else ''}相符",
        *(["未載使用者，未予比對"] if user == User.NOT_COMPARED else []),
        *(["紀錄表未填登出時間"] if endless else []),
        *(["紀錄表登出早於登入"] if impossible else []),
        *([f"查詢時間在{near} {duration(seconds)}，於容許範圍內"] if seconds and "time" not in apart else []),
        *(difference.what for difference in found.present),
    ]
    return "；".join(clauses) + "。"


def _listed(words: list[str]) -> str:
    return "與".join(filter(None, ["、".join(words[:-1]), words[-1]]))
