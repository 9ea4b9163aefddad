"""The words that head a column of a list, and what they mean."""

from collections.abc import Sequence

from reconcile.reading.headings import STATEMENT_HEADINGS

BARE_NUMBERS = (
    "身分證號 身分證字號 身分證號碼 身分證統號 身份證號 身份證字號 國民身分證統一編號 身分證統一編號 "
    "統一編號 統號 證號 證件號碼 ID "
    "統一證號 居留證號 居留證統一證號 護照號碼"
).split()
"""Headings of a number that do not say whose: of the person whose name stands to their left."""


def _of(*persons: str) -> str:
    """The headings under which persons, their names and their numbers stand."""
    return " ".join(f"{person}{words}" for person in persons for words in ("", "姓名", "姓名及證號", *BARE_NUMBERS))


ROSTER_HEADINGS = {
    "serial": STATEMENT_HEADINGS["serial"],
    "agency": STATEMENT_HEADINGS["agency"],
    "account": STATEMENT_HEADINGS["account"],
    "user_name": STATEMENT_HEADINGS["user_name"],
    "valid_from": (
        "啟用日期 啟用日 生效日期 生效日 核發日期 開通日期 帳號啟用日期 有效起日 有效日期起 起始日期 起始日 起日 起"
    ),
    "approved_on": "核准日期 核准日 帳號核准日期 權限核准日期 核定日期",
    "joined_on": "到職日期 到職日 到任日期 報到日期 任職日期 到職",
    "valid_to": (
        "停用日期 停用日 註銷日期 註銷日 失效日期 失效日 終止日期 撤銷日期 帳號停用日期 帳號註銷日期 有效迄日 "
        "終止使用日期 截止日期 截止日 迄止日 迄日 訖日 迄 訖"
    ),
    "left_on": "離職日期 離職日 調離日期 調職日期 離職調職日期 調離職日期 異動日期 卸職日期 離職",
    "validity": "有效期間 使用期間 權限期間 帳號有效期間 起迄日期 起訖日期 使用期限",
    "status": "帳號狀態 狀態 使用狀態 啟用狀態 權限狀態",
    "certificate_lost_on": (
        "憑證遺失日期 憑證遺失日 自然人憑證遺失日期 自然人憑證遺失日 憑證掛失日期 憑證掛失日 遺失日期 掛失日期 "
        "憑證遺失 憑證掛失"
    ),
    "role": "角色 角色權限 身分 身份 權限 權限類別 帳號類別 使用者類別 任務 業務職掌 擔任職務",
    "post": "職稱 職務 職別 職位 職級 職務名稱",
    "remark": "備註 備考 附註 說明",
    "identifier": (
        "身分證號 身分證字號 國民身分證統一編號 身分證統一編號 國民身分證號 統一編號 統一證號 使用者身分證號 證號 ID"
    ),
    "leave_days": (
        "請假日期 請假 差假 差假日期 差勤 差勤紀錄 請假紀錄 請假期間 差假期間 請假日 請假差假 請休假 "
        "請休假日期 休假日期 休假 公差假 出差 公出 公差 出差日期 公差日期 公出日期 補休 補休日期 受訓日期"
    ),
}

_BUSINESS = " ".join(
    f"{what}{words}"
    for what in (
        "申請 申辦 申請書 申請案 申請案件 申請登記 登記 登記申請 登記申請書 戶籍登記 受理 辦理 案件 業務 服務"
    ).split()
    for words in "項目 事項 類別 種類 名稱 業務 別".split()
)
"""Headings of what was applied for."""

