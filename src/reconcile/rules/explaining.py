"""The catalogue in words, made from the rules themselves: for `reconcile explain`, and as docs/rules.md."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from reconcile.documents import title_of
from reconcile.errors import UsageError
from reconcile.regulation import Regulation
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
_SUGGESTED = 3
"""So many codes are named where somebody typed none of them."""

_VERDICTS = {"Okay": "不列", "Flag": "列出"}
_EXAMPLE = re.compile(r"^ *(Okay|Flag): .+?  # (.+)$", re.MULTILINE)

_HEAD = """# 查核規則

本頁由程式之規則目錄產生，與 `reconcile explain 代碼` 同一來源。法令依據為{name}（{issued}）。
列出之事項均為請單位主管查明之疑義，並非認定違規。

| 代碼 | 名稱 | 嚴重程度 | 法令依據 |
|---|---|---|---|
"""

_REGULATION_HEAD = """# {short_name}逐點對照

《{name}》各點及附件：本程式查核什麼、留存什麼證據、哪些仍須由人員辦理。本頁由法規設定檔及規則目錄產生。
各代碼之內容見 [rules.md](rules.md)，或執行 `reconcile explain 代碼`。列出之事項均為請主管查明之疑義，並非認定違規。

| 條款 | 程式查核 | 留存證據 | 仍由人員辦理，及其理由 |
|---|---|---|---|
"""
_REGULATION_FOOT = """
## 程式自訂、法規未定者

下列數值法規未規定，預設值見 `office.toml` 之 `[rules]`、`[calendar]`、`[retention]`，各機關得自行調整：
登入過久之分鐘數、兩處使用之間隔、查詢同一人之人數、帳號未使用之月數、案件前後之日數、未辦結案件之年數、上班時間。保存年限自紀錄年度終了起算、
傳真公文之期限按日曆天計算，均為本程式之假定，請依主管機關之解釋辦理。

未提供之清冊、停用之規則及無從查核之項目，報表一律載明「未查核」，不以「相符」視之。
"""


def explain(code: str, regulation: Regulation) -> tuple[str, ...]:
    """A rule as the office reads it, a line each; raises UsageError, naming the nearest code, where there is none."""
    rule = _rule(code)
    return (
        f"{rule.code}　{rule.title}（嚴重程度：{_SEVERITIES[rule.severity]}；{_GRAINS[rule.grain]}）",
        _words(rule, regulation),
        f"請主管查明：{regulation.filled(rule.question)}",
        *(f"{clause}：{text}" for clause, text in regulation.texts(*rule.basis).items()),
        *(f"{verdict}：{words}" for verdict, words in _examples(rule, regulation)),
        *_needs(rule),
        f'如不查核，於 office.toml 之 [rules] 設定 off = ["{rule.code}"]，報表將載明未查核。',
    )


def rules_page(regulation: Regulation) -> str:
    """The whole catalogue as Markdown."""
    table = "".join(
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.title} | {_SEVERITIES[rule.severity]} "
        f"| {regulation.basis(*rule.basis)} |\n"
        for rule in RULES
    )
    head = _HEAD.format(name=regulation.name, issued=regulation.issued)
    return head + table + "".join(f"\n## {rule.code}\n\n{_section(rule, regulation)}" for rule in RULES)


def regulation_page(regulation: Regulation) -> str:
    """The regulation clause by clause as Markdown: what is checked, what is kept, what stays a person's duty."""
    rows = "".join(
        f"| {row.clause}　{row.about} | {row.checked}{_codes(row.topics)} | {row.kept} | {row.person} |\n"
        for row in regulation.page
    )
    return _REGULATION_HEAD.format(name=regulation.name, short_name=regulation.short_name) + rows + _REGULATION_FOOT


def _codes(topics: Collection[str]) -> str:
    """The codes of the rules that stand on one of these topics."""
    codes = [f"`{rule.code}`" for rule in RULES if set(rule.basis) & set(topics)]
    return f"：{'、'.join(codes)}" if codes else ""


def _section(rule: Rule, regulation: Regulation) -> str:
    basis = regulation.basis(*rule.basis)
    lines = [
        f"**{rule.title}**（{basis}；嚴重程度：{_SEVERITIES[rule.severity]}；{_GRAINS[rule.grain]}）",
        _words(rule, regulation),
        f"請主管查明：{regulation.filled(rule.question)}",
        *_needs(rule),
        "\n".join(f"- {verdict}：{words}" for verdict, words in _examples(rule, regulation)),
    ]
    return "\n\n".join(lines) + "\n"


def listed() -> tuple[str, ...]:
    """Every code with its title and severity, a line each, in the order of a report."""
    width = max(len(rule.code) for rule in RULES)
    return tuple(f"{rule.code:<{width}}  {_SEVERITIES[rule.severity]}  {rule.title}" for rule in RULES)


def _rule(code: str) -> Rule:
    asked = code.strip().upper()
    known = {name: rule for rule in RULES for name in (rule.code, rule.title)}
    if asked in known:
        return known[asked]
    parts = [rule for rule in RULES if asked and (asked in rule.code or asked in rule.title)]
    close = [known[name] for name in get_close_matches(asked, known, n=_SUGGESTED, cutoff=0.7)]
    near = {rule.code: rule for rule in [*parts, *close]}
    named = [f"「{rule.code}」（{rule.title}）" for rule in list(near.values())[:_SUGGESTED]]
    nearest = f"，是否為{'、'.join(named)}" if named else ""
    raise UsageError(f"沒有「{code}」這個代碼{nearest}；執行 reconcile explain 可列出全部代碼。")


def _words(rule: Rule, regulation: Regulation) -> str:
    return regulation.filled((rule.check.__doc__ or "").splitlines()[0])


def _examples(rule: Rule, regulation: Regulation) -> Iterator[tuple[str, str]]:
    """不列 or 列出, and the example in words."""
    for verdict, words in _EXAMPLE.findall(rule.check.__doc__ or ""):
        yield _VERDICTS[verdict], regulation.filled(words)


def _needs(rule: Rule) -> Iterator[str]:
    if rule.needs is not None:
        yield f"須有{title_of(rule.needs)}；未提供時不查核，並載明於報表。"
