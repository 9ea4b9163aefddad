"""What happened in the month, as the maker knows it: queries, register entries and what was planted."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from maker.people import Subject, User

FIRST_DAY, LAST_DAY = date(2026, 10, 1), date(2026, 10, 31)
HOLIDAYS = {date(2026, 10, 9), date(2026, 10, 26)}
PRINTED_ON = date(2026, 11, 12)
"""Two days after the tenth: the download is late."""

SUCCESS, FAILURE = "success", "failure"
CHINESE_RESULTS = {SUCCESS: "成功", FAILURE: "失敗", "": ""}

PURPOSES = {
    1: "國籍變更案件",
    2: ("受理各項戶籍登記、文件核發或人口清查業務，依相關法令規定或認有疑義，需查詢當事人或相關人之入出境(國)資料。"),
    3: "受理受委任辦理印鑑證明。",
    4: ("因其他戶政業務需要，依其案件或業務性質經機關(單位)分層負責明細表決行層級之主管核准者(以下簡稱單位主管)，"),
}
PRINTED_PURPOSES = {
    1: "國籍變更案件",
    2: "各項戶籍登記、文件核發或人口清查業務",
    3: "受委任辦理印鑑證明",
    4: "其他戶政業務",
}
PURPOSE_NUMBERS = {1: "(一)", 2: "(二)", 3: "(三)", 4: "(四)"}


@dataclass(eq=False)
class Query:
    """One row of the statement; `condition` as the system prints it."""

    user: User
    at: datetime
    subject: Subject
    function: str
    condition: str
    result: str
    purpose: int


@dataclass(eq=False)
class Line:
    """One written condition of an entry; `query` is the query it truly records, none where nobody can tell.

    A blank `result` is a box not ticked.
    """

    condition: str
    subject_id: str
    result: str
    query: Query | None


@dataclass(eq=False)
class Entry:
    """One login session as written by hand; a blank `signed_by` is a missing sign-off, no logout one not written."""

    user: User
    user_name: str
    login_at: datetime
    logout_at: datetime | None
    lines: list[Line]
    purposes: tuple[int, ...]
    note: str = ""
    remark: str = ""
    signed_by: str = ""


@dataclass(eq=False)
class Case:
    """One application that the office received: the queries made for it are about its applicant and related persons."""

    number: str
    business: str
    queries: list[Query]
    received_on: date
    closed_on: date


@dataclass(eq=False)
class Fax:
    """One row of the log of 附件二; `line` is what the register says of it, none where it says nothing."""

    user: User
    faxed_at: datetime
    subject: Subject
    reason: str
    letter_on: date
    letter_no: str
    line: Line | None


@dataclass(frozen=True, eq=False)
class Finding:
    """What `reconcile` must say; a key that the finding's grain leaves null is None."""

    code: str
    severity: str
    query: Query | None = None
    entry: Entry | None = None
    line: Line | None = None


@dataclass
class Month:
    """The queries in the order of time, the entries in the order of the register, and the lists beside them.

    `aliases` are old and new numbers of one person, `leave` the days on which an account's user was away.
    """

    queries: list[Query]
    entries: list[Entry]
    findings: list[Finding] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    faxes: list[Fax] = field(default_factory=list)
    aliases: list[tuple[str, str]] = field(default_factory=list)
    leave: dict[str, date] = field(default_factory=dict)

    def cases_of(self, query: Query) -> list[Case]:
        """The cases that a query was made for."""
        return [case for case in self.cases if query in case.queries]


def working_days() -> list[date]:
    """The office's working days of the month."""
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS]
