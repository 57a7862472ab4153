"""Mountains, and the lakes below them: ridges in perspective, snow by height and slope."""

from __future__ import annotations

import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.families.land import Land
from webtv.studio.pictures.ground import Ground
from webtv.studio.pictures.light import Light, linear
from webtv.studio.pictures.scene import Scene
from webtv.studio.pictures.terrain import Terrain
from webtv.studio.pictures.water import Water

_TILE = 1024
_MEADOWS = {"winter": "#5a6a5c", "spring": "#557a3a", "summer": "#4a6e36", "autumn": "#8a6a30"}


def mountains(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Land:
    """A range seen from a ridge."""
    heights = alpine(rng, float(rng.uniform(170, 240)))
    misty = scene.weather & {"fog", "rain"} or "mist" in scene.words
    mist = 0.8 if misty else 0.5 if scene.hour in ("dawn", "golden") else 0.2
    terrain = Terrain(
        heights,
        rock_colours(heights, scene, rng),
        light,
        frame,
        rng,
        eye=float(rng.uniform(46, 80)),
        reach=900.0,
        near=16.0,
        clear=0.62,
        mist=mist,
        skyline=(0.1, 0.3),
        mist_height=34.0,
    )
    return Land(
        scene,
        light,
        frame,
        rng,
        terrain=terrain,
        ground=_ridge(scene, light, frame, rng),
        horizon=float(rng.uniform(0.42, 0.52)),
        flight=0.25,
    )


def lake(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Land:
    """A lake or river that mirrors the hills beyond it."""
    heights = alpine(rng, float(rng.uniform(90, 190)))
    terrain = Terrain(
        heights,
        rock_colours(heights, scene, rng, wooded=True),
        light,
        frame,
        rng,
        eye=24.0,
        reach=800.0,
        near=60.0,
        clear=0.6,
        skyline=(0.1, 0.27),
        mist=0.7 if scene.weather & {"fog"} or scene.hour == "dawn" else 0.3,
        mist_height=22.0,
    )
    water = Water(
        light,
        frame,
        rng,
        body=linear("#12323a") * (1.0 - 0.7 * light.dark),
        swell=0.34,
        speed=0.6 * (0.4 + 0.6 * scene.pace),
        mirror=0.96,
    )
    bank = Ground(
        light,
        frame,
        rng,
        linear(_MEADOWS[scene.season]),
        height=24.0,
        bumps=26.0,
        grass=13.0,
        shade=0.6,
    )
    return Land(
        scene,
        light,
        frame,
        rng,
        terrain=terrain,
        ground=bank,
        water=water,
        horizon=0.48,
        flight=0.1,
    )


def alpine(rng: np.random.Generator, height: float) -> noise.Field:
    """Heights of a young range, 0 to `height`, tiling."""
    crest = noise.ridged(rng, _TILE, cells=5, octaves=7, gain=0.47)
    swell = noise.fbm(rng, _TILE, cells=3, octaves=3)
    bend = noise.fbm(rng, _TILE, cells=6, octaves=3) * 60.0
    grid = np.arange(_TILE, dtype=np.float32)
    crest = noise.wrap_sample(crest, grid[None, :] + bend, grid[:, None] + bend[::-1, ::-1])
    out: noise.Field = noise.stretch(crest * (0.3 + swell)) * np.float32(height)
    return out


def rock_colours(
    heights: noise.Field, scene: Scene, rng: np.random.Generator, *, wooded: bool = False
) -> Picture:
    """Meadow or wood, rock and snow by height and slope."""
    top = float(heights.max())
    dx = np.roll(heights, -1, axis=1) - heights
    dz = np.roll(heights, -1, axis=0) - heights
    steep = np.sqrt(dx * dx + dz * dz)
    patch = noise.fbm(rng, _TILE, cells=12, octaves=5)
    high = heights / top + 0.18 * (patch - 0.5)
    line = {"winter": 0.12, "spring": 0.42, "summer": 0.56, "autumn": 0.5}[scene.season]
    if "snowy" in scene.words or "snow" in scene.words:
        line = min(line, 0.26)
    if wooded and scene.season != "winter":
        line += 0.16
    line += float(rng.uniform(-0.06, 0.08))
    green = linear(_MEADOWS[scene.season])
    stone = linear(("#7a746c", "#86705e", "#646a72")[int(rng.integers(3))])
    slope = 1.0 - noise.smoothstep(0.8, 1.7, steep) * (0.5 if wooded else 1.0)
    grass = (
        1.0 - noise.smoothstep(0.34 if wooded else 0.2, 0.74 if wooded else 0.45, high)
    ) * slope
    snow = noise.smoothstep(line, line + 0.14, high) * (1.0 - noise.smoothstep(1.1, 2.2, steep))
    colour = stone * (0.55 + 0.9 * patch)[..., None]
    tone = 0.55 + 0.9 * patch
    if wooded:
        tone *= 0.45 + 0.8 * noise.fbm(rng, _TILE, cells=128, octaves=2)
    colour += grass[..., None] * (green * tone[..., None] - colour)
    colour += snow[..., None] * (linear("#f2f5fa") - colour)
    return np.asarray(colour, np.float32)


def _ridge(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Ground:
    """The ridge one stands on: rock, meadow or snow."""
    if scene.season == "winter":
        return Ground(light, frame, rng, linear("#dfe6f0"), height=60.0, bumps=20.0, rocky=0.3)
    colour = linear(("#6a5a4a", "#5c5a58", "#6a6440")[int(rng.integers(3))])
    grass = 7.0 if rng.random() < 0.7 else 0.0
    return Ground(
        light, frame, rng, colour, height=58.0, bumps=24.0, rocky=0.6, grass=grass, shade=0.75
    )
