"""A seeded world for the matcher: what was queried, what was written of it, and which line tells of which query.

A world is a month of intentions to query: each is performed, or written, or both. Users have sessions of one to four
intentions on working days; what they write of a session is one entry with one user and one pair of times to the
minute, so a wrong user or time falls on an entry and all its lines, a slip or a wrong purpose on a line. Nothing in
here knows the matcher.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from identifiers import as_texts, identifiers, slipped
from intentions import USERS, Flags, Intentions, Ints, Told, subjects
from noise import Noise
from reconcile.tables import REGISTER, STATEMENT

SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐"
GIVEN = "志明家豪淑芬雅婷俊傑怡君宗翰美玲冠宇佩珊建宏惠如柏翰靜宜承恩詩涵文雄麗華"


@dataclass(frozen=True)
class World:
    """The two tables of the contract, each of one file, and what is true of them.

    `truth` has one row a query: `statement_row`, `register_entry` and `register_line` (null where nothing was
    written); whether that line has a `slip`, a wrong `user`, a wrong `time`; whether the subject is `shared` or
    `repeated`; and `alike`, one number for all queries of one user about one subject on one day. `invented` is how many
    lines tell of no query.
    """

    statement: pd.DataFrame
    register: pd.DataFrame
    truth: pd.DataFrame
    invented: int


def world(queries: int, noise: Noise, seed: int) -> World:
    """So many queries and, but for the noise, as many lines; equal arguments give equal worlds."""
    rng = np.random.default_rng(seed)
    lines = round(queries * (1 - noise.unregistered) / (1 - noise.never_performed))
    invented = lines - round(queries * (1 - noise.unregistered))
    meant = Intentions.drawn(queries + invented, noise, rng)
    fate = rng.permutation(len(meant.user))
    performed, written = fate >= invented, fate < lines
    subject, shared, repeated = subjects(meant, noise, rng)
    told = Told.drawn(meant, written, noise, rng)
    codes = identifiers(int(subject.max()) + 1, rng)

    statement_row = np.cumsum(performed)
    register_entry, register_line = _numbered(meant, written)
    alike = pd.factorize(meant.first_of_day * len(subject) + subject)[0]
    purpose = rng.integers(1, 5, len(alike))
    if noise.one_purpose:
        purpose = purpose[alike]
    statement = _statement(meant, as_texts(codes[subject[performed]]), purpose[performed], performed)
    conditions = as_texts(slipped(codes[subject[written]], told.slip[written], rng))
    ticked = np.where(rng.random(len(alike)) < noise.wrong_purpose, rng.integers(1, 5, len(alike)), purpose)
    register = _register(meant, told, conditions, written, register_entry, register_line, ticked)
    truth = pd.DataFrame(
        {
            "statement_row": statement_row,
            "register_entry": pd.Series(register_entry, dtype="Int64").where(written),
            "register_line": pd.Series(register_line, dtype="Int64").where(written),
            "slip": told.slip & written,
            "user": (told.user != meant.user) & written,
            "time": told.wrong_time & written,
            "shared": shared,
            "repeated": repeated,
            "alike": alike,
        }
    )[performed].reset_index(drop=True)
    return World(statement, register, truth, invented)


def _numbered(meant: Intentions, written: Flags) -> tuple[Ints, Ints]:
    """The entry and the line of each written intention, entries in the order of users and time, without gaps."""
    session = meant.session[written]
    opens = np.diff(session, prepend=-1) != 0
    entry, line = np.zeros((2, len(written)), dtype=np.int64)
    entry[written] = np.cumsum(opens)
    line[written] = np.arange(len(session)) - np.flatnonzero(opens)[entry[written] - 1] + 1
    return entry, line


def _statement(meant: Intentions, subjects: npt.NDArray[np.str_], purpose: Ints, rows: Flags) -> pd.DataFrame:
    users = meant.users
    size = len(subjects)
    user = meant.user[rows]
    return STATEMENT.conform(
        pd.DataFrame(
            {
                "statement_file": "statement.csv",
                "statement_row": np.arange(1, size + 1),
                "statement_page": None,
                "agency": _agencies(users)[user],
                "account": np.array([f"U{number:06d}" for number in range(users)], dtype=object)[user],
                "user_name": _names(users)[user],
                "queried_at": meant.at[rows].astype("datetime64[s]"),
                "function": "入出國日期查詢",
                "condition": subjects,
                "subject_id": subjects,
                "result": "success",
                "purpose": purpose,
                "ip": None,
            }
        )
    )


def _register(
    meant: Intentions,
    told: Told,
    conditions: npt.NDArray[np.str_],
    rows: Flags,
    entry: Ints,
    line: Ints,
    ticked: Ints,
) -> pd.DataFrame:
    users = meant.users
    return REGISTER.conform(
        pd.DataFrame(
            {
                "register_file": "register.csv",
                "register_entry": entry[rows],
                "register_line": line[rows],
                "page_no": None,
                "seq_no": None,
                "agency": _agencies(users)[meant.user[rows]],
                "user_name": _names(users)[told.user[rows]],
                "login_at": told.login[rows].astype("datetime64[s]"),
                "logout_at": told.logout[rows].astype("datetime64[s]"),
                "condition": conditions,
                "subject_id": conditions,
                "result": "success",
                "purposes": ticked[rows].astype(str),
                "purpose_note": None,
                "remark": None,
                "signed_off": True,
                "signed_by": None,
            }
        )
    )


def _agencies(users: int) -> npt.NDArray[np.object_]:
    return np.array([f"第{user // USERS + 1:03d}戶政事務所" for user in range(users)], dtype=object)


def _names(users: int) -> npt.NDArray[np.object_]:
    """Different within an office; colleagues elsewhere may have the same name."""
    letters = [(user * 7 % len(SURNAMES), user % len(GIVEN), user // USERS % len(GIVEN)) for user in range(users)]
    return np.array([SURNAMES[one] + GIVEN[two] + GIVEN[three] for one, two, three in letters], dtype=object)
