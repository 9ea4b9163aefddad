"""Who signed each month, and whether he may.

He may who is the roster's supervisor or deputy, and neither asked nor was asked about in that month.
"""

from pathlib import Path

import pandas as pd

from reconcile.deposits import Signoff
from reconcile.documents import ROSTER
from reconcile.facts.accounts import DEPUTY, SUPERVISOR, names_in_role, names_of_accounts, own_names
from reconcile.forms.archived import ArchivedMonth
from reconcile.forms.checklist.audit import Audit
from reconcile.forms.checklist.parts import Part, met, undecided
from reconcile.forms.period import spoken
from reconcile.tables import REGISTER, STATEMENT, plain_rows
from reconcile.text.dates import roc_date
from reconcile.text.folding import comparable
from reconcile.text.signatures import signers


def sign_offs(audit: Audit) -> list[Part]:
    """Each month's signature; a name is a name, so the sentence says that the stamp on paper is the record."""
    parts, proved = list[Part](), dict[str, list[ArchivedMonth]]()
    for month, archived in audit.months.items():
        signed = archived.signed_in.signoff if archived.signed_in else None
        if signed is None or month in audit.void:
            state = "簽核已失效" if signed else "報表尚無有效之主管簽核"
            parts.append(undecided(f"{month.roc}{state}，查核情形請認定。", archived.record_file, missing=True))
            continue
        files = (archived.record_file, *_files(archived))
        who = audit.masking.user_name(signed.by)
        if why := _why_not(archived, signed):
            parts.append(undecided(f"{month.roc}由{who}簽核，{why}，查核情形請認定。", *files, missing=True))
        else:
            proved.setdefault(str(who), []).append(archived)
    for name, months in proved.items():
        whole = spoken([one.month for one in months])
        said = f"{whole}經單位主管查核簽章（鍵入{name}，{ROSTER.title}列為主管或代理人；以紙本簽章為準）。"
        parts.append(met(said, *(file for one in months for file in _files(one))))
    return parts


def _files(archived: ArchivedMonth) -> tuple[Path, ...]:
    return (archived.signed_in.record_file,) if archived.signed_in else ()


def _why_not(archived: ArchivedMonth, signed: Signoff) -> str | None:
    """Why nobody can tell that he may sign this month; None where the roster proves it."""
    if signed.on < archived.month.end.date():
        return f"簽核日期（{roc_date(signed.on)}）早於月底"
    if archived.roster is None:
        return f"當月未附{ROSTER.title}，是否為單位主管無從認定"
    serving = _serving(archived.roster, pd.Timestamp(signed.on))
    readings = frozenset[str]().union(*signers(signed.by), {comparable(signed.by)})
    fit = names_in_role(serving, SUPERVISOR) | names_in_role(serving, DEPUTY)
    if not readings & fit:
        listed = readings & names_in_role(archived.roster, "")
        return f"{ROSTER.title}未列為單位主管或職務代理人" if listed else f"其人不在{ROSTER.title}"
    if asked := _queries_by(archived, readings):
        return f"其本人當月亦有 {asked} 筆查詢，自行查核不足為憑"
    if about := _queries_about(archived, readings):
        return f"其本人當月為查詢標的 {about} 筆，自行查核不足為憑"
    return None


def _serving(roster: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    begun = roster["valid_from"].isna() | (roster["valid_from"] <= on)
    return roster[begun & (roster["valid_to"].isna() | (roster["valid_to"] >= on))]


def _queries_by(archived: ArchivedMonth, readings: frozenset[str]) -> int:
    """Queries of the statement under one of these names, or where it has none entries of the register."""
    known = names_of_accounts(archived.roster)
    asked = archived.run.table(STATEMENT.name)[["user_name", "account"]]
    by = sum(any(readings & own_names(one, known) for one in row if one) for row in plain_rows(asked))
    written = archived.run.table(REGISTER.name)["user_name"].dropna()
    return by or sum(bool(readings & own_names(name, known)) for name in written)


def _queries_about(archived: ArchivedMonth, readings: frozenset[str]) -> int:
    roster = archived.roster
    assert roster is not None
    named = roster["user_name"].map(lambda name: bool(readings & own_names(name, {})), na_action="ignore")
    own = set(roster.loc[named.fillna(value=False).astype(bool), "identifier"].dropna())
    return int(archived.run.table(STATEMENT.name)["subject_id"].isin(own).sum()) if own else 0
