"""An honest month: every query has its line, and every line says what happened."""

from datetime import date, datetime, time, timedelta
from random import Random

from maker.month import FAILURE, FIRST_DAY, SUCCESS, Entry, Line, Month, Query, working_days
from maker.people import DEPUTY, NATIONAL, PASSPORT, SUPERVISOR, USERS, Subject, User, citizen, foreigner

_LINES_AN_ENTRY = 4
_PURPOSE_SHARES = {1: 17, 2: 55, 3: 16, 4: 12}
_SIZE_SHARES = {1: 33, 2: 27, 3: 18, 4: 15, 5: 4, 6: 3}
_NOTES = (
    "法院囑託查證當事人入出境情形",
    "查催未換發國民身分證清冊",
    "國稅局函查納稅義務人出境資料",
    "役政單位會辦出境役男戶籍資料",
    "地檢署函查戶籍及入出境資料",
    "清查戶籍設於戶政事務所之人口",
)
_REMARKS = {1: "國籍字第{}號", 2: "戶登字第{}號", 3: "印鑑字第{}號", 4: "花市戶字第{}號"}
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def honest_month(rng: Random, queries: int) -> Month:
    """A month of exactly so many queries, in the order of time."""
    people = _People(rng)
    month = Month([], [])
    for user, login in _logins(rng):
        left = queries - len(month.queries)
        if not left:
            break
        size = min(left, *rng.choices(list(_SIZE_SHARES), list(_SIZE_SHARES.values())))
        session = _session(rng, people, user, login, size)
        month.queries.extend(session)
        month.entries.extend(_entries(rng, session, login))
    assert len(month.queries) == queries, "the days hold too few sessions"
    month.queries.sort(key=lambda query: (query.at, query.user.account))
    month.entries.sort(key=lambda entry: (entry.login_at, entry.user.account))
    return month


def full_width(text: str) -> str:
    """The printable ASCII characters of a text as full-width ones."""
    return text.translate(_FULL_WIDTH)


