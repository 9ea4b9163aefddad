"""Characters that look alike but are not the same: radicals, widths, variants, invisible ones."""

import math
import re
import unicodedata
from functools import lru_cache

_SUPPLEMENT = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵⺚旡日月歺母民氵氺灬爫爫丬牛犭"
    "王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅"
    "長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""The characters of U+2E81–2EF3 in order, by Unicode's EquivalentUnifiedIdeograph (U+2E9A is unassigned)."""

_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | dict(
    enumerate(_SUPPLEMENT, start=0x2E81)
)

_RADICAL = re.compile("[\u2e80-\u2fdf]")

_VARIANT_GROUPS = (
    "臺台 啓啟 峰峯 裡裏 群羣 教敎 衛衞 為爲 真眞 溫温 黃黄 吳吴呉 戶户戸 青靑 清淸 錄録 綠緑 祿禄 郎郞 鄉鄕 "
    "即卽 既旣 冊册 別别 兌兑 悅悦 說説 稅税 銳鋭 脫脱 閱閲 強强 床牀 污汚 秘祕 線綫 鎮鎭 慎愼 顏顔 彥彦 "
    "產産 高髙 涼凉 況况 決决 沖冲 淨净 靜静 寶寳 屏屛 恆恒 晉晋 館舘 蘇蘓 雞鷄 麵麪 豔艷 嫻嫺 姍姗 妍姸 "
    "研硏 瓶甁 虛虚 德徳 穗穂 惠恵 步歩 涉渉 黑黒 增増 曾曽 緣縁 內内 橫横 歲歳 值値 富冨 匯滙 鉤鈎 杯盃 廚厨 "
    "廈厦 獎奬 瑤瑶 遙遥 勳勲 略畧 貓猫 村邨"
)
"""Forms of one character; the first of a group stands for all. Different surnames (涂凃, 鍾鐘, 邱丘) stay apart."""

_VARIANTS = {ord(form): group[0] for group in _VARIANT_GROUPS.split() for form in group[1:]}

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
"""Control and format characters (Unicode's Cc and Cf), but for those that are white space."""

REMEMBERED = 1 << 16
"""How many texts are remembered with what they came to: names, headings and results recur on every row."""

_INTERPUNCTS = re.compile("[·˙•‧∙⋅・･ㆍ．﹒]|(?<!\\d)\\.(?!\\d)")
_VARIATION_SELECTORS = re.compile("[\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]")


def fold_radicals(text: str) -> str:
    """Kangxi and supplementary radicals (U+2E80–2FDF), as PDFs print them, to the ordinary characters."""
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


@lru_cache(REMEMBERED)
def fold_widths(text: str) -> str:
    """Radicals and compatibility forms, full-width ones above all, folded so that every position stays the same.

    A character that NFKC would turn into several, or into white space and a mark, is kept.
    """
    return "".join(_folded(character) for character in fold_radicals(text))


def clean(value: object) -> str | None:
    """A cell as text on one line, as printed but for radicals, invisible characters and white space; None if blank."""
    if isinstance(value, str):
        return value if value.isascii() and value.isalnum() else _on_one_line(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    whole = isinstance(value, float) and value.is_integer()
    return clean(f"{value:.0f}" if whole else str(value))


@lru_cache(REMEMBERED)
def _on_one_line(text: str) -> str | None:
    folded = text if text.isascii() else fold_radicals(text)
    seen = folded if folded.isprintable() else _INVISIBLE.sub("", folded)
    return " ".join(seen.split()) or None


@lru_cache(REMEMBERED)
def comparable(text: str) -> str:
    """The text for comparison only, never for display: width, case, spaces, interpuncts and variants do not count."""
    joined = _INTERPUNCTS.sub("", _VARIATION_SELECTORS.sub("", fold_radicals(text)))
    folded = unicodedata.normalize("NFKC", joined).casefold().translate(_VARIANTS)
    return "".join(_INVISIBLE.sub("", folded).split())


def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
