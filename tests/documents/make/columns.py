"""The columns that a statement may have, in the styles it may print them."""

from collections.abc import Callable
from datetime import datetime

from documents.make import roc
from documents.make.facts import PURPOSES, SUCCESS, Query
from documents.make.paper import Column, Value
from documents.make.people import Subject

SHORT_PURPOSES = {
    1: "國籍變更案件",
    2: "各項戶籍登記、文件核發或人口清查業務",
    3: "受委任辦理印鑑證明",
    4: "其他戶政業務",
}
NUMBERED_PURPOSES = {1: "(一)", 2: "(二)", 3: "(三)", 4: "(四)"}


def several(*columns: Column) -> tuple[Column, ...]:
    """Columns as they stand side by side."""
    return columns


def serial(heading: str = "序號", pattern: str = "") -> Column:
    """The running number, as text where a pattern is given; no column of the contract."""
    return Column(heading, lambda _, number: pattern.format(number) if pattern else number, width=11)


def agency(heading: str = "查詢機關") -> Column:
    """The office of the user, row by row."""
    return Column(heading, lambda query, _: query.agency, {"agency": lambda query: query.agency}, 34)


def account(heading: str = "使用者帳號") -> Column:
    """The account alone."""
    return Column(heading, lambda query, _: query.user.account, {"account": lambda query: query.user.account}, 20)


def user_name(heading: str = "使用者姓名") -> Column:
    """The name alone."""
    return Column(heading, lambda query, _: query.user.name, {"user_name": lambda query: query.user.name}, 22)


def masked_name(heading: str = "使用者姓名") -> Column:
    """The name with everything hidden but its first and last character."""

    def text(query: Query) -> str:
        name = query.user.name
        return name[0] + "○" * (len(name) - 2) + name[-1]

    return Column(heading, lambda query, _: text(query), {"user_name": text}, 22)


def user(heading: str = "使用者", pattern: str = "{account} {name}") -> Column:
    """Account and name in one cell."""
    return Column(
        heading,
        lambda query, _: pattern.format(account=query.user.account, name=query.user.name),
        {"account": lambda query: query.user.account, "user_name": lambda query: query.user.name},
        32,
    )


def moment(heading: str = "查詢日期時間", style: Callable[[datetime], Value] | None = None) -> Column:
    """Date and time together; 115/10/05 09:12:33 unless another style is given."""
    prints = style or (lambda at: f"{roc.slashed(at)} {roc.clock(at)}")
    return Column(heading, lambda query, _: prints(query.at), {"queried_at": lambda query: query.at}, 36)


def day(heading: str = "查詢日期", style: Callable[[datetime], Value] = roc.slashed) -> Column:
    """The date apart; the instant is given with the time."""
    return Column(heading, lambda query, _: style(query.at), width=20)


def clock(heading: str = "查詢時間", style: Callable[[datetime], Value] = roc.clock) -> Column:
    """The time apart from its date."""
    return Column(heading, lambda query, _: style(query.at), {"queried_at": lambda query: query.at}, 20)


def function(heading: str = "作業名稱") -> Column:
    """Which function of the system was used."""
    return Column(heading, lambda query, _: query.function, {"function": lambda query: query.function}, 36)


def condition(heading: str = "查詢條件", pattern: str = "{label}：{identifier}") -> Column:
    """The condition in one column: label, identifier and name as the pattern says; white space is read as one space."""

    def text(query: Query) -> str:
        asked = query.subject
        return pattern.format(label=asked.label, identifier=asked.identifier, name=asked.name)

    golden = {
        "condition": lambda query: " ".join(text(query).split()),
        "subject_id": lambda query: query.subject.identifier,
    }
    return Column(heading, lambda query, _: text(query), golden, 44)


def masked(heading: str = "查詢條件", mask: str = "*") -> Column:
    """The identifier with its last four characters hidden."""

    def text(query: Query) -> str:
        return query.subject.identifier[:-4] + mask * 4

    golden = {"condition": text, "subject_id": lambda query: query.subject.identifier[:-4] + "****"}
    return Column(heading, lambda query, _: text(query), golden, 30)


def by_kind(headings: dict[str, str], over: str | None = None) -> list[Column]:
    """A column for each kind of identifier: label and heading."""

    def of(label: str) -> Callable[[Query, int], Value]:
        return lambda query, _: _identifier_if(query.subject, label)

    golden = {
        "condition": lambda query: query.subject.identifier,
        "subject_id": lambda query: query.subject.identifier,
    }
    return [
        Column(heading, of(label), golden if n == 0 else {}, 27, over)
        for n, (label, heading) in enumerate(headings.items())
    ]


def _identifier_if(asked: Subject, label: str) -> str | None:
    return asked.identifier if asked.label == label else None


def result(heading: str = "查詢結果", success: str = "成功", failure: str = "失敗") -> Column:
    """Whether the query found anything."""
    return Column(
        heading,
        lambda query, _: success if query.result == SUCCESS else failure,
        {"result": lambda query: query.result},
        18,
    )


def purpose(heading: str = "查詢事由", words: dict[int, str] | None = None) -> Column:
    """Which of 要點四; in short unless other words are given."""
    said = words or SHORT_PURPOSES
    width = 48 if words in (None, PURPOSES) else 18
    return Column(heading, lambda query, _: said[query.purpose], {"purpose": lambda query: query.purpose}, width)


def ip(heading: str = "IP位址") -> Column:
    """From which machine."""
    return Column(heading, lambda query, _: query.user.ip, {"ip": lambda query: query.user.ip}, 24)


def usual() -> tuple[Column, ...]:
    """The columns that such systems print most often."""
    return several(serial(), account(), user_name(), moment(), function(), condition(), result(), purpose(), ip())
