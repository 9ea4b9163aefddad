"""In words: where a query and a line disagree, what would make them a pair, and why each pair was matched."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA

from reconcile.facts.persons import enough_visible
from reconcile.facts.sessions import Ints
from reconcile.matching.arrays import NULL
from reconcile.matching.candidates import Edges
from reconcile.matching.evidence import (
    BLURRED,
    NO_PAIR,
    SLIP,
    TEXT,
    TIERS,
    Compared,
    PairEvidence,
    Time,
    tier_of,
)
from reconcile.matching.sides import Subject, User
from reconcile.matching.words import Difference, RowWords, duration, time_apart
from reconcile.tables import MATCHES, REGISTER_KEY, STATEMENT_KEY
from reconcile.text.identifiers import MASK

_FEW = 3
"""Of so many positions at most the sentence names each."""


@dataclass(frozen=True)
class Differences:
    """What disagrees between one query and one line, and what of it would have to change for them to pair.

    `enough` are alternatives, each a set of positions in `present`; none where nothing written in the line would do.
    """

    present: tuple[Difference, ...]
    enough: tuple[tuple[int, ...], ...] = ()

    def of(self, field: str) -> Difference | None:
        """The disagreement in subject, user, time or office; None where they agree."""
        return next((one for one in self.present if one.field == field), None)


def differences(
    words: RowWords, evidence: PairEvidence, query: Ints, line: Ints, compared: Compared
) -> list[Differences]:
    """The disagreements of each pair."""
    mended = _mended_subject(evidence, query)
    rows = zip(
        compared.subject.tolist(),
        compared.user.tolist(),
        compared.time.tolist(),
        compared.conflict.tolist(),
        mended.tolist(),
        _in_words(words, evidence, query, line, compared),
        strict=True,
    )
    return [
        Differences(present, _enough(present, (subject, user, time, conflict), better))
        for subject, user, time, conflict, better, present in rows
    ]


def _mended_subject(evidence: PairEvidence, query: Ints) -> Ints:
    """How subjects would agree if the line said what the statement says; OTHER where that would not do."""
    subjects = evidence.subjects
    code = subjects.of_query[query]
    seen = [enough_visible(len(text) - text.count(MASK), len(text)) for text in subjects.texts]
    seen_enough = np.array([*seen, False])[code]
    told = (code == NULL) & (subjects.told_by_query[query] != NULL)
    cases = [told, code == NULL, subjects.masked[code] & ~seen_enough, subjects.masked[code]]
    return np.select(cases, [Subject.TEXT, Subject.OTHER, Subject.OTHER, Subject.MASKED], Subject.SAME)


def _table() -> Any:
    """Whether evidence pairs, by subject, user, time and conflict of offices."""
    shape = (len(Subject), len(User), len(Time), 2)
    subject, user, time, conflict = (part.ravel() for part in np.indices(shape))
    tier = tier_of(subject, user, time, conflict == 1)
    return ((tier != NO_PAIR) & (tier != BLURRED)).reshape(shape)


_PAIRS = _table()


def _enough(
    present: tuple[Difference, ...], verdicts: tuple[int, int, int, bool], mended: int
) -> tuple[tuple[int, ...], ...]:
    """The smallest sets of disagreements without which the two would pair."""
    for size in range(1, len(present) + 1):
        found = []
        for some in combinations(range(len(present)), size):
            subject, user, time, conflict = verdicts
            fields = {present[at].field for at in some}
            verdict = (
                mended if "subject" in fields else subject,
                int(User.AGREES) if "user" in fields else user,
                int(Time.AGREES) if "time" in fields else time,
                0 if "office" in fields else int(conflict),
            )
            if _PAIRS[verdict]:
                found.append(some)
        if found:
            return tuple(found)
    return ()


def _in_words(
    words: RowWords, evidence: PairEvidence, query: Ints, line: Ints, compared: Compared
) -> Iterator[tuple[Difference, ...]]:
    sessions = evidence.sessions
    rows = zip(
        compared.subject.tolist(),
        compared.user.tolist(),
        compared.time.tolist(),
        compared.conflict.tolist(),
        zip(
            compared.seconds.tolist(),
            compared.same_clock.tolist(),
            sessions.after(line, evidence.queried[query]).tolist(),
            sessions.impossible[line].tolist(),
            strict=True,
        ),
        zip(words.subjects(query, line), words.conditions(query, line), strict=True),
        words.people(query, line),
        _known_names(evidence, query),
        zip(words.instants(query), words.sessions(line), strict=True),
        words.offices(query, line),
        strict=True,
    )
    for subject, user, time, conflict, far, conditions, people, known, times, offices in rows:
        found = (
            _subject(words, Subject(subject), *conditions) if subject >= Subject.SLIP else None,
            _user(words, people, known) if user == User.DIFFERS else None,
            time_apart(*times, *far) if time != Time.AGREES else None,
            _office(*offices) if conflict else None,
        )
        yield tuple(one for one in found if one)


def _known_names(evidence: PairEvidence, query: Ints) -> Iterator[str]:
    """Whom the statement or the roster names, blank where nobody."""
    users = evidence.users
    return (users.spellings[code] for code in users.spelled[0][query].tolist())


def _office(ours: str | None, theirs: str | None) -> Difference:
    return Difference("office", f"機關不同（明細表{ours}，紀錄表{theirs}）", f"紀錄表機關為{ours}")


def _subject(
    words: RowWords, relation: Subject, whole: tuple[str | None, str | None], shown: tuple[str, str]
) -> Difference:
    ours, theirs = whole
    remedy = "查詢條件相同"
    if relation in {Subject.BLURRED, Subject.VEILED} and ours and theirs:
        seen = sum(MASK not in both for both in zip(ours, theirs, strict=False))
        side = "明細表" if relation == Subject.BLURRED else "紀錄表"
        return Difference("subject", f"{side}查詢條件遮罩過多（兩邊均可見者僅 {seen} 碼）", remedy)
    if not ours or not theirs:
        return Difference("subject", f"查詢條件不同（明細表{shown[0]}，紀錄表{shown[1]}）", remedy)
    if OSA.distance(ours, theirs) == 1:
        return Difference("subject", words.slip(ours, theirs), remedy)
    masked = words.subject(ours), words.subject(theirs)
    at = [str(at) for at, both in enumerate(zip(ours, theirs, strict=False), start=1) if both[0] != both[1]]
    some = "、".join(at[:_FEW]) + (" 碼等" if len(at) > _FEW else " 碼")
    where = f"，第 {some}不同" if masked[0] == masked[1] and at else ""
    return Difference("subject", f"查詢條件不同（明細表{masked[0]}，紀錄表{masked[1]}{where}）", remedy)


def _user(words: RowWords, people: tuple[str | None, str | None, str | None], known: str) -> Difference:
    name, account, written = people
    ours, theirs = words.user(name or known or None, account), words.user(written)
    return Difference("user", f"使用者不同（明細表{ours}，紀錄表{theirs}）", f"使用者為{ours}")


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
        *(["未載使用者全名，未予比對"] if user == User.NOT_COMPARED else []),
        *(["紀錄表未填登出時間"] if endless else []),
        *(["紀錄表登出早於登入"] if impossible else []),
        *([f"查詢時間在{near} {duration(seconds)}，於容許範圍內"] if seconds and "time" not in apart else []),
        *(difference.what for difference in found.present),
    ]
    return "；".join(clauses) + "。"


def _listed(words: list[str]) -> str:
    return "與".join(filter(None, ["、".join(words[:-1]), words[-1]]))
