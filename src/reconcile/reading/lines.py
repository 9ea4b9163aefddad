"""The written lines of an entry: up to four conditions, each with its result."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise, zip_longest
from typing import NamedTuple

from reconcile.carriers.raw import Cell
from reconcile.reading.names_beside import with_a_name_each
from reconcile.reading.scanned import DataRow
from reconcile.text.boxes import Mark, chosen, mark_alone
from reconcile.text.folding import REMEMBERED, clean, comparable
from reconcile.text.identifiers import checksum_ok, identifiers_in, persons_in, subject_of
from reconcile.text.results import legend_of, results_of, tallied

_SPLIT = re.compile(r"[\n;；]+")
_LABEL = re.compile(r".*[:：]\s*$")
_ORDINAL = re.compile(r"\s*(?:[①-⑳⑴-⒇❶-❿㈠-㈩]|[(（]?(?:\d{1,2}|[一二三四五六七八九十])[)）.．、:：])\s*")
_UNWRITTEN = re.compile(
    r"[-—–－─╳×/／＼\\]+|\d|無|空白|[(（]?以下空白[)）]?|[(（]?例?如[:：][^A-Za-z0-9]*", re.IGNORECASE
)
_LEAD = re.compile(r"[\W\d]*|.*[:：]\s*")
_ASIDE = re.compile(r"[(（][^()（）]*[A-Za-z]\w{9}[^()（）]*[)）]|[原舊新換]")
"""What tells of another number of the same person."""
_BESIDE = re.compile(r"[(（].*[)）]|(?:出生\S*|生日)?[:：]?[\d年月日./-]{5,}生?")
"""A remark in brackets or a day of birth below a person."""
_NOTE = re.compile(r"[※＊*].*|[(（][^()（）]*[)）]", re.DOTALL)
"""A remark that stands below a condition."""
_AGE = re.compile(r"^[(（]?(?:(新)|[舊原])[^新舊原]{0,4}[:：)）]|[(（](?:(新)|[舊原])[證號]*[)）]$")
"""新：…, 舊：…: two numbers of one person."""
_NEW = re.compile(r"新[^新舊原:：)）\s]{0,4}[:：\s]\s*")
_APART = ("succeeded", "failed")
_RESULTS = {"succeeded": "success", "failed": "failure"}
_DENIED = frozenset("n no 否 無 0 f false".split())
_KINDS = ("national_id", "resident_id", "passport")

Results = list[str | None]


@dataclass(frozen=True)
class Line:
    """One condition as written, the identifier in it, and its result; None where blank or unreadable."""

    condition: str | None
    subject_id: str | None
    result: str | None


class _Slots(NamedTuple):
    """Conditions in the places where they stand, None where a numbered place is blank, and the results beside them."""

    conditions: list[str | None]
    results: Results

    @property
    def pairs(self) -> Iterator[tuple[str, str | None]]:
        """Each condition with the result in the same place; one result alone is that of all."""
        written = [text for text in self.conditions if text]
        if len(self.results) == 1 and len(written) > 1:
            return zip(written, self.results * len(written), strict=True)
        said = [result for result in self.results if result]
        if len(said) == len(written):
            return zip(written, said, strict=True)
        paired = zip_longest(self.conditions, self.results[: len(self.conditions)])
        return ((text, result) for text, result in paired if text)


def lines_of(rows: list[DataRow]) -> list[Line]:
    """The lines written in an entry's rows; an entry that holds no condition has one line without any.

    A result belongs to the condition beside it; where one cell holds several, to the one in the same place.
    """
    slots = _arranged(rows)
    pairs = _with_asides(chain.from_iterable(beside.pairs for beside in slots))
    if not pairs:
        return [Line(None, None, next((result for beside in slots for result in beside.results if result), None))]
    return [Line(text, _subject(text), result) for text, result in pairs]


def _with_asides(pairs: Iterable[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """The pairs; （委託書已附） or ※補登 in a row below a condition, with no result beside it, belongs to that one."""
    whole: list[tuple[str, str | None]] = []
    for text, result in pairs:
        if whole and result is None and _NOTE.fullmatch(text) and not _subject(text):
            whole[-1] = (f"{whole[-1][0]} {text}", whole[-1][1])
        else:
            whole.append((text, result))
    return whole


def tells_more_results(rows: list[DataRow]) -> bool:
    """More results are told than conditions are written, and they are not the same: which is whose is not said."""
    return any(
        len(said := [result for result in beside.results if result]) > max(sum(map(bool, beside.conditions)), 1)
        and len(set(said)) > 1
        for beside in _arranged(rows)
    )


def _arranged(rows: list[DataRow]) -> list[_Slots]:
    """Conditions and results row by row, or of all rows together where a row tells more results than it asks."""
    slots = [_counted(rows, beside) for beside in chain.from_iterable(map(_slots, rows))]
    if any(len(_told(beside.results)) > len(beside.conditions) for beside in slots):
        everything = (chain.from_iterable(each) for each in zip(*slots, strict=True))
        slots = [_Slots(*map(list, everything))]
    return slots


def _subject(text: str) -> str | None:
    """The identifier in a condition: of an old and a new one the new."""
    newer = _NEW.search(text)
    return (subject_of(text[newer.end() :]) if newer else None) or subject_of(text)


def _counted(rows: list[DataRow], beside: _Slots) -> _Slots:
    """The same with the results that a cell counts up for all of an entry of one row: 成功2筆 失敗0筆."""
    written = [text for text in beside.conditions if text]
    counted = tallied(_of_all(rows), len(written)) if written else []
    return _Slots(list(written), counted) if counted else beside


def _of_all(rows: list[DataRow]) -> str:
    """The one cell that tells the results of an entry; "" where there are several, or none."""
    cells = [cell for row in rows for cell in row.layout.cells(row.row, "result") if clean(cell)]
    return str(cells[0]) if len(cells) == 1 else ""


def is_counted(rows: list[DataRow]) -> bool:
    """How many of them succeeded and how many failed is all that is told."""
    written = sum(bool(text) for row in rows for beside in _slots(row) for text in beside.conditions)
    return written > 0 and bool(tallied(_of_all(rows), written))


def _told(results: Results) -> Results:
    """The results up to the last that is told: the form prints boxes for four."""
    last = max((at for at, result in enumerate(results, start=1) if result), default=0)
    return results[:last]


def _slots(data: DataRow) -> list[_Slots]:
    """What stands in one row: as a whole, or in as many columns of conditions as of results."""
    conditions, legend = data.layout.cells(data.row, "condition"), legend_of(data.layout.headings.get("result", ""))
    results = [_results(cell, legend) for cell in data.layout.cells(data.row, "result")]
    if len(conditions) == len(results) > 1 and not any(data.text(kind) for kind in _KINDS):
        read = ((_conditions([text], told), told) for text, told in zip(conditions, results, strict=True))
        return [_Slots(written, told) for written, told in read if written or _told(told)]
    told = list(chain.from_iterable(results)) or _results_apart(data)
    kinds = [written for kind in _KINDS if (written := _conditions([data.layout.cell(data.row, kind)], told))]
    written = _conditions(conditions, told)
    return [_Slots(_side_by_side([written, *kinds] if written else kinds, told), told)]


def _results(cell: Cell, legend: Mapping[str, str]) -> Results:
    """The results in a cell; one alone behind a number is not that of all."""
    lines = [comparable(line) for line in _lines_in(cell)]
    if lines and legend.keys() >= set(lines):
        return [legend[line] for line in lines]
    found = results_of(str(cell)) if clean(cell) else []
    return [*found, None] if len(found) == 1 and _ORDINAL.match(str(cell)) else found


def _results_apart(data: DataRow) -> Results:
    """Marks in a column for 成功 and one for 失敗, a line each."""
    marks = [(_lines_in(data.layout.cell(data.row, meaning))) for meaning in _APART]
    if sum(data.layout.has(meaning) for meaning in _APART) == 1:
        at = 0 if any(marks[0]) else 1
        return [_of_one(line, _APART[at], _APART[1 - at]) for line in marks[at]]
    return [_of_two(chosen(beside)) for beside in _marks_beside(marks)]


def _marks_beside(marks: Sequence[Sequence[str]]) -> list[list[Mark]]:
    """The marks for 成功 and for 失敗, line by line; none where nothing is marked."""
    pairs = zip_longest(*marks, fillvalue="") if any(map(any, marks)) else ()
    return [[mark_alone(yes), mark_alone(no)] for yes, no in pairs]


def ticks_both(data: DataRow) -> bool:
    """成功 and 失敗 are both ticked on a line: web pages and pages lose the blank lines above a tick."""
    if not all(map(data.layout.has, _APART)):
        return False
    marks = [_lines_in(data.layout.cell(data.row, meaning)) for meaning in _APART]
    return any(all(chosen(beside)) for beside in _marks_beside(marks))


def _of_one(line: str, meaning: str, other: str) -> str | None:
    """What a mark says in a column for one result alone: N below 成功 is a failure; None where it is blank."""
    if comparable(line) in _DENIED:
        return _RESULTS[other]
    return _RESULTS[meaning] if chosen([mark_alone(line), mark_alone("")])[0] else None


def _lines_in(cell: Cell) -> list[str]:
    """The lines of a cell; none where it is blank."""
    return [] if cell is None else [line.strip() for line in str(cell).split("\n")]


def _of_two(is_chosen: list[bool]) -> str | None:
    """What is chosen of 成功 and 失敗, in this order; None where neither is, or both."""
    return None if is_chosen[0] == is_chosen[1] else "success" if is_chosen[0] else "failure"


def _side_by_side(columns: Sequence[list[str | None]], told: Results) -> list[str | None]:
    """Columns of a name and of identifiers say one line together, unless there is a result for each of them."""
    everything = list(chain.from_iterable(columns))
    if len(everything) == len(_told(told)):
        return everything
    columns = with_a_name_each(columns)
    if len({len(column) for column in columns}) != 1:
        return everything
    return [" ".join(text for text in beside if text) or None for beside in zip(*columns, strict=True)]


def _conditions(cells: Sequence[Cell], results: Results) -> list[str | None]:
    """The conditions in cells: one may hold several, a line each; a label or a number alone belongs to the next.

    A name below its identifier is no line of its own, unless there are as many results as lines.
    """
    written = "\n".join(str(cell) for cell in cells if cell is not None)
    return [*_conditions_in(written, len(_told(results)))] if written else []


@lru_cache(REMEMBERED)
def _conditions_in(written: str, told: int) -> tuple[str | None, ...]:
    pieces = [part for piece in _SPLIT.split(written) if (part := clean(piece))]
    parts = _announced([part for piece in pieces for part in _listed(piece, told if len(pieces) == 1 else 0)])
    persons = [part for part in parts if not _is_blank(part)]
    names_first = not any(map(subject_of, persons[:1]))
    spare = len(persons) - told
    whole: list[str] = []
    for part in parts:
        if whole and spare > 0 and _belongs(part, whole[-1], names_first=names_first):
            whole[-1] += " " + part
            spare -= 1
        else:
            whole.append(part)
    return tuple(None if _is_blank(part) else part for part in whole)


def _announced(parts: Sequence[str]) -> list[str]:
    """Each part behind the label or the number that stands on a line of its own before it."""
    whole: list[str] = []
    for part in parts:
        if whole and _opens(whole[-1], part):
            whole[-1] += part
        else:
            whole.append(part)
    return whole


def _opens(before: str, part: str) -> bool:
    """A label, or a number on a line of its own, stands before what it announces."""
    return bool(_LABEL.match(before)) or (bool(_ORDINAL.fullmatch(before)) and not _ORDINAL.match(part))


def _is_blank(part: str) -> bool:
    """Nothing is written behind a number or a label, or a dash, or what the form prints for a hint."""
    bare = _ORDINAL.sub("", part, count=1) if _ORDINAL.match(part) else part
    return not bare or _LABEL.match(bare) is not None or _UNWRITTEN.fullmatch(bare) is not None


def _belongs(part: str, before: str, *, names_first: bool) -> bool:
    """A name and an identifier are one line: the name below or, where the cell begins with one, above."""
    if _is_blank(part) or _ORDINAL.match(part):
        return False
    ages = [bool(found[1] or found[2]) for text in (before, part) if (found := _AGE.search(text))]
    if len(ages) == 2 and ages[0] != ages[1]:
        return True
    if _BESIDE.fullmatch(part) and not subject_of(part):
        return True
    named, identified = (before, part) if names_first else (part, before)
    return subject_of(named) is None and subject_of(identified) is not None


def _listed(piece: str, told: int) -> list[str]:
    """Several conditions written side by side: each part holds an identifier of its own."""
    for mark in (r"[、,，]", r"(?=[①-⑳⑴-⒇])", r"[\s/／及與和]+"):
        parts = [part for text in re.split(mark, piece) if (part := clean(text))]
        found = list(map(subject_of, parts))
        checked = all(checksum_ok(subject or "") for subject in found) and not _ASIDE.search(piece)
        if len(parts) > 1 and all(found) and (checked or len(parts) == told or mark == r"[、,，]"):
            return parts
    names = [part for text in re.split("[、,，]", piece) if (part := clean(text))]
    if len(names) == told > 1 and not any(map(subject_of, names)):
        return names
    return _cut(piece, told)


def _cut(piece: str, told: int) -> list[str]:
    """Persons with their names side by side: cut before each identifier or, where a name comes first, behind it."""
    found = identifiers_in(piece)
    checked = all(checksum_ok(identifier) for *_, identifier in found) and not _ASIDE.search(piece)
    one_person = len(persons_in(piece)) < 2
    if len(found) < 2 or not (len(found) == told or (checked and not one_person)):
        return [piece]
    starts, ends = [start for start, *_ in found], [end for _, end, _ in found]
    cuts = starts[1:] if _LEAD.fullmatch(piece[: starts[0]]) else ends[:-1]
    return [part for start, end in pairwise([0, *cuts, len(piece)]) if (part := clean(piece[start:end]))]
