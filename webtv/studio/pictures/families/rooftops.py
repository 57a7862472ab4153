"""Over the roofs of a city: tanks, aerials and washing, lit windows, towers far away."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import towers
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Layer, Picture, over, shifted
from webtv.studio.pictures.cast import FLYERS, WALKERS, Cast
from webtv.studio.pictures.families.city import after_dark, neon_of, street_light
from webtv.studio.pictures.light import Light, linear
from webtv.studio.pictures.scene import Scene
from webtv.studio.pictures.sky import Sky

_FINE = 2


class Rooftops:
    """A roof terrace above a sea of roofs."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        night, neon = after_dark(scene, light), neon_of(scene)
        self._sky = Sky(scene, light, frame, rng)
        self._horizon = float(rng.uniform(0.5, 0.56))
        self._rows = [
            (
                towers.skyline(light, frame, rng, night=night, neon=neon, tallest=tallest, far=far),
                depth,
                foot,
            )
            for tallest, far, depth, foot in ((150.0, 0.6, 0.28, 10.0), (90.0, 0.34, 0.36, 22.0))
        ]
        self._rows += [
            (
                towers.roofs(light, frame, rng, night=night, neon=neon, size=size, far=far),
                depth,
                foot,
            )
            for size, far, depth, foot in (
                (0.4, 0.3, 0.45, 72.0),
                (0.62, 0.14, 0.6, 118.0),
                (0.95, 0.03, 0.8, 186.0),
            )
        ]
        self._terrace = _terrace(light, frame, rng, night)
        near = street_light(light, neon, night)
        self._walkers = Cast(scene, near, frame, rng, WALKERS, scale=1.45)
        self._flyers = Cast(scene, light, frame, rng, FLYERS)

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        frame, unit = self._frame, self._frame.unit
        horizon = self._horizon * frame.height + view.y * unit
        picture = self._sky.draw(view, time_s, horizon)
        for row, depth, foot in self._rows:
            level = horizon + (foot + 0.3 * depth * view.y) * unit
            moved = shifted(
                row, frame, -view.x * depth * unit, level % 1.0, 1.0 + 5e-4 * depth * view.forward
            )
            over(picture, moved, int(level) - row.shape[0])
        self._flyers.draw(picture, view, time_s, lambda x: horizon)
        terrace = shifted(self._terrace, frame, -view.x * unit, 0.0)
        top = int(frame.height - terrace.shape[0] + (0.4 * view.y + 20.0) * unit)
        over(picture, terrace, top)
        foot_row = top + terrace.shape[0] - 34.0 * unit
        self._walkers.draw(picture, view, time_s, lambda x: foot_row)
        return picture


def _terrace(light: Light, frame: Frame, rng: np.random.Generator, night: float) -> Layer:
    """The roof one stands on: boards, a parapet with plants, a string of bulbs."""
    wide = int(_FINE * (frame.width / frame.unit + towers.MARGIN))
    high, edge = _FINE * 150, _FINE * 96
    layer = np.zeros((high, wide, 4), np.float32)
    lit = light.ambient * 0.6 + light.sun * 0.24 * (1 - light.dark)
    warm = linear("#ffc070") * (0.1 * night)
    fall = np.linspace(1.3, 0.6, high - edge, dtype=np.float32)[:, None, None]
    layer[edge:, :, :3] = linear("#6a5644") * (lit + warm) * fall
    layer[edge:, :, 3] = 1.0
    layer[edge + 12 :: 14, :, :3] *= 0.6
    wall = linear("#7a5e50") * (lit + warm * 0.7)
    layer[edge - 22 : edge, :] = (*wall, 1.0)
    layer[edge - 26 : edge - 20, :] = (*(wall * 1.6), 1.0)
    greens = ("#3f6a3a", "#57803e", "#2f5a44", "#6a8a48")
    x = int(rng.integers(20, 120))
    while x < wide:  # pots of plants
        pot = (*(float(v) for v in linear("#a8583a") * (lit + warm)), 1.0)
        cv2.rectangle(layer, (x - 13, edge - 6), (x + 13, edge + 16), pot, -1)
        for _ in range(26):
            leaf = (
                linear(greens[int(rng.integers(4))]) * (lit + warm) * float(rng.uniform(0.6, 1.6))
            )
            at = (x + int(rng.normal(0, 14)), edge - 12 - int(abs(rng.normal(0, 20))))
            turn = float(rng.uniform(0, 180))
            ink = (*(float(v) for v in leaf), 1.0)
            cv2.ellipse(layer, at, (9, 4), turn, 0, 360, ink, -1, cv2.LINE_AA)
        x += int(rng.integers(90, 330))
    iron = (*(float(v) for v in linear("#26262a") * lit), 1.0)
    bulb = (*(float(v) for v in linear("#ffcf86") * (0.35 + 2.2 * night)), 1.0)
    span = 340
    for post in range(60, wide, span):
        cv2.line(layer, (post, edge), (post, 14), iron, 4)
    for knot in range(0, wide, 3):
        sag = 14 + 44 * (1 - (2 * (((knot - 60) % span) / span) - 1) ** 2)
        cv2.circle(layer, (knot, int(sag)), 1, iron, -1)
        if knot % 30 == 0:
            cv2.circle(layer, (knot, int(sag) + 6), 4, bulb, -1, cv2.LINE_AA)
    scale = frame.unit / _FINE
    out: Layer = cv2.resize(layer, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return out
