"""One problem a kind and page or sheet, with its rows, where several rows have the same trouble."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from reconcile.errors import Problem

SEVERAL = 3
"""So many rows of one page or sheet with the same trouble are one problem."""
_ROW = re.compile(r"^(?P<sheet>.*?)[（(]?第 (?P<row>\d+) 列")
_VARYING = re.compile(r"「[^」]*」|\d+")


def together(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, those of several rows in the place of the first: 第 5–7、9 列（共 4 列）.

    What a sentence quotes or counts does not make it another kind.
    """
    kinds: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        found = _ROW.match(problem.place)
        where = found["sheet"] if found else (problem.place, problem.row)
        kind = _VARYING.sub("", problem.message)
        kinds.setdefault((problem.file, problem.page, where, kind), []).append(problem)
    return tuple(told for several in kinds.values() for told in _told(several))


def _told(several: Sequence[Problem]) -> list[Problem]:
    rows = sorted({int(found["row"]) for one in several if (found := _ROW.match(one.place))})
    if len(rows) < SEVERAL:
        return list(several)
    found = _ROW.match(several[0].place)
    sheet = found["sheet"] if found else ""
    return [replace(several[0], place=f"{sheet}第 {_ranges(rows)} 列（共 {len(rows)} 列）")]


def _ranges(rows: Sequence[int]) -> str:
    """5, 6, 7, 9 as 5–7、9."""
    runs = [[at for _, at in run] for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])]
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
