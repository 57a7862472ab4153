"""The pattern that marks a picture: soft cells, a little lighter or darker than without it.

A picture's longer side has `CELLS` cells, whatever its size. A quarter of the cells are the same in
every picture of every station, so that the others are found after scaling and cropping; each of
the others bears one chip of the programme's id, and its sign is scrambled, so that nothing repeats.
"""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

from webtv.media.watermark.code import CHIPS, Chips

CELLS = 128
"""Cells along the longer side of a picture."""

STRENGTH = 1.2
"""Levels of luma, of 255, by which the middle of a cell would differ. They are rounded: one level
is all that changes, and where a cell fades, nothing. Noise in place of the rounding would take 4 dB
of PSNR and a tenth of the encode, for a mark that is hardly stronger.
"""

_SYNC_SHARE = 0.25
_NEUTRAL = 128
_SEED = b"WebTV picture mark 1"
Cells = NDArray[np.float32]


@cache
def layout() -> tuple[Cells, NDArray[np.intp]]:
    """Of `CELLS` by `CELLS` cells the sign, and which chip each bears: -1 for what is the same.

    They follow from a fixed text by SHAKE-256, so they are the same everywhere and for ever.
    """
    count = CELLS * CELLS
    drawn = np.frombuffer(hashlib.shake_256(_SEED).digest(count * 4), ">u4").astype(np.int64)
    drawn = drawn.reshape(CELLS, CELLS)
    signs = (1 - 2.0 * (drawn & 1)).astype(np.float32)
    chip = (drawn >> 1) % CHIPS
    same = (drawn >> 16) < _SYNC_SHARE * (1 << 16)
    return signs, np.where(same, -1, chip).astype(np.intp)


def cells_of(chips: Chips | None) -> Cells:
    """All cells: those of one programme, or, without, only those that are always the same."""
    signs, chip = layout()
    borne = np.zeros(CHIPS, np.float32) if chips is None else chips
    return np.asarray(signs * np.append(borne, np.float32(1))[chip], np.float32)


def weights(pixels: int, cell: float, *, cells: int, offset: float = 0.0) -> NDArray[np.float32]:
    """How much each of `cells` cells of `cell` pixels is seen in each of `pixels`, along one side.

    A cell fades into the next one by a raised cosine. `offset` is where the first one begins.
    """
    places = (np.arange(pixels) + 0.5 - offset) / cell - 0.5
    apart = np.clip(np.abs(places[:, None] - np.arange(cells)), 0, 1)
    return np.asarray((1 + np.cos(np.pi * apart)) / 2, np.float32)


def picture(chips: Chips, width: int, height: int) -> bytes:
    """A picture in yuv420p: luma around 128, to be added to another one less 128."""
    cell = max(width, height) / CELLS
    down, across = (weights(side, cell, cells=CELLS) for side in (height, width))
    marks = down @ cells_of(chips) @ across.T * STRENGTH
    luma = np.rint(_NEUTRAL + marks).astype(np.uint8)
    chroma = bytes([_NEUTRAL]) * (2 * (-(-width // 2)) * (-(-height // 2)))
    return luma.tobytes() + chroma