class _People:
    """Who is asked about: mostly somebody new, now and then somebody whom a colleague asked about another day."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._met: list[tuple[Subject, User, date]] = []
        self._known: set[str] = set()

    def next_for(self, user: User, on: date, purpose: int) -> Subject:
        asked = [
            subject
            for subject, other, day in self._met
            if other is not user and (on - day).days >= 2 and (subject.label == NATIONAL) == (purpose != 1)
        ]
        if asked and self._rng.random() < 0.05:
            subject = self._rng.choice(asked)
            self._met = [meeting for meeting in self._met if meeting[0] is not subject]
            return subject
        return self._somebody_new(user, on, purpose)

    def _somebody_new(self, user: User, on: date, purpose: int) -> Subject:
        foreign = self._rng.random() < {1: 0.9, 2: 0.22, 3: 0.04, 4: 0.2}[purpose]
        subject = foreigner(self._rng) if foreign else citizen(self._rng)
        if subject.identifier in self._known:
            return self._somebody_new(user, on, purpose)
        self._known.add(subject.identifier)
        self._met.append((subject, user, on))
        return subject


def _logins(rng: Random) -> list[tuple[User, datetime]]:
    """More logins than the month needs, spread over it, those of one user at least 25 minutes apart."""
    logins = []
    for day in working_days():
        wanted = rng.randint(9, 11)
        taken: list[tuple[User, datetime]] = []
        while len(taken) < wanted:
            user = rng.choices(USERS, [user.share for user in USERS])[0]
            second = rng.choice((rng.randrange(8 * 3600 + 240, 12 * 3600), rng.randrange(13 * 3600, 17 * 3600)))
            login = datetime.combine(day, time()) + timedelta(seconds=second)
            if all(other is not user or abs(at - login) >= timedelta(minutes=25) for other, at in taken):
                taken.append((user, login))
        logins.extend(taken)
    rng.shuffle(logins)
    return logins


def _session(rng: Random, people: _People, user: User, login: datetime, size: int) -> list[Query]:
    """The queries of one login, all for one purpose."""
    purpose = rng.choices(list(_PURPOSE_SHARES), list(_PURPOSE_SHARES.values()))[0]
    queries = []
    at = login
    for _ in range(size):
        at += timedelta(seconds=rng.randint(18, 85))
        subject = people.next_for(user, login.date(), purpose)
        result = FAILURE if rng.random() < 0.03 else SUCCESS
        queries.append(Query(user, at, subject, _function(subject), _printed_condition(rng, subject), result, purpose))
    return queries


def _entries(rng: Random, session: list[Query], login: datetime) -> list[Entry]:
    """The entries of one session: more than four lines go on in a next entry with the same times."""
    first = session[0]
    user, purpose = first.user, first.purpose
    login_at, logout_at = _written_times(rng, user, login, session[-1].at + timedelta(seconds=rng.randint(15, 70)))
    note = rng.choice(_NOTES) if purpose == 4 else ""
    remark = _REMARKS[purpose].format(f"1150{rng.randrange(3000, 5000):04d}") if rng.random() < 0.35 else ""
    signed_by = _sign_off(rng, login.date())
    lines = [Line(_written_condition(rng, query), query.subject.identifier, query.result, query) for query in session]
    return [
        Entry(
            user,
            user.written_name,
            login_at,
            logout_at,
            lines[start : start + _LINES_AN_ENTRY],
            (purpose,),
            note,
            remark,
            signed_by,
        )
        for start in range(0, len(lines), _LINES_AN_ENTRY)
    ]


def _written_times(rng: Random, user: User, login: datetime, logout: datetime) -> tuple[datetime, datetime]:
    """Both times by the user's own clock, to the minute, now and then rounded to five."""
    clock = timedelta(seconds=user.clock_seconds)
    begins, ends = _minute(login + clock), _minute(logout + clock)
    if rng.random() < 0.18:
        round_begin, round_end = _nearest_five(begins), _nearest_five(ends)
        if round_begin < round_end:
            return round_begin, round_end
    return begins, max(ends, begins + timedelta(minutes=1))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0)


def _nearest_five(at: datetime) -> datetime:
    return at.replace(minute=0) + timedelta(minutes=5 * round(at.minute / 5))


def _sign_off(rng: Random, on: date) -> str:
    """The supervisor, or the deputy on three days of leave; half of them write the day of signing."""
    signer = f"{DEPUTY.name}（代）" if date(2026, 10, 20) <= on <= date(2026, 10, 22) else SUPERVISOR.name
    signed_on = next((day for day in working_days() if day > on), FIRST_DAY.replace(month=11, day=2))
    return f"{signer} {signed_on.month}/{signed_on.day}" if rng.random() < 0.5 else signer


def _function(subject: Subject) -> str:
    return "國人入出境資料查詢" if subject.label == NATIONAL else "外國人入出境資料查詢"


def _printed_condition(rng: Random, subject: Subject) -> str:
    draw = rng.random()
    if draw < 0.08:
        return f"{subject.label}：{full_width(subject.identifier)}"
    if draw < 0.2 and subject.name.isalpha() and not subject.name.isascii():
        return f"{subject.label}：{subject.identifier}（{subject.name}）"
    return f"{subject.label}：{subject.identifier}"


def _written_condition(rng: Random, query: Query) -> str:
    """As its writer is used to; a passport is always called one, for its number alone does not tell."""
    subject = query.subject
    habit = USERS.index(query.user) % 4
    if subject.label == PASSPORT:
        return f"護照號碼：{subject.identifier}" if habit % 2 else f"護照{subject.identifier}（{subject.name}）"
    if habit == 0:
        return f"{subject.identifier} {subject.name}"
    if habit == 1:
        return f"{subject.label}：{subject.identifier}"
    if habit == 2:
        return f"{subject.name} {subject.identifier}" if not subject.name.isascii() else subject.identifier
    return full_width(subject.identifier) if rng.random() < 0.3 else subject.identifier
