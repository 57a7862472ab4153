"""Blocks: what is left of a picture whose data were damaged, or of far too few bits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BLOCK = 8
"""Transform blocks of MPEG-2, MPEG-4, H.264 and JPEG begin at multiples of 8 pixels."""

_TILE = 8
"""Blocks in a row of a tile. Each tile is judged alone: damage need not fill the picture."""

_GRAIN = 1.0
"""Levels (of 255) of contrast that even a flat surface is granted."""


def blockiness(luma: NDArray[np.uint8]) -> float:
    """The contrast across the edges of blocks, against that inside of them; about 1 if clean.

    `luma` holds the brightness of each pixel, 0 to 255. The value is that of the tenth of the
    picture's tiles where it is highest.
    """
    size = _BLOCK * _TILE
    rows, columns = ((length - 1) // size * size for length in luma.shape)
    if not rows or not columns:
        return 1.0
    down = _ratios(luma[: rows + 1, :columns])
    across = _ratios(luma[:rows, : columns + 1].T)
    return float(np.quantile(np.minimum(down, across.T), 0.9))


def _ratios(luma: NDArray[np.uint8]) -> NDArray[np.float64]:
    """For each tile, edges against insides of its rows of blocks; of whole tiles and a line."""
    size = _BLOCK * _TILE
    levels = luma.astype(np.int16)
    steps = np.abs(levels[1:] - levels[:-1])
    rows, columns = steps.shape
    # By line of the tile: tile row, block, line of the block, tile column.
    lines = steps.reshape(rows // size, _TILE, _BLOCK, columns // size, size).mean(axis=4)
    edges = np.median(lines[:, :, -1, :], axis=1)
    insides = np.median(lines[:, :, :-1, :].mean(axis=2), axis=1)
    return np.asarray((edges + _GRAIN) / (insides + _GRAIN))
