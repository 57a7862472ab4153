"""Rain, snow, leaves and petals as paper: tiles that pass before the picture; fog and steam."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from webtv.studio.theatre import paper
from webtv.studio.theatre.paper import Cutout


@dataclass(frozen=True)
class Veil:
    """A tile twice as high as the picture that falls before it, and sways."""

    tile: Cutout
    fall: float
    sway: float

    def draw(self, frame: Cutout, time_s: float) -> None:
        """Lay the tile's part of this moment on the frame."""
        height, width = frame.shape[:2]
        y = int(height - (time_s * self.fall * height) % height)
        x = int((0.5 + 0.5 * math.sin(time_s * 0.9)) * self.sway * width)
        part = self.tile[y : y + height, x : x + width]
        paper.over(frame, np.ascontiguousarray(part))


def veils(
    kinds: frozenset[str], width: int, height: int, *, seed: int, pace: float, dark: float
) -> list[Veil]:
    """What falls in this weather, the far tile first."""
    rng = np.random.default_rng(seed)
    found = []
    if kinds & {"rain", "storm"}:
        for count, size, fall in ((70, 0.05, 1.3), (46, 0.085, 1.9)):
            found.append(
                Veil(_tile(rng, width, height, count, partial(_drop, size=size), 0.0), fall, 0.0)
            )
    if "snow" in kinds:
        for count, size, fall in ((70, 0.006, 0.13), (34, 0.012, 0.24)):
            found.append(
                Veil(
                    _tile(rng, width, height, count, partial(_flake, size=size), 0.06),
                    fall * (0.6 + pace / 2),
                    0.06,
                )
            )
    if "petals" in kinds:
        found.append(
            Veil(
                _tile(rng, width, height, 26, partial(_leaf, tints=("#f3b6c6", "#f7d0da")), 0.1),
                0.2,
                0.1,
            )
        )
    if "leaves" in kinds:
        found.append(
            Veil(
                _tile(
                    rng,
                    width,
                    height,
                    20,
                    partial(_leaf, tints=("#d9772f", "#c4502f", "#e0a53d")),
                    0.12,
                ),
                0.24,
                0.12,
            )
        )
    return found


def _tile(
    rng: np.random.Generator, width: int, height: int, count: int, shape: object, spare: float
) -> Cutout:
    """`shape`s over a picture's area, repeated once below, so that it may fall for ever."""
    assert callable(shape)
    wide = 1.778 * (1 + spare)
    parts = ""
    for _ in range(count):
        x, y, inner = rng.uniform(0, wide), rng.uniform(0, 1), shape(rng)
        for row in (-1, 0, 1, 2):
            parts += f'<g transform="translate({x:.4f} {y + row:.4f})">{inner}</g>'
    pixels = math.ceil(width * (1 + spare)) + 2
    return paper.draw(parts, pixels, height * 2, f"0 0 {wide:.4f} 2")


def _drop(rng: np.random.Generator, size: float) -> str:
    length = size * rng.uniform(0.7, 1.2)
    return (
        f'<path d="M0 0l{-length * 0.16:.4f} {length:.4f}" stroke="#dfeaf4" stroke-opacity=".55"'
        f' stroke-width="{size * 0.05:.4f}" stroke-linecap="round"/>'
    )


def _flake(rng: np.random.Generator, size: float) -> str:
    r = size * rng.uniform(0.6, 1.25)
    return (
        f'<circle r="{r:.4f}" fill="#fffdf6" opacity=".92"/><circle r="{r * 1.5:.4f}"'
        ' fill="#ffffff" opacity=".18"/>'
    )


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


def fog(dark: float) -> str:
    """Banks of mist as an SVG in thousandths, to hang between sheets."""
    tint = "#f2f3f0" if dark < 0.5 else "#8f97b8"
    rows = ((560, 70, 0.34), (690, 80, 0.40), (830, 90, 0.34))
    return "".join(
        f'<path d="M-700 {y}q220 {-h} 440 0t440 0t440 0t440 0t440 0t440 0v{h * 1.5}q-220 {h * 0.7}'
        f' -440 0t-440 0t-440 0t-440 0t-440 0t-440 0Z" fill="{tint}" opacity="{share}"/>'
        for y, h, share in rows
    )


def puff(size: int) -> Cutout:
    """One puff of paper steam."""
    inner = (
        '<g fill="#fffaf0" opacity=".8"><circle cx="40" cy="62" r="26"/><circle cx="66" cy="56"'
        ' r="30"/><circle cx="54" cy="36" r="24"/></g>'
    )
    return paper.draw(inner, size, size, "0 0 104 100")
