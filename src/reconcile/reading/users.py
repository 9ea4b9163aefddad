"""Who made a query: account and name, each in a column of its own, both in one, or in the heading of a group."""

import re
from typing import NamedTuple

_MARKS = r"()（）\[\]［］{}｛｝【】〔〕「」『』《》〈〉<>＜＞“”\"/／\\＼|｜:：,，、。;；=＝_＿+＋#＃&＆→‐‑–—―─－﹣~～\-"
_DOTS = r".．·•‧・"
"""What stands inside a name or an account, and before neither of them."""
_SEPARATOR = rf"[\s{_MARKS}{_DOTS}]"
_OPEN, _CLOSE = r"[(（\[［【〔「『《〈<＜]", r"[)）\]］】〕」』》〉>＞]"
_ACCOUNT_ID = r"[A-Za-z0-9][A-Za-z0-9_.@\\-]+[A-Za-z0-9]"
_HAN = rf"[^\s\dA-Za-z{_MARKS}]"
_NAME = rf"(?![{_DOTS}])(?:{_HAN}{{2,}}|{_HAN}\s{_HAN}{{1,2}})(?<![{_DOTS}])"
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_WORDS = rf"(?=.{{2}}){_WORD}(?:[\s‧·•．.-]+{_WORD})*"

_JOINED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OPEN}?(?P<account>{_ACCOUNT_ID})(?:{_SEPARATOR}+|(?<=\d))(?P<name>{_NAME}){_CLOSE}?",
        rf"{_OPEN}?(?P<name>{_NAME}){_SEPARATOR}*(?P<account>{_ACCOUNT_ID}){_CLOSE}?",
        rf"(?P<account>(?=\S*\d){_ACCOUNT_ID})\s*(?:\s|{_OPEN})(?P<name>{_WORDS}){_CLOSE}?",
        rf"(?P<name>{_WORDS})\s*{_OPEN}(?P<account>(?=\S*\d){_ACCOUNT_ID}){_CLOSE}",
    )
)
_BROKEN = re.compile(r"(?<=[A-Za-z])\s(?=[A-Za-z])")
"""Where a narrow column broke an account, which a name in Chinese and its own digits tell from words."""
_CHINESE_AND_NUMBERED = re.compile(r"(?=.*[\u3400-\u9fff])(?=.*\d)")
_ACCOUNT = re.compile(r"[A-Za-z0-9_.@-]*[0-9_@][A-Za-z0-9_.@-]*")


class Group(NamedTuple):
    """Who the rows below a group heading belong to; None where it does not say."""

    account: str | None = None
    user_name: str | None = None


def joined(text: str) -> Group | None:
    """The account and the name that one text holds, whichever comes first; None where it holds only one of them."""
    texts = (text, _BROKEN.sub("", text)) if _CHINESE_AND_NUMBERED.match(text) else (text,)
    tried = (pattern.fullmatch(one) for one in texts for pattern in _JOINED)
    found = next(filter(None, tried), None)
    return Group(found["account"], found["name"]) if found else None


def user_of(account: str | None, name: str | None, group: Group, *, no_account: bool) -> Group:
    """The heading of the group completes the one that it agrees with.

    One column may hold both, or accounts under a heading that promises names.
    """
    only = account or name
    if only and not (account and name):
        if both := joined(only):
            account, name = both
        elif no_account and _ACCOUNT.fullmatch(only):
            account, name = only, None
    return Group(
        account or (group.account if name is None or group.user_name in {None, name} else None),
        name or (group.user_name if account in {None, group.account} else None),
    )
