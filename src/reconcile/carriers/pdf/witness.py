"""The second engine.

Pdfplumber's (pdfminer) reading of the same characters, asked only what each one says. The two fail
differently (DOMAIN.md): a Chinese font that is named but not embedded is read right by pdfium and
as plausible wrong characters by pdfminer; other fonts come out of one of them as U+FFFD or private
use.
"""

import logging
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.soundness import Careful, is_cut
from reconcile.text.folding import fold_radicals

Testimony = dict[tuple[int, int], str | None]
"""What stands at a place, in half points from the bottom left corner of the page; None where the
engine can only guess, empty where the embedded font says of its shapes nothing at all."""

_UNSOUND = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]|\(cid:")

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its warnings quote the text of the page


class Hearing(NamedTuple):
    """What the second engine reads on a page; `broken` where what draws the page ends too early."""

    said: Testimony
    broken: bool = False


def testimonies(path: Path, password: str | None) -> Iterator[Hearing]:
    """What pdfminer reads, a page at a time; a page that it cannot read is empty.

    Where it cannot even tell the pages, the first is broken.
    """
    begun = False
    try:
        with pdfplumber.open(path, password=password) as document:
            for page in document.pages:
                device = _Listener(document.rsrcmgr)
                broken = any(map(is_cut, page.page_obj.contents))
                _as_pdfium_counts(page.page_obj)
                try:
                    Careful(document.rsrcmgr, device).process_page(page.page_obj)
                except (
                    Exception
                ):  # pdfminer raises whatever it trips over; pdfium then stands alone on this page
                    device.heard.clear()
                begun = True
                yield Hearing(device.heard, broken or device.torn)
                page.close()
    except PdfminerException:
        return
    except MalformedPDFException:
        if not begun:
            yield Hearing({}, broken=True)


def _as_pdfium_counts(page: PDFPage) -> None:
    """Origins without the page's rotation and corner, as pdfium gives them."""
    left, bottom, right, top = page.mediabox
    page.rotate, page.mediabox = 0, (0, 0, right - left, top - bottom)


def sound(text: str | None) -> bool:
    """The text can be what is printed: no replacement, no private use, no bare glyph number."""
    return bool(text) and not _UNSOUND.search(text or "")


def settled(glyph: Glyph, heard: Testimony) -> Glyph:
    """The glyph with the text that stands; doubtful where two sound texts disagree on it."""
    place = _place(*glyph.origin)
    other = heard.get(place) or next((heard[near] for near in _near(place) if near in heard), None)
    if other == glyph.text or not sound(other):
        return glyph
    if not sound(glyph.text):
        return glyph._replace(text=other or "")
    return glyph if _same(glyph.text, other or "") else glyph._replace(doubtful=True)


def mute(glyphs: Sequence[Glyph], heard: Testimony) -> bool:
    """Most of the page is in embedded fonts that map no shape to a character.

    And pdfium found none of Chinese. What pdfium shows is then the number of each shape, taken
    for a character.
    """
    silent = sum(text == "" for text in heard.values())
    return silent > len(heard) / 2 and not any(
        glyph.text >= "⺀" and sound(glyph.text) for glyph in glyphs
    )


def numbers_of_shapes(glyphs: Iterable[Glyph], heard: Testimony) -> int:
    """How many characters are of embedded fonts that do not say what their shapes mean.

    What pdfium shows there is the number of a shape taken for a character, beyond ASCII.
    """
    dumb = {place for place, text in heard.items() if text == ""}
    if len(dumb) < FEWEST_DUMB:
        return 0
    return sum(_place(*one.origin) in dumb and "\x80" <= one.text < "\u0250" for one in glyphs)


FEWEST_DUMB = 10
"""Fewer are marks of lists and the like."""


def unseen(glyphs: Iterable[Glyph], heard: Testimony) -> int:
    """How many letters and digits pdfminer hears where pdfium shows nothing, as beside the page."""
    if not heard:
        return 0
    seen = {_place(*glyph.origin) for glyph in glyphs}
    beside = [place for place in heard if place not in seen]
    lost = (heard[place] for place in beside if not any(near in seen for near in _near(place)))
    return sum(sound(text) and (text or "").isalnum() for text in lost)


def _same(one: str, other: str) -> bool:
    """Alike but for width, radicals and the kind of a mark.

    Of a ligature, told as its letters, each is one.
    """
    folded, also = (
        unicodedata.normalize("NFKC", fold_radicals(text)).strip() for text in (one, other)
    )
    marks = not any(character.isalnum() for character in folded + also)
    return marks or (bool(folded) and folded in also)


def _place(x: float, y: float) -> tuple[int, int]:
    """An origin in whole half points.

    Near enough for two engines, and closer than characters stand.
    """
    return round(2 * x), round(2 * y)


def _near(place: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The places around one, those aslant last: the engines round each of the two differently."""
    x, y = place
    return ((x + dx, y + dy) for dx, dy in _AROUND)


_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


class _Listener(PDFTextDevice):
    """Hears each character and its origin; draws nothing."""

    def __init__(self, resources: Any) -> None:
        super().__init__(resources)
        self.heard: Testimony = {}
        self._telling: dict[PDFFont, bool] = {}
        self.torn = False

    def render_char(
        self,
        matrix: tuple[float, float, float, float, float, float],
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        tells = self._telling.get(font)
        if tells is None:
            tells = self._telling[font] = _tells(font)
        try:
            text: str | None = font.to_unichr(cid) if tells else None
        except PDFUnicodeNotDefined:
            text = ""
        self.heard[_place(matrix[4], matrix[5])] = text
        return font.char_width(cid) * fontsize * scaling


def _tells(font: PDFFont) -> bool:
    """A font that is neither embedded nor mapped by the file is guessed at.

    The guess looks like text.
    """
    embedded = any(f"FontFile{n}" in font.descriptor for n in ("", "2", "3"))
    return (
        embedded or not isinstance(font, PDFCIDFont) or isinstance(font.unicode_map, FileUnicodeMap)
    )
