"""The wait before the next try of something that failed: doubling, up to a longest."""

from __future__ import annotations

import random
from collections.abc import Callable

FIRST_S = 0.4
"""Seconds before the second try, unless its owner says otherwise."""

SETTLED_S = 30.0
"""A try that lasted this many seconds had gone well, so the count starts again after it."""

JITTER = 0.25
"""Waits are longer or shorter by up to this share, so that many do not come back together."""


class Backoff:
    """Doubling waits from `first_s` up to `most_s` seconds, for one thing that is tried again.

    Each wait is longer or shorter by up to a share of `jitter`, drawn by `chance` (0 to 1).
    """

    def __init__(
        self,
        *,
        most_s: float,
        first_s: float = FIRST_S,
        jitter: float = JITTER,
        settled_s: float = SETTLED_S,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._first_s = first_s
        self._most_s = most_s
        self._jitter = jitter
        self._settled_s = settled_s
        self._chance = chance
        self._next_s = first_s

    def wait_s(self, *, lasted_s: float = 0.0) -> float:
        """Seconds to wait after a try that failed, `lasted_s` seconds after it began."""
        if lasted_s >= self._settled_s:
            self.reset()
        wait_s = min(self._most_s, self._next_s)
        self._next_s = min(self._most_s, wait_s * 2)
        return wait_s * (1 + self._jitter * (2 * self._chance() - 1))

    def reset(self) -> None:
        """Begin with the first wait again: a try went well."""
        self._next_s = self._first_s
