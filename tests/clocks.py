"""Clocks for tests: one that runs fast, one that is set."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from webtv.clock import Clock


class ScaledClock(Clock):
    """A clock that runs `speed` times as fast as the machine's, from `start` on."""

    def __init__(self, speed: float, *, start: datetime) -> None:
        self.speed = speed
        self._start = start
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The simulated date and time, in UTC."""
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Simulated seconds since this clock was made."""
        return (time.monotonic() - self._began) * self.speed

    def real_s(self, seconds: float) -> float:
        """How long simulated `seconds` last on the wall."""
        return seconds / self.speed


class SetClock(Clock):
    """A clock whose date is set by hand; its seconds are the machine's, and those `skipped`."""

    def __init__(self, date: datetime) -> None:
        self.date = date
        self.skipped_s = 0.0

    def now(self) -> datetime:
        return self.date

    def monotonic(self) -> float:
        return super().monotonic() + self.skipped_s


class Seconds:
    """A clock in seconds since 1970 that tests set; called as `time.time` is."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now
