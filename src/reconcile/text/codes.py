"""The titles of the findings (DESIGN §4), in the order in which a report lists them."""

TITLES: dict[str, str] = {
    "UNREGISTERED_QUERY": "有查詢無紀錄",
    "AMBIGUOUS_MATCH": "無法唯一對應",
    "UNCONFIRMED_ENTRY": "有紀錄無明細",
    "USER_MISMATCH": "使用者不符",
    "CONDITION_MISMATCH": "查詢條件不符",
    "TIME_MISMATCH": "查詢時間不符",
    "RESULT_MISMATCH": "查詢結果不符",
    "PURPOSE_MISMATCH": "查詢事由不符",
    "PURPOSE_UNSUPPORTED": "查詢事由查無案件",
    "UNKNOWN_ACCOUNT": "帳號不在清冊",
    "INACTIVE_ACCOUNT": "帳號非有效期間使用",
    "ACCOUNT_NAME_MISMATCH": "帳號與姓名不符",
    "CONCURRENT_SESSIONS": "同時由兩處使用",
    "OFF_HOURS_QUERY": "非上班時間查詢",
    "SELF_QUERY": "查詢本人資料",
    "REPEATED_SUBJECT": "重複查詢同一人",
    "PURPOSE_MISSING": "未勾選查詢事由",
    "PURPOSE_MULTIPLE": "勾選多項查詢事由",
    "PURPOSE_UNEXPLAINED": "其他業務未敘明",
    "MISSING_SIGNOFF": "主管未簽核",
    "SELF_REVIEW": "主管簽核本人查詢",
    "IMPOSSIBLE_TIME": "登出早於登入",
    "MISSING_LOGOUT": "未填登出時間",
    "MISSING_FIELD": "應填欄位空白",
    "LONG_SESSION": "登入時間過長",
    "SEQUENCE_GAP": "序號不連續",
    "LATE_DOWNLOAD": "逾期下載明細表",
    "LATE_FAX_LETTER": "逾期補送公文",
}

CONDUCT = frozenset({"CONCURRENT_SESSIONS", "OFF_HOURS_QUERY", "SELF_QUERY", "REPEATED_SUBJECT", "LONG_SESSION"})
"""Questions of conduct: shown apart, never counted among the discrepancies between statement and register."""
