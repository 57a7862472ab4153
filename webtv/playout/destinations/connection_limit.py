"""The limit on one connection's length, and the renewal on purpose before it."""

from __future__ import annotations

import random

from webtv.playout.mpegts.reader import TICKS_PER_S

FLV_CAP_S = 2**31 / 1000
"""FLV counts milliseconds in 31 bits and goes back to zero after 24 days, 20 h and 31 min."""

_EARLIEST, _LATEST = 0.94, 0.98
_FORCED = 0.995


class ConnectionLimit:
    """Says when a connection is renewed: at a join, before `cap_s` seconds of media; None: never.

    The moment is drawn anew for each connection, so that not all destinations go at once.
    """

    def __init__(self, cap_s: float | None) -> None:
        self.planned_s: float | None = None
        self._cap_s = cap_s
        self._began = 0

    def begin(self, tick: int) -> None:
        """Begin to count for a connection whose first picture is due at `tick`."""
        self._began = tick
        if self._cap_s is not None:
            self.planned_s = self._cap_s * random.uniform(_EARLIEST, _LATEST)

    def due(self, tick: int) -> bool:
        """Tell whether it should be renewed if there is a join at `tick`."""
        return self.planned_s is not None and self._lasted_s(tick) >= self.planned_s

    def overdue(self, tick: int) -> bool:
        """Tell whether it must be renewed at a keyframe, because no join came in time."""
        return self._cap_s is not None and self._lasted_s(tick) >= self._cap_s * _FORCED

    def _lasted_s(self, tick: int) -> float:
        return (tick - self._began) / TICKS_PER_S
