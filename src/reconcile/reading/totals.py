"""Counts that a document prints of itself: 合計 12 筆, 筆數：12, 總筆次, 拾貳筆, 4 人，12 筆, 12 rows selected.

A count is a number with a word that says of what: a unit behind it (筆, 件, 次, rows) or a label before it (合計, 筆數,
total). Numbers of anything else (人, 頁, 年, 元) and dates count nothing.
"""

import re
from typing import Literal, NamedTuple

from reconcile.text.folding import fold_widths

Scope = Literal["total", "subtotal", "page", "part", "beyond"]


class Stated(NamedTuple):
    """One count and what it counts.

    "total": all rows, or all since the total before; "subtotal": the rows since the one before (小計, 共 3 筆 beside a
    user); "page": those of the page; "part": those of one kind (成功 10 筆); "beyond": more than this document (累計).
    """

    number: int
    scope: Scope


_HAN = {
    sign: at
    for at, signs in enumerate(("零〇", "一壹", "二貳兩", "三參叁", "四肆", "五伍", "六陸", "七柒", "八捌", "九玖"))
    for sign in signs
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN_NUMBER = "[" + "".join((*_HAN, *_TENS)) + "]+"
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+|{_HAN_NUMBER}"

_DATES = re.compile(
    r"(?:民國\s*)?\d{2,4}\s*年(?:度|\s*\d{1,2}\s*月(?:份|\s*\d{1,2}\s*日)?)?|\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?(?!\d)"
    r"|第?\s*\d+\s*(?:至|到|[-~–—]|to)\s*第?\s*\d+\s*(?:[項筆條列]|rows?|records?|entries)?"
    r"|第\s*\d+\s*[筆件次條列項則點款目]|\d+(?:\.\d+){2,}"
    r"|\d{1,2}:\d\d(?::\d\d)?|[(（]?第?\s*\d+\s*[/／]\s*\d+\s*頁?[)）]?|\d{1,2}\s*月(?:份|\s*\d{1,2}\s*日)?|(?:19|20)\d{4,6}"
)
_UNIT = (
    r"(?:筆次|筆|件次|件|人次|次|條|列(?![印表管冊入出為於])|則)(?![數次以]|[一-龥]*(?:以[上下內]|為限))"
    r"|項(?=(?:結果|資料|紀錄|記錄)?\s*(?:$|[,;，；。、)）]))|(?:rows?|records?|results?|entries|items?|quer(?:y|ies))\b"
)
_OTHER_UNIT = (
    r"(?:個?(?:使用者|帳號|使用人|同仁|單位|機關|人員|工作表|小時)|人|名|位|員|頁|張|年|月|日|天|時|分|秒|元|份|欄|%|％|歲|組|級|版|樓|號|"
    r"users?\b|pages?\b|persons?\b|accounts?\b)"
)
_COUNTING = (
    r"總?(?:資料|查詢|紀錄|記錄|使用|明細)?(?:總|合)?(?:筆次|人次|筆數|次數|件數|列數|筆|件|次)數?"
    r"(?:合計|總計|小計|總數)?|總?(?:資料|查詢|紀錄|記錄|明細)數|(?:資料|查詢|明細)?(?:總計|合計|共計|總共|總數|總和|小計|合共|共有?|計有?)"
    r"|(?:grand\s*|sub\s*-?\s*)?total(?:\s*(?:number|no\.?))?(?:\s*of)?(?:\s*(?:rows?|records?|count|quer(?:y|ies)|entries|items))*"
    r"|(?:row|record|query|item)s?\s*(?:count|total)|count|records?|rows?"
)
_COUNT = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?:(?P<unit>{_UNIT})|(?P<other>(?![^\s\d:：]{{2,8}}[:：]){_OTHER_UNIT}))?", re.IGNORECASE
)
_LABEL = re.compile(rf"(?P<label>{_COUNTING})\s*(?:為|是|of)?\s*[)）]?\s*[:：=]*\s*$", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"(?:人員?|者|帳號|(?<![本此該])頁|單位|機關|員|戶|天|日|users?|pages?|accounts?)\s*$", re.IGNORECASE
)
_PROSE = re.compile(r"^\s*[(（]?\s*(?:備\s*[註考]|附?\s*註|說明|注意|※|★|\*)")
_BEYOND = re.compile("累[計積]|每頁|全年|年度|本年|今年|上月|前月|去年|上期|歷年|迄今|截至|至今")
_SUBTOTAL = re.compile(
    r"小計|sub\s*-?\s*total|[本當該每]日|日計|個人|[本該此](?:人|員|使用者|帳號|組|課)", re.IGNORECASE
)
_PAGE = re.compile(r"[本此該]頁|this page", re.IGNORECASE)
_PART = re.compile(
    "成功|失敗|有資料|無資料|查無|正常|異常|其中|其他|國籍|戶籍|印鑑|國人|外國|大陸|港澳|居留|success|fail|error",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"總計|合計|共計|總共|總筆|總次|總件|總數|total", re.IGNORECASE)
