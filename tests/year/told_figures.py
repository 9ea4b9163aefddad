"""Every figure that a paper prints, held against the same figure counted anew from the archive."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from year.audited import Box
from year.recount import Recount

_QUERIES = {
    "有紀錄": "matched",
    "無紀錄": "unregistered",
    "無法唯一對應": "ambiguous_queries",
    "其中至少未登載": "certain_unregistered",
    "非當月": "outside_queries",
    "未查核": "unchecked_queries",
}
_LINES = {
    "有明細": "matched",
    "傳真": "explained",
    "無明細": "unconfirmed",
    "無法唯一對應": "ambiguous_lines",
    "非當月": "outside_lines",
    "前月已用": "used_lines",
    "未查核": "unchecked_lines",
}
_LEFT = {
    "待查": r"尚有(\d+)件未結",
    "屬實異常": r"經認定屬實異常(\d+)件",
    "當事人本人答復": r"有(\d+)件係當事人本人答復",
    "更正後不再列出": r"有(\d+)件更正後不再列出",
    "已補登": r"有(\d+)件事後補登",
}


def hold_counts(box: Box, counted: Recount) -> None:
    """The queries and lines of 逐案填寫 are those of run.json."""
    found = Counter[str]()
    for queries, terms, lines, written in re.findall(
        r"查詢(\d+)筆(?:（(.*?)）)?，紀錄表(\d+)筆(?:（(.*?)）)?", box.said
    ):
        found["queries"] += int(queries)
        found["lines_written"] += int(lines)
        for words, meant in ((terms, _QUERIES), (written, _LINES)):
            for word, number in re.findall(r"(\D+?)(\d+)(?:、|$)", words):
                found[meant[word]] += int(number)
    found["matched"] //= 2
    names = {"queries", "lines_written", *_QUERIES.values(), *_LINES.values()}
    assert found == Counter({name: counted.counts[name] for name in names if counted.counts[name]})


def hold_codes(boxes: Sequence[Box], counted: Recount, titles: Mapping[str, str]) -> None:
    """Each code that has items stands behind an item, with their number and how they stand."""
    for code, states in counted.states.items():
        title = titles[code]
        behind = [box.said for box in boxes if f"「{title}」計" in box.said]
        assert behind, title
        for said in behind:
            [(total, told)] = re.findall(rf"「{title}」計(\d+)件：(.*?)[（。]", said)
            assert int(total) == states.total(), title
            assert {one[0]: int(one[1]) for one in re.findall(r"(\D+?)(\d+)件、?", told)} == dict(states)
            for state, words in _LEFT.items():
                printed = re.search(rf"「{title}」{words}", said)
                assert (int(printed[1]) if printed else 0) == states[state], (title, state)


def hold_status(said: str, counted: Recount) -> None:
    """The open items of each month and of all."""
    total = re.search(r"未結事項共 (\d+) 件", said)
    assert total and int(total[1]) == counted.open_by_month.total()
    rows = re.findall(r"^  (\d+)年(\d+)月 .*? (\d+) 件", said, re.MULTILINE)
    printed = {f"{int(year) + 1911}-{int(month):02}": int(number) for year, month, number in rows}
    assert {month: number for month, number in printed.items() if number} == dict(counted.open_by_month)


def hold_draft(draft: str, items: Sequence[str], counted: Recount) -> None:
    """Every answer that an item was ever given, in their order."""
    for item in items:
        told = [f"處理結果為{one['result']}（{one['by']}" for one in counted.items[item].answers]
        at = 0
        for sentence in told:
            at = draft.index(sentence, at) + 1
    answers = sum(len(counted.items[item].answers) for item in items)
    assert draft.count("處理結果為") == answers
