"""Was the statement downloaded in time (要點十一)?"""

import pandas as pd

from reconcile.documents import STATEMENT
from reconcile.facts.workdays import Workdays, download_due
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.text.dates import roc_date


@rule(
    code="LATE_DOWNLOAD",
    title="逾期下載明細表",
    severity="medium",
    grain="month",
    basis=("monthly_check",),
    question=f"為何未於每月{{download_day}}前下載上一月份之{STATEMENT.title}？",
    measure=f"每月五日列管下載{STATEMENT.title}，並指定代理人，確保每月{{download_day}}前完成。",
    duty="downloads",
)
def late_download(material: Material) -> pd.DataFrame:
    """明細表在次月{download_day}之後才下載；{download_day}當日不算逾期，遇假日是否順延由主管認定。

    Okay: query(queried_at="10/05 09:12"), downloaded("11/10")  # 期限當日
    Okay: downloaded("11/02", month="2026-10")  # 當月沒有查詢
    Okay: query(queried_at="10/05 09:12")  # 不知下載日期，列為未查核
    Okay: query(queried_at="10/05 09:12"), downloaded("10/20")  # 本月尚未終了，另列未查核
    Flag: query(queried_at="10/05 09:12"), downloaded("11/11")  # 期限次日
    Flag: query(queried_at="10/05 09:12"), downloaded("11/11", "printed")  # 依明細表所載列印日期
    Flag: query(queried_at="10/05 09:12"), downloaded("2027/01/04")  # 隔年
    """
    month, download = material.month, material.download
    if month is None or download is None or not material.is_over:
        return pd.DataFrame(columns=["message"])
    if download.on <= (due := download_due(month, material.regulation)):
        return pd.DataFrame(columns=["message"])
    workday = Workdays.of(material.settings.calendar, material.lists.closed_days).next_open(due)
    told = (
        f"{month.roc}之{STATEMENT.title}於{roc_date(download.on)}下載（{download.told_by}），"
        f"逾{roc_date(due)}之期限 {(download.on - due).days} 日，請敘明原因。"
    )
    if workday != due:
        within = "下載未逾該日，是否順延" if download.on <= workday else "是否順延"
        told += f"期限當日為假日，次一上班日為{roc_date(workday)}，{within}請主管認定。"
    return pd.DataFrame({"message": [told]})


def untimely(material: Material) -> str | None:
    """Why the deadline was not checked, or what a download before the month was over means; None where it was."""
    month, download = material.month, material.download
    in_time = material.regulation.filled("於次月{download_day}前下載")
    if download is None:
        return f"不知{STATEMENT.title}之下載日期，未查核是否{in_time}。"
    if month is None:
        return f"無法由明細表認定月份，未查核{STATEMENT.title}是否{in_time}。"
    if download.on < (first := month.next.start.date()):
        due = download_due(month, material.regulation)
        return (
            f"明細表於{roc_date(download.on)}（{download.told_by}）下載，{month.roc}尚未終了，"
            f"該日以後之查詢未經查核，請於{roc_date(first)}至{roc_date(due)}間重新下載後重跑。"
        )
    return None
