"""The sky: gradient, sun or moon, stars, drifting clouds in perspective, aurora."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.light import Light, blend
from webtv.studio.pictures.scene import Scene

_FAR = 0.35  # how much of the camera's turn the sky shows
_CLOUD_TILE = 512


class Sky:
    """The sky of one scene, painted once and moved for each frame."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._light = light
        self._frame = frame
        self._margin_x = int(90 * frame.unit)
        self._margin_y = int(60 * frame.unit)
        self._base_horizon = 0.6
        self._wind = (
            float(rng.choice((-1, 1))) * scene.pace * (6.0 + 8.0 * ("wind" in scene.weather))
        )
        self._storm = "storm" in scene.weather
        self._rng = rng
        cover = float(rng.uniform(0.2, 0.5))
        if scene.weather & {"clouds", "snow"}:
            cover = 0.62
        if scene.weather & {"rain", "storm"}:
            cover = 0.85
        elif scene.weather & {"clear", "stars", "aurora", "meteors"} or light.dark > 0.9:
            cover = min(cover * 0.4, 0.2)
        self._cover = cover
        self._clouds = _cloud_tile(rng, cover)
        self._aurora = _Aurora(frame, rng) if "aurora" in scene.weather else None
        starry = light.dark * (0.0 if scene.weather & {"rain", "storm", "fog"} else 1.0)
        self._base = self._paint(max(starry, 0.8 * ("stars" in scene.weather)) if light.dark else 0)

    def _paint(self, starry: float) -> Picture:
        """The still part of the sky, with margins; its horizon is at `_base_horizon` heights."""
        light, frame = self._light, self._frame
        width, height = frame.width + 2 * self._margin_x, frame.height + 2 * self._margin_y
        rows = (np.arange(height, dtype=np.float32) - self._margin_y) / frame.height
        up = np.clip((self._base_horizon - rows) / self._base_horizon, 0.0, 1.3)[:, None]
        low = np.exp(-((up / 0.24) ** 1.15))
        high = noise.smoothstep(0.25, 1.1, up)
        column = low * light.horizon + (1 - low) * ((1 - high) * light.middle + high * light.zenith)
        base = np.repeat(column[:, None, :], width, axis=1).astype(np.float32)
        x = ((np.arange(width, dtype=np.float32) - width / 2) / frame.height - light.sun_x)[None, :]
        y = ((self._base_horizon - rows) - light.sun_y)[:, None]
        distance = np.sqrt(x * x + y * y)
        if starry:
            base += starry * self._stars(width, height, noise.smoothstep(0.03, 0.5, up))[..., None]
        flat = np.sqrt((x * 0.62) ** 2 + (y * 1.5) ** 2)
        halo = 0.55 * np.exp(-flat / 0.3) + 0.7 * np.exp(-distance / 0.085)
        base += (light.glow * halo)[..., None] * light.sun
        if light.disc:
            size = 0.04 if light.moon else 0.03
            edge = 1.5 / frame.height
            disc = light.disc * (1.0 - noise.smoothstep(size - edge, size + edge, distance))
            strength = 2.2 if light.moon else 5.0
            face = np.ones_like(disc)
            if light.moon:
                marks = noise.fbm(self._rng, 128, cells=3, octaves=4)
                u = (np.clip(x / size, -1, 1) * 40 + 64) * np.ones_like(y)
                v = (np.clip(y / size, -1, 1) * 40 + 64) * np.ones_like(x)
                face = 0.45 + 0.75 * noise.wrap_sample(marks, u, v)
            base += (disc * strength * face)[..., None] * blend(
                light.sun, np.ones(3, np.float32), 0.3
            )
        return base

    def _stars(self, width: int, height: int, fade: noise.Field) -> noise.Field:
        rng = self._rng
        field = np.zeros((height, width), np.float32)
        count = int(width * height / 260)
        xs, ys = rng.integers(1, width - 1, count), rng.integers(1, height - 1, count)
        field[ys, xs] = 0.9 * rng.pareto(2.2, count).clip(0.0, 4.0)
        soft = cv2.GaussianBlur(field, (0, 0), 0.48 * self._frame.unit)
        band = noise.fbm(rng, 512, cells=3)
        dust = cv2.resize(band, (width, height))
        lean = np.linspace(-1, 1, width, dtype=np.float32)[None, :] * float(rng.uniform(-0.8, 0.8))
        across = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * 1.2 + lean + 0.5
        milky = np.exp(-((across / 0.35) ** 2)) * dust**2 * 0.11
        out: noise.Field = (soft * 1.25 + milky) * fade
        return out

    def draw(self, view: View, time_s: float, horizon: float) -> Picture:
        """The sky at a moment; `horizon` is its row in the frame, in pixels."""
        frame = self._frame
        dx = -view.x * _FAR * frame.unit - self._margin_x
        dy = horizon - self._base_horizon * frame.height - self._margin_y
        matrix = np.array([[1.0, 0.0, dx], [0.0, 1.0, dy]])
        picture: Picture = cv2.warpAffine(
            self._base,
            matrix,
            (frame.width, frame.height),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        if self._aurora is not None:
            self._aurora.draw(picture, view, time_s, horizon)
        if self._cover > 0.05:
            self._draw_clouds(picture, view, time_s, horizon)
        return picture

    def sun_at(self, view: View, horizon: float) -> tuple[float, float]:
        """Where the sun or moon is in the frame, in pixels."""
        frame = self._frame
        x = frame.width / 2 + self._light.sun_x * frame.height - view.x * _FAR * frame.unit
        return x, horizon - self._light.sun_y * frame.height

    def _draw_clouds(self, picture: Picture, view: View, time_s: float, horizon: float) -> None:
        """A layer of cloud far above, seen in perspective down to the horizon."""
        frame, light = self._frame, self._light
        bottom = int(min(max(horizon - 2 * frame.unit, 0), frame.height))
        if bottom < 8:
            return
        rows = (horizon - np.arange(bottom, dtype=np.float32)) / frame.height
        distance = 1.0 / (rows + 0.10)
        columns = (np.arange(frame.width, dtype=np.float32) - frame.width / 2) / frame.height
        turn = view.x * _FAR * frame.unit / frame.height
        u = (columns[None, :] + turn) * distance[:, None] * 62.0 + self._wind * time_s * 0.9
        v = (distance * 62.0 + view.forward * 0.12)[:, None] + 0 * columns[None, :]
        cloud = cv2.remap(
            self._clouds,
            u.astype(np.float32),
            v.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_WRAP,
        )
        alpha = cloud[..., 0] * noise.smoothstep(0.0, 0.16, rows)[:, None] * 0.94
        lit = cloud[..., 1]
        sun_x, sun_y = self.sun_at(view, horizon)
        near = np.abs(np.arange(frame.width, dtype=np.float32) - sun_x)[None, :] / frame.height
        near = (
            near + 0.7 * np.abs(np.arange(bottom, dtype=np.float32) - sun_y)[:, None] / frame.height
        )
        towards = np.exp(-near * 2.2) * light.glow
        body = blend(light.ambient, light.horizon, 0.35) * (0.34 if self._storm else 0.62)
        bright = 0.55 * light.sun * (1.0 - 0.75 * light.dark) + 0.45 * light.horizon
        shade = lit * (0.55 + 1.1 * towards)
        colour = body + shade[..., None] * bright
        part = picture[:bottom]
        part *= 1.0 - alpha[..., None]
        part += alpha[..., None] * colour


def _cloud_tile(rng: np.random.Generator, cover: float) -> Picture:
    """Cover and light of a tile of cloud, as two channels."""
    body = noise.fbm(rng, _CLOUD_TILE, cells=4, octaves=7, gain=0.52)
    warp = noise.fbm(rng, _CLOUD_TILE, cells=3, octaves=4)
    grid = np.arange(_CLOUD_TILE, dtype=np.float32)
    body = noise.wrap_sample(body, grid[None, :] + 90 * warp, grid[:, None] + 60 * warp[::-1])
    level = float(np.quantile(body, 1.0 - min(cover, 0.97)))
    alpha = noise.smoothstep(level - 0.02, level + 0.24, body)
    thick = cv2.GaussianBlur(np.pad(body, 32, mode="wrap"), (0, 0), 9.0)[32:-32, 32:-32]
    light = np.clip(0.5 + 2.4 * (body - thick) + 0.45 * (level + 0.25 - body), 0.05, 1.2)
    out: Picture = np.dstack([alpha, light]).astype(np.float32)
    return out


class _Aurora:
    """Curtains of green and violet light that wave."""

    def __init__(self, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        self._folds = noise.fbm(rng, 512, cells=4, octaves=4)
        self._rays = noise.fbm(rng, 512, cells=16, octaves=4, gain=0.6)
        self._phase = rng.uniform(0, 400, 3)

    def draw(self, picture: Picture, view: View, time_s: float, horizon: float) -> None:
        frame = self._frame
        bottom = int(min(max(horizon, 0), frame.height))
        if bottom < 8:
            return
        half = (max(frame.width // 2, 1), max(bottom // 2, 1))
        x = np.linspace(0, 1.8, half[0], dtype=np.float32) + view.x * _FAR / 320.0
        y = np.linspace(horizon / frame.height, 0.0, half[1], dtype=np.float32)[:, None]
        glow = np.zeros((half[1], half[0], 3), np.float32)
        green, violet = (
            np.array([0.10, 0.95, 0.45], np.float32),
            np.array([0.50, 0.16, 0.85], np.float32),
        )
        for band in range(3):
            shift = float(self._phase[band])
            row = np.full_like(x, 7 + 30 * band + 5.0 * time_s)[None, :]
            fold = noise.wrap_sample(self._folds, (x * 150 + shift + 4 * time_s)[None, :], row)[0]
            foot = 0.14 + 0.13 * band + 0.34 * (fold - 0.45)
            along = (x * (190 + 40 * band) + 60 * fold + shift + 7 * time_s)[None, :]
            ray = noise.wrap_sample(self._rays, along, row * 1.3)[0]
            strong = noise.smoothstep(0.32, 0.85, ray) * noise.smoothstep(0.2, 0.55, fold)
            over_foot = y - foot[None, :]
            height = 0.13 + 0.16 * ray[None, :]
            curtain = np.where(
                over_foot > 0, np.exp(-over_foot / height), np.exp(over_foot / 0.018)
            ) * (0.25 + strong[None, :])
            top = noise.smoothstep(0.02, 0.36, over_foot)[..., None]
            glow += curtain[..., None] * ((1 - top) * green + top * violet) * (0.62 - 0.13 * band)
        soft = cv2.resize(glow, (frame.width, bottom), interpolation=cv2.INTER_LINEAR)
        picture[:bottom] += 0.42 * soft