_ENDED = re.compile(r"\s*(?:$|[,;，；、。()（）.:：])|\s+[^\s\d:：]{1,8}[:：]|\s+[^\s\d:：]{2,6}\s+\d")
"""A number without a unit ends the line, a clause or what stands before the next label: 總筆數：5 成功：3."""
_SPREAD = re.compile(r"(?<=[一-龥])\s+(?=[一-龥])")
"""筆　數 for 筆數."""
_BREAK = re.compile(r"[,;，；、。()（）]")
_ANY = re.compile(rf"\d|{_HAN_NUMBER}")
LONGEST = 60
"""A count stands in a short line; a sentence that holds a number is prose."""


def counts_in(text: str) -> list[Stated]:
    """Every count that a line states, in reading order; none where it is a sentence, a date or the number of a page."""
    plain = fold_widths(text).replace("\n", " ").strip()
    if len(plain) > LONGEST or _PROSE.match(plain) or not _ANY.search(plain):
        return []
    plain = _SPREAD.sub("", plain)
    plain = _DATES.sub(lambda found: " " * len(found[0]), plain)
    found: list[Stated] = []
    start = 0
    for match in _COUNT.finditer(plain):
        before = plain[start : match.start()]
        if (number := _value(match["number"])) is None:
            continue
        if match["other"] or not (match["unit"] or _is_labelled(before)):
            start = match.end() if match["other"] else start
            continue
        if match["unit"] is None and not _ENDED.match(plain, match.end("number")):
            continue
        found.append(Stated(number, _scope(before, plain)))
        start = match.end()
    return found


def _is_labelled(before: str) -> bool:
    label = _LABEL.search(before)
    if before.strip() == "of":  # 1 - 10 of 57, the span left out as a date is
        return True
    return label is not None and _OF_OTHERS.search(before[: label.start()]) is None


def _scope(before: str, whole: str) -> Scope:
    """What the words since the number before say; 小計 and 本頁 hold for the whole line."""
    near = _BREAK.split(before.strip(" ,;，；、。()（）:："))[-1] if before.strip() else ""
    if _BEYOND.search(near or before):
        return "beyond"
    if _PART.search(near) and (not _TOTAL.search(near) or _is_one_of_several(near, whole)):
        return "part"
    if _PAGE.search(whole):
        return "page"
    return "subtotal" if _SUBTOTAL.search(whole) else "total"


def _is_one_of_several(near: str, whole: str) -> bool:
    """合計：成功 6 筆、失敗 3 筆; 成功合計 6 筆、失敗合計 3 筆."""
    total, part = _TOTAL.search(near), _PART.search(near)
    beside = total is not None and part is not None and part.end() >= total.start()
    return beside and len(set(_PART.findall(whole))) > 1


def _value(text: str) -> int | None:
    """12, 1,200, 十二, 拾貳, 一二〇."""
    if text[0].isdigit():
        return int(text.replace(",", ""))
    if not set(text) & set(_TENS):
        return int("".join(str(_HAN[sign]) for sign in text))
    whole, digit = 0, None
    for sign in text:
        if sign in _TENS:
            whole += (1 if digit is None else digit) * _TENS[sign]
            digit = 0
        else:
            digit = _HAN[sign]
    return whole + (digit or 0)
