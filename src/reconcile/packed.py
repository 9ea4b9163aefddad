"""Files that travel with the program: templates, measures, the sample month, the job, the pages.

`jobs`, `sample_data` and `docs` stand at the top of a checkout; a wheel holds them in the package.
"""

from pathlib import Path

from reconcile.errors import InternalFault

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parents[1]
_AT_THE_TOP = ("docs/", "jobs/", "sample_data/")


class InstalledInPart(InternalFault):
    """A file that belongs to the program is not where it was installed."""

    def __init__(self, name: str) -> None:
        """`name` is as `packed` was asked for it."""
        super().__init__(f"程式安裝不完整，缺少「{name}」，未寫入任何結果；請重新安裝本程式後重跑。")


def packed(name: str) -> Path:
    """Where a file of the program lies; `name` is its path from the package ("forms/measures.toml").

    One below `docs`, `jobs` or `sample_data` is found at the top of a checkout too. Raises
    InstalledInPart where it is missing.
    """
    places = [_PACKAGE / name, *([_CHECKOUT / name] if name.startswith(_AT_THE_TOP) else [])]
    for place in places:
        if place.is_file():
            return place
    raise InstalledInPart(name)


def packed_text(name: str) -> str:
    """What a text file of the program holds; raises InstalledInPart where it is missing."""
    return packed(name).read_text(encoding="utf-8")
