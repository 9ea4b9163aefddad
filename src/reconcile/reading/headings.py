"""The words that head a column, and what they mean: a new layout is one synonym more.

Where two columns of a table bear words of one meaning, the word that stands first here is the surer one.
"""

import re

from reconcile.text.folding import comparable

STATEMENT_HEADINGS = {
    "serial": "序號 項次 編號 NO 筆數序號 流水號 序 # 筆次 序次 列號 Seq SerialNo Item",
    "agency": "機關 機關名稱 使用機關 查詢機關 單位 單位名稱 機關單位 所屬機關 使用單位 查詢單位",
    "account": (
        "使用者帳號 帳號 使用者代號 使用者ID UserID 登入帳號 查詢帳號 使用者代碼 AccountID Account UserAccount "
        "LoginID 帳號代碼 使用帳號"
    ),
    "user_name": (
        "使用者姓名 使用人員 查詢人姓名 查詢者姓名 使用者 使用人 查詢人員 查詢人 查詢者 使用者名稱 UserName "
        "人員姓名 姓名 Name"
    ),
    "queried_at": (
        "查詢日期時間 查詢時間 使用時間 使用日期時間 日期時間 查詢日期及時間 作業時間 查詢日時 "
        "作業日期時間 使用日時 作業日時 QueryTime QueryDateTime DateTime Timestamp 時間戳記"
    ),
    "queried_on": "查詢日期 使用日期 作業日期 日期",
    "queried_time": "查詢時分 時間 查詢時刻",
    "function": (
        "作業名稱 作業項目 查詢項目 功能 功能名稱 作業 查詢功能 查詢作業 系統功能 程式名稱 作業代號 查詢類別 Function"
    ),
    "condition": (
        "查詢條件 查詢參數 條件 查詢內容 查詢標的 查詢對象 查詢值 查詢條件值 被查詢人 Condition 查詢條件內容 "
        "QueryCondition Criteria"
    ),
    "national_id": "身分證號 身分證字號 國民身分證統一編號 身分證統一編號 統一編號 國民身分證號 被查詢人身分證號",
    "resident_id": "統一證號 居留證號 居留證統一證號 外國人居留證號 外來人口統一證號",
    "passport": "護照號碼 護照號 護照",
    "result": "查詢結果 結果 狀態 回應 回應結果 執行結果 查詢狀態 Result Status QueryResult",
    "purpose": "查詢事由 使用目的 用途 事由 查詢目的 查詢用途 查詢原因 使用事由 Purpose QueryPurpose",
    "ip": "IP位址 IP 來源IP 使用者IP 登入IP IPAddress 連線IP 查詢IP IP地址",
}

