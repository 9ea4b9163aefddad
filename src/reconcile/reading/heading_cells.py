"""Recognising headings: which cells of one row head a column, and what they mean."""

import re
from collections.abc import Iterator

from reconcile.carriers.raw import Row
from reconcile.reading.headings import family, is_no_column_of_ours, plain
from reconcile.reading.vocabulary import Vocabulary, unnumbered
from reconcile.text.folding import clean

_EXPLANATION = re.compile(r"[(（\[【)）\]】/／或]")
_IN_TWO_TONGUES = re.compile(r"([^\x00-\x7f]+)\s+([A-Za-z][A-Za-z. ]*)")
"""查詢時間 Query Time, on one line or two."""
_TO_ASK = re.compile("^(?:查調|調閱|檢索|調取|查閱|存取)")
"""Other words for 查詢, at the beginning of any heading."""
_OF_CODES = re.compile("(?:代碼|代號|碼|code)$")
_CODED = ("result", "purpose")
"""They may be headed with it: 回應碼, 結果代碼, ResultCode, 用途代號."""
_JOINTS = re.compile(r"[\s/／、及(（)）]")


def headings_in(row: Row, vocabulary: Vocabulary) -> dict[str, int]:
    """The meanings in a row, each where the surest of its words stands, the first of them if it stands twice."""
    found: dict[str, tuple[int, int]] = {}
    for at, cell in enumerate(row.cells):
        word = word_of(cell, vocabulary) if isinstance(cell, str) else ""
        if meaning := vocabulary.words.get(word):
            coded = meaning in _CODED and _OF_CODES.search(plain(str(cell)))
            rank = len(vocabulary.words) if coded else vocabulary.ranks[word]
            found[meaning] = min(found.get(meaning, (len(vocabulary.words), at)), (rank, at))
    if found:
        for meaning, at in _hinted(row, vocabulary).items():
            found.setdefault(meaning, (len(vocabulary.words), at))
    return {meaning: at for meaning, (_, at) in sorted(found.items(), key=lambda item: item[1][1])}


def word_of(heading: str, vocabulary: Vocabulary) -> str:
    """The synonym that a heading bears, whole, without its number or without what explains it; "" where none."""
    words, whole = vocabulary.words, plain(heading)
    if whole not in words:
        whole = _TO_ASK.sub("查詢", whole)
    if whole in words or unnumbered(whole) in words:
        return whole if whole in words else unnumbered(whole)
    if words.get(uncoded := _OF_CODES.sub("", whole)) in _CODED:
        return uncoded
    if (two := _IN_TWO_TONGUES.fullmatch(heading.strip())) and words.get(plain(two[2])) == words.get(plain(two[1])):
        return plain(two[1]) if plain(two[1]) in words else ""
    base, *rest = map(plain, _EXPLANATION.split(heading))
    meant = {family(words[part]) for part in (base, *rest) if part in words}
    return base if base in words and len(meant) == 1 and not any(map(is_no_column_of_ours, rest)) else ""


def stacked_in_one_cell(row: Row, vocabulary: Vocabulary) -> Iterator[tuple[int, str, str]]:
    """Columns whose one heading names two, one below the other: 使用者姓名 and 主管簽核."""
    for at, cell in enumerate(row.cells):
        parts = [part for part in _JOINTS.split(str(cell or "")) if clean(part)]
        if [vocabulary.meaning(plain(part)) for part in parts] == ["user_name", "signed_by"]:
            yield at, "user_name", "signed_by"


def _hinted(row: Row, vocabulary: Vocabulary) -> dict[str, int]:
    """Headings that say behind them how to write: 查詢結果(成功/失敗); none where two would mean the same."""
    found: dict[str, list[int]] = {}
    meaning_of = vocabulary.meaning
    for at, cell in enumerate(row.cells):
        words, _, hint = str(cell or "").replace("（", "(").partition("(")
        meaning = meaning_of(plain(words)) or ""
        if hint and not meaning_of(plain(str(cell))) and meaning_of(plain(hint)) in {None, meaning}:
            found.setdefault(meaning, []).append(at)
    return {meaning: columns[0] for meaning, columns in found.items() if meaning and len(columns) == 1}
