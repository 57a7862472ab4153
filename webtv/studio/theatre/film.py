"""The way in: a prompt and a seed become a stage, and a stage draws frames."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from webtv.studio.theatre import paper, weather
from webtv.studio.theatre.acting import pose
from webtv.studio.theatre.blocking import ASPECT, Actor
from webtv.studio.theatre.camera import Camera, View
from webtv.studio.theatre.deeds import Framing
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.palette import Palette, palette_of
from webtv.studio.theatre.paper import Cutout, Sprite
from webtv.studio.theatre.plane import LINES, Backdrop, backdrop, draw_all
from webtv.studio.theatre.play import compose, place_of
from webtv.studio.theatre.puppets import Puppet, Workshop, puppet
from webtv.studio.theatre.reading import read
from webtv.studio.theatre.scenery.cloth import Place, Sheet
from webtv.studio.theatre.scenery.places import build
from webtv.studio.theatre.signs import note, sign
from webtv.studio.theatre.traits import GLOWING, STEAMING

_cv: Any = cv2
_STANDS: dict[str, View] = {
    "wide": (0.0, 0.0, 1.0),
    "full": (0.0, 0.0, 1.1),
    "medium": (0.0, 0.0, 1.28),
    "close": (0.0, 0.0, 1.0),
    "high": (0.0, 0.09, 1.0),
    "low": (0.0, -0.06, 1.16),
}
"""Where the camera stands for each scale and angle: right, down, and how near."""

_BUSY = frozenset({"cook", "sing", "ring", "dance", "give", "eat"})
"""Deeds that are done with the arms before the body."""


@dataclass(frozen=True)
class _Scene:
    """All that a backdrop depends on; the shots of a programme mostly share it."""

    artwork: Path
    name: str
    hour: str
    weather: frozenset[str]
    colours: tuple[str, ...]
    variant: int

    def palette(self) -> Palette:
        """The scene's colours."""
        return palette_of(self.name, self.hour, self.weather, self.colours, self.variant)

    def place(self) -> Place:
        """The scene's sheets."""
        rng = np.random.default_rng(self.variant)
        place = build(self.name, self.palette(), rng, self.weather)
        if "fog" in self.weather:
            mist = Sheet(weather.fog(self.palette().dark), 0.7, drift=-34)
            place.back.insert(max(1, len(place.back) - 1), mist)
        return place


@lru_cache(maxsize=2)
def _backdrop(scene: _Scene, close: bool) -> Backdrop:
    """The drawn backdrop: kept for the next pass over the same shot, and the next shot there."""
    workshop = Workshop(Library(scene.artwork), scene.palette())
    return backdrop(scene.place(), scene.palette(), workshop, close=close, seed=scene.variant)


@dataclass
class _Cast:
    """An actor with its puppet."""

    actor: Actor
    puppet: Puppet
    held: list[tuple[Actor, Puppet]]
    light: Sprite | None


