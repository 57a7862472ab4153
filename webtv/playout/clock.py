"""Running time against wall-clock time: when each tick of a channel is due."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from webtv.playout.mpegts.reader import TICKS_PER_S

FORGIVEN_S = 1.0
"""Later than this is not caught up: a burst would only overflow whoever listens."""


class AirClock:
    """Absolute, so that delays never add up. One channel, one event loop."""

    def __init__(self, *, start: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._tick = start
        self._at = self._loop.time()

    def due_in_s(self, tick: int) -> float:
        """Seconds until `tick` is due; negative when it is late."""
        return self._at + (tick - self._tick) / TICKS_PER_S - self._loop.time()

    def tick_in(self, seconds: float) -> int:
        """The tick that is due in so many seconds."""
        since_s = self._loop.time() + seconds - self._at
        return self._tick + round(since_s * TICKS_PER_S)

    def forgive(self, tick: int) -> float:
        """Make `tick` due now if it is too late to be caught up; return the seconds forgiven."""
        late_s = -self.due_in_s(tick)
        if late_s < FORGIVEN_S:
            return 0.0
        self._tick = tick
        self._at = self._loop.time()
        return late_s

    def wall(self, tick: int) -> datetime:
        """The UTC time at which `tick` is due."""
        return datetime.now(UTC) + timedelta(seconds=self.due_in_s(tick))
