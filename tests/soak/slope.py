"""Whether a figure grows: least squares over time."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import linear_regression, median


def slope(times: Sequence[float], values: Sequence[float]) -> float:
    """Growth per unit of time of the line that fits best; 0 for less than two samples."""
    if len(times) < 2 or times[0] == times[-1]:
        return 0.0
    return linear_regression(times, values).slope


def growth(values: Sequence[float]) -> float:
    """How much higher the last third stands than the middle one, by medians.

    The first third is left out: caches fill, allocators settle.
    """
    third = len(values) // 3
    if not third:
        return 0.0
    return median(values[-third:]) - median(values[third:-third] or values[:third])
