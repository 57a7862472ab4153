"""Blocks: what is left of a picture whose data were damaged, or of far too few bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BLOCK = 8
"""Transform blocks of MPEG-2, MPEG-4, H.264 and JPEG begin at multiples of 8 pixels."""

_STEP = 10
"""Levels (of 255) that make a seam between two lines of pixels visible."""

_ALONE = 3
"""A seam is so many times the steps beside it: shading and texture have none."""

_MOST = 6
"""Pixels (of 8) along one side of a block that must show the seam."""


def blockiness(luma: NDArray[np.uint8]) -> float:
    """The share of block sides with a seam, less what the picture has of such edges anyway.

    `luma` holds the brightness of each pixel, 0 to 255. A drawn edge can lie on the grid of blocks
    as well as anywhere else, and a long one often lies along one direction only; so edges off the
    grid are taken away, and the lesser of both directions counts. Below 0 there are no blocks.
    """
    across = _excess(luma)
    # Most pictures are clean already here.
    return across if across <= 0 else min(across, _excess(np.ascontiguousarray(luma.T)))


def _excess(luma: NDArray[np.uint8]) -> float:
    """The share of upper and lower sides of blocks that are seams, less that of other lines."""
    lines, width = (luma.shape[0] - 1) // _BLOCK * _BLOCK, luma.shape[1] // _BLOCK * _BLOCK
    if lines < 2 * _BLOCK or width == 0:
        return 0.0
    above, below = luma[:lines, :width], luma[1 : lines + 1, :width]
    step = np.maximum(above, below) - np.minimum(above, below)
    beside = np.minimum(np.maximum(step[:-2], step[2:]), 255 // _ALONE) * np.uint8(_ALONE)
    seam = np.zeros(step.shape, np.bool_)
    np.greater(step[1:-1], np.maximum(beside, _STEP - 1), out=seam[1:-1])
    # Eight truth values are eight bytes of one number, whose set bits are counted.
    sides = np.bitwise_count(seam.view(np.uint64)) >= _MOST
    by_line = sides.reshape(-1, _BLOCK, width // _BLOCK).mean(axis=(0, 2))
    return float(by_line[-1] - by_line[:-1].max())
