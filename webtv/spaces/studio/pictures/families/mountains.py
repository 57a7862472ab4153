"""Mountains: alpine ridges in perspective, snow by height and slope, mist in the valleys."""

from __future__ import annotations

import numpy as np

from webtv.spaces.studio.pictures import noise
from webtv.spaces.studio.pictures.camera import View
from webtv.spaces.studio.pictures.canvas import Frame, Picture
from webtv.spaces.studio.pictures.light import Light, linear
from webtv.spaces.studio.pictures.scene import Scene
from webtv.spaces.studio.pictures.sky import Sky
from webtv.spaces.studio.pictures.terrain import Terrain

_TILE = 1024


class Mountains:
    """A range seen from a ridge."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        self._sky = Sky(scene, light, frame, rng)
        heights = alpine(rng, 190.0)
        mist = 0.95 if scene.weather & {"fog", "rain"} else 0.5 if scene.hour == "dawn" else 0.22
        self._terrain = Terrain(
            heights, rock_colours(heights, scene, rng), light, frame, rng, eye=40.0, mist=mist
        )

    def draw(self, view: View, time_s: float) -> Picture:
        unit = self._frame.unit
        horizon = (0.5 * 320 + view.y) * unit
        picture = self._sky.draw(view, time_s, horizon)
        sun_x, _ = self._sky.sun_at(view, horizon)
        self._terrain.draw(
            picture, horizon=horizon, turn=view.x * 0.5 * unit, forward=view.forward * 0.22, sun_at=sun_x
        )
        return picture


def alpine(rng: np.random.Generator, height: float) -> noise.Field:
    """Heights of a young range, 0 to `height`, tiling."""
    crest = noise.ridged(rng, _TILE, cells=4, octaves=7, gain=0.48)
    swell = noise.fbm(rng, _TILE, cells=3, octaves=3)
    bend = noise.fbm(rng, _TILE, cells=6, octaves=3) * 70.0
    grid = np.arange(_TILE, dtype=np.float32)
    crest = noise.wrap_sample(crest, grid[None, :] + bend, grid[:, None] + bend[::-1, ::-1])
    out: noise.Field = noise.stretch(crest * (0.35 + 0.9 * swell)) * np.float32(height)
    return out


def rock_colours(heights: noise.Field, scene: Scene, rng: np.random.Generator) -> Picture:
    """Meadow, rock and snow by height and slope."""
    top = float(heights.max())
    dx = np.roll(heights, -1, axis=1) - heights
    dz = np.roll(heights, -1, axis=0) - heights
    steep = np.sqrt(dx * dx + dz * dz)
    patch = noise.fbm(rng, _TILE, cells=12, octaves=5)
    high = heights / top + 0.18 * (patch - 0.5)
    line = {"winter": 0.02, "spring": 0.42, "summer": 0.56, "autumn": 0.52}[scene.season]
    line += float(rng.uniform(-0.05, 0.08))
    green = {
        "winter": linear("#5a6a5c"), "spring": linear("#557a3a"),
        "summer": linear("#4a6e36"), "autumn": linear("#8a6a30"),
    }[scene.season]  # fmt: skip
    stone = linear(("#6e6862", "#7c6a5c", "#5c6068")[int(rng.integers(3))])
    grass = (1.0 - noise.smoothstep(0.16, 0.42, high)) * (1.0 - noise.smoothstep(0.7, 1.5, steep))
    snow = noise.smoothstep(line, line + 0.14, high) * (1.0 - noise.smoothstep(1.0, 2.1, steep))
    colour = stone * (0.6 + 0.8 * patch)[..., None]
    colour += grass[..., None] * (green * (0.6 + 0.8 * patch)[..., None] - colour)
    colour += snow[..., None] * (linear("#f2f5fa") - colour)
    return np.asarray(colour, np.float32)
