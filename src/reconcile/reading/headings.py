"""The words that head a column, and what they mean: a new layout is one synonym more.

The first word of a meaning is what it is called. Where two columns of a table bear words of one meaning, the word that
stands first here is the surer one.
"""

import re
from functools import lru_cache

from reconcile.text.folding import REMEMBERED, comparable

STATEMENT_HEADINGS = {
    "serial": "序號 項次 編號 NO 筆數序號 流水號 序 # 筆次 序次 列號 Seq SerialNo Item",
    "agency": (
        "機關 機關名稱 使用機關 查詢機關 單位 單位名稱 機關單位 所屬機關 使用單位 查詢單位 服務機關 服務單位 "
        "使用者機關 使用者單位 查詢者單位 查詢人單位 所屬單位 單位別"
    ),
    "account": (
        "使用者帳號 帳號 使用者代號 使用者ID UserID 登入帳號 查詢帳號 使用者代碼 AccountID Account UserAccount "
        "LoginID 帳號代碼 使用帳號 查詢人員帳號 查詢者帳號 查詢人帳號 操作人員帳號 操作帳號 作業人員帳號 "
        "承辦人帳號 登錄帳號 人員帳號 人員代號 人員編號 員工編號 員工代號 職員編號 使用者編號 使用者識別碼 "
        "使用人帳號 使用人代號 操作員代號 員工代碼 職員代號 職員代碼 同仁帳號 同仁代號 "
        "登錄者代號 登錄者帳號 使用者識別 UserNo LoginName LoginAccount EmployeeID EmpNo OperatorID"
    ),
    "user_name": (
        "使用者姓名 使用人員 查詢人姓名 查詢者姓名 使用者 使用人 查詢人員 查詢人 查詢者 使用者名稱 UserName "
        "人員姓名 員工姓名 查詢人員姓名 操作人員姓名 操作者姓名 作業人員姓名 承辦人員姓名 承辦人姓名 使用人姓名 "
        "操作人員 操作者 操作員 作業人員 承辦人員 承辦人 經辦人員 經辦人 人員名稱 登入者 "
        "同仁姓名 使用者全名 登錄者姓名 UserNm QueryUser OperatorName 姓名 "
        "Name"
    ),
    "queried_at": (
        "查詢日期時間 查詢時間 使用時間 使用日期時間 日期時間 查詢日期及時間 作業時間 查詢日時 作業日期時間 "
        "使用日時 作業日時 QueryTime QueryDateTime DateTime Timestamp 時間戳記 執行時間 執行日期時間 交易時間 "
        "交易日期時間 異動時間 異動日期時間 操作時間 操作日期時間 存取時間 查詢起始時間 查詢開始時間 紀錄時間 "
        "記錄時間 LogTime QryDateTime 查詢起始日期時間 查詢開始日期時間 開始時間 起始時間 "
        "開始日期時間 起始日期時間 查詢起時 使用起時 起時 進入時間 StartTime AccessTime"
    ),
    "queried_on": (
        "查詢日期 使用日期 作業日期 日期 查詢日 使用日 作業日 執行日期 交易日期 異動日期 操作日期 QueryDate "
        "QryDate QryDt"
    ),
    "queried_time": "查詢時分 時間 查詢時刻 時刻 查詢時 QryTime QryTm",
    "function": (
        "作業名稱 作業項目 查詢項目 功能 功能名稱 作業 查詢功能 查詢作業 系統功能 程式名稱 作業代號 查詢類別 "
        "Function 作業別 作業類別 作業代碼 功能代號 功能代碼 功能項目 使用功能 查詢種類 查詢資料別 程式代號 "
        "交易代號 交易代碼 FunctionName FuncName Func Transaction TransactionName Program ProgramName"
    ),
    "condition": (
        "查詢條件 查詢參數 條件 查詢內容 查詢標的 查詢對象 查詢值 查詢條件值 被查詢人 Condition 查詢條件內容 "
        "QueryCondition Criteria 查詢鍵值 查詢主鍵 輸入條件 查詢輸入條件 查詢關鍵字 查詢字串 查詢條件說明 受查詢人 "
        "受查詢對象 被查詢者 被查詢對象 被查人 QueryKey QryCond QueryParam"
    ),
    "national_id": (
        "身分證號 身分證字號 國民身分證統一編號 身分證統一編號 統一編號 國民身分證號 被查詢人身分證號 身分證號碼 "
        "身分證統號 身份證號 身份證字號 身份證統一編號 國民身分證字號 被查詢人身分證字號 被查詢人身分證統一編號 "
        "被查詢人證號 被查詢人統號 被查詢者證號 被查詢者統號 受查詢人證號 受查詢人統號 受查人證號 受查人統號 "
        "當事人證號 當事人統號 查詢統號 統號 證號 證件號碼 證件號 IDNo PersonID 本人證號 當事人身分證號 "
        "當事人身分證字號 "
        "查詢對象證號 查詢對象身分證號 查詢對象統號 受查詢人身分證號 受查人身分證號 當事人統一編號 "
        "被查詢人統一編號 受查詢人統一編號 受查人統一編號 查詢對象統一編號"
    ),
    "resident_id": (
        "統一證號 居留證號 居留證統一證號 外國人居留證號 外來人口統一證號 居留證號碼 居留證統一編號 外僑居留證號 "
        "被查詢人統一證號 UINo ARCNo"
    ),
    "passport": "護照號碼 護照號 護照 被查詢人護照號碼 旅行證件號碼 PassportNo Passport",
    "result": (
        "查詢結果 結果 狀態 回應 回應結果 執行結果 查詢狀態 Result Status QueryResult 查詢結果說明 作業結果 "
        "處理結果 回覆結果 回應訊息 是否成功 成功與否 成功否 查詢成功否 有無資料 QryResult"
    ),
    "purpose": (
        "查詢事由 使用目的 用途 事由 查詢目的 查詢用途 查詢原因 使用事由 Purpose QueryPurpose 查詢事由說明 "
        "查詢事由代碼 查詢理由 使用原因 用途說明 用途別 事由別 目的別 事由代碼 用途代碼 目的代碼 使用事由代碼 Reason "
        "ReasonCode PurposeCode QueryReason 查詢目的代碼 使用用途 案由 目的"
    ),
    "succeeded": "成功 查詢成功",
    "failed": "失敗 查詢失敗",
    **{
        f"purpose_{number}": f"{numeral} 事由{numeral} 查詢事由{numeral}"
        for number, numeral in enumerate("一二三四五六七八九", start=1)
    },
    "ip": (
        "IP位址 IP 來源IP 使用者IP 登入IP IPAddress 連線IP 查詢IP IP地址 使用者IP位址 來源IP位址 登入IP位址 "
        "查詢IP位址 用戶端IP 使用者端IP 電腦IP 工作站IP 主機IP 終端機IP 來源位址 ClientIP SourceIP"
    ),
}

