"""Renew the pages that the program itself makes: `python docs/make.py [--out DIR]`.

With --check nothing is written: stale pages are named, and the exit code is 1.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from reconcile.regulation import Regulation
from reconcile.rules import regulation_page, rules_page
from reconcile.settings import Settings

PAGES: Mapping[str, Callable[[Regulation], str]] = {"rules.md": rules_page, "regulation.md": regulation_page}
"""Every generated page with what makes it."""


def main() -> None:
    """Write the pages that are not as they should be, or name them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=Path(__file__).parent, help="default: here")
    options.add_argument("--check", action="store_true", help="name stale pages, write nothing")
    given = options.parse_args()
    stale = False
    for name, make in PAGES.items():
        page, text = given.out / name, make(Settings().regulation).encode()
        if page.is_file() and page.read_bytes() == text:
            continue
        stale = True
        if given.check:
            print(f"stale: {name}; renew it with `make docs`")
        else:
            page.write_bytes(text)
            print(f"renewed: {name}")
    sys.exit(1 if stale and given.check else 0)


if __name__ == "__main__":
    main()
