"""Rain, snow, leaves and petals as paper: tiles that pass before the picture; fog and steam."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from webtv.studio.theatre import paper
from webtv.studio.theatre.canvas import Canvas, Grey
from webtv.studio.theatre.kept import Made, kept
from webtv.studio.theatre.paper import Cutout, Sprite

_cv: Any = cv2


class Veil:
    """Scraps of paper that fall before the picture for ever, and sway.

    Only their own pixels are touched: `tile` (coded, its sides even) is nearly empty.
    """

    def __init__(self, tile: Cutout, fall: float, sway: float) -> None:
        self._fall, self._sway = fall, sway
        size = tile.shape[1] // 2, tile.shape[0] // 2
        half = _cv.resize(tile, size, interpolation=cv2.INTER_AREA)
        self._scraps = [_Scraps(tile, 0), _Scraps(half, 1), _Scraps(half, 2)]

    def draw(self, canvas: Canvas, time_s: float) -> None:
        """Lay the scraps of this moment on the frame."""
        down = int(time_s * self._fall * canvas.height / 2)
        left = int((0.5 + 0.5 * math.sin(time_s * 0.9)) * self._sway * canvas.width / 2)
        self._scraps[0].draw(canvas.luma, down * 2, left * 2)
        for scraps, plane in zip(self._scraps[1:], canvas.chroma, strict=True):
            scraps.draw(plane, down, left)


class _Scraps:
    """The pixels of a tile that are not empty, in one of its channels."""

    def __init__(self, tile: Cutout, channel: int) -> None:
        self._rows, self._columns = (at.astype(np.int32) for at in np.nonzero(tile[..., 3] > 6))
        scraps = tile[self._rows, self._columns]
        self._above = scraps[:, channel].astype(np.uint16) * 256
        self._through = 256 - scraps[:, 3].astype(np.uint16)

    def draw(self, plane: Grey, down: int, left: int) -> None:
        height, width = plane.shape
        at = (self._rows + down) % height * width + self._columns - left
        seen = np.flatnonzero((self._columns >= left) & (self._columns < width + left))
        at, pixels = at.take(seen), plane.reshape(-1)
        laid = pixels.take(at) * self._through.take(seen) + self._above.take(seen)
        pixels[at] = laid >> 8


def veils(
    kinds: frozenset[str], width: int, height: int, *, pace: float, folder: Path | None = None
) -> list[Veil]:
    """What falls in this weather, the far tile first; tiles are kept in `folder`."""
    falls: list[tuple[int, Callable[[np.random.Generator], str], float, float]] = []
    if kinds & {"rain", "storm"}:
        falls += [
            (70, _DRIZZLE, 1.3, 0.0),
            (46, _RAIN, 1.9, 0.0),
        ]
    if "snow" in kinds:
        slow = 0.6 + pace / 2
        falls += [
            (70, _FLURRY, 0.13 * slow, 0.06),
            (34, _FLAKES, 0.24 * slow, 0.06),
        ]
    if "petals" in kinds:
        falls.append((26, _PETALS, 0.2, 0.1))
    if "leaves" in kinds:
        falls.append((20, _AUTUMN, 0.24, 0.12))
    if "wind" in kinds and not falls:
        falls.append((7, _LEAVES, 0.14, 0.3))
    found = []
    for count, shape, fall, sway in falls:
        tile = _tile(count, shape, sway, folder)
        size = math.ceil(width * (1 + sway) / 2) * 2 + 2, height
        if size[::-1] != tile.shape[:2]:
            tile = np.asarray(_cv.resize(tile, size, interpolation=cv2.INTER_AREA), np.uint8)
        found.append(Veil(tile, fall, sway))
    return found


@lru_cache(maxsize=4)
def _tile(
    count: int, shape: Callable[[np.random.Generator], str], spare: float, folder: Path | None
) -> Cutout:
    """`shape`s over a picture's area, going on at the top where they leave it below."""
    rng = np.random.default_rng(count)
    wide = 16 / 9 * (1 + spare)
    parts = ""
    for _ in range(count):
        x, y, inner = rng.uniform(0, wide), rng.uniform(0, 1), shape(rng)
        for row in (-1, 0):
            parts += f'<g transform="translate({x:.4f} {y + row:.4f})">{inner}</g>'

    def make() -> Made:
        across = math.ceil(1024 * (1 + spare) / 2) * 2 + 2
        return (), (paper.coded(paper.draw(parts, across, 576, f"0 0 {wide:.4f} 1")),)

    (tile,) = kept(folder, ("weather", spare, parts), make)[1]
    return tile


def _drop(rng: np.random.Generator, size: float) -> str:
    length = size * rng.uniform(0.7, 1.2)
    return (
        f'<path d="M0 0l{-length * 0.16:.4f} {length:.4f}" stroke="#dfeaf4" stroke-opacity=".55"'
        f' stroke-width="{size * 0.05:.4f}" stroke-linecap="round"/>'
    )


def _flake(rng: np.random.Generator, size: float) -> str:
    r = size * rng.uniform(0.6, 1.25)
    return f'<circle r="{r:.4f}" fill="#fffdf6" opacity=".92"/>'


def _leaf(rng: np.random.Generator, tints: tuple[str, ...]) -> str:
    tint, turn, r = (
        tints[int(rng.integers(len(tints)))],
        rng.uniform(0, 360),
        rng.uniform(0.011, 0.02),
    )
    return (
        f'<path transform="rotate({turn:.0f})" d="M{-r:.4f} 0Q0 {-r * 0.9:.4f} {r:.4f} 0Q0'
        f' {r * 0.9:.4f} {-r:.4f} 0Z" fill="{tint}" stroke="#fff4e0" stroke-opacity=".7"'
        ' stroke-width=".0016"/>'
    )


_DRIZZLE, _RAIN = partial(_drop, size=0.05), partial(_drop, size=0.085)
_FLURRY, _FLAKES = partial(_flake, size=0.007), partial(_flake, size=0.013)
_PETALS = partial(_leaf, tints=("#f3b6c6", "#f7d0da"))
_AUTUMN = partial(_leaf, tints=("#d9772f", "#c4502f", "#e0a53d"))
_LEAVES = partial(_leaf, tints=("#8fae5d", "#b9a14e", "#d9c38a"))


def fog(dark: float) -> str:
    """Banks of mist as an SVG in thousandths, to hang between sheets."""
    tint = "#f2f3f0" if dark < 0.5 else "#8f97b8"
    rows = ((430, 80, 0.36), (560, 80, 0.46), (690, 90, 0.5), (830, 90, 0.4))
    banks = ""
    for y, h, share in rows:
        low = f"v{h * 1.5}q-220 {h * 0.7} -440 0t-440 0t-440 0t-440 0t-440 0t-440 0Z"
        low = "V1400H-700Z" if y == rows[-1][0] else low  # the nearest lies on the ground
        path = f"M-700 {y}q220 {-h} 440 0t440 0t440 0t440 0t440 0t440 0{low}"
        banks += f'<path d="{path}" fill="{tint}" opacity="{share}"/>'
    return banks


@lru_cache(maxsize=4)
def puff(size: int) -> Sprite:
    """One puff of paper steam."""
    inner = (
        '<g fill="#fffaf0" opacity=".8"><circle cx="40" cy="62" r="26"/><circle cx="66" cy="56"'
        ' r="30"/><circle cx="54" cy="36" r="24"/></g>'
    )
    image = paper.draw(inner, size, size, "0 0 104 100")
    return paper.cut_out(image, 1.0, light=(255, 255, 255), seed=2, blank=True)
