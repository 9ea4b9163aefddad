"""Characters of symbol fonts and of automatic numbers, as the text that means the same."""

TICKED, CROSSED, EMPTY, FULL, TICK = "☑☒☐■✓"
BOXES = frozenset((TICKED, CROSSED, EMPTY, FULL, TICK, "□"))

CROSS, DOT, HAND, THUMB, ROOT = "✗●☞👍√"

_FONTS = {
    "wingdings": {
        **dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), EMPTY),
        **dict.fromkeys((0x78, 0xFD), CROSSED),
        **{0x6E: FULL, 0xFC: TICK, 0xFE: TICKED, 0xFB: CROSS, 0x6C: DOT, 0x43: THUMB},
        **dict.fromkeys((0x45, 0x46), HAND),
    },
    "wingdings 2": {
        **dict.fromkeys((0x51, 0x53, 0x54), CROSSED),
        **dict.fromkeys((0x4F, 0xCD, 0xCE, 0xCF, 0xD0), CROSS),
        **{0x50: TICK, 0x52: TICKED, 0x97: DOT, 0xA2: FULL, 0xA3: EMPTY},
    },
    "webdings": {0x61: TICK, 0x63: EMPTY, 0x67: FULL, 0x72: CROSS, 0x6E: DOT},
    "marlett": {0x61: TICK, 0x62: TICK, 0x72: CROSS, 0x67: FULL, 0x68: DOT, 0x69: DOT},
    "symbol": {0xD6: ROOT, 0xB4: "×", 0xB7: DOT, 0xA8: "♦", 0xF0: EMPTY},
}
_CERTAIN = {
    "wingdings": frozenset((0x6F, 0x70, 0x71, 0x72, 0xA8, 0x78, 0xFD, 0x6E, 0xFC, 0xFE)),
    "wingdings 2": frozenset((0x51, 0x53, 0x54, 0x52, 0xA2, 0xA3)),
}
"""What most probably is meant where the font is not known: 0x50 is a flag in the one and a tick in
the other."""
_ANY_FONT = {
    0xF000 | code: _FONTS[font][code]
    for font, codes in reversed(_CERTAIN.items())
    for code in codes
}

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
