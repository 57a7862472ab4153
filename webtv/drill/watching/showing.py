"""What somebody sees of a stream: when each picture can be shown, and how long the screen stood."""

from __future__ import annotations

import threading
import time

MOVING_S = 1.0
"""What moves for less than this between two holes does not part them."""


class Showing:
    """A player with `buffer_s` seconds of buffer. Times are of the monotonic clock.

    A picture is shown when the one before is over, or when it arrives, whichever is later; so
    both a stream that stops and one whose timestamps jump let the screen stand.
    """

    def __init__(self, *, buffer_s: float) -> None:
        self._buffer_s = buffer_s
        self._over = 0.0
        self._begun = False
        self.added = 0
        """How many pieces have come."""
        self._holes: list[tuple[float, float]] = []
        self._lock = threading.Lock()

    @property
    def begun(self) -> bool:
        """Whether anything was shown yet."""
        return self._begun

    def add(self, length_s: float, *, missing_s: float = 0.0, arrived: float | None = None) -> None:
        """Something to show for `length_s` arrived, with a hole in its timestamps before it."""
        at = time.monotonic() if arrived is None else arrived
        with self._lock:
            if not self._begun:
                self._begun, self._over = True, at + self._buffer_s
            shown = max(at, self._over + missing_s)
            if shown > self._over:
                self._stand(shown, shown - self._over)
            self._over = shown + length_s
            self.added += 1

    def _stand(self, at: float, length_s: float) -> None:
        """The screen stood until `at`; with hardly anything shown since it last did, all along."""
        if self._holes:
            before, longer_s = self._holes[-1]
            if at - length_s - before < MOVING_S:
                self._holes[-1] = (at, length_s + longer_s)
                return
        self._holes.append((at, length_s))

    def hole_s(self, since: float) -> float:
        """The longest the screen stood since then; one that lasts still counts."""
        now = time.monotonic()
        with self._lock:
            open_s = now - self._over if self._begun else now - since
            return max([open_s, 0.0, *(length for end, length in self._holes if end > since)])

    def moving_since(self, since: float, *, longer_s: float = 0.0) -> float | None:
        """When the last hole since then was over, of those of `longer_s` and more; None if none."""
        with self._lock:
            ends = (end for end, length in self._holes if end > since and length > longer_s)
            return max(ends, default=None)

    def forget(self, before: float) -> None:
        """Drop what is older, in long runs."""
        with self._lock:
            self._holes = [hole for hole in self._holes if hole[0] > before]
