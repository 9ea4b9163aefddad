"""A register in any habit of the field reads back the entries that were put in, or says what it cannot read."""

from pathlib import Path

import pandas as pd
import pytest

from any_habit import Register, draw
from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import register

QUICK, SLOW = range(60), range(2_000)


def differences(drawn: Register, reading: Reading) -> list[str]:
    """What was read otherwise than it was put in."""
    table = reading.table
    found = [group for _, group in table.groupby("register_entry", sort=True)]
    if len(found) != len(drawn.entries):
        return [f"{len(found)} entries for {len(drawn.entries)}"]
    told = []
    for number, (lines, kept) in enumerate(zip(found, drawn.entries, strict=True), start=1):
        first = lines.iloc[0]
        put_in = {
            "login_at": pd.Timestamp(kept.login_at),
            "logout_at": pd.Timestamp(kept.logout_at),
            "purposes": ",".join(map(str, kept.purposes)),
            "signed_off": kept.signed,
            "voided": kept.voided,
        }
        told += [
            f"entry {number} {name}: {first[name]} for {value}"
            for name, value in put_in.items()
            if first[name] != value
        ]
        read = list(zip(lines["subject_id"], lines["result"], strict=True))
        told += [] if read == list(kept.lines) else [f"entry {number} lines: {read} for {kept.lines}"]
        told += [] if kept.user in str(first["user_name"]) else [f"entry {number} user: {first['user_name']}"]
        note = None if pd.isna(first["purpose_note"]) else first["purpose_note"]
        told += [] if note == kept.note else [f"entry {number} note: {note} for {kept.note}"]
    return told


def read_back(drawn: Register, folder: Path) -> Reading:
    path = folder / f"{drawn.habit.stem}.{drawn.habit.carrier}"
    drawn.write(path)
    return register.read(open_document(path))


@pytest.mark.parametrize("seed", QUICK)
def test_a_register_in_any_habit_is_read_as_it_was_meant(seed: int, tmp_path: Path) -> None:
    drawn = draw(seed)
    reading = read_back(drawn, tmp_path)

    assert [str(problem) for problem in reading.problems] == []
    assert differences(drawn, reading) == []


@pytest.mark.slow
def test_registers_in_two_thousand_habits_are_read_as_they_were_meant(tmp_path: Path) -> None:
    wrong = {}
    for seed in SLOW:
        drawn = draw(seed)
        reading = read_back(drawn, tmp_path)
        if told := [*map(str, reading.problems), *differences(drawn, reading)]:
            wrong[seed, drawn.habit.name, drawn.habit.carrier] = told
    assert wrong == {}
