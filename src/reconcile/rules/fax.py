"""Did the official letter follow each fax query in time (要點十)?"""

from collections.abc import Iterator
from functools import partial

import pandas as pd

from reconcile.facts.masking import Masking
from reconcile.facts.workdays import letter_due
from reconcile.lists import FAX
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import plain_rows
from reconcile.text.dates import roc_date


@rule(
    code="LATE_FAX_LETTER",
    title="逾期補送公文",
    severity="medium",
    grain="fax",
    basis=("fax",),
    question="公文是否已補送？何時、以何文號補送？",
    measure="傳真疑義查詢表時同步簽辦公文，於翌日起{letter_days}內補送備查。",
    needs="fax",
)
def late_fax_letter(material: Material) -> pd.DataFrame:
    """疑義查詢表傳真後，未於翌日起{letter_days}內（日曆日）補送公文；本月傳真或期限在本月者查核。

    未載補送日期者，期限在明細表下載日（不詳時為本月底）以前屆滿才列，以免列入尚未到期者。

    Okay: query(), fax(faxed_at="10/05 10:00", letter_on="10/08")  # 第三日補送
    Okay: query(), fax(faxed_at="10/30 10:00", letter_on=None)  # 期限為十一月二日，尚未屆滿
    Okay: query(), fax(faxed_at="08/05 10:00", letter_on="08/20")  # 前月的傳真，已於該月查核
    Flag: query(), fax(faxed_at="10/05 10:00", letter_on="10/09")  # 第四日補送
    Flag: query(), fax(faxed_at="10/05 10:00", letter_on=None)  # 期限已過，未載補送日期
    Flag: query(), fax(faxed_at="10/30 10:00", letter_on=None), downloaded("11/05")  # 下載時期限已過
    Flag: query(), fax(faxed_at="09/29 10:00", letter_on="10/12")  # 九月傳真，期限在本月
    """
    listed = material.lists.fax
    fax = FAX.frame([]) if listed is None else FAX.conform(listed)
    fax = fax.assign(due=fax["faxed_at"].dt.normalize().map(partial(letter_due, regulation=material.regulation)))
    if material.month:
        start, end = pd.Timestamp(material.month.start), pd.Timestamp(material.month.end)
        fax = fax[((fax["faxed_at"] >= start) & (fax["faxed_at"] < end)) | ((fax["due"] >= start) & (fax["due"] < end))]
    sent_by = fax["letter_on"].fillna(_known_by(material))
    late = fax[sent_by > fax["due"]]
    return late.assign(message=list(_told(late, material.places.masking)))


def _known_by(material: Material) -> pd.Timestamp:
    """The day by which a letter without a day was not sent: that of the download, else the last of the month.

    Without either no letter is missed yet.
    """
    if material.download:
        return pd.Timestamp(material.download.on)
    return pd.Timestamp(material.month.end) - pd.Timedelta(days=1) if material.month else pd.Timestamp(0)


def _told(late: pd.DataFrame, masking: Masking) -> Iterator[str]:
    columns = ["fax_file", "fax_row", "faxed_at", "user_name", "subject_id", "due", "letter_on"]
    for file, row, faxed_at, user, subject, due, letter_on in plain_rows(late[columns]):
        whom = masking.identifier(subject)
        told = [f"{roc_date(faxed_at)}傳真", masking.user_name(user), whom and f"查詢對象 {whom}"]
        details = "，".join(filter(None, told))
        place = f"疑義查詢表 {file} 第 {row} 筆（{details}）應於{roc_date(due)}前補送公文"
        if letter_on is None:
            yield f"{place}，清冊未載補送日期，請即補送，已補送者請補填日期及文號。"
        else:
            yield f"{place}，於{roc_date(letter_on)}補送，逾期 {(letter_on - due).days} 日，請說明原因。"
