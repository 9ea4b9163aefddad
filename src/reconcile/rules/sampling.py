"""Which matched queries the supervisor checks against the paper: a draw that anybody can repeat and nobody can choose.

Each candidate gets the SHA-256 of month, seed and what the query itself says (account, name, time, condition), and the
least win. So the draw depends neither on the order of rows, nor on what a file is called, nor on the version of a
library: renaming a file draws nobody anew. Each month draws anew.
"""

from collections import Counter
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256

import pandas as pd

from reconcile.facts.masking import Masking
from reconcile.outcome import Sample
from reconcile.rules.material import Material
from reconcile.settings import SampleSettings
from reconcile.tables import MATCHES, STATEMENT_KEY, plain_rows
from reconcile.text.dates import Month
from reconcile.text.folding import comparable

_CONTENT = ["account", "user_name", "queried_at", "condition"]


def draw_sample(material: Material) -> Sample | None:
    """The draw of the month, as [sample] says; None where neither a share nor operators are wanted, or no month is."""
    chosen, month = material.settings.sample, material.month
    if month is None:
        return None
    if chosen.operators:
        return _of_operators(material, month)
    return _of_queries(material, chosen, month) if chosen.share else None


def _of_queries(material: Material, chosen: SampleSettings, month: Month) -> Sample:
    matches = MATCHES.conform(material.pairs)
    share = Decimal(str(chosen.share))
    wanted = max(int((share * len(matches)).to_integral_value(ROUND_CEILING)), chosen.minimum)
    lots = [_lot(month, chosen, *key) for key in _contents(matches, material.queries)]
    drawn = sorted(range(len(lots)), key=lots.__getitem__)[:wanted]
    sentence = (
        f"本月相符之查詢 {len(matches)} 筆，依比率 {(share * 100).normalize():f}%、至少 {chosen.minimum} 筆，"
        f"抽出 {len(drawn)} 筆供主管核對紙本（{_seed(month, chosen)}）。"
    )
    return Sample(matches.iloc[sorted(drawn)].reset_index(drop=True), sentence)


def _contents(matches: pd.DataFrame, queries: pd.DataFrame) -> list[tuple[str, ...]]:
    """What each matched query says; those that say the same are told apart in the order of their rows."""
    asked = matches[STATEMENT_KEY].merge(queries[[*STATEMENT_KEY, *_CONTENT]], on=STATEMENT_KEY, how="left")
    said = [tuple("" if value is None else str(value) for value in row) for row in plain_rows(asked[_CONTENT])]
    order = asked[STATEMENT_KEY].reset_index(drop=True).sort_values(STATEMENT_KEY).index
    alike = Counter[tuple[str, ...]]()
    keys = list(said)
    for at in order:
        alike[said[at]] += 1
        keys[at] = (*said[at], str(alike[said[at]]))
    return keys


def _of_operators(material: Material, month: Month) -> Sample:
    """All matched queries of a few users; a user is known by his account, or by his name where there is none."""
    matches, chosen = MATCHES.conform(material.pairs), material.settings.sample
    asked = matches[STATEMENT_KEY].merge(material.queries, on=STATEMENT_KEY, how="left")
    user = asked["account"].fillna(asked["user_name"]).fillna("").map(comparable)
    drawn = sorted(set(user) - {""}, key=lambda name: _lot(month, chosen, name))[: chosen.operators]
    shown = [_shown(asked[user == name].iloc[0], Masking(material.settings.report.mask)) for name in drawn]
    rows = matches[user.isin(drawn).to_numpy(bool)].reset_index(drop=True)
    named = f"（{'、'.join(shown)}）" if shown else ""
    sentence = (
        f"本月相符之查詢 {len(matches)} 筆，屬 {user.nunique()} 名使用者，抽出 {len(drawn)} 名"
        f"{named}之全部 {len(rows)} 筆供主管核對紙本（{_seed(month, chosen)}）。"
    )
    return Sample(rows, sentence)


def _shown(query: "pd.Series[str]", masking: Masking) -> str:
    name, account = (query[column] if pd.notna(query[column]) else None for column in ("user_name", "account"))
    return masking.user(name, account) or ""


def _lot(month: Month, chosen: SampleSettings, *key: str) -> bytes:
    return sha256("\0".join([str(month), str(chosen.seed), *key]).encode()).digest()


def _seed(month: Month, chosen: SampleSettings) -> str:
    return f"抽樣代號 {month}/{chosen.seed}"
