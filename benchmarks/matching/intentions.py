"""A month of intentions to query: who, when, about whom, and what is then written of each."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from noise import Noise

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MINUTE, DAY = 60, 86_400
USERS = 8
QUERIES_AN_OFFICE = 1_500
MONTH = np.datetime64("2026-10", "M")
OPENING, LAST_LOGIN = 8 * 3600, 12 * 3600
WRITTEN_QUERIES = 4
NEARBY = 60
"""How many of an office's queries before or after one may be about the same subject: about a day's."""


@dataclass(frozen=True)
class Intentions:
    """Sorted by user and time. `user` counts through all offices, `session` through all users; `at` is the instant."""

    user: Ints
    session: Ints
    at: Ints
    login: Ints
    logout: Ints

    @classmethod
    def drawn(cls, size: int, noise: Noise, rng: np.random.Generator) -> "Intentions":
        """Sessions of one to four intentions, spread over users and working days, one after another."""
        held = rng.integers(1, WRITTEN_QUERIES + 1, size)
        held = held[: int(np.searchsorted(np.cumsum(held), size)) + 1]
        held[-1] -= held.sum() - size
        offices = max(1, round(size / QUERIES_AN_OFFICE))
        days = _working_days()
        slot = np.sort(rng.integers(0, offices * USERS * len(days), len(held)))
        user, day = slot // len(days), days[slot % len(days)]
        gaps = rng.integers(15, 61, size)
        session = np.repeat(np.arange(len(held)), held)
        ends = np.cumsum(held)
        lasted = np.add.reduceat(gaps, ends - held)
        pause = rng.integers(noise.pause[0] * MINUTE, noise.pause[1] * MINUTE + 1, len(held))
        after = rng.integers(5, 31, len(held))
        first = np.flatnonzero(np.diff(slot, prepend=-1))
        taken = np.cumsum(lasted + after + pause) - (lasted + after + pause)
        of_slot = np.cumsum(np.diff(slot, prepend=-1) != 0) - 1
        start = day * DAY + OPENING + rng.integers(0, LAST_LOGIN - OPENING, len(first))[of_slot]
        login = start + taken - taken[first][of_slot]
        within = np.cumsum(gaps) - np.repeat((np.cumsum(gaps)[ends - 1] - lasted), held)
        at = login[session] + within
        return cls(user[session], session, at, login, login + lasted + after)

    @property
    def users(self) -> int:
        """How many users the offices have, also those without any intention: a colleague may be named for another."""
        return int(self.user.max()) // USERS * USERS + USERS

    @property
    def office(self) -> Ints:
        """The office of each."""
        return np.asarray(self.user // USERS)

    @property
    def first_of_day(self) -> Ints:
        """For each the position of the first of its user's day."""
        key = self.user * 4_000_000 + self.at // DAY
        opens = np.diff(key, prepend=-1) != 0
        return np.asarray(np.flatnonzero(opens)[np.cumsum(opens) - 1])


@dataclass(frozen=True)
class Told:
    """What is written of each intention: the user, the entry's times, and whether the line has a slip."""

    user: Ints
    login: Ints
    logout: Ints
    wrong_time: Flags
    slip: Flags

    @classmethod
    def drawn(cls, meant: Intentions, written: Flags, noise: Noise, rng: np.random.Generator) -> "Told":
        """Errors of user and time by entry, slips by line; clocks and rounding by user."""
        sessions, users = len(meant.login), int(meant.user.max()) + 1
        draw = rng.random(sessions)
        wrong_user = draw < noise.wrong_user
        wrong_time = (draw >= noise.wrong_user) & (draw < noise.wrong_user + noise.wrong_time)
        if noise.independent:
            wrong_time = rng.random(sessions) < noise.wrong_time
        right = np.ones(len(meant.user), dtype=bool) if noise.independent else ~(wrong_user | wrong_time)[meant.session]
        slip = right & (rng.random(len(right)) * right[written].mean() < noise.slips)

        off = np.where(
            rng.random(users) < noise.clocks,
            rng.integers(-noise.clock_minutes * MINUTE, noise.clock_minutes * MINUTE + 1, users),
            0,
        )
        unit = np.where(rng.random(users) < noise.fives, 5 * MINUTE, MINUTE)
        user = meant.user[np.flatnonzero(np.diff(meant.session, prepend=-1))]
        nearest = np.where(unit[user] > MINUTE, unit[user] // 2, 0)
        login = (meant.login + off[user] + nearest) // unit[user] * unit[user]
        logout = (meant.logout + off[user] + nearest) // unit[user] * unit[user]
        shift = np.where(wrong_time, _slip_of_time(login, rng), 0)
        colleague = user // USERS * USERS + (user % USERS + rng.integers(1, USERS, sessions)) % USERS
        told_user = np.where(wrong_user, colleague, user)
        at = meant.session
        return cls(told_user[at], (login + shift)[at], (logout + shift)[at], wrong_time[at], slip)


def _slip_of_time(login: Ints, rng: np.random.Generator) -> Ints:
    """By how many seconds a time is written wrong: the day, month or year, half a day, or the hour before or after."""
    date = (login // DAY).astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    day = (date - month.astype("datetime64[D]")).astype(np.int64)
    length = int((MONTH + 1).astype("datetime64[D]").astype(int) - MONTH.astype("datetime64[D]").astype(int))
    size = len(login)
    other_day = (day + rng.integers(1, length, size)) % length - day
    months = rng.choice([-1, 1], size) * np.where(day < 30, 1, 2)
    other_month = ((month + months).astype("datetime64[D]") - month.astype("datetime64[D]")).astype(np.int64)
    other_year = rng.choice([-365, 365], size)
    half = np.where(login % DAY < DAY // 2, DAY // 2, -DAY // 2)
    hour = rng.choice([-3600, 3600], size)
    kinds = [other_day * DAY, other_month * DAY, other_year * DAY, half, hour]
    return np.asarray(np.choose(rng.choice(len(kinds), size, p=[0.35, 0.15, 0.05, 0.15, 0.3]), kinds))


def subjects(meant: Intentions, noise: Noise, rng: np.random.Generator) -> tuple[Ints, Flags, Flags]:
    """Whom each intention is about, and whether a colleague, or the same user that day, asked about the same before."""
    size = len(meant.user)
    subject = np.arange(size)
    order = np.lexsort((meant.at, meant.office))
    share = rng.random(size) < noise.shared
    original = np.flatnonzero(~share[order])
    rank = np.empty(size, dtype=np.int64)
    rank[order] = np.arange(size)
    shared, left = np.zeros(size, dtype=bool), np.flatnonzero(share)
    for _ in range(8):
        near = np.searchsorted(original, rank[left]) + rng.integers(-NEARBY, NEARBY + 1, len(left))
        source = order[original[np.clip(near, 0, len(original) - 1)]]
        good = (meant.office[source] == meant.office[left]) & (meant.user[source] != meant.user[left])
        subject[left[good]], shared[left[good]] = source[good], True
        left = left[~good]

    first = meant.first_of_day
    position = np.arange(size)
    later = position > first
    repeated = later & (rng.random(size) * later.mean() < noise.repeated)
    copied = np.where(repeated, first + (rng.random(size) * (position - first)).astype(np.int64), position)
    while not np.array_equal(copied, copied[copied]):
        copied = copied[copied]
    return subject[copied], shared[copied], repeated


def _working_days() -> Ints:
    days = np.arange(MONTH.astype("datetime64[D]"), (MONTH + 1).astype("datetime64[D]"))
    return days[np.is_busday(days)].astype(np.int64)
