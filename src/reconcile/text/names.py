"""Names of people: masked as sources and reports hide them."""

import re

from reconcile.text.folding import comparable

_MASKS = re.compile("[○〇◯●*]")
_LETTER_MASKS = re.compile("[ox]")
_IDEOGRAPH = re.compile("[㐀-鿿豈-﫿𠀀-𳎯]")
_HIDDEN = re.compile(r"[^\s·˙•‧∙⋅・･．.﹒]")

TITLES = (
    "單位主管|機關首長|首長|副?主任|主管|秘書|[課股組科]長|專員|[課組科]員|辦事員|戶[籍政]員|書記|助理員|助理"
    "|技[士佐工正]|工友|里?幹事|(?:約[僱雇聘用]|臨時|聘用|派遣)(?:人員|助理員|助理|工)?|臨時工|[雇僱]員|替代役男?|役男|志工|實習生?"
    "|(?:承辦|經辦|操作|登錄|填表|查詢|使用)(?:人員?|者)|承辦|(?:職務)?代理人?|職代|管理[員師]|服務員|同仁"
)
"""The posts that stand before or behind a name."""
SEALS = "職名章|簽名章|印章|職章|簽章|私章|核章|蓋章|之印|印信|親簽|簽名|簽核|代[決核簽]?行?|簽"
"""What a stamp or a signature adds behind it."""


def is_masked_name(name: str) -> bool:
    """Whether a part of the name is hidden: 王○明, 王*明, and in a Chinese name also 王O明 or 王X明."""
    return "○" in _with_one_mask(name)


def masked_name_agrees(one: str, other: str) -> bool:
    """Whether two names have the same length, are equal where both are visible, and are so somewhere."""
    ours, theirs = _with_one_mask(one), _with_one_mask(other)
    visible = [(a, b) for a, b in zip(ours, theirs, strict=False) if "○" not in (a, b)]
    return len(ours) == len(theirs) and bool(visible) and all(a == b for a, b in visible)


def mask_name(name: str) -> str:
    """The first character and ○ for each that follows, spaces and interpuncts kept: 王○○."""
    return name[:1] + _HIDDEN.sub("○", name[1:])


def _with_one_mask(name: str) -> str:
    text = _MASKS.sub("○", comparable(name))
    return _LETTER_MASKS.sub("○", text) if _IDEOGRAPH.search(text) else text
