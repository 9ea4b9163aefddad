"""In words: where a query and a line disagree, and what would have to be written for them to agree."""

from dataclasses import dataclass
from datetime import datetime

from rapidfuzz.distance import OSA

from reconcile.matching.arrays import Ints
from reconcile.matching.evidence import Comparison, Evidence
from reconcile.matching.sessions import DAY, Time
from reconcile.matching.subjects import Subject
from reconcile.matching.users import User
from reconcile.matching.wording import Wording, day, duration, moment


@dataclass(frozen=True)
class Difference:
    """One disagreement: what it is, and what would have to be so instead (a clause between 若 and 即)."""

    what: str
    remedy: str


@dataclass(frozen=True)
class Differences:
    """What disagrees between one query and one line; null where it agrees or is not compared."""

    subject: Difference | None = None
    user: Difference | None = None
    time: Difference | None = None

    @property
    def present(self) -> list[Difference]:
        """The disagreements, in the order of the evidence."""
        return [one for one in (self.subject, self.user, self.time) if one]


def differences(
    wording: Wording, evidence: Evidence, query: Ints, line: Ints, compared: Comparison
) -> list[Differences]:
    """The disagreements of each pair."""
    rows = zip(
        compared.subject.tolist(),
        compared.user.tolist(),
        compared.time.tolist(),
        compared.seconds.tolist(),
        compared.same_clock.tolist(),
        evidence.sessions.after(line, evidence.queried[query]).tolist(),
        wording.subjects(query, line),
        wording.people(query, line),
        wording.instants(query),
        wording.sessions(line),
        strict=True,
    )
    return [
        Differences(
            subject=_subject(wording, *identifiers) if subject >= Subject.SLIP else None,
            user=_user(wording, *people) if user == User.DIFFERS else None,
            time=_time(instant, session, seconds, after, same_clock) if time != Time.AGREES else None,
        )
        for subject, user, time, seconds, same_clock, after, identifiers, people, instant, session in rows
    ]


def _subject(wording: Wording, ours: str | None, theirs: str | None) -> Difference:
    remedy = "查詢條件相同"
    if not ours or not theirs or OSA.distance(ours, theirs) > 1:
        return Difference(f"查詢條件不同（明細表{wording.subject(ours)}，紀錄表{wording.subject(theirs)}）", remedy)
    at = next((at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(ours), len(theirs)) if at is None else at
    if len(ours) != len(theirs):
        return Difference(f"紀錄表的查詢條件{'少' if len(ours) > len(theirs) else '多'}第 {at + 1} 碼", remedy)
    if ours[at + 1 :] != theirs[at + 1 :]:
        return Difference(f"查詢條件第 {at + 1}、{at + 2} 碼前後對調", remedy)
    shown = wording.subject(ours)[at], wording.subject(theirs)[at]
    values = f"：{shown[0]}／{shown[1]}" if shown == (ours[at], theirs[at]) else ""
    return Difference(f"查詢條件第 {at + 1} 碼不同{values}", remedy)


def _user(wording: Wording, name: str | None, account: str | None, written: str | None) -> Difference:
    ours, theirs = wording.user(name, account), wording.user(written)
    return Difference(f"使用者不同（明細表{ours}，紀錄表{theirs}）", f"使用者為{ours}")


def _time(
    at: datetime,
    session: tuple[datetime | None, datetime | None],
    seconds: int,
    after: bool,
    same_clock: bool,
) -> Difference:
    login, logout = session
    if login is None or logout is None:
        return Difference("紀錄表未填登入登出時間", f"紀錄表時間為 {moment(at)} ")
    with_year = login.year != at.year
    if same_clock:
        written, right = day(login, with_year=with_year), day(at, with_year=with_year)
        return Difference(f"紀錄表日期 {written} 與明細表 {right} 不同，時刻相符", f"紀錄表日期為 {right} ")
    if login.date() == at.date() or seconds < DAY:
        return Difference(
            f"查詢時間在{'登出後' if after else '登入前'} {duration(seconds)}", f"登入時段含 {moment(at)} "
        )
    return Difference(
        f"查詢時間 {day(at, with_year=with_year)} {at:%H:%M} 與紀錄表 {day(login, with_year=with_year)} "
        f"{login:%H:%M} 相差 {duration(seconds)}",
        f"登入時段含 {moment(at)} ",
    )
