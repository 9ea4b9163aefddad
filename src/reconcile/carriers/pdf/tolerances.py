"""How far apart things may stand on a page and still be one: every such figure, with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tolerances:
    """Lengths are in points, unless they are shares of the height or width of a character."""

    thin: float = 3.0
    """A filled shape at most this thick is a ruling line: printers draw rulings as rectangles."""
    dark: int = 230
    """A ground whose darkest colour is below this shows white text."""
    almost_white: int = 250
    """A colour whose darkest part is above this is not seen on paper."""
    dash: float = 3.5
    """A ruling no longer than this is a dot or a dash of one."""
    pale: int = 150
    """A colour on white paper whose darkest part is above this may be a watermark's."""
    straight: float = 0.5
    """A segment that leaves an axis by less is upright or level: producers round."""
    snap: float = 3.0
    """Rulings closer than this are one: the borders of neighbouring cells are drawn twice."""
    touch: float = 0.5
    """Characters of one run are not further apart than this."""
    on_ruling: float = 0.1
    """A run that goes on past a ruling closer than this starts a cell of its own."""
    padding: float = 1.0
    """White between a ruling and text that does not touch it."""
    flush: float = 6.0
    """Text that begins or ends this near to a ruling is set against it."""
    centred: float = 1.0
    """The middles of a cell and of text centred in it are not further apart than this."""
    ascent: float = 0.88
    """The share of a character's size above the baseline; font boxes are too often wrong."""
    slant: float = 0.1
    """Writing that rises more than this for each point along an edge is a watermark, no slip of
    a scanner."""
    space: float = 0.2
    """A gap of this many heights is seen as a space."""
    tracked: float = 0.12
    """Letters further apart than this throughout a page are spaced letters, not words."""
    even: float = 0.1
    """Heights of a character by which the white between the letters of one text may differ."""
    run: float = 0.6
    """A gap of this many heights parts two runs of text: wider than between words."""
    stacked: float = 0.4
    """A character that starts within this share of the narrower one's width stands on it: boxes
    are wider than advances."""
    cut_depth: float = 0.25
    """A ruling within the character's height less this share above and below runs through it."""
    fewest_columns: int = 4
    """A table without ruling lines has no fewer: two or three runs of text are a title or a
    footer."""
    gutter: float = 0.5
    """Heights of a character; a space inside a cell is narrower than the white between columns."""
    closer: float = 0.4
    """Heights of a character; where no space is written, white this wide parts columns that
    stand close, as a browser sets them by default."""
    closest: float = 0.3
    """And this wide, where no wider white parts a table at all."""
    same_gap: float = 0.5
    """White that differs by less is the same."""
    same_row: float = 0.15
    """Shares of the height of a row; what stands off its middle by less stands in it."""
    close: float = 0.75
    """Heights of a character; narrower white may part two lines of one cell."""
    level: float = 1 / 3
    """Heights of a character by which the edges of the cells of one row may differ."""
    heading_pitch: float = 2.5
    """Heights of a character; lines of one heading follow each other closer than this."""
    bleed: float = 0.2
    """Heights of a character; so far may its ink stand out of its box."""
    turned: float = 0.02
    """Radians off an edge of the page from which writing counts as slanted in a picture."""


TOLERANCES = Tolerances()
