"""The city: a street in true perspective between lit fronts, wet ground mirroring them, traffic."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.cast import FLYERS, WALKERS, Cast
from webtv.studio.pictures.light import Colour, Light, blend, linear
from webtv.studio.pictures.scene import Scene
from webtv.studio.pictures.sky import Sky

_LONG, _TALL = 1536, 384  # texels of a street front: along and up
_TEXEL = 0.16  # metres
_NEON = ("#ff2f8e", "#28d8ff", "#ffb02a", "#9a4aff", "#3affa0", "#ff5030")


class City:
    """A street one looks along."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame, self._light = frame, light
        self._sky = Sky(scene, light, frame, rng)
        self._night = after_dark(scene, light)
        neon = neon_of(scene)
        lively = 1.0 if "neon" in scene.looks else 0.45
        self._fronts = [_front(light, rng, self._night, neon, lively) for _ in range(2)]
        self._half = float(rng.uniform(7.0, 11.0))
        self._eye = float(rng.uniform(2.6, 4.2))
        wet = bool(scene.weather & {"rain", "storm", "snow"}) or bool(
            scene.words & {"reflection", "puddle"}
        )
        self._wet = 0.85 if wet else 0.3 + 0.3 * light.dark
        self._ripple = noise.fbm(rng, 512, cells=24, octaves=4)
        self._asphalt = noise.fbm(rng, 512, cells=10, octaves=6, gain=0.6)
        count = 14
        self._cars = np.stack(
            [
                rng.uniform(0, 170, count),
                rng.choice((-1.0, 1.0), count),
                rng.uniform(0.8, 1.25, count),
            ]
        )
        self._pace = scene.pace
        near = street_light(light, neon, self._night)
        self._walkers = Cast(scene, near, frame, rng, WALKERS, scale=1.35)
        self._flyers = Cast(scene, light, frame, rng, FLYERS)
        self._far_haze = blend(light.haze, neon[0] * 0.3, 0.3 * lively * self._night)

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        frame, unit = self._frame, self._frame.unit
        horizon = 0.56 * frame.height + view.y * unit
        vanish = frame.width / 2 - view.x * 0.45 * unit
        picture = self._sky.draw(view, time_s, horizon)
        self._draw_fronts(picture, view, horizon, vanish)
        self._draw_road(picture, view, time_s, horizon, vanish)
        self._draw_traffic(picture, view, time_s, horizon, vanish)
        self._flyers.draw(picture, view, time_s, lambda x: horizon)
        self._walkers.draw(picture, view, time_s, lambda x: 0.9 * frame.height + view.y * unit)
        return picture

    def _draw_fronts(self, picture: Picture, view: View, horizon: float, vanish: float) -> None:
        """Both rows of houses: each pixel's ray meets the plane of the front at some distance."""
        frame = self._frame
        focal = frame.height * 1.0
        sway = view.x * 0.01
        x = np.arange(frame.width, dtype=np.float32) - np.float32(vanish)
        y = np.arange(frame.height, dtype=np.float32)[:, None] - np.float32(horizon)
        for side, front in zip((-1.0, 1.0), self._fronts, strict=True):
            where = x * side > 1.0
            columns = np.flatnonzero(where)
            if not columns.size:
                continue
            reach = (self._half - side * sway) / np.abs(x[columns]) * focal
            along = (reach + view.forward * 0.07)[None, :] / _TEXEL
            up = self._eye - y * reach[None, :] / focal
            v = _TALL - 1 - up / _TEXEL
            texel = cv2.remap(
                front,
                np.broadcast_to(np.mod(along, _LONG), v.shape).astype(np.float32),
                v.astype(np.float32),
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_CONSTANT,
            )
            fog = (1.0 - np.exp(-((reach / 150.0) ** 1.3)))[None, :, None].astype(np.float32)
            alpha = texel[..., 3:]
            rows = picture[:, columns]
            picture[:, columns] = (
                rows * (1 - alpha) + texel[..., :3] * (1 - fog) + alpha * fog * self._far_haze
            )

    def _draw_road(
        self, picture: Picture, view: View, time_s: float, horizon: float, vanish: float
    ) -> None:
        frame, unit = self._frame, self._frame.unit
        first = int(max(np.ceil(horizon + 1), 0))
        if first >= frame.height:
            return
        rows = np.arange(first, frame.height, dtype=np.float32)
        below = (rows - horizon)[:, None]
        distance = self._eye * frame.height / below
        x = (np.arange(frame.width, dtype=np.float32)[None, :] - vanish) * distance / frame.height
        z = distance + view.forward * 0.07 + np.zeros_like(x)
        inside = np.abs(x) < self._half
        tile = noise.wrap_sample(self._asphalt, x * 26.0, z * 26.0)
        ripple = noise.wrap_sample(
            self._ripple, x * 40.0 + 14 * time_s, (z * 14.0 - 9 * time_s).astype(np.float32)
        )
        reach = (below * 0.5 + 3.0 * unit) * 0.55
        mirror_y = horizon - below * 1.0 - (ripple - 0.4) * reach * 1.3
        mirror_x = np.arange(frame.width, dtype=np.float32)[None, :] + (ripple - 0.5) * reach * 0.5
        mirror = cv2.remap(
            picture,
            mirror_x.astype(np.float32),
            np.maximum(mirror_y, 0).astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT,
        )
        lit = self._light.ambient * 0.5 + self._light.sun * 0.16 * (1 - self._light.dark)
        road = linear("#4a4a50") * lit * (0.5 + tile)[..., None]
        kerb = noise.smoothstep(self._half * 0.72, self._half * 0.74, np.abs(x))[..., None]
        road = road * (1 + 0.7 * kerb)
        dash = (np.abs(x) < 0.09) & (np.mod(z, 6.0) < 3.0)
        road = road + dash[..., None] * 0.25 * lit
        puddle = (
            self._wet
            * (0.45 + 0.55 * noise.smoothstep(0.32, 0.6, tile))
            * np.exp(-below / (260.0 * unit))
        )
        surface = road * (1 - 0.6 * puddle[..., None]) + mirror * puddle[..., None] * 0.9
        fog = (1.0 - np.exp(-((distance / 150.0) ** 1.3)))[..., None]
        surface = surface * (1 - fog) + fog * self._far_haze
        part = picture[first:]
        part[inside] = surface[inside]

    def _draw_traffic(
        self, picture: Picture, view: View, time_s: float, horizon: float, vanish: float
    ) -> None:
        """Head and tail lights with their streaks on the wet road."""
        frame, unit = self._frame, self._frame.unit
        small = np.zeros((frame.height, frame.width, 3), np.float32)
        strength = 0.5 + 0.5 * self._night
        for start, way, rate in self._cars.T:
            speed = way * (3.0 if way > 0 else 4.5) * rate * (0.4 + 0.6 * min(self._pace, 1.8))
            z = (start + speed * time_s - view.forward * 0.07 - 8.0) % 170.0 + 8.0
            fade = float(np.clip((z - 8.0) / 8.0, 0, 1) * np.clip((178.0 - z) / 30.0, 0, 1))
            lane = self._half * 0.33 * way
            scale = frame.height / z
            colour = linear("#ff2a1c") * 1.6 if way > 0 else linear("#fff0cc") * 2.6
            for offset in (-0.65, 0.65):
                px = vanish + (lane + offset) * scale
                py = horizon + (self._eye - 0.7) * scale
                wet_y = horizon + (self._eye + 0.9) * scale
                size = max(0.22 * scale, 0.7 * unit)
                value = tuple(float(v) for v in colour * strength * fade)
                streak = tuple(0.22 * v * self._wet for v in value)
                cv2.line(
                    small,
                    (int(px * 8), int(py * 8)),
                    (int(px * 8), int(wet_y * 8)),
                    streak,
                    max(int(size), 1),
                    cv2.LINE_AA,
                    3,
                )
                cv2.circle(
                    small, (int(px * 8), int(py * 8)), int(size * 8), value, -1, cv2.LINE_AA, 3
                )
        picture += cv2.GaussianBlur(small, (0, 0), 0.7 * unit)


