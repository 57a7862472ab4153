"""Abstract pictures: ink carried by a curling flow, silk ribbons, kaleidoscopes."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.light import Colour, Light, linear
from webtv.studio.pictures.scene import Scene

_PALETTES = (
    ("#1c1a4a", "#3a4ac8", "#f0c060", "#fff0d0"),
    ("#0a2a3a", "#128a8a", "#f08a5a", "#fff0dc"),
    ("#2a0a3a", "#c02a7a", "#ffb04a", "#fff4e0"),
    ("#06201a", "#2a9a6a", "#d8e070", "#f8fff0"),
)
_TILE = 512


class Abstract:
    """Domain-warped noise (after Quilez) in the colours of the prompt, folded or flowing."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        del light
        self._frame, self._pace = frame, scene.pace
        self._table = _palette(scene, rng)
        self._a = noise.fbm(rng, _TILE, cells=3, octaves=4, gain=0.42)
        self._b = noise.fbm(rng, _TILE, cells=3, octaves=3, gain=0.4)
        self._c = noise.fbm(rng, _TILE, cells=4, octaves=6, gain=0.5)
        self._d = noise.ridged(rng, _TILE, cells=4, octaves=5)
        words = scene.words
        if words & {"kaleidoscope", "mandala", "symmetry", "geometric", "pattern"}:
            self._kind = "fold"
        elif words & {"silk", "ribbon", "wave", "line", "string"}:
            self._kind = "silk"
        elif words & {"ink", "smoke", "liquid", "fluid", "paint", "water", "pigment", "marble"}:
            self._kind = "ink"
        else:
            self._kind = ("ink", "silk", "fold", "ink")[int(rng.integers(4))]
        self._folds = int(rng.choice((5, 6, 8, 10)))
        self._start = float(rng.uniform(0, 60))
        self._spin = -1.0 if scene.move.sign < 0 else 1.0
        self._orbit = scene.move.kind == "orbit"

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        frame, unit = self._frame, self._frame.unit
        t = self._start + time_s * (0.3 + 0.7 * self._pace)
        scale = 1.0 - min(view.forward, 200.0) * 0.0014
        x = ((np.arange(frame.width, dtype=np.float32) - frame.width / 2) / unit * scale + view.x)[
            None, :
        ]
        y = (
            (np.arange(frame.height, dtype=np.float32) - frame.height / 2) / unit * scale - view.y
        )[:, None]
        turn = self._spin * 0.05 * (t - self._start) * (1.0 if self._orbit else 0.3)
        cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
        x, y = x * cos - y * sin, x * sin + y * cos
        if self._kind == "fold":
            radius = np.sqrt(x * x + y * y)
            part = np.float32(2 * np.pi / self._folds)
            angle = np.abs(np.mod(np.arctan2(y, x), part) - part / 2)
            x, y = radius * np.cos(angle) + 4.0 * np.float32(t), radius * np.sin(angle) + 70
        if self._kind == "silk":
            y = y * 0.8
        k = np.float32({"ink": 0.72, "silk": 0.5, "fold": 1.25}[self._kind])
        u, v = (x * k).astype(np.float32), (y * k).astype(np.float32)
        drift = np.float32(4.2 * t)
        p = noise.wrap_sample(self._a, u + drift, v + 20)
        q = noise.wrap_sample(self._b, u - 60, v + drift * 0.8)
        strength = np.float32({"ink": 210.0, "fold": 120.0, "silk": 150.0}[self._kind])
        r = noise.wrap_sample(self._c, u + strength * p + 0.4 * drift, v + strength * q)
        s = noise.wrap_sample(
            self._d, u * 0.9 + strength * 0.8 * r, v * 0.9 + strength * 0.7 * p - drift * 0.5
        )
        if self._kind == "silk":
            phase = v * 0.045 + 5.0 * p + 2.4 * q
            line = 0.5 + 0.5 * np.sin(phase * 7.0 + 0.25 * np.float32(t))
            value = 0.25 + 0.5 * q + 0.3 * line * r
            relief = np.gradient(line, axis=0).astype(np.float32) * 3.4 + line**6 * 0.5
        else:
            value = 0.12 + 0.62 * r + 0.42 * (p - 0.5) + 0.14 * s
            relief = (
                cv2.Sobel(r + 0.35 * s, cv2.CV_32F, 0, 1, ksize=3) * (1.6 / max(unit, 0.5)) * unit
            )
        index = (np.clip(value, 0.0, 1.0) * 1023).astype(np.int32)
        picture = self._table[index]
        shade = np.clip(1.0 + 1.1 * relief, 0.45, 1.9)
        bright = noise.smoothstep(0.62, 0.95, s * (0.55 + 0.6 * r))
        picture = picture * shade[..., None] + (0.55 * bright)[..., None] * self._table[960]
        return np.asarray(picture, np.float32)


def _palette(scene: Scene, rng: np.random.Generator) -> Picture:
    """1024 colours from dark to light through the prompt's own."""
    stops: list[Colour] = [linear(c) for c in _PALETTES[int(rng.integers(len(_PALETTES)))]]
    if scene.colours:
        own = [linear(c) for c in scene.colours]
        own.sort(key=lambda c: float(c.sum()))
        stops = [
            own[0] * 0.05 + 0.002,
            own[0] * 0.45,
            *own[1:],
            np.minimum(own[-1] * 1.25 + 0.2, 1.0),
        ]
    at = np.linspace(0, 1, len(stops))
    fine = np.linspace(0, 1, 1024)
    channels = [np.interp(fine, at, [float(s[i]) for s in stops]) for i in range(3)]
    return np.stack(channels, axis=1).astype(np.float32)
