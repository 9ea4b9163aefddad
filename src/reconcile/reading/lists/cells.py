"""One row of a list, read cell by cell; what cannot be read is told, never guessed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeVar

from reconcile.carriers.raw import Cell
from reconcile.reading.lists.dated import Noted, NoYear, day_and_number, noted_day, noted_moment
from reconcile.reading.lists.days import Known, Part, Span, UnreadableDay, parse_days, parse_parts
from reconcile.reading.scanned import DataRow
from reconcile.text.dates import parse_moment, parse_time
from reconcile.text.folding import clean
from reconcile.text.identifiers import checksum_ok, looks_like_identifier, subject_of

_Read = TypeVar("_Read")

_NOTHING = re.compile(r"[-－—–─_/／.。*＊\s]*|無|沒有|未填|空白|不適用|免|N/?A|NULL", re.IGNORECASE)
_NO_END = re.compile(
    r"[(（]?(?:迄今|至今|現職|在職中?|使用中|啟用中|永久(?:有效)?|無(?:期限|限期)|長期|不限(?:期)?|尚未.*|[未待](?:補[文送]?|發文)|(?:簽辦|辦理|補送)中|未(?:停用|註銷|離職|遺失|補送|結案|辦結))[)）]?"
)
_OF_A_DATE = re.compile(r"(?!.*\d{9})[\d年月日號時分秒民國上下午\s/.:：~～至到–-]{1,24}")
WITH_YEAR = "請寫成 115/10/05 的形式，或在標題寫明年份後重跑。"
_PERSONS = re.compile(
    r"[、，,;；\n]+|(?=[①-⑳⑴-⒇])|(?<=\d)\s*[/／]\s*(?=[A-Za-z])"
    r"|(?<=[0-9*＊○)）])\s*(?=[(（]?[㐀-鿿])|(?<=[0-9*])\s+(?=[A-Za-z])"
)


@dataclass
class Cells:
    """A row of a list and what was wrong in it.

    `known` is the year that its list is of, where a title says it, `county` that of the office. `in_prose`: the list
    had no header.
    """

    data: DataRow
    known: Known = field(default_factory=Known)
    county: str | None = None
    in_prose: bool = False
    troubles: list[str] = field(default_factory=list)

    def text(self, meaning: str) -> str | None:
        """The cell; None where nothing, or a dash or 無, is written."""
        text = self.data.text(meaning)
        return None if text is None or _NOTHING.fullmatch(text) else text

    def lines(self, meaning: str) -> str | None:
        """The cell with the ends of its lines; on a page, where a line ends as the column does, without."""
        if self.text(meaning) is None or self.data.sheet.page:
            return self.text(meaning)
        return _written(self.data.layout.cell(self.data.row, meaning))

    def texts(self, meaning: str) -> list[str]:
        """What is written in each column of that meaning, from left to right."""
        return [text for one in self.columns(meaning) if (text := self.text(one))]

    def has(self, meaning: str) -> bool:
        """Whether the list has such a column."""
        return bool(self.columns(meaning))

    def day(self, meaning: str, *, after: date | None = None) -> date | None:
        """The day in the cell; None where none is written, or where it cannot be read, which is told."""
        return self.noted(meaning, after=after).day

    def noted(self, meaning: str, *, after: date | None = None) -> Noted:
        """The day in the cell and the words beside it."""
        known = self._known(self.data.layout.headings.get(meaning, ""))
        return self._read(meaning, lambda cell: noted_day(cell, known, after)) or Noted(None)

    def letter(self, text: str, after: date) -> tuple[date | None, str | None]:
        """The day and the number of a letter that one text holds, each None where it does not."""
        return day_and_number(text, self.known, after)

    def moment(self, at: str, on: str, clock: str) -> datetime | None:
        """An instant, from one column or a day and a time apart; at midnight where only the day is written.

        Where both `at` and `on` are written, `on` is the day, and `at` gives the time unless it is of another day.
        """
        if self.text(on) is None:
            known = self._known(self.data.layout.headings.get(at, ""))
            return self._read(at, lambda cell: noted_moment(cell, known))
        day = self.day(on)
        if self.text(clock) is None and self._is_of_another_day(at, day):
            return datetime.combine(day, time.min) if day else None
        hour = self._read(at if self.text(clock) is None else clock, parse_time)
        return datetime.combine(day, hour or time.min) if day else None

    def _is_of_another_day(self, at: str, day: date | None) -> bool:
        try:
            return parse_moment(self._cell(at)).date() != day
        except ValueError:
            return False

    def days(self, meaning: str) -> list[Span]:
        """The days that the cells of that meaning list."""
        return sorted({span for one in self.columns(meaning) for span in self._days(one)})

    def parts(self, meaning: str) -> list[Part]:
        """The days of which the cells of that meaning list a part."""
        known = self._known(self.data.layout.headings[meaning]) if self.has(meaning) else self.known
        return sorted({part for one in self.columns(meaning) for part in parse_parts(self._cell(one), known)})

    def _days(self, meaning: str) -> list[Span]:
        heading = self.data.layout.headings[meaning]
        if self.text(meaning) is None:
            return []
        try:
            return self._read_days(meaning, self._known(heading))
        except UnreadableDay as error:
            shown = _shown(error.text)
            self.tell(
                f"「{heading}」欄的日期{shown}沒有年份，{WITH_YEAR}"
                if error.yearless
                else f"「{heading}」欄無法辨識日期{shown}，該欄未採用，請更正後重跑。"
            )
        return []

    def identifier(self, meaning: str) -> str | None:
        """The identifier in the cell; one that cannot be read is told."""
        text = self.text(meaning)
        if text is None:
            return None
        if (found := subject_of(text)) is None:
            self.tell(f"「{self.data.layout.headings[meaning]}」欄不是證號，該欄未採用，請更正後重跑。")
        return found

    def identifiers_or_told(self, meaning: str) -> list[str]:
        """The identifiers of one column; what is written there and is none is told."""
        found = self.identifiers(meaning)
        return found if len(found) > 1 else [one for one in [self.identifier(meaning)] if one]

    def is_denied(self, meaning: str) -> bool:
        """The cell says 免 alone: none is needed."""
        return self.data.text(meaning) in {"免", "免附", "(免)", "（免）"}

    def person(self, meaning: str) -> tuple[str | None, str | None]:
        """A name and an identifier that share a cell: 王小明 (A123456789)."""
        text = self.text(meaning)
        found = identifiers_in(text or "")
        return without_identifiers(text or ""), found[0] if found else None

    def identifiers(self, *meanings: str) -> list[str]:
        """All identifiers in some cells, once each; names beside them are no key and are left."""
        columns = (one for meaning in meanings for one in self.columns(meaning))
        return list(dict.fromkeys(found for one in columns for found in self.identifiers_of(one)))

    def identifiers_of(self, meaning: str) -> list[str]:
        """On a page, where a line may end in a number or after it, the reading that gives more whole numbers."""
        raw = identifiers_in(_written(self.data.layout.cell(self.data.row, meaning)))
        if not self.data.sheet.page:
            return raw
        return max(identifiers_in(self.data.text(meaning) or ""), raw, key=lambda found: sum(map(checksum_ok, found)))

    def _read_days(self, meaning: str, known: Known) -> list[Span]:
        """On a page, where a line may end in a day or after it, as one line if that can be read."""
        cell = self.data.layout.cell(self.data.row, meaning)
        if self.data.sheet.page:
            try:
                return parse_days(self.data.text(meaning), known)
            except UnreadableDay:
                return parse_days(cell, known)
        return parse_days(cell, known)

    def _cell(self, meaning: str) -> Cell:
        """The cell as its carrier gives it; on a page without the ends of its lines."""
        return self.data.text(meaning) if self.data.sheet.page else self.data.layout.cell(self.data.row, meaning)

    def columns(self, meaning: str) -> list[str]:
        """The columns of a meaning that several may have, in their order."""
        columns = self.data.layout.columns
        return sorted((one for one in columns if one.partition(" ")[0] == meaning), key=lambda one: columns[one])

    def tell(self, sentence: str) -> None:
        """Something is wrong in this row."""
        self.troubles.append(sentence)

    def _read(self, meaning: str, parse: Callable[[Cell], _Read]) -> _Read | None:
        text = self.text(meaning)
        if text is None or _NO_END.fullmatch(text):
            return None
        try:
            return parse(self._cell(meaning))
        except NoYear:
            heading = self.data.layout.headings[meaning]
            self.tell(f"「{heading}」欄的日期{_shown(text)}沒有年份，{WITH_YEAR}")
            return None
        except ValueError:
            heading = self.data.layout.headings[meaning]
            self.tell(f"「{heading}」欄無法辨識日期{_shown(text)}，該欄未採用，請更正後重跑。")
            return None

    def _known(self, heading: str) -> Known:
        nearest = Known.of(heading)
        return nearest if nearest.year else self.known


def identifiers_in(text: str) -> list[str]:
    """The identifiers of one or more persons written together, in order."""
    return [found for piece in _PERSONS.split(text) if (found := subject_of(piece))]


def without_identifiers(text: str) -> str | None:
    """The names in a cell that may hold identifiers too; None where there is none."""
    return clean(" ".join(_names(text)))


def _names(text: str) -> Iterator[str]:
    for word in re.split(r"[\s()（）:：、，,;；]+", text):
        if word and not looks_like_identifier(word) and subject_of(word) is None:
            yield word


def _written(cell: object) -> str:
    return cell if isinstance(cell, str) else clean(cell) or ""


def _shown(text: str) -> str:
    """A date as written, in quotation marks; what holds anything else might be a person's and is not shown."""
    return f"「{text}」" if _OF_A_DATE.fullmatch(text) else ""
