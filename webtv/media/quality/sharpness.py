"""Sharpness: how steep edges are, whatever the contrast of the picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_APART = 4
"""Pixels over which a soft edge still rises and a sharp one does not."""

_LINES = 8
"""Every so many lines are enough."""


def sharpness(luma: NDArray[np.uint8]) -> float:
    """How sharp a picture is: 1 where edges take one pixel, 0 where they take four and more.

    Compared are the squares of the steps to the next pixel and to the fourth one, along some lines
    and columns. A step of height h over w pixels sums up to h²/w, and, seen over d pixels, to
    d·h² where it is steep and to d²·h²/w where it is not: so the ratio goes from 1/d² to 1/d.
    """
    near = far = 0.0
    for lines in (luma[::_LINES], luma[:, ::_LINES].T):
        wide = lines.astype(np.float32)
        near += float(np.square(wide[:, 1:] - wide[:, :-1]).sum())
        far += float(np.square(wide[:, _APART:] - wide[:, :-_APART]).sum())
    if far <= 0:
        return 0.0
    soft, steep = 1 / _APART**2, 1 / _APART
    return float(min(1.0, max(0.0, (near / far - soft) / (steep - soft))))