REGISTER_HEADINGS = {
    "page_no": "頁碼 頁次 頁數 頁",
    "seq_no": "序號 項次 編號 NO 列號 流水號",
    "agency": "機關 機關名稱 機關單位名稱 機關單位 單位 單位名稱",
    "session": (
        "登入登出日期及時間 登入登出日期時間 登入登出時間 登入登出 使用日期及時間 查詢日期及時間 "
        "登入登出日期與時間 登入登出起迄時間 登入登出起訖時間 上線離線時間 上線離線日期及時間 使用起迄時間 "
        "使用起訖時間 查詢起迄時間 查詢起訖時間 起迄時間 起訖時間 使用時段 查詢時段 使用時間 查詢時間 查詢日期時間 "
        "使用日期時間 日期及時間 日期時間 時段 時間 系統登入登出時間 上下線時間 查詢時間起迄 登入登出日期及時間起迄"
    ),
    "on": "日期 查詢日期 登入日期 使用日期 登入登出日期 上線日期 查詢日 使用日 年月日 登錄日期 登記日期 日",
    "on_month": "月 月份",
    "on_year": "年 年度",
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
        "當事人統一編號 查詢對象身分證號 查詢對象身分證字號 查詢對象統一編號 被查詢人證號 當事人證號 查詢對象證號 "
        "查詢對象統號 被查詢人統號"
    ),
    "resident_id": "統一證號 居留證號 外國人居留證號 居留證統一證號 外來人口統一證號",
    "passport": "護照號碼 護照號 護照",
    "result": "查詢結果 結果 狀態 查詢情形 查詢狀態 查詢狀況 有無資料 是否成功 成功失敗",
    "succeeded": "成功 查詢成功 有資料",
    "failed": "失敗 查詢失敗 無資料 查無資料",
    "purposes": (
        "查詢事由 事由 查詢事由代碼 事由代碼 查詢事由代號 事由代號 "
        "使用目的 用途 查詢目的 查詢用途 查詢原因 查詢理由 使用事由 使用原因 "
        "申請事由 案由 業務別 業務類別 案件類別 申請項目 業務項目"
    ),
    **{
        f"purpose_{number}": f"事由{numeral} {numeral} 查詢事由{numeral}"
        for number, numeral in enumerate("一二三四五六七八九", start=1)
    },
    "purpose_note": (
        "事由說明 其他事由 其他說明 事由補充 事由四說明 說明 查詢事由說明 "
        "其他事由說明 其他業務說明 其他業務需要說明 事由補充說明 補充說明 業務說明 原因說明 "
        "用途說明 事由內容 事由敘明 其他事由敘明 其他查詢事由 其他查詢事由說明 其他事由補充說明 其他事由內容 "
        "其他業務內容 其他業務事由 其他原因說明 說明事由 核准事由 其他需要說明 事由備註 其他請說明 其他請敘明"
    ),
    "remark": "備註 備考 附註 案號 備註案號 受理案號 案件編號 收件字號 收件號",
    "user_name": (
        "使用者姓名 使用者 使用人員 使用人 查詢人員 查詢人 使用者簽章 使用者簽名 使用人員姓名 使用人姓名 查詢人姓名 "
        "查詢人員姓名 查詢者 查詢者姓名 操作人員 操作人 操作者 操作人員姓名 登入人員 查詢人簽章 查詢人員簽章 "
        "承辦人 承辦人員 承辦人姓名 承辦人員姓名 承辦人簽章 承辦人核章 經辦人 經辦 填寫人 填表人 姓名"
    ),
    "signed_by": (
        "主管簽核 主管核章 單位主管 主管簽章 簽核 主管 單位主管簽核 主管核閱 單位主管簽章 核章 單位主管核章 "
        "單位主管核閱 主管覆核 單位主管覆核 主管複核 單位主管複核 主管審核 單位主管審核 主管查核 單位主管查核 "
        "主管簽名 單位主管簽名 主管蓋章 主管簽名核章 覆核 複核 覆核人 覆核人員 審核 審核人 "
        "審核人員 核閱 主任 股長 課長 科長 組長 秘書 首長 主任核章 股長核章 課長核章 主任簽章 股長簽章 課長簽章 "
        "直屬主管 主管批示 批示"
    ),
}