CASES_HEADINGS = {
    "serial": "序號 項次 NO 流水號",
    "case_no": (
        "案號 受理案號 案件編號 案件號 受理編號 收件編號 收件號 收件字號 收件號碼 受理號 受理字號 申請書編號 "
        "受理號碼 "
        "申請案號 公文文號 文號 編號"
    ),
    "business": ("案由 申請類別 案別 事由 申請書 登記申請書 受理業務 辦理業務 " + _BUSINESS),
    "applicant_id": (
        "申請人身分證號 申請人統一編號 申請人身分證字號 申請人國民身分證統一編號 申請人身分證統一編號 申請人證號 "
        "申請人統號 申請人ID 申請人證件號碼 申請者身分證號 申請者統一編號 申請者統號 身分證號 身分證字號 "
        "國民身分證統一編號 身分證統一編號 統一編號 統號"
    ),
    "resident_id": (
        "申請人居留證號 申請人統一證號 申請人居留證統一證號 居留證號 統一證號 居留證統一證號 外國人居留證號 "
        "外來人口統一證號"
    ),
    "passport": "申請人護照號碼 護照號碼 護照號 護照",
    "applicant_name": "申請人姓名 申請人 申請者 姓名 申辦人 申請者姓名 申辦人姓名",
    "related_ids": (
        _of(
            "關係人", "相關人", "當事人", "被登記人", "配偶", "父", "母", "父母", "子女", "當事人及關係人", "其他關係人"
        )
        + " 相關人員 關係人資料 關係人外國人居留證號"
    ),
    "agent_id": _of("受委任人", "受委託人", "代理人", "受任人", "代辦人", "代申請人", "受託人"),
    "principal_id": _of("委任人", "委託人"),
    "received_on": (
        "受理日期 收件日期 申請日期 受理日 收件日 申請日 收件時間 受理時間 申請時間 受理日期時間 收件日期時間 "
        "申請日期時間 登記日期 掛號日期 日期"
    ),
    "closed_on": "辦結日期 結案日期 辦結日 結案日 辦畢日期 完成日期 核發日期 發件日期 辦結時間 結案時間",
    "handler": "承辦人 承辦人員 受理人 受理人員 經辦人 經辦 承辦人姓名 受理人姓名 承辦 辦理人 辦理人員",
}

_LETTERS = " ".join(
    f"{what}{day}{joint}{number}"
    for what in ("補送公文", "公文", "發文", "函文", "補文", "補送")
    for day in ("日期", "日")
    for joint in ("及", "")
    for number in ("字號", "文號", "號")
)
"""Headings of a column that holds the day and the number of a letter."""

FAX_HEADINGS = {
    "serial": "序號 項次 編號 NO 流水號",
    "agency": "查詢機關 機關 機關名稱 單位",
    "faxed_at": "傳真日期時間 傳真日期及時間 傳真時間 查詢日期時間 查詢日期及時間 查詢時間",
    "faxed_on": "傳真日期 傳真日 查詢日期 查詢日 日期",
    "faxed_time": "傳真時分 傳真時刻 查詢時分 時間",
    "user_name": (
        "查詢人 查詢人姓名 查詢人員 使用者 使用者姓名 使用人 承辦人 承辦人員 承辦人姓名 傳真人 傳真人員 查詢者"
    ),
    "subject_name": (
        "查詢對象 查詢對象姓名 被查詢人 被查詢人姓名 對象姓名 當事人 當事人姓名 中文姓名 英文姓名 查詢條件 查詢標的"
    ),
    "name": "姓名",
    "national_id": STATEMENT_HEADINGS["national_id"] + " 證號 證件號碼 查詢對象證號 查詢對象身分證號",
    "resident_id": STATEMENT_HEADINGS["resident_id"],
    "passport": STATEMENT_HEADINGS["passport"],
    "reason": "查詢事由 事由 查詢原因 查詢目的 原因 查詢用途 案由",
    "letter_on": (
        "補送公文日期 公文日期 發文日期 函送日期 補送公文日 公文日 發文日 補文日期 補送日期 函文日期 公文補送日期"
    ),
    "letter_no": "發文字號 文號 公文文號 公文字號 函文字號 函文文號 補送公文文號 公文號 補文文號 補文字號 補送文號",
    "letter": ("補送公文 補文 補文情形 補送情形 補送公文情形 公文補送情形 公文 函文 " + _LETTERS),
    "remark": "備註 備考 附註 說明",
}

_FOREIGN = (
    "居留證號 統一證號 居留證統一證號 居留證 外來人口統一證號 外國人居留證號 外僑居留證 外僑居留證號 "
    "護照號碼 護照號 護照"
).split()
_NATIONAL = "身分證號 身分證字號 身分證統一編號 國民身分證統一編號 國民身分證字號 國民身分證 身分證".split()
_CHANGES = "變更 異動 更換 換證 換發 更正 歸化 定居 設籍".split()


