"""Characters of symbol fonts and of automatic numbers, as the text that means the same."""

TICKED, CROSSED, EMPTY, FULL, TICK = "☑☒☐■✓"
BOXES = frozenset((TICKED, CROSSED, EMPTY, FULL, TICK, "□"))

_FONTS = {
    "wingdings": {
        **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), EMPTY),
        **dict.fromkeys((0x78, 0xFD), CROSSED),
        **{0x6E: FULL, 0xFC: TICK, 0xFE: TICKED},
    },
    "wingdings 2": {
        **dict.fromkeys((0x51, 0x53, 0x54), CROSSED),
        0x50: TICK,
        0x52: TICKED,
        0xA2: FULL,
        0xA3: EMPTY,
    },
    "webdings": {0x61: TICK, 0x63: EMPTY, 0x67: FULL},
}
_ANY_FONT = {
    0xF000 | code: box
    for font in ("wingdings 2", "wingdings")
    for code, box in _FONTS[font].items()
    if code != 0x50
}
"""Where the font is not known; 0x50 is a flag in the one and a tick in the other."""

_CHINESE = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


def checkbox(is_ticked: bool) -> str:
    """A box that the program keeps as a state, not as a character."""
    return TICKED if is_ticked else EMPTY


def in_font(text: str, font: str | None) -> str:
    """Text as seen in that font; what is no box in a symbol font stays as it is."""
    if font is None or font.lower() not in _FONTS:
        return text.translate(_ANY_FONT)
    boxes = _FONTS[font.lower()]
    return text.translate(boxes | {0xF000 | code: box for code, box in boxes.items()})


def figure(number: int, kind: str) -> str:
    """An automatic number in the figures of a list, which OOXML names and ODF shows (一, 甲, a)."""
    if kind in {
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "chineseCounting",
        "chineseCountingThousand",
    }:
        return _chinese(number)
    match kind.partition(",")[0]:
        case "ideographTraditional" | "甲":
            return _STEMS[number - 1] if 0 < number <= len(_STEMS) else str(number)
        case "一":
            return _chinese(number)
        case "lowerLetter" | "a":
            return chr(0x60 + number) if 0 < number <= 26 else str(number)
        case "upperLetter" | "A":
            return chr(0x40 + number) if 0 < number <= 26 else str(number)
    return str(number)


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (
        (_CHINESE[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (_CHINESE[ones] if ones else "")
    )
