"""Whether a backend works: a circuit that opens when it fails and is tried again by one call.

While it works, calls go through. A failure opens the circuit for a while: nobody calls. Then one
call is let through to try; what becomes of it closes the circuit or opens it for longer. Lost is
logged once, and so is back.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from math import ceil

import structlog

from webtv.errors import BackendError, MisconfiguredError, UnavailableError

SHORTEST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
WAIT_SHARE = 0.15
"""Wait this share of the outage so far: a station that starts is not kept waiting by a Space that
starts beside it, and one that is gone for long is left in peace."""

JITTER = 0.2
"""Waits are longer or shorter by up to this share, so that stations do not come back as a crowd.
A time that the backend named itself is only ever made longer."""

PARKED_S = 300.0
"""Seconds until a misconfigured backend is tried again, in case somebody has mended it."""


class Health:
    """One backend's state. `clock` gives seconds that only grow, `chance` a number from 0 to 1."""

    def __init__(
        self,
        backend: str,
        *,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.backend = backend
        self.error: BackendError | None = None
        self.successes = 0
        """Calls that went well since the start."""
        self._clock = clock
        self._chance = chance
        self._retry_at = 0.0
        self._lost_at = 0.0

    @property
    def wait_s(self) -> float:
        """Seconds until the backend may be tried again; 0 while it works."""
        return max(0.0, self._retry_at - self._clock()) if self.error else 0.0

    @property
    def parked(self) -> bool:
        """Whether only an operator can mend it."""
        return isinstance(self.error, MisconfiguredError)

    @property
    def note(self) -> str:
        """What is wrong, in one sentence; empty while it works or is being tried again."""
        if self.error is None or self.wait_s == 0:
            return ""
        if self.parked:
            return str(self.error)
        return f"{self.backend} unavailable, trying again in {ceil(self.wait_s)} s"

    def failed(self, error: BackendError) -> None:
        """Take note of a failure. A refusal is not one: the backend works."""
        if not isinstance(error, UnavailableError | MisconfiguredError):
            self.worked()
            return
        if self.error is None:
            self._lost_at = self._clock()
            log = structlog.get_logger().bind(backend=self.backend, reason=str(error))
            if self.successes or isinstance(error, MisconfiguredError):
                log.warning("backend lost")
            else:
                log.info("backend not there yet")
        elif self.wait_s > 0:
            # Calls that were under way together fail together; they count as one failure.
            return
        self.error = error
        if isinstance(error, MisconfiguredError):
            wait_s = PARKED_S
        elif error.retry_after_s:
            wait_s = error.retry_after_s * (1 + JITTER / 2 * self._chance())
        else:
            outage_s = self._clock() - self._lost_at
            wait_s = min(LONGEST_WAIT_S, max(SHORTEST_WAIT_S, WAIT_SHARE * outage_s))
            wait_s *= 1 + JITTER * (2 * self._chance() - 1)
        self._retry_at = self._clock() + wait_s

    def retry_now(self) -> None:
        """Let the next call try at once: somebody may have mended it."""
        self._retry_at = 0.0

    def worked(self) -> None:
        """Take note of a success."""
        self.successes += 1
        if self.error is not None:
            structlog.get_logger().info("backend back", backend=self.backend)
        self.error = None
