"""Sheets of paper as pixels: drawn once, then shifted and enlarged for every frame."""

from __future__ import annotations

import math
from copy import copy
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from webtv.studio.theatre import paper
from webtv.studio.theatre.camera import View
from webtv.studio.theatre.canvas import Canvas, Grey, over
from webtv.studio.theatre.paper import Cutout
from webtv.studio.theatre.scenery.cloth import Sheet
from webtv.studio.theatre.sheets import BLEED, HEIGHT, WIDTH

_cv: Any = cv2

LINES = 576
"""Sheets are drawn for the largest picture."""

_SKIPPED = 48
"""Most pixels of an enlarged sheet that are left out before a frame: see `_cut`."""

_OFF = 0.06
"""Pixels of a frame by which a sheet may be beside its place."""

MARGIN = _SKIPPED
"""Rows that a sheet should have above what is on it."""


@dataclass(frozen=True)
class Painted:
    """A sheet's pixels in the encoder's colours, the rows from `offset` on; above row `clear` it
    is empty, below row `solid` opaque. All planes lie in one array, one below the other, so that
    it can be kept in a file: Y and what shines through, then U, V and what shines through at half
    size.
    """

    pixels: Grey
    offset: int
    clear: int
    solid: int

    @property
    def rows(self) -> int:
        """Rows of the sheet, a multiple of four."""
        return len(self.pixels) * 4 // 11


