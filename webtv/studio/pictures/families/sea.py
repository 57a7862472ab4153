"""The sea: a wide horizon, mirrored sky and glitter, a headland, ships and whales, and storms."""

from __future__ import annotations

import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.bolt import Lightning
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Layer, Picture, over, shifted
from webtv.studio.pictures.cast import FLYERS, SAILORS, WALKERS, Cast
from webtv.studio.pictures.ground import Ground
from webtv.studio.pictures.light import Light, blend, linear
from webtv.studio.pictures.scene import Scene, Subject
from webtv.studio.pictures.sky import Sky
from webtv.studio.pictures.water import Water


class Sea:
    """Open water under a sky."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        stormy = bool(scene.weather & {"storm"})
        self._sky = Sky(scene, light, frame, rng)
        deep = linear(("#0f3f56", "#125a66", "#1a3f6a")[int(rng.integers(3))])
        for colour in scene.colours[:1]:
            deep = blend(deep, linear(colour) * 0.5, 0.35)
        swell = (
            1.5 if stormy else 1.15 if "wind" in scene.weather else float(rng.uniform(0.6, 0.95))
        )
        self._water = Water(
            light,
            frame,
            rng,
            body=deep * (1.0 - 0.75 * light.dark) * (0.5 if stormy else 1.0),
            swell=swell,
            speed=(0.35 + 0.65 * scene.pace) * (1.4 if stormy else 1.0),
        )
        self._lightning = Lightning(frame, rng) if stormy else None
        self._horizon = float(rng.uniform(0.42, 0.56))
        lamp = any(s.name == "lighthouse" for s in scene.subjects)
        self._capes = [
            _cape(light, frame, rng, side, far)
            for side, far in _coast(rng, lamp or rng.random() < 0.6)
        ]
        beach = bool(scene.words & {"beach", "shore", "seaside", "island", "coast", "pier"})
        self._beach = (
            Ground(light, frame, rng, linear("#c8a878"), height=26.0, bumps=16.0) if beach else None
        )
        afloat = {"boat", "ship", "canoe", "whale", "dolphin"}
        named = {s.name for s in scene.subjects}
        extra: tuple[Subject, ...] = ()
        if not named & (afloat | {"lighthouse", "person"}):
            extra = (Subject(("boat", "ship", "dolphin")[int(rng.integers(3))]),)
        if not named & {"birds", "eagle"} and light.dark < 0.3 and not stormy:
            extra = (*extra, Subject("birds", many=True))
        self._afloat = Cast(scene, light, frame, rng, SAILORS, depth=0.8, extra=extra)
        self._flyers = Cast(scene, light, frame, rng, FLYERS, extra=extra)
        self._walkers = Cast(scene, light, frame, rng, WALKERS if beach else {})
        self._tower = Cast(scene, light, frame, rng, {"lighthouse": 96.0}, depth=0.55)

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        unit = self._frame.unit
        horizon = self._horizon * self._frame.height + view.y * unit
        picture = self._sky.draw(view, time_s, horizon)
        if self._lightning is not None:
            self._lightning.draw(picture, time_s, horizon)
        for cape, depth in self._capes:
            moved = shifted(cape, self._frame, -view.x * depth * unit, horizon % 1.0)
            over(picture, moved, int(horizon + 2 * unit) - cape.shape[0])
        self._tower.draw(picture, view, time_s, lambda x: horizon - 12.0 * unit)
        self._water.draw(picture, view, time_s, horizon)
        self._flyers.draw(picture, view, time_s, lambda x: horizon)
        self._afloat.draw(picture, view, time_s, lambda x: horizon + 62.0 * unit)
        if self._beach is not None:
            beach = self._beach
            beach.draw(picture, view)
            self._walkers.draw(picture, view, time_s, lambda x: beach.row_at(view, x) + 8.0 * unit)
        return picture


def _coast(rng: np.random.Generator, present: bool) -> list[tuple[float, float]]:
    """Sides and distances of the headlands, far ones first."""
    if not present:
        return []
    side = float(rng.choice((-1, 1)))
    return [(-side, 0.85), (side, 0.55), (side, 0.2)][: int(rng.integers(2, 4))]


def _cape(
    light: Light, frame: Frame, rng: np.random.Generator, side: float, far: float
) -> tuple[Layer, float]:
    """A headland as a layer whose last row is the waterline, and its depth for parallax."""
    unit = frame.unit
    width, rows = int(frame.width + 300 * unit), int(120 * unit)
    x = np.linspace(-1, 1, width, dtype=np.float32)
    line = noise.fbm(rng, 512, cells=4, octaves=7, gain=0.55)
    rough = noise.wrap_sample(
        line, (x * 150 + 200)[None, :], np.full((1, width), 33.0, np.float32)
    )[0]
    start = float(rng.uniform(-0.3, 0.35))
    rise = noise.smoothstep(start, start + 0.75, x * side)
    height = rise * (0.35 + 0.9 * rough) * (92.0 - 48.0 * far) * unit
    y = np.arange(rows, 0, -1, dtype=np.float32)[:, None]
    alpha = np.clip(height[None, :] - y + 0.5, 0.0, 1.0)
    tile = noise.fbm(rng, 256, cells=8, octaves=5, gain=0.6)
    texture = noise.wrap_sample(
        tile,
        np.broadcast_to((x * 130)[None, :], alpha.shape).astype(np.float32),
        np.broadcast_to(y / unit * 1.6, alpha.shape).astype(np.float32),
    )
    rock = linear("#5c5648") * (light.ambient + light.sun * 0.3 * (1 - 0.7 * light.dark))
    body = rock * (0.4 + 1.1 * texture)[..., None]
    body = body + (0.25 + 0.6 * far) * (light.haze - body)
    return np.dstack([body * alpha[..., None], alpha]).astype(np.float32), 0.7 - 0.4 * far