def after_dark(scene: Scene, light: Light) -> float:
    """How many lamps are lit, 0 to 1: at night all, in rain most."""
    return max(light.dark, 0.7 * bool(scene.weather & {"rain", "storm"}))


def neon_of(scene: Scene) -> list[Colour]:
    """The colours of the signs: those of the prompt, else a mixed street's."""
    return [linear(c) for c in scene.colours] or [linear(c) for c in _NEON]


def street_light(light: Light, neon: list[Colour], night: float) -> Light:
    """`light` as it falls on people who stand between lamps and signs."""
    glare = blend(linear("#ffd8a0"), neon[0], 0.3)
    return replace(
        light,
        ambient=blend(light.ambient, glare * 0.2, night),
        glow=1.2,
        sun=blend(light.sun, glare, night),
        dark=light.dark * 0.3,
    )


def _front(
    light: Light, rng: np.random.Generator, night: float, neon: list[Colour], lively: float
) -> Picture:
    """The fronts of one side of the street: premultiplied RGBA, `_TALL` x `_LONG` texels."""
    front = np.zeros((_TALL, _LONG, 4), np.float32)
    lit = light.ambient * 0.75 + light.sun * 0.34 * (1 - light.dark)
    grime = noise.fbm(rng, 512, cells=8, octaves=6)
    walls = [linear(c) for c in ("#6b5a50", "#7c6c64", "#54565e", "#8a7462", "#5c4a4a", "#46505c")]
    x = 0
    while x < _LONG - 30:
        wide = min(int(rng.integers(52, 120)), _LONG - x)
        tall = (
            int(rng.integers(70, 200)) if rng.random() < 0.7 else int(rng.integers(200, _TALL - 10))
        )
        top = _TALL - tall
        wall = walls[int(rng.integers(len(walls)))]
        texture = grime[np.arange(top, _TALL)[:, None] % 512, np.arange(x, x + wide)[None, :] % 512]
        front[top:, x : x + wide, :3] = wall * lit * (0.55 + 0.8 * texture)[..., None]
        front[top:, x : x + wide, 3] = 1.0
        front[top : top + 3, x : x + wide, :3] *= 1.5
        front[top:, x : x + 2, :3] *= 0.5
        _windows(front, rng, night, x, wide, top)
        if night > 0.25:
            _signs(front, rng, neon, lively * night, x, wide)
        x += wide + (int(rng.integers(4, 16)) if rng.random() < 0.25 else 0)
    return front


