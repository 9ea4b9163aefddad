"""The columns of a table without ruling lines: the gutters that stay white on all its lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reconcile.carriers.pdf.text_lines import TextLine, chunks
from reconcile.carriers.pdf.tolerances import TOLERANCES

Cells = list[TextLine]
Spans = list[tuple[float, float]]


@dataclass(frozen=True)
class PageColumns:
    """Where columns stand, from left to right.

    `run` is the white, in heights of a character, that parts two runs of text on a line.
    """

    spans: Spans
    run: float = TOLERANCES.run

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> "PageColumns":
        """Those of the lines: by the usual white, else by less, where that cuts more lines.

        By the least only where nothing else finds a table: it may lie between words too.
        """
        found = cls._of(lines, TOLERANCES.run, TOLERANCES.gutter)
        for white in (TOLERANCES.closer, TOLERANCES.closest):
            if white == TOLERANCES.closest and len(found.spans) >= TOLERANCES.fewest_columns:
                return found
            close = cls._of(lines, white, white)
            several = close._cut(lines) >= max(FEWEST_LINES, found._cut(lines))
            finer = (len(close.spans), close._cut(lines)) > (len(found.spans), found._cut(lines))
            found = close if several and finer else found
        return found

    @classmethod
    def _of(cls, lines: Sequence[TextLine], run: float, gutter: float) -> "PageColumns":
        """The spans of x with ink on any line of so many runs as a table has, joined over less."""
        core = [line for line in lines if len(chunks(line, run)) >= TOLERANCES.fewest_columns]
        heights = sorted(glyph.bottom - glyph.top for line in core for glyph in line)
        ink = ((glyph.left, glyph.right) for line in core for glyph in line)
        return cls(joined(ink, gutter * heights[len(heights) // 2]) if core else [], run)

    def _cut(self, lines: Sequence[TextLine]) -> int:
        """How many lines the columns part into as many cells as a table has."""
        told = (self.cells(line) for line in lines) if self.spans else ()
        return sum(sum(map(bool, cells)) >= TOLERANCES.fewest_columns for cells in told if cells)

    def runs(self, line: TextLine) -> int:
        """How many runs of text stand on the line."""
        return len(chunks(line, self.run))

    def widened(self, lines: Sequence[TextLine]) -> "PageColumns":
        """And those of lines of few runs, such as the second row of a heading."""
        spans = self.spans
        for line in lines:
            runs = [(run[0].left, run[-1].right) for run in chunks(line, self.run)]
            if all(
                sum(span[0] < right and left < span[1] for span in spans) <= 1
                for left, right in runs
            ):
                spans = joined([*spans, *runs], 0)
        return replace(self, spans=spans)

    def cells(self, line: TextLine) -> Cells | None:
        """The line cut into the columns.

        None where a run of text lies across a gutter, as a title does.
        """
        cells: Cells = [[] for _ in self.spans]
        for chunk in chunks(line, self.run):
            homes = {self._home(glyph.middle[0]) for glyph in chunk}
            if len(homes) > 1:
                return None
            cells[homes.pop()] += chunk
        return cells

    def _home(self, x: float) -> int:
        spans = self.spans
        return min(range(len(spans)), key=lambda n: max(spans[n][0] - x, x - spans[n][1], 0))


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
