from reconcile.rules.catalogue import RULES
from reconcile.settings import RuleSettings, Settings

from .builders import Item, entry, judged, month, query


def unchecked(*items: Item, settings: Settings | None = None) -> tuple[str, ...]:
    return month(*items).judgement(settings).not_checked


def test_a_statement_without_purposes_is_told_whole_or_in_part() -> None:
    without = query(purpose=None)
    assert "明細表未載查詢事由，未查核查詢事由與紀錄表是否相符。" in unchecked(without)
    assert "明細表有 1 筆未載查詢事由，該部分未查核事由與紀錄表是否相符。" in unchecked(without, query())
    assert not any("事由與紀錄表" in sentence for sentence in unchecked(query()))


def test_a_rule_that_is_off_finds_nothing_and_is_told() -> None:
    off = Settings(rules=RuleSettings(off=["MISSING_SIGNOFF"]))
    assert list(judged(entry(signed_off=False), settings=off)["code"]) == ["UNCONFIRMED_ENTRY"]
    assert "設定檔停用「主管未簽核」（MISSING_SIGNOFF），未予查核。" in unchecked(settings=off)


def test_an_office_may_switch_every_rule_off_and_reads_so() -> None:
    nothing = Settings(rules=RuleSettings(off=[rule.code for rule in RULES]))
    assert judged(query(), settings=nothing).empty
    assert len(unchecked(settings=nothing)) == len(RULES)