def _windows(
    front: Picture, rng: np.random.Generator, night: float, x: int, wide: int, top: int
) -> None:
    w, h = int(rng.integers(5, 9)), int(rng.integers(7, 12))
    gap_x, gap_y = w + int(rng.integers(3, 7)), h + int(rng.integers(6, 10))
    share = float(rng.uniform(0.2, 0.6))
    warm = [linear(c) for c in ("#ffca78", "#ffe2b0", "#ffb45a", "#cfe4ff")]
    glass = np.array([0.03, 0.045, 0.06], np.float32)
    for wy in range(top + 8, _TALL - 40, gap_y):
        for wx in range(x + 5, x + wide - w - 3, gap_x):
            on = rng.random() < share * (0.25 + 0.75 * night)
            colour = (
                warm[int(rng.integers(4))] * float(rng.uniform(0.15, 0.75)) * night
                if on
                else glass * (1.5 - night)
            )
            front[wy : wy + h, wx : wx + w, :3] = colour
            front[wy + h // 2, wx : wx + w, :3] *= 0.55
    shop = linear(("#ffd490", "#ffe8c0", "#d0e8ff", "#ffb070")[int(rng.integers(4))])
    bright = 0.06 + 0.4 * night * float(rng.uniform(0.3, 1.0))
    goods = cv2.resize(
        rng.random((5, 9)).astype(np.float32), (wide - 8, 19), interpolation=cv2.INTER_CUBIC
    )
    front[_TALL - 24 : _TALL - 5, x + 4 : x + wide - 4, :3] = (
        shop * (bright * (0.35 + goods))[..., None]
    )
    for wx in range(x + 4, x + wide - 4, 14):
        front[_TALL - 24 : _TALL - 5, wx : wx + 2, :3] *= 0.2
    awning = linear(("#7a2a2a", "#2a5a4a", "#2a3a6a", "#8a6a2a")[int(rng.integers(4))])
    front[_TALL - 29 : _TALL - 24, x + 3 : x + wide - 3, :3] = awning * (0.15 + 0.3 * (1 - night))


def _signs(
    front: Picture,
    rng: np.random.Generator,
    neon: list[Colour],
    strength: float,
    x: int,
    wide: int,
) -> None:
    for _ in range(int(rng.integers(1, 4))):
        colour = neon[int(rng.integers(len(neon)))]
        colour = colour / max(float(colour.max()), 0.2) * (2.3 * strength)
        if rng.random() < 0.55:  # an upright sign with blocks of script
            w, h = int(rng.integers(8, 13)), int(rng.integers(36, 70))
            sx, sy = x + int(rng.integers(2, max(wide - w, 3))), _TALL - 38 - h
            front[sy : sy + h, sx : sx + w, :3] = colour * 0.14
            for by in range(sy + 3, sy + h - 7, 10):
                front[by : by + 7, sx + 2 : sx + w - 2, :3] = colour * (
                    0.45 + 0.6 * rng.random((7, w - 4, 1)).round()
                )
        else:
            w, h = int(rng.integers(22, 44)), int(rng.integers(6, 11))
            sx, sy = x + int(rng.integers(2, max(wide - w, 3))), _TALL - int(rng.integers(38, 90))
            cv2.rectangle(front, (sx, sy), (sx + w, sy + h), (*(float(v) for v in colour), 1.0), 1)
            letters = (rng.random((max(h - 4, 1), w - 4, 1)) > 0.5).astype(np.float32)
            inner = front[
                sy + 2 : sy + 2 + letters.shape[0], sx + 2 : sx + 2 + letters.shape[1], :3
            ]
            inner[:] = colour * 0.8 * letters[: inner.shape[0], : inner.shape[1]] + colour * 0.06
