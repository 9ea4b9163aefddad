"""Does the register still say what the archive saw in it?"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from reconcile.facts.entries import TOLD, Change, WrittenEntry, known_again, place_of, written_entries
from reconcile.facts.masking import Masking
from reconcile.facts.persons import Persons
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import ENTRY_KEY
from reconcile.text.dates import Month

_COLUMNS = [*ENTRY_KEY, "message"]


@rule(
    code="REWRITTEN_ENTRY",
    title="已封存之紀錄遭改寫",
    severity="high",
    grain="entry",
    basis=("records",),
    question="這一筆於封存後為何更動或不見？何人、何時、經何人核准？",
    measure="調出原頁與封存之紀錄表核對，說明更動之緣由及核准情形；日後更正以作廢並另列為之，不得塗改、抽換或刪除。",
    duty="case_by_case",
    on_paper=True,
)
def rewritten_entry(material: Material) -> pd.DataFrame:
    """封存之月份所見之紀錄，現有之紀錄表已無該筆，或使用者、登入登出、查詢條件已不同；補填空白、簽核及依疑點更正者不列。

    Okay: entry(), seen()  # 與封存時相同
    Okay: entry(logout_at="10/05 09:20"), seen(logout_at=None)  # 補填空白
    Okay: entry(user_name="林美玲"), seen(asked="user")  # 依疑點更正
    Okay: entry(login_at="10/07 09:10", logout_at="10/07 09:20"), seen()  # 另一本紀錄表，與封存者無一筆相同
    Flag: entry(user_name="林美玲"), seen()  # 使用者改寫
    Flag: entry(), seen(), seen(login_at="10/06 09:10", logout_at="10/06 09:20")  # 封存時有兩筆，一筆不見
    """
    seen = material.lists.seen
    if seen is None or seen.empty:
        return pd.DataFrame(columns=_COLUMNS)
    persons = Persons.of(material.lists.aliases)
    lines = written_entries(material.lines, persons)
    rows = list[dict[str, Any]]()
    for (month, _), book in seen.groupby(["month", "register_file"], sort=True):
        asked = {(row.register_file, row.register_entry): set(str(row.asked).split(",")) for row in book.itertuples()}
        for change in known_again(written_entries(book, persons), lines) or ():
            if _is_told(change, asked[change.seen.key]):
                rows.append(_told(change, Month.parse(str(month)), material.places.masking, asked[change.seen.key]))
    found = pd.DataFrame(rows, columns=_COLUMNS)
    held = found[found["register_entry"].notna()]
    told = material.places.tell_entries(held)
    found.loc[held.index, "message"] = [place + said for place, said in zip(told, held["message"], strict=True)]
    return found


def _is_told(change: Change, asked: set[str]) -> bool:
    return bool(change.fields - asked) if change.now else not set(TOLD) <= asked


def _told(change: Change, month: Month, masking: Masking, asked: set[str]) -> dict[str, Any]:
    """A row of the rule; of an entry that stands, without its place."""
    if change.now is None:
        user = masking.user_name(change.seen.user)
        said = (
            f"{month.roc}封存時所見之紀錄表{place_of(change.seen)}，{f'使用者{user}，' if user else ''}"
            "已不在現有之紀錄表內；請提出原頁，並說明抽換或刪除之緣由。"
        )
        return {"register_file": None, "register_entry": None, "message": said}
    file, entry = change.now.key
    differing = "；".join(_differences(change.seen, change.now, change.fields - asked, masking))
    said = f"與{month.roc}封存時所見不同：{differing}。已封存之紀錄不得改寫，請說明更動之緣由及核准情形。"
    return {"register_file": file, "register_entry": entry, "message": said}


def _differences(
    seen: WrittenEntry, now: WrittenEntry, fields: set[Any] | frozenset[Any], masking: Masking
) -> Iterator[str]:
    if "user" in fields:
        yield f"使用者原為{masking.user_name(seen.user)}，現為{masking.user_name(now.user)}"
    if "session" in fields:
        yield f"登入登出原為{_session(seen)}，現為{_session(now)}"
    if "subject" in fields:
        lost = list(seen.subjects)
        for text in now.subjects:
            if text in lost:
                lost.remove(text)
        gone = [shown for text, shown in zip(seen.subjects, seen.shown, strict=True) if text in lost]
        yield f"查詢條件原有{'、'.join(masking.subject(*shown) or '' for shown in gone)}，現已無"


def _session(entry: WrittenEntry) -> str:
    login = f"{entry.login_at:%m/%d %H:%M}" if entry.login_at else "未填"
    return f"{login} 至 {f'{entry.logout_at:%H:%M}' if entry.logout_at else '未填'}"
