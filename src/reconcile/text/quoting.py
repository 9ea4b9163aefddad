"""What a sentence may repeat of a document: the words that forms and tables use, and no others.

A cell or a heading that could not be understood may hold anything, a name too, and no list knows every name. So a
word is repeated if it is one that the house knows, and what stands between known words is only counted: 使用者〔3 字〕.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reconcile.documents import ROLES
from reconcile.text.folding import fold_widths
from reconcile.text.identifiers import mask_text

GENERAL = """
到期 見證 見證者 同仁 同事 人員 上一 上午 下午 下列 中午 中華民國 主管 主要 事由 以上 以下 件數 佐證
作廢 作業 使用 使用者 依據 來源 個人 備註 傳真 入出國 入出境 全部 公文 其他 其它 出國 出境 刪除 功能
勾稽 區間 印鑑 印製 原因 參數 受理 合計 名單 名稱 名冊 商業 啟用 單位 國人 國籍 國民 團體 地址 執行
報表 境管 外人 外國人 大陸 失敗 如下 存取 學歷 完成 定居 審核 封存 對照表 對象 居留 屬性 工作表
已完成 帳號 年度 序號 待補 性別 成功 戶籍 戶政 所屬 手機 承辦 承辦人 批次 抽查 採用 摘要 收件 政府
文件 新住民 旅客 日期 明細 時間 時刻 時段 月份 有效 未填 本日 本月 本頁 權限 查有資料 查無資料
查無此人 查詢 查核 核准 核發 案件 案號 條件 業務 標的 標題 機關 檔案 欄位 止日 民國 永久 沿用 流水號
清冊 清查 清單 無效 無資料 照片 特殊 狀態 現住 理由 生日 申請 異動 登出 登入 登記 登錄 目的 相關
確認 程式 種類 稽核 空白 筆數 簽核 簽章 系統 紀錄 紙本 級別 統計 經辦 結束 結果 統一 編號 總計
自然人 臨時 記錄 設定 註記 註銷 調閱 請假 護照 資料 資訊 起日 身分 身分證 辦理 進出 遷入 遷出 選擇
部門 郵件 開始 關係人 附件 電子 電話 項次 預設 頁次 頁碼 駁回 首頁 驗證 點選 共計 小計 早上 晚上
凌晨 今日 昨日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 週一 週二 週三 週四 週五 週六 週日
西元 出生 死亡 結婚 離婚 認領 收養 終止 監護 輔助 宣告 初設 歸化 喪失 回復 改姓 改名 更改 姓名 變更
更正 補發 換發 初發 戶口名簿 戶籍謄本 謄本 設籍 分戶 合戶 併戶 創立新戶 遷徙 住址 門牌 職權 逕為
代辦 跨機關 通報 英文 催告 未成年 子女 親權 原住民 從姓 棄養 死亡宣告 失蹤 國籍變更 證明 證明書 人口
核對 查對 查驗 資格 案 及 之 件 移民署 內政部 戶政事務所 公所 縣政府
市政府 應用移民資訊連結作業系統 自主稽核表 位址 am pm null none true false sheet page row nan id no
座位 代號 代碼 編號 上旬 中旬 下旬 總表 一覽 彙總 彙整 匯出 原始 正本 副本 範例 範本 說明 填寫 上半月 下半月
上半年 下半年 行政 服務 櫃台 櫃檯 國境 全月
""".split()
"""What forms and tables say besides the headings that the readers know."""

_NUMBERED = 3
"""Digits that may follow a word: Sheet12."""
_UNIT = "月份|[年月日時分秒點筆頁列次號件項欄人多]"
_NUMBER = rf"(?<![A-Za-z0-9*])(?:[A-Z][0-9]{{9}}|[A-Z0-9]*\*[A-Z0-9*]*)(?![A-Za-z0-9])|[0-9][0-9OoIl]*\s*(?:{_UNIT})?"
_HAN_NUMBER = "[〇零一二三四五六七八九十]+[年月日時分]"
_DAY = re.compile("1[01][0-9][01][0-9][0-3][0-9]")
"""A day of these decades as it is written without signs, be it in the calendar or not."""
_ORDINAL = "[一二三四五六七八九十甲乙丙丁戊][股課室組科隊班期季聯類碼欄頁列筆項]"
_SUFFIX = "[表冊簿單檔份聯頁卷續課股組室科]{0,2}"
"""What turns a known word into the name of a paper: 紀錄表."""
_SLOT = r"(?<=[\s_年月])[月日](?=[\s_]|$)|(?<=[\s_])[年月日時分](?=[\s_]|$)"
"""A unit before which nothing is filled in: 115年10月　日."""
_SPAN = "[或與和及之的]|[至到起迄訖止](?=\\s*(?:[0-9]|$))"
_LATIN = "[A-Z]?[a-z]+|[A-Z]+(?![a-z])"


class _Piece(NamedTuple):
    """A part of a text: `known` if it may be repeated where all is, `word` if also where not all is."""

    text: str
    known: bool = False
    word: bool = False
    sign: bool = False


@dataclass(frozen=True)
class Quoting:
    """Quotes texts that are made of these words, each of two characters or more."""

    words: frozenset[str]

    @classmethod
    def of(cls, *more: Iterable[str]) -> "Quoting":
        """With the words of `GENERAL`, the titles of the roles, and more; single characters are left out."""
        titles = [role.title for role in ROLES.values()]
        known = (word for words in (GENERAL, titles, *more) for word in words)
        return cls(frozenset(fold_widths(word) for word in known if len(word) > 1))

    def quote(self, text: str) -> str:
        """The text as a sentence may repeat it.

        Identifiers are masked in place; one character alone is no name. Beside an unknown word digits are hidden with
        it, being perhaps a birthday.
        """
        pieces = self._pieces(text)
        if len(text) == 1:
            return text
        whole = all(piece.known for piece in pieces)
        shown, hidden, between = "", "", ""
        for piece in pieces:
            if piece.sign:
                between += piece.text
            elif whole or piece.word:
                shown += _counted(hidden) + between + piece.text
                hidden = between = ""
            else:
                shown += "" if hidden else between
                hidden += (between if hidden else "") + piece.text
                between = ""
        return shown + _counted(hidden) + between

    def _pieces(self, text: str) -> list[_Piece]:
        """The text cut into what is known and what is not."""
        pieces, last = list[_Piece](), 0
        for found in self._known.finditer(fold_widths(text)):
            if found.start() > last:
                pieces.append(_Piece(text[last : found.start()]))
            pieces.append(self._piece(found, text[found.start() : found.end()]))
            last = found.end()
        return [*pieces, _Piece(text[last:])] if last < len(text) else pieces

    def _piece(self, found: re.Match[str], text: str) -> _Piece:
        """A number as long as an identifier is masked as one; of Latin letters, those that make up words are known."""
        kind = found.lastgroup
        if kind == "code":
            letters = found[0].rstrip("0123456789")
            known = self._latin.fullmatch(letters) is not None and len(text) - len(letters) <= _NUMBERED
            return _Piece(text, known=known, word=known and letters == found[0])
        if kind == "number":
            return _Piece(text if _DAY.fullmatch(text) else mask_text(text), known=True)
        return _Piece(text, known=True, word=kind == "word", sign=kind == "sign")

    @cached_property
    def _known(self) -> re.Pattern[str]:
        """A known word, the longest first; a number with its unit; Latin letters; signs and blanks."""
        words = sorted((word for word in self.words if not word.isascii()), key=lambda word: (-len(word), word))
        alternatives = {
            "word": f"(?:{'|'.join(map(re.escape, words))}){_SUFFIX}|{_ORDINAL}",
            "number": f"{_NUMBER}|{_HAN_NUMBER}|{_SPAN}|{_SLOT}",
            "code": "[A-Za-z]+[0-9]*",
            "sign": r"[^\w\s]+|_+|\s+",
        }
        return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in alternatives.items()))

    @cached_property
    def _latin(self) -> re.Pattern[str]:
        """One word of the house or several written together: QueryTime, UserID."""
        parts = {part for word in self.words for part in re.findall(_LATIN, word) if len(part) > 1}
        return re.compile(f"(?:{'|'.join(sorted(map(re.escape, parts), key=len, reverse=True))})+", re.IGNORECASE)


def _counted(hidden: str) -> str:
    letters = len("".join(hidden.split()))
    return f"〔{letters} 字〕" if letters else ""
