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
from webtv.studio.theatre.canvas import Canvas, put
from webtv.studio.theatre.deeds import Framing
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.paper import Cutout, Sprite
from webtv.studio.theatre.plane import LINES, draw_all
from webtv.studio.theatre.play import compose, place_of
from webtv.studio.theatre.puppets import Puppet, puppet
from webtv.studio.theatre.reading import read
from webtv.studio.theatre.scene import Scene, backdrop_of
from webtv.studio.theatre.signs import note, sign
from webtv.studio.theatre.traits import GLOWING, STEAMING, stance

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

_STRING = 88, 121, 135
"""The colour of a string, in Y, U and V."""

_BUSY = frozenset({"cook", "sing", "ring", "dance", "give", "eat"})
"""Deeds that are done with the arms before the body."""


_STANDING = frozenset({"look", "thing", "house", "cook", "sing", "give", "eat", "sleep", "walk"})
"""Deeds in which feet stay on the ground."""


@dataclass
class _Cast:
    """An actor with its puppet."""

    actor: Actor
    puppet: Puppet
    held: list[tuple[Actor, Puppet]]
    light: Sprite | None


class Stage:
    """One shot of `seconds`, ready to be drawn at any moment, at `size` (width, height).

    Places and puppets are kept in the folder `kept`, for all processes that have it.

    The same prompt and seed give the same scene at every size. Raises ValueError for a picture
    smaller than 64 x 48, or of odd sides.
    """

    def __init__(
        self,
        prompt: str,
        *,
        seed: int,
        seconds: float,
        size: tuple[int, int],
        artwork: Path,
        kept: Path | None = None,
    ) -> None:
        if size[0] < 64 or size[1] < 48 or size[0] % 2 or size[1] % 2:
            raise ValueError(f"cannot draw a picture of {size[0]}x{size[1]}")
        duration = max(1.0, seconds)
        library = Library(artwork)
        reading = read(prompt, library)
        place = place_of(reading)
        variant = zlib.crc32(place.encode()) + len(reading.colours)
        self._size = size
        hour = reading.hour or ("night" if place == "space" else "day")
        kinds = reading.weather | ({"snow"} if "winter" in (place, *reading.places) else set())
        shot = Scene(artwork, place, hour, frozenset(kinds), reading.colours, variant)
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
        self._floor = -1.0 if setting.aloft else framing.floor
        self._play = compose(reading, seed=seed, duration=duration, frame=framing)
        self._camera = Camera(
            reading.move, reading.motion, duration, close=self._play.close, phase=seed % 97
        )
        self._backdrop = backdrop_of(shot, self._play.close, kept).sized(size[1])
        self._cast = [self._dress(actor, artwork, kept) for actor in self._play.actors]
        self._veils = weather.veils(
            frozenset() if setting.inside else self._play.weather,
            *size,
            pace=self._play.pace,
            folder=kept,
        )
        self._puff = weather.puff(max(8, size[1] // 11))
        self._sign = sign(self._play.sign, size[1], self._palette) if self._play.sign else None
        self._note = note(size[1])
        self._vignette = _vignette(*size)

    def frame(self, time_s: float) -> Cutout:
        """The picture at a moment, in BGRA."""
        return self.drawn(time_s).bgra()

    def drawn(self, time_s: float) -> Canvas:
        """The picture at a moment."""
        width, height = self._size
        canvas = Canvas(width, height)
        view = self._camera.at(time_s)
        draw_all(self._backdrop.back, canvas, view, time_s, self._stand)
        for cast in self._cast:
            self._draw(canvas, cast, view, time_s)
            if cast.actor.figure.icon in STEAMING:
                self._steam(canvas, cast.actor, view, time_s)
        draw_all(self._backdrop.front, canvas, view, time_s, self._stand)
        for veil in self._veils:
            veil.draw(canvas, time_s)
        if self._sign is not None:
            swing = 1.1 * math.sin(time_s * 1.3)
            lines = self._sign.height / height
            y = 0.5 + lines * 0.5 if self._play.reading.unseen else 0.05 + lines
            y = (y + 0.006 * math.sin(time_s * 1.7)) * height
            put(canvas, self._sign, width * 0.5, y, angle=swing)
        _cv.multiply(canvas.luma, self._vignette, canvas.luma, scale=1 / 255)
        put(canvas, self._note, width * 0.965, height * 0.955)
        return canvas

    def _seen(self, y: float) -> float:
        """Where a height of the place is from where the camera stands."""
        return 0.5 + (y - self._stand[1] - 0.5) * self._stand[2]

    def _stands(self, actor: Actor) -> bool:
        """Whether an actor stands on the ground and stays there, so that its foot is dark."""
        ground = stance(actor.figure.icon) in ("ground", "table")
        floor = self._play.close or abs(actor.y - self._floor) < 0.08
        return ground and floor and actor.act in _STANDING and not actor.before

    def _dress(self, actor: Actor, artwork: Path, kept: Path | None) -> _Cast:
        height = self._size[1]
        edge = LINES * (0.0052 if not self._play.close else 0.008)

        def made(one: Actor, share: float, number: int = 0) -> Puppet:
            tall = max(8, round(one.tall * LINES))
            low = one is actor and self._stands(one)
            ready = puppet(
                artwork, kept, self._palette, one.figure, tall, edge * share, number, low
            )
            return ready.sized(height / LINES)

        body = made(actor, 1.0, actor.number)
        held = [(item, made(item, 0.8)) for item in actor.held]
        light = None
        shining = actor.figure.icon in GLOWING or any(i.figure.icon in GLOWING for i in actor.held)
        if shining and self._palette.dark > 0.4:
            light = paper.glow(max(8, int(actor.tall * height * 0.9)), "#ffb950", 120)
        return _Cast(actor, body, held, light)

    def _draw(self, canvas: Canvas, cast: _Cast, view: View, time_s: float) -> None:
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
            self._string(canvas, px, py - actor.tall * height * zoom)
            top = actor.tall * height * zoom
            radians = math.radians(angle)
            px, py = px + top * math.sin(radians), py - top * (1 - math.cos(radians))
        if cast.light is not None:
            flicker = 1 if int(time_s * 7 + actor.phase) % 5 else 0
            if flicker or self._play.pace < 0.8:
                put(canvas, cast.light, px, py - actor.tall * height * 0.5)
        arms = cast.puppet.arm if cast.puppet.shoulders else None
        if arms is not None and actor.act not in _BUSY:
            self._arms(canvas, cast, (px, py), scale, angle, now.arms)
        put(canvas, cast.puppet.body, px, py, scale=scale, angle=angle)
        if arms is not None and actor.act in _BUSY:
            self._arms(canvas, cast, (px, py), scale, angle, now.arms)
        for item, thing in cast.held:
            reach = actor.tall * height * zoom
            hx = px + item.x * reach
            hy = py + item.y * reach + item.tall * height * 0.5 * zoom
            busy = actor.act if actor.act in ("cook", "give") else "thing"
            turn = pose(busy, time_s, 1.0, self._play.pace, actor.facing)
            if actor.act == "eat":  # up to the mouth, and down
                hy -= 0.2 * reach * max(0.0, math.sin(time_s * self._play.pace * 1.5 + actor.phase))
            put(
                canvas,
                thing.body,
                hx + turn.x * 0.6 * reach,
                hy + turn.y * reach,
                scale=(zoom * -item.facing * -1, zoom),
                angle=turn.angle * 1.6,
            )

    def _steam(self, canvas: Canvas, actor: Actor, view: View, time_s: float) -> None:
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
            put(canvas, self._puff, px, py, scale=(size, size), angle=40 * age)

    def _arms(
        self,
        canvas: Canvas,
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
            put(canvas, arm, x, y, scale=(abs(scale[0]), scale[1]), angle=angle - turn)

    def _string(self, canvas: Canvas, x: float, y: float) -> None:
        if y <= 2:
            return
        planes = (canvas.luma, *canvas.chroma)
        for plane, part, level in zip(planes, (1, 2, 2), _STRING, strict=True):
            across, end = int(x / part), int((y + canvas.height * 0.02) / part)
            wide = max(1, canvas.height // 260 // part)
            _cv.line(plane, (across, 0), (across, end), level, wide, cv2.LINE_AA)


@lru_cache(maxsize=4)
def _vignette(width: int, height: int) -> Cutout:
    """Less light towards the corners."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = ((x - width / 2) / width) ** 2 + ((y - height / 2) / height) ** 2
    level = np.clip(1.06 - 0.62 * distance, 0, 1) * 255
    return np.asarray(level, np.uint8)
