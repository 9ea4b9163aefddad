"""The catalogue in words, made from the rules themselves: for `reconcile explain`, and as docs/rules.md."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from reconcile.documents import title_of
from reconcile.errors import UsageError
from reconcile.regulation import REGULATION
from reconcile.rules.catalogue import RULES
from reconcile.rules.rule import Grain, Rule, Severity

_SEVERITIES: dict[Severity, str] = {"high": "高", "medium": "中", "low": "低"}
_GRAINS: dict[Grain, str] = {
    "query": "明細表每次查詢一件",
    "query, with its line": "明細表每次查詢一件，已對應者併列紀錄表該筆",
    "line": "紀錄表每筆一件",
    "query or line": "明細表每次查詢或紀錄表每筆一件",
    "pair": "每組相符之查詢與紀錄一件",
    "entry": "紀錄表每列一件",
    "month": "每月一件",
    "fax": "每次傳真一件",
}
_VERDICTS = {"Okay": "不列", "Flag": "列出"}
_EXAMPLE = re.compile(r"^ *(Okay|Flag): .+?  # (.+)$", re.MULTILINE)

_HEAD = """# 查核規則

本頁由程式之規則目錄產生，與 `reconcile explain 代碼` 同一來源。法令依據為{name}（{issued}）。
列出之事項均為請單位主管查明之疑義，並非認定違規。

| 代碼 | 名稱 | 嚴重程度 | 法令依據 |
|---|---|---|---|
"""


def explain(code: str) -> tuple[str, ...]:
    """A rule as the office reads it, a line each; raises UsageError, naming the nearest code, where there is none."""
    rule = _rule(code)
    return (
        f"{rule.code}　{rule.title}（嚴重程度：{_SEVERITIES[rule.severity]}；{_GRAINS[rule.grain]}）",
        _words(rule),
        f"請主管查明：{rule.question}",
        *(f"{clause}：{text}" for clause, text in REGULATION.basis(rule.legal_basis).items()),
        *(f"{verdict}：{words}" for verdict, words in _examples(rule)),
        *_needs(rule),
        f'如不查核，於 office.toml 之 [rules] 設定 off = ["{rule.code}"]，報表將載明未查核。',
    )


def rules_page() -> str:
    """The whole catalogue as Markdown."""
    table = "".join(
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.title} | {_SEVERITIES[rule.severity]} | {rule.legal_basis} |\n"
        for rule in RULES
    )
    head = _HEAD.format(name=REGULATION.name, issued=REGULATION.issued)
    return head + table + "".join(f"\n## {rule.code}\n\n{_section(rule)}" for rule in RULES)


def _section(rule: Rule) -> str:
    lines = [
        f"**{rule.title}**（{rule.legal_basis}；嚴重程度：{_SEVERITIES[rule.severity]}；{_GRAINS[rule.grain]}）",
        _words(rule),
        f"請主管查明：{rule.question}",
        *_needs(rule),
        "\n".join(f"- {verdict}：{words}" for verdict, words in _examples(rule)),
    ]
    return "\n\n".join(lines) + "\n"


def _rule(code: str) -> Rule:
    asked = code.strip().upper()
    known = {name: rule for rule in RULES for name in (rule.code, rule.title)}
    if asked in known:
        return known[asked]
    close = get_close_matches(asked, known, n=1, cutoff=0.5)
    nearest = f"，是否為「{close[0]}」" if close else ""
    raise UsageError(f"沒有「{code}」這個代碼{nearest}，各代碼見 docs/rules.md。")


def _words(rule: Rule) -> str:
    return (rule.check.__doc__ or "").splitlines()[0]


def _examples(rule: Rule) -> Iterator[tuple[str, str]]:
    """不列 or 列出, and the example in words."""
    for verdict, words in _EXAMPLE.findall(rule.check.__doc__ or ""):
        yield _VERDICTS[verdict], words


def _needs(rule: Rule) -> Iterator[str]:
    if rule.needs is not None:
        yield f"須有{title_of(rule.needs)}；未提供時不查核，並載明於報表。"
