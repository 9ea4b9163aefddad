"""What an office writes in its own words may name a person: masked, where names are, are those the month knows."""

import re
from collections.abc import Callable

import pandas as pd

from reconcile.outcome import Outcome
from reconcile.reports.evidence import bare_name
from reconcile.text.identifiers import mask_text
from reconcile.text.names import mask_name

Hide = Callable[[str], str]


def hiding(outcome: Outcome) -> Hide:
    """Masks identifiers, and the names of users and persons asked about; changes nothing where nothing is masked."""
    if not outcome.settings.report.mask:
        return str
    names = sorted(_names(outcome), key=lambda name: (-len(name), name))
    known = re.compile("|".join(map(re.escape, names)) or r"(?!)")
    return lambda text: known.sub(lambda found: mask_name(found[0]), mask_text(text))


def _names(outcome: Outcome) -> set[str]:
    tables = [outcome.statement, outcome.register, *([] if outcome.lists.roster is None else [outcome.lists.roster])]
    users = pd.concat([table["user_name"] for table in tables]).dropna()
    asked = pd.concat(
        [table.loc[table["subject_id"].isna(), "condition"] for table in (outcome.statement, outcome.register)]
    ).dropna()
    return {name for name in (*users, *map(bare_name, asked)) if len(name) > 1}
