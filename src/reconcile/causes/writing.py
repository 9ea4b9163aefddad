"""Hypotheses of writing: identifiers that lose a character, a name written otherwise, a day at a colleague's place."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from reconcile.causes import words
from reconcile.causes.clues import Clues, plain
from reconcile.causes.one_person import how_cut
from reconcile.causes.repair import LineKey, Repair, Support, Told
from reconcile.documents import ROSTER
from reconcile.facts.sessions import MINUTE
from reconcile.facts.users import person_meant
from reconcile.text.folding import comparable

_LEFT = frozenset(
    {"UNREGISTERED_QUERY", "UNCONFIRMED_ENTRY", "AMBIGUOUS_MATCH", "UNREGISTERED_IN_TIE", "UNCONFIRMED_IN_TIE"}
)
_OF_SUBJECTS = _LEFT | {"CONDITION_MISMATCH", "MISSING_FIELD"}
_OF_USERS = _LEFT | {"USER_MISMATCH", "CONCURRENT_SESSIONS", "SELF_REVIEW"}
_LEAST_DAYS = 2
_AN_HOUR = 60 * MINUTE
_ENOUGH = 2
"""So many characters of a name that changes within the month stay."""


def miswritten(clues: Clues) -> Iterator[Repair]:
    """Every repair of written identifiers and names that the month suggests."""
    if any(one[0] in _OF_SUBJECTS for one in clues.open):
        yield from _cut_identifiers(clues)
    if any(one[0] in _OF_USERS for one in clues.open):
        pairs = _accused(clues)
        yield from _other_names(clues, pairs)
        yield from _colleagues(clues, pairs)


def _cut_identifiers(clues: Clues) -> Iterator[Repair]:
    pairs = clues.pairs
    asked = plain(clues.queries["subject_id"].fillna(""))[pairs["query"]]
    written = plain(clues.lines["subject_id"].fillna(""))[pairs["line"]]
    how = np.array([how_cut(*two) for two in zip(asked, written, strict=True)], dtype=object)
    keys = clues.entries["key"].to_numpy(object)
    for one in sorted({str(found) for found in how if found}):
        cut = pairs[how == one]
        for user, theirs in clues.scopes({keys[at] for at in set(cut["entry"])}):
            fits = cut[theirs[cut["entry"]]]
            run = theirs[pairs["entry"]] & pairs["entry"].between(fits["entry"].min(), fits["entry"].max())
            whole = pairs[run & (asked == written) & (asked != "")]
            right = dict(
                zip(
                    clues.lines["key"].to_numpy(object)[fits["line"]],
                    clues.queries["subject_id"].to_numpy(object)[fits["query"]],
                    strict=True,
                )
            )
            lines = {key: {"subject_id": subject, "condition": subject} for key, subject in right.items()}
            told = _cut_told(clues, user, one)
            yield _rewritten(clues, "identifier_cut", f"{user or ''}:{one}", _OF_SUBJECTS, lines, len(whole), told)


def _cut_told(clues: Clues, user: str | None, how: str) -> Told:
    name = words.who(clues, user)

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}有 {support.could} 筆之證號，{support.fits} 筆都少{how}而其餘各碼相同，"
            f"可能是欄寬不足、貼上時截斷或漏寫，請抽一筆對照案件資料；"
            f"補正證號並簽章，或於說明欄註明{words.closing(closes)}。"
        )

    return told


def _accused(clues: Clues) -> pd.DataFrame:
    """Pairs with `asker`, the `name` that is written, and whether it is another's (`other`); not those far apart."""
    pairs = clues.pairs[~clues.pairs["likely"] | (clues.outside(clues.pairs) <= _AN_HOUR)]
    lines = clues.lines["key"].to_numpy(object)[pairs["line"]]
    told = {(one[3], one[4], one[5]) for one in clues.open if one[0] == "USER_MISMATCH"}
    names = plain(clues.lines["user_name"].fillna(""))[pairs["line"]]
    asker = clues.queries["user"].to_numpy(object)[pairs["query"]]
    apart = pairs["likely"].to_numpy(bool) & (asker != pairs["user"].to_numpy(object)) & (names != "")
    return pairs.assign(
        key=pd.Series(lines, pairs.index, dtype=object),
        asker=asker,
        name=[comparable(person_meant(name)) for name in names],
        other=np.array([key in told for key in lines], dtype=bool) | apart,
        day=clues.queries["queried_at"].dt.normalize().to_numpy()[pairs["query"]],
    )


