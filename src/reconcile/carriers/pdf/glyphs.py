"""A character on a page."""

from typing import NamedTuple


class Glyph(NamedTuple):
    """One character and its box; `bottom` lies below `top`.

    `origin` is in points from the bottom left corner. `doubtful`: the other engine reads another
    character here. `hidden`: a viewer does not show it. `slanted`: it stands on no line of the
    page, or is another watermark's. `pale`: its colour is that of a watermark. `cut`: part of it lies
    outside the path to which its text is clipped.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    origin: tuple[float, float]
    doubtful: bool = False
    hidden: bool = False
    slanted: bool = False
    pale: bool = False
    cut: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box, which decides the cell that the character belongs to."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2
