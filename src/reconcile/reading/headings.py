"""The words that head a column, and what they mean: a new layout is one synonym more.

Where two columns of a table bear words of one meaning, the word that stands first here is the surer one.
"""

import re

from reconcile.text.folding import comparable

STATEMENT_HEADINGS = {
    "serial": "序號 項次 編號 NO 筆數序號 流水號",
    "agency": "機關 機關名稱 使用機關 查詢機關 單位 單位名稱 機關單位 所屬機關 使用單位 查詢單位",
    "account": (
        "使用者帳號 帳號 使用者代號 使用者ID UserID 登入帳號 查詢帳號 使用者代碼 AccountID Account 帳號代碼 使用帳號"
    ),
    "user_name": (
        "使用者姓名 使用人員 查詢人姓名 查詢者姓名 使用者 使用人 查詢人員 查詢人 查詢者 使用者名稱 UserName "
        "人員姓名 姓名"
    ),
    "queried_at": (
        "查詢日期時間 查詢時間 使用時間 使用日期時間 日期時間 查詢日期及時間 作業時間 查詢日時 "
        "作業日期時間 QueryTime 時間戳記"
    ),
    "queried_on": "查詢日期 使用日期 作業日期 日期",
    "queried_time": "查詢時分 時間 查詢時刻",
    "function": "作業名稱 作業項目 查詢項目 功能 功能名稱 作業 查詢功能 查詢作業 系統功能 程式名稱 作業代號 查詢類別",
    "condition": (
        "查詢條件 查詢參數 條件 查詢內容 查詢標的 查詢對象 查詢值 查詢條件值 被查詢人 Condition 查詢條件內容"
    ),
    "national_id": "身分證號 身分證字號 國民身分證統一編號 身分證統一編號 統一編號 國民身分證號 被查詢人身分證號",
    "resident_id": "統一證號 居留證號 居留證統一證號 外國人居留證號 外來人口統一證號",
    "passport": "護照號碼 護照號 護照",
    "result": "查詢結果 結果 狀態 回應 回應結果 執行結果 查詢狀態 Result Status",
    "purpose": "查詢事由 使用目的 用途 事由 查詢目的 查詢用途 查詢原因 使用事由 Purpose",
    "ip": "IP位址 IP 來源IP 使用者IP 登入IP IPAddress 連線IP 查詢IP IP地址",
}

REGISTER_HEADINGS = {
    "page_no": "頁碼 頁次 頁數 頁",
    "seq_no": "序號 項次 編號 NO 列號",
    "agency": "機關 機關名稱 機關單位名稱 機關單位 單位 單位名稱",
    "session": (
        "登入登出日期及時間 登入登出日期時間 登入登出時間 登入登出 使用日期及時間 查詢日期及時間 "
        "登入登出日期與時間 使用時間 查詢時間 查詢日期時間"
    ),
    "on": "日期 查詢日期 登入日期 使用日期 登入登出日期",
    "login": "登入時間 登入 登入日期時間 登入時刻 起始時間 開始時間 登入日期及時間",
    "logout": "登出時間 登出 登出日期時間 登出時刻 結束時間 登出日期及時間",
    "condition": "查詢條件 查詢參數 條件 查詢內容 查詢標的 查詢對象",
    "national_id": "身分證號 身分證字號 國民身分證統一編號 身分證統一編號 統一編號",
    "resident_id": "統一證號 居留證號 外國人居留證號",
    "passport": "護照號碼 護照號",
    "result": "查詢結果 結果 狀態",
    "purposes": "查詢事由 事由 使用目的 用途 查詢目的 查詢用途",
    "purpose_note": "事由說明 其他事由 其他說明 事由補充 事由四說明 其他戶政業務說明 說明 查詢事由說明",
    "remark": "備註 備考 附註 案號 備註案號",
    "user_name": "使用者姓名 使用者 使用人員 使用人 查詢人員 查詢人 使用者簽章 使用者簽名 姓名",
    "signed_by": "主管簽核 主管核章 單位主管 主管簽章 簽核 主管 單位主管簽核 主管核閱 單位主管簽章 核章",
}

ROSTER_HEADINGS = {
    "account": STATEMENT_HEADINGS["account"],
    "user_name": STATEMENT_HEADINGS["user_name"],
}

_NOISE = re.compile(r"[\s()\[\]【】「」:：、,，.。/／_\-*＊※]+")


def plain(heading: str) -> str:
    """A heading without what layouts vary: width, case, white space, punctuation."""
    return _NOISE.sub("", comparable(heading))


def meanings(headings: dict[str, str]) -> dict[str, str]:
    """Each synonym in its plain form, and the column that it heads."""
    return {plain(word): column for column, words in headings.items() for word in words.split()}
