"""受理案件清冊 of an honest month: every session is for one case."""

from datetime import date, timedelta
from random import Random

from maker.month import Case, Entry, Month

_BUSINESS = {
    1: ("歸化國籍", "喪失國籍", "回復國籍"),
    2: ("遷入登記", "遷出登記", "初設戶籍登記", "出生登記", "結婚登記", "死亡登記", "補領國民身分證", "人口清查"),
    3: ("委任印鑑證明", "受委任辦理印鑑證明"),
    4: ("機關函查", "法院囑託查證"),
}
_NUMBERS = {1: "國籍字第{}號", 2: "戶登字第{}號", 3: "印鑑字第{}號", 4: "花市戶字第{}號"}


def add_cases(month: Month, rng: Random) -> None:
    """Give each session its case; where the entry's remark names a number, that is the case's."""
    sessions: dict[tuple[str, object], list[Entry]] = {}
    for entry in month.entries:
        sessions.setdefault((entry.user.account, entry.login_at), []).append(entry)
    used: set[str] = set()
    for entries in sessions.values():
        queries = [line.query for entry in entries for line in entry.lines if line.query]
        purpose, day = queries[0].purpose, queries[0].at.date()
        number = entries[0].remark
        while not number or number in used:
            number = _NUMBERS[purpose].format(f"1150{rng.randrange(5000, 10000):04d}")
        used.add(number)
        for entry in entries:
            entry.remark = entry.remark and number
        received = _before(rng, day)
        closed = day + timedelta(days=rng.randrange(6))
        month.cases.append(Case(number, rng.choice(_BUSINESS[purpose]), queries, received, closed))
    month.cases.sort(key=lambda case: (case.received_on, case.number))


def _before(rng: Random, day: date) -> date:
    return day - timedelta(days=rng.choice((0, 0, 0, 0, 0, 1, 2, 3)))
