"""What was dropped into the inbox under a name that says nothing: each file is opened once, and no more."""

from pathlib import Path

from reconcile.errors import FileRefused
from reconcile.history import Worklist
from reconcile.inbox import Contents
from reconcile.reading import hints_at_answers, recognised
from reconcile.settings import Settings


class Glances:
    """Whom the inbox asks for the contents of a file; `worklists` are the answers that were found."""

    def __init__(self, settings: Settings) -> None:
        """Under the settings by which the files will be read."""
        self._settings = settings
        self._seen: dict[Path, Contents] = {}
        self._hinted: dict[Path, bool] = {}
        self.worklists: dict[Path, Worklist] = {}

    def __call__(self, path: Path) -> Contents:
        """What is in a file; what cannot be read has a fault."""
        if path not in self._seen:
            self._seen[path] = self._look(path)
        return self._seen[path]

    def may_be_answers(self, path: Path) -> bool:
        """Whether it is a workbook with a sheet of ours, told by the names of its sheets."""
        if path not in self._hinted:
            self._hinted[path] = hints_at_answers(path)
        return self._hinted[path]

    def _look(self, path: Path) -> Contents:
        try:
            found = recognised(path, self._settings)
        except FileRefused as error:
            return Contents(fault=error.reason)
        if found is None:
            return Contents()
        if isinstance(found, Worklist):
            self.worklists[path] = found
            return Contents(answers=True)
        return Contents(found.role, found.months)
