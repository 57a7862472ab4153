"""When a part that died starts again."""

from __future__ import annotations

STEADY_S = 30.0
"""A part that ran this long had started well, so its next restart is quick again."""

FIRST_DELAY_S = 0.3
LONGEST_DELAY_S = 8.0


def restart_delay_s(failures: int) -> float:
    """Seconds to wait before the next start, after `failures` quick deaths in a row (1 or more).

    The longest wait stays below the 10 s within which a part must be back.
    """
    return float(min(LONGEST_DELAY_S, FIRST_DELAY_S * 2 ** max(0, failures - 1)))
