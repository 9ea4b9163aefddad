"""The house law (DESIGN §1): imports go one way, rooms do not know one another, modules stay small."""

import ast
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from reconcile.documents import ROLES

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "reconcile"
# carriers lie below reading as text does: they say what a file holds, reading says what it means
ROOMS = {"reading", "matching", "rules", "causes", "review", "reports", "forms", "archive", "home"}
GROUND = {"text", "settings"}
FACTS = {"facts"}
FLOOR = {
    "access",
    "clock",
    "disk",
    "doors",
    "errors",
    "version",
    "regulation",
    "catalogue",
    "packed",
    "documents",
    "toml_files",
    "frames",
}
WALLS = {"by_hand", "outcome", "deposits", "history", "holdings", "lives", "lists", "standing", "tables"}
BELOW_ROOMS = WALLS | FACTS | GROUND | FLOOR
MAY_IMPORT = {
    "__init__": {"pipeline", *ROOMS, *BELOW_ROOMS},
    "__main__": {"cli"},
    "cli": {"county", "pipeline", "inbox", *BELOW_ROOMS},
    "county": {"pipeline", "inbox", "publishing", *BELOW_ROOMS},
    "jobs": {"cli", "pipeline", "home", "inbox", *BELOW_ROOMS},
    "pipeline": {"inbox", "publishing", "carriers", *ROOMS, *BELOW_ROOMS},
    "publishing": BELOW_ROOMS,
    "inbox": GROUND | FLOOR,
    **dict.fromkeys(ROOMS, BELOW_ROOMS),
    "reading": {"carriers", *BELOW_ROOMS},
    "carriers": {"text", *FLOOR},
    "history": {"deposits", "outcome", "lists", "tables", *GROUND, *FLOOR},
    "deposits": {"lists", "tables", *GROUND, *FLOOR},
    "holdings": {"deposits", "history", *GROUND, *FLOOR},
    "standing": {"history", *GROUND, *FLOOR},
    "lives": {"deposits", "history", "outcome", "tables", *GROUND, *FLOOR},
    "outcome": {"by_hand", "lists", "tables", *GROUND, *FLOOR},
    "by_hand": {"tables", *GROUND, *FLOOR},
    "facts": {"lists", "tables", *GROUND, *FLOOR},
    "lists": {"tables"},
    "tables": GROUND | FLOOR,
    "text": FLOOR,
    "settings": {"text", *FLOOR},
    "catalogue": {"errors", "regulation"},
    "regulation": {"errors", "packed"},
    "packed": {"errors"},
    "documents": set[str](),
    "toml_files": {"errors"},
    "errors": set[str](),
    "access": {"errors"},
    "clock": set[str](),
    "disk": {"errors"},
    "frames": set[str](),
    "version": set[str](),
    "doors": set[str](),
}
ANSWERED_IN_FACTS = {
    "mask_name": "how a name is shown",
    "mask_identifier": "how an identifier is shown",
    "mask_text": "how free text is shown",
    "masks_agree": "whether two identifiers may be one person's",
    "masked_name_agrees": "whether two names may be one person's",
    "holidays": "whether it is a working day",
    "LONGEST_NIGHT": "whether it was within a session",
}
"""Functions of `text` that answer a question of the field: `facts` asks them, and everybody else asks `facts`."""
SPELLED_ONCE = {
    **{role.title: "documents.py" for role in ROLES.values()},
    "專員": "text/names.py",
    "文字方塊或圖案": "reading/besides.py",
}
"""Words that stand in one module: the titles of roles; one word each of the posts and of the things that are no text.

Where a module spells one of them, it keeps the whole list a second time. A docstring tells, and keeps nothing.
"""
REFUSED_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "base"}


def modules(house: Path) -> list[Path]:
    found = sorted(house.rglob("*.py"))
    assert found, "a law over no modules holds nothing"
    return found


@cache
def nodes(text: str) -> tuple[ast.AST, ...]:
    """Everything that a module says, told once for each text: a planted house differs in one module."""
    return tuple(ast.walk(ast.parse(text)))


def place(module: Path, house: Path) -> str:
    """The room or the module at the top of the house that a file belongs to."""
    return module.relative_to(house).parts[0].removesuffix(".py")


