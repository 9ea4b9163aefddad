"""Whether an office is closed on a day, as governments announce it: 115年10月2日因颱風停止上班、停止上課."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TypeAlias

from reconcile.reading.lists.days import Known, Span, UnreadableDay, parse_days
from reconcile.reading.lists.headings import COUNTIES
from reconcile.text.dates import roc_date

_DAY = (
    r"(?:(?:(?:中華)?民國)?\d{3,4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}(?:\s*[、,及和]\s*\d{1,2})*\s*[日號]|\d{3,4}[/.-]\d{1,2}[/.-]\d{1,2}"
    r"|\d{1,2}\s*月\s*\d{1,2}(?:\s*[、,及和]\s*\d{1,2})*\s*[日號]|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])|(?<!\d)\d{1,2}\s*日)"
)
_WEEKDAY = r"(?:\s*\((?:星期|週|周)?[一二三四五六日]\)|\s*(?:星期|週|周)[一二三四五六日])?"
_DAYS = re.compile(rf"{_DAY}{_WEEKDAY}(?:\s*(?:至|到|~|-|–|—)\s*{_DAY}{_WEEKDAY})?")
_PART = re.compile(
    r"(?:上午|下午|早上|中午|傍晚|晚[上間]|夜間|半[日天]|\d{1,2}\s*[時點:])[^，,;。]*(?:停止上班|停班|停止辦公|放假)"
    r"|(?:停止上班|停班)(?:半[日天])|(?:上午|下午)(?:停|放)"
)
_OPEN = re.compile(
    "(?:照常|正常|恢復|仍(?:需|須|應)?)(?:上班|辦公)|不(?:停班|停止上班|放假)|未(?:停班|停止上班|達)|取消(?:停班|停止上班)|(?:上班)上課照常|[照如]常"
)
_CLOSED = re.compile("停止上班|停班|停止辦公|放(?:颱風)?假|停止?上班上課")
_TOWN = re.compile("[㐀-鿿]{2}[鄉鎮](?!公所)|[㐀-鿿]{2}區(?!域)")
_ALL_TOWNS = re.compile("全[縣市]|各?鄉鎮|各區|山區|地區|本所")
_ONLY_SCHOOLS = re.compile("停課|停止上課")
_HALVES = {"上午": "AM", "早上": "AM", "下午": "PM"}
_CLOCK = re.compile(r"\d{1,2}\s*[時點:]")
_TITLE = re.compile(r"(?:情形|情況|資訊|公告|一覽表|統計表|清冊|清單)\s*(?:表|單)?\s*[:：]?$|更新時間|發[布佈]時間")
_RELATIVE = re.compile(r"([今明])\s*(?:\(\d{1,2}\)\s*)?[日天]")
_ISSUED = re.compile(
    rf"(?P<day>{_DAY}){_WEEKDAY}\s*(?:\d{{1,2}}\s*[:時點]\s*(?:\d{{1,2}}\s*分?)?(?::\d\d)?)?\s*(?:發[布佈]|公[告布佈]|更新|通報)\s*[:,，]?"
)
"""When it was announced, before what is said of 今日 and 明日."""
_YES, _NO = re.compile("[是YV✓✔有]"), re.compile("[否NX無]")

Closing: TypeAlias = tuple[Span, str | None]
"""Days on which an office closes; AM, PM or ? where for a part of them only, None for the whole."""


def is_announcement(text: str) -> bool:
    """A text in words that names a day and says whether offices are closed."""
    text = _plain(text)
    return _DAYS.search(text) is not None and any(one.search(text) for one in (_CLOSED, _OPEN, _PART))


def day_only(text: str) -> str | None:
    """The one day of a title, or of when it was announced, which says nothing of an office itself; else None."""
    text = _plain(text)
    found = list(_DAYS.finditer(text))
    if len(found) != 1 or not (_TITLE.search(text) or not _says(text)):
        return None
    return re.sub(_WEEKDAY, "", found[0][0])


def on_day(day: str, text: str) -> str:
    """What a line below a day says, with its day: 今天 is that day, 明天 the next."""
    text = _plain(text)
    if not _says(text) or _TITLE.search(text):
        return ""
    try:
        ((first, _),) = parse_days(day)
    except (UnreadableDay, ValueError):
        return f"{day} {text}"
    days = {"今": first, "明": first + timedelta(days=1)}
    said = _RELATIVE.sub(lambda found: roc_date(days[found[1]]), text)
    return said if said != text else f"{day} {text}"


def is_closed(text: str, county: str | None) -> bool | None:
    """What a text says of the office's whole day; None where it says nothing of it, as a mere reason does."""
    text = _of_county(_plain(text), county)
    if _YES.fullmatch(text) or _NO.fullmatch(text):
        return _YES.fullmatch(text) is not None
    if _PART.search(text) or _OPEN.search(text):
        return False
    if _CLOSED.search(text):
        return True
    return False if _ONLY_SCHOOLS.search(text) else None


