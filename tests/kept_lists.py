"""One list of each kind as an office keeps it, what its writer knows of it, and the documents it is no list beside."""

from datetime import date

from list_files import Rows

OCTOBER_5 = date(2026, 10, 5)

ROSTER: Rows = [
    ["序號", "帳號", "姓名", "身分證號", "啟用日期", "停用日期", "憑證遺失日期", "角色", "請假日期"],
    [
        1,
        "yuli003",
        "陳怡安",
        "A123456789",
        "115/01/05",
        "",
        "115年10月6日",
        "承辦人員",
        "115/10/05、115/10/07~115/10/09",
    ],
    [2, "yuli004", "林素貞", "F131104093", OCTOBER_5, "115.12.31", None, "單位主管", None],
]
CASES: Rows = [
    ["案號", "案由", "申請人", "申請人身分證號", "關係人", "受理日期", "辦結日期", "承辦人"],
    [
        "玉001",
        "初設戶籍",
        "王小明",
        "A123456789",
        "林春嬌(F131104093)、AC03095424",
        "1151005",
        OCTOBER_5,
        "陳怡安",
    ],
    ["玉002", "歸化", "LE THI LAN", "ac03095424", "－", "2026/10/6 09:12", "", "無"],
]
FAX: Rows = [
    ["傳真日期", "傳真時分", "查詢人", "查詢對象", "證號", "查詢事由", "發文日期", "發文字號"],
    ["115/10/05", "9時12分", "陳怡安", "林春嬌", "F131104093", "系統無法連線", "115/10/07", "玉戶字第1150001號"],
    [OCTOBER_5, "", "林素貞", "LE THI LAN", "", "", "尚未補送", ""],
]
ALIASES: Rows = [["舊統一證號", "新統一證號"], ["AC03095424", "A800000014"], ["AB00207171", "a900207177"]]
CLOSED_DAYS: Rows = [["停止上班日", "原因"], ["115/10/02", "颱風"], ["115年10月8日至9日", "豪雨"]]
PRINTOUTS: Rows = [
    ["編號", "列印日期", "查詢對象", "使用者", "頁數", "未辦理原因"],
    [1, "115/10/05", "林春嬌", "陳怡安", "2", "民眾撤回申請"],
]
WRITTEN = {
    "roster": ROSTER,
    "cases": CASES,
    "fax": FAX,
    "aliases": ALIASES,
    "closed_days": CLOSED_DAYS,
    "printouts": PRINTOUTS,
}
KNOWN: dict[str, list[dict[str, object]]] = {
    "roster": [
        {
            "roster_row": 1,
            "account": "yuli003",
            "user_name": "陳怡安",
            "valid_from": "2026-01-05",
            "certificate_lost_on": "2026-10-06",
            "role": "承辦人員",
            "identifier": "A123456789",
            "leave_days": "2026-10-05,2026-10-07/2026-10-09",
        },
        {
            "roster_row": 2,
            "account": "yuli004",
            "user_name": "林素貞",
            "valid_from": "2026-10-05",
            "valid_to": "2026-12-31",
            "role": "單位主管",
            "identifier": "F131104093",
            "leave_days": "",
        },
    ],
    "cases": [
        {
            "cases_row": 1,
            "case_no": "玉001",
            "business": "初設戶籍",
            "applicant_id": "A123456789",
            "applicant_name": "王小明",
            "related_ids": "F131104093,AC03095424",
            "received_on": "2026-10-05",
            "closed_on": "2026-10-05",
            "handler": "陳怡安",
        },
        {
            "cases_row": 2,
            "case_no": "玉002",
            "business": "歸化",
            "applicant_id": "AC03095424",
            "applicant_name": "LE THI LAN",
            "received_on": "2026-10-06",
        },
    ],
    "fax": [
        {
            "fax_row": 1,
            "faxed_at": "2026-10-05T09:12:00",
            "user_name": "陳怡安",
            "condition": "F131104093 林春嬌",
            "subject_id": "F131104093",
            "reason": "系統無法連線",
            "letter_on": "2026-10-07",
            "letter_no": "玉戶字第1150001號",
        },
        {"fax_row": 2, "faxed_at": "2026-10-05", "user_name": "林素貞", "condition": "LE THI LAN"},
    ],
    "aliases": [
        {"aliases_row": 1, "identifier": "AC03095424", "same_as": "A800000014"},
        {"aliases_row": 2, "identifier": "AB00207171", "same_as": "A900207177"},
    ],
    "closed_days": [
        {"closed_days_row": 1, "closed_on": "2026-10-02", "reason": "颱風"},
        {"closed_days_row": 2, "closed_on": "2026-10-08", "reason": "豪雨"},
        {"closed_days_row": 2, "closed_on": "2026-10-09", "reason": "豪雨"},
    ],
    "printouts": [
        {
            "printouts_row": 1,
            "printed_on": "2026-10-05",
            "subject": "林春嬌",
            "user_name": "陳怡安",
            "pages": "2",
            "reason": "民眾撤回申請",
        },
    ],
}

STATEMENT: Rows = [
    ["使用者帳號", "使用者姓名", "查詢日期時間", "作業名稱", "查詢條件", "查詢結果"],
    ["yuli003", "陳怡安", "115/10/05 09:12:33", "入出國日期查詢", "A123456789", "成功"],
]
REGISTER: Rows = [
    ["序號", "登入登出日期及時間", "查詢條件", "查詢結果", "查詢事由", "使用者姓名", "主管簽核", "備註"],
    [1, "115年10月5日 9時12分 至 9時20分", "A123456789", "成功", "1", "陳怡安", "林素貞", ""],
]
