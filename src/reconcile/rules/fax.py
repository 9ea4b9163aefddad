"""Did the official letter follow each fax query in time (要點十)?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

import pandas as pd

from reconcile import documents
from reconcile.facts.workdays import Workdays, letter_due
from reconcile.lists import FAX, fax_no
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
    measure="傳真{fax_paper}時同步簽辦公文，於翌日起{letter_days}內補送備查。",
    needs="fax",
    duty="safeguards",
)
def late_fax_letter(material: Material) -> pd.DataFrame:
    """{fax_paper}傳真後，未於翌日起{letter_days}內（日曆日）補送公文；列於傳真之月份，期限末日當日不算逾期。

    未載補送日期者，期限在報表日期（不詳時為明細表下載日、本月底）以前屆滿才列；本月尚未終了時不列。

    Okay: query(), fax(faxed_at="10/05 10:00", letter_on="10/08")  # 第三日補送
    Okay: query(), fax(faxed_at="10/07 10:00", letter_on="10/10")  # 第三日為假日，當日補送
    Okay: query(), fax(faxed_at="10/30 10:00", letter_on=None)  # 期限為十一月二日，尚未屆滿
    Okay: query(), fax(faxed_at="08/05 10:00", letter_on="08/20")  # 前月的傳真，列於該月
    Okay: query(), fax(faxed_at="09/29 10:00", letter_on="10/12")  # 九月的傳真，列於九月
    Okay: query(), fax(faxed_at="10/05 10:00", letter_on=None), reported("10/20")  # 期限已過，本月尚未終了
    Flag: query(), fax(faxed_at="10/05 10:00", letter_on="10/09")  # 第四日補送
    Flag: query(), fax(faxed_at="10/07 10:00", letter_on="10/12")  # 第三日為假日，次一上班日補送
    Flag: query(), fax(faxed_at="10/05 10:00", letter_on=None)  # 期限已過，未載補送日期
    Flag: query(), fax(faxed_at="10/30 10:00", letter_on=None), downloaded("11/05")  # 下載時期限已過
    """
    listed, month = material.lists.fax, material.month
    fax = FAX.frame([]) if listed is None else FAX.conform(listed)
    fax = fax.assign(due=fax["faxed_at"].dt.normalize().map(partial(letter_due, regulation=material.regulation)))
    if month:
        fax = fax[(fax["faxed_at"] >= pd.Timestamp(month.start)) & (fax["faxed_at"] < pd.Timestamp(month.end))]
    if not material.is_over:
        fax = fax.head(0)
    sent_by = fax["letter_on"].fillna(_known_by(material))
    late = fax[sent_by > fax["due"]].drop_duplicates(["faxed_at", "user_name", "subject_id", "condition"])
    asked = defaultdict[tuple[str, int], list[str]](list)
    for file, row, subject in plain_rows(late[["fax_file", "fax_row", "subject_id"]]):
        asked[file, row] += [subject] if subject else []
    late = late.drop_duplicates(["fax_file", "fax_row"])  # one letter for all persons of a fax
    numbers = [fax_no(file, row) for file, row in plain_rows(late[["fax_file", "fax_row"]])]
    return late.assign(message=list(_told(late, asked, material)), fax_no=numbers)


def _known_by(material: Material) -> pd.Timestamp:
    """The day by which a letter without a day was not sent: the report's, that of the download, the month's last.

    Without any of them no letter is missed yet.
    """
    downloaded = [material.download.on] if material.download else []
    if known := [*downloaded, *([material.as_of] if material.as_of else [])]:
        return pd.Timestamp(max(known))
    return pd.Timestamp(material.month.end) - pd.Timedelta(days=1) if material.month else pd.Timestamp(0)


def _told(late: pd.DataFrame, asked: Mapping[tuple[str, int], list[str]], material: Material) -> Iterator[str]:
    """A sentence for each fax; `asked` are the identifiers of those asked about, by its file and row."""
    masking = material.places.masking
    workdays = Workdays.of(material.settings.calendar, material.lists.closed_days)
    columns = ["fax_file", "fax_row", "faxed_at", "user_name", "due", "letter_on"]
    for file, row, faxed_at, user, due, letter_on in plain_rows(late[columns]):
        whom = "、".join(filter(None, map(masking.identifier, asked[file, row])))
        told = [f"{roc_date(faxed_at)}傳真", masking.user_name(user), whom and f"查詢對象 {whom}"]
        details = "，".join(filter(None, told))
        listed = f"{documents.FAX.title} {file} 第 {row} 筆"
        place = f"{listed}（{details}）應於{roc_date(due)}前補送公文"
        if letter_on is None:
            yield f"{place}，清冊未載補送日期，請即補送，已補送者請補填日期及文號。{_holiday(workdays, due.date())}"
        else:
            late_by = f"於{roc_date(letter_on)}補送，逾期 {(letter_on - due).days} 日，請說明原因。"
            yield f"{place}，{late_by}{_holiday(workdays, due.date())}"


def _holiday(workdays: Workdays, due: date) -> str:
    """That the last day was a holiday, and which working day came next; whether that counts is for the supervisor."""
    workday = workdays.next_open(due)
    return "" if workday == due else f"期限當日為假日，次一上班日為{roc_date(workday)}，是否順延請主管認定。"
