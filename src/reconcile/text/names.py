"""Names of people: masked as sources and reports hide them."""

import re

from reconcile.text.folding import comparable

_MASKS = re.compile("[○〇◯●*]")
_LETTER_MASKS = re.compile("[ox]")
_IDEOGRAPH = re.compile("[㐀-鿿豈-﫿𠀀-𳎯]")
_HIDDEN = re.compile(r"[^\s·˙•‧∙⋅・･．.﹒]")


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
