"""Words with which a writer voids an entry."""

import re
from functools import lru_cache

from reconcile.text.folding import REMEMBERED, comparable

_DATE = re.compile(r"\d{2,4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?")
_LONGEST = 18
_REASON = r"(?:誤登|誤繕|誤植|誤填|誤載|登[錄載]錯誤|重複登[載錄]|重[登複])"
_VOIDED = re.compile(
    rf"(?:本|此|該|以上|右|原)?(?:列|筆|欄|項|則|頁|件)?(?:因|係)?{_REASON}?"
    rf"(?:故|,|、|;)?(?:作廢|註銷作廢|誤登|誤繕|誤植|誤載)(?:本列|該筆|處理|章|戳)?(?:,?{_REASON})?"
    r"(?:,?(?:另|改|重新?|已於?)(?:登|列|見|載|填|繕).{0,8})?"
)
_BY_WHOM = re.compile(r"(?<=作廢)[\s:：]+(?!\S*[戶印簿證謄本補換發件書單申])[一-鿿]{2,4}$")
"""Who voided it, behind the word."""


@lru_cache(REMEMBERED)
def is_voiding(text: str) -> bool:
    """作廢, 誤登 or 誤繕 alone: never a word within a sentence, which may say what an applicant did."""
    undated = comparable(_BY_WHOM.sub("", _DATE.sub("", text).strip()))
    plain = re.sub(r"[()\[\]【】「」*※。!]", "", undated).strip(".,:;")
    return len(plain) <= _LONGEST and _VOIDED.fullmatch(plain) is not None