REGISTER_HEADINGS = {
    "page_no": "頁碼 頁次 頁數 頁",
    "seq_no": "序號 項次 編號 NO 列號 流水號",
    "agency": "機關 機關名稱 機關單位名稱 機關單位 單位 單位名稱",
    "session": (
        "登入登出日期及時間 登入登出日期時間 登入登出時間 登入登出 使用日期及時間 查詢日期及時間 "
        "登入登出日期與時間 登入登出起迄時間 登入登出起訖時間 上線離線時間 上線離線日期及時間 使用起迄時間 "
        "使用起訖時間 查詢起迄時間 查詢起訖時間 起迄時間 起訖時間 使用時段 查詢時段 使用時間 查詢時間 查詢日期時間 "
        "使用日期時間 日期及時間 日期時間 時段 時間"
    ),
    "on": "日期 查詢日期 登入日期 使用日期 登入登出日期 上線日期 查詢日 使用日 年月日 登錄日期 登記日期",
    "logout_on": "登出日期 離線日期 結束日期",
    "login": (
        "登入時間 登入 登入日期時間 登入時刻 起始時間 開始時間 登入日期及時間 登入時分 上線時間 上線 簽入時間 "
        "查詢開始時間 使用開始時間 開始 起時 起"
    ),
    "logout": (
        "登出時間 登出 登出日期時間 登出時刻 結束時間 登出日期及時間 登出時分 離線時間 離線 下線時間 簽出時間 終止時間 "
        "查詢結束時間 使用結束時間 結束 迄時 訖時 迄 訖"
    ),
    "condition": (
        "查詢條件 查詢參數 條件 查詢內容 查詢標的 查詢對象 查詢資料 查詢條件內容 查詢資料內容 被查詢人 被查詢者 "
        "查詢條件身分證號 查詢條件身分證字號 查詢條件證號 被查詢對象 受查詢人 受查人 當事人 "
        "查詢對象姓名 被查詢人姓名 受查人姓名 當事人姓名"
    ),
    "national_id": (
        "身分證號 身分證字號 國民身分證統一編號 身分證統一編號 統一編號 國民身分證號 國民身分證字號 身分證號碼 身分證 "
        "統號 證號 證件號碼 被查詢人身分證號 被查詢人身分證字號 被查詢人統一編號 當事人身分證號 當事人身分證字號 "
        "當事人統一編號 查詢對象身分證號 查詢對象身分證字號 查詢對象統一編號 被查詢人證號 當事人證號 查詢對象證號"
    ),
    "resident_id": "統一證號 居留證號 外國人居留證號 居留證統一證號 外來人口統一證號",
    "passport": "護照號碼 護照號 護照",
    "result": "查詢結果 結果 狀態 查詢情形 查詢狀態 有無資料 是否成功 成功失敗",
    "succeeded": "成功 查詢成功 有資料",
    "failed": "失敗 查詢失敗 無資料 查無資料",
    "purposes": (
        "查詢事由 事由 查詢事由代碼 事由代碼 使用目的 用途 查詢目的 查詢用途 查詢原因 查詢理由 使用事由 使用原因 "
        "申請事由 案由 業務別 業務類別 案件類別 申請項目 業務項目"
    ),
    "purpose_1": "一 事由一 查詢事由一 國籍變更 國籍變更案件",
    "purpose_2": "二 事由二 查詢事由二 戶籍登記 戶籍登記等 戶籍登記文件核發人口清查 戶籍登記文件核發或人口清查",
    "purpose_3": "三 事由三 查詢事由三 印鑑證明 受委任辦理印鑑證明 受理受委任辦理印鑑證明",
    "purpose_4": "四 事由四 查詢事由四 其他 其他業務 其他戶政業務 其他戶政業務需要",
    "purpose_note": "事由說明 其他事由 其他說明 事由補充 事由四說明 其他戶政業務說明 說明 查詢事由說明",
    "remark": "備註 備考 附註 案號 備註案號 受理案號 案件編號 收件字號 收件號",
    "user_name": (
        "使用者姓名 使用者 使用人員 使用人 查詢人員 查詢人 使用者簽章 使用者簽名 使用人員姓名 使用人姓名 查詢人姓名 "
        "查詢人員姓名 查詢者 查詢者姓名 操作人員 操作人 操作者 操作人員姓名 登入人員 查詢人簽章 查詢人員簽章 "
        "承辦人 承辦人員 承辦人姓名 承辦人員姓名 承辦人簽章 承辦人核章 經辦人 經辦 填寫人 填表人 姓名"
    ),
    "signed_by": (
        "主管簽核 主管核章 單位主管 主管簽章 簽核 主管 單位主管簽核 主管核閱 單位主管簽章 核章 單位主管核章 "
        "單位主管核閱 主管覆核 單位主管覆核 主管複核 單位主管複核 主管審核 單位主管審核 主管查核 單位主管查核 "
        "主管簽名 單位主管簽名 主管蓋章 主管簽名核章 覆核 複核 覆核人 覆核人員 審核 審核人 審核人員 核閱"
    ),
}

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
    "role": "角色 身分 身份 權限 權限類別 帳號類別 使用者類別 任務 業務職掌 擔任職務",
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

