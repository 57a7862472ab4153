"""A limit on how often one person has the station make something anew."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from webtv.errors import WebTVError

_HOUR_S = 3600.0


class Pace:
    """Counts deeds of each person in the last hour, since the console began."""

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._counting = threading.Lock()
        self._deeds: dict[str, deque[float]] = {}

    def take(self, person: str, what: str) -> None:
        """Count a deed. Raises `WebTVError` where there were too many."""
        now = self._clock()
        with self._counting:
            deeds = self._deeds.setdefault(person, deque())
            while deeds and now - deeds[0] >= _HOUR_S:
                deeds.popleft()
            if len(deeds) >= self._most:
                wait_s = _HOUR_S - (now - deeds[0])
                raise WebTVError(
                    f"{self._most} {what} in an hour are enough: each has the station make a "
                    f"programme at once; try again in {wait_s / 60:.0f} minutes"
                )
            deeds.append(now)
