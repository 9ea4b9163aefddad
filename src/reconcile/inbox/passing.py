"""A file that is left aside: which, why, and how that is told."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Why = Literal["temporary", "unfinished", "unknown", "another month", "of a year", "no month", "copy", "answers"]

_SHORT: dict[Why, str] = {
    "unfinished": "不完整或仍在複製",
    "unknown": "看不出用途",
    "another month": "其他月份",
    "no month": "未載明月份",
    "copy": "內容重複",
    "of a year": "裝訂時使用",
    "answers": "填妥之答覆",
    "temporary": "暫存檔",
}
"""Every reason in two words, those that ask for something first."""


@dataclass(frozen=True)
class PassedOver:
    """A file that a month does without: its base name, the kind of reason, and the reason as half a sentence."""

    file: str
    why: Why
    reason: str

    @property
    def sentence(self) -> str:
        """All of it."""
        return f"{self.file}：{self.reason}，已略過。"

    @property
    def is_stuck(self) -> bool:
        """Whether somebody must do something before it can be taken."""
        return self.why in {"unfinished", "unknown"}


def in_one_line(passed_over: Sequence[PassedOver]) -> str | None:
    """How many were passed over, and why; None where none was."""
    counts = Counter(one.why for one in passed_over)
    if not counts:
        return None
    told = "、".join(f"{words} {counts[why]}" for why, words in _SHORT.items() if counts[why])
    return f"收件匣略過 {len(passed_over)} 個檔案：{told}（加 -v 逐一列出）。"
