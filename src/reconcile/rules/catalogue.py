"""Every rule of the house, and the judgement of a month by all of them."""

import pandas as pd

from reconcile.catalogue import Catalogue
from reconcile.lists import Lists
from reconcile.outcome import Judgement, Matched, Matching
from reconcile.rules.accounts import account_name_mismatch, inactive_account, unknown_account
from reconcile.rules.agreement import condition_mismatch, result_mismatch, time_mismatch, user_mismatch
from reconcile.rules.cases import case_links, purpose_unsupported
from reconcile.rules.conduct import colleague_query, off_hours_query, repeated_subject, self_query
from reconcile.rules.coverage import ambiguous_match, unconfirmed_entry, unregistered_query
from reconcile.rules.deadline import late_download
from reconcile.rules.entry import missing_signoff, self_review, unfit_reviewer
from reconcile.rules.fax import late_fax_letter
from reconcile.rules.form import masked_condition, missing_field
from reconcile.rules.login import impossible_time, long_session, missing_logout
from reconcile.rules.material import Material
from reconcile.rules.purpose import purpose_mismatch, purpose_missing, purpose_multiple, purpose_unexplained
from reconcile.rules.rewritten import rewritten_entry
from reconcile.rules.rule import Rule
from reconcile.rules.sampling import draw_sample
from reconcile.rules.sequence import sequence_gap
from reconcile.rules.sessions import concurrent_sessions
from reconcile.rules.ties import unconfirmed_in_tie, unregistered_in_tie
from reconcile.rules.unchecked import not_checked
from reconcile.rules.unused import unused_accounts
from reconcile.settings import Settings
from reconcile.tables import FINDINGS

RULES: tuple[Rule, ...] = (
    unregistered_query,
    unregistered_in_tie,
    ambiguous_match,
    unconfirmed_entry,
    unconfirmed_in_tie,
    masked_condition,
    user_mismatch,
    condition_mismatch,
    time_mismatch,
    result_mismatch,
    purpose_mismatch,
    purpose_unsupported,
    unknown_account,
    inactive_account,
    account_name_mismatch,
    concurrent_sessions,
    off_hours_query,
    self_query,
    colleague_query,
    repeated_subject,
    purpose_missing,
    purpose_multiple,
    purpose_unexplained,
    missing_signoff,
    self_review,
    unfit_reviewer,
    impossible_time,
    missing_logout,
    missing_field,
    long_session,
    sequence_gap,
    rewritten_entry,
    late_download,
    late_fax_letter,
)
"""In the order in which a report lists them."""


def catalogue_of(settings: Settings) -> Catalogue:
    """What the rules declare for other rooms, in the words of the office's regulation."""
    regulation = settings.regulation
    return Catalogue({rule.code: rule.declaration(regulation) for rule in RULES}, regulation)


def refuse_unknown(settings: Settings) -> None:
    """Raise UsageError, naming the nearest one, where the settings switch off a code that there is not."""
    for code in settings.rules.off:
        catalogue_of(settings).known(code)


def judge_month(matched: Matched) -> Judgement:
    """All that the rules say of one office's month, by every rule that is on and has its list.

    Raises UsageError where the settings switch off a code that there is not.
    """
    refuse_unknown(matched.settings)
    material = Material.of(matched)
    return Judgement(
        findings=_findings(material),
        not_checked=not_checked(material, RULES),
        case_links=case_links(material),
        sample=draw_sample(material),
        unused_accounts=unused_accounts(material),
    )


def findings_of(matched: Matched) -> pd.DataFrame:
    """The table of findings alone of one office's month; raises as `judge_month` does."""
    refuse_unknown(matched.settings)
    return _findings(Material.of(matched))


def judge(
    statement: pd.DataFrame,
    register: pd.DataFrame,
    matching: Matching,
    lists: Lists | None = None,
    settings: Settings | None = None,
) -> pd.DataFrame:
    """The table of findings alone (DESIGN §3, §4), of the month that the dates of the statement name."""
    return findings_of(Matched(statement, register, matching, lists or Lists(), settings or Settings()))


def _findings(material: Material) -> pd.DataFrame:
    lists, settings = material.lists, material.settings
    judging = [rule for rule in RULES if not rule.is_off(settings) and not rule.lacks_its_list(lists)]
    told = [found for rule in judging if not (found := rule.findings(material)).empty]
    return FINDINGS.conform(pd.concat(told, ignore_index=True) if told else FINDINGS.frame([]))