class Stage:
    """One shot of `seconds`, ready to be drawn at any moment, at `size` (width, height).

    The same prompt and seed give the same scene at every size. Raises ValueError for a picture
    smaller than 64 x 48.
    """

    def __init__(
        self, prompt: str, *, seed: int, seconds: float, size: tuple[int, int], artwork: Path
    ) -> None:
        if size[0] < 64 or size[1] < 48:
            raise ValueError(f"cannot draw a picture of {size[0]}x{size[1]}")
        duration = max(1.0, seconds)
        library = Library(artwork)
        reading = read(prompt, library)
        place = place_of(reading)
        variant = zlib.crc32(place.encode()) + len(reading.colours)
        self._size = size
        hour = reading.hour or ("night" if place == "space" else "day")
        kinds = reading.weather | ({"snow"} if "winter" in (place, *reading.places) else set())
        shot = _Scene(artwork, place, hour, frozenset(kinds), reading.colours, variant)
        self._palette = shot.palette()
        setting = shot.place()
        self._stand = _STANDS[reading.angle or reading.scale]
        if setting.inside or reading.scale == "close":
            self._stand = (0.0, 0.0, self._stand[2])
        self._stand = (self._stand[0] + 0.11 * (seed % 3 - 1), *self._stand[1:])
        framing = Framing(
            self._seen(setting.floor),
            self._seen(setting.water) if setting.water is not None else None,
            self._seen(setting.counter) if setting.counter is not None else None,
            setting.aloft,
        )
        self._play = compose(reading, seed=seed, duration=duration, frame=framing)
        self._camera = Camera(
            reading.move, reading.motion, duration, close=self._play.close, phase=seed % 97
        )
        self._backdrop = _backdrop(shot, self._play.close).sized(size[1])
        self._cast = [self._dress(actor, artwork) for actor in self._play.actors]
        self._veils = weather.veils(
            frozenset() if setting.inside else self._play.weather,
            *size,
            pace=self._play.pace,
        )
        self._puff = paper.cut_out(
            weather.puff(max(8, size[1] // 11)), 1.0, light=(255, 255, 255), seed=2, blank=True
        )
        self._sign = sign(self._play.sign, size[1], self._palette) if self._play.sign else None
        self._note = note(size[1])
        self._vignette = _vignette(*size)

    def frame(self, time_s: float) -> Cutout:
        """The picture at a moment, in BGRA."""
        return paper.decoded(self.coded(time_s))

    def coded(self, time_s: float) -> Cutout:
        """The picture at a moment in the encoder's colours: see `paper.coded`."""
        width, height = self._size
        frame = np.empty((height, width, 4), np.uint8)
        view = self._camera.at(time_s)
        draw_all(self._backdrop.back, frame, view, time_s, self._stand)
        for cast in self._cast:
            self._draw(frame, cast, view, time_s)
            if cast.actor.figure.icon in STEAMING:
                self._steam(frame, cast.actor, view, time_s)
        draw_all(self._backdrop.front, frame, view, time_s, self._stand)
        for veil in self._veils:
            veil.draw(frame, time_s)
        if self._sign is not None:
            swing = 1.1 * math.sin(time_s * 1.3)
            lines = self._sign.height / height
            y = 0.5 + lines * 0.5 if self._play.reading.unseen else 0.05 + lines
            y = (y + 0.006 * math.sin(time_s * 1.7)) * height
            paper.put(frame, self._sign, width * 0.5, y, angle=swing)
        bright = _cv.multiply(_cv.extractChannel(frame, 0), self._vignette, scale=1 / 255)
        _cv.insertChannel(bright, frame, 0)
        paper.put(frame, self._note, width * 0.965, height * 0.955)
        return frame

    def _seen(self, y: float) -> float:
        """Where a height of the place is from where the camera stands."""
        return 0.5 + (y - self._stand[1] - 0.5) * self._stand[2]

    def _dress(self, actor: Actor, artwork: Path) -> _Cast:
        height = self._size[1]
        edge = LINES * (0.0052 if not self._play.close else 0.008)

        def made(one: Actor, share: float, number: int = 0) -> Puppet:
            tall = max(8, round(one.tall * LINES))
            ready = puppet(artwork, self._palette, one.figure, tall, edge * share, number)
            return ready.sized(height / LINES)

        body = made(actor, 1.0, actor.number)
        held = [(item, made(item, 0.8)) for item in actor.held]
        light = None
        shining = actor.figure.icon in GLOWING or any(i.figure.icon in GLOWING for i in actor.held)
        if shining and self._palette.dark > 0.4:
            light = paper.glow(max(8, int(actor.tall * height * 0.9)), "#ffb950", 120)
        return _Cast(actor, body, held, light)

    def _draw(self, frame: Cutout, cast: _Cast, view: View, time_s: float) -> None:
        width, height = self._size
        actor, (cx, cy, zoom) = cast.actor, view
        now = pose(actor.act, time_s, actor.phase, self._play.pace, actor.facing)
        moved = actor.travel * (time_s / self._camera.duration - 0.5)
        x = actor.x + moved + now.x * actor.tall
        y = actor.y + now.y * actor.tall
        px = ((x - cx - ASPECT / 2) * zoom + ASPECT / 2) * height
        px += (width - ASPECT * height) / 2
        py = ((y - cy - 0.5) * zoom + 0.5) * height
        mirror = -1.0 if actor.facing > 0 and not cast.puppet.shoulders else 1.0
        scale = (zoom * now.wide * mirror, zoom * now.tall)
        angle = now.angle
        if actor.string:
            self._string(frame, px, py - actor.tall * height * zoom)
            top = actor.tall * height * zoom
            radians = math.radians(angle)
            px, py = px + top * math.sin(radians), py - top * (1 - math.cos(radians))
        if cast.light is not None:
            flicker = 1 if int(time_s * 7 + actor.phase) % 5 else 0
            if flicker or self._play.pace < 0.8:
                paper.put(frame, cast.light, px, py - actor.tall * height * 0.5)
        arms = cast.puppet.arm if cast.puppet.shoulders else None
        if arms is not None and actor.act not in _BUSY:
            self._arms(frame, cast, (px, py), scale, angle, now.arms)
        paper.put(frame, cast.puppet.body, px, py, scale=scale, angle=angle)
        if arms is not None and actor.act in _BUSY:
            self._arms(frame, cast, (px, py), scale, angle, now.arms)
        for item, thing in cast.held:
            reach = actor.tall * height * zoom
            hx = px + item.x * reach
            hy = py + item.y * reach + item.tall * height * 0.5 * zoom
            busy = actor.act if actor.act in ("cook", "give") else "thing"
            turn = pose(busy, time_s, 1.0, self._play.pace, actor.facing)
            if actor.act == "eat":  # up to the mouth, and down
                hy -= 0.2 * reach * max(0.0, math.sin(time_s * self._play.pace * 1.5 + actor.phase))
            paper.put(
                frame,
                thing.body,
                hx + turn.x * 0.6 * reach,
                hy + turn.y * reach,
                scale=(zoom * -item.facing * -1, zoom),
                angle=turn.angle * 1.6,
            )

    def _steam(self, frame: Cutout, actor: Actor, view: View, time_s: float) -> None:
        """Three puffs that rise, grow and go."""
        width, height = self._size
        cx, cy, zoom = view
        moved = actor.travel * (time_s / self._camera.duration - 0.5)
        dx, dy = STEAMING[actor.figure.icon]
        for number in range(3):
            age = (time_s * 0.4 + number / 3) % 1
            x = actor.x + moved + dx * actor.tall + 0.05 * age + 0.012 * math.sin(age * 9 + number)
            y = actor.y - dy * actor.tall - 0.26 * age
            px = ((x - cx - ASPECT / 2) * zoom + ASPECT / 2) * height
            px += (width - ASPECT * height) / 2
            py = ((y - cy - 0.5) * zoom + 0.5) * height
            size = 1.15 * math.sin(math.pi * age) ** 0.7
            paper.put(frame, self._puff, px, py, scale=(size, size), angle=40 * age)

    def _arms(
        self,
        frame: Cutout,
        cast: _Cast,
        foot: tuple[float, float],
        scale: tuple[float, float],
        angle: float,
        turns: tuple[float, float],
    ) -> None:
        arm = cast.puppet.arm
        assert arm is not None
        radians = math.radians(angle)
        for (dx, dy), turn in zip(cast.puppet.shoulders, turns, strict=True):
            u, v = dx * abs(scale[0]), dy * scale[1]
            x = foot[0] + u * math.cos(radians) + v * math.sin(radians)
            y = foot[1] - u * math.sin(radians) + v * math.cos(radians)
            paper.put(frame, arm, x, y, scale=(abs(scale[0]), scale[1]), angle=angle - turn)

    def _string(self, frame: Cutout, x: float, y: float) -> None:
        if y > 2:
            wide = max(1, self._size[1] // 260)
            _cv.line(
                frame,
                (int(x), 0),
                (int(x), int(y + self._size[1] * 0.02)),
                (88, 121, 135, 255),
                wide,
                cv2.LINE_AA,
            )


@lru_cache(maxsize=4)
def _vignette(width: int, height: int) -> Cutout:
    """Less light towards the corners."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = ((x - width / 2) / width) ** 2 + ((y - height / 2) / height) ** 2
    level = np.clip(1.06 - 0.62 * distance, 0, 1) * 255
    return np.asarray(level, np.uint8)
