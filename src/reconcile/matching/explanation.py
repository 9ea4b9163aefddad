"""In words: where a query and a line disagree, what would make them a pair, and why each pair was matched."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from rapidfuzz.distance import OSA

from reconcile.facts.sessions import Flags, end_of_minute
from reconcile.frames import numbered
from reconcile.matching.evidence import BLURRED, NO_PAIR, TIERS, Compared, PairEvidence, Time, tier_of
from reconcile.matching.sides import Subject, User
from reconcile.matching.words import Difference, RowWords, covering, duration, time_apart
from reconcile.tables import MATCHES, REGISTER_KEY, STATEMENT_KEY
from reconcile.text.identifiers import MASK

_FEW = 3
"""Of so many positions at most the sentence names each."""
_SUBJECTS = {
    Subject.MASKED: "查詢條件可見部分",
    Subject.ALIAS: "查詢條件（證號對照表所列同一人）",
    Subject.TEXT: "查詢條件文字",
}
_USERS = {User.AGREES: "使用者", User.MASKED: "使用者可見部分"}

Differences: TypeAlias = tuple[Difference, ...]
"""What disagrees between one query and one line."""


def differences(words: RowWords, evidence: PairEvidence, compared: Compared) -> list[Differences]:
    """The disagreements of each pair."""
    found: list[Differences] = [()] * len(compared.query)
    for apart, tell in (
        (compared.subject >= Subject.SLIP, _subjects),
        (compared.user == User.DIFFERS, _users),
        (compared.time != Time.AGREES, _times),
        (compared.conflict, _offices),
    ):
        at = np.flatnonzero(apart)
        if len(at):
            for position, one in zip(at.tolist(), tell(words, evidence, compared.at(at)), strict=True):
                found[position] += (one,)
    return found


def remedies(
    evidence: PairEvidence, compared: Compared, present: list[Differences]
) -> Iterator[tuple[tuple[int, ...], ...]]:
    """What of each pair's disagreements would have to change for them to pair.

    Alternatives, each a set of positions in `present`; none where nothing written in the line would do.
    """
    rows = zip(
        present,
        compared.subject.tolist(),
        compared.user.tolist(),
        compared.time.tolist(),
        compared.conflict.tolist(),
        evidence.subjects.if_mended(compared.query).tolist(),
        strict=True,
    )
    return (_enough(tuple(one.field for one in apart), *verdicts) for apart, *verdicts in rows)


def _table() -> Any:
    """Whether evidence pairs, by subject, user, time and conflict of offices."""
    shape = (len(Subject), len(User), len(Time), 2)
    subject, user, time, conflict = (part.ravel() for part in np.indices(shape))
    tier = tier_of(subject, user, time, conflict == 1)
    return ((tier != NO_PAIR) & (tier != BLURRED)).reshape(shape)


_PAIRS = _table()


@lru_cache(None)
def _enough(
    apart: tuple[str, ...], subject: int, user: int, time: int, conflict: bool, mended: int
) -> tuple[tuple[int, ...], ...]:
    """The smallest sets of disagreements without which the two would pair."""
    for size in range(1, len(apart) + 1):
        found = []
        for some in combinations(range(len(apart)), size):
            fields = {apart[at] for at in some}
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


def _times(words: RowWords, evidence: PairEvidence, compared: Compared) -> Iterator[Difference]:
    sessions = evidence.sessions
    rows = zip(
        words.asked(compared.query, "queried_at"),
        words.written(compared.line, "login_at", "logout_at"),
        compared.seconds.tolist(),
        compared.same_clock.tolist(),
        sessions.after(compared.line, evidence.queried[compared.query]).tolist(),
        sessions.impossible[compared.line].tolist(),
        strict=True,
    )
    return (time_apart(at, session, *far) for (at,), session, *far in rows)


def _users(words: RowWords, evidence: PairEvidence, compared: Compared) -> Iterator[Difference]:
    users = evidence.users
    known = (users.spellings[code] for code in users.spelled[0][compared.query].tolist())
    asked = words.asked(compared.query, "user_name", "account", "queried_at")
    written = words.written(compared.line, "user_name", "login_at")
    unsure = _ends_with_its_user(evidence, compared).tolist()
    for (name, account, at), listed, (other, begun), cut in zip(asked, known, written, unsure, strict=True):
        ours, theirs = words.user(name or listed or None, account), words.user(other)
        too = f"且{covering(at, begun)}" if cut else ""
        yield Difference("user", f"使用者不同（明細表{ours}，紀錄表{theirs}）", f"使用者為{ours}{too}")


def _ends_with_its_user(evidence: PairEvidence, compared: Compared) -> Flags:
    """Where the session, without a logout, need not reach the query if it were that of another user.

    It lasts to its user's next login; so another user's may be over sooner, but not before its first minute.
    """
    sessions, line = evidence.sessions, compared.line
    first_minute = end_of_minute(sessions.opening[0][line]) + evidence.tolerance
    endless = (sessions.dated & ~sessions.ended)[line] & (compared.time == Time.AGREES)
    return np.asarray(endless & (evidence.queried[compared.query] > first_minute))


def _offices(_: RowWords, evidence: PairEvidence, compared: Compared) -> Iterator[Difference]:
    texts = evidence.office_texts
    asked, written = evidence.office_of[0][compared.query], evidence.office_of[1][compared.line]
    for one, other in zip(asked.tolist(), written.tolist(), strict=True):
        what = f"機關不同（明細表{texts[one]}，紀錄表{texts[other]}）"
        yield Difference("office", what, f"紀錄表機關為{texts[one]}")


def _subjects(words: RowWords, _: PairEvidence, compared: Compared) -> Iterator[Difference]:
    asked = words.asked(compared.query, "subject_id", "condition")
    written = words.written(compared.line, "subject_id", "condition")
    for relation, ours, theirs in zip(compared.subject.tolist(), asked, written, strict=True):
        yield _subject(words, relation, ours, theirs)


def _subject(
    words: RowWords, relation: int, asked: tuple[str | None, str | None], written: tuple[str | None, str | None]
) -> Difference:
    """Of identifiers and conditions."""
    ours, theirs = asked[0], written[0]
    remedy = "查詢條件相同"
    if relation in {Subject.BLURRED, Subject.VEILED} and ours and theirs:
        seen = sum(MASK not in both for both in zip(ours, theirs, strict=False))
        side = "明細表" if relation == Subject.BLURRED else "紀錄表"
        return Difference("subject", f"{side}查詢條件遮罩過多（兩邊均可見者僅 {seen} 碼）", remedy)
    if not ours or not theirs:
        one, other = words.condition(asked[1], ours), words.condition(written[1], theirs)
        return Difference("subject", f"查詢條件不同（明細表{one}，紀錄表{other}）", remedy)
    if OSA.distance(ours, theirs) == 1:
        return Difference("subject", words.slip(ours, theirs), remedy)
    masked = words.subject(ours), words.subject(theirs)
    at = [str(at) for at, both in enumerate(zip(ours, theirs, strict=False), start=1) if both[0] != both[1]]
    some = "、".join(at[:_FEW]) + (" 碼等" if len(at) > _FEW else " 碼")
    where = f"，第 {some}不同" if masked[0] == masked[1] and at else ""
    return Difference("subject", f"查詢條件不同（明細表{masked[0]}，紀錄表{masked[1]}{where}）", remedy)


def matches_table(words: RowWords, evidence: PairEvidence, pairs: Compared) -> pd.DataFrame:
    """The table `matches`."""
    keys = {name: words.queries[name].array.take(pairs.query) for name in STATEMENT_KEY}
    keys |= {name: words.lines[name].array.take(pairs.line) for name in REGISTER_KEY}
    tier = np.array(TIERS, dtype=object)[pairs.tier]
    return MATCHES.conform(pd.DataFrame(keys).assign(tier=tier, explanation=_explanations(words, evidence, pairs)))


def _explanations(words: RowWords, evidence: PairEvidence, pairs: Compared) -> list[str]:
    """Many pairs are of few kinds: what agrees is worded once for each."""
    sessions, near = evidence.sessions, pairs.time == Time.AGREES
    kinds = pd.DataFrame(
        {
            "subject": pairs.subject,
            "user": pairs.user,
            "seconds": np.where(near, pairs.seconds, -1),
            "after": near & sessions.after(pairs.line, evidence.queried[pairs.query]),
            "endless": (sessions.dated & ~sessions.ended)[pairs.line],
            "impossible": sessions.impossible[pairs.line],
        }
    )
    number = numbered(*(kinds[name].to_numpy(np.int64) for name in kinds))
    first = np.unique(number, return_index=True)[1]
    worded = [_agreeing(*kind) for kind in kinds.take(first).itertuples(index=False)]
    whole = [f"{one}。" for one in worded]
    return [
        f"{'；'.join((worded[kind], *(one.what for one in apart)))}。" if apart else whole[kind]
        for kind, apart in zip(number.tolist(), differences(words, evidence, pairs), strict=True)
    ]


def _agreeing(subject: int, user: int, seconds: int, after: bool, endless: bool, impossible: bool) -> str:
    """What agrees of a pair, `seconds` outside the session within the tolerance; -1 where time does not agree."""
    agreeing = [
        *([] if subject >= Subject.SLIP else [_SUBJECTS.get(Subject(subject), "查詢條件")]),
        *([_USERS[User(user)]] if user in _USERS else []),
        *(["時間"] if seconds >= 0 else []),
    ]
    near = "登入時段以外" if endless or impossible else "登出後" if after else "登入前"
    clauses = [
        f"{_listed(agreeing)}{'均' if len(agreeing) > 2 else ''}相符",
        *(["未載使用者全名，未予比對"] if user == User.NOT_COMPARED else []),
        *(["紀錄表未填登出時間"] if endless else []),
        *(["紀錄表登出早於登入"] if impossible else []),
        *([f"查詢時間在{near} {duration(seconds)}，於容許範圍內"] if seconds > 0 else []),
    ]
    return "；".join(clauses)


def _listed(words: list[str]) -> str:
    return "與".join(filter(None, ["、".join(words[:-1]), words[-1]]))