def imported(module: Path, house: Path) -> Iterator[str]:
    """The places of `reconcile` that a file imports, wherever in it the import stands, relative ones included."""
    package = ["reconcile", *module.relative_to(house).parts[:-1]] if module.is_relative_to(house) else []
    for node in nodes(module.read_text(encoding="utf-8")):
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


def planted(folder: Path, file: str, line: str, *beside: str) -> Path:
    """A house of a few modules as they are, in which a line stands behind one that may be new."""
    house = folder / "reconcile"
    for name in (file, *beside):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        if (HOUSE / name).exists():
            shutil.copy(HOUSE / name, house / name)
    with (house / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    return house


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
        ("causes/trial.py", "from reconcile.matching import match", "causes/trial.py imports matching"),
        ("causes/habits.py", "from reconcile.rules import judge", "causes/habits.py imports rules"),
        ("facts/persons.py", "from reconcile.matching import match", "facts/persons.py imports matching"),
        ("facts/persons.py", "from reconcile.outcome import Matching", "facts/persons.py imports outcome"),
        ("text/names.py", "from reconcile.facts import users", "text/names.py imports facts"),
        ("rules/coverage.py", "from reconcile.inbox import find_inputs", "rules/coverage.py imports inbox"),
    ],
)
def test_a_planted_import_breaks_the_law(tmp_path: Path, file: str, line: str, violation: str) -> None:
    house = planted(tmp_path, file, line)
    assert violation in broken_imports(house)


def test_no_module_exceeds_300_lines() -> None:
    lines = {module: len(module.read_text(encoding="utf-8").splitlines()) for module in modules(HOUSE)}
    assert {module.relative_to(HOUSE).as_posix(): count for module, count in lines.items() if count > 300} == {}


def namesakes(house: Path) -> dict[str, list[str]]:
    """The classes of one name in several modules; what is private to a module concerns it alone."""
    homes = defaultdict[str, list[str]](list)
    for module in modules(house):
        for node in nodes(module.read_text(encoding="utf-8")):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(module.relative_to(house).as_posix())
    return {name: places for name, places in homes.items() if len(places) > 1}


def test_a_name_is_borne_by_one_class() -> None:
    assert namesakes(HOUSE) == {}


def test_a_planted_namesake_breaks_the_law(tmp_path: Path) -> None:
    house = planted(tmp_path, "forms/fax_form.py", "\nclass Places:\n    pass", "facts/places.py")
    assert namesakes(house)["Places"] == ["facts/places.py", "forms/fax_form.py"]


def test_no_module_or_room_bears_a_refused_name() -> None:
    parts = {part for module in modules(HOUSE) for part in module.relative_to(HOUSE).with_suffix("").parts}
    assert parts & REFUSED_NAMES == set()


def second_answers(house: Path) -> list[str]:
    """Where another room than `facts` answers one of its questions for itself."""
    return [
        f"{module.relative_to(house).as_posix()} answers {ANSWERED_IN_FACTS[name]}"
        for module in modules(house)
        if place(module, house) not in {"facts", "text"}
        for name in sorted(names_used(module) & ANSWERED_IN_FACTS.keys())
    ]


def names_used(module: Path) -> set[str]:
    """Every name that a file imports or uses, also behind a dot or under another name."""
    used = set[str]()
    for node in nodes(module.read_text(encoding="utf-8")):
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            used |= {alias.name for alias in node.names}
    return used


def test_no_room_answers_a_question_of_the_field_for_itself() -> None:
    assert second_answers(HOUSE) == []


def who_prints(house: Path) -> list[str]:
    """Every module that prints: names of files come from anywhere, and one place takes the commands out of them."""
    return [
        module.relative_to(house).as_posix()
        for module in modules(house)
        if {"echo", "secho", "print"} & names_used(module)
    ]


def test_one_place_prints() -> None:
    assert who_prints(HOUSE) == ["cli/saying.py"]


def test_a_second_place_that_prints_is_told(tmp_path: Path) -> None:
    house = planted(tmp_path, "cli/status.py", "from click import echo", "cli/saying.py")
    assert who_prints(house) == ["cli/saying.py", "cli/status.py"]


def test_facts_answer_what_the_law_reserves_for_them() -> None:
    used = set[str]().union(*(names_used(module) for module in modules(HOUSE / "facts")))
    assert ANSWERED_IN_FACTS.keys() <= used


