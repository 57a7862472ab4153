"""Flicker: brightness that goes up and down again and again.

After ITU-R BT.1702, which broadcasters use against harmful flashing: a flash is a pair of opposing
changes of brightness on more than a quarter of the picture, and more than three of them in one
second are too many. A bolt of lightning passes; a light that never rests does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from webtv.media.quality.measures import Found

ZONES = 4
"""The picture is watched in 4 x 4 parts."""

_AREA = ZONES * ZONES // 4
_FLASHES = 3
_WINDOW_S = 1.0


def flicker(brightness: Sequence[tuple[float, NDArray[np.float64]]]) -> Found:
    """The size of the flashes (0 to 1) of which there are more than three within some second.

    `brightness` is the second of each picture and the mean level (0 to 1) of each of its zones.
    """
    if len(brightness) < 3:
        return Found()
    times = [at_s for at_s, _ in brightness]
    zones = np.stack([levels for _, levels in brightness], axis=1)
    worst = [_worst(times, levels) for levels in zones]
    # What the quarter of the zones that flicker most have in common.
    return sorted(worst, key=lambda found: -found.value)[_AREA - 1]


def _worst(times: Sequence[float], levels: NDArray[np.float64]) -> Found:
    flashes = _flashes(times, levels)
    worst = Found()
    for first, (since_s, _) in enumerate(flashes):
        sizes = [size for at_s, size in flashes[first:] if at_s <= since_s + _WINDOW_S]
        if len(sizes) > _FLASHES:
            size = sorted(sizes, reverse=True)[_FLASHES]
            worst = max(worst, Found(size, since_s), key=lambda found: found.value)
    return worst


def _flashes(times: Sequence[float], levels: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Every pair of opposing changes: the second of its peak or trough, and its smaller change."""
    steps = np.diff(levels)
    inner = [int(i) + 1 for i in np.flatnonzero(steps[:-1] * steps[1:] < 0)]
    turns = [0, *inner, len(levels) - 1]
    swings = [abs(float(levels[b] - levels[a])) for a, b in pairwise(turns)]
    # Changes pair up from the first one, so that none counts for two flashes.
    return [
        (times[turns[i + 1]], min(swings[i], swings[i + 1])) for i in range(0, len(swings) - 1, 2)
    ]
