"""What falls, floats and flashes between the camera and the scene."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.light import Colour, Light, linear
from webtv.studio.pictures.scene import Scene

_INDOORS = frozenset({"space", "underwater", "abstract"})  # no weather there


class Weather:
    """Rain, snow, mist, petals, fireflies, embers and meteors of one scene."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        self._light = light
        weather = scene.weather if scene.family not in _INDOORS else frozenset()
        pace = 0.5 + 0.5 * min(scene.pace, 1.6)
        self._pace = pace
        self._layers: list[_Motes] = []
        wind = float(rng.uniform(-0.5, 0.5)) * (2.0 if "wind" in weather else 1.0)
        grey = 0.5 * light.horizon + 0.5 * light.ambient + 0.03
        if weather & {"rain"} or ("storm" in weather and scene.family != "desert"):
            for depth, count in ((0.45, 260), (0.75, 150), (1.0, 70)):
                self._layers.append(
                    _Motes(
                        rng,
                        count,
                        frame,
                        (wind * 60 * depth, 330 * depth),
                        grey * (1.6 * depth),
                        size=0.55 * depth,
                        streak=0.055,
                        sway=0.0,
                    )
                )
        if "snow" in weather and "snowy" not in scene.words:
            for depth, count in ((0.35, 260), (0.65, 130), (1.0, 46)):
                self._layers.append(
                    _Motes(
                        rng,
                        count,
                        frame,
                        ((wind * 40 + 6) * depth, 34 * depth * pace),
                        grey * 1.5 + 0.08,
                        size=0.7 + 1.0 * depth,
                        streak=0.0,
                        sway=5.0 * depth,
                    )
                )
        if "petals" in weather:
            hue = linear("#f7b8cc") if scene.season == "spring" else linear("#d97a2c")
            for depth, count in ((0.5, 30), (1.0, 16)):
                self._layers.append(
                    _Motes(
                        rng,
                        count,
                        frame,
                        (26 * depth * pace, 15 * depth * pace),
                        hue * (0.6 + 0.4 * float(light.horizon.mean() * 2)),
                        size=0.8 + 0.9 * depth,
                        streak=0.0,
                        sway=9.0,
                    )
                )
        if "fireflies" in weather:
            self._layers.append(
                _Motes(
                    rng,
                    46,
                    frame,
                    (4 * pace, -3 * pace),
                    np.array([2.6, 2.4, 0.5], np.float32),
                    size=1.0,
                    streak=0.0,
                    sway=14.0,
                    blink=True,
                    low=0.4,
                )
            )
        if "embers" in weather or scene.family == "fire":
            self._layers.append(
                _Motes(
                    rng,
                    70,
                    frame,
                    (5 * wind, -38 * pace),
                    np.array([3.4, 1.15, 0.2], np.float32),
                    size=0.75,
                    streak=0.0,
                    sway=10.0,
                    blink=True,
                )
            )
        if "wind" in weather and scene.family == "desert":
            self._layers.append(
                _Motes(
                    rng,
                    240,
                    frame,
                    (88.0 * pace, 2.0),
                    light.horizon * 0.5 + light.sun * 0.2,
                    size=0.5,
                    streak=0.12,
                    sway=3.0,
                    low=0.45,
                )
            )
        if not self._layers and light.dark < 0.5 and scene.family in ("forest", "meadow", "city"):
            self._layers.append(
                _Motes(
                    rng,
                    26,
                    frame,
                    (5 * pace, -2 * pace),
                    light.sun * 0.9 + 0.1,
                    size=0.6,
                    streak=0.0,
                    sway=10.0,
                )
            )
        self._mist = (
            noise.fbm(rng, 256, cells=3, octaves=5)
            if "fog" in weather or "rain" in weather
            else None
        )
        self._mist_most = 0.32 if "fog" in weather else 0.16

    def draw(self, picture: Picture, view: View, time_s: float) -> None:
        """Draw the weather of a moment into `picture`, in place."""
        if self._mist is not None:
            self._draw_mist(picture, view, time_s, self._mist)
        for layer in self._layers:
            layer.draw(picture, view, time_s)

    def _draw_mist(self, picture: Picture, view: View, time_s: float, tile: noise.Field) -> None:
        frame = self._frame
        size = (frame.width // 4, frame.height // 4)
        x = np.linspace(0, 190, size[0], dtype=np.float32)[None, :] + np.zeros(
            (size[1], 1), np.float32
        )
        y = np.linspace(0, 230, size[1], dtype=np.float32)[:, None] + np.zeros_like(x)
        drift = 7.0 * self._pace * time_s
        field = noise.wrap_sample(tile, x + drift + 0.25 * view.x, y)
        field += noise.wrap_sample(tile, x * 1.7 - drift * 0.4, y * 1.6 + 50)
        height = np.linspace(0, 1, size[1], dtype=np.float32)[:, None]
        shape = np.exp(-(((height - 0.56) / 0.2) ** 2)) * 0.9 + 0.1
        veil = self._mist_most * noise.smoothstep(0.55, 1.5, field) * shape
        wide = cv2.resize(veil, (frame.width, frame.height), interpolation=cv2.INTER_LINEAR)[
            ..., None
        ]
        picture += wide * (self._light.haze * 1.05 - picture)


class _Motes:
    """Small things that drift across the frame and come back on the other side."""

    def __init__(
        self,
        rng: np.random.Generator,
        count: int,
        frame: Frame,
        speed: tuple[float, float],
        colour: Colour,
        *,
        size: float,
        streak: float,
        sway: float,
        blink: bool = False,
        low: float = 0.0,
    ) -> None:
        """`speed` in pixels a second of a 320 line frame, `streak` in seconds of motion drawn;
        `low` keeps them below this share of the frame.
        """
        self._frame = frame
        self._x, self._y = rng.random(count), rng.random(count)
        self._phase = rng.uniform(0, 2 * np.pi, count)
        self._size = size * rng.uniform(0.7, 1.25, count)
        self._rate = rng.uniform(0.85, 1.2, count)
        self._speed, self._streak, self._sway, self._blink = speed, streak, sway, blink
        self._colour = np.asarray(colour, np.float32)
        self._low = low
        self._ink = np.zeros((frame.height, frame.width), np.uint8)

    def draw(self, picture: Picture, view: View, time_s: float) -> None:
        frame, unit = self._frame, self._frame.unit
        wide, high = frame.width + 40.0, frame.height + 40.0
        sway = self._sway * np.sin(1.1 * time_s * self._rate + self._phase)
        x = self._x * wide + (self._speed[0] * time_s * self._rate + sway - view.x * 0.6) * unit
        y = self._y * high + (self._speed[1] * time_s * self._rate + 0.4 * sway + view.y) * unit
        x, y = np.mod(x, wide) - 20.0, np.mod(y, high) - 20.0
        if self._low:
            y = frame.height * self._low + y * (1.0 - self._low)
        glow = np.full(x.shape, 255.0)
        if self._blink:
            glow = 255.0 * np.clip(
                0.55 + 0.6 * np.sin(2.3 * time_s * self._rate + 3 * self._phase), 0, 1
            )
        self._ink[:] = 0
        dx, dy = self._speed[0] * self._streak * unit, self._speed[1] * self._streak * unit
        for px, py, level, size in zip(x, y, glow, self._size, strict=True):
            start = (round(px * 16), round(py * 16))
            if self._streak:
                end = (round((px + dx) * 16), round((py + dy) * 16))
                cv2.line(self._ink, start, end, int(level * 0.7), 1, cv2.LINE_AA, 4)
            else:
                radius = max(round(size * unit * 16), 8)
                cv2.circle(self._ink, start, radius, int(level), -1, cv2.LINE_AA, 4)
        soft = cv2.GaussianBlur(self._ink, (0, 0), 0.55 * unit) if not self._streak else self._ink
        alpha = (soft.astype(np.float32) * (0.34 if self._streak else 0.85) / 255.0)[..., None]
        if self._blink:
            picture += alpha * self._colour
        else:
            picture += alpha * (self._colour - picture)
