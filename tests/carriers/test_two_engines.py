"""Two engines read one page: they round places differently, and mean the same character."""

import pytest

from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.witness import settled, unseen


def shown(text: str, x: float, y: float) -> Glyph:
    """A character with its origin there."""
    return Glyph(text, x, 100, x + 5, 110, (x, y))


@pytest.mark.parametrize("across", [145, 146])
@pytest.mark.parametrize("up", [1210, 1211])
def test_what_stands_between_two_half_points_is_seen_by_both(across: int, up: int) -> None:
    glyph = shown("h", 72.75, 605.25)
    assert unseen([glyph], {(across, up): "h"}) == 0
    assert settled(glyph._replace(text="\ufffd"), {(across, up): "h"}).text == "h"
    assert settled(glyph, {(across, up): "k"}).doubtful


def test_what_only_one_of_them_shows_a_point_aside_is_not_seen() -> None:
    assert unseen([shown("h", 72.75, 605.25)], {(148, 1210): "h"}) == 1
