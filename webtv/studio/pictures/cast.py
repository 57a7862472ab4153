"""Who and what is in the picture: subjects chosen from the scene, placed and moved."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from webtv.studio.pictures import animals
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Layer, Picture, stamp
from webtv.studio.pictures.light import Light
from webtv.studio.pictures.models import sketch_of
from webtv.studio.pictures.scene import Scene, Subject
from webtv.studio.pictures.sketch import Sketch

WALKERS = {
    **dict.fromkeys(animals.BUILDS, 64.0),
    "person": 58.0,
    "robot": 64.0,
    "cyclist": 62.0,
    "penguin": 44.0,
    "car": 74.0,
    "cat": 44.0,
    "fox": 52.0,
    "elephant": 96.0,
    "camel": 80.0,
    "sheep": 44.0,
    "dog": 48.0,
    "horse": 82.0,
}
FLYERS = {
    "birds": 26.0,
    "eagle": 62.0,
    "balloon": 84.0,
    "airship": 62.0,
    "plane": 56.0,
    "butterfly": 20.0,
    "lantern": 22.0,
    "rocket": 80.0,
    "astronaut": 88.0,
}
SAILORS = {"boat": 84.0, "ship": 46.0, "canoe": 34.0, "whale": 170.0, "dolphin": 90.0}
SWIMMERS = {
    "fish": 38.0,
    "shark": 120.0,
    "jellyfish": 66.0,
    "turtle": 84.0,
    "whale": 250.0,
    "dolphin": 110.0,
}
FIXTURES = {
    "house": 62.0,
    "castle": 120.0,
    "tower": 110.0,
    "windmill": 118.0,
    "lighthouse": 130.0,
    "tree": 130.0,
    "cactus": 84.0,
    "tent": 46.0,
    "campfire": 46.0,
    "bridge": 80.0,
    "pyramid": 96.0,
    "train": 62.0,
}
_FLOCK = 9


@dataclass(frozen=True)
class _Actor:
    subject: Subject
    x: float  # of the frame's width, at half time
    y: float  # pixels of a 320 line frame above its ground, or from the top for flyers
    size: float  # pixels of a 320 line frame
    speed: float  # pixels a second, signed
    phase: float
    rate: float  # radians a second
    depth: float  # how much of the camera's way it shows


class Cast:
    """The subjects of one scene, of the given roles (a table of sizes such as `WALKERS`)."""

    def __init__(
        self,
        scene: Scene,
        light: Light,
        frame: Frame,
        rng: np.random.Generator,
        roles: dict[str, float],
        *,
        scale: float = 1.0,
        depth: float = 1.0,
        extra: tuple[Subject, ...] = (),
        swim: bool = False,
    ) -> None:
        self._scene, self._light, self._frame = scene, light, frame
        self._swim = swim
        self._actors: list[_Actor] = []
        chosen = [s for s in (*scene.subjects, *extra) if s.name in roles]
        spots = (
            list(rng.permutation([0.38, 0.64, 0.22, 0.8]))
            if len(chosen) > 1
            else [float(rng.choice((0.36, 0.42, 0.6, 0.66)))]
        )
        heading = float(rng.choice((-1, 1)))
        for subject, spot in zip(chosen, spots, strict=False):
            count = _FLOCK if subject.name == "birds" else 4 if subject.many else 1
            if subject.many and subject.name in ("fish", "lantern", "butterfly", "jellyfish"):
                count = {"fish": 22, "lantern": 16, "butterfly": 7, "jellyfish": 5}[subject.name]
            for k in range(count):
                self._actors.append(
                    self._actor(subject, float(spot), k, count, heading, roles, scale, depth, rng)
                )
        self._actors.sort(key=lambda actor: actor.size)

    def _actor(
        self,
        subject: Subject,
        spot: float,
        k: int,
        count: int,
        heading: float,
        roles: dict[str, float],
        scale: float,
        depth: float,
        rng: np.random.Generator,
    ) -> _Actor:
        pace, name = self._scene.pace, subject.name
        size = roles[name] * scale * float(rng.uniform(0.92, 1.08))
        x, y = spot, 0.0
        flying = roles is FLYERS or self._swim
        if count > 1:
            spread = 0.5 if flying else 0.36
            x = 0.5 + (k - (count - 1) / 2) / count * spread * 1.5 + float(rng.uniform(-0.03, 0.03))
            size *= float(rng.uniform(0.62, 1.1)) if flying else float(rng.uniform(0.9, 1.05))
        if flying:
            y = float(rng.uniform(50, 135)) if not self._swim else float(rng.uniform(70, 220))
            if name in ("butterfly", "lantern", "fish", "jellyfish"):
                x, y = (
                    float(rng.uniform(0.08, 0.92)),
                    float(rng.uniform(50, 260 if self._swim else 230)),
                )
        speed = {
            "birds": 20.0,
            "eagle": 15.0,
            "balloon": 5.0,
            "airship": 9.0,
            "plane": 34.0,
            "boat": 8.0,
            "ship": 8.0,
            "canoe": 8.0,
            "whale": 9.0,
            "dolphin": 22.0,
            "fish": 13.0,
            "shark": 16.0,
            "turtle": 9.0,
            "jellyfish": 2.0,
            "car": 46.0,
            "train": 46.0,
            "cyclist": 24.0,
            "butterfly": 9.0,
            "lantern": 3.0,
            "rocket": 4.0,
            "astronaut": 5.0,
            "horse": 24.0,
        }.get(name, 13.0)
        if name in FIXTURES and name != "train":
            speed = 0.0
        rate = {
            "birds": 6.0,
            "eagle": 2.2,
            "horse": 5.0,
            "butterfly": 7.0,
            "windmill": 1.0,
            "campfire": 3.0,
            "whale": 1.6,
            "fish": 5.0,
            "jellyfish": 2.0,
        }.get(name, 3.6)
        tempo = 0.35 + 0.65 * min(pace, 1.8)
        return _Actor(
            subject,
            x,
            y,
            size,
            speed * tempo * heading,
            float(rng.uniform(0, 6.28)),
            rate * tempo,
            depth * (0.55 if roles is FLYERS else 1.0),
        )

    @property
    def empty(self) -> bool:
        """Whether nobody of these roles is in the scene."""
        return not self._actors

    def draw(
        self, picture: Picture, view: View, time_s: float, ground: Callable[[float], float]
    ) -> None:
        """Draw everyone; `ground` gives the row (pixels) they stand on at a column (pixels)."""
        light, unit = self._light, self._frame.unit
        for actor in self._actors:
            phase = actor.phase + actor.rate * time_s
            sketch = sketch_of(actor.subject, self._scene, light, phase, actor.phase)
            front = 0.30 + 0.25 * (1.0 - light.glow / 1.3)
            shade = light.ambient * 0.9 + light.sun * front * (1.0 - 0.7 * light.dark) + 0.012
            rim = (
                light.sun * (0.45 + 0.6 * light.glow) * (1.0 - 0.6 * light.dark) * 0.55
                + light.horizon * 0.12
            )
            x = (
                actor.x * self._frame.width / unit
                + actor.speed * (time_s - 1.2)
                - view.x * actor.depth
            ) * unit
            tilt, lift = self._sway(actor, time_s)
            layer, ox, oy = sketch.paint(
                actor.size * unit,
                shade=shade,
                rim=rim,
                rim_side=1.0
                if light.sun_x * self._frame.height + self._frame.width / 2 > x
                else -1.0,
                flip=actor.speed < 0,
                tilt=tilt * (1 if actor.speed >= 0 else -1),
            )
            y = ground(x) - (actor.y + lift) * unit
            if actor.subject.name in ("whale", "dolphin") and not self._swim:
                layer = _cut_at(layer, ground(x) - (y - oy))
            stamp(picture, layer, x - ox, y - oy)
            if actor.subject.name in SAILORS and not self._swim:
                self._draw_foam(picture, x, ground(x), actor.size * unit)

    def _draw_foam(self, picture: Picture, x: float, y: float, size: float) -> None:
        """Broken water where something floats."""
        sketch = Sketch()
        sketch.oval((0.0, 0.0), 0.45, 0.035, self._light.horizon + 0.3 * self._light.sun, 1.0)
        sketch.oval((0.12, -0.03), 0.3, 0.02, self._light.horizon + 0.3 * self._light.sun, 1.0)
        foam, ox, oy = sketch.paint(size, shade=self._light.sun, rim=self._light.sun * 0)
        soft = cv2.GaussianBlur(foam, (0, 0), max(size * 0.02, 0.8))
        stamp(picture, soft, x - ox, y - oy, 0.4)

    def _sway(self, actor: _Actor, time_s: float) -> tuple[float, float]:
        """The tilt (radians) and lift (pixels) of a floating or flying thing."""
        name, wave = actor.subject.name, time_s * 1.1 + actor.phase
        if name in ("boat", "canoe", "ship"):
            big = 0.05 if name == "boat" else 0.02
            return big * math.sin(wave), 1.3 * math.sin(wave * 1.2 + 1)
        if name in ("whale", "dolphin") and not self._swim:
            rise = math.sin(0.75 * (time_s + 0.2) * (0.6 + 0.4 * self._scene.pace))
            return 0.62 - 0.5 * (1 - rise), actor.size * (-0.6 + 0.34 * rise)
        if name in FLYERS or self._swim:
            return 0.05 * math.sin(wave), 4.0 * math.sin(wave * 0.8 + 2) + (
                4.0 * time_s if name in ("lantern", "rocket") else 0.0
            )
        return 0.0, 0.0


def _cut_at(layer: Layer, row: float) -> Layer:
    """`layer` faded out below `row`: what is under water is not seen."""
    rows = np.arange(layer.shape[0], dtype=np.float32)
    keep = np.clip((row - rows) / 3.0 + 0.5, 0.0, 1.0)[:, None, None]
    return np.asarray(layer * keep, np.float32)