def closed_half(text: str, county: str | None) -> str | None:
    """AM or PM where a text says that the office closes for that half of the day, ? for another part; else None."""
    found = _PART.search(_of_county(_plain(text), county))
    if found is None:
        return None
    halves = {half for word, half in _HALVES.items() if word in found[0]}
    return halves.pop() if len(halves) == 1 and not _CLOCK.search(found[0]) else "?"


def names_another(text: str, county: str | None) -> bool:
    """Counties are named, and the office's is not among them."""
    named = {name for name in COUNTIES if name in _plain(text)}
    return bool(named) and county is not None and county not in named


def names_towns(text: str) -> bool:
    """Offices of some towns only are said to be closed."""
    text = _plain(text)
    return _TOWN.search(text) is not None and _CLOSED.search(text) is not None and not _ALL_TOWNS.search(text)


def announced(text: str, known: Known, county: str | None, *, alone: bool) -> list[Closing] | None:
    """The closed days, or halves of days, that a text announces; None where one cannot be read or nothing is said.

    Days that follow one another share what is said behind the last. `alone`: no heading says that the days are closed.
    """
    clauses = [clause for clause in re.split("[;。]", _plain(text)) if clause.strip()]
    if len(clauses) > 1 and all(map(_DAYS.search, clauses)):
        return _of_all(clauses, known, county, alone=alone)
    if names_another(text, county):
        return []
    closings: list[Closing] = []
    waiting: list[Span] = []
    for span, said in _dated(_of_county(_plain(text), county), known):
        if span is None:
            return None
        waiting.append(span)
        verdict = is_closed(said, None)
        if verdict is not None:
            half = closed_half(said, None)
            closings += [(one, half) for one in waiting if verdict or half]
            waiting = []
    if waiting and alone:
        return None
    return sorted({*closings, *((one, None) for one in waiting)}, key=lambda one: (one[0], one[1] or ""))


def _of_all(clauses: Sequence[str], known: Known, county: str | None, *, alone: bool) -> list[Closing] | None:
    """What clauses announce of which each names its own day, and may name its own county."""
    closings: set[Closing] = set()
    for clause in clauses:
        nearest = Known.of(clause)
        known = nearest if nearest.year else known
        found = announced(clause, known, county, alone=alone)
        if found is None:
            return None
        closings |= set(found)
    return sorted(closings, key=lambda one: (one[0], one[1] or ""))


def _dated(text: str, known: Known) -> Iterator[tuple[Span | None, str]]:
    """Each day or stretch of days, and the text from it to the next."""
    found = list(_DAYS.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    for one, end in zip(found, ends, strict=True):
        try:
            spans = parse_days(re.sub("[及和]", "、", one[0]), known)
        except (UnreadableDay, ValueError):
            yield None, ""
            return
        known = Known(spans[-1][1].year, spans[-1][1].month)
        yield from ((span, "") for span in spans[:-1])
        yield spans[-1], text[one.end() : end]


def _of_county(text: str, county: str | None) -> str:
    """The part of a text that is said of the office's county, where several are named one after the other."""
    starts = sorted((text.index(name), name) for name in COUNTIES if name in text)
    if county is None or len(starts) < 2 or county not in text:
        return text
    bounds = [*(at for at, _ in starts), len(text)]
    own = next(at for at, (_, name) in enumerate(starts) if name == county)
    lead = text[: bounds[0]] if _DAYS.search(text[: bounds[0]]) else ""
    said = next((part for at in range(own, len(starts)) if _says(part := text[bounds[at] : bounds[at + 1]])), "")
    return lead + (said or text[bounds[own] : bounds[own + 1]])


def _says(text: str) -> bool:
    return any(one.search(text) for one in (_PART, _OPEN, _CLOSED, _ONLY_SCHOOLS))


def _plain(text: str) -> str:
    """In half width, with 臺; the day on which it was announced is that of 今日, and the next that of 明日."""
    text = unicodedata.normalize("NFKC", text).replace("台", "臺").strip()
    issued = _ISSUED.search(text)
    if issued is None or not _RELATIVE.search(text):
        return text
    try:
        ((first, _),) = parse_days(issued["day"])
    except (UnreadableDay, ValueError):
        return text
    days = {"今": first, "明": first + timedelta(days=1)}
    return _RELATIVE.sub(lambda found: roc_date(days[found[1]]), _ISSUED.sub(" ", text))
