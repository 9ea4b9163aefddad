"""What can be done with a frame whatever table it is: put in order, its groups numbered, held in less room."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

_LARGE = 50_000
_BY_PYTHON, _BY_ARROW = pd.StringDtype("python"), pd.StringDtype("pyarrow")
_LAST = np.iinfo(np.int64).max


def in_order(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The rows of a conforming frame by these columns, what is missing last, equal ones as they stand."""
    order = np.lexsort([_ranks(frame[name]) for name in reversed([*columns])])
    stands = bool((np.diff(order) > 0).all())
    return (frame if stands else frame.take(order)).reset_index(drop=True)


def _ranks(column: "pd.Series[Any]") -> npt.NDArray[np.int64]:
    if isinstance(column.dtype, pd.StringDtype):
        codes, texts = pd.factorize(column)
        ranks = np.append(np.argsort(np.argsort(texts.to_numpy(object))), _LAST)
        return np.asarray(ranks[codes], dtype=np.int64)
    if column.dtype.kind == "M":
        return np.where(column.isna(), _LAST, column.to_numpy().astype(np.int64))
    return column.to_numpy(np.int64, na_value=_LAST)


def numbered(*keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The group of each row: those equal in all keys, counted from 0 in the order of their first rows."""
    number = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        least = int(key.min(initial=0))
        span = int(key.max(initial=0)) - least + 1
        number = pd.factorize(number * span + (key - least))[0].astype(np.int64)
    return number


def text_of(rows: int) -> "pd.StringDtype[Any]":
    """How the texts of a frame of so many rows are held: by Python, of very many by Arrow, which then costs less."""
    return _BY_PYTHON if rows < _LARGE else _BY_ARROW
