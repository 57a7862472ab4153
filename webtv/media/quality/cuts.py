"""Hidden cuts: places at which a picture becomes another one from one frame to the next.

A model that films one shot must not cut. A flash is no cut: after it the picture is as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_LEAST = 0.03
"""A cut changes the picture by at least so much on average, full scale being 1."""

_OUTLIER = 5.0
"""A cut changes it so many times more than the pictures around it do."""

_AROUND = 8
"""Pictures on either side that a step is compared with."""

_NEAR_S = 0.35
"""Cuts that are nearer to each other, or to a join, are one."""


def cuts(
    times: Sequence[float],
    steps: NDArray[np.float64],
    looks: Sequence[tuple[float, NDArray[np.float32]]],
) -> tuple[float, ...]:
    """Seconds at which the picture is cut.

    `steps` are the mean changes to the pictures at `times[1:]`. `looks` are some of the pictures,
    small, with their seconds: before and after a cut they differ as well.
    """
    found: list[float] = []
    for place in map(int, np.flatnonzero(steps >= _LEAST)):
        around = np.delete(
            steps[max(0, place - _AROUND) : place + _AROUND + 1], min(place, _AROUND)
        )
        if len(around) < 2 or steps[place] < _OUTLIER * np.median(around):
            continue
        at_s = times[place + 1]
        if _differs(at_s, looks) and (not found or at_s - found[-1] >= _NEAR_S):
            found.append(at_s)
    return tuple(found)


def hidden(cuts_s: Iterable[float], joins_s: Sequence[float]) -> tuple[float, ...]:
    """The cuts that are at no join of two shots."""
    return tuple(c for c in cuts_s if all(abs(c - join) >= _NEAR_S for join in joins_s))


def _differs(at_s: float, looks: Sequence[tuple[float, NDArray[np.float32]]]) -> bool:
    before = [small for when, small in looks if when < at_s]
    # The first look after a cut may be a flash's own picture: the second one is not.
    after = [small for when, small in looks if when >= at_s][1:2]
    if not before or not after:
        return False
    return bool(np.abs(after[0] - before[-1]).mean() >= _LEAST)
