"""What a 逐筆核對表 is made of, and what both its paper and its workbook say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reconcile.by_hand import ABSENT, LINES_AN_ENTRY, NO_PURPOSE, TICK, TITLE, ListedQuery
from reconcile.documents import REGISTER, STATEMENT
from reconcile.regulation import Regulation
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_date


@dataclass(frozen=True)
class ListToCheck:
    """The queries of a month's statements, in the order of the paper.

    `seals` are the digests of the statements in the order of their files; `problems` what could not be read in them.
    It bears no day: made again from the same statements it is the same, to the bit.
    """

    month: Month
    agency: str | None
    seals: tuple[str, ...]
    queries: tuple[ListedQuery, ...]
    regulation: Regulation
    problems: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The name of its files: 11510逐筆核對表."""
        return f"{self.month.year - ROC_YEAR_ZERO}{self.month.month:02d}{TITLE}"

    @property
    def heading(self) -> str:
        """What stands over it."""
        unfinished = "【未完成】" if self.problems else ""
        return f"{self.agency or ''}{self.month.roc}{TITLE}{unfinished}"

    def sessions(self) -> Iterator[tuple[str, list[ListedQuery]]]:
        """Each session's heading and its queries: 王小明（hl001）　115年10月5日　第 1 次（09:12 至 09:25）　3 筆."""
        days: dict[tuple[str, date], int] = {}
        for _, several in groupby(self.queries, key=lambda one: one.group):
            group = list(several)
            first, last = group[0], group[-1]
            at = first.user, first.at.date()
            days[at] = days.get(at, 0) + 1
            span = f"{first.at:%H:%M} 至 {last.at:%H:%M}"
            told = f"{first.user}　{roc_date(first.at)}　第 {days[at]} 次（{span}）　{len(group)} 筆"
            yield told, group


def instructions(wanted: ListToCheck) -> Iterator[str]:
    """What is to be done, a sentence each."""
    purposes = "　".join(f"{one.number} {one.short}" for one in wanted.regulation.purposes.values())
    yield f"本表載有完整證號及姓名，請比照{STATEMENT.title}保管；核對完畢後，紙本與檔案均不得攜出。"
    yield (
        f"由查詢人以外之人，逐筆翻查紙本{REGISTER.title}：使用者、日期時段及查詢條件均相符者填 {TICK}，"
        f"並填頁碼、序號；查無者填「{ABSENT}」。"
    )
    yield f"一個頁碼、序號（一次登入）至多 {LINES_AN_ENTRY} 筆；各人分冊者，頁碼冠冊別（例如 甲-3）。"
    yield f"事由照紙本所勾填寫（{purposes}）；勾選多項者以逗號分隔，未勾者填「{NO_PURPOSE}」；其他業務照錄敘明內容。"
    yield "每列均須填寫，空白列視為尚未核對。填畢請將活頁簿放入收件匣，即作為本月之紀錄表。"
    yield "依本表核對者，紙本上沒有對應查詢之紀錄不在檢視之列，報表及稽核表載明「依人工核對，有紀錄無明細未查核」。"
    if wanted.problems:
        yield f"{STATEMENT.title}有 {len(wanted.problems)} 處未能讀取，本表未完成，請先依提示處理後重新製作。"
