"""Characters in lines, lines in runs, runs as text."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.tolerances import TOLERANCES

TextLine = list[Glyph]


def text_lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """Characters in lines from top to bottom, each from left to right.

    One line where boxes overlap by half.
    """
    lines: list[TextLine] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.top + glyph.bottom):
        last = lines[-1][-1] if lines else None
        if last and glyph.top + glyph.bottom - last.top - last.bottom < last.bottom - last.top:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda glyph: glyph.left) for line in lines]


def touch(before: Glyph, glyph: Glyph) -> bool:
    """The one goes on where the other ends, on one line."""
    level = before.origin[1] == glyph.origin[1]
    return level and abs(glyph.left - before.right) < TOLERANCES.touch


def run_at_end(glyphs: list[Glyph]) -> list[Glyph]:
    """The last characters that touch one another, taken out; of at least one character."""
    at = len(glyphs) - 1
    while at and touch(glyphs[at - 1], glyphs[at]):
        at -= 1
    run, glyphs[at:] = glyphs[at:], []
    return run


def chunks(line: TextLine, run: float = TOLERANCES.run) -> list[TextLine]:
    """The runs of a line, parted where the gap is wider than between words.

    In a `run` narrower than usual a space that is written goes on with it.
    """
    usual = run == TOLERANCES.run
    runs: list[TextLine] = []
    blanks: TextLine = []
    for glyph in line:
        if glyph.text.isspace():
            blanks.append(glyph)
        elif runs and (
            glyph.left - runs[-1][-1].right <= run * (glyph.bottom - glyph.top)
            or (blanks and not usual)
        ):
            runs[-1] += [*blanks, glyph]
            blanks = []
        else:
            runs.append([glyph])
            blanks = []
    return runs


def torn(line: TextLine, run: float = TOLERANCES.run) -> bool:
    """White as wide as between two runs, with no space written as inside one cell."""
    return any(
        after.left - before.right > run * (after.bottom - after.top)
        for before, after in pairwise(line)
        if not before.text.isspace() and not after.text.isspace()
    )


def overprinted(line: TextLine) -> bool:
    """Two characters that are seen start at all but the same place, or one is cut off.

    Letters of one ligature start at the very same.
    """
    before: Glyph | None = None
    for glyph in line:
        if glyph.hidden or glyph.text.isspace():
            continue
        if glyph.cut:
            return True
        if before:
            narrower = min(before.right - before.left, glyph.right - glyph.left)
            start = glyph.left - before.left < TOLERANCES.stacked * narrower
            if start and before.origin != glyph.origin:
                return True
        before = glyph
    return False


def without_doubles(line: TextLine) -> TextLine:
    """The line without what is drawn twice at all but one place, as for want of a bold font."""
    single: TextLine = []
    for glyph in line:
        again = (
            one.text == glyph.text
            and glyph.left - one.left < TOLERANCES.stacked * (glyph.right - glyph.left)
            and abs(glyph.top - one.top) < TOLERANCES.even * (glyph.bottom - glyph.top)
            for one in single[-DOUBLED:]
        )
        if glyph.hidden or not any(again):
            single.append(glyph)
    return single


DOUBLED = 2
"""So many characters before it may one be that is drawn again: those of narrow letters overlap."""


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """The characters of one cell as text; wrapped lines are kept apart by line breaks."""
    return written(text_lines(glyphs))


def tracking(glyphs: Sequence[Glyph]) -> float:
    """How far apart the characters of words stand on the page, in their heights; 0 as is usual.

    Told by what follows another on its line: a text in spaced letters has hardly any that touch.
    """
    gaps = sorted(
        (after.left - before.right) / (after.bottom - after.top)
        for before, after in pairwise(glyphs[: 2 * SAMPLED])
        if before.origin[1] == after.origin[1]
        and before.text.isalnum()
        and after.text.isalnum()
        and after.bottom - after.top > 0
    )
    usual = gaps[len(gaps) // 2] if len(gaps) > SAMPLED / 4 else 0
    return usual if usual > TOLERANCES.tracked else 0


SAMPLED = 200
"""So many pairs of characters tell how they are spaced."""


def written(lines: Iterable[TextLine], tracked: float = 0) -> str:
    """Lines as text, those that hold anything; `tracked` as `tracking` tells it."""
    return "\n".join(text for line in lines if (text := _spaced(line, tracked)))


def _spaced(line: TextLine, tracked: float) -> str:
    """Characters from left to right, a space where a gap between letters is seen as one."""
    parts: list[str] = []
    wide = max(TOLERANCES.space + tracked, _distributed(line))
    for before, glyph in zip([None, *line], line, strict=False):
        apart = before and glyph.left - before.right > wide * (glyph.bottom - glyph.top)
        if before and apart and before.text.isalnum() and glyph.text.isalnum():
            parts.append(" ")
        parts.append(glyph.text)
    return "".join(parts).strip()


def _distributed(line: TextLine) -> float:
    """How far apart its Chinese characters stand where one text is spread over its cell; else 0.

    All alike, and with no space written: a name set over the width of its column.
    """
    if any(glyph.text.isspace() for glyph in line):
        return 0
    gaps = [
        (after.left - before.right) / (after.bottom - after.top)
        for before, after in pairwise(line)
        if before.text >= HAN and after.text >= HAN and after.bottom > after.top
    ]
    alike = gaps and max(gaps) - min(gaps) < TOLERANCES.even and min(gaps) > TOLERANCES.space
    return max(gaps) + TOLERANCES.even if alike else 0


def is_spread(cell: TextLine) -> bool:
    """A few Chinese characters and nothing else, equally far apart: a name, a word in two."""
    letters = [glyph for glyph in cell if not glyph.text.isspace()]
    chinese = all(glyph.text >= HAN and glyph.text.isalpha() for glyph in letters)
    return chinese and len(letters) <= LONGEST_SPREAD and _distributed(letters) > 0


HAN = "\u2e80"
"""Where the characters of Chinese begin."""
LONGEST_SPREAD = 5
"""Names and headings of more characters fill their column without white."""
