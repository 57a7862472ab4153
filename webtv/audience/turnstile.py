"""How often one viewer may ask for what is written down: a few times, then once each so often."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KNOWN = 4096


class Turnstile:
    """Lets each viewer through `burst` times at once, and then once each `every_s` seconds.

    The viewers who came longest ago are forgotten, so it takes little memory whoever comes.
    """

    def __init__(
        self, *, burst: int, every_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._room_s = burst * every_s
        self._every_s = every_s
        self._clock = clock
        self._until: OrderedDict[str, float] = OrderedDict()

    def passes(self, who: str) -> bool:
        """Count one more of a viewer; False where that is too many now."""
        now = self._clock()
        until = max(now, self._until.pop(who, now)) + self._every_s
        passes = until - now <= self._room_s
        self._until[who] = until if passes else until - self._every_s
        while len(self._until) > _MOST_KNOWN:
            self._until.popitem(last=False)
        return passes
