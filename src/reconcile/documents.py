"""The roles that a file may have: what it is, what it is called, and how a name says it.

The one registry of them. Each bears the name of its table in `tables` or `lists`; `reading` has a reader for each.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """One role of a file.

    `name` is that of its table, its folder in the archive and its key in run.json; `argument` is what `run_month`
    calls its files. `title` is what the office calls it, in every sentence. A file or folder name that `words` finds
    (NFKC, case folded) says this role; `example` is such a name, with {} where the month stands. `required`: without
    one there is no run. `several`: a month may have more than one beside each other. `of_year`: it belongs to the
    volume of a year, not to a month.
    """

    name: str
    title: str
    words: re.Pattern[str]
    example: str
    argument: str
    required: bool = False
    several: bool = True
    of_year: bool = False

    @property
    def option(self) -> str:
        """By which the command line is given a file of it."""
        return f"--{self.name.replace('_', '-')}"


STATEMENT = Role(
    "statement",
    "主管稽核月明細表",
    re.compile("月明細|明細表|statement"),
    "{}主管稽核月明細表.pdf",
    "statements",
    required=True,
    several=False,
)
REGISTER = Role(
    "register",
    "查詢紀錄表",
    re.compile("[紀記]錄表|逐筆核對表|register|checklist"),
    "{}查詢紀錄表.xlsx",
    "registers",
    required=True,
)
ROSTER = Role("roster", "帳號清冊", re.compile("帳號清冊|roster"), "{}帳號清冊.xlsx", "rosters")
CASES = Role("cases", "受理案件清冊", re.compile("受理案件|案件清冊|cases"), "{}受理案件清冊.xlsx", "cases")
FAX = Role("fax", "疑義查詢表登記簿", re.compile("疑義查詢|傳真|fax"), "{}疑義查詢表登記簿.xlsx", "fax")
ALIASES = Role("aliases", "新舊證號對照表", re.compile("證號對照|新舊證號|aliases"), "新舊證號對照表.xlsx", "aliases")
CLOSED_DAYS = Role(
    "closed_days",
    "停止上班日清單",
    re.compile("停止上班|停班|closed[ _-]?days"),
    "停止上班日.xlsx",
    "closed_days",
)
PRINTOUTS = Role(
    "printouts",
    "未辦理書面資料清單",
    re.compile("書面資料|未辦理.*資料|printouts"),
    "{}未辦理書面資料清單.xlsx",
    "printouts",
    of_year=True,
)

ROLES = {role.name: role for role in (STATEMENT, REGISTER, ROSTER, CASES, FAX, ALIASES, CLOSED_DAYS, PRINTOUTS)}
"""All of them by name, in the order in which a run takes and shows them."""

SIDES = tuple(name for name, role in ROLES.items() if role.required)
"""The two that are matched."""

OF_MONTH = tuple(role for role in ROLES.values() if not role.of_year)
"""Those of a month's run."""

LISTS = tuple(role for role in OF_MONTH if not role.required)
"""The lists that an office may keep beside the two sides."""


def title_of(name: str) -> str:
    """What the office calls a role; the name itself where there is none, as in a record of a later version."""
    return ROLES[name].title if name in ROLES else name


LIST_TO_CHECK = "逐筆核對表"
"""What a person fills in for a register on paper, and what is then taken as the register."""