def _known(clues: Clues) -> frozenset[str]:
    """Everybody who has an account of his own."""
    roster = clues.lists.roster
    listed = [] if roster is None else [comparable(person_meant(name)) for name in roster["user_name"].dropna()]
    return frozenset({*clues.queries["user"], *listed})


def _other_names(clues: Clues, pairs: pd.DataFrame) -> Iterator[Repair]:
    known = _known(clues)
    for asker, of_one in pairs.groupby("asker"):
        counts = Counter(of_one["name"][of_one["other"]])
        for name in sorted(name for name in counts if name not in known):
            fits = of_one[of_one["other"] & (of_one["name"] == name)]
            since = of_one[of_one["seconds"] >= fits["seconds"].min()]
            against = len(since) - len(fits)
            kept = len(set(name) & set(str(asker))) >= _ENOUGH
            whole = len(since) == len(of_one)
            if fits["day"].nunique() >= _LEAST_DAYS and (whole or kept):
                lines = _renamed(clues, fits)
                told = _name_told(clues, str(asker), fits)
                yield _rewritten(clues, "name_written", f"{asker}:{name}", _OF_USERS, lines, against, told)


def _renamed(clues: Clues, fits: pd.DataFrame) -> dict[LineKey, dict[str, Any]]:
    """Their lines under the name that stands on the other side."""
    queries = clues.queries.iloc[fits["query"].to_numpy(np.int64)]
    right = queries["user_name"].fillna(queries["user"]).tolist()
    return {key: {"user_name": name} for key, name in zip(fits["key"], right, strict=True)}


def _shown(clues: Clues, fits: pd.DataFrame) -> str:
    written = clues.lines["user_name"].iloc[int(fits["line"].iloc[0])]
    return clues.places.masking.user_name(str(written)) or ""


def _name_told(clues: Clues, asker: str, fits: pd.DataFrame) -> Told:
    name, other = words.who(clues, asker), _shown(clues, fits)

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}之帳號有 {support.could} 筆查詢，紀錄表之使用者 {support.fits} 筆都寫作{other}，"
            f"可能是改名、冠姓或習用別名，請核對其身分證明或人事資料；"
            f"同一人者更新{ROSTER.title}及系統所載姓名，或於說明欄註明{words.closing(closes)}。"
        )

    return told


def _colleagues(clues: Clues, pairs: pd.DataFrame) -> Iterator[Repair]:
    known = _known(clues)
    accused = pairs[pairs["other"] & pairs["name"].isin(known)]
    for (day, asker, name), fits in accused.groupby(["day", "asker", "name"]):
        of_day = pairs[pairs["day"] == day]
        own = of_day["name"] == of_day["asker"]
        against = min(int((own & (of_day["asker"] == asker)).sum()), int((own & (of_day["name"] == name)).sum()))
        told = _colleague_told(clues, str(asker), str(name), fits)
        where = f"{day}:{asker}:{name}"
        yield _rewritten(clues, "colleague_day", where, _OF_USERS, _renamed(clues, fits), against, told)


def _colleague_told(clues: Clues, asker: str, name: str, fits: pd.DataFrame) -> Told:
    owner, user = words.who(clues, asker), words.who(clues, name)
    when = words.days(fits["day"])

    def told(support: Support, closes: int) -> str:
        return (
            f"{when} {user}登載之 {support.could} 筆，{support.fits} 筆於明細表均為{owner}之帳號，"
            f"可能是當日於同仁座位查詢，或代為登載，請對照當日差勤及座位；"
            f"請查明實際查詢之人，並逐筆答復。"
        )

    return told


def _rewritten(
    clues: Clues,
    kind: str,
    where: str,
    explains: frozenset[str],
    lines: dict[LineKey, dict[str, Any]],
    against: int,
    told: Told,
) -> Repair:
    """The repair of these lines; it is expected to settle what they and their queries bear."""
    of_lines = {clues.line_at[key] for key in lines}
    pairs = clues.pairs[clues.pairs["line"].isin(of_lines)]
    asked = set(clues.queries["key"].to_numpy(object)[pairs["query"]])
    of_queries = frozenset(one for one in clues.open_at(explains, queries=asked) if one[4] is None)
    return Repair(
        kind=kind,
        where=where,
        explains=explains,
        expected=of_queries | clues.open_at(explains, lines=lines),
        told=told,
        cases=frozenset(lines),
        against=against,
        lines=lines,
    )
