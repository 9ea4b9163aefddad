"""Which case explains a query: the three-way match of query, register line and case (要點四、十一)."""

import numpy as np
import pandas as pd

from reconcile.facts.persons import Persons
from reconcile.lists import CASES, Lists
from reconcile.regulation import Thresholds
from reconcile.rules.case_list import CaseList
from reconcile.settings import Settings
from reconcile.tables import REGISTER_KEY, STATEMENT_KEY

_BEGINNING, _END = pd.Timestamp("1700-01-01"), pd.Timestamp("2200-01-01")


def explanations(asked: pd.DataFrame, pairs: pd.DataFrame, lists: Lists, settings: Settings) -> pd.DataFrame:
    """One row for each query `asked`: both keys (the line's None where it has none) and the best case for it.

    `asked` are its purposes: the statement's, else the boxes ticked, "" where neither says any. `state` is "explained",
    "other" (a case of the same person and time, but of other purposes), "far" (only at another time), "apart" (only the
    case that the remark names, which concerns others) or None. `case` columns are None without a case. `role` is None
    where persons were not compared; `remarked` says that the remark names the case, `gap` how many days the query lies
    outside of what the case explains, `early` how many before its receipt.
    """
    listed, persons = CASES.frame([]) if lists.cases is None else lists.cases, Persons.of(lists.aliases)
    cases = CaseList.of(listed, settings.regulation)
    queries = _queries(asked, pairs)
    found = pd.concat([_remarked(queries, cases, persons), _of_the_person(queries, cases, persons)])
    best = _best(_dated(found, queries, cases.cases, settings.thresholds), queries, cases.cases)
    numbered = cases.cases.reset_index(names="case")
    explained = queries.join(best.set_index("query").astype({"gap": "Int64", "early": "Int64"}))
    return explained.merge(numbered, on="case", how="left").drop(columns="case")


def _queries(asked: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    lines = pairs[[*STATEMENT_KEY, *REGISTER_KEY, "purposes", "purpose_note", "remark"]]
    queries = asked[[*STATEMENT_KEY, "subject_id", "queried_at", "purpose"]].merge(lines, on=STATEMENT_KEY, how="left")
    return queries.assign(asked=queries["purpose"].astype("string").fillna(queries["purposes"]).fillna(""))


def _of_the_person(queries: pd.DataFrame, cases: CaseList, persons: Persons) -> pd.DataFrame:
    """Every case that concerns the person asked about."""
    subjects = queries["subject_id"].dropna().rename_axis("query").reset_index()
    concerning = cases.of_persons(subjects["subject_id"], persons)
    return subjects.merge(concerning, on="subject_id")[["query", "case", "role"]].assign(remarked=False, apart=False)


def _remarked(queries: pd.DataFrame, cases: CaseList, persons: Persons) -> pd.DataFrame:
    """Every case that the line's remark names; `apart` where it concerns persons, but not the one asked about."""
    remarks = queries.dropna(subset="remark")[["remark", "subject_id"]].rename_axis("query").reset_index()
    numbers = [(remark, at) for remark in remarks["remark"].unique() for at in cases.named_in(remark)]
    named = pd.DataFrame(numbers, columns=["remark", "case"]).astype({"remark": "string", "case": "int64"})
    named_cases = remarks.merge(named, on="remark")
    concerning = cases.of_persons(named_cases["subject_id"].dropna(), persons)
    found = named_cases.merge(concerning, on=["subject_id", "case"], how="left")
    nobody = found["subject_id"].isna() | ~found["case"].isin(cases.concerned["case"])
    found = found.assign(remarked=True, apart=found["role"].isna() & ~nobody)
    return found[["query", "case", "role", "remarked", "apart"]]


def _dated(found: pd.DataFrame, queries: pd.DataFrame, cases: pd.DataFrame, rules: Thresholds) -> pd.DataFrame:
    """With `gap`: whole days outside of the window around each case, 0 within; and `early`: those before its receipt.

    A case that is not closed explains queries for so many years from its receipt; where both days are missing
    the window is open.
    """
    day = pd.Timedelta(days=1)
    on = queries["queried_at"].dt.normalize().take(found["query"].to_numpy("int64")).to_numpy()
    case = cases.take(found["case"].to_numpy("int64"))
    first = (case["received_on"] - rules.case_days_before * day).fillna(_BEGINNING).to_numpy()
    open_until = case["received_on"] + pd.DateOffset(years=rules.open_case_years)
    last = (case["closed_on"] + rules.case_days_after * day).fillna(open_until).fillna(_END).to_numpy()
    early = np.maximum((case["received_on"].fillna(_BEGINNING).to_numpy() - on), np.timedelta64(0))
    outside = np.maximum(np.maximum(first - on, on - last), np.timedelta64(0))
    one = np.timedelta64(1, "D")
    return found.assign(gap=(outside / one).astype("int64"), early=(early / one).astype("int64"))


def _best(found: pd.DataFrame, queries: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """The best case of each query: one that explains it, else the one that comes nearest."""
    asked = queries["asked"].take(found["query"].to_numpy("int64"))
    kinds = cases["kinds"].take(found["case"].to_numpy("int64"))
    pairs = list(zip(asked, kinds, strict=True))
    agreeing = {pair: _agree(*pair) for pair in set(pairs)}
    fits = np.array([agreeing[pair] for pair in pairs], dtype=bool)
    apart = found["apart"].to_numpy(bool)
    inside = ~apart & (found["gap"].to_numpy() == 0)
    state = np.select([inside & fits, inside, ~apart], ["explained", "other", "far"], "apart")
    weighed = found.assign(
        state=pd.Series(state, index=found.index, dtype="string"),
        rank=np.select([inside & fits, inside, ~apart], [0, 1, 2], 3),
        told=~found["remarked"].to_numpy(bool),
        kindless=kinds.to_numpy() == "",
    ).sort_values(["query", "rank", "kindless", "told", "gap", "case"], kind="stable")
    return weighed.drop_duplicates("query")[["query", "case", "role", "remarked", "gap", "early", "state"]]


def _agree(asked: str, kinds: str) -> bool:
    """Whether some purpose is named by both; what names none contradicts none."""
    return not asked or not kinds or bool(set(asked.split(",")) & set(kinds.split(",")))
