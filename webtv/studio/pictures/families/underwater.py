"""Under water: blue depth, wavering light from above, rocks and weed, fish and whales."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.cast import SWIMMERS, Cast
from webtv.studio.pictures.ground import Ground
from webtv.studio.pictures.light import Light, blend, linear
from webtv.studio.pictures.scene import Scene, Subject
from webtv.studio.pictures.words import COLOURS


class Underwater:
    """The water column over a reef."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame, self._pace = frame, 0.35 + 0.65 * min(scene.pace, 2.0)
        deep, clear = (
            linear("#06304e"),
            linear(("#2aa6c0", "#38b8b0", "#2f8fd0")[int(rng.integers(3))]),
        )
        tints = [c for c in scene.colours if c != COLOURS["coral"]]
        if tints:
            clear = blend(clear, linear(tints[0]), 0.35)
        dim = 1.0 - 0.55 * light.dark
        self._deep, self._clear = deep * dim, clear * dim
        self._sun_x = light.sun_x
        self._rays = noise.fbm(rng, 256, cells=9, octaves=3)
        self._ripple = noise.ridged(rng, 256, cells=7, octaves=3)
        inside = Light(
            zenith=clear,
            middle=clear,
            horizon=clear,
            sun=blend(clear, linear("#f0fff8"), 0.6) * dim,
            haze=deep,
            ambient=clear * 0.55 * dim,
            sun_x=light.sun_x,
            sun_y=0.5,
            disc=0.0,
            glow=0.7,
            dark=0.0,
            key=light.key,
            moon=False,
        )
        tones = ("#28485a", "#5a4a58", "#6a5a4a")
        self._back = Ground(
            inside,
            frame,
            rng,
            blend(linear(tones[0]), self._deep, 0.5),
            height=104.0,
            bumps=56.0,
            rocky=0.6,
            depth=0.5,
            shade=0.45,
        )
        coral = linear(("#e87a6a", "#e8a04a", "#b86ad0", "#f0c0a0")[int(rng.integers(4))])
        self._floor = Ground(
            inside,
            frame,
            rng,
            linear(tones[int(rng.integers(1, 3))]),
            height=46.0,
            bumps=42.0,
            rocky=0.5,
            grass=22.0,
            flowers=coral,
        )
        extra = (
            ()
            if any(s.name in SWIMMERS for s in scene.subjects)
            else (
                Subject(("fish", "jellyfish", "fish", "turtle")[int(rng.integers(4))], many=True),
            )
        )
        swimmers = scene.subjects + extra
        names = {s.name for s in swimmers}
        if names & {"whale", "shark", "turtle", "dolphin"} and "fish" not in names:
            extra = (*extra, Subject("fish", coat=(190, 205, 215), many=True))
        self._cast = Cast(scene, inside, frame, rng, SWIMMERS, extra=extra, swim=True, depth=0.8)
        self._dust = rng.random((3, 110))

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        frame, unit = self._frame, self._frame.unit
        t = time_s * self._pace
        rows = (np.arange(frame.height, dtype=np.float32) - view.y * unit)[:, None] / frame.height
        x = ((np.arange(frame.width, dtype=np.float32) - frame.width / 2) / frame.height)[None, :]
        spread = np.sqrt(((x - self._sun_x + view.x * 0.0008) * 0.7) ** 2 + (rows + 0.1) ** 2)
        bright = np.exp(-spread / 0.42)[..., None]
        column = noise.smoothstep(-0.1, 1.05, rows)[..., None]
        picture = (
            self._clear * (1 - column) + self._deep * column + bright * (self._clear * 1.3 + 0.1)
        )
        picture = np.asarray(picture, np.float32)
        self._draw_rays(picture, view, t)
        self._back.draw(picture, view)
        picture += 0.35 * (self._deep * 0.6 + self._clear * 0.4 - picture) * column
        self._floor.draw(picture, view)
        self._cast.draw(picture, view, time_s, lambda x: 0.86 * frame.height)
        self._draw_dust(picture, view, time_s)
        return picture

    def _draw_rays(self, picture: Picture, view: View, t: float) -> None:
        frame = self._frame
        size = (frame.width // 3, frame.height // 3)
        x = np.linspace(-0.9, 0.9, size[0], dtype=np.float32)[None, :]
        y = np.linspace(0.0, 1.0, size[1], dtype=np.float32)[:, None]
        angle = (x - self._sun_x + view.x * 0.0012) / (y + 0.6)
        one = noise.wrap_sample(self._rays, angle * 90 + 4.0 * t, np.full_like(angle, 10 + 6.0 * t))
        two = noise.wrap_sample(self._rays, angle * 55 - 3.0 * t, np.full_like(angle, 90 + 4.0 * t))
        beams = (
            noise.smoothstep(0.28, 0.75, one * two * 1.6)
            * (1.05 - y)
            * np.exp(-np.abs(angle) * 0.6)
        )
        top = noise.wrap_sample(
            self._ripple,
            x * 60 / (y * 2 + 0.06) + 9 * t,
            (16 / (y * 2 + 0.06) - 7 * t).astype(np.float32),
        )
        surface = top**2 * np.exp(-y / 0.07)
        wide = cv2.resize(
            (0.6 * beams + 1.1 * surface).astype(np.float32), (frame.width, frame.height)
        )
        picture += wide[..., None] * (self._clear * 0.9 + 0.06)

    def _draw_dust(self, picture: Picture, view: View, time_s: float) -> None:
        """Bubbles and drifting specks."""
        unit = self._frame.unit
        ink = np.zeros(picture.shape[:2], np.uint8)
        for px, py, size in self._dust.T:
            depth = 0.3 + 0.7 * size
            x = (px * 640 + 5 * time_s * depth - view.x * depth) % 640 - 32
            y = (py * 360 - (6 + 12 * (size > 0.8)) * time_s * depth + view.y * depth) % 360 - 20
            radius = int((0.5 + 1.1 * size * size) * unit * 8)
            cv2.circle(
                ink,
                (int(x * unit * 8), int(y * unit * 8)),
                radius,
                int(70 + 110 * size),
                -1,
                cv2.LINE_AA,
                3,
            )
        picture += (ink.astype(np.float32) / 255.0 * 0.4)[..., None] * (self._clear + 0.3)
