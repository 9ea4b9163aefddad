"""A reason that a person wrote, and whether it says anything: 其他, 業務需要 and 依主管指示 name no business."""

import re
from functools import lru_cache

from reconcile.text.folding import REMEMBERED, comparable
from reconcile.text.hints import is_blank, without_hints

_AROUND = re.compile(r"[\s,，、.。:：;；_＿\-－—/()（）\[\]【】「」…]+")
_OF_WHOM = "(?:單位|機關|直屬|上級|本所)?(?:主管|長官|首長|主任|課長|股長|秘書|上級)"
_NOTHING = re.compile(
    r"(?:因|依|為|係|屬|應|基於|配合|奉|經)*(?:其他|其它|相關|一般|各項|本所|承辦|職務|公務|戶政|戶籍|業務|工作|案件|事項|事務|事由|法令|規定"
    r"|行政|辦理|處理|執行|上|之|的|及|或|等|所需|需要|需求|必要|需|查詢|查證|查核|確認|資料|使用|用)*"
    rf"|(?:依|奉|經|受|應)?{_OF_WHOM}(?:口頭)?(?:指示|交辦|交代|交待|核准|同意|要求|指派|核可|核定)?(?:事項|辦理|查詢|者)*"
    r"|同(?:上|前|左|右)(?:列|述|案|筆)?|仝上|同|〃|″|如上|無|沒有|略|空白|未填|不詳|是|有|v|x|ok|n/?a"
    r"|(?:如|詳|見|同|參|參見|參照)(?:備註|附件|案卷|上|前)(?:欄)?",
    re.IGNORECASE,
)


@lru_cache(REMEMBERED)
def says_nothing(text: str) -> bool:
    """Whether a reason is blank, the form's own hint, or words that fit every query and so tell of none."""
    written = without_hints(text)
    return is_blank(written) or _NOTHING.fullmatch(_AROUND.sub("", comparable(written))) is not None
