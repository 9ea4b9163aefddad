"""What the program is made of: every library pinned by its hash, as installed, and free to be handed on."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = ["requirements-linux.txt", "requirements-windows.txt", "requirements-cluster.txt", "requirements-dev.txt"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WINDOWS_ONLY = {"colorama": "BSD-3-Clause", "tzdata": "Apache-2.0"}
"""Not installed where this test runs on Linux: their licence by their own metadata, read once by hand."""
NEVER_WITHOUT_SOURCE = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|Affero|(?<!Lesser )General Public", re.IGNORECASE)


def pinned(lock: str) -> Iterator[tuple[Requirement, int]]:
    """Each requirement of such a file with the number of its hashes."""
    joined = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in joined.splitlines():
        words, *hashes = line.split(" --hash=sha256:")
        assert all(re.fullmatch(r"[0-9a-f]{64}", one.strip()) for one in hashes), line
        yield Requirement(words.strip()), len(hashes)


def versions(lock: str) -> dict[str, Version]:
    return {canonicalize_name(one.name): version_of(one) for one, _ in pinned(lock)}


def version_of(requirement: Requirement) -> Version:
    (one,) = requirement.specifier
    assert one.operator == "==", requirement
    return Version(one.version)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_library_is_pinned_by_version_and_hash(lock: str) -> None:
    assert all(hashes for _, hashes in pinned(lock))
    assert len(versions(lock)) > 20


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_pinned_is_what_the_project_asks_for(lock: str) -> None:
    """A bound that is raised past a known hole must reach the pins: `make lock`."""
    found = versions(lock)
    asked = list(map(Requirement, PROJECT["dependencies"]))
    extra = lock.removeprefix("requirements-").removesuffix(".txt")
    asked += map(Requirement, PROJECT["optional-dependencies"].get(extra, ()))
    for one in asked:
        assert found[canonicalize_name(one.name)] in one.specifier, one


def test_all_lists_pin_the_same_versions() -> None:
    dev = versions("requirements-dev.txt")
    for lock in LOCKS[:3]:
        assert versions(lock).items() <= dev.items(), lock


def test_what_is_tested_is_what_is_pinned() -> None:
    """Where this fails the environment is an older one: `make setup`."""
    for one, _ in pinned("requirements-dev.txt"):
        if one.marker is None or one.marker.evaluate():
            assert Version(distribution(one.name).version) == version_of(one), one


def test_no_library_obliges_the_office_to_hand_on_source() -> None:
    for lock in LOCKS[:3]:
        for one, _ in pinned(lock):
            if one.name in WINDOWS_ONLY or (one.marker and not one.marker.evaluate()):
                continue
            told = licence(distribution(one.name))
            assert told, f"{one.name} tells no licence"
            assert not NEVER_WITHOUT_SOURCE.search(told), (one.name, told)


@pytest.mark.parametrize("told", ["GPL-3.0-only", "AGPL-3.0", "GNU Affero General Public License", "GPLv2"])
def test_such_a_licence_would_be_seen(told: str) -> None:
    assert NEVER_WITHOUT_SOURCE.search(told)
    assert not NEVER_WITHOUT_SOURCE.search("MIT; LGPL-2.1; GNU Lesser General Public License")


def licence(found: Distribution) -> str:
    """What a distribution says of its licence: an expression, classifiers, else the first line of its own words."""
    told = found.metadata.json
    classifiers = [one for one in told.get("classifier", ()) if one.startswith("License ::")]
    words = told.get("license_expression") or "; ".join(classifiers)
    return str(words or str(told.get("license", "")).partition("\n")[0])
