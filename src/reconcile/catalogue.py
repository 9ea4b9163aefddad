"""What every room may know of the codes of findings: the facts that their rules declare, handed on as one value.

The rooms below and beside the rules may not import them. `rules.catalogue_of` makes this value of the rules themselves,
the pipeline hands it on: to reports in the `Outcome`, to the review and to the forms beside the archive. Codes are
never reused, so the catalogue of today also tells the codes of an archived month.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from reconcile.errors import UsageError
from reconcile.regulation import Regulation

Field = Literal["time", "user", "subject", "purpose", "result"]
"""What a report sets side by side of a query and a line."""

Duty = Literal["applications", "revocations", "case_by_case", "purposes", "downloads", "safeguards", "use"]
"""What items of a self-audit's form ask about; `use`: that the system is used for business only (several items).

The regulation's profile has the wordings.
"""

CAUSES = {
    "sign_off_on_paper": "主管簽核於紙本",
    "sign_off_user": "一人之紀錄未簽核",
    "clock": "時鐘偏差",
    "page_missing": "紀錄表缺頁缺號",
    "register_missing": "紀錄表缺一段期間",
    "statement_part": "明細表缺一段期間",
    "year": "年份寫錯",
    "half_day": "下午寫成上午",
    "date": "日期寫錯",
    "name_written": "姓名寫法不同",
    "colleague_day": "整日為同仁帳號",
    "identifier_cut": "證號缺字",
    "logout_habit": "習慣不填登出",
    "purpose_habit": "事由勾選習慣",
    "result_habit": "結果勾選習慣",
}
"""The kinds of causes and what reports call them, the simpler first."""

BY_HAND = "依人工核對"
"""How the sentence begins that says of a month that its register is on paper (`rules.unchecked`)."""

_ANSWERED_ALONE = frozenset({"UNKNOWN_ACCOUNT", "INACTIVE_ACCOUNT", "REWRITTEN_ENTRY"})


def answered_by_cause(code: str, kind: str) -> bool:
    """Whether one answer on a cause of this kind answers a finding of this code that it explains (DESIGN §4)."""
    if code == "USER_MISMATCH":
        return kind == "name_written"
    return code not in _ANSWERED_ALONE and not code.startswith("UNREGISTERED_")


@dataclass(frozen=True)
class Declaration:
    """What the rule of one code declares for other rooms.

    `conduct`: a question of conduct, shown apart and never counted among the discrepancies. `field` is
    what the report marks in its comparison, None where nothing single is meant. `measure` is where a
    draft of 改善措施 begins. `duty` is what the code bears on in a self-audit, None only of an unknown code. `needs`
    is the title of the list without which it cannot judge, None where it needs none. `on_paper`: it judges what is
    written in the register itself, which a 逐筆核對表 does not show.
    """

    code: str
    title: str
    conduct: bool = False
    field: Field | None = None
    measure: str = ""
    duty: Duty | None = None
    needs: str | None = None
    on_paper: bool = False


@dataclass(frozen=True)
class Catalogue:
    """The declarations by code, in the order in which a report lists the codes, and the regulation they stand on."""

    declared: Mapping[str, Declaration]
    regulation: Regulation

    def of(self, code: str) -> Declaration:
        """What is declared of a code; of an unknown one no more than the code itself."""
        return self.declared.get(code) or Declaration(code, code)

    def title(self, code: str) -> str:
        """What reports call it."""
        return self.of(code).title

    def rank(self, code: str) -> int:
        """Its place in the order of a report; an unknown one comes last."""
        return list(self.declared).index(code) if code in self.declared else len(self.declared)

    def behind(self, *duties: Duty) -> tuple[str, ...]:
        """The codes that bear on some duties."""
        return tuple(code for code, one in self.declared.items() if one.duty in duties)

    def off_sentence(self, code: str) -> str:
        """How a report says that the office switched a code off."""
        return f"設定檔停用「{self.title(code)}」（{code}），未予查核。"

    def why_off(self, code: str, not_checked: Collection[str]) -> str | None:
        """That a code was switched off in a month, of which its report says what was not checked; None where not."""
        return f"停用「{self.title(code)}」，未經查核。" if self.off_sentence(code) in not_checked else None

    def why_unmade(self, code: str, not_checked: Collection[str]) -> str | None:
        """Why a month was not judged by a code: it was off, or lacked its list; None where it was judged."""
        if off := self.why_off(code, not_checked):
            return off
        if self.of(code).on_paper and any(one.startswith(BY_HAND) for one in not_checked):
            return f"{BY_HAND}，「{self.title(code)}」未查核。"
        needs = self.of(code).needs
        if needs and any(one.startswith(f"未提供{needs}，") for one in not_checked):
            return f"未提供{needs}，「{self.title(code)}」未經查核。"
        return None

    @property
    def conduct(self) -> frozenset[str]:
        """The codes that are questions of conduct."""
        return frozenset(code for code, one in self.declared.items() if one.conduct)

    def known(self, code: str) -> str:
        """The code itself; raises UsageError, naming the nearest one, where there is no such code."""
        if code in self.declared:
            return code
        close = get_close_matches(code.upper(), self.declared, n=1, cutoff=0.5)
        raise UsageError(f"沒有「{code}」這個代碼{f'，是否為「{close[0]}」' if close else ''}")
