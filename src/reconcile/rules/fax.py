"""Did the official letter follow each fax query in time (要點十)?"""

from collections.abc import Iterator

import pandas as pd

from reconcile.lists import FAX
from reconcile.rules.evidence import Evidence
from reconcile.rules.rule import rule
from reconcile.tables import plain_rows
from reconcile.text.dates import roc_date
from reconcile.text.deadlines import letter_due
from reconcile.text.identifiers import mask_identifier
from reconcile.text.names import mask_name


@rule(
    code="LATE_FAX_LETTER",
    severity="medium",
    grain="fax",
    legal_basis="要點十",
    question="公文是否已補送？何時、以何文號補送？",
    needs="fax",
)
def late_fax_letter(evidence: Evidence) -> pd.DataFrame:
    """疑義查詢表傳真後，未於翌日起三日內（日曆日）補送公文；本月傳真或期限在本月者查核。

    未載補送日期者，期限在明細表下載日（不詳時為本月底）以前屆滿才列，以免列入尚未到期者。

    Okay: query(), fax(faxed_at="10/05 10:00", letter_on="10/08")  # 第三日補送
    Okay: query(), fax(faxed_at="10/30 10:00", letter_on=None)  # 期限為十一月二日，尚未屆滿
    Okay: query(), fax(faxed_at="08/05 10:00", letter_on="08/20")  # 前月的傳真，已於該月查核
    Flag: query(), fax(faxed_at="10/05 10:00", letter_on="10/09")  # 第四日補送
    Flag: query(), fax(faxed_at="10/05 10:00", letter_on=None)  # 期限已過，未載補送日期
    Flag: query(), fax(faxed_at="10/30 10:00", letter_on=None), downloaded("11/05")  # 下載時期限已過
    Flag: query(), fax(faxed_at="09/29 10:00", letter_on="10/12")  # 九月傳真，期限在本月
    """
    listed = evidence.lists.fax
    fax = FAX.frame([]) if listed is None else FAX.conform(listed)
    fax = fax.assign(due=fax["faxed_at"].dt.normalize().map(letter_due))
    if evidence.month:
        start, end = pd.Timestamp(evidence.month.start), pd.Timestamp(evidence.month.end)
        fax = fax[((fax["faxed_at"] >= start) & (fax["faxed_at"] < end)) | ((fax["due"] >= start) & (fax["due"] < end))]
    sent_by = fax["letter_on"].fillna(_known_by(evidence))
    late = fax[sent_by > fax["due"]]
    return late.assign(message=list(_told(late, mask=evidence.settings.report.mask)))


def _known_by(evidence: Evidence) -> pd.Timestamp:
    """The day by which a letter without a day was not sent: that of the download, else the last of the month.

    Without either no letter is missed yet.
    """
    if evidence.download:
        return pd.Timestamp(evidence.download.on)
    return pd.Timestamp(evidence.month.end) - pd.Timedelta(days=1) if evidence.month else pd.Timestamp(0)


def _told(late: pd.DataFrame, *, mask: bool) -> Iterator[str]:
    columns = ["fax_file", "fax_row", "faxed_at", "user_name", "subject_id", "due", "letter_on"]
    for file, row, faxed_at, user, subject, due, letter_on in plain_rows(late[columns]):
        who = mask_name(user) if user and mask else user
        whom = mask_identifier(subject) if subject and mask else subject
        details = "，".join(filter(None, [f"{roc_date(faxed_at)}傳真", who, whom and f"查詢對象 {whom}"]))
        place = f"疑義查詢表 {file} 第 {row} 筆（{details}）應於{roc_date(due)}前補送公文"
        if letter_on is None:
            yield f"{place}，清冊未載補送日期，請即補送，已補送者請補填日期及文號。"
        else:
            yield f"{place}，於{roc_date(letter_on)}補送，逾期 {(letter_on - due).days} 日，請說明原因。"
