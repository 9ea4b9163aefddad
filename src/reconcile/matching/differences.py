"""In words: where a query and a line disagree, and what would have to be written for them to pair."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

import numpy as np
from rapidfuzz.distance import OSA

from reconcile.facts.persons import enough_visible
from reconcile.facts.sessions import DAY
from reconcile.matching.arrays import NULL, Ints
from reconcile.matching.evidence import BLURRED, NO_PAIR, Compared, PairEvidence, Time, tier_of
from reconcile.matching.subjects import Subject
from reconcile.matching.users import User
from reconcile.matching.words import RowWords, day, duration, moment
from reconcile.text.identifiers import MASK

_FEW = 3
"""Of so many positions at most the sentence names each."""


@dataclass(frozen=True)
class Difference:
    """One disagreement: of what, in words, and what would have to be so instead (a clause between 若 and 即)."""

    field: str
    what: str
    remedy: str


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
            _time(*times, *far) if time != Time.AGREES else None,
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
        return Difference("subject", _slip(words, ours, theirs), remedy)
    masked = words.subject(ours), words.subject(theirs)
    at = [str(at) for at, both in enumerate(zip(ours, theirs, strict=False), start=1) if both[0] != both[1]]
    some = "、".join(at[:_FEW]) + (" 碼等" if len(at) > _FEW else " 碼")
    where = f"，第 {some}不同" if masked[0] == masked[1] and at else ""
    return Difference("subject", f"查詢條件不同（明細表{masked[0]}，紀錄表{masked[1]}{where}）", remedy)


def _slip(words: RowWords, ours: str, theirs: str) -> str:
    at = next((at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(ours), len(theirs)) if at is None else at
    if len(ours) != len(theirs):
        return f"紀錄表的查詢條件{'少' if len(ours) > len(theirs) else '多'}第 {at + 1} 碼"
    if ours[at + 1 :] != theirs[at + 1 :]:
        return f"查詢條件第 {at + 1}、{at + 2} 碼前後對調"
    shown = words.subject(ours)[at], words.subject(theirs)[at]
    values = f"：{shown[0]}／{shown[1]}" if shown == (ours[at], theirs[at]) else ""
    return f"查詢條件第 {at + 1} 碼不同{values}"


def _user(words: RowWords, people: tuple[str | None, str | None, str | None], known: str) -> Difference:
    name, account, written = people
    ours, theirs = words.user(name or known or None, account), words.user(written)
    return Difference("user", f"使用者不同（明細表{ours}，紀錄表{theirs}）", f"使用者為{ours}")


def _time(
    at: datetime,
    session: tuple[datetime | None, datetime | None],
    seconds: int,
    same_clock: bool,
    after: bool,
    impossible: bool,
) -> Difference:
    login, logout = session
    if login is None and logout is None:
        return Difference("time", "紀錄表未填登入登出時間", f"登入時段含 {_instant(at, at)} ")
    begun = login or logout
    assert begun is not None
    with_year = begun.year != at.year
    if same_clock and begun.date() != at.date():
        written, right = day(begun, with_year=with_year), day(at, with_year=with_year)
        what = f"紀錄表日期 {written} 與明細表 {right} 不同，時刻相符"
        return Difference("time", what, f"紀錄表日期為 {right} ")
    remedy = f"登入時段含 {_instant(at, begun)} "
    if seconds >= DAY:
        what = (
            f"查詢時間 {day(at, with_year=with_year)} {at:%H:%M} 距紀錄表 {day(begun, with_year=with_year)} "
            f"{begun:%H:%M} 之時段 {duration(seconds)}"
        )
        return Difference("time", what, remedy)
    return Difference("time", f"查詢時間在{_side(login, logout, after, impossible)} {duration(seconds)}", remedy)


def _side(login: datetime | None, logout: datetime | None, after: bool, impossible: bool) -> str:
    """Before or after what: a session without a logout is over some minutes after its login."""
    if impossible:
        return "所寫登入登出時刻（登出早於登入）以外"
    if login is None:
        return "登出後" if after else "登出前"
    if logout is None:
        return "登入時段後（未填登出時間）" if after else "登入前"
    return "登出後" if after else "登入前"


def _instant(at: datetime, beside: datetime) -> str:
    return moment(at) if at.year == beside.year else f"{day(at, with_year=True)} {at:%H:%M}"
