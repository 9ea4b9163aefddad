"""The house law (DESIGN §1): imports go one way, rooms do not know one another, modules stay small."""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "reconcile"
# carriers lie below reading as text does: they say what a file holds, reading says what it means
ROOMS = {"reading", "matching", "rules", "review", "reports", "forms", "archive"}
GROUND = {"text", "settings"}
FLOOR = {"errors", "version", "regulation"}
WALLS = {"outcome", "history", "lives", "lists", "tables"}
BELOW_ROOMS = WALLS | GROUND | FLOOR
MAY_IMPORT = {
    "__init__": {"pipeline", *ROOMS, *BELOW_ROOMS},
    "__main__": {"cli"},
    "cli": {"pipeline", "inbox", *BELOW_ROOMS},
    "jobs": {"cli", "pipeline", "inbox", *BELOW_ROOMS},
    "pipeline": {"inbox", "publishing", *ROOMS, *BELOW_ROOMS},
    "publishing": BELOW_ROOMS,
    "inbox": GROUND | FLOOR,
    **dict.fromkeys(ROOMS, BELOW_ROOMS),
    "reading": {"carriers", *BELOW_ROOMS},
    "carriers": {"text", *FLOOR},
    "history": {"outcome", "lists", "tables", *GROUND, *FLOOR},
    "lives": {"history", "outcome", "tables", *GROUND, *FLOOR},
    "outcome": {"lists", "tables", *GROUND, *FLOOR},
    "lists": {"tables"},
    "tables": GROUND | FLOOR,
    "text": FLOOR,
    "settings": {"text", *FLOOR},
    "regulation": {"errors"},
    "errors": set[str](),
    "version": set[str](),
}
REFUSED_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "base"}


def modules(house: Path) -> list[Path]:
    found = sorted(house.rglob("*.py"))
    assert found, "a law over no modules holds nothing"
    return found


def place(module: Path, house: Path) -> str:
    """The room or the module at the top of the house that a file belongs to."""
    return module.relative_to(house).parts[0].removesuffix(".py")


def imported(module: Path, house: Path) -> Iterator[str]:
    """The places of `reconcile` that a file imports, wherever in it the import stands, relative ones included."""
    package = ["reconcile", *module.relative_to(house).parts[:-1]] if module.is_relative_to(house) else []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            stem = package[: len(package) + 1 - node.level] if node.level else []
            stem = [*stem, node.module] if node.module else stem
            names = [".".join([*stem, alias.name]) for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "reconcile":
                yield parts[1] if len(parts) > 1 else "__init__"


def broken_imports(house: Path) -> list[str]:
    return [
        f"{module.relative_to(house).as_posix()} imports {target}"
        for module in modules(house)
        for target in imported(module, house)
        if target != place(module, house) and target not in MAY_IMPORT.get(place(module, house), set())
    ]


def test_imports_go_one_way_and_rooms_never_import_one_another() -> None:
    assert broken_imports(HOUSE) == []


def test_every_place_in_the_house_is_one_that_the_law_names() -> None:
    assert {place(module, HOUSE) for module in modules(HOUSE)} <= MAY_IMPORT.keys()


def test_jobs_enter_by_the_front_door() -> None:
    jobs = modules(ROOT / "jobs")
    assert {target for job in jobs for target in imported(job, HOUSE)} <= MAY_IMPORT["jobs"]


@pytest.mark.parametrize(
    ("file", "line", "violation"),
    [
        ("matching/candidates.py", "from reconcile.rules import catalogue", "matching/candidates.py imports rules"),
        ("reports/html.py", "import reconcile.reading.statement as s", "reports/html.py imports reading"),
        ("rules/purpose.py", "from .. import matching", "rules/purpose.py imports matching"),
        ("text/names.py", "from ..tables import STATEMENT", "text/names.py imports tables"),
        ("errors.py", "def late():\n    from reconcile import settings", "errors.py imports settings"),
        ("reading/pdf.py", "from reconcile.pipeline import run_month", "reading/pdf.py imports pipeline"),
        ("rules/coverage.py", "from reconcile.inbox import find_inputs", "rules/coverage.py imports inbox"),
    ],
)
def test_a_planted_import_breaks_the_law(tmp_path: Path, file: str, line: str, violation: str) -> None:
    house = tmp_path / "reconcile"
    shutil.copytree(HOUSE, house, ignore=shutil.ignore_patterns("__pycache__"))
    (house / file).parent.mkdir(exist_ok=True)
    with (house / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    assert violation in broken_imports(house)


def test_no_module_exceeds_300_lines() -> None:
    lines = {module: len(module.read_text(encoding="utf-8").splitlines()) for module in modules(HOUSE)}
    assert {module.relative_to(HOUSE).as_posix(): count for module, count in lines.items() if count > 300} == {}


def test_no_module_or_room_bears_a_refused_name() -> None:
    parts = {part for module in modules(HOUSE) for part in module.relative_to(HOUSE).with_suffix("").parts}
    assert parts & REFUSED_NAMES == set()
