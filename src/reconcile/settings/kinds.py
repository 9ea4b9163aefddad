"""What may stand as a value in office.toml; each kind of value says what is wrong with another."""

import re
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from reconcile import toml_files
from reconcile.catalogue import Catalogue
from reconcile.errors import UsageError
from reconcile.text.dates import Month


class OfficeFile(NamedTuple):
    """What validators are told of the file: which codes there are, None where nobody knows, and where it lies."""

    catalogue: Catalogue | None
    home: Path


def _known(code: str, info: ValidationInfo) -> str:
    """The code, where the reader of the settings says which codes there are."""
    if isinstance(info.context, OfficeFile) and info.context.catalogue:
        try:
            return info.context.catalogue.known(code)
        except UsageError as error:
            raise ValueError(str(error)) from None
    return code


def _month(text: str) -> str:
    try:
        return str(Month.parse(text))
    except ValueError:
        raise ValueError("應為月份，例如 2026-10 或 115-10") from None


def _one_line(text: str) -> str:
    if text != text.strip() or not text.isprintable():
        raise ValueError("不可含換行、控制字元或前後空白")
    return text


def _path(text: str) -> str:
    """A backslash before t, n, b, f or r is a tab or the end of a line to TOML, and the path another."""
    if not text.isprintable():
        raise ValueError(f"含有換行等控制字元；{toml_files.BACKSLASHES}")
    return text


def _clock(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError('應為時刻，例如 "08:00"')
    return text


def _masked(value: object) -> object:
    """What version 0.2 wrote, in the words of today."""
    mode = {True: "all", False: "none"}[value] if isinstance(value, bool) else value
    if mode not in ("subjects", "all", "none"):
        raise ValueError('應為 "subjects"、"all" 或 "none"')
    return mode


Code = Annotated[str, AfterValidator(_known)]
"""The code of a rule."""
Line = Annotated[str, AfterValidator(_one_line)]
"""A name, written in one line."""
WhichMonth = Annotated[str, AfterValidator(_month)]
"""A month, as 2026-10."""
Place = Annotated[str, AfterValidator(_path)]
"""The path of a file or folder; a relative one is seen from the folder of office.toml."""
Clock = Annotated[str, AfterValidator(_clock)]
"""A time of day, as 08:00."""
Mask = Annotated[Literal["subjects", "all", "none"], BeforeValidator(_masked)]
"""Who is masked."""


class Section(BaseModel):
    """A part of a file of settings: a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
