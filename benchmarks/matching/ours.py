"""Our matcher in the contest: ours.py STATEMENT REGISTER PAIRS, with its explanations and refusals."""

import sys

import pandas as pd

from contest import PAIR, enter
from reconcile.matching import match
from reconcile.tables import REGISTER, STATEMENT


def ours(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Pairs, and with `register_entry` null the queries of ties."""
    matching = match(statement, register)
    tied = matching.unmatched.query("reason == 'tie' and statement_row.notna()")
    return pd.concat([matching.matches[PAIR], tied[PAIR]], ignore_index=True)


if __name__ == "__main__":
    enter(ours, sys.argv[1:4], read=(STATEMENT.read, REGISTER.read))