def _aged(age: Sequence[str], when: str) -> str:
    """Numbers said to be the old or the new one, before the word or behind it: 舊居留證號, 護照(舊), 歸化前."""
    kinds = ["證號", "統號", "號", "號碼", "式統一證號", "行統一證號", "行證號", *_FOREIGN, *_NATIONAL]
    words = [word for each in age for kind in kinds for word in (each + kind, kind + each)]
    return " ".join([*words, *(f"{change}{when}{kind}" for change in _CHANGES for kind in ("", *kinds))])


ALIASES_HEADINGS = {
    "serial": STATEMENT_HEADINGS["serial"],
    "identifier": " ".join([_aged(("舊", "原"), "前"), *_FOREIGN]),
    "same_as": " ".join([_aged(("新", "現"), "後"), *_NATIONAL]),
    "both": (
        "新舊證號 證號對照 新舊統一證號 新舊號碼 證號變更 證號異動 新舊證號對照 號碼對照 同一人證號 新舊對照 "
        "對照 對照表 異動說明 變更說明 異動情形 變更情形 異動內容 變更內容"
    ),
    "user_name": "姓名 中文姓名 英文姓名 當事人 當事人姓名",
    "changed_on": "換證日期 變更日期 換發日期",
    "remark": "備註 說明",
}

COUNTIES = (
    "基隆市 臺北市 新北市 桃園市 新竹市 新竹縣 苗栗縣 臺中市 彰化縣 南投縣 雲林縣 嘉義市 嘉義縣 臺南市 "
    "高雄市 屏東縣 宜蘭縣 花蓮縣 臺東縣 "
    "澎湖縣 金門縣 連江縣"
).split()
"""Those for which a closing of offices is announced."""

CLOSED_DAYS_HEADINGS = {
    "serial": STATEMENT_HEADINGS["serial"],
    "closed_on": (
        "停止上班日 停止上班日期 停班日期 停班日 停止辦公日 停止上班期間 停班期間 停止辦公日期 放假日期 "
        "放假日 日期 公告 公告內容 "
        "停止上班日及原因 停班停課日期 颱風假"
    ),
    "county": "縣市 縣市別 適用地區 地區 縣市名稱 區域",
    "verdict": (
        "停班情形 停止上班情形 停班停課情形 停班停課 上班情形 是否停班 是否停止上班 情形 狀況 結果 停班 內容 公告事項"
    ),
    "reason": "原因 事由 停班原因 停止上班原因 颱風名稱 名稱 說明 備註",
}

PRINTOUTS_HEADINGS = {
    "serial": STATEMENT_HEADINGS["serial"],
    "printed_on": "列印日期 列印日 查詢列印日期 列印時間 列印日期時間 查詢日期 查詢日期時間 日期",
    "subject": "查詢對象 查詢條件 查詢標的 被查詢人 查詢對象姓名 列印內容 列印資料 資料內容 資料名稱 書面資料 標的",
    "user_name": "使用者 使用者姓名 列印人 列印人員 列印者 查詢人 查詢人員 查詢人姓名 使用人 承辦人 承辦人員 姓名",
    "pages": "頁數 張數 份數 列印頁數 列印張數 列印份數",
    "reason": "未辦理原因 未辦原因 未處理原因 未受理原因 未辦理事由 因故未辦理原因 未辦理之原因 原因 事由 備註 說明",
}

NOT_ASKED_OF_LISTS = (
    "電話 連絡電話 聯絡電話 公務電話 手機 行動電話 分機 分機號碼 電子郵件 電子信箱 信箱 Email 地址 戶籍地址 住址 "
    "性別 國籍 出生日期 出生年月日 生日 課別 課室 股別 組別 科室 單位 單位名稱 機關 機關名稱 所屬單位 服務單位 "
    "部門 人員編號 員工編號 職員編號 職等 官等 官職等 櫃檯 櫃台 櫃檯號碼 IP IP位址 憑證序號 憑證卡號 自然人憑證 "
    "備註 備考 附註 註記 說明 簽章 簽名 核章 蓋章 審核 覆核 主管 單位主管 主管核章 使用者簽章 填表日期 填表人 "
    "製表日期 更新日期 建檔日期 最後登入日期 最近登入日期 最後登入時間 最近使用日期 姓名 中文姓名 英文姓名 件數 "
    "數量 份數 規費 收據號碼 附件 星期 天數 日數"
)
"""Headings of lists that say what the column is, and that no rule asks for it."""
