"""The time that production lives by, so that a simulation can let a day pass in minutes."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime


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
