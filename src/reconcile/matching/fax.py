"""Lines that no query of the statement matches because they were asked by fax while the system was down (要點十).

A fax query explains a line of the same subject (equal, masked and agreeing, or listed as an alias) on the same day, by
the same user where both sides name one. One fax explains one line: as many lines as possible, the earlier first. A fax
is never weighed against a query: only lines that the matching leaves without a reason are looked at.
"""

from collections import deque
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from reconcile import documents
from reconcile.facts.sessions import Ints
from reconcile.lists import FAX, Lists
from reconcile.matching.sides import Subjects, User, Users
from reconcile.tables import REGISTER_KEY
from reconcile.text.dates import roc_date

Options = dict[int, list[int]]
"""For the position of a line the positions of the fax queries that would explain it."""


def explained_by_fax(
    unmatched: pd.DataFrame, lines: pd.DataFrame, places: Callable[[Ints], list[str]], lists: Lists
) -> pd.DataFrame:
    """The table `unmatched` with the reason "explained" where a fax query explains a line.

    `places` tells how lines are called, by position.
    """
    if lists.fax is None:
        return unmatched
    fax = FAX.conform(lists.fax)
    left = unmatched["register_line"].notna() & (unmatched["reason"] == "none")
    line = _positions(lines, unmatched[left])
    options = _options(fax, lines, line, lists)
    line_of = _assigned(options)
    fax_of = {at: number for number, at in line_of.items()}
    called = dict(zip(line_of.values(), places(np.array([*line_of.values()], dtype=np.int64)), strict=True))
    row_of = dict(zip(line.tolist(), unmatched.index[left], strict=True))
    told = unmatched.copy()
    for at in options:
        row = row_of[at]
        if at in fax_of:
            told.loc[row, ["reason", "explanation"]] = ["explained", f"{_asked(fax, fax_of[at])}，故明細表無此查詢。"]
        else:
            number = options[at][0]
            told.loc[row, "explanation"] += (
                f"{_place(fax, number)}已說明{called[line_of[number]]}；一筆傳真查詢只說明一筆紀錄。"
            )
    return told


def _positions(lines: pd.DataFrame, keyed: pd.DataFrame) -> Ints:
    """Where the rows of these keys stand among the lines."""
    return pd.MultiIndex.from_frame(lines[REGISTER_KEY]).get_indexer(pd.MultiIndex.from_frame(keyed[REGISTER_KEY]))


def _options(fax: pd.DataFrame, lines: pd.DataFrame, line: Ints, lists: Lists) -> Options:
    """What would explain each of these lines, in the order of nearness in time; lines in the order of time."""
    users = Users.of(fax.assign(account="", queried_at=fax["faxed_at"]), lines, lists.roster)
    written = lines["login_at"].fillna(lines["logout_at"])
    found: list[tuple[int, pd.Timedelta, int]] = []
    for faxes, at in _of_one_subject(Subjects.of(fax, lines, lists.aliases), np.arange(len(fax)), line):
        asked, session = fax["faxed_at"].take(faxes), written.take(at)
        same_day = asked.dt.normalize().to_numpy() == session.dt.normalize().to_numpy()
        fits = same_day & (users.compare(faxes, at) != User.DIFFERS)
        apart = np.abs(asked.to_numpy() - session.to_numpy())
        found += zip(at[fits].tolist(), apart[fits].tolist(), faxes[fits].tolist(), strict=True)
    options: Options = {}
    for one, _, number in sorted(found):
        options.setdefault(one, []).append(number)
    return options


def _of_one_subject(subjects: Subjects, faxes: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints]]:
    yield from subjects.same(faxes, lines)
    yield from subjects.hidden(faxes, lines)
    yield from subjects.told_alike(faxes, lines)


def _assigned(options: Options) -> dict[int, int]:
    """The line that each fax explains: augmenting paths, so that no line once explained loses its explanation."""
    line_of: dict[int, int] = {}
    fax_of: dict[int, int] = {}
    for first in options:
        reached, step = _path(first, options, line_of)
        while step is not None:
            line = line_of[step] = reached[step]
            fax_of[line], step = step, fax_of.get(line)
    return line_of


def _path(first: int, options: Options, line_of: dict[int, int]) -> tuple[dict[int, int], int | None]:
    """The nearest free fax that `first` can have if others exchange theirs, None where none; and who reached each."""
    reached: dict[int, int] = {}
    waiting = deque([first])
    while waiting:
        line = waiting.popleft()
        for number in options[line]:
            if number not in reached:
                reached[number] = line
                if number not in line_of:
                    return reached, number
                waiting.append(line_of[number])
    return reached, None


def _asked(fax: pd.DataFrame, number: int) -> str:
    return f"系統異常時以{_place(fax, number)}傳真查詢（{roc_date(fax['faxed_at'].iloc[number])}）"


def _place(fax: pd.DataFrame, number: int) -> str:
    file, row = fax["fax_file"].iloc[number], fax["fax_row"].iloc[number]
    return f"{documents.FAX.title} {file} 第 {row} 筆"
