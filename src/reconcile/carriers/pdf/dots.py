"""Rulings that are drawn as rows of dots or dashes."""

from collections import defaultdict
from collections.abc import Sequence

from reconcile.carriers.pdf.shapes import Ruling
from reconcile.carriers.pdf.tolerances import TOLERANCES


def joined(lines: Sequence[Ruling]) -> list[Ruling]:
    """Each row of dots or dashes as one ruling, all other rulings as they are.

    A dot is neither level nor upright: it belongs to whatever row it stands in. One that stands in
    none is no ruling.
    """
    dots = [line for line in lines if line.stop - line.start <= TOLERANCES.dash]
    if not dots:
        return list(lines)
    whole = [line for line in lines if line.stop - line.start > TOLERANCES.dash]
    middles = [_middle(dot) for dot in dots]
    level = _rows([(y, x) for x, y in middles], horizontal=True)
    return [*whole, *level, *_rows(middles, horizontal=False)]


def _middle(line: Ruling) -> tuple[float, float]:
    along = (line.start + line.stop) / 2
    return (along, line.at) if line.horizontal else (line.at, along)


def _rows(places: Sequence[tuple[float, float]], *, horizontal: bool) -> list[Ruling]:
    """The rows among places, each as its distance from the axis and how far along it lies."""
    tracks: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for at, along in places:
        tracks[round(at)].append((along, at))
    found = []
    for track in tracks.values():
        track.sort()
        start = before = track[0][0]
        for along, at in [*track[1:], (float("inf"), track[-1][1])]:
            if along - before > TOLERANCES.dash + TOLERANCES.snap:
                if before - start > 2 * TOLERANCES.dash:
                    found.append(Ruling(horizontal, at, start, before))
                start = along
            before = along
    return found
