"""What a form or a program prints into a cell to say what to write there: no person wrote it."""

import re

from reconcile.text.folding import clean, fold_widths

ROOM = r"[\s_＿.…‥:：,，、。·]"
"""Room to write in, and what stands around it."""
_TO_WRITE = (
    r"(?:請|須|應|需|必)(?:另|再|要|務必)?(?:填|敘|述|註|注|說|載|簡|具|寫|列|加|詳|補|勾|選|明|予|簽|蓋|核)[^()（）\n:：]*"
    r"|例?如[:：]?.*"
    r"|(?:業務|案件|法令)?(?:名稱|內容|性質|種類|案由|說明|理由|原因|事由|備註|業務|案件|文號|案號|字號|項目|依據)"
)
_IN_BRACKETS = re.compile(rf"[(（\[［](?:\s*(?:{_TO_WRITE}))*{ROOM}*[)）\]］]")
_ANNOUNCED = re.compile(rf"^(?:{_TO_WRITE})\s*[:：]{ROOM}*|(?:{_TO_WRITE}){ROOM}*$")
_PLACEHOLDER = re.compile(
    r"(?:請?按一下|請?點[選擊按]|請?輕觸|請?單擊).*(?:輸入|選取|選擇|新增|日期|文字|項目|圖片).*"
    r"|(?:請|選擇|選取)(?:選擇|選取|輸入|一個|點選).*|(?:選擇|選取)(?:一個)?(?:項目|日期|圖片)。?"
    r"|(?:click|tap)\b.*(?:enter|add|choose|insert).*|(?:choose|select|enter|pick)\s+(?:an?|the|text|date)\b.*"
    r"|[<＜«〈《]\s*[^<>＜＞«»〈〉《》\d]{1,20}\s*[>＞»〉》]|[○〇◯]{2,4}|#(?:REF!|N/A|VALUE!|NAME\?|NULL!|DIV/0!|NUM!)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:案號|案件編號|收件(?:字)?號|文號|字號|備註|說明|(?:系統)?使用(?:者|人員?)|查詢(?:者|人員?)|承辦人員?|經辦人?|姓名|職稱|簽[章名])"
    r"(?:姓名|簽[章名]|核章|蓋章)?\s*[:：]?(?:[^\d\s]{0,6}第?[\s_＿]*號)?|[^\d\s]{0,6}字第[\s_＿]*號"
)


def without_hints(text: str) -> str:
    """The text written for a purpose without what only says what to write."""
    bare = _IN_BRACKETS.sub("", text)
    return _ANNOUNCED.sub("", bare.strip(" \t\r\n\u3000_＿.．…‥:：,，、。·"))


def is_placeholder(text: str) -> bool:
    """按一下以輸入文字, 選擇一個項目, <主管簽核>, ○○○: what stands where nothing has been written yet."""
    return _PLACEHOLDER.fullmatch(clean(fold_widths(text)) or "") is not None


def is_blank(text: str) -> bool:
    """Nothing is written: room alone, a dash, a placeholder, or the label of what should be written."""
    plain = clean(text) or ""
    bare = re.sub(rf"^{ROOM}+|{ROOM}+$|^[-—–─━~～/／\\|]+$", "", plain)
    return not bare or is_placeholder(plain) or _LABEL.fullmatch(plain.strip("()（）")) is not None
