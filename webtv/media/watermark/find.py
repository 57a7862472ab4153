"""Finds the pattern in pictures that were encoded anew, scaled and cropped by some per cent.

A picture is looked at small, as a *plane* with three pixels a cell. What varies slowly in it is
taken away, and what is left counts the less the more varies there. In the sum of many planes the
cells that are always the same stand out, where scale and place are right.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from numpy import fft  # numpy brings it when it is asked for, which a confined child may not do
from numpy.typing import NDArray

from webtv.media.watermark.code import CHIPS, Chips
from webtv.media.watermark.pattern import CELLS, Cells, cells_of, layout, weights

PER_CELL = 3
"""Pixels of a plane along the middle of a cell."""

MOST_CROPPED = 0.06
"""The share of a side that may be missing."""

MOST_UNEVEN = 0.03
"""How much more may be missing of one side than of the other."""

CLEAR = 6.5
"""So many standard deviations the place of a pattern stands out; by chance none does by 5."""

_COARSE, _FINE = 0.01, 0.0025
_SMOOTH = 9  # pixels of the square whose mean is taken away, three cells
_NEAR = 7
_QUIET = 1.0  # levels; less variation than this is the encoder's

_ROOM = 1.0 + MOST_CROPPED  # beside the plane, so that nothing wraps into it

Plane = NDArray[np.float32]
Spectrum = NDArray[np.complex64]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pattern lies in a plane: pixels a cell and of the first cell, across and down.

    `clear` says by how many standard deviations it stands out.
    """

    across: float
    down: float
    left: float
    top: float
    clear: float

    @property
    def missing(self) -> tuple[float, float]:
        """The shares of a picture's width and height that a recording lacks."""
        across, down = (max(0.0, 1 - PER_CELL / each) for each in (self.across, self.down))
        return round(across, 4), round(down, 4)


def plane_size(width: int, height: int) -> tuple[int, int]:
    """Width and height of the plane of a picture."""
    scale = PER_CELL * CELLS / max(width, height)
    return max(PER_CELL, round(width * scale)), max(PER_CELL, round(height * scale))


def flattened(levels: Plane) -> Plane:
    """What a pattern would be seen in: a picture's luma (0 to 255) without what it shows."""
    rest = levels - _mean(levels, _SMOOTH)
    return np.asarray(rest / (_mean(rest * rest, _NEAR) + _QUIET), np.float32)


def find(plane: Plane) -> Place:
    """Where the pattern is likeliest in a sum of flattened planes, at whatever scale."""
    height, width = plane.shape
    shape = _fast(height * _ROOM), _fast(width * _ROOM)
    spectrum = fft.rfft2(plane, shape)

    def at(x: float, y: float, same: Spectrum | None = None) -> Place:
        drawn = _drawn(shape, height, width, x, y) if same is None else same
        return _likeliest(fft.irfft2(spectrum * drawn, shape), x, y)

    coarse = _all_drawn(shape, height, width)
    best = max((at(x, y, drawn) for (x, y), drawn in coarse.items()), key=_clearness)
    for step in (_FINE * 2, _FINE):
        x, y = (1 - PER_CELL / each for each in (best.across, best.down))
        near = (-step, 0.0, step)
        tries = [at(x + i, y + j) for i in near for j in near if i or j]
        best = max((best, *tries), key=_clearness)
    return best


class Reader:
    """Reads cells of planes of one size at one place."""

    def __init__(self, place: Place, height: int, width: int) -> None:
        self.place = place
        self._down = weights(height, place.down, cells=CELLS, offset=place.top).T
        self._across = weights(width, place.across, cells=CELLS, offset=place.left)
        self._signs, chip = layout()
        self._bearing = chip >= 0
        self._chip = chip[self._bearing]

    def fits(self, plane: NDArray[np.floating]) -> bool:
        """Whether a plane has the size that is read here."""
        return plane.shape == (self._down.shape[1], self._across.shape[0])

    def chips(self, plane: Plane) -> Chips:
        """The sums of the cells of each chip."""
        seen = self._seen(plane)[self._bearing]
        return np.asarray(np.bincount(self._chip, seen, minlength=CHIPS), np.float32)

    def clear(self, plane: Plane) -> float:
        """By how many standard deviations the cells that are always the same stand out."""
        seen = self._seen(plane)[~self._bearing]
        return float(seen.sum() / (np.linalg.norm(seen) or 1.0))

    def _seen(self, plane: Plane) -> Cells:
        return np.asarray((self._down @ plane @ self._across) * self._signs, np.float32)


def _likeliest(alike: NDArray[np.floating], x: float, y: float) -> Place:
    """The likeliest place when a share `x` of the width is missing and `y` of the height."""
    # What is missing at the left and at the top moves the pattern there: offsets are 0 or less.
    tops, lefts = (int(max(share, 0) * PER_CELL * CELLS) + 2 for share in (y, x))
    rows, columns = np.arange(-tops, 2), np.arange(-lefts, 2)
    near = alike[np.ix_(rows, columns)]
    at = np.unravel_index(int(near.argmax()), near.shape)
    top, left = int(rows[at[0]]), int(columns[at[1]])
    return Place(
        across=PER_CELL / (1 - x),
        down=PER_CELL / (1 - y),
        left=left + _between(alike[top], left),
        top=top + _between(alike[:, left], top),
        clear=float((near[at] - alike.mean()) / (alike.std() or 1.0)),
    )


@lru_cache(maxsize=2)
def _all_drawn(
    shape: tuple[int, int], height: int, width: int
) -> dict[tuple[float, float], Spectrum]:
    crops = [number * _COARSE for number in range(round(MOST_CROPPED / _COARSE) + 1)]
    shapes = [(x, y) for x in crops for y in crops if abs(x - y) <= MOST_UNEVEN + _COARSE / 2]
    return {(x, y): _drawn(shape, height, width, x, y) for x, y in shapes}


def _drawn(shape: tuple[int, int], height: int, width: int, x: float, y: float) -> Spectrum:
    """The spectrum, conjugated, of the cells that are always the same, as large as they are seen
    when a share `x` of the width is missing and `y` of the height.
    """
    across, down = PER_CELL / (1 - x), PER_CELL / (1 - y)
    rows = min(CELLS, int(height / down * _ROOM) + 1)
    columns = min(CELLS, int(width / across * _ROOM) + 1)
    same = cells_of(None)[:rows, :columns]
    drawn = weights(shape[0], down, cells=rows) @ same @ weights(shape[1], across, cells=columns).T
    return np.conj(fft.rfft2(drawn, shape)).astype(np.complex64)


def _between(values: NDArray[np.floating], at: int) -> float:
    """How far beside a whole number the top of a parabola through three values is."""
    before, here, after = (float(values[(at + step) % len(values)]) for step in (-1, 0, 1))
    bend = before - 2 * here + after
    return max(-0.5, min(0.5, (before - after) / bend / 2)) if bend < 0 else 0.0


def _clearness(place: Place) -> float:
    return place.clear


def _fast(least: float) -> int:
    """The next number of which a Fourier transform is quick: it has no factor above 5."""
    number = ceil(least / 2) * 2
    while True:
        rest = number
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return number
        number += 2


def _mean(plane: Plane, side: int) -> Plane:
    """The mean of the square of `side` pixels around each pixel."""
    half = side // 2
    sums = np.pad(plane.astype(np.float64), (half + 1, half), mode="edge").cumsum(0).cumsum(1)
    rows = sums[side:] - sums[:-side]
    return np.asarray((rows[:, side:] - rows[:, :-side]) / side**2, np.float32)
