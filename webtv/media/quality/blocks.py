"""Blocks: what is left of a picture whose data were damaged, or of far too few bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BLOCK = 8
"""Transform blocks of MPEG-2, MPEG-4, H.264 and JPEG begin at multiples of 8 pixels."""

_STEP = 10
"""Levels (of 255) that make a seam between two lines of pixels visible."""

_ALONE = 3
"""A seam is three times the steps beside it: shading and texture have none."""

_MOST = 6
"""Pixels (of 8) along one side of a block that must show the seam."""

_STRIP = 64
"""Lines looked at together: so few stay in the processor's cache."""


def blockiness(luma: NDArray[np.uint8], *, above: float = 0.0) -> float:
    """The share of block sides with a seam, less what the picture has of such edges anyway.

    `luma` holds the brightness of each pixel, 0 to 255. A drawn edge can lie on the grid of blocks
    as well as anywhere else, and a long one often lies along one direction only; so edges off the
    grid are taken away, and the lesser of both directions counts. Below 0 there are no blocks. What
    is not `above` that is no more than an upper limit, which costs half as much.
    """
    across = _excess(luma)
    return across if across <= above else min(across, _excess(np.ascontiguousarray(luma.T)))


def _excess(luma: NDArray[np.uint8]) -> float:
    """The share of upper and lower sides of blocks that are seams, less that of other lines."""
    lines, width = (luma.shape[0] - 1) // _BLOCK * _BLOCK, luma.shape[1] // _BLOCK * _BLOCK
    if lines < 2 * _BLOCK or width == 0:
        return 0.0
    seams = np.zeros(lines, np.intp)
    # Whole arrays: numpy takes ten times as long to compare with a single number.
    most, least = (
        np.full((_STRIP, width), level, np.uint8) for level in (255 // _ALONE, _STEP - 1)
    )
    for top in range(1, lines - 1, _STRIP):
        end = min(top + _STRIP, lines - 1)
        near = luma[top - 1 : end + 2, :width]
        step = np.maximum(near[1:], near[:-1])
        step -= np.minimum(near[1:], near[:-1])
        beside = np.maximum(step[:-2], step[2:])
        np.minimum(beside, most[: end - top], out=beside)
        limit = np.maximum(beside + beside + beside, least[: end - top])
        # Eight truth values are eight bytes of one number, whose set bits are counted.
        seam = np.bitwise_count(np.greater(step[1:-1], limit).view(np.uint64))
        seams[top:end] = np.count_nonzero(seam >= _MOST, axis=1)
    by_line = seams.reshape(-1, _BLOCK).sum(axis=0) / (lines // _BLOCK * (width // _BLOCK))
    return float(by_line[-1] - by_line[:-1].max())
