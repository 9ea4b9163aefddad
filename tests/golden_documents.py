"""The folders of `tests/documents`: what each expects of its file, and the reading of it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from reconcile.outcome import Reading
from reconcile.reading import read_register, read_statement
from reconcile.settings import ReadingSettings, Settings
from reconcile.tables import REGISTER, STATEMENT, Table

DOCUMENTS = Path(__file__).parent / "documents"


@dataclass(frozen=True)
class Golden:
    """One folder. `problems` holds a phrase of each problem, `refusal` one of the refusal."""

    folder: Path
    file: str
    kind: str
    problems: list[str]
    refusal: str | None
    columns: dict[str, str]
    password: str | None

    @classmethod
    def of(cls, folder: Path) -> "Golden":
        """As expect.toml says."""
        told: dict[str, Any] = tomllib.loads((folder / "expect.toml").read_text(encoding="utf-8"))
        return cls(
            folder,
            told["file"],
            told["kind"],
            told.get("problems", []),
            told.get("refusal"),
            told.get("columns", {}),
            told.get("password"),
        )

    @property
    def table(self) -> Table:
        """The table of the contract that the file gives."""
        return STATEMENT if self.kind == "statement" else REGISTER

    @property
    def is_pdf(self) -> bool:
        """On a page lines end where columns do: white space at a wrap is nobody's."""
        return (self.folder / self.file).read_bytes()[:5] == b"%PDF-"

    def read(self) -> Reading:
        """The file as the program reads it, by the folder's own layout profile."""
        layouts = ReadingSettings.model_validate({self.kind: self.columns})
        reader = read_statement if self.kind == "statement" else read_register
        return reader(self.folder / self.file, Settings(reading=layouts))

    def rows(self) -> pd.DataFrame:
        """golden.csv as a table of the contract."""
        told = pd.read_csv(self.folder / "golden.csv", dtype="string", keep_default_na=False, na_values=[""])
        told = told.assign(**{self.table.columns[0]: self.file})
        if self.table is REGISTER:
            told["purposes"] = told["purposes"].fillna("")
            for flag in told.columns.intersection(["signed_off", "voided"]):
                told[flag] = told[flag] == "true"
        return self.table.conform(told)


def folders(root: Path) -> list[Path]:
    """Every folder below that expects something, by name."""
    return sorted(path.parent for path in root.glob("*/expect.toml"))


def without_wraps(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """The same rows without white space in their texts."""
    texts = [field.name for field in table.schema if str(field.type) == "string"]
    return frame.assign(**{text: frame[text].str.replace(r"\s", "", regex=True) for text in texts})
