"""How queries and lines are paired, and when a rule asks."""

from datetime import time
from typing import Annotated

from pydantic import Field, model_validator

from reconcile.settings.kinds import Clock, Code, Section


class MatchingSettings(Section):
    """[matching] — DESIGN §4, in minutes.

    By how much clocks may differ; within which alike queries repeat; how long a session lasts whose logout
    is not written. `offices` stand in place of the regulation's list where they are given.
    """

    tolerance_minutes: int = Field(default=5, ge=0, le=120)
    repeat_minutes: int = Field(default=2, ge=0, le=60)
    open_session_minutes: int = Field(default=30, ge=1, le=720)
    offices: list[str] = Field(default_factory=list)


class CalendarSettings(Section):
    """[calendar] — when the office is open: OFF_HOURS_QUERY asks about queries at other times.

    The minute of `closes` counts whole. `weekdays` are numbers from 1, Monday, to 7; a make-up day of the government's
    calendar (補行上班日) is open whatever its weekday.
    """

    opens: Clock = "08:00"
    closes: Clock = "17:30"
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = Field(default=[1, 2, 3, 4, 5], min_length=1)
    public_holidays: bool = True

    @model_validator(mode="after")
    def _in_order(self) -> "CalendarSettings":
        if self.closes <= self.opens:
            raise ValueError("closes 須晚於 opens")
        return self

    @property
    def hours(self) -> tuple[time, time]:
        """When the office opens and closes."""
        return time.fromisoformat(self.opens), time.fromisoformat(self.closes)


class RuleSettings(Section):
    """[rules] — which rules are off, and the thresholds that the regulation leaves open (its profile has the defaults).

    LONG_SESSION: longer than `session_minutes`. CONCURRENT_SESSIONS: one account at two addresses within
    `concurrent_minutes`. REPEATED_SUBJECT: `repeated_users` users or more ask about one person.
    PURPOSE_UNSUPPORTED: a case explains queries from `case_days_before` days before it was received to
    `case_days_after` days after it was closed, an open one for `open_case_years`. `unused_months`: an account unused so
    long is listed. What is None is the regulation's (`Settings.thresholds`).
    """

    off: list[Code] = Field(default_factory=list)
    session_minutes: int | None = Field(default=None, ge=1, le=1440)
    concurrent_minutes: int | None = Field(default=None, ge=0, le=1440)
    repeated_users: int | None = Field(default=None, ge=2)
    unused_months: int | None = Field(default=None, ge=1, le=120)
    case_days_before: int | None = Field(default=None, ge=0, le=366)
    case_days_after: int | None = Field(default=None, ge=0, le=366)
    open_case_years: int | None = Field(default=None, ge=1, le=20)


class SampleSettings(Section):
    """[sample] — the matched queries drawn for the supervisor to check against the paper.

    A `share` of 0 to 1, rounded up, and at least `minimum`; or all of so many `operators`, where that is not 0. The
    same `seed` draws the same in the same month.
    """

    share: float = Field(default=0.05, ge=0, le=1)
    minimum: int = Field(default=5, ge=0)
    operators: int = Field(default=0, ge=0, le=3)
    seed: int = Field(default=1, ge=0)
