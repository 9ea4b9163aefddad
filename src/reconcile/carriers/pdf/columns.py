"""The columns of a table without ruling lines: the gutters that stay white on all its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.text_lines import TextLine, chunks, is_spread
from reconcile.carriers.pdf.tolerances import TOLERANCES

Cells = list[TextLine]
Spans = list[tuple[float, float]]


@dataclass(frozen=True)
class PageColumns:
    """Where columns stand, from left to right.

    `run` is the white, in heights of a character, that parts two runs of text on a line. `heads`
    are the texts of lines without figures, from side to side, `body` the columns as the others are
    written in them.
    """

    spans: Spans
    run: float = TOLERANCES.run
    heads: tuple[tuple[float, float], ...] = ()
    body: tuple[tuple[float, float], ...] = ()

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> "PageColumns":
        """Those of the lines: by the usual white, else by less, where that cuts more lines.

        By the least only where nothing else finds a table whose headings stand apart: it may lie
        between words too.
        """
        found = cls._of(lines, TOLERANCES.run, TOLERANCES.gutter)
        told = found._told(lines)
        for white in (TOLERANCES.closer, TOLERANCES.closest):
            if white == TOLERANCES.closest and found._is_headed(lines):
                return found
            close = cls._of(lines, white, white)
            closer = close._told(lines)
            if closer > told and closer[-1] >= max(FEWEST_LINES, told[-1]):
                found, told = close, closer
        return found

    @classmethod
    def _of(cls, lines: Sequence[TextLine], run: float, gutter: float) -> "PageColumns":
        """The spans of x with ink on any line of so many runs as a table has, joined over less.

        Lines with figures come first; a heading that stands over several of their columns joins
        none.
        """
        core = [line for line in lines if len(chunks(line, run)) >= TOLERANCES.fewest_columns]
        if not core:
            return cls([], run)
        heights = sorted(glyph.bottom - glyph.top for line in core for glyph in line)
        least = gutter * heights[len(heights) // 2]
        rows = [line for line in core if has_figures(line)]
        worded = [line for line in core if not has_figures(line)]
        if len(rows) < FEWEST_LINES:
            rows, worded = core, []
        ink = ((glyph.left, glyph.right) for line in rows for glyph in line)
        several = (chunks(line, run) for line in lines if not has_figures(line))
        heads = [(one[0].left, one[-1].right) for runs in several if len(runs) > 1 for one in runs]
        spans = joined(ink, least)
        found = cls(spans, run, tuple(heads), tuple(spans))
        return found.widened(worded, least)

    def _is_headed(self, lines: Sequence[TextLine]) -> bool:
        """There are columns, and no line of several words across them that could be their header."""
        if len(self.spans) < TOLERANCES.fewest_columns:
            return False
        worded = [line for line in lines if self.runs(line) > 1 and not has_figures(line)]
        return not worded or any(self.cells(line) is not None for line in worded)

    def _told(self, lines: Sequence[TextLine]) -> tuple[int, int, int]:
        """How many columns there are, over how many a heading stands, how many lines they part."""
        if not self.spans:
            return 0, 0, 0
        worded = (self.cells(line, heading=True) for line in lines if not has_figures(line))
        headed = max((sum(map(bool, cells)) for cells in worded if cells), default=0)
        return len(self.spans), headed, self._cut(lines)

    def _cut(self, lines: Sequence[TextLine]) -> int:
        """How many lines the columns part into as many cells as a table has."""
        told = (self.cells(line) for line in lines)
        return sum(sum(map(bool, cells)) >= TOLERANCES.fewest_columns for cells in told if cells)

    def runs(self, line: TextLine) -> int:
        """How many runs of text stand on the line."""
        return len(chunks(line, self.run))

    def widened(self, lines: Sequence[TextLine], gutter: float = 0) -> "PageColumns":
        """And those of other lines, such as the rows of a heading, where they join no two of them.

        Headings that stand beside their columns, as centred ones do above what is written from the
        left, belong to those: all to the ones at their left or all to the ones at their right.
        """
        found = self
        for line in lines:
            runs = [(run[0].left, run[-1].right) for run in chunks(line, self.run)]
            beside = {} if has_figures(line) else found._beside(runs)
            for ink in runs:
                if ink in beside:
                    spans = list(found.spans)
                    left, right = spans[beside[ink]]
                    spans[beside[ink]] = min(left, ink[0]), max(right, ink[1])
                else:
                    spans = joined([*found.spans, ink], gutter)
                if len(spans) >= len(found.spans):
                    found = replace(found, spans=spans)
        return found

    def _beside(self, runs: Spans) -> dict[tuple[float, float], int]:
        """The column of each heading of a line that stands over none; none where it may be another."""
        free = [run for run in runs if not any(_overlap(run, one) for one in self.spans)]
        taken = {
            n for n, one in enumerate(self.spans) if any(_overlap(run, one) for run in self.heads)
        }
        left = [sum(span[1] < run[0] for span in self.spans) - 1 for run in free]
        fitting = [
            homes
            for homes in (left, [n + 1 for n in left])
            if len(set(homes)) == len(homes)
            and all(0 <= n < len(self.spans) and n not in taken for n in homes)
        ]
        return dict(zip(free, fitting[0], strict=True)) if len(fitting) == 1 else {}

    def cells(self, line: TextLine, *, heading: bool = False) -> Cells | None:
        """The line cut into the columns.

        None where a run of text lies across a gutter, as a title does; one of a `heading` stands in
        the first of its columns.
        """
        cells: Cells = [[] for _ in self.spans]
        for chunk in chunks(line, self.run):
            homes = {self._home(glyph.middle[0]) for glyph in chunk}
            if len(homes) > 1 and not heading:
                return None
            cells[min(homes)] += chunk
        if heading and 2 * sum(map(bool, cells)) <= len(cells) == len(self.body):
            cells = self._from_the_first(cells)
        blanks = [glyph for glyph in line if glyph.text.isspace()]
        return [_with_blanks(cell, blanks) if blanks else cell for cell in cells]

    def _from_the_first(self, cells: Cells) -> Cells:
        """A few headings, each in the first of its columns: one may stand over the second alone.

        It does where it is set neither against nor over the middle of that column, but between both.
        """
        moved = list(cells)
        for n in range(1, len(cells)):
            if not moved[n] or moved[n - 1]:
                continue
            height = moved[n][0].bottom - moved[n][0].top
            ink = moved[n][0].left, moved[n][-1].right
            alike = zip(_places(ink), _places(self.body[n]), strict=True)
            own = any(abs(one - other) < TOLERANCES.gutter * height for one, other in alike)
            first, second = (sum(span) / 2 for span in self.body[n - 1 : n + 1])
            if not own and first < sum(ink) / 2 < second:
                moved[n - 1], moved[n] = moved[n], []
        return moved

    def _home(self, x: float) -> int:
        spans = self.spans
        return min(range(len(spans)), key=lambda n: max(spans[n][0] - x, x - spans[n][1], 0))


def _with_blanks(cell: TextLine, blanks: Sequence[Glyph]) -> TextLine:
    """The cell with the space that is written inside a spread name; any other may part columns."""
    if len(cell) < 2 or not is_spread(cell):
        return cell
    inside = [
        glyph
        for glyph in blanks
        if glyph not in cell and cell[0].left < glyph.middle[0] < cell[-1].right
    ]
    return sorted([*cell, *inside], key=lambda glyph: glyph.left)


def _places(span: tuple[float, float]) -> tuple[float, float, float]:
    """Its left side, its middle and its right side."""
    return span[0], sum(span) / 2, span[1]


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def has_figures(line: TextLine) -> bool:
    """A digit stands on the line, as on every row of a table and on no line of its header."""
    return any(glyph.text.isdigit() for glyph in line)


FEWEST_LINES = 3
"""So many lines that leave the same white narrow are no chance."""


def joined(parts: Iterable[tuple[float, float]], gutter: float) -> Spans:
    """The parts from left to right as spans, joined over white narrower than a gutter."""
    spans: Spans = []
    for left, right in sorted(parts):
        if spans and left - spans[-1][1] < gutter:
            spans[-1] = (spans[-1][0], max(right, spans[-1][1]))
        else:
            spans.append((left, right))
    return spans
