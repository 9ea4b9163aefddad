"""Watermarks that lie level with the lines of a page: pale words printed again and again, or large."""

from collections import Counter
from collections.abc import Sequence

from reconcile.carriers.pdf.glyphs import Glyph

Run = tuple[Glyph, ...]


def without_watermarks(glyphs: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """The same characters, those of a watermark marked as slanted.

    Pale words are a watermark where the same words stand across darker ones somewhere on the page,
    and are printed there several times or in larger letters.
    """
    runs = _pale_runs(glyphs)
    dark = [glyph for glyph in glyphs if not glyph.pale and not glyph.hidden] if runs else []
    if not dark:
        return tuple(glyphs)
    times = Counter(map(_said, runs))
    height = sorted(glyph.bottom - glyph.top for glyph in dark)[len(dark) // 2]
    told = {
        _said(run)
        for run in runs
        if (times[_said(run)] >= SEVERAL or run[0].bottom - run[0].top > LARGE * height)
        and _stands_across(run, dark)
    }
    marks = {glyph for run in runs if _said(run) in told for glyph in run}
    return tuple(
        glyph._replace(slanted=True) if glyph.pale and glyph in marks else glyph for glyph in glyphs
    )


SEVERAL = 3
LARGE = 1.5
"""Heights of the darker characters."""


def _pale_runs(glyphs: Sequence[Glyph]) -> list[Run]:
    """Pale characters that follow one another on one line."""
    runs: list[list[Glyph]] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if glyph.pale and not glyph.hidden:
            height = glyph.bottom - glyph.top
            goes_on = (
                before is not None
                and before.pale
                and before.origin[1] == glyph.origin[1]
                and -height < glyph.left - before.right < height
            )
            if goes_on:
                runs[-1].append(glyph)
            else:
                runs.append([glyph])
        before = glyph
    return [tuple(run) for run in runs]


def _said(run: Run) -> str:
    return "".join(glyph.text for glyph in run)


def _stands_across(run: Run, dark: Sequence[Glyph]) -> bool:
    left, right = run[0].left, run[-1].right
    top, bottom = run[0].top, run[0].bottom
    return any(
        left < glyph.right and glyph.left < right and glyph.top < bottom and top < glyph.bottom
        for glyph in dark
    )
