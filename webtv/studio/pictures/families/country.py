"""Gentler land: deserts, meadows, villages, the arctic, and the sea of clouds."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.canvas import Frame
from webtv.studio.pictures.families.land import Land
from webtv.studio.pictures.ground import Ground
from webtv.studio.pictures.light import Light, blend, linear
from webtv.studio.pictures.scene import Scene, Subject
from webtv.studio.pictures.terrain import Terrain

_TILE = 1024
_GRASS = {"winter": "#e4eaf2", "spring": "#76a044", "summer": "#68903a", "autumn": "#b08a3e"}


def desert(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Land:
    """Dunes with sharp crests and wind ripples."""
    grid = np.arange(_TILE, dtype=np.float32)
    bend = noise.fbm(rng, _TILE, cells=3, octaves=4)
    size = noise.fbm(rng, _TILE, cells=3, octaves=2)
    phase = (
        grid[None, :] * 6 / _TILE + bend * 1.7 + 0.35 * np.sin(grid[:, None] * 4 * np.pi / _TILE)
    ) % 1.0
    dune = np.where(phase < 0.72, (phase / 0.72) ** 1.5, ((1.0 - phase) / 0.28) ** 1.15)
    dune = cv2.GaussianBlur(dune.astype(np.float32), (0, 0), 1.6)
    heights = (dune * (20.0 + 46.0 * size) + 24.0 * size).astype(np.float32)
    ripple = 0.5 + 0.5 * np.sin(grid[None, :] * (2 * np.pi * 256 / _TILE) + bend * 60)
    sand = linear(("#d8a565", "#cf8f52", "#e0b67c")[int(rng.integers(3))])
    for colour in scene.colours[:1]:
        sand = blend(sand, linear(colour), 0.3)
    patch = noise.fbm(rng, _TILE, cells=8, octaves=4)
    colours = sand * (0.82 + 0.12 * ripple + 0.22 * patch)[..., None]
    terrain = Terrain(
        heights,
        np.asarray(colours, np.float32),
        light,
        frame,
        rng,
        eye=30.0,
        reach=640.0,
        near=14.0,
        clear=0.8,
        skyline=(0.02, 0.1),
        mist=0.25 if "wind" in scene.weather else 0.0,
        grain=0.12,
    )
    ground = Ground(light, frame, rng, sand, height=52.0, bumps=26.0)
    return Land(scene, light, frame, rng, terrain=terrain, ground=ground, horizon=0.5, flight=0.22)


def meadow(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Land:
    """Rolling hills, fields and hedges, flowers in the foreground."""
    extra = (
        () if scene.subjects else (Subject(("tree", "windmill", "birds")[int(rng.integers(3))]),)
    )
    return _hills(scene, light, frame, rng, extra)


def village(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Land:
    """Houses on a hill, windows lit when it gets dark."""
    extra: tuple[Subject, ...] = (Subject("house", many=True),)
    if scene.words & {"castle", "church", "temple", "pagoda", "train", "railway"}:
        extra = ()
    if any(s.name == "house" for s in scene.subjects):
        extra = (Subject("tree"),)
    return _hills(scene, light, frame, rng, extra)


def _hills(
    scene: Scene, light: Light, frame: Frame, rng: np.random.Generator, extra: tuple[Subject, ...]
) -> Land:
    swell = noise.fbm(rng, _TILE, cells=5, octaves=4, gain=0.36)
    heights = (swell * float(rng.uniform(70, 110))).astype(np.float32)
    cells = noise.fbm(rng, _TILE, cells=7, octaves=2, gain=0.3)
    rows = noise.fbm(rng, _TILE, cells=9, octaves=2, gain=0.3)
    field = np.floor(cells * 7) + np.floor(rows * 7) * 3
    hue = (np.sin(field * 12.9898) * 43758.5) % 1.0
    grass = linear(_GRASS[scene.season])
    crop = linear("#d8b45a") if scene.season != "winter" else grass
    if scene.words & {"lavender"}:
        crop = linear("#8468b4")
    if scene.words & {"poppy", "tulip"}:
        crop = linear("#c0402f")
    mix = (noise.smoothstep(0.62, 0.66, hue.astype(np.float32)) * 0.8)[..., None]
    colours = grass * (0.7 + 0.5 * hue)[..., None]
    colours = colours + mix * (crop - colours)
    hedge = np.abs(cv2.Laplacian(field.astype(np.float32), cv2.CV_32F)) > 0.5
    trees = noise.fbm(rng, _TILE, cells=64, octaves=2) * noise.fbm(rng, _TILE, cells=5, octaves=3)
    wood = np.maximum(
        cv2.GaussianBlur(hedge.astype(np.float32), (0, 0), 0.9), noise.smoothstep(0.3, 0.36, trees)
    )
    heights += 5.0 * cv2.GaussianBlur(wood, (0, 0), 0.7)
    forest = grass * 0.3 if scene.season != "winter" else linear("#4a5660")
    colours = colours + wood[..., None] * (forest - colours)
    terrain = Terrain(
        heights,
        np.asarray(colours, np.float32),
        light,
        frame,
        rng,
        eye=38.0,
        reach=760.0,
        near=14.0,
        clear=0.62,
        skyline=(-0.01, 0.07),
        mist_height=20.0,
        mist=0.6 if scene.hour == "dawn" or scene.weather & {"fog"} else 0.12,
    )
    blooms = ("#f2d64a", "#e88ab0", "#d8402f", "#f4f0e4", "#8a7ad8")
    flowers = linear(blooms[int(rng.integers(5))])
    if scene.colours:
        flowers = linear(scene.colours[0])
    elif scene.words & {"lavender"}:
        flowers = linear("#9a7ae0")
    elif scene.words & {"poppy", "tulip"}:
        flowers = linear("#e0382a")
    elif scene.words & {"sunflower", "dandelion"}:
        flowers = linear("#f8cc2a")
    ground = Ground(
        light,
        frame,
        rng,
        grass * 0.8,
        height=62.0,
        bumps=14.0,
        grass=0.0 if scene.season == "winter" else 15.0,
        flowers=flowers if scene.season in ("spring", "summer") else None,
    )
    return Land(
        scene,
        light,
        frame,
        rng,
        terrain=terrain,
        ground=ground,
        horizon=0.5,
        flight=0.2,
        extra=extra,
    )


def arctic(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Land:
    """Snow fields, ice ridges and pressure blocks."""
    ice = noise.ridged(rng, _TILE, cells=7, octaves=6, gain=0.42)
    swell = noise.fbm(rng, _TILE, cells=3, octaves=3)
    block = noise.smoothstep(0.52, 0.6, noise.fbm(rng, _TILE, cells=6, octaves=4))
    heights = (ice * swell * 95.0 + block * 16.0).astype(np.float32)
    steep = np.hypot(np.roll(heights, -1, 1) - heights, np.roll(heights, -1, 0) - heights)
    blue = noise.smoothstep(0.8, 2.4, steep.astype(np.float32))[..., None]
    colours = linear("#eef4fa") * (1 - blue) + linear("#6fa8cc") * blue
    terrain = Terrain(
        heights,
        np.asarray(colours, np.float32),
        light,
        frame,
        rng,
        eye=30.0,
        reach=760.0,
        near=14.0,
        clear=0.62,
        skyline=(0.04, 0.16),
        mist=0.3,
        grain=0.2,
    )
    ground = Ground(light, frame, rng, linear("#e6eef6"), height=54.0, bumps=18.0, rocky=0.2)
    return Land(scene, light, frame, rng, terrain=terrain, ground=ground, horizon=0.5, flight=0.2)


def clouds(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Land:
    """Above a sea of clouds."""
    billow = noise.fbm(rng, _TILE, cells=6, octaves=6, gain=0.5)
    billow = np.abs(2.0 * billow - 1.0) * 0.55 + 0.45 * noise.fbm(rng, _TILE, cells=5, octaves=4)
    heights = cv2.GaussianBlur(noise.stretch(billow), (0, 0), 1.4) * np.float32(90.0)
    hollow = noise.smoothstep(10.0, 60.0, heights)[..., None]
    colours = linear("#b8c0d4") * (1 - hollow) + linear("#ffffff") * hollow
    terrain = Terrain(
        heights,
        np.asarray(colours, np.float32),
        light,
        frame,
        rng,
        eye=46.0,
        reach=820.0,
        near=14.0,
        clear=0.7,
        skyline=(0.0, 0.09),
        mist=0.45,
        mist_height=22.0,
        grain=0.0,
    )
    flying = {"balloon", "airship", "plane", "birds", "eagle", "rocket", "butterfly", "lantern"}
    extra = (
        ()
        if any(s.name in flying for s in scene.subjects)
        else (Subject(("birds", "balloon", "eagle")[int(rng.integers(3))]),)
    )
    return Land(
        scene,
        light,
        frame,
        rng,
        terrain=terrain,
        ground=None,
        horizon=0.52,
        flight=0.35,
        extra=extra,
    )
