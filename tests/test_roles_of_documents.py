"""The registry of roles: what every room says of a role is what stands there, and no room knows one more."""

import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest
from click import Option

from reconcile import documents, lists, reading, tables
from reconcile.cli.reconciling import run
from reconcile.documents import ROLES, Role
from reconcile.inbox import find_inputs
from reconcile.pipeline import run_month
from reconcile.reading.readers import READERS
from reconcile.text.dates import Month

EACH = pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.name)
HOUSE = Path(documents.__file__).parent


def test_reading_has_a_reader_for_each_role_and_for_nothing_else() -> None:
    assert READERS.keys() == ROLES.keys()
    assert {name: reader.table.name for name, reader in READERS.items()} == {name: name for name in ROLES}


def test_each_role_has_the_table_of_its_name() -> None:
    of_the_contract = {table.name: table for table in (tables.STATEMENT, tables.REGISTER)}
    assert (of_the_contract | lists.LISTS).keys() == ROLES.keys()


def test_a_run_takes_the_lists_of_a_month() -> None:
    found = {"used", "seen", "by_hand"}  # what the archive and a filled 逐筆核對表 know
    given = [field.name for field in fields(lists.Lists) if field.name not in found]
    assert given == [role.name for role in documents.LISTS]


def test_the_api_takes_the_files_of_each_role_of_a_month() -> None:
    parameters = list(inspect.signature(run_month).parameters)
    of_files = parameters[1 : parameters.index("settings")]
    assert of_files == [role.argument for role in documents.OF_MONTH]


def test_the_command_takes_the_files_of_each_role_of_a_month() -> None:
    options = {max(option.opts, key=len): option for option in run.params if isinstance(option, Option)}
    for role in documents.OF_MONTH:
        assert options[role.option].multiple
        assert options[role.option].help == f"{role.title}（可重複）"


@EACH
def test_the_api_reads_each_role(role: Role) -> None:
    assert callable(getattr(reading, f"read_{role.name}"))


@EACH
def test_a_file_named_as_the_example_is_taken_for_its_role(tmp_path: Path, role: Role) -> None:
    said = [other.name for other in ROLES.values() if other.words.search(role.example)]
    assert said == [role.name]


def test_the_examples_of_all_roles_together_make_a_month(tmp_path: Path) -> None:
    for role in documents.OF_MONTH:
        (tmp_path / role.example.format("115年10月")).write_text(role.name, encoding="utf-8")
    found = find_inputs(tmp_path, Month(2026, 10), settle_seconds=0)
    assert found.passed_over == ()
    assert {name: len(paths) for name, paths in found.files.items()} == {role.name: 1 for role in documents.OF_MONTH}


@EACH
def test_a_role_is_titled_in_the_registry_and_nowhere_else(role: Role) -> None:
    """A title alone in quotation marks is a second registry; a sentence may hold the word."""
    alone = re.compile(f'"{role.title}"')
    found = [path.name for path in HOUSE.rglob("*.py") if alone.search(path.read_text(encoding="utf-8"))]
    assert found == ["documents.py"]
