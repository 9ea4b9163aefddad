"""Where the characters of a page stand in an image of it, as pdfium itself says: no geometry of the reader's."""

import ctypes
import io
import unicodedata
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from reconcile.text.folding import fold_radicals

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels, the last two outside."""
FRAME = (200, 30, 30)
SHADE = (200, 200, 200)
"""What covers a person."""


@dataclass(frozen=True)
class Page:
    """A page drawn by the test, and each of its characters with its box there."""

    image: Image.Image
    characters: tuple[tuple[str, Box], ...]

    @classmethod
    def of(cls, document: pypdfium2.PdfDocument, number: int) -> "Page":
        """The page counted from 1, at the size of the pictures."""
        page = document[number - 1]
        scale = min(120 / 72, 1600 / page.get_width())
        image = page.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False).to_pil().convert("L")
        text = page.get_textpage()
        found = []
        for n in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(n)
            one, other = _device(page, image, left, bottom), _device(page, image, right, top)
            box = (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
            found.append((chr(pdfium.FPDFText_GetUnicode(text.raw, n)), box))
        text.close()
        return cls(image, tuple((character, box) for character, box in found if not character.isspace()))

    def within(self, box: Box) -> list[tuple[str, Box]]:
        """The characters whose middle lies in a part of the image."""
        return [
            (character, at)
            for character, at in self.characters
            if box[0] <= (at[0] + at[2]) / 2 < box[2] and box[1] <= (at[1] + at[3]) / 2 < box[3]
        ]


def _device(page: pypdfium2.PdfPage, image: Image.Image, x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, *image.size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value, down.value


def text_of(characters: list[tuple[str, Box]]) -> str:
    """Written on, without white space, radicals as the characters they stand for."""
    return fold("".join(character for character, _ in characters))


def fold(text: str) -> str:
    """As `text_of` folds, a character for a character."""
    folded = (unicodedata.normalize("NFKC", fold_radicals(character)) for character in text)
    return "".join(one if len(one) == 1 else plain for one, plain in zip(folded, text, strict=True) if one.strip())


@dataclass(frozen=True)
class Picture:
    """A picture as it is seen."""

    content: bytes

    @cached_property
    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.content)).convert("RGB")

    @cached_property
    def shades(self) -> Image.Image:
        return self.image.convert("L")

    @cached_property
    def framed(self) -> Box:
        """What lies within the frame."""
        width, height = self.image.size
        red = [n for n, colour in enumerate(self.image.get_flattened_data()) if colour == FRAME]
        assert red, "a picture without a frame"
        across, down = [n % width for n in red], [n // width for n in red]
        assert max(down) < height
        return min(across) + 2, min(down) + 2, max(across) - 1, max(down) - 1

    def place_on(self, page: Page) -> tuple[int, int]:
        """By how much the framed part lies further right and down on the page than in the picture."""
        left, top, right, bottom = self.framed
        levels = [round(shade * 14 / 255) * 255 // 14 for shade in range(256)]
        inner = self.shades.crop((left, top, right, bottom)).tobytes()
        whole, width = page.image.point(levels).tobytes(), right - left
        wanted = [inner[n : n + width] for n in range(0, len(inner), width)]
        tell = max(range(len(wanted)), key=lambda n: len(set(wanted[n])))
        places, at = [], whole.find(wanted[tell])
        while at >= 0:
            first = at - tell * page.image.width
            if all(whole.startswith(line, first + n * page.image.width) for n, line in enumerate(wanted)):
                places.append(first)
            at = whole.find(wanted[tell], at + 1)
        assert len(places) == 1, (places, self.framed)
        return places[0] % page.image.width - left, places[0] // page.image.width - top
