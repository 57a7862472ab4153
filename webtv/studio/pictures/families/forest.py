"""A wood: rows of trunks or firs receding into haze, light shafts, a path for who crosses it."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import noise
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Layer, Picture, over, shifted
from webtv.studio.pictures.cast import FIXTURES, FLYERS, WALKERS, Cast
from webtv.studio.pictures.ground import Ground
from webtv.studio.pictures.light import Colour, Light, blend, linear
from webtv.studio.pictures.scene import Scene
from webtv.studio.pictures.sky import Sky

_ROWS = 6
_FLOOR = {"winter": "#dfe8f2", "spring": "#5f8a3c", "summer": "#476a30", "autumn": "#8a5a2a"}
_LEAVES = {"winter": "#c8d4e0", "spring": "#8fc05a", "summer": "#3f7034", "autumn": "#d8782a"}
_FINE = 2


class Forest:
    """Trees in rows, each row nearer, darker and faster than the one behind."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame, self._light = frame, light
        self._sky = Sky(scene, light, frame, rng)
        words = scene.words
        if words & {"oak", "beech", "maple", "jungle", "rainforest"}:
            kind = "oak"
        elif words & {"birch"}:
            kind = "birch"
        elif words & {"pine", "fir", "spruce", "bear", "wolf"} or scene.season == "winter":
            kind = "pine"
        elif words & {"bamboo"}:
            kind = "bamboo"
        else:
            kind = ("oak", "pine", "birch", "oak")[int(rng.integers(4))]
        self._rows = [_row(scene, light, frame, rng, kind, k / (_ROWS - 1)) for k in range(_ROWS)]
        floor = linear(_FLOOR[scene.season])
        self._far_floor = blend(floor * light.ambient, light.haze * 0.45, 0.6)
        self._near_floor = floor * (light.ambient * 0.7 + light.sun * (0.2 * (1 - light.dark)))
        self._ground = Ground(
            light,
            frame,
            rng,
            floor,
            height=70.0,
            bumps=16.0,
            shade=0.7,
            grass=0.0 if scene.season == "winter" else 11.0,
            flowers=linear("#e8e0f0") if scene.season == "spring" else None,
        )
        self._shafts = noise.fbm(rng, 256, cells=8, octaves=3)
        self._shaft_strength = (
            light.glow * (0.4 if scene.weather & {"fog"} else 0.24) * (1 - 0.6 * light.dark)
        )
        self._walkers = Cast(scene, light, frame, rng, WALKERS)
        self._fixtures = Cast(
            scene, light, frame, rng, {k: v for k, v in FIXTURES.items() if k != "tree"}
        )
        self._flyers = Cast(scene, light, frame, rng, FLYERS)

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        unit, frame = self._frame.unit, self._frame
        horizon = 0.72 * frame.height + view.y * unit
        picture = self._sky.draw(view, time_s, horizon)
        floor = int(horizon)
        if floor < frame.height:
            far = np.linspace(0.0, 1.0, frame.height - max(floor, 0), dtype=np.float32)[
                :, None, None
            ]
            picture[max(floor, 0) :] = self._far_floor * (1 - far) + self._near_floor * far
        half, base = len(self._rows) - 1, self._ground
        for k, (layer, depth) in enumerate(self._rows):
            if k == half:
                self._flyers.draw(picture, view, time_s, lambda x: horizon)
                base.draw(picture, view)
                self._fixtures.draw(
                    picture, view, time_s, lambda x: base.row_at(view, x) + 4.0 * unit
                )
                self._walkers.draw(
                    picture, view, time_s, lambda x: base.row_at(view, x) + 12.0 * unit
                )
                self._draw_shafts(picture, view, time_s)
            scale = 1.0 + view.forward * 0.0016 * depth
            moved = shifted(
                layer, frame, -view.x * depth * unit, (view.y * depth) % 1.0 * unit, scale
            )
            over(
                picture, moved, int(np.floor(view.y * depth)) - (layer.shape[0] - frame.height) // 2
            )
        return picture

    def _draw_shafts(self, picture: Picture, view: View, time_s: float) -> None:
        """Beams from the sun through the crowns."""
        if self._shaft_strength < 0.02:
            return
        frame = self._frame
        size = (frame.width // 4, frame.height // 4)
        x = np.linspace(-0.9, 0.9, size[0], dtype=np.float32)[None, :]
        y = np.linspace(0.0, 1.0, size[1], dtype=np.float32)[:, None]
        angle = (x - self._light.sun_x + view.x * 0.0006) / (y + 0.55)
        beams = noise.wrap_sample(
            self._shafts, (angle * 110).astype(np.float32), np.full_like(angle, 20 + 2.5 * time_s)
        )
        glow = noise.smoothstep(0.48, 0.9, beams) * np.exp(-np.abs(angle) * 0.9) * (1.1 - y)
        wide = cv2.resize(glow.astype(np.float32), (frame.width, frame.height))
        picture += (self._shaft_strength * wide)[..., None] * (
            self._light.sun * 0.8 + self._light.horizon * 0.3
        )


def _row(
    scene: Scene, light: Light, frame: Frame, rng: np.random.Generator, kind: str, near: float
) -> tuple[Layer, float]:
    """One row of trees (`near` from 0, far, to 1) and its parallax."""
    unit = frame.unit
    depth = 0.35 + 0.75 * near
    width, height = int((frame.width / unit + 300) * unit), int(frame.height + 40 * unit)
    ink = np.zeros((height * _FINE, width * _FINE, 3), np.float32)
    mask = np.zeros((height * _FINE, width * _FINE), np.uint8)
    base = (0.69 + 0.09 * near + (0.22 if near == 1.0 else 0.0)) * frame.height + 20 * unit
    size = 10.0 ** (0.2 + 0.9 * near) / 10**1.1
    gap = (16.0 + 84.0 * near) * unit * (2.3 if near == 1.0 else 1.0)
    x = float(rng.uniform(-gap, 0))
    lit = light.ambient * 0.7 + light.sun * (0.22 * (1 - 0.7 * light.dark)) + 0.006
    while x < width:
        if near < 1.0 or abs(x - width / 2) > (210 if kind == "pine" else 130) * unit:
            _plant(
                ink,
                mask,
                scene,
                rng,
                kind,
                (x * _FINE, (base + float(rng.uniform(-4, 4)) * unit) * _FINE),
                size * 560.0 * unit * _FINE * float(rng.uniform(0.75, 1.25)),
                lit,
            )
        x += gap * float(rng.uniform(0.5, 1.5))
    layer = cv2.resize(
        np.dstack([ink, mask.astype(np.float32) / 255.0]),
        (width, height),
        interpolation=cv2.INTER_AREA,
    )
    haze = (1.0 - near) ** 1.2 * 0.88
    up = np.linspace(1.0, 0.0, height, dtype=np.float32)[:, None, None]
    layer[..., :3] = layer[..., :3] * (1 - haze) + haze * layer[..., 3:] * light.haze * (
        0.42 + 0.4 * up
    )
    return layer.astype(np.float32), depth


def _plant(
    ink: Picture,
    mask: np.ndarray,
    scene: Scene,
    rng: np.random.Generator,
    kind: str,
    foot: tuple[float, float],
    tall: float,
    lit: Colour,
) -> None:
    """Draw one tree of `tall` pixels with its foot at `foot`."""
    x, y = foot

    def fill(points: list[tuple[float, float]], colour: Colour) -> None:
        at = [np.round(np.asarray(points) * 4).astype(np.int32)]
        value = tuple(float(v) for v in colour * lit)
        cv2.fillPoly(ink, at, value, cv2.LINE_AA, 2)
        cv2.fillPoly(mask, at, 255, cv2.LINE_AA, 2)

    lean = float(rng.normal(0, 0.02)) * tall
    leaf = linear(_LEAVES[scene.season]) * float(rng.uniform(0.7, 1.2))
    if kind == "pine":
        wide = tall * float(rng.uniform(0.15, 0.21))
        fill(
            [(x - tall * 0.014, y), (x + tall * 0.014, y), (x + lean, y - tall)], linear("#4a382c")
        )
        green = blend(
            linear("#2f4a34"), linear("#dfe8f0"), 0.45 if scene.season == "winter" else 0.0
        )
        tiers = int(np.clip(tall / 22, 11, 34))
        for k in range(tiers):
            jag = float(rng.uniform(0.02, 0.05)) * tall * 11 / tiers
            top = y - tall * (0.22 + 0.8 * (k + 1.3) / (tiers + 0.3))
            low = y - tall * (0.1 + 0.8 * k / tiers) + jag
            half = wide * (1.0 - 0.93 * k / tiers) * float(rng.uniform(0.7, 1.2))
            mid = x + lean * k / tiers
            fill(
                [
                    (mid, top),
                    (mid + half, low + jag),
                    (mid + half * 0.45, low),
                    (mid, low + jag * 0.6),
                    (mid - half * 0.45, low),
                    (mid - half, low + jag),
                ],
                green * (0.6 + 0.55 * k / tiers),
            )
        return
    slim = {"birch": 0.016, "bamboo": 0.011, "oak": 0.032}[kind]
    bark = {"birch": linear("#e6e0d6"), "bamboo": linear("#7fa04a"), "oak": linear("#5a4636")}[kind]
    tall *= 1.35
    fill(
        [
            (x - tall * slim * 1.5, y),
            (x + tall * slim * 1.5, y),
            (x + tall * slim + lean, y - tall * 0.5),
            (x + tall * slim * 0.5 + lean * 2, y - tall * 1.2),
            (x - tall * slim * 0.5 + lean * 2, y - tall * 1.2),
            (x - tall * slim + lean, y - tall * 0.5),
        ],
        bark,
    )
    fill(
        [
            (x + tall * slim * 0.5, y),
            (x + tall * slim * 1.5, y),
            (x + tall * slim * 0.5 + lean * 2, y - tall * 1.2),
            (x + tall * slim * 0.1 + lean * 2, y - tall * 1.2),
        ],
        bark * 0.6,
    )
    if kind == "birch":
        for _ in range(15):
            at = float(rng.uniform(0.02, 1.0)) * tall
            w, h = (
                tall * slim * float(rng.uniform(0.5, 1.1)),
                tall * float(rng.uniform(0.003, 0.009)),
            )
            mx = x + lean * 2 * at / tall / 1.2 + tall * slim * float(rng.uniform(-0.5, 0.3))
            fill(
                [(mx - w / 2, y - at), (mx + w / 2, y - at - h), (mx + w / 2, y - at)],
                linear("#2c2826"),
            )
    for _ in range(7):
        at = float(rng.uniform(0.3, 1.1)) * tall
        side = float(rng.choice((-1, 1)))
        reach = tall * float(rng.uniform(0.1, 0.24))
        rise = reach * float(rng.uniform(0.2, 0.9))
        thick = tall * slim * 0.35
        root = (x + lean * 2 * at / tall / 1.2, y - at)
        tip = (root[0] + side * reach, root[1] - rise)
        fill([(root[0], root[1] - thick), tip, (root[0], root[1] + thick)], bark * 0.7)
        if scene.season != "winter":
            for _ in range(9):
                cx = tip[0] + float(rng.normal(0, 0.05)) * tall
                cy = tip[1] + float(rng.normal(0, 0.04)) * tall
                r = tall * float(rng.uniform(0.014, 0.034))
                turn = float(rng.uniform(0, 6.28))
                ring = [
                    (
                        cx + r * np.cos(turn + a) * (1.5 if i % 2 else 1),
                        cy + r * np.sin(turn + a) * 0.7,
                    )
                    for i, a in enumerate(np.linspace(0, 6.28, 7, endpoint=False))
                ]
                fill(ring, leaf * float(rng.uniform(0.45, 1.2)))
