"""Borders: bars of flat black beside, above or below the picture (letterbox, pillarbox)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from webtv.media.quality.measures import Found

_DARK = 36
"""Limited range begins at 16; bars that were scaled and encoded again stay below this."""

_FLAT = 3
"""Levels (of 255) that a bar may vary by, most of its length: a night sky varies more."""

_STEP = 6
"""Levels by which the first line of the picture must be brighter: a bar has an edge."""


class Border:
    """Looks for bars that are there all the time."""

    def __init__(self) -> None:
        self._brightest: NDArray[np.uint8] | None = None
        self._at_s = 0.0

    def see(self, at_s: float, luma: NDArray[np.uint8]) -> None:
        """Take the next picture to be looked at: brightness by pixel, 0 to 255."""
        if self._brightest is None or self._brightest.shape != luma.shape:
            self._brightest, self._at_s = luma.copy(), at_s
        else:
            np.maximum(self._brightest, luma, out=self._brightest)

    def widest(self) -> Found:
        """The widest bar, as a share of the height or width."""
        if self._brightest is None:
            return Found()
        luma = self._brightest
        bars = [_bar(side) for side in (luma, luma[::-1], luma.T, luma.T[::-1])]
        return Found(max(bars), self._at_s)


def _bar(luma: NDArray[np.uint8]) -> float:
    """The share of lines, from the top, that are a bar."""
    lines, inside = 0, 0.0
    for line in luma[: len(luma) // 2]:
        low, middle, high = np.quantile(line, (0.02, 0.5, 0.98))
        if high > _DARK or high - low > _FLAT:
            break
        lines, inside = lines + 1, float(middle)
    else:
        return 0.0
    if lines == 0:
        return 0.0
    beyond = luma[min(lines + 2, len(luma) - 1)].astype(np.int16)
    edged = float(np.mean(beyond - inside >= _STEP))
    return lines / len(luma) if edged >= 0.5 else 0.0
