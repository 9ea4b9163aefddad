"""An entry of the register is known again, however the register was numbered, sorted or added to since."""

import random
from datetime import datetime, timedelta

import pandas as pd
import pytest

from reconcile.facts.entries import known_again, place_of, written_entries
from reconcile.tables import REGISTER

USERS = ("王小明", "林美玲", "陳大文")
PEOPLE = ("A123456789", "A800000014", "A900207177", "AB00207171", "AC03095424")


def row(entry: int, at: datetime, **told: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "register_file": "紀錄表.xlsx",
        "register_entry": entry,
        "register_line": 1,
        "page_no": (entry - 1) // 4 + 1,
        "seq_no": entry,
        "user_name": "王小明",
        "login_at": at,
        "logout_at": at + timedelta(minutes=10),
        "condition": "A123456789",
        "subject_id": "A123456789",
    }
    return usual | told


def register(rows: list[dict[str, object]]) -> pd.DataFrame:
    return REGISTER.frame(row | {"purposes": "2"} for row in rows)


def september(draw: random.Random, count: int) -> list[dict[str, object]]:
    """Entries of different minutes, in order."""
    minutes = sorted(draw.sample(range(0, 30 * 24 * 60, 15), count))
    return [
        row(
            number,
            datetime(2026, 9, 1) + timedelta(minutes=minute),
            user_name=draw.choice(USERS),
            **dict.fromkeys(("condition", "subject_id"), draw.choice(PEOPLE)),
        )
        for number, minute in enumerate(minutes, start=1)
    ]


def numbered_anew(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [
        one | {"register_entry": number, "seq_no": number, "page_no": (number - 1) // 4 + 1}
        for number, one in enumerate(rows, start=1)
    ]


@pytest.mark.parametrize("seed", range(40))
def test_what_was_torn_out_or_rewritten_is_found_and_nothing_else(seed: int) -> None:
    """Entries are torn out, rewritten in one of three ways, put in between and added; then all are numbered anew."""
    draw = random.Random(seed)
    before = september(draw, draw.randrange(4, 30))
    now, torn, changed = list[dict[str, object]](), set[int](), dict[int, str]()
    for number, one in enumerate(before, start=1):
        fate = draw.random()
        if number > 1 and fate < 0.15:
            torn.add(number)
        elif number > 1 and fate < 0.3:
            changed[number] = draw.choice(("user", "subject"))
            other = [user for user in USERS if user != one["user_name"]]
            persons = [person for person in PEOPLE if person != one["subject_id"]]
            to = (
                {"user_name": draw.choice(other)}
                if changed[number] == "user"
                else dict.fromkeys(("condition", "subject_id"), draw.choice(persons))
            )
            now.append(one | to)
        else:
            now.append(one)
        if draw.random() < 0.2:
            login = one["login_at"]
            assert isinstance(login, datetime)
            now.append(row(0, login + timedelta(minutes=7), user_name="新來者"))
    again = draw.random() < 0.5
    rows = numbered_anew(now) if again else [one | {"register_entry": at} for at, one in enumerate(now, start=1)]
    changes = known_again(written_entries(register(before)), written_entries(register(rows)))
    assert changes is not None
    gone = {change.seen.key[1] for change in changes if change.now is None}
    found = {change.seen.key[1]: set(change.fields) for change in changes if change.now and change.fields}
    assert gone <= torn
    assert {number: fields for number, fields in found.items() if number not in torn} == {
        number: {field} for number, field in changed.items()
    }
    assert torn <= gone | found.keys(), "its number may be another's now: then that one is a rewriting"


def test_another_book_is_not_compared_though_it_begins_at_1_again() -> None:
    before = september(random.Random(1), 5)
    october = [one | {"login_at": datetime(2026, 10, 5, 9, number)} for number, one in enumerate(before)]
    assert known_again(written_entries(register(before)), written_entries(register(october))) is None


def test_an_entry_that_could_not_be_read_is_not_gone() -> None:
    before = september(random.Random(2), 5)
    unread = [one for one in before if one["register_entry"] != 3]
    changes = known_again(written_entries(register(before)), written_entries(register(unread)))
    assert changes is not None
    assert [change for change in changes if change.now is None] == []


def test_filling_a_blank_and_a_title_beside_a_name_change_nothing() -> None:
    before = [row(1, datetime(2026, 9, 1, 9, 10), logout_at=None), row(2, datetime(2026, 9, 1, 9, 30), user_name=None)]
    after = [row(1, datetime(2026, 9, 1, 9, 10), user_name="課員王小明"), row(2, datetime(2026, 9, 1, 9, 30))]
    changes = known_again(written_entries(register(before)), written_entries(register(after)))
    assert changes is not None
    assert [change.fields for change in changes] == [frozenset(), frozenset()]


def test_an_entry_is_called_by_its_numbers_and_its_session() -> None:
    [entry] = written_entries(register([row(3, datetime(2026, 9, 5, 9, 10), page_no=2)]))
    assert place_of(entry) == "第 2 頁序號 3（09/05 09:10 至 09:20）"
