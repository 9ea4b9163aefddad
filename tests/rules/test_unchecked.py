from reconcile.rules.catalogue import RULES
from reconcile.settings import RuleSettings, Settings

from .builders import Item, case, closed_day, entry, judged, month, query


def unchecked(*items: Item, settings: Settings | None = None) -> tuple[str, ...]:
    return month(*items).judgement(settings).not_checked


def test_a_statement_without_purposes_is_told_whole_or_in_part() -> None:
    without = query(purpose=None)
    assert "明細表未載查詢事由，未查核查詢事由與紀錄表是否相符。" in unchecked(without)
    assert "明細表有 1 筆未載查詢事由，該部分未查核事由與紀錄表是否相符。" in unchecked(without, query())
    assert not any("事由與紀錄表" in sentence for sentence in unchecked(query()))


def test_a_half_day_of_which_nobody_tells_the_half_is_told() -> None:
    told = "停止上班日清單有 1 日僅部分時段停止上班而未載上午或下午，該時段之查詢是否於上班時間未予查核。"
    assert told in unchecked(query(), closed_day("10/05", half="?"), closed_day("10/06", half="PM"))
    assert not any("部分時段" in one for one in unchecked(query(), closed_day("10/06", half="PM")))
    assert not any("部分時段" in one for one in unchecked(query(), closed_day("09/05", half="?")))


def test_cases_without_a_column_of_agents_are_told_apart_from_cases_without_business() -> None:
    agents = "受理案件清冊無受委任人欄，1 件是否由受委任人辦理無從認定，未查核其事由是否相符。"
    blank = "受理案件清冊有 1 件未載業務，未查核其事由是否相符。"
    assert agents in unchecked(query(), case(business="印鑑證明"))
    assert agents not in unchecked(query(), case(business="印鑑證明", agent=""))
    assert blank in unchecked(query(), case(business=None), case(business="印鑑證明", agent="李美玉"))


def test_a_rule_that_is_off_finds_nothing_and_is_told() -> None:
    off = Settings(rules=RuleSettings(off=["MISSING_SIGNOFF"]))
    assert list(judged(entry(signed_off=False), settings=off)["code"]) == ["UNCONFIRMED_ENTRY"]
    assert "設定檔停用「主管未簽核」（MISSING_SIGNOFF），未予查核。" in unchecked(settings=off)


def test_an_office_may_switch_every_rule_off_and_reads_so() -> None:
    nothing = Settings(rules=RuleSettings(off=[rule.code for rule in RULES]))
    assert judged(query(), settings=nothing).empty
    assert len(unchecked(settings=nothing)) == len(RULES)
