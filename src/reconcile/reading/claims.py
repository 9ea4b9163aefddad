"""What each text outside the rows is there for: conservation of ink (nothing that is shown goes unaccounted).

Every note of a statement has one role. What has none is listed by `inspect` as 未認列; what has none and could be a
query is a problem, which `strays` words.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from reconcile.carriers.raw import Sheet
from reconcile.reading.blocks import USERS
from reconcile.reading.groups import heading_of
from reconcile.reading.layouts import Layout
from reconcile.reading.other_tables import asks_nothing, times_of_accounts
from reconcile.reading.proof import is_page_number
from reconcile.reading.said_above import says_nothing
from reconcile.reading.scanned import DataRow, Note, Scan, closing
from reconcile.reading.totals import counts_in
from reconcile.reading.users import Group
from reconcile.text.folding import clean, fold_widths
from reconcile.text.identifiers import names_person

CLOCK = re.compile(r"\d\s*[:：]\s*\d\d|\d\s*[時點]\s*\d{1,2}\s*分|(?<!\d)\d{14}(?!\d)")
DATE = re.compile(r"\d[/.年-]\s*\d{1,2}[/.月-]\s*\d|(?<!\d)\d{7,8}(?!\d)")
_LABELLED = re.compile(
    r"列印|印表|製表|產製|產出|下載|匯出|報表|查詢期間|統計期間|資料期間|起[迄訖]|期間|區間|日期\s*[:：]|時間\s*[:：]|"
    r"print|export|generated|period|file:|https?:",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"^\s*[(（]?(?:列印|印表|製表|產製|產出|下載|匯出)")
_FOOT = re.compile(
    r"^\s*[(（]?(?:備\s*[註考]|附?\s*註|說明|注意|※|＊|資料來源|以下空白|以上|接下頁|續下頁|接次頁|機密|密件|限閱)"
)
_SIGNING = re.compile("核章|簽章|簽核|核閱|主管|覆核|審核|首長|製表|承辦")
_LETTERS = re.compile(r"[^\W_]")
_NAMED_OTHER = re.compile("清冊|名冊|統計|彙總|對照|說明|代碼|權限|摘要|總表|目錄|封面")


ROW_CELLS = 3
"""So many cells are more than a label and what it says."""


class Claim(StrEnum):
    """In the office's words, as `inspect` lists them; UNCLAIMED is none."""

    TITLE = "標題"
    GROUP = "群組標題"
    TOTAL = "合計"
    PAGE = "頁碼"
    FOOT = "頁尾"
    NOTHING = "本月無查詢"
    OTHER_TABLE = "其他表格"
    WATERMARK = "浮水印"
    DOUBT = "未認列（問題）"
    UNCLAIMED = "未認列"


@dataclass(frozen=True)
class Claims:
    """The role of each note, by its place in the items of the scan, and whose rows stand below a heading."""

    roles: Mapping[int, Claim]
    groups: Mapping[int, Group] = field(default_factory=dict)

    def of(self, role: Claim) -> set[int]:
        """The places of the notes of that role."""
        return {at for at, one in self.roles.items() if one is role}


def claims_of(found: Scan, accounts: Collection[str], *, grouped: bool) -> Claims:
    """Claim every note. `accounts` are those of the rows; `grouped`: no column says who the user is."""
    known = frozenset(account.casefold() for account in accounts)
    around = list(_surroundings(found))
    repeated = _running(found)
    titles = {_plain(note.text) for _, note, place in around if not place.below_header}
    roles: dict[int, Claim] = {}
    groups: dict[int, Group] = {}
    for at, note, place in around:
        plain = _plain(note.text)
        seen = _Seen(note, place, found, known, running=plain in repeated, titled=plain in titles)
        role = next((role for role, holds in _BY_WORDS if holds(seen)), None)
        if role is None and (heading := _heading(seen, grouped=grouped)) is not None:
            role, groups[at] = Claim.GROUP, heading
        roles[at] = role or next((role for role, holds in _BY_PLACE if holds(seen)), Claim.UNCLAIMED)
        if roles[at] in {Claim.DOUBT, Claim.UNCLAIMED} and grouped and place.heads and place.below_header:
            groups[at] = Group()
    return Claims(roles, groups)


