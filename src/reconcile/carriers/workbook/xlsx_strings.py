"""Shared texts of an xlsx of which a part is struck out or cannot be seen."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from reconcile.carriers.colours import Colour
from reconcile.carriers.word.xml import attribute, child, local
from reconcile.carriers.workbook.facts import Stretches
from reconcile.carriers.workbook.xlsx_styles import CellStyles, is_concealed, is_struck

_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>.*?</(?:\w+:)?si>)", re.DOTALL)
_TELLS = re.compile(rb"<(?:\w+:)?(?:strike|color)\b")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class FontRun(NamedTuple):
    """A stretch of text in one font."""

    text: str
    font: Element | None


def rich_strings(content: bytes, styles: CellStyles) -> Mapping[int, list[FontRun]]:
    """By number, those of which some run is struck or may not be seen."""
    if not _TELLS.search(content):
        return {}
    return {
        number: runs
        for number, item in enumerate(_ITEM.finditer(content))
        if _TELLS.search(item[0]) and telling(runs := runs_of(item[0]), styles)
    }


def runs_of(item: bytes) -> list[FontRun]:
    """The runs of a text of several fonts, without phonetic readings."""
    parsed = fromstring(re.sub(rb"(</?)\w+:", rb"\1", re.sub(rb"\sxml:space", b" space", item)))
    return [
        FontRun(_unescaped(attribute_text(run)), child(run, "rPr"))
        for run in parsed.iter()
        if local(run) == "r"
    ]


def attribute_text(run: Element) -> str:
    """The text of a run."""
    text = child(run, "t")
    return (text.text or "") if text is not None else ""


def telling(runs: list[FontRun], styles: CellStyles) -> bool:
    """Some run is struck, or may be of the colour of its ground."""
    return any(
        is_struck(run.font)
        or is_concealed(run.font, None, styles.theme)
        or attribute(child(run.font, "color"), "rgb") is not None
        for run in runs
    )


def stretches(runs: list[FontRun], ground: Colour | None, styles: CellStyles) -> Stretches | None:
    """What is seen, struck and not seen on that ground; None where all is seen and stands."""
    seen = lined = unseen = ""
    for run in runs:
        if is_concealed(run.font, ground, styles.theme):
            unseen += run.text
        elif is_struck(run.font):
            lined += run.text
        else:
            seen += run.text
    return Stretches(seen, lined, unseen) if lined or unseen else None


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
