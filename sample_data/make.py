"""Make the sample month: `python sample_data/make.py [--out DIR] [--seed N]`. The same seed gives the same bytes."""

import argparse
from pathlib import Path
from random import Random

from maker.cases import add_cases
from maker.checks import check
from maker.expected_files import write_expected
from maker.honest import honest_month
from maker.list_files import write_aliases, write_cases, write_closed_days, write_faxes
from maker.month import Month
from maker.planting import ADDED_QUERIES, plant
from maker.register_files import write_register_form, write_register_list
from maker.roster_file import write_roster
from maker.statement_files import write_statement_pdf, write_statement_workbook

QUERIES = 412
SEED = 11510


def make_month(seed: int) -> Month:
    """The month with its discrepancies, proven to hold no others."""
    rng = Random(seed)
    month = honest_month(rng, QUERIES - ADDED_QUERIES)
    add_cases(month, Random(seed + 1))
    plant(month, rng)
    assert len(month.queries) == QUERIES
    check(month)
    return month


def main() -> None:
    """Write every file of the sample into one folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=Path(__file__).parent, help="default: beside this script")
    options.add_argument("--seed", type=int, default=SEED, help=f"default: {SEED}")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    month = make_month(given.seed)
    write_statement_pdf(month, given.out / "statement.pdf")
    write_statement_workbook(month, given.out / "statement.xlsx")
    write_register_form(month, given.out / "register_form.xlsx")
    write_register_list(month, given.out / "register_list.xlsx")
    write_roster(month, given.out / "roster.xlsx")
    write_cases(month, given.out / "cases.xlsx")
    write_faxes(month, given.out / "fax.xlsx")
    write_aliases(month, given.out / "aliases.csv")
    write_closed_days(given.out / "closed_days.csv")
    write_expected(month, given.out)
    print(f"{len(month.queries)} queries, {len(month.entries)} entries, {len(month.findings)} findings: {given.out}")


if __name__ == "__main__":
    main()
