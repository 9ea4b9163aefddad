"""Is the entry of the register itself in order?"""

import pandas as pd

from reconcile.rules.evidence import Evidence
from reconcile.rules.rule import rule


@rule(
    code="MISSING_SIGNOFF",
    severity="medium",
    grain="entry",
    legal_basis="要點十一、附件一",
    question="單位主管是否已查核這一列？",
)
def missing_signoff(evidence: Evidence) -> pd.DataFrame:
    """紀錄表的主管簽核欄空白。

    Okay: entry(signed_off=True, signed_by="陳大文")  # 已簽核
    Okay: entry(signed_off=False, reason="outside")  # 整列都不在本月，不列
    Flag: entry(signed_off=False)  # 簽核欄空白
    """
    entries = evidence.entries[~evidence.entries["signed_off"]]
    return entries.assign(
        message=[f"{place}的主管簽核欄空白，請單位主管查核後簽核。" for place in evidence.wording.entry_places(entries)]
    )
