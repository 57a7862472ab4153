"""Space: nebulae, stars in depth, a turning planet with air and perhaps rings."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.cast import FLYERS, Cast
from webtv.studio.pictures.light import Light, linear
from webtv.studio.pictures.scene import Scene

_SKIES = (
    ("#3a1c6a", "#c8447a", "#ffb070"),
    ("#0c3a5a", "#2aa0a8", "#f0d898"),
    ("#1a2460", "#6a4ad0", "#f090c0"),
    ("#3a1420", "#c85a30", "#ffd890"),
)
_PLANETS = (
    ("#c89a6a", "#7a4a30"),
    ("#3a6a9a", "#d8e4ea"),
    ("#a8583a", "#4a2018"),
    ("#6a8ab0", "#2a3a6a"),
)


class Space:
    """A view among the stars."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame, self._pace = frame, scene.pace
        del light
        hues = [linear(c) for c in scene.colours]
        base = [linear(c) for c in _SKIES[int(rng.integers(len(_SKIES)))]]
        self._hues = [
            hues[i % len(hues)] if hues and i < len(hues) + 1 else base[i] for i in range(3)
        ]
        self._cloud = self._nebula(rng)
        self._stars = [_stars(frame, rng, depth) for depth in (0.2, 0.45, 0.9)]
        has_planet = bool(
            scene.words & {"planet", "saturn", "jupiter", "mars", "earth", "moon", "orbit", "ring"}
        )
        self._planet = _Planet(scene, frame, rng) if has_planet or rng.random() < 0.75 else None
        self._cast = Cast(scene, _ship_light(rng), frame, rng, FLYERS, scale=1.2)

    def _nebula(self, rng: np.random.Generator) -> Picture:
        size = 768
        a = noise.fbm(rng, size, cells=3, octaves=7)
        warp = noise.fbm(rng, size, cells=4, octaves=5)
        grid = np.arange(size, dtype=np.float32)
        body = noise.wrap_sample(a, grid[None, :] + 190 * warp, grid[:, None] + 150 * warp.T)
        veil = noise.ridged(rng, size, cells=4, octaves=6)
        veil = noise.wrap_sample(veil, grid[None, :] - 90 * warp, grid[:, None] + 90 * body)
        first = noise.smoothstep(0.25, 0.85, body)[..., None]
        second = (noise.smoothstep(0.4, 0.95, warp * 0.5 + veil * 0.5))[..., None]
        third = (noise.smoothstep(0.55, 1.0, body * 0.62 + veil * 0.45) ** 2)[..., None]
        dust = (1.0 - 0.75 * noise.smoothstep(0.5, 0.75, noise.fbm(rng, size, cells=5, octaves=6)))[
            ..., None
        ]
        picture = (
            self._hues[0] * (0.1 + 0.75 * first)
            + self._hues[1] * second * 1.0
            + self._hues[2] * third * 2.2
        )
        return np.asarray(picture * dust, np.float32)

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        frame, unit = self._frame, self._frame.unit
        drift = 2.5 * time_s * (0.4 + 0.6 * self._pace)
        grow = 1.15 / (1.0 + view.forward * 0.0007)
        x = (np.arange(frame.width, dtype=np.float32) - frame.width / 2) * grow / unit
        y = (np.arange(frame.height, dtype=np.float32) - frame.height / 2) * grow / unit
        u = np.broadcast_to((x + view.x * 0.3 + 380 + drift)[None, :], (frame.height, frame.width))
        v = np.broadcast_to((y - view.y * 0.3 + 380)[:, None], (frame.height, frame.width))
        picture: Picture = cv2.remap(
            self._cloud,
            u.astype(np.float32),
            v.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
        for stars, depth in self._stars:
            scale = 1.0 + view.forward * 0.0016 * depth
            dx = (-view.x * depth * 0.7 - drift * depth) * unit
            centre = np.array([stars.shape[1] / 2, stars.shape[0] / 2])
            matrix = np.array(
                [
                    [scale, 0, frame.width / 2 + dx - scale * centre[0]],
                    [0, scale, frame.height / 2 + view.y * depth * unit - scale * centre[1]],
                ]
            )
            picture += cv2.warpAffine(
                stars, matrix, (frame.width, frame.height), flags=cv2.INTER_LINEAR
            )[..., None]
        if self._planet is not None:
            self._planet.draw(picture, view, time_s)
        self._cast.draw(picture, view, time_s, lambda x: frame.height * 0.6)
        return picture


def _ship_light(rng: np.random.Generator) -> Light:
    white = np.ones(3, np.float32)
    return Light(
        white * 0.1,
        white * 0.1,
        white * 0.3,
        white * 1.2,
        white * 0.1,
        white * 0.4,
        float(rng.choice((-0.7, 0.7))),
        0.3,
        0.0,
        0.8,
        0.0,
        0.3,
        False,
    )


def _stars(frame: Frame, rng: np.random.Generator, depth: float) -> tuple[noise.Field, float]:
    width, height = int(frame.width * 1.5), int(frame.height * 1.4)
    field = np.zeros((height, width), np.float32)
    count = int(700 * (1.25 - depth))
    xs, ys = rng.integers(2, width - 2, count), rng.integers(2, height - 2, count)
    field[ys, xs] = (rng.pareto(1.8, count) * (0.9 + 1.4 * depth)).clip(0.05, 7.0)
    soft = cv2.GaussianBlur(field, (0, 0), (0.42 + 0.22 * depth) * frame.unit)
    return np.asarray(soft, np.float32), depth


class _Planet:
    """A lit sphere that turns."""

    def __init__(self, scene: Scene, frame: Frame, rng: np.random.Generator) -> None:
        self._frame, self._pace = frame, scene.pace
        self._size = float(rng.uniform(0.2, 0.46)) * frame.height
        self._x, self._y = float(rng.choice((0.27, 0.7, 0.74))), float(rng.uniform(0.42, 0.72))
        if "mars" in scene.words:
            light, dark = linear("#c8683a"), linear("#6a2c1a")
        elif "earth" in scene.words:
            light, dark = linear("#e8eef2"), linear("#1a4a90")
        else:
            light, dark = (linear(c) for c in _PLANETS[int(rng.integers(len(_PLANETS)))])
        body = noise.fbm(rng, 512, cells=4, octaves=7)
        if rng.random() < 0.5 or scene.words & {"saturn", "jupiter"}:
            grid = np.arange(512, dtype=np.float32)
            bands = noise.fbm(rng, 512, cells=4, octaves=5)
            body = noise.wrap_sample(
                bands,
                np.zeros((512, 512), np.float32) + 10 + 40 * body,
                grid[:, None] * 1.0 + 36 * body,
            )
        share = noise.stretch(body)[..., None]
        self._skin = np.asarray(dark + (light - dark) * share, np.float32)
        self._air = linear(("#6ab0ff", "#ffb880", "#9ad8ff")[int(rng.integers(3))])
        self._ring = bool(scene.words & {"saturn", "ring"}) or rng.random() < 0.35
        self._ring_tint = linear("#d8c8a8")
        self._bands = noise.fbm(rng, 256, cells=8, octaves=5)[7]
        turn = float(rng.uniform(2.2, 4.0))
        self._sun = np.array([np.cos(turn), -0.45, 0.55], np.float32)
        self._sun /= np.linalg.norm(self._sun)

    def draw(self, picture: Picture, view: View, time_s: float) -> None:
        frame, unit = self._frame, self._frame.unit
        size = self._size * (1.0 + view.forward * 0.0014)
        cx = self._x * frame.width - view.x * 0.55 * unit
        cy = self._y * frame.height + view.y * 0.55 * unit
        x = ((np.arange(frame.width, dtype=np.float32) - cx) / size)[None, :]
        y = ((np.arange(frame.height, dtype=np.float32) - cy) / size)[:, None]
        r2 = x * x + y * y
        z = np.sqrt(np.clip(1.0 - r2, 0.0, 1.0))
        cover = np.clip((1.0 - np.sqrt(r2)) * size + 0.5, 0.0, 1.0)[..., None]
        spin = 0.05 * time_s * (0.4 + self._pace)
        u = ((np.arctan2(x, np.maximum(z, 1e-3)) / np.pi + spin) * 256).astype(np.float32)
        v = ((np.arcsin(np.clip(y + 0 * x, -1, 1)) / np.pi + 0.5) * 500).astype(np.float32)
        skin = cv2.remap(self._skin, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        facing = x * self._sun[0] + y * self._sun[1] + z * self._sun[2]
        day = noise.smoothstep(-0.12, 0.9, facing)
        limb = (1.0 - z) ** 3
        lit = (
            skin * (day * 1.5 + 0.012)[..., None]
            + (limb * noise.smoothstep(-0.25, 0.5, facing) * 0.9)[..., None] * self._air
        )
        if self._ring:
            self._draw_ring(picture, x, y, back=True)
        picture *= 1 - cover
        picture += lit * cover
        halo = np.exp(-np.clip(np.sqrt(r2) - 1.0, 0, None) / 0.045) * (r2 > 1.0)
        picture += (halo * noise.smoothstep(-0.5, 0.8, facing) * 0.42)[..., None] * self._air
        if self._ring:
            self._draw_ring(picture, x, y, back=False)

    def _draw_ring(self, picture: Picture, x: noise.Field, y: noise.Field, *, back: bool) -> None:
        tilt_x, tilt_y = x * 0.94 + y * 0.34, (y * 0.94 - x * 0.34) / 0.24
        radius = np.sqrt(tilt_x * tilt_x + tilt_y * tilt_y)
        at = np.clip((radius - 1.35) / 0.85, 0, 1)
        body = self._bands[(at * 200).astype(np.int32)]
        alpha = (
            body * noise.smoothstep(1.35, 1.42, radius) * (1 - noise.smoothstep(2.08, 2.2, radius))
        )
        alpha = alpha * ((tilt_y < 0) == back)
        picture += 0.85 * alpha[..., None] * (self._ring_tint * 0.7 - picture * 0.8)
