"""Numbers as a regulation writes them."""

_DIGITS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    """A number from 1 to 99: 五, 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else _DIGITS[tens] + "十" if tens else "") + (_DIGITS[ones] if ones else "")
