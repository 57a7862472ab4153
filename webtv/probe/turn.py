"""Decides when a viewer looks again."""

from __future__ import annotations

from zlib import crc32

FIRST_LOOK_S = 4.0
"""A channel that is new has no HLS before its first segment is full."""

AGAIN_S = 5.0
"""Seconds until a fault is looked at again, to confirm it or to see its end."""


def next_look_s(name: str, *, now: float, every_s: float, failing: bool) -> float:
    """Seconds until the next look. `now` is seconds on any clock that all viewers share.

    Each name has a moment of its own in every `every_s` seconds, so that many viewers do not look
    all at once.
    """
    if failing:
        return min(AGAIN_S, every_s)
    moment = crc32(name.encode()) / 2**32 * every_s
    wait_s = (moment - now) % every_s
    # What has just looked does not look again at once.
    return wait_s if wait_s > every_s / 4 else wait_s + every_s
