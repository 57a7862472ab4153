"""Silhouettes as lists of coloured polygons, drawn with smooth edges and a rim of light."""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from webtv.studio.pictures.canvas import Layer
from webtv.studio.pictures.light import Colour

Point = tuple[float, float]
_OVERSAMPLE = 3


class Sketch:
    """A drawing in its own units: x to the right, y up, standing on y = 0, about 1 high."""

    def __init__(self) -> None:
        self._parts: list[tuple[np.ndarray, Colour, float]] = []

    def poly(self, points: Sequence[Point], colour: Colour, glow: float = 0.0) -> None:
        """A filled polygon; with `glow` it shines by itself instead of being lit."""
        self._parts.append((np.asarray(points, np.float32), colour, glow))

    def limb(self, a: Point, ra: float, b: Point, rb: float, colour: Colour) -> None:
        """A tapered limb from `a` to `b` with those radii."""
        angle = math.atan2(b[1] - a[1], b[0] - a[0])
        half = np.linspace(math.pi / 2, 3 * math.pi / 2, 9)
        start = [(a[0] + ra * math.cos(angle + h), a[1] + ra * math.sin(angle + h)) for h in half]
        end = [
            (b[0] + rb * math.cos(angle + h + math.pi), b[1] + rb * math.sin(angle + h + math.pi))
            for h in half
        ]
        self.poly(start + end, colour)

    def oval(
        self,
        centre: Point,
        rx: float,
        ry: float,
        colour: Colour,
        glow: float = 0.0,
        *,
        tilt: float = 0.0,
    ) -> None:
        """An ellipse, turned by `tilt` radians."""
        around = np.linspace(0, 2 * math.pi, 28, endpoint=False)
        x, y = rx * np.cos(around), ry * np.sin(around)
        cos, sin = math.cos(tilt), math.sin(tilt)
        points = np.stack([centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos], axis=1)
        self._parts.append((points.astype(np.float32), colour, glow))

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, glow: float = 0.0
    ) -> None:
        """An upright rectangle with its lower left corner at (`x`, `y`)."""
        self.poly([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour, glow)

    def curve(self, points: Sequence[Point], radii: Sequence[float], colour: Colour) -> None:
        """A tube through `points` with a radius at each."""
        for i in range(len(points) - 1):
            self.limb(points[i], radii[i], points[i + 1], radii[i + 1], colour)

    def paint(
        self,
        size: float,
        *,
        shade: Colour,
        rim: Colour,
        rim_side: float = 1.0,
        flip: bool = False,
        tilt: float = 0.0,
    ) -> tuple[Layer, float, float]:
        """The drawing `size` pixels a unit: a layer, and where its origin lies in it (x, y).

        Colours are multiplied by `shade`; edges towards the light (`rim_side` +1 right) get `rim`.
        """
        everything = np.concatenate([points for points, _, _ in self._parts])
        cos, sin = math.cos(tilt), math.sin(tilt)
        turn = np.array([[cos, sin], [-sin, cos]], np.float32)
        side = -1.0 if flip else 1.0
        placed = (everything * (side, 1.0)) @ turn
        low, high = placed.min(axis=0), placed.max(axis=0)
        pad = 3
        width = int((high[0] - low[0]) * size) + 2 * pad + 2
        height = int((high[1] - low[1]) * size) + 2 * pad + 2
        fine = np.zeros((height * _OVERSAMPLE, width * _OVERSAMPLE, 4), np.float32)
        for points, colour, glow in self._parts:
            at = (points * (side, 1.0)) @ turn
            at = np.stack([at[:, 0] - low[0], high[1] - at[:, 1]], axis=1) * size + pad
            lit = colour * glow if glow else colour * shade
            value = (float(lit[0]), float(lit[1]), float(lit[2]), 1.0)
            cv2.fillPoly(fine, [np.round(at * _OVERSAMPLE * 8).astype(np.int32)], value, shift=3)
        layer = cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA)
        alpha = layer[..., 3]
        inner = cv2.GaussianBlur(alpha, (0, 0), max(size * 0.012, 0.8))
        reach = max(size * 0.02, 1.0)
        move = np.array([[1, 0, -reach * rim_side], [0, 1, reach]])
        edge = np.clip(alpha - cv2.warpAffine(inner, move, (width, height)), 0.0, 1.0)
        layer[..., :3] += (edge * alpha)[..., None] * rim
        return layer, pad - float(low[0]) * size, pad + float(high[1]) * size
