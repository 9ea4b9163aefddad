"""受理案件清冊: the applications that the office received."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from reconcile.lists import CASES
from reconcile.reading.cell_contents import meanings_of
from reconcile.reading.lists.cells import Cells
from reconcile.reading.lists.headings import CASES_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values, printed_twice
from reconcile.text.dates import roc_date
from reconcile.text.folding import comparable

_NUMBERS = ("applicant_id", "resident_id", "passport")
_TOLD = {"condition": "applicant_id", "queried_on": "received_on"}
_SAME_CASE = {
    "business": "案由",
    "applicant_id": "申請人",
    "received_on": "受理日期",
    "closed_on": "辦結日期",
    "handler": "承辦人",
}


def read_row(cells: Cells) -> list[Values] | None:
    """One case; None where neither its number nor anybody nor its day is written."""
    name, beside = cells.person("applicant_name")
    written = chain.from_iterable(map(cells.identifiers_or_told, _NUMBERS))
    numbers = list(dict.fromkeys([*written, *([beside] if beside else [])]))
    applicant_id = next(iter(numbers), None)
    received_on, case_no = cells.day("received_on"), cells.text("case_no")
    others = (*numbers[1:], *cells.identifiers("related_ids", "agent_id", "principal_id"))
    related = dict.fromkeys(number for number in others if number != applicant_id)
    if not (case_no or received_on or applicant_id or related):
        cells.tell("案號、受理日期與申請人證號均未填或無法辨識，本列未採用，請補正後重跑。")
        return None
    return [
        {
            "case_no": case_no,
            "business": "、".join(cells.texts("business")) or None,
            "applicant_id": applicant_id,
            "applicant_name": name,
            "related_ids": ",".join(related) or None,
            "received_on": received_on,
            "closed_on": cells.day("closed_on", after=received_on),
            "handler": cells.text("handler"),
            "agent": (cells.text("agent_id") or "") if cells.has("agent_id") else None,
        }
    ]


def doubts(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Cases closed before they were received; one number for two cases; rows printed twice.

    A number that stands in several rows is one case where they differ in the persons related to it only.
    """
    for row in taken:
        received, closed = row.values["received_on"], row.values["closed_on"]
        if received and closed and closed < received:
            yield Doubt(row, f"辦結日期 {roc_date(closed)} 早於受理日期 {roc_date(received)}，請更正後重跑。")
    yield from printed_twice(taken)
    yield from _contradictions(taken)


def _contradictions(taken: Sequence[Taken]) -> Iterator[Doubt]:
    first: dict[str, Taken] = {}
    for row in taken:
        if not row.values["case_no"]:
            continue
        before = first.setdefault(comparable(row.values["case_no"]), row)
        apart = [words for name, words in _SAME_CASE.items() if row.values[name] != before.values[name]]
        if apart:
            sentence = f"案號與{before.place}相同而{'、'.join(apart)}不同，請確認後更正其中一列再重跑。"
            yield Doubt(row, sentence, before)


KIND = ListKind(
    table=CASES,
    headings=CASES_HEADINGS,
    shown=("cases_row", "case_no", "business", "applicant_id", "applicant_name", "received_on", "handler"),
    key=("case_no",),
    needed=(
        ("案由", ("business",)),
        ("申請人身分證號", (*_NUMBERS, "applicant_name", "related_ids")),
        ("受理日期", ("received_on",)),
    ),
    foreign=re.compile(r"查詢(?:條件|時間|日期時間|結果)|登入登出.*|主管簽核|(?:使用者)?帳號|傳真.*"),
    read=read_row,
    check=doubts,
    fewest=3,
    tell=lambda cells: [_TOLD[meaning] for meaning in meanings_of(cells) if meaning in _TOLD],
    essential=(("received_on",), ("applicant_id",)),
    unique=("case_no",),
    several=("related_ids", "agent_id", "principal_id", "business"),
    once=("received_on",),
    above="received_on",
    second={"applicant_id": "related_ids"},
    exported=True,
)