def _heading(seen: "_Seen", *, grouped: bool) -> Group | None:
    """The user whom it names for the rows below; a line that ends every page names who is responsible.

    A row says when it was made: a time of day in a cell of its own, behind no label.
    """
    place = seen.place
    if (seen.running and place.ends) or not (place.below_header or grouped) or seen.says_when:
        return None
    return heading_of(seen.texts, bare=grouped and place.heads and place.below_header)


@dataclass(frozen=True)
class _Place:
    """Where a note stands: `boxed` between rows of its sheet, `heads` above rows, `ends` below the last of its page."""

    boxed: bool
    ends: bool
    heads: bool
    below_header: bool
    under_rows: bool


def _surroundings(found: Scan) -> Iterator[tuple[int, Note, _Place]]:
    first: dict[Sheet, int] = {}
    last: dict[Sheet, int] = {}
    on: Sheet | None = None
    for at, item in enumerate(found.items):
        if isinstance(item, DataRow):
            sheet = item.sheet
            if sheet is not on:
                on = sheet
                first.setdefault(sheet, at)
            last[sheet] = at
    last_of_all = max(last.values(), default=-1)
    for at, item in enumerate(found.items):
        if isinstance(item, Note):
            sheet = item.sheet
            top = found.tops.get(sheet)
            below_header = top is None or item.row.number > top[0]
            under = sheet in first and at > first[sheet]
            boxed = under and at < last[sheet]
            yield at, item, _Place(boxed, under and not boxed, at < last_of_all, below_header, under)


def _running(found: Scan) -> set[str]:
    """Texts that stand on several sheets or pages, their numbers aside."""
    seen: dict[str, set[Sheet]] = {}
    for note in found.notes:
        seen.setdefault(_plain(note.text), set()).add(note.sheet)
    return {text for text, sheets in seen.items() if len(sheets) > 1}


def _plain(text: str) -> str:
    return re.sub(r"\d+", "0", text)


class _Seen:
    """A note with what is asked of it several times."""

    def __init__(
        self, note: Note, place: _Place, found: Scan, known: Collection[str], *, running: bool, titled: bool
    ) -> None:
        self.note, self.place, self.found, self.known = note, place, found, known
        self.running, self.titled = running, titled
        self.text = fold_widths(note.text)
        self.texts = list(note.row.texts())
        self.person = names_person(self.text)
        self.clock = CLOCK.search(self.text) is not None
        self.remark = _FOOT.match(self.text) is not None
        self.labelled = _LABELLED.search(self.text) is not None

    @property
    def dated(self) -> bool:
        """It holds a time or a day."""
        return self.clock or DATE.search(self.text) is not None

    @property
    def says_when(self) -> bool:
        """Among several cells one holds a time of day and nothing else, and none before it says of what."""
        cells = pairwise(["", *self.texts])
        alone = (
            CLOCK.search(text) and _is_bare_moment(text) and before[-1:] not in {":", "："} for before, text in cells
        )
        return not self.is_short and any(alone)

    @property
    def is_short(self) -> bool:
        """A label and what it says."""
        return len(self.texts) < ROW_CELLS

    @property
    def closes(self) -> bool:
        """It begins as footnotes, totals and lines for signatures do."""
        return bool(_FOOT.match(self.text) or closing(self.note.row) or _SIGNING.search(self.text))

    @property
    def is_above(self) -> bool:
        """Above the header of its sheet, or what every sheet repeats above its rows."""
        return not self.place.below_header or (self.running and not self.place.under_rows and not self.person)


def _is_bare_moment(text: str) -> bool:
    """Nothing but one day and time, as programs print at the edge of a page."""
    return len(re.sub(r"[\d\s/:.年月日時分秒上下午APMapm-]", "", text)) == 0


def _holds_account(text: str, known: Collection[str]) -> bool:
    return any(word.casefold() in known for word in re.findall(r"[A-Za-z0-9_.@-]+", text))


def _counts_of_users(texts: Sequence[str], known: Collection[str]) -> bool:
    """Accounts, names and small numbers: how many queries each user made."""
    rest = [text for text in texts if not re.fullmatch(r"\d{1,6}\s*[筆件次]?", fold_widths(text))]
    words = [word for text in rest for word in text.split()]
    return len(rest) < len(texts) and 0 < len(words) <= ROW_CELLS and _holds_account(" ".join(words), known)


