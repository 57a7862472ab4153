"""A place as painted sheets: drawn once for a picture of `LINES`, kept for all shots there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from webtv.studio.theatre import paper
from webtv.studio.theatre.kept import Made
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.paper import Cutout, rgb
from webtv.studio.theatre.plane import LINES, MARGIN, Painted, Plane, painted
from webtv.studio.theatre.puppets import Workshop
from webtv.studio.theatre.scenery.cloth import Place, Sheet
from webtv.studio.theatre.sheets import BLEED, HEIGHT, WIDTH

_cv: Any = cv2

_UNIT = LINES / HEIGHT
_WIDE = round((WIDTH + 2 * BLEED) * _UNIT / 2) * 2
_HIGH = int((HEIGHT + 2 * BLEED) * _UNIT / 4) * 4


@dataclass(frozen=True)
class Backdrop:
    """Sheets behind the puppets, the opaque cloth first, and those before them."""

    back: list[Plane]
    front: list[Plane]

    def sized(self, height: int) -> Backdrop:
        """The same for a picture of another height."""
        return Backdrop([p.sized(height) for p in self.back], [p.sized(height) for p in self.front])


def backdrop(
    place: Place,
    palette: Palette,
    workshop: Workshop,
    *,
    close: bool,
    seed: int,
    kept: Callable[[Callable[[], Made]], Made],
) -> Backdrop:
    """The sheets of a place; `kept` gives what was painted before, or has it painted.

    For a close-up all at the back is one cloth, out of focus, and nothing stands in front.
    """
    still = [close or not (s.near > 0.3 or s.sway or s.drift) for s in place.back]
    merged = len(place.back) if all(still) else still.index(False)
    near = 0.5 if close else max(0.12, place.back[0].near)
    back, front = place.back[merged:], [] if close else place.front

    def paint() -> Made:
        cloth = _cloth(palette, place.back[:merged], workshop, seed, blurred=close)
        made = [painted(cloth, 0)]
        for first, sheets in ((20, back), (40, front)):
            for number, sheet in enumerate(sheets, seed + first):
                made.append(painted(*_drawn(sheet, palette, workshop, number)))
        rows = [float(row) for one in made for row in (one.offset, one.clear, one.solid)]
        return rows, [one.pixels for one in made]

    numbers, arrays = kept(paint)
    rows = [int(number) for number in numbers]
    made = [Painted(pixels, *rows[3 * n : 3 * n + 3]) for n, pixels in enumerate(arrays)]
    planes = [Plane(Sheet("", near), made[0], zoom=1.28 if close else 1.0)]
    planes += map(Plane, [*back, *front], made[1:])
    return Backdrop(planes[: 1 + len(back)], planes[1 + len(back) :])


def _cloth(
    palette: Palette, sheets: list[Sheet], workshop: Workshop, seed: int, *, blurred: bool
) -> Cutout:
    """The sky, and the sheets that stand so far off that they move with it."""
    part = 2 if blurred else 1  # what is out of focus is drawn at half the size
    top, bottom = (np.array(rgb(colour)[::-1], np.float32) for colour in palette.sky)
    high, wide = _HIGH // part, _WIDE // part
    share = np.clip(np.linspace(-BLEED / HEIGHT, 1 + BLEED / HEIGHT, high) / 0.85, 0, 1)[:, None]
    cloth = np.empty((high, wide, 4), np.uint8)
    cloth[..., :3] = np.rint(top + (bottom - top) * share)[:, None]
    cloth[..., 3] = 255
    cloth = paper.textured(cloth, 5)
    for number, sheet in enumerate(sheets):
        image, offset = _drawn(sheet, palette, workshop, seed + number, part)
        paper.over(cloth[offset : offset + image.shape[0]], image)
    cloth[..., 3] = 255
    if blurred:
        cloth = _cv.resize(_cv.GaussianBlur(cloth, (0, 0), LINES * 0.009 / part), (_WIDE, _HIGH))
    return cloth


def _drawn(
    sheet: Sheet, palette: Palette, workshop: Workshop, seed: int, part: int = 1
) -> tuple[Cutout, int]:
    """The rows of a sheet that are not empty, and the first of them; at a `part` of the size."""
    unit, lines, wide = _UNIT / part, LINES / part, _WIDE // part
    first, last, plain = (row // part for row in _rows(sheet))
    if last <= first:
        return np.zeros((0, wide, 4), np.uint8), 0
    if sheet.svg:
        box = f"{-BLEED} {first / unit - BLEED} {WIDTH + 2 * BLEED} {(plain - first) / unit}"
        image = paper.draw(sheet.svg, wide, plain - first, box)
        if plain < last:  # below, all rows are as the last that was drawn
            image = np.concatenate([image, np.repeat(image[-1:], last - plain, axis=0)])
    else:
        image = np.zeros((last - first, wide, 4), np.uint8)
    land = paper.mix((255.0, 255.0, 255.0), palette.land, 0.8)
    sprites: dict[tuple[str, int], paper.Sprite] = {}
    for dress in sorted(sheet.dress, key=lambda d: d.y):
        tall = max(8, round(dress.height * unit))
        key = (dress.icon, tall // 6)
        if key not in sprites:
            picture = workshop.picture(dress.icon, tall)
            sprites[key] = paper.cut_out(picture, lines * 0.0032, light=land, seed=seed, code=False)
        x, y = (dress.x + BLEED) * unit, (dress.y + BLEED) * unit - first
        paper.paste(image, sprites[key], x, y, flip=int(dress.x) % 2 == 0)
    if sheet.svg and sheet.near > 0.1:
        image = paper.textured(image, seed)
        image = paper.shadowed(image, lines * 0.014, 0.36, (0, -lines * 0.012))
    return image, first


def _rows(sheet: Sheet) -> tuple[int, int, int]:
    """The rows that a sheet, its shadow and its dressing touch: the first, the last, and the one
    from which it is all plain paper.
    """
    first, last, plain = _HIGH, 0, _HIGH
    if sheet.svg:
        part = 8
        box = f"{-BLEED} {-BLEED} {WIDTH + 2 * BLEED} {HEIGHT + 2 * BLEED}"
        small = paper.draw(sheet.svg, _WIDE // part, _HIGH // part, box)
        rows = np.flatnonzero(small[..., 3].max(axis=1))
        if len(rows):
            first, last = int(rows[0] - 4) * part, int(rows[-1] + 2) * part
            changes = np.flatnonzero((small[:-1] != small[-1]).any(axis=(1, 2)))
            plain = (int(changes[-1]) + 2) * part if len(changes) else last
    for dress in sheet.dress:
        foot = (dress.y + BLEED) * _UNIT
        first = min(first, int(foot - dress.height * _UNIT * 1.2) - 6)
        last = max(last, int(foot + dress.height * _UNIT * 0.1) + 8)
    first, last = max(0, (first - MARGIN) // 4 * 4), min(_HIGH, -(-last // 4) * 4)
    return first, last, max(first + 2, min(plain, last) // 2 * 2)
