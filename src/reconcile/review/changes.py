"""What differs from the last run of the month: the files, the settings, and item by item."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reconcile.catalogue import Catalogue
from reconcile.deposits import Deposit
from reconcile.documents import title_of
from reconcile.lives import Run
from reconcile.outcome import Outcome
from reconcile.tables import Row
from reconcile.text.dates import roc_date
from reconcile.version import VERSION


def changes_since(last: Deposit, outcome: Outcome, listed: Mapping[str, Row], known: Sequence[str]) -> tuple[str, ...]:
    """A sentence for each change; one that says so where nothing changed. `known` are the items ever listed before."""
    before = Run.archived(last).listed
    told = [
        *_inputs(last.record.get("inputs", ()), outcome),
        *_program(last.record, outcome),
        *_items(before, listed, set(known), outcome),
    ]
    since = f"與前次（{roc_date(last.as_of)}）執行結果相比："
    return tuple(told) if told else (f"{since}輸入檔、設定及各項目均無變更。",)


def _inputs(before: Sequence[Mapping[str, Any]], outcome: Outcome) -> Iterator[str]:
    was = {(given["role"], given["file"]): given["sha256"] for given in before}
    now = {(given.role, given.file): given.sha256 for given in outcome.inputs}
    gone = {(role, digest): file for (role, file), digest in was.items() if (role, file) not in now}
    for (role, file), digest in now.items():
        if (role, file) in was:
            if was[role, file] != digest:
                yield f"輸入檔變更：{title_of(role)}「{file}」內容已更新。"
        elif old := gone.pop((role, digest), None):
            yield f"輸入檔變更：{title_of(role)}「{old}」改名為「{file}」，內容相同。"
        else:
            yield f"輸入檔變更：新增{title_of(role)}「{file}」。"
    for (role, _), file in gone.items():
        yield f"輸入檔變更：不再使用{title_of(role)}「{file}」。"


def _program(record: Mapping[str, Any], outcome: Outcome) -> Iterator[str]:
    if record.get("settings_sha256") != outcome.settings.sha256:
        yield "設定變更：設定與前次不同。"
    if record.get("version") != VERSION:
        yield f"程式變更：由 {record.get('version', '未載版本')} 改為 {VERSION}。"


def _items(before: Mapping[str, Row], now: Mapping[str, Row], known: set[str], outcome: Outcome) -> Iterator[str]:
    catalogue = outcome.catalogue
    for item, row in now.items():
        if item not in before:
            yield f"{'再次列出' if item in known else '新增'}：{_named(row, catalogue)}。"
        elif row["message"] != before[item]["message"]:
            yield f"內容變更：{_named(row, catalogue)}，原為「{before[item]['message']}」"
    for item, row in before.items():
        if item not in now:
            but = "。" if outcome.complete else "；惟本次輸入檔有問題（未完成），不視為已更正。"
            yield f"不再列出：{_named(row, catalogue)}{but}"


def _named(row: Row, catalogue: Catalogue) -> str:
    """11510-7K3MQ2VD 有查詢無紀錄（115/10/05 09:12:33，王○○，A12345****）."""
    shown = "，".join(row[name] for name in ("at", "user", "subject") if row[name])
    return f"{row['item']} {catalogue.title(row['code'])}" + (f"（{shown}）" if shown else "")