def _in_other_table(note: Note, found: Scan) -> bool:
    """Below a header that has no time of a query: a list of accounts, a summary."""
    if note.sheet.name and _NAMED_OTHER.search(note.sheet.name) and _reads_no_time(found, note):
        return True
    if note.layout is None or not asks_nothing(note.layout):
        return False
    if names_person(fold_widths(note.text)) and not note.layout.has(*USERS):
        return False
    return not _could_be_query(note) or times_of_accounts(note.layout)


def _reads_no_time(found: Scan, note: Note) -> bool:
    top = found.tops.get(note.sheet)
    return (top is None or asks_nothing(top[1])) and not _could_be_query(note)


def _could_be_query(note: Note) -> bool:
    text = fold_widths(note.text)
    return CLOCK.search(text) is not None or (names_person(text) and note.layout is not None and _asks(note.layout))


def _asks(layout: Layout) -> bool:
    return layout.has("condition")


def _counts_rows(seen: _Seen) -> bool:
    return bool(counts_in(seen.note.text)) and not seen.person and heading_of(seen.texts) is None


_Rule = tuple[Claim, Callable[[_Seen], bool]]

_BY_WORDS: tuple[_Rule, ...] = (
    (Claim.WATERMARK, lambda seen: seen.note.row.slanted),
    (Claim.FOOT, lambda seen: not _LETTERS.search(seen.text)),
    (Claim.OTHER_TABLE, lambda seen: _in_other_table(seen.note, seen.found)),
    (Claim.PAGE, lambda seen: is_page_number(seen.text) and len(seen.text) < LONGEST_FOOT and not seen.person),
    (Claim.NOTHING, lambda seen: says_nothing(seen.note.text)),
    (Claim.TOTAL, _counts_rows),
)
"""What the words themselves say; the first that holds."""

_BY_PLACE: tuple[_Rule, ...] = (
    (Claim.FOOT, lambda seen: _PRINTED.match(seen.text) is not None and seen.is_short),
    (Claim.DOUBT, lambda seen: seen.person and seen.dated and not (seen.labelled and not seen.place.below_header)),
    (Claim.DOUBT, lambda seen: seen.is_above and seen.person and not seen.is_short),
    (Claim.DOUBT, lambda seen: seen.is_above and seen.says_when and _holds_account(seen.text, seen.known)),
    (Claim.TITLE, lambda seen: seen.is_above),
    (Claim.FOOT, lambda seen: seen.labelled and not seen.person and seen.is_short),
    (Claim.DOUBT, lambda seen: seen.remark and (seen.person or (seen.clock and _holds_account(seen.text, seen.known)))),
    (Claim.FOOT, lambda seen: seen.closes and not (seen.person and seen.place.boxed)),
    (Claim.TOTAL, lambda seen: _counts_of_users(seen.texts, seen.known)),
    (Claim.TITLE, lambda seen: (seen.running or seen.titled) and not seen.person and not seen.clock),
    (Claim.DOUBT, lambda seen: seen.place.boxed or seen.person or _holds_account(seen.text, seen.known)),
    (Claim.DOUBT, lambda seen: seen.clock and not _is_bare_moment(seen.text)),
)
"""What it holds and where it stands say; the first that holds."""


LONGEST_FOOT = 80


def counted(found: Scan, claims: Claims) -> tuple[str, ...]:
    """A line a sheet or page: 第 2 頁：表格 24 列、頁尾 1、未認列 3 處."""
    items = Counter([item.sheet for item in found.items])
    by_sheet = {sheet: Counter({"表格": several}) for sheet, several in items.items()}
    for at, role in claims.roles.items():
        by_sheet[found.items[at].sheet].update({"表格": -1, role: 1})
    return tuple(f"{sheet.place() or '全檔'}：{_listed(counter)}" for sheet, counter in by_sheet.items())


def _listed(counter: Counter[str]) -> str:
    unclaimed = counter[Claim.UNCLAIMED] + counter[Claim.DOUBT]
    parts = [f"表格 {counter['表格']} 列"]
    parts += [
        f"{role} {counter[role]}" for role in Claim if counter[role] and role not in {Claim.UNCLAIMED, Claim.DOUBT}
    ]
    return "、".join(parts + ([f"未認列 {unclaimed} 處"] if unclaimed else []))


def text_of(cells: Sequence[object]) -> str:
    """Cells as one text."""
    return " ".join(filter(None, map(clean, cells)))
