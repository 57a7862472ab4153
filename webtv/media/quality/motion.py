"""Motion: how evenly a picture changes, and how long nothing in it does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

POSES_PER_S = 12
"""Animation "on twos" has so many poses a second, and counts as smooth."""

_RESTING = 0.001
"""A picture rests while it changes by less than this on average, full scale being 1."""


def unevenness(times: Sequence[float], steps: NDArray[np.float64]) -> float:
    """How much motion stutters: 0 for the same change at each pose, 1 for stop and go.

    `steps` are the mean changes to the pictures at `times[1:]`. Each pose is compared with the mean
    of those beside it, so that motion may grow and fade.
    """
    if len(steps) < 3 or steps.mean() < _RESTING / 10:
        return 0.0
    slots = (np.asarray(times[1:]) * POSES_PER_S + 1e-3).astype(np.intp)
    poses = np.bincount(slots, weights=steps)[np.unique(slots)]
    if len(poses) < 3:
        return 0.0
    # The largest steps are cuts, which say nothing of motion.
    poses = np.minimum(poses, np.quantile(poses, 0.95))
    apart = np.abs(poses[1:-1] - (poses[:-2] + poses[2:]) / 2)
    return float(min(1.0, apart.mean() / max(poses.mean(), 1e-9)))


def rest(looks: NDArray[np.float64]) -> float:
    """The share of `looks`, mean changes within a quarter of a second, in which nothing moved."""
    return float(np.mean(looks < _RESTING)) if len(looks) else 0.0
