"""The door of a package: what it offers is loaded from its home when it is first asked for, and not before.

A package lists what it offers once, as imports under `if TYPE_CHECKING:` that say `name as name`; type checkers
believe them, and `open_door` reads the same lines.
"""

import ast
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

Door = Callable[[str], Any]
"""The `__getattr__` of a module (PEP 562)."""


def open_door(package: str, file: str) -> tuple[list[str], Door]:
    """`__all__` and `__getattr__` of the package whose `__init__.py` is `file`."""
    homes = {
        alias.name: node.module
        for under in ast.parse(Path(file).read_text(encoding="utf-8")).body
        if isinstance(under, ast.If)
        for node in under.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }

    def door(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module '{package}' has no attribute '{name}'")
        return getattr(import_module(homes[name]), name)

    return sorted(homes), door