@pytest.mark.parametrize(
    ("file", "line", "violation"),
    [
        (
            "rules/fax.py",
            "from reconcile.text.names import mask_name",
            "rules/fax.py answers how a name is shown",
        ),
        (
            "reports/view.py",
            "from reconcile.text.identifiers import mask_text as hide",
            "reports/view.py answers how free text is shown",
        ),
        (
            "review/late.py",
            "from reconcile.text.names import masked_name_agrees",
            "review/late.py answers whether two names may be one person's",
        ),
        (
            "reports/comparison.py",
            "from reconcile.text.identifiers import masks_agree as alike",
            "reports/comparison.py answers whether two identifiers may be one person's",
        ),
        ("rules/deadline.py", "import holidays", "rules/deadline.py answers whether it is a working day"),
        (
            "matching/evidence.py",
            "from reconcile.facts.sessions import LONGEST_NIGHT",
            "matching/evidence.py answers whether it was within a session",
        ),
        (
            "forms/fax.py",
            "from reconcile.text import identifiers\nshown = identifiers.mask_identifier('A123456789')",
            "forms/fax.py answers how an identifier is shown",
        ),
    ],
)
def test_a_planted_second_answer_breaks_the_law(tmp_path: Path, file: str, line: str, violation: str) -> None:
    house = planted(tmp_path, file, line)
    assert second_answers(house) == [violation]


def spelled_again(house: Path) -> list[str]:
    """Where a module spells what another one is there to say."""
    return [
        f"{module.relative_to(house).as_posix()} spells {words}"
        for module in modules(house)
        for text in sorted(strings(module))
        for words, home in SPELLED_ONCE.items()
        if words in text and module.relative_to(house).as_posix() != home
    ]


def strings(module: Path) -> set[str]:
    """The texts of a file, also those inside f-strings; docstrings are none."""
    all_nodes = nodes(module.read_text(encoding="utf-8"))
    told = {id(node.value) for node in all_nodes if isinstance(node, ast.Expr)}
    return {
        node.value
        for node in all_nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    }


def test_what_one_module_says_no_other_spells_again() -> None:
    assert spelled_again(HOUSE) == []


def test_what_is_spelled_once_stands_in_its_home() -> None:
    assert {
        words: home for words, home in SPELLED_ONCE.items() if not any(words in text for text in strings(HOUSE / home))
    } == {}


@pytest.mark.parametrize(
    ("file", "line", "violation"),
    [
        ("rules/fax.py", 'PLACE = f"疑義查詢表登記簿 {1} 第 2 筆"', "rules/fax.py spells 疑義查詢表登記簿"),
        ("rules/entry.py", 'WHY = "人在帳號清冊不是單位主管"', "rules/entry.py spells 帳號清冊"),
        ("text/signatures.py", 'POSTS = "秘書|專員|課員"', "text/signatures.py spells 專員"),
        (
            "reading/overlaid.py",
            'SEEN = {"box": "文字方塊或圖案"}',
            "reading/overlaid.py spells 文字方塊或圖案",
        ),
    ],
)
def test_a_planted_second_spelling_breaks_the_law(tmp_path: Path, file: str, line: str, violation: str) -> None:
    house = planted(tmp_path, file, line)
    assert spelled_again(house) == [violation]


OF_A_DEPOSIT = re.compile(r"(data/)?(tables|inputs|worklist|papers|reports)/|(data/)?record\.json|items\.parquet")
"""Names of what a deposit keeps; templates of the reports lie in a folder of that name."""


def folders_known(house: Path) -> list[str]:
    """Where another place than the archive and its deposits names a folder or file of a deposit."""
    return [
        f"{module.relative_to(house).as_posix()} knows {node.value}"
        for module in modules(house)
        if place(module, house) not in {"archive", "deposits"}
        for node in nodes(module.read_text(encoding="utf-8"))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if OF_A_DEPOSIT.match(node.value) and not node.value.startswith("reports/templates")
    ]


def test_a_deposit_is_asked_for_what_it_keeps_and_nobody_else_knows_its_folders() -> None:
    assert folders_known(HOUSE) == []


def test_a_planted_path_into_a_deposit_breaks_the_law(tmp_path: Path) -> None:
    house = planted(tmp_path, "forms/improvement.py", '\nNAME = f"inputs/{FILE}"')
    assert folders_known(house) == ["forms/improvement.py knows inputs/"]
