"""The heading above a group of rows: whose they are, in whatever words and order it says so."""

import re
from collections.abc import Sequence

from reconcile.reading.cell_contents import looks_like_name
from reconcile.reading.users import Group, joined
from reconcile.text.folding import clean
from reconcile.text.identifiers import names_person

_ACCOUNTS = (
    r"(?:使用者|使用人|登入|查詢人?員?者?|操作人?員?|承辦人?|人員|員工|職員)?\s*(?:帳號|代號|代碼|編號)|使用者\s*ID"
    r"|(?:user|login)\s*-?\s*(?:id|account)|account(?:\s*id)?|ID"
)
_USERS = (
    r"(?:代理|被代理|原|查詢)?(?:使用者|使用人員?|查詢人員?|查詢者|承辦人員?|承辦|經辦人員?|經辦|操作人?員|操作者|作業人員|"
    r"登入者|登入人員|登入(?=姓名|名稱)|同仁|人員|職員|員工)(?:姓名|名稱)?|姓名|user(?:\s*name)?|operator|name"
)
_BOTH = r"(?:\s*[(（/／、及]\s*(?:帳號|代號|姓名|名稱)\s*[)）]?)*"
"""What else stands behind the label: 帳號／姓名, 帳號(姓名)."""
_LABEL = re.compile(
    rf"(?<![A-Za-z一-鿿])(?:(?P<account>{_ACCOUNTS})|(?P<user>{_USERS})){_BOTH}\s*(?P<mark>[:：=]|(?=[\s【〔]))\s*",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"[^\s:：,，、;；/／|)）\]】]{2,6}[:：]")
_OF_OTHERS = re.compile("主管|覆核|審核|核章|核閱|列印|製表|印表|下載|匯出|被查|受查|當事")
_AROUND = re.compile(
    r"[(（【\[]?\s*(?:續|續前頁|續上頁|接上頁|接前頁|承上頁|cont(?:inued|\.)?)\s*[)）】\]]?"
    r"|[(（【\[]?\s*(?:查詢|使用)?\s*(?:共|計|小計|合計|[筆件次]數)?\s*[:：]?\s*\d+\s*[筆件次]\s*[)）】\]]?"
    r"|^\s*[*＊=＝—─～~-]{2,}|[*＊=＝—─～~-]{2,}\s*$"
    r"|^\s*(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、])|[■◆●▲▼※◎★☆►▶→]"
)
_ACCOUNT_ALONE = re.compile(r"[(（\[【]?\s*((?=[^\s]*[\d_@.-])[A-Za-z0-9_.@-]{3,})\s*[)）\]】]?")
_LABELLED_ACCOUNT = re.compile(r"[(（\[【]?\s*([A-Za-z0-9_.@-]{2,})\s*[)）\]】]?")
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_NAME_ALONE = re.compile(rf"(?=.{{2}}){_WORD}(?:[\s‧·・•．.-]+{_WORD})*")
_BETWEEN = " ,，、;；/／"
"""What stands before a label that no colon follows."""
NOBODY = Group()
"""What a heading says that names a user and cannot be read."""


def heading_of(texts: Sequence[str], *, bare: bool = False) -> Group | None:
    """The user whom the cells of a row name as a heading does; None where they head no group.

    `NOBODY` where they are a heading and the user cannot be read. `bare`: a name or an account alone is a heading too,
    as where the table has no column of users.
    """
    text = _unwrapped(" ".join(_AROUND.sub(" ", " ".join(texts)).split()))
    if _OF_OTHERS.search(text):
        return None
    if labels := [found for found in _LABEL.finditer(text) if found["mark"] or text[: found.start()][-1:] in _BETWEEN]:
        return _labelled(text, labels)
    if names_person(text) or len(texts) > FEW_CELLS or _OTHER_LABEL.search(text):
        return None
    both = joined(text)
    if both and both.account and any(map(str.isdigit, both.account)):
        return both
    alone = _alone(text) if bare else None
    return alone if alone and (alone.account or looks_like_name(text)) else None


def _unwrapped(text: str) -> str:
    """【陳怡安／HL003】 without the brackets around all of it."""
    return text[1:-1].strip() if text[:1] + text[-1:] in _WRAPPED and text[-1] not in text[:-1] else text


_WRAPPED = frozenset(("【】", "[]", "［］", "〔〕", "《》", "〈〉", "「」", "<>"))
FEW_CELLS = 2
"""A heading without labels stands in so many cells at most: account and name."""


def _labelled(text: str, labels: Sequence[re.Match[str]]) -> Group | None:
    account: str | None = None
    name: str | None = None
    words = False
    ends = [*(found.start() for found in labels[1:]), len(text)]
    for found, end in zip(labels, ends, strict=True):
        value = _value(text[found.end() : end])
        if found["mark"] == "" and not _is_user(value):
            words = True
            continue
        if found["account"]:
            whole = _LABELLED_ACCOUNT.fullmatch(value)
            told = joined(value) or Group(whole[1] if whole else None)
        else:
            told = joined(value) or _alone(value) or NOBODY
        account, name = account or told.account, name or told.user_name
    return None if words and account is None else Group(account, name)


def _is_user(value: str) -> bool:
    """What stands behind a label without a colon may be a user: 使用者 查詢標的 is the first row of a header."""
    if _HEADS_A_COLUMN.search(value):
        return False
    return bool(joined(value) or _ACCOUNT_ALONE.fullmatch(value) or _NAME_ALONE.fullmatch(value))


_HEADS_A_COLUMN = re.compile("(?:標的|對象|條件|時間|日期|結果|事由|項目|名稱|帳號|姓名|證號|紀錄|明細|清冊)$")


def _value(text: str) -> str:
    """What stands behind a label, up to the next label of anything else."""
    other = _OTHER_LABEL.search(text)
    return _unwrapped((clean(text[: other.start()] if other else text) or "").strip(" ,，、;；/／|-—–－?？"))


def _alone(text: str) -> Group | None:
    """One account or one name, and nothing else."""
    if account := _ACCOUNT_ALONE.fullmatch(text):
        return Group(account[1], None)
    return Group(None, text) if _NAME_ALONE.fullmatch(text) and len(text) <= LONGEST_NAME else None


LONGEST_NAME = 40
