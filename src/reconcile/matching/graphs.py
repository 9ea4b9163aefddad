"""Which vertices of a graph hang together: joined at all, or each reachable from each."""

from itertools import count

import numpy as np

from reconcile.facts.sessions import Flags, Ints

_ROUNDS = 32


def joined_pieces(size: int, ones: Ints, others: Ints) -> Ints:
    """For each of `size` vertices the number of its piece; edge i joins `ones[i]` and `others[i]`.

    Pieces are numbered by their first vertex. Roots that an edge joins become one, the lesser, until
    none does.
    """
    root = np.arange(size, dtype=np.int64)
    while len(ones):
        low, high = np.minimum(ones, others), np.maximum(ones, others)
        differ = low != high
        low, high = low[differ], high[differ]
        np.minimum.at(root, high, low)
        while not np.array_equal(above := root[root], root):
            root = above
        ones, others = root[low], root[high]
    numbers = np.cumsum(root == np.arange(size)) - 1
    return np.asarray(numbers[root], dtype=np.int64)


def circles(size: int, starts: Ints, ends: Ints) -> Ints:
    """For each of `size` vertices a number that it shares with those that it reaches and that reach it.

    Arc i goes from `starts[i]` to `ends[i]`. Whom no arc enters or none leaves lies on no circle; what
    is left is searched.
    """
    for _ in range(_ROUNDS):
        inner = _is_among(size, starts) & _is_among(size, ends)
        kept = inner[starts] & inner[ends]
        if kept.all():
            break
        starts, ends = starts[kept], ends[kept]
    found = np.arange(size, dtype=np.int64)
    vertices, at = np.unique(np.concatenate([starts, ends]), return_inverse=True)
    starts, ends = at[: len(starts)], at[len(starts) :]
    first = np.concatenate([[0], np.cumsum(np.bincount(starts, minlength=len(vertices)))])
    targets = ends[np.argsort(starts, kind="stable")]
    homes = np.array(_searched(first.tolist(), targets.tolist()), dtype=np.int64)
    found[vertices] = vertices[homes]
    return found


def _is_among(size: int, vertices: Ints) -> Flags:
    among = np.zeros(size, dtype=bool)
    among[vertices] = True
    return among


def _searched(first: list[int], targets: list[int]) -> list[int]:
    """For each vertex one that stands for its circle (Gabow 2000: one search, a stack of vertices, one of bounds).

    The arcs of vertex v go to `targets[first[v] : first[v + 1]]`.
    """
    number, home = [-1] * (len(first) - 1), [-1] * (len(first) - 1)
    untried, numbers = first[:-1], count()
    path, bounds = list[int](), list[int]()
    for root in range(len(home)):
        calls = [] if home[root] >= 0 else [root]
        while calls:
            vertex = calls[-1]
            if number[vertex] < 0:
                number[vertex] = next(numbers)
                path.append(vertex)
                bounds.append(vertex)
            if untried[vertex] < first[vertex + 1]:
                other = targets[untried[vertex]]
                untried[vertex] += 1
                if number[other] < 0:
                    calls.append(other)
                elif home[other] < 0:
                    while number[bounds[-1]] > number[other]:
                        bounds.pop()
                continue
            calls.pop()
            if bounds[-1] == vertex:
                bounds.pop()
                while home[vertex] < 0:
                    home[path.pop()] = vertex
    return home
