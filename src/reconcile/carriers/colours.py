"""Whether a colour can be told from the ground it stands on."""

NEAR = 24
"""Colours whose red, green and blue each differ by less cannot be told apart on a screen."""
WHITE = (255, 255, 255)
BLACK = (0, 0, 0)

Colour = tuple[int, int, int]
"""Red, green and blue, each 0 to 255."""

_NAMES = {
    "white": WHITE,
    "black": BLACK,
    "transparent": None,
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
}


def colour(text: str | None) -> Colour | None:
    """The colour that six or eight hexadecimal digits, a shorthand of CSS or a name tell.

    None where the text tells none, as auto does. Of eight digits the first two are the alpha.
    """
    text = (text or "").strip().lower().lstrip("#")
    if text in _NAMES:
        return _NAMES[text]
    if len(text) == 3:
        text = "".join(2 * digit for digit in text)
    digits = text[2:] if len(text) == 8 else text
    if len(digits) != 6 or any(digit not in "0123456789abcdef" for digit in digits):
        return None
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def alike(ink: Colour | None, ground: Colour | None) -> bool:
    """Text in that colour is not seen on that ground; black ink and a white ground where None."""
    pairs = zip(ink or (0, 0, 0), ground or WHITE, strict=True)
    return all(abs(one - other) < NEAR for one, other in pairs)
