"""Deadlines that allow for a machine that has other work."""

from __future__ import annotations

import os

_MOST = 6.0


def slack() -> float:
    """How many times longer than on an idle machine something may take now: 1 to 6.

    Processes that want to run, per core, as Linux's load average counts them. A promise such as
    "ends within five seconds" is held to the second where nothing else runs.
    """
    runnable = os.getloadavg()[0] / (os.cpu_count() or 1)
    return min(max(1.0, runnable), _MOST)
