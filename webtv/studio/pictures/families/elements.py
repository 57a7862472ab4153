"""Fire and storm: a camp under the stars or a burning plain; a supercell over open land."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.bolt import Lightning
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.families.country import meadow
from webtv.studio.pictures.families.mountains import mountains
from webtv.studio.pictures.light import Light
from webtv.studio.pictures.scene import Scene

_TILE = 512


class Storm:
    """Open land under a thunderstorm."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        maker = mountains if scene.words & {"mountain", "peak", "ridge", "canyon"} else meadow
        self._land = maker(scene, light, frame, rng)
        self._lightning = Lightning(frame, rng)

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        picture = self._land.draw(view, time_s)
        self._lightning.draw(picture, time_s, 0.52 * self._frame.height + view.y * self._frame.unit)
        return picture


class Fire:
    """Flames before a dark country."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame, self._pace = frame, 0.5 + 0.5 * min(scene.pace, 2.0)
        others = tuple(s for s in scene.subjects if s.name != "campfire")
        self._land = mountains(replace(scene, subjects=others), light, frame, rng)
        self._noise = noise.fbm(rng, _TILE, cells=6, octaves=5, gain=0.55)
        self._bend = noise.fbm(rng, _TILE, cells=5, octaves=3)
        camp = bool(
            scene.words & {"campfire", "bonfire", "camp", "torch", "candle", "hearth", "fireplace"}
        )
        self._camp = camp
        self._x = float(rng.uniform(0.42, 0.6))
        self._phase = float(rng.uniform(0, 99))
        heat = np.linspace(0, 1.25, 512, dtype=np.float32)
        self._heat = np.stack(
            [
                5.0 * heat**1.3,
                3.2 * np.clip(heat - 0.12, 0, None) ** 1.9,
                2.2 * np.clip(heat - 0.45, 0, None) ** 2.4,
            ],
            axis=1,
        ).astype(np.float32)

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        frame, unit = self._frame, self._frame.unit
        picture = self._land.draw(view, time_s)
        t = time_s * self._pace
        top = int(0.2 * frame.height)
        y = ((np.arange(top, frame.height, dtype=np.float32) - view.y * unit) / frame.height)[
            :, None
        ]
        x = ((np.arange(frame.width, dtype=np.float32) + view.x * unit) / frame.height)[None, :]
        height = np.clip(0.9 - y, 0, None)
        bend = (
            noise.wrap_sample(
                self._bend, x * 90 + self._phase, (y * 90 + 34 * t).astype(np.float32)
            )
            - 0.5
        )
        lean = x + bend * height * 0.55
        lick = noise.wrap_sample(
            self._noise, lean * 170 + 3 * t, (y * 105 + 62 * t).astype(np.float32)
        )
        if self._camp:
            middle = self._x * frame.width / frame.height
            width = 0.155 * (1.0 - np.clip(height / 0.52, 0, 1)) ** 0.6 + 0.004
            shape = np.exp(-(((lean - middle) / width) ** 2)) * np.clip(1.15 - height / 0.42, 0, 1)
            shape = shape * noise.smoothstep(0.96, 0.9, y)
        else:
            front = noise.wrap_sample(
                self._noise, x * 60 + self._phase, np.full_like(x, 40 + 3 * t)
            )
            shape = np.clip(1.1 - height / (0.12 + 0.34 * front), 0, 1)
        heat = np.clip(shape * (0.35 + 1.25 * lick) - 0.2 * (1 - shape), 0.0, 1.2)
        flame = self._heat[(heat / 1.25 * 511).astype(np.int32)]
        rows = picture[top:]
        flicker = 1.0 + 0.1 * math.sin(7.1 * t + 1.0) + 0.06 * math.sin(11.3 * t)
        glow = cv2.GaussianBlur(
            cv2.resize(flame, (frame.width // 8, flame.shape[0] // 8)), (0, 0), 6.0
        )
        wide = cv2.resize(glow, (frame.width, rows.shape[0]))
        rows *= 1.0 + 1.5 * flicker * wide / (0.4 + wide)
        rows += 0.12 * flicker * wide
        rows *= 1.0 - 0.8 * np.clip(heat * 1.4, 0, 1)[..., None]
        rows += flame * 0.55
        return picture