DAY_PARTS = frozenset(("on_year", "on_month", "on"))
"""年, 月, 日: alone they head no table, for a day may stand so in cells of its own."""
PURPOSE_COLUMNS = tuple(f"purpose_{number}" for number in range(1, 10))
"""The columns of a register that has one for each purpose; the regulation's profile has their headings."""
RESULTS_APART = ("succeeded", "failed")
ALSO_IN_ROWS = frozenset((*RESULTS_APART, *PURPOSE_COLUMNS))
"""戶籍登記 and 成功 head columns of their own, and stand in rows as well."""


def purpose_column(number: int) -> str:
    """The meaning of the column of that purpose."""
    return PURPOSE_COLUMNS[number - 1]


NO_COLUMN_OF_OURS = (
    "備註 備考 附註 註記 說明 案號 案件編號 收件號 收件字號 櫃檯 櫃台 主管 主管簽核 單位主管 審核 覆核 複核 核章 簽章 "
    "稽核人員 稽核結果 查核人員 查核結果 查核情形 被查詢人姓名 被查詢者姓名 被查人姓名 查詢對象姓名 當事人 當事人姓名 "
    "受查人 受查人姓名 受查詢人姓名 申請人 申請人姓名 受委任人 關係人 國籍 性別 出生日期 出生年月日 生日"
)
"""Headings of a statement that say what the column is, and that it is none of the contract, whatever it holds."""

_OTHERWISE = re.compile(
    "列印|審核|覆核|複核|稽核|查核|核章|簽章|簽核|匯出|下載|製表|建檔|收件|登入[日時]|登出|回應時|結束|更新|效期|期限|到期|核發"
    "|[入出]境|職稱|職務|職等|主機|電腦|終端|工作站|設備|mac|櫃[台檯臺]|筆數|次數|件數|頁[數次碼]|張數|份數|種類|類別|(?<!識)別$"
    "|(?<![員者人證工])(?:代碼|代號|編號)|(?:使用[者人]|承辦人|人員|(?<!被)(?<!受)查詢[者人]).*(?:身分證|證號|統號)"
    "|(?:對象|當事人|(?<=被查)[人者]|(?<=查詢)人).*姓名(?=.)"
)
"""Words within a heading by which the same is known, whatever the whole of it is."""

_FAMILIES = {
    "national_id": "condition",
    "resident_id": "condition",
    "passport": "condition",
    "account": "user_name",
    "queried_on": "queried_at",
    "queried_time": "queried_at",
}

_NOISE = re.compile(r"[\s()\[\]【】「」:：、,，.。/／_\-*＊※]+")


@lru_cache(REMEMBERED)
def plain(heading: str) -> str:
    """A heading without what layouts vary: width, case, white space, punctuation."""
    return _NOISE.sub("", comparable(heading))


def is_no_column_of_ours(heading: str) -> bool:
    """A heading that rules its column out: a remark of one word is no user's name."""
    return plain(heading) in _OTHERS or _OTHERWISE.search(plain(heading)) is not None


def family(meaning: str) -> str:
    """The meaning that stands for those that explain one another: 查詢條件（身分證號）, 使用者（帳號）."""
    return _FAMILIES.get(meaning, meaning)


def whole_of(meaning: str) -> str:
    """The meaning whose column, where its cells bear it out, leaves nothing for this one: an instant has its day."""
    return meaning if family(meaning) == "user_name" else family(meaning)


def meanings(headings: dict[str, str]) -> dict[str, str]:
    """Each synonym in its plain form, and the column that it heads."""
    return {plain(word): column for column, words in headings.items() for word in words.split()}


_OTHERS = frozenset(map(plain, NO_COLUMN_OF_OURS.split()))
