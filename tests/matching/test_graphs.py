"""Pieces and circles of a graph against an oracle: who reaches whom, squared until nothing is new."""

import numpy as np
import numpy.typing as npt
import pytest

from reconcile.matching.graphs import circles, joined_pieces

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def reach(size: int, starts: Ints, ends: Ints) -> Flags:
    found = np.eye(size, dtype=bool)
    found[starts, ends] = True
    while not np.array_equal(further := found @ found, found):
        found = further
    return found


def graphs(seed: int) -> tuple[int, Ints, Ints]:
    """Sparse and dense ones, with loops and arcs drawn twice."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 14))
    arcs = rng.integers(0, size, (2, int(rng.integers(0, 3 * size))))
    return size, arcs[0], arcs[1]


@pytest.mark.parametrize("first", range(0, 600, 200))
def test_whoever_is_joined_has_one_number_and_nobody_else(first: int) -> None:
    for seed in range(first, first + 200):
        size, ones, others = graphs(seed)
        together = reach(size, np.append(ones, others), np.append(others, ones))
        number = joined_pieces(size, ones, others)
        assert np.array_equal(together, number[:, None] == number[None, :]), seed
        assert list(dict.fromkeys(number.tolist())) == list(range(len(set(number.tolist())))), seed


@pytest.mark.parametrize("first", range(0, 600, 200))
def test_who_reach_one_another_have_one_number_and_nobody_else(first: int) -> None:
    for seed in range(first, first + 200):
        size, starts, ends = graphs(seed)
        to = reach(size, starts, ends)
        number = circles(size, starts, ends)
        assert np.array_equal(to & to.T, number[:, None] == number[None, :]), seed


def test_a_path_of_a_hundred_thousand_and_the_circle_that_closes_it() -> None:
    """Neither a stack of calls nor a round for each step."""
    size = 100_000
    path = np.arange(size - 1)
    assert not joined_pieces(size, path, path + 1).any()
    shuffled = np.random.default_rng(1).permutation(size)
    assert not joined_pieces(size, shuffled[path], shuffled[path + 1]).any()
    assert len(set(circles(size, path, path + 1).tolist())) == size
    assert len(set(circles(size, np.append(path, size - 1), np.append(path + 1, 0)).tolist())) == 1
