"""Make every golden document anew: `python -m documents.make [NAME …] [--out DIR]`, seen from the folder `tests`.

Needs LibreOffice, Chromium, Ghostscript, poppler and the fonts Noto CJK and AR PL UMing; see README.md.
"""

import argparse
import sys
from itertools import chain
from pathlib import Path

from documents.make import (
    as_kept,
    lossy,
    refused_bytes,
    refused_content,
    register_form,
    register_list,
    register_word,
    statement_drawn,
    statement_printed,
    statement_text,
    statement_workbook,
)
from documents.make.case import Case


def all_cases() -> list[Case]:
    """Every document, each under a name of its own."""
    statements, registers = (
        (statement_printed, statement_drawn, statement_workbook, statement_text),
        (register_form, register_list, register_word),
    )
    rooms = (*statements, *registers, as_kept, lossy, refused_bytes, refused_content)
    found = list(chain.from_iterable(room.cases() for room in rooms))
    assert len({case.name for case in found}) == len(found)
    return found


def main() -> None:
    """Write the folders that are named, or all of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help="parts of names; all cases if none is given")
    options.add_argument("--out", type=Path, default=Path(__file__).parents[1], help="default: tests/documents")
    given = options.parse_args()
    for case in all_cases():
        if not given.names or any(name in case.name for name in given.names):
            case.make(given.out)
            sys.stdout.write(f"{case.name}\n")


if __name__ == "__main__":
    main()
