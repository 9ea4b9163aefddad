"""Every rule of the house in the order of DESIGN §4, and the judgement of a month by all of them."""

import pandas as pd

from reconcile.lists import Lists
from reconcile.outcome import Download, Matching
from reconcile.rules.accounts import account_name_mismatch, inactive_account, unknown_account
from reconcile.rules.agreement import condition_mismatch, result_mismatch, time_mismatch, user_mismatch
from reconcile.rules.cases import purpose_unsupported
from reconcile.rules.conduct import off_hours_query, repeated_subject, self_query
from reconcile.rules.coverage import ambiguous_match, unconfirmed_entry, unregistered_query
from reconcile.rules.deadline import late_download
from reconcile.rules.entry import missing_signoff, self_review
from reconcile.rules.evidence import Evidence
from reconcile.rules.fax import late_fax_letter
from reconcile.rules.form import missing_field
from reconcile.rules.given import whole
from reconcile.rules.login import impossible_time, long_session, missing_logout
from reconcile.rules.purpose import purpose_mismatch, purpose_missing, purpose_multiple, purpose_unexplained
from reconcile.rules.rule import Rule
from reconcile.rules.sequence import sequence_gap
from reconcile.rules.sessions import concurrent_sessions
from reconcile.settings import Settings
from reconcile.tables import FINDINGS, MATCHES, REGISTER, STATEMENT, UNMATCHED
from reconcile.text.dates import Month

RULES: tuple[Rule, ...] = (
    unregistered_query,
    unknown_account,
    inactive_account,
    account_name_mismatch,
    off_hours_query,
    self_query,
    repeated_subject,
    concurrent_sessions,
    purpose_unsupported,
    unconfirmed_entry,
    ambiguous_match,
    condition_mismatch,
    user_mismatch,
    time_mismatch,
    result_mismatch,
    purpose_mismatch,
    purpose_missing,
    purpose_multiple,
    purpose_unexplained,
    missing_signoff,
    self_review,
    missing_field,
    missing_logout,
    impossible_time,
    long_session,
    sequence_gap,
    late_download,
    late_fax_letter,
)


def judge(
    statement: pd.DataFrame,
    register: pd.DataFrame,
    matching: Matching,
    lists: Lists | None = None,
    settings: Settings | None = None,
    *,
    month: Month | None = None,
    download: Download | None = None,
) -> pd.DataFrame:
    """Judge one office's month by every rule that is on and has its list: the table of findings (DESIGN §3, §4).

    `month` is the one that the statement covers, if null the one its dates name; `download` null where it is not known.
    """
    lists, settings = whole(lists), settings or Settings()
    conformed = Matching(MATCHES.conform(matching.matches), UNMATCHED.conform(matching.unmatched))
    tables = STATEMENT.conform(statement), REGISTER.conform(register)
    evidence = Evidence.of(*tables, conformed, lists, settings, month, download)
    judging = [rule for rule in RULES if not rule.is_off(settings) and not rule.lacks_its_list(lists)]
    told = [rule.findings(evidence) for rule in judging]
    return FINDINGS.conform(pd.concat(told, ignore_index=True) if told else FINDINGS.frame([]))
