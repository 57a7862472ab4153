"""How long to wait before the next try."""

from __future__ import annotations

import random

FIRST_S = 0.4
SETTLED_S = 30.0
"""A connection that lasted this long starts the count again."""


class Backoff:
    """Doubling, jittered waits up to `most_s` seconds."""

    def __init__(self, *, most_s: float) -> None:
        self._most_s = most_s
        self._next_s = FIRST_S

    def wait_s(self, *, lasted_s: float) -> float:
        """Seconds to wait after a try that lasted `lasted_s` seconds."""
        if lasted_s >= SETTLED_S:
            self._next_s = FIRST_S
        wait = self._next_s
        self._next_s = min(self._most_s, wait * 2)
        return wait * random.uniform(0.75, 1.25)
