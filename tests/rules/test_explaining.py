"""`reconcile explain` and docs/rules.md are the catalogue itself, in words."""

import pytest

from known_codes import REGULATION
from reconcile.errors import UsageError
from reconcile.rules import RULES, Rule, explain


def test_a_rule_is_explained_with_its_question_its_clause_its_examples_and_how_to_switch_it_off() -> None:
    assert explain("PURPOSE_UNEXPLAINED", REGULATION) == (
        "PURPOSE_UNEXPLAINED　勾選其他業務而未敘明（嚴重程度：中；紀錄表每列一件）",
        "勾選查詢事由(四)而未寫明是何業務；程式只看文字，主管是否核准須由人查證。",
        "請主管查明：這是哪一項戶政業務？是否經分層負責明細表決行層級之主管核准？",
        "要點四(四)：因其他戶政業務需要，依其案件或業務性質經機關(單位)分層負責明細表決行層級之主管核准者(以下簡稱單位主管)。",
        explain("UNREGISTERED_QUERY", REGULATION)[3],
        "不列：寫明業務",
        "不列：未勾選(四)",
        "不列：除指示外寫明業務",
        "列出：只有空白",
        "列出：沒有說出業務",
        "列出：任何查詢都可以這樣寫",
        "列出：看不出業務",
        "列出：表格印好的提示",
        "列出：看不出業務",
        "列出：勾選數項，(四)未寫明",
        '如不查核，於 office.toml 之 [rules] 設定 off = ["PURPOSE_UNEXPLAINED"]，報表將載明未查核。',
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_found_by_its_code_in_any_case_and_by_its_title(rule: Rule) -> None:
    assert explain(rule.code, REGULATION) == explain(rule.code.lower(), REGULATION) == explain(rule.title, REGULATION)
    assert len(explain(rule.code, REGULATION)) >= 7


def test_a_rule_that_needs_a_list_says_so() -> None:
    assert "須有帳號清冊；未提供時不查核，並載明於報表。" in explain("UNKNOWN_ACCOUNT", REGULATION)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "OFF_HOUR_QUERY",
            "沒有「OFF_HOUR_QUERY」這個代碼，是否為「OFF_HOURS_QUERY」（非上班時間查詢）；"
            "執行 reconcile explain 可列出全部代碼。",
        ),
        (
            "有查詢沒紀錄",
            "沒有「有查詢沒紀錄」這個代碼，是否為「UNREGISTERED_QUERY」（有查詢無紀錄）；"
            "執行 reconcile explain 可列出全部代碼。",
        ),
        ("甲", "沒有「甲」這個代碼；執行 reconcile explain 可列出全部代碼。"),
    ],
)
def test_a_code_that_is_none_is_a_usage_error_naming_the_nearest(code: str, sentence: str) -> None:
    with pytest.raises(UsageError) as error:
        explain(code, REGULATION)
    assert str(error.value) == sentence
