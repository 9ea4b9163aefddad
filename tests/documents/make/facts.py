"""What happened, as the maker knows it: queries for a statement, sessions for a register."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from documents.make.people import AGENCY, SUPERVISOR, USERS, Subject, User, subject

SUCCESS, FAILURE = "success", "failure"

PURPOSES = {
    1: "國籍變更案件。",
    2: "受理各項戶籍登記、文件核發或人口清查業務，依相關法令規定或認有疑義，需查詢當事人或相關人之入出境(國)資料。",
    3: "受理受委任辦理印鑑證明。",
    4: "因其他戶政業務需要，依其案件或業務性質經機關(單位)分層負責明細表決行層級之主管核准者(以下簡稱單位主管)，",
}
"""As the form of 附件一 prints them; behind (四) there is room to write."""

_FUNCTIONS = ("入出境紀錄查詢", "國人入出境資料查詢", "外國人居留資料查詢")
_NOTES = ("法院囑託查證當事人入出境情形", "查催未換發國民身分證清冊", "清查戶籍設於戶政事務所之人口")
_REMARKS = {1: "國籍字第{}號", 2: "戶登字第{}號", 3: "印鑑字第{}號", 4: "玉戶字第{}號"}
_DAYS = [day for day in range(1, 31) if datetime(2026, 10, day).weekday() < 5 and day not in {9, 26}]


@dataclass(frozen=True)
class Query:
    """One query, to the second."""

    user: User
    at: datetime
    subject: Subject
    function: str
    result: str
    purpose: int
    agency: str = AGENCY


@dataclass(frozen=True)
class Line:
    """One written line of an entry: the condition as it stands there, the identifier in it, the result ticked."""

    condition: str
    subject_id: str
    result: str | None


@dataclass(frozen=True)
class Entry:
    """One login session as written by hand; `note` is what is written behind (四), `signed_by` blank if nobody did."""

    user: User
    login_at: datetime
    logout_at: datetime
    lines: tuple[Line, ...]
    purposes: tuple[int, ...]
    note: str
    remark: str
    signed_by: str


def queries(case: str, count: int, *, users: tuple[User, ...] = USERS) -> list[Query]:
    """So many queries of October 2026 in the order of time, none like another; the same for the same case."""
    rng = Random(f"115-10 {case}")
    found = []
    for at in _moments(rng, count):
        purpose = rng.choice((1, 2, 2, 2, 3, 4))
        found.append(
            Query(
                rng.choice(users),
                at,
                subject(rng, foreign=purpose == 1 or rng.random() < 0.1),
                rng.choice(_FUNCTIONS),
                FAILURE if rng.random() < 0.12 else SUCCESS,
                purpose,
            )
        )
    return found


def entries(case: str, count: int) -> list[Entry]:
    """So many sessions of October 2026, of one to four lines each; the same for the same case."""
    rng = Random(f"115-10 {case}")
    found = []
    for number, at in enumerate(_moments(rng, count), start=1):
        login = at.replace(second=0)
        purposes = rng.choice(((1,), (2,), (2,), (2,), (3,), (4,), (1, 2), ()))
        remark = _REMARKS[purposes[0]].format(1150000 + number) if purposes and rng.random() < 0.7 else ""
        found.append(
            Entry(
                rng.choice(USERS),
                login,
                login + timedelta(minutes=rng.randrange(2, 40)),
                tuple(_line(rng) for _ in range(rng.choice((1, 1, 2, 3, 4)))),
                purposes,
                rng.choice(_NOTES) if 4 in purposes else "",
                remark,
                SUPERVISOR if rng.random() < 0.9 else "",
            )
        )
    return found


def _line(rng: Random) -> Line:
    person = subject(rng, foreign=rng.random() < 0.25)
    written = rng.choice(
        (
            person.identifier,
            f"{person.label}：{person.identifier}",
            f"{person.identifier} {person.name}",
            f"{person.identifier[0]} {person.identifier[1:]}",
        )
    )
    return Line(written, person.identifier, FAILURE if rng.random() < 0.15 else SUCCESS)


def _moments(rng: Random, count: int) -> list[datetime]:
    """Instants in office hours, each minute at most once, in order."""
    minutes = rng.sample([(day, minute) for day in _DAYS for minute in range(8 * 60, 17 * 60)], count)
    return [datetime(2026, 10, day, minute // 60, minute % 60, rng.randrange(60)) for day, minute in sorted(minutes)]
