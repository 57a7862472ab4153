"""Sheets of paper as pixels: drawn once, then shifted and enlarged for every frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from webtv.studio.theatre import paper
from webtv.studio.theatre.camera import View
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.paper import Cutout, rgb
from webtv.studio.theatre.puppets import Workshop
from webtv.studio.theatre.scenery.cloth import Place, Sheet
from webtv.studio.theatre.sheets import BLEED, HEIGHT, WIDTH

_cv: Any = cv2

LINES = 576
"""Backdrops are drawn for the largest picture, and made smaller for others."""


@dataclass(frozen=True)
class Band:
    """Rows of a frame that a sheet touches, blends and covers wholly, for one view."""

    first: int
    solid: int
    last: int
    scale: float
    left: float
    top: float


class Plane:
    """A sheet at its distance. Rows above its highest edge are not touched, rows that it covers
    wholly are copied, only those between are blended.

    `image` holds the rows of the sheet from `offset` on; the picture's height is `height`.
    """

    def __init__(
        self, image: Cutout, sheet: Sheet, height: int, *, offset: int = 0, zoom: float = 1.0
    ) -> None:
        self._image = image
        self._sheet = sheet
        self._offset = offset
        self._zoom = zoom
        self._unit = height / HEIGHT
        clear = np.flatnonzero(image[..., 3].min(axis=1) < 255) if image.size else np.zeros(0)
        self._solid = int(clear[-1]) + 1 if len(clear) else 0

    def sized(self, height: int) -> Plane:
        """The same sheet for a picture of another height."""
        ratio = height / (self._unit * HEIGHT)
        wide, high = (max(1, round(side * ratio)) for side in self._image.shape[1::-1])
        image = _cv.resize(self._image, (wide, high), interpolation=cv2.INTER_AREA)
        return Plane(
            image, self._sheet, height, offset=round(self._offset * ratio), zoom=self._zoom
        )

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
        x = (BLEED - shift) * self._unit + cx * near * height
        y = (BLEED + 0.18 * sway * math.sin(time_s * 1.7 + near * 5)) * self._unit
        y += cy * near * height
        left = width / 2 - (x + WIDTH * self._unit / 2) * scale
        top = height / 2 - (y + height / 2 - self._offset) * scale
        rows = self._image.shape[0]
        first = min(height, max(0, math.floor(top)))
        solid = min(height, max(first, math.ceil(self._solid * scale + top) + 1))
        return Band(first, solid, min(height, math.ceil(rows * scale + top)), scale, left, top)

    def draw(self, frame: Cutout, band: Band, hidden_from: int) -> None:
        """Lay the sheet on the frame; rows from `hidden_from` on will be covered by another."""
        last = min(band.last, hidden_from)
        if band.first >= last or not self._image.size:
            return
        matrix = np.array(
            [[band.scale, 0, band.left], [0, band.scale, band.top - band.first]], np.float32
        )
        size = (frame.shape[1], last - band.first)
        part = _cv.warpAffine(self._image, matrix, size, flags=cv2.INTER_LINEAR)
        middle = min(band.solid, last)
        if middle > band.first:
            paper.over(frame[band.first : middle], part[: middle - band.first])
        if middle < last:
            frame[middle:last] = part[middle - band.first :]


def draw_all(
    planes: list[Plane], frame: Cutout, view: View, time_s: float, stand: View = (0.0, 0.0, 1.0)
) -> None:
    """Lay sheets on a frame from far to near, each only where no nearer one hides it."""
    size = (frame.shape[1], frame.shape[0])
    bands = [plane.band(size, view, time_s, stand) for plane in planes]
    hidden = size[1]
    limits = []
    for band in reversed(bands):
        limits.append(hidden)
        if band.last >= size[1]:
            hidden = min(hidden, band.solid)
    for plane, band, limit in zip(planes, bands, reversed(limits), strict=True):
        plane.draw(frame, band, limit)


@dataclass(frozen=True)
class Backdrop:
    """Sheets behind the puppets, the opaque cloth first, and those before them."""

    back: list[Plane]
    front: list[Plane]

    def sized(self, height: int) -> Backdrop:
        """The same for a picture of another height."""
        if height == LINES:
            return self
        return Backdrop([p.sized(height) for p in self.back], [p.sized(height) for p in self.front])


def backdrop(
    place: Place, palette: Palette, workshop: Workshop, *, close: bool, seed: int
) -> Backdrop:
    """A place as sheets for a picture of `LINES`.

    For a close-up all at the back is one cloth, out of focus, and nothing stands in front.
    """
    cloth = _cloth(palette)
    merged = 0
    for number, sheet in enumerate(place.back):
        if (sheet.near > 0.3 or sheet.sway or sheet.drift) and not close:
            break
        image, offset = _drawn(sheet, palette, workshop, seed + number)
        if image.size:
            paper.over(cloth[offset : offset + image.shape[0]], image)
        cloth[..., 3] = 255
        merged = number + 1
    if close:
        cloth = _cv.GaussianBlur(cloth, (0, 0), LINES * 0.009)
        return Backdrop([Plane(paper.coded(cloth), Sheet("", 0.5), LINES, zoom=1.28)], [])
    near = max(0.12, place.back[0].near) if place.back else 0.12
    planes = [Plane(paper.coded(cloth), Sheet("", near), LINES)]
    for number, sheet in enumerate(place.back[merged:]):
        image, offset = _drawn(sheet, palette, workshop, seed + 20 + number)
        planes.append(Plane(paper.coded(image), sheet, LINES, offset=offset))
    front = []
    for number, sheet in enumerate(place.front):
        image, offset = _drawn(sheet, palette, workshop, seed + 40 + number)
        front.append(Plane(paper.coded(image), sheet, LINES, offset=offset))
    return Backdrop(planes, front)


_UNIT = LINES / HEIGHT
_PIXELS = round((WIDTH + 2 * BLEED) * _UNIT), round((HEIGHT + 2 * BLEED) * _UNIT)


def _cloth(palette: Palette) -> Cutout:
    wide, high = _PIXELS
    top, bottom = (np.array(rgb(colour)[::-1], np.float32) for colour in palette.sky)
    share = np.clip(np.linspace(-BLEED / HEIGHT, 1 + BLEED / HEIGHT, high) / 0.85, 0, 1)[:, None]
    cloth = np.empty((high, wide, 4), np.uint8)
    cloth[..., :3] = np.rint(top + (bottom - top) * share)[:, None]
    cloth[..., 3] = 255
    return paper.textured(cloth, 5)


def _drawn(sheet: Sheet, palette: Palette, workshop: Workshop, seed: int) -> tuple[Cutout, int]:
    """The rows of a sheet that are not empty, and the first of them."""
    wide, _high = _PIXELS
    first, last, plain = _rows(sheet)
    box = f"{-BLEED} {first / _UNIT - BLEED} {WIDTH + 2 * BLEED} {(plain - first) / _UNIT}"
    if last <= first:
        return np.zeros((0, wide, 4), np.uint8), 0
    image = (
        paper.draw(sheet.svg, wide, plain - first, box)
        if sheet.svg
        else np.zeros((last - first, wide, 4), np.uint8)
    )
    if sheet.svg and plain < last:  # below, all rows are as the last that was drawn
        image = np.concatenate([image, np.repeat(image[-1:], last - plain, axis=0)])
    land = paper.mix((255.0, 255.0, 255.0), palette.land, 0.8)
    sprites: dict[tuple[str, int], paper.Sprite] = {}
    for dress in sorted(sheet.dress, key=lambda d: d.y):
        tall = max(8, round(dress.height * _UNIT))
        key = (dress.icon, tall // 6)
        if key not in sprites:
            picture = workshop.picture(dress.icon, tall)
            sprites[key] = paper.cut_out(picture, LINES * 0.0032, light=land, seed=seed, code=False)
        x, y = (dress.x + BLEED) * _UNIT, (dress.y + BLEED) * _UNIT - first
        paper.paste(image, sprites[key], x, y, flip=int(dress.x) % 2 == 0)
    if sheet.svg and sheet.near > 0.1:
        image = paper.textured(image, seed)
        image = paper.shadowed(image, LINES * 0.014, 0.36, (0, -LINES * 0.012))
    return image, first


def _rows(sheet: Sheet) -> tuple[int, int, int]:
    """The rows that a sheet, its shadow and its dressing touch: the first, the last, and the one
    from which it is all plain paper.
    """
    wide, high = _PIXELS
    first, last, plain = high, 0, high
    if sheet.svg:
        part = 8
        box = f"{-BLEED} {-BLEED} {WIDTH + 2 * BLEED} {HEIGHT + 2 * BLEED}"
        small = paper.draw(sheet.svg, wide // part, high // part, box)
        rows = np.flatnonzero(small[..., 3].max(axis=1))
        if len(rows):
            first, last = int(rows[0] - 4) * part, int(rows[-1] + 2) * part
            changes = np.flatnonzero((small[:-1] != small[-1]).any(axis=(1, 2)))
            plain = (int(changes[-1]) + 2) * part if len(changes) else last
    for dress in sheet.dress:
        foot = (dress.y + BLEED) * _UNIT
        first = min(first, int(foot - dress.height * _UNIT * 1.2) - 6)
        last = max(last, int(foot + dress.height * _UNIT * 0.1) + 8)
    first, last = max(0, first), min(high, last)
    return first, last, max(first + 1, min(plain, last))
