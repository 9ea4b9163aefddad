"""What the rows of a statement say under each column of the contract."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from reconcile.reading.blocks import SUBJECTS, Block, Query, Trouble, asks, each
from reconcile.reading.headings import RESULTS_APART, plain
from reconcile.reading.instants import instants
from reconcile.reading.printed_once import printed_once
from reconcile.reading.scanned import unwrapped
from reconcile.reading.troubles import is_error, troubles
from reconcile.reading.users import Group, user_of
from reconcile.text.boxes import chosen, mark_alone
from reconcile.text.folding import REMEMBERED, clean, fold_widths
from reconcile.text.identifiers import subject_of
from reconcile.text.results import code_of, codes_in, result_of

_NO_QUERY = re.compile(
    r"(?:系統|使用者|帳號)?(?:登入|登出|簽入|簽出|登錄|列印|印表)(?:系統|作業|紀錄|成功|失敗)?|log\s*-?\s*(?:in|out|on|off)|print",
    re.IGNORECASE,
)


def is_no_query(query: Query) -> bool:
    """登入, 登出, 列印 without a condition: the system's own log, in which nobody was asked about."""
    layout = query.row.layout
    function = layout.cell(query.row.row, "function")
    if not isinstance(function, str) or not _names_none(function):
        return False
    return not any(asks(clean(cell)) for meaning in SUBJECTS for cell in layout.cells(query.row.row, meaning))


@lru_cache(REMEMBERED)
def _names_none(function: str) -> bool:
    return _NO_QUERY.fullmatch(unwrapped(function) or "") is not None


class Understood(NamedTuple):
    """What the rows say under each column of the contract, and their serial numbers, one entry a row.

    A row whose time cannot be read has a None `queried_at`: it is no query.
    """

    columns: dict[str, list[Any]]
    serials: list[str | None]
    troubles: list[Trouble]


def understood(queries: Sequence[Query], notes: Sequence[str] = ()) -> Understood:
    """The rows of a statement, each read by its own layout; `notes` may explain the codes of results and purposes."""
    whole = Understood({}, [], [])
    codes = codes_in(notes)
    purposes = queries[0].row.layout.boxes.words.codes_in(notes) if queries else {}
    for _, several in groupby(queries, key=lambda query: query.row.layout):
        block = Block(tuple(several))
        columns = _columns(block, codes, purposes)
        whole.troubles.extend(troubles(block, columns, len(whole.serials)))
        whole.serials.extend(block.texts("serial"))
        for name, column in columns.items():
            whole.columns.setdefault(name, []).extend(column)
    return whole


def _columns(block: Block, codes: Mapping[str, str], purposes: Mapping[str, int]) -> dict[str, Sequence[Any]]:
    accounts, user_names = zip(*_users(block), strict=True)
    conditions = _conditions(block)
    return {
        "agency": block.texts("agency"),
        "account": accounts,
        "user_name": user_names,
        "queried_at": instants(block),
        "function": block.texts("function"),
        "condition": conditions,
        "subject_id": each(subject_of, conditions),
        "result": _results(block, codes),
        "purpose": _purposes(block, purposes),
        "ip": block.texts("ip"),
    }


_ASK_WHETHER = frozenset(
    map(plain, "是否成功 成功與否 成功否 查詢成功否 有無資料 是否有資料 Success IsSuccess".split())
)


def _answer(text: str) -> str | None:
    """1 and 0 below a heading that asks whether it succeeded."""
    return {"1": "success", "0": "failure", "是": "success", "否": "failure"}.get(text) or result_of(text)


_CODED = ("碼", "代號", "code")


def _code(text: str) -> str | None:
    """0000 below a heading of codes; what another means no file says."""
    return "success" if re.fullmatch("0+", text) else result_of(text)


def _results(block: Block, codes: Mapping[str, str]) -> list[str | None]:
    """In words, by a sign that the heading or a note explains, or by a tick below 成功 or 失敗."""
    if not all(map(block.layout.has, RESULTS_APART)):
        words = block.layout.headings.get("result", "")
        known = codes_in([words]) or codes
        heading = plain(words)
        tell = _answer if heading in _ASK_WHETHER else _code if heading.endswith(_CODED) else result_of
        return each(lambda text: known.get(code_of(text)) or tell(text), block.texts("result"))
    won, lost = ((each(clean, block.cells(one)), *block.further(one)) for one in RESULTS_APART)
    told = dict(enumerate(["success"] * len(won) + ["failure"] * len(lost)))
    return [told.get(_ticked(cells)) for cells in zip(*won, *lost, strict=True)]


def _purposes(block: Block, codes: Mapping[str, int]) -> list[int | None]:
    """In words, by number or by a sign that a note explains, or by a tick in a column for each; None where not one."""
    apart = block.layout.purpose_columns
    if not all(map(block.layout.has, apart)):
        tell = block.layout.boxes.words.purpose_of
        return each(lambda text: codes.get(code_of(text)) or tell(text), block.texts("purpose"))
    rows = zip(*(block.texts(meaning) for meaning in apart), strict=True)
    return [ticked + 1 if (ticked := _ticked(cells)) >= 0 else None for cells in rows]


def _ticked(cells: Sequence[str | None]) -> int:
    """Which one of several cells is ticked, counted from 0; -1 where none or several are."""
    ticks = chosen([mark_alone(fold_widths(cell or "")) for cell in cells])
    return ticks.index(True) if sum(ticks) == 1 else -1


def _users(block: Block) -> list[Group]:
    """Account and name, from the row and from the heading of its group."""
    no_account = not block.layout.has("account")
    groups = [query.group for query in block.queries]
    accounts = printed_once(block.texts("account"), block, "account")
    names = printed_once(block.texts("user_name"), block, "user_name")
    written = list(zip(each(_somebody, accounts), each(_somebody, names), groups, strict=True))
    known = {one: user_of(*one, no_account=no_account) for one in set(written)}
    return [known[one] for one in written]


def _somebody(user: str) -> str | None:
    """The account or name; None for an error of the workbook, or a dash."""
    return None if is_error(user) or _DASHES.issuperset(user) else user


_DASHES = frozenset("-—–－─―~～/／")


def _conditions(block: Block) -> list[str | None]:
    """However many columns they are spread over."""
    present = list(filter(block.layout.has, SUBJECTS))
    columns = [column for meaning in present for column in (block.texts(meaning), *block.further(meaning))]
    if not columns:
        return [None] * len(block.queries)
    if len(columns) == 1:
        return columns[0]
    return [" ".join(filter(None, parts)) or None for parts in zip(*columns, strict=True)]
