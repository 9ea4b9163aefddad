"""Statements at random in the layouts of prints: what is merged, printed once, headed by two rows, drawn how."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from random import Random

from documents.make.people import NATIONAL, RESIDENT, Subject, User, subject

Grid = list[list[str | None]]
Merge = tuple[int, int, int, int]
"""The first row and column and the last ones, counted from 0."""

USERS = (User("hlsf101", "鄭雅文", ""), User("hlsf104", "羅文傑", ""), User("hlsf112", "曾淑娟", ""))
FULL = {1: "國籍變更案件", 2: "戶籍登記案件", 3: "印鑑證明案件", 4: "其他戶政業務需要"}
SHORT = {1: "國籍", 2: "戶籍", 3: "印鑑", 4: "其他"}


@dataclass(frozen=True)
class Asked:
    """One query as its maker knows it."""

    user: User
    at: datetime
    subject: Subject
    result: str
    purpose: int


@dataclass
class Column:
    """One column: its heading, the one over it if any, what it prints; `once`: merged or printed once a user."""

    heading: str
    prints: Callable[[Asked], str | None]
    over: str | None = None
    once: bool = False


@dataclass
class Print:
    """A table as a grid: `head` rows of headings, then a row a query; `merges` of the grid; `truth` of the rows."""

    what: list[str]
    grid: Grid = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    head: int = 1
    truth: list[dict[str, object]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def half(at: datetime) -> str:
    return "上午" if at.hour < 12 else "下午"


def of_12(at: datetime) -> int:
    return at.hour % 12 or 12


MOMENTS: Mapping[str, Callable[[datetime], str]] = {
    "roc": lambda at: f"{at.year - 1911}/{at:%m/%d %H:%M:%S}",
    "us": lambda at: f"{at.month}/{at.day}/{at.year} {of_12(at)}:{at:%M:%S} {at:%p}",
    "bare": lambda at: f"{at.year - 1911}/{at.month}/{at.day} {at.hour}:{at.minute}:{at.second}",
    "oracle": lambda at: f"{at:%d}-{at.month}月-{at:%y} {of_12(at):02d}.{at:%M.%S} {half(at)}",
    "oracle in English": lambda at: f"{at:%d}-{f'{at:%b}'.upper()}-{at:%y} {of_12(at):02d}.{at:%M.%S}.000 {at:%p}",
    "half a day": lambda at: f"{at.year}/{at.month}/{at.day} {half(at)} {of_12(at):02d}:{at:%M:%S}",
    "iso": lambda at: f"{at.isoformat()}+08:00",
    "digits": lambda at: f"{at:%Y%m%d%H%M%S}",
    "words": lambda at: f"{at.year - 1911}年{at.month}月{at.day}日{at.hour}時{at.minute}分{at.second}秒",
    "week": lambda at: f"{at.year - 1911}/{at:%m/%d}({'一二三四五六日'[at.weekday()]}) {at:%H:%M:%S}",
    "English": lambda at: f"{at:%b} {at.day}, {at.year} {of_12(at)}:{at:%M:%S} {at:%p}",
}
DAYS: Mapping[str, Callable[[datetime], str]] = {
    "roc": lambda at: f"{at.year - 1911}/{at:%m/%d}",
    "words": lambda at: f"{at.year - 1911}年{at.month}月{at.day}日",
    "iso": lambda at: f"{at:%Y-%m-%d}",
}


def asked(rng: Random, count: int) -> list[Asked]:
    """So many queries of three users in the order of time."""
    found, at = [], datetime(2026, 10, 1, 8, 31, 7)
    for _ in range(count):
        at += timedelta(minutes=rng.randrange(5, 700), seconds=rng.randrange(60))
        person = subject(rng, foreign=rng.random() < 0.3)
        while person.label not in {NATIONAL, RESIDENT}:
            person = subject(rng, foreign=True)
        result = rng.choice(["success", "success", "failure"])
        found.append(Asked(rng.choice(USERS), at, person, result, rng.randrange(1, 5)))
    return found


def any_print(seed: int) -> Print:
    """The print of that seed."""
    rng = Random(seed)
    queries = asked(rng, rng.randrange(6, 26))
    shape = Print([])
    times = _times(rng, shape)
    users, by_user = _users(rng, shape)
    if by_user:
        queries.sort(key=lambda query: (query.user.account, query.at))
    subjects, results, purposes = _subjects(rng, shape), _results(rng, shape), _purposes(rng, shape)
    blocks = [times, users, subjects, results, purposes]
    if rng.random() < 0.3:
        rng.shuffle(blocks)
    columns = [column for block in blocks for column in block]
    if rng.random() < 0.7:
        numbers = {id(query): str(number) for number, query in enumerate(queries, start=1)}
        columns.insert(0, Column("序號", lambda query: numbers[id(query)]))
        shape.what.append("numbered")
    _lay(rng, shape, columns, queries)
    shape.truth = [_truth(query, columns, shape.what) for query in queries]
    _around(rng, shape, queries)
    return shape


def _times(rng: Random, shape: Print) -> list[Column]:
    """One column, two, two below one heading, or day over time in one cell."""
    kind = rng.choice(["one", "one", "one", "two", "one heading", "two rows", "stacked", "from and to"])
    if kind in {"one", "from and to"}:
        style = rng.choice(sorted(MOMENTS))
        shape.what += [kind, style]
        made = [Column("查詢時間" if kind == "one" else "開始時間", lambda query: MOMENTS[style](query.at))]
        end = Column("結束時間", lambda query: MOMENTS[style](query.at + timedelta(seconds=4)))
        return made if kind == "one" else [*made, end]
    style = rng.choice(sorted(DAYS))
    shape.what += [kind, style]
    if kind == "stacked":
        return [Column("查詢日期時間", lambda query: f"{DAYS[style](query.at)}\n{query.at:%H:%M:%S}")]
    over = "查詢時間" if kind == "two rows" else None
    named = {"two": ("查詢日期", "查詢時間"), "one heading": ("查詢時間", ""), "two rows": ("日期", "時間")}[kind]
    day = Column(named[0], lambda query: DAYS[style](query.at), over)
    return [day, Column(named[1], lambda query: f"{query.at:%H:%M:%S}", over)]


def _users(rng: Random, shape: Print) -> tuple[list[Column], bool]:
    """Both columns, both below one heading, in one; merged down, printed once, or in each row."""
    how = rng.choice(["each", "each", "once", "merged"])
    kind = rng.choice(["two", "two", "below one", "joined"])
    shape.what += [how, kind]
    over = rng.choice(["使用者", "查詢人員"]) if kind == "below one" else None
    if kind == "joined":
        made = [Column("使用者", lambda query: f"{query.user.name}（{query.user.account}）")]
    elif over:
        made = [
            Column("帳號", lambda query: query.user.account, over),
            Column("姓名", lambda query: query.user.name, over),
        ]
    else:
        made = [
            Column("使用者帳號", lambda query: query.user.account),
            Column("使用者姓名", lambda query: query.user.name),
        ]
    for column in made:
        column.once = how != "each"
    return made, how != "each"


def _subjects(rng: Random, shape: Print) -> list[Column]:
    kind = rng.choice(["one", "one", "labelled", "by kind", "below one", "typed"])
    shape.what.append(f"subjects {kind}")
    if kind == "one":
        return [Column("查詢條件", lambda query: query.subject.identifier)]
    if kind == "labelled":
        return [Column("查詢條件", lambda query: f"{query.subject.label}：{query.subject.identifier}")]
    if kind == "typed":
        return [
            Column("類別", lambda query: query.subject.label, "查詢標的"),
            Column("證號", lambda query: query.subject.identifier, "查詢標的"),
        ]
    over = "被查詢人" if kind == "below one" else None
    return [
        Column("身分證號", lambda query: query.subject.identifier if query.subject.label == NATIONAL else None, over),
        Column("居留證號", lambda query: query.subject.identifier if query.subject.label == RESIDENT else None, over),
    ]


def _results(rng: Random, shape: Print) -> list[Column]:
    kind = rng.choice(["words", "words", "asked whether", "nobody", "ticks", "none"])
    shape.what.append(f"results {kind}")
    if kind == "none":
        return []
    if kind == "ticks":
        return [
            Column("成功", lambda query: "V" if query.result == "success" else None, "查詢結果"),
            Column("失敗", lambda query: "V" if query.result == "failure" else None, "查詢結果"),
        ]
    told = {"words": ("成功", "失敗"), "asked whether": ("1", "0"), "nobody": ("查詢成功", "查無此人資料")}[kind]
    heading = "是否成功" if kind == "asked whether" else "查詢結果"
    return [Column(heading, lambda query: told[query.result == "failure"])]


def _purposes(rng: Random, shape: Print) -> list[Column]:
    kind = rng.choice(["full", "short", "number", "none"])
    shape.what.append(f"purposes {kind}")
    if kind == "none":
        return []
    words = {"full": FULL, "short": SHORT, "number": {number: f"({'一二三四'[number - 1]})" for number in FULL}}[kind]
    return [Column("查詢事由", lambda query: words[query.purpose])]


def _truth(query: Asked, columns: Sequence[Column], what: Sequence[str]) -> dict[str, object]:
    headings = {column.heading for column in columns}
    return {
        "account": query.user.account,
        "user_name": query.user.name,
        "queried_at": query.at,
        "subject_id": query.subject.identifier,
        "result": None if "results none" in what else query.result,
        "purpose": query.purpose if "查詢事由" in headings else None,
    }


def _lay(rng: Random, shape: Print, columns: Sequence[Column], queries: Sequence[Asked]) -> None:
    """The grid: one or two rows of headings, and a row a query."""
    shape.head = 2 if any(column.over for column in columns) else 1
    heads: Grid = [[column.over or column.heading for column in columns]]
    if shape.head == 2:
        heads.append([column.heading if column.over else None for column in columns])
        for over, several in groupby(range(len(columns)), key=lambda at: columns[at].over):
            group = list(several)
            if over:
                heads[0][group[0] + 1 : group[-1] + 1] = [None] * (len(group) - 1)
                shape.merges.append((0, group[0], 0, group[-1]))
            else:
                shape.merges += [(0, at, 1, at) for at in group]
    elif "one heading" in shape.what:
        at = next(at for at, column in enumerate(columns) if not column.heading)
        shape.merges.append((0, at - 1, 0, at))
    heads = [[cell or None for cell in row] for row in heads]
    shape.grid = [*heads, *([column.prints(query) for column in columns] for query in queries)]
    once = [at for at, column in enumerate(columns) if column.once]
    for _, several in groupby(range(len(queries)), key=lambda at: queries[at].user.account):
        group = list(several)
        for at in once:
            if "merged" in shape.what and len(group) > 1:
                shape.merges.append((group[0] + shape.head, at, group[-1] + shape.head, at))
            for number in group[1:]:
                shape.grid[number + shape.head][at] = None


def _around(rng: Random, shape: Print, queries: Sequence[Asked]) -> None:
    """Title and period, total and signatures, or none of them."""
    if rng.random() < 0.7:
        shape.above = ["主管稽核月明細表", "統計期間：115/10/01～115/10/31"]
    if rng.random() < 0.6:
        shape.below = [rng.choice(["合計：{} 筆", "共 {} 筆", "總筆數：{}"]).format(len(queries))]
    if rng.random() < 0.3:
        shape.below.append("製表人：　　　　　單位主管：")
