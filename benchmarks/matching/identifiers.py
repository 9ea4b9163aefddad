"""Identifiers of nobody in particular, and slips of the pen in them, as matrices of character codes (0: no more)."""

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]

LENGTH = 10
LETTERS = np.array([ord(letter) for letter in "ABCDEFGHJKLMNPQRSTUVXY"], dtype=np.uint32)
ZERO = ord("0")
CHANGED, DROPPED, ADDED, SWAPPED = range(4)
SHARES = (0.6, 0.12, 0.12, 0.16)


def identifiers(size: int, rng: np.random.Generator) -> Codes:
    """National identifiers (a letter, 1 or 2, eight digits), one a row, with room for one character more."""
    codes = np.zeros((size, LENGTH + 1), dtype=np.uint32)
    codes[:, 0] = rng.choice(LETTERS, size)
    codes[:, 1] = ZERO + rng.integers(1, 3, size)
    codes[:, 2:LENGTH] = ZERO + rng.integers(0, 10, (size, LENGTH - 2))
    return codes


def as_texts(codes: Codes) -> npt.NDArray[np.str_]:
    """Each row as a text."""
    return np.ascontiguousarray(codes).view(f"U{LENGTH + 1}").ravel()


def slipped(codes: Codes, slips: npt.NDArray[np.bool_], rng: np.random.Generator) -> Codes:
    """A copy in which the flagged rows have one character changed, dropped or added, or two neighbours swapped."""
    written = codes.copy()
    rows = np.flatnonzero(slips)
    kind = rng.choice(len(SHARES), len(rows), p=SHARES)
    at = rng.integers(1, LENGTH - 1, len(rows))
    same = written[rows, at] == written[rows, at + 1]
    kind[(kind == SWAPPED) & same] = CHANGED

    changed, place = rows[kind == CHANGED], at[kind == CHANGED]
    written[changed, place] = _another_digit(written[changed, place], rng)

    swapped, place = rows[kind == SWAPPED], at[kind == SWAPPED]
    written[swapped, place], written[swapped, place + 1] = codes[swapped, place + 1], codes[swapped, place]

    position = np.arange(LENGTH + 1)
    dropped, place = rows[kind == DROPPED], at[kind == DROPPED, None]
    source = np.minimum(position + (position >= place), LENGTH)
    written[dropped] = np.take_along_axis(codes[dropped], source, axis=1)

    added, place = rows[kind == ADDED], at[kind == ADDED, None]
    written[added] = np.take_along_axis(codes[added], position - (position > place), axis=1)
    return written


def _another_digit(digits: Codes, rng: np.random.Generator) -> Codes:
    """Another digit; now and then the letter that looks like a 0 or 1."""
    other = ZERO + (digits - ZERO + rng.integers(1, 10, len(digits)).astype(np.uint32)) % 10
    looks_alike = rng.random(len(digits)) < 0.3
    other = np.where(looks_alike & (digits == ZERO), ord("O"), other)
    return np.where(looks_alike & (digits == ZERO + 1), ord("I"), other).astype(np.uint32)
