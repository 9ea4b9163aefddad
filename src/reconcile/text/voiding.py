"""Words with which a writer voids an entry."""

import re

from reconcile.text.folding import comparable

_DATE = re.compile(r"\d{2,4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?")
_LONGEST = 12
_VOIDED = re.compile(
    r"(?:本|此|該|以上|右)?(?:列|筆|欄|項|則|頁|件)?(?:因|係)?(?:誤登|誤繕|誤植|誤填|登錄錯誤|登載錯誤|重複登載|重複登錄)?"
    r"(?:故|,|、|;)?(?:作廢|註銷作廢|誤登|誤繕)(?:本列|該筆|處理|章|戳)?(?:,?(?:誤登|誤繕|誤植))?"
)


def is_voiding(text: str) -> bool:
    """作廢, 誤登 or 誤繕 alone: never a word within a sentence, which may say what an applicant did."""
    undated = _DATE.sub("", comparable(text))
    plain = re.sub(r"[()\[\]【】「」*※。!]", "", undated).strip(".,:;")
    return len(plain) <= _LONGEST and _VOIDED.fullmatch(plain) is not None