CASES_HEADINGS = {
    "serial": "序號 項次 NO 流水號",
    "case_no": (
        "案號 受理案號 案件編號 案件號 受理編號 收件編號 收件號 收件字號 收件號碼 受理號 受理字號 申請書編號 受理號碼 "
        "申請案號 公文文號 文號 編號"
    ),
    "business": (
        "案由 申請項目 業務別 案件類別 登記項目 業務項目 申請事由 受理項目 案件種類 案件名稱 登記類別 業務類別 "
        "申辦項目 業務種類 申請類別 案別 事由"
    ),
    "applicant_id": (
        "申請人身分證號 申請人統一編號 申請人身分證字號 申請人國民身分證統一編號 申請人身分證統一編號 申請人證號 "
        "申請人統號 申請人ID 身分證號 身分證字號 國民身分證統一編號 身分證統一編號 統一編號 統號"
    ),
    "resident_id": (
        "申請人居留證號 申請人統一證號 申請人居留證統一證號 居留證號 統一證號 居留證統一證號 外國人居留證號 "
        "外來人口統一證號"
    ),
    "passport": "申請人護照號碼 護照號碼 護照號 護照",
    "applicant_name": "申請人姓名 申請人 申請者 姓名 申辦人",
    "related_ids": (
        "關係人 相關人 關係人證號 相關人證號 關係人身分證號 關係人統一編號 關係人統號 當事人 當事人及關係人 "
        "其他關係人 關係人姓名及證號 關係人資料 相關人員 被登記人 當事人身分證號 當事人統一編號 "
        "被登記人身分證號 被登記人統一編號 配偶 配偶身分證號 父母 父 母 子女 "
        "關係人身分證統一編號 關係人身分證字號 關係人國民身分證統一編號 當事人身分證統一編號 當事人身分證字號 "
        "當事人國民身分證統一編號 配偶統一編號 關係人統一證號 關係人居留證號"
    ),
    "agent_id": (
        "受委任人 受委託人 代理人 代理人身分證號 受委任人身分證號 受委任人統一編號 委任人 委任人身分證號 "
        "代理人統一編號 代理人證號 受委託人身分證號 受委託人統一編號 受委任人身分證統一編號"
    ),
    "received_on": (
        "受理日期 收件日期 申請日期 受理日 收件日 申請日 收件時間 受理時間 申請時間 受理日期時間 收件日期時間 "
        "申請日期時間 登記日期 掛號日期 日期"
    ),
    "closed_on": "辦結日期 結案日期 辦結日 結案日 辦畢日期 完成日期 核發日期 發件日期 辦結時間 結案時間",
    "handler": "承辦人 承辦人員 受理人 受理人員 經辦人 經辦 承辦人姓名 受理人姓名 承辦 辦理人 辦理人員",
}

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
    "letter_no": "發文字號 文號 公文文號 公文字號 函文字號 函文文號 補送公文文號 公文號",
}

ALIASES_HEADINGS = {
    "serial": STATEMENT_HEADINGS["serial"],
    "identifier": (
        "舊證號 舊統一證號 原證號 原統一證號 舊居留證統一證號 舊式統一證號 舊居留證號 變更前證號 舊號 舊統號 原統號"
    ),
    "same_as": (
        "新證號 新統一證號 現證號 現行統一證號 新居留證統一證號 新式統一證號 新居留證號 變更後證號 新號 新統號 "
        "身分證號 國民身分證統一編號"
    ),
    "user_name": "姓名 中文姓名 英文姓名",
    "changed_on": "換證日期 變更日期 換發日期",
    "remark": "備註 說明",
}

CLOSED_DAYS_HEADINGS = {
    "serial": STATEMENT_HEADINGS["serial"],
    "closed_on": (
        "停止上班日 停止上班日期 停班日期 停班日 停止辦公日 停止上班期間 停班期間 停止辦公日期 放假日期 放假日 日期"
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
    "數量 份數 規費 收據號碼 附件 星期 天數 日數 縣市 縣市別 適用地區 地區"
)
"""Headings of lists that say what the column is, and that no rule asks for it."""

NO_COLUMN_OF_OURS = (
    "備註 備考 附註 註記 說明 案號 案件編號 收件號 收件字號 櫃檯 櫃台 主管 主管簽核 單位主管 審核 覆核 複核 核章 簽章 "
    "稽核人員 稽核結果 查核人員 查核結果 查核情形 被查詢人姓名 被查詢者姓名 被查人姓名 查詢對象姓名 當事人 當事人姓名 "
    "受查人 受查人姓名 受查詢人姓名 申請人 申請人姓名 受委任人 關係人 國籍 性別 出生日期 出生年月日 生日"
)
"""Headings of a statement that say what the column is, and that it is none of the contract, whatever it holds."""

_NOISE = re.compile(r"[\s()\[\]【】「」:：、,，.。/／_\-*＊※]+")


def plain(heading: str) -> str:
    """A heading without what layouts vary: width, case, white space, punctuation."""
    return _NOISE.sub("", comparable(heading))


def is_no_column_of_ours(heading: str) -> bool:
    """A heading that rules its column out: a remark of one word is no user's name."""
    return plain(heading) in _OTHERS


def meanings(headings: dict[str, str]) -> dict[str, str]:
    """Each synonym in its plain form, and the column that it heads."""
    return {plain(word): column for column, words in headings.items() for word in words.split()}


_OTHERS = frozenset(map(plain, NO_COLUMN_OF_OURS.split()))