def painted(image: Cutout, offset: int) -> Painted:
    """A cut-out, its sides even and its rows a multiple of four, as a sheet."""
    high, wide = image.shape[:2]
    alpha = image[..., 3]
    used = np.flatnonzero(alpha.any(axis=1))
    open_ = np.flatnonzero(alpha.min(axis=1) < 255) if high else used
    full = paper.coded(image)
    pixels = np.empty((high * 11 // 4, wide), np.uint8)
    if high:
        half = _cv.resize(full, (wide // 2, high // 2), interpolation=cv2.INTER_AREA)
        pixels[:high], pixels[high : 2 * high] = full[..., 0], ~full[..., 3]
        pixels[2 * high :].reshape(3, high // 2, wide // 2)[:] = half[..., 1:].transpose(2, 0, 1)
        np.invert(pixels[11 * high // 4 - high // 4 :], pixels[11 * high // 4 - high // 4 :])
    clear, solid = int(used[0]) if len(used) else high, int(open_[-1]) + 1 if len(open_) else 0
    return Painted(pixels, offset, clear, solid)


@dataclass(frozen=True)
class Band:
    """Rows of a frame that a sheet touches, blends and covers wholly, for one view; even."""

    first: int
    solid: int
    last: int
    scale: float
    left: float
    top: float


class Plane:
    """A sheet at its distance. Rows above its highest edge are not touched, rows that it covers
    wholly are copied, only those between are blended.
    """

    def __init__(self, sheet: Sheet, made: Painted, *, zoom: float = 1.0) -> None:
        self._sheet, self._made, self._zoom, self._lines = sheet, made, zoom, LINES
        rows, wide = made.rows, made.pixels.shape[1]
        self._luma = made.pixels[:rows]
        self._through = made.pixels[rows : 2 * rows]
        self._halves = made.pixels[2 * rows :].reshape(3, rows // 2, wide // 2)

    def sized(self, height: int) -> Plane:
        """The same sheet for a picture of another height: half as large, for a small one."""
        if height > LINES * 0.7 or not self._made.rows:
            return self
        small = copy(self)
        small._lines = LINES // 2
        small._luma, small._through = _half(self._luma), self._halves[2]
        small._halves = np.stack([_half(plane) for plane in self._halves])
        return small

    def band(self, size: tuple[int, int], view: View, time_s: float, stand: View) -> Band:
        """Where the sheet is, as the camera sees it, in a frame of `size` (width, height).

        `stand` is where the camera stands in this shot: how far right and down of the middle, and
        how near, from which it moves as `view` says.
        """
        width, height = size
        near, sway = self._sheet.near, self._sheet.sway
        cx, cy = view[0] + stand[0] * (near > 0.2), view[1] + stand[1] * (near > 0.2)
        scale = (1 + (view[2] - 1) * (0.25 + 0.75 * near)) * self._zoom
        scale *= 1 + (stand[2] - 1) * (0.3 + 0.7 * min(1.0, near))
        shift = sway * math.sin(time_s * 1.15 + near * 9) + self._sheet.drift * time_s
        unit = height / HEIGHT
        x = (BLEED - shift) * unit + cx * near * height
        y = (BLEED + 0.18 * sway * math.sin(time_s * 1.7 + near * 5)) * unit
        y += cy * near * height
        left = width / 2 - (x + WIDTH * unit / 2) * scale
        top = height / 2 - (y + height / 2) * scale
        share, made = scale * height / LINES, self._made
        top += made.offset * share
        first = min(height, max(0, _even(math.floor(made.clear * share + top))))
        solid = min(height, max(first, _even(math.ceil(made.solid * share + top) + 2)))
        last = min(height, _even(math.floor(made.rows * share + top)))
        scale *= height / self._lines
        return Band(first, solid, last, scale, left, top)

    def draw(self, canvas: Canvas, band: Band, hidden_from: int) -> None:
        """Lay the sheet on the frame; rows from `hidden_from` on will be covered by another."""
        last = min(band.last, hidden_from)
        if band.first >= last:
            return
        u, v, half = self._halves
        halves = tuple(zip(canvas.chroma, (u, v), strict=True))
        for part, through, planes in (
            (1, self._through, ((canvas.luma, self._luma),)),
            (2, half, halves),
        ):
            first, end = band.first // part, last // part
            solid = max(first, min(band.solid // part, end))
            cut = _Cut(band, part, canvas.width // part, first, end - first, through.shape)
            veil = cut.of(through, solid - first, 255)
            for below, above in planes:
                seen = cut.of(above, end - first, 0)
                over(below[first:solid], seen[: solid - first], veil)
                below[solid:end] = seen[solid - first :]


def draw_all(
    planes: list[Plane], canvas: Canvas, view: View, time_s: float, stand: View = (0.0, 0.0, 1.0)
) -> None:
    """Lay sheets on a frame from far to near, each only where no nearer one hides it."""
    size = (canvas.width, canvas.height)
    bands = [plane.band(size, view, time_s, stand) for plane in planes]
    hidden = canvas.height
    limits = []
    for band in reversed(bands):
        limits.append(hidden)
        if band.last >= canvas.height:
            hidden = min(hidden, band.solid)
    for plane, band, limit in zip(planes, bands, reversed(limits), strict=True):
        plane.draw(canvas, band, limit)


def _half(plane: Grey) -> Grey:
    size = plane.shape[1] // 2, plane.shape[0] // 2
    return np.asarray(_cv.resize(plane, size, interpolation=cv2.INTER_AREA))


def _even(number: int) -> int:
    return number // 2 * 2


class _Cut:
    """The part of a sheet's plane that is seen in `high` rows of a frame from `first` on; `part`
    is 2 at half size, `shape` that of the plane.
    """

    def __init__(
        self, band: Band, part: int, wide: int, first: int, high: int, shape: tuple[int, ...]
    ) -> None:
        self._scale, self._wide = band.scale, wide
        self._left, self._top = band.left / part, band.top / part - first
        self._across = _cut(self._left, band.scale, wide, shape[1])
        self._down = _cut(self._top, band.scale, high, shape[0])

    def of(self, plane: Grey, high: int, outside: int) -> Grey:
        """The first `high` of the rows; `outside` is where the sheet does not reach."""
        scale, wide = self._scale, self._wide
        if high <= 0:
            return np.empty((0, wide), np.uint8)
        if self._across is None or self._down is None:
            shift = (scale - 1) / 2  # from the corners of pixels to their middles
            place = [[scale, 0, self._left + shift], [0, scale, self._top + shift]]
            matrix = np.array(place, np.float32)
            return np.asarray(_cv.warpAffine(plane, matrix, (wide, high), borderValue=outside))
        (x, right), (y, lower) = self._across, self._down
        rows, columns = (math.ceil(n / scale) + 1 for n in (lower + high, right + wide))
        area = plane[y : y + rows, x : x + columns]
        whole = _cv.resize(area, None, fx=scale, fy=scale)
        return np.asarray(whole[lower : lower + high, right : right + wide])


def _cut(start: float, scale: float, length: int, size: int) -> tuple[int, int] | None:
    """The pixel of a plane of `size` from which to enlarge it, and how many pixels of the result
    to skip, so that the plane begins at `start` in `length` pixels; None if it does not work.

    Enlarging a cut of whole pixels costs a quarter of an affine warp. One that begins some pixels
    before the frame is beside its place by another fraction of a pixel; among a few there is one
    that is beside it by next to none.
    """
    for skip in range(_SKIPPED):
        begin = -(start + skip) / scale
        whole = round(begin)
        if abs(begin - whole) * scale < _OFF:
            fits = whole >= 0 and whole + math.ceil((skip + length) / scale) + 1 <= size
            return (whole, skip) if fits else None
    return None
