"""The time that production lives by, so that a simulation can let a day pass in minutes."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The date and time, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that only grow, from an unknown start."""
        return time.monotonic()

    def real_s(self, seconds: float) -> float:
        """How long `seconds` of this clock last on the wall."""
        return seconds

    async def sleep(self, seconds: float) -> None:
        """Let `seconds` of this clock pass."""
        await asyncio.sleep(self.real_s(seconds))


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
