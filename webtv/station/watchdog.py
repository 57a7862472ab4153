"""Which parts are restarted although they run, because viewers get nothing through them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from webtv.model.status import Verdict

HELD_S = 6.0
"""A suspicion must last so long: longer than the probe takes from one verdict to the next."""

SETTLED_S = 45.0
"""A part that has not run so long is still starting, or has just been restarted for this."""

AGAIN_S = 300.0
"""Least time between two such restarts of one part: what did not help at once seldom helps."""


class Watchdog:
    """Remembers since when each part is suspected and when it was last restarted for it.

    `clock` gives seconds that only grow: setting the machine's clock must restart nothing.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._suspected: dict[str, float] = {}
        self._restarted: dict[str, float] = {}

    def due(self, verdict: Verdict | None, *, uptimes: Mapping[str, float]) -> dict[str, str]:
        """The parts to restart now, with the reason; each counts as restarted after this.

        `verdict` is the newest one unless it is stale; `uptimes` holds the seconds that each part
        of this station has run.
        """
        now = self._clock()
        reasons: dict[str, str] = {"probe": "it says nothing any more"}
        if verdict is not None:
            reasons = {s.part: s.reason for s in verdict.suspicions}
        self._suspected = {part: self._suspected.get(part, now) for part in reasons}
        due = {
            part: reason
            for part, reason in reasons.items()
            if uptimes.get(part, 0.0) >= SETTLED_S
            and now - self._suspected[part] >= HELD_S
            and now - self._restarted.get(part, -AGAIN_S) >= AGAIN_S
        }
        self._restarted.update(dict.fromkeys(due, now))
        return due
