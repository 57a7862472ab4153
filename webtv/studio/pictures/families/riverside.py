"""A city across the water: lit towers mirrored in a river, a bridge, a train that crosses it."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures import towers
from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Layer, Picture, over, shifted, stamp
from webtv.studio.pictures.cast import FLYERS, SAILORS, WALKERS, Cast
from webtv.studio.pictures.families.city import after_dark, neon_of, street_light
from webtv.studio.pictures.light import Light, blend, linear
from webtv.studio.pictures.scene import Scene, Subject
from webtv.studio.pictures.sky import Sky
from webtv.studio.pictures.water import Water

_DECK = 34.0  # pixels of a 320 line frame from the water to the bridge's deck
_FINE = 2


class Riverside:
    """The other bank of a river, seen from a quay."""

    def __init__(self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> None:
        self._frame = frame
        night, neon = after_dark(scene, light), neon_of(scene)
        self._sky = Sky(scene, light, frame, rng)
        self._horizon = float(rng.uniform(0.56, 0.62))
        self._rows = [
            (
                towers.skyline(light, frame, rng, night=night, neon=neon, tallest=tallest, far=far),
                depth,
            )
            for tallest, far, depth in ((165.0, 0.62, 0.3), (120.0, 0.3, 0.42), (62.0, 0.08, 0.55))
        ]
        side = float(rng.choice((-1, 1)))
        self._bridge = _bridge(light, frame, night, side)
        self._train = _train(frame, night)
        self._train_start = float(rng.uniform(0.15, 0.5)) * frame.width
        self._train_speed = side * 30.0 * (0.4 + 0.6 * min(scene.pace, 1.8))
        self._water = Water(
            light,
            frame,
            rng,
            body=blend(linear("#123c50"), linear("#070e1c"), night) * (1.0 - 0.5 * light.dark),
            swell=0.5,
            speed=0.3 + 0.5 * scene.pace,
            mirror=0.95,
        )
        self._quay = _quay(light, frame, night, bool(scene.weather & {"rain", "snow"}))
        near = street_light(light, neon, night)
        afloat = {"boat", "ship", "canoe"} & {s.name for s in scene.subjects}
        extra = () if afloat or rng.random() < 0.4 else (Subject("boat"),)
        self._afloat = Cast(scene, light, frame, rng, SAILORS, depth=0.7, scale=0.7, extra=extra)
        self._walkers = Cast(scene, near, frame, rng, WALKERS, scale=1.25)
        self._flyers = Cast(scene, light, frame, rng, FLYERS)

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment."""
        frame, unit = self._frame, self._frame.unit
        horizon = self._horizon * frame.height + view.y * unit
        picture = self._sky.draw(view, time_s, horizon)
        for row, depth in self._rows:
            moved = shifted(
                row, frame, -view.x * depth * unit, horizon % 1.0, 1.0 + 4e-4 * depth * view.forward
            )
            over(picture, moved, int(horizon + 2 * unit) - row.shape[0])
        offset = -view.x * 0.62 * unit
        x = self._train_start + offset + self._train_speed * time_s * unit
        stamp(picture, self._train, x, horizon - (_DECK + 11.0) * unit)
        bridge = shifted(self._bridge, frame, offset, horizon % 1.0)
        over(picture, bridge, int(horizon + 2 * unit) - bridge.shape[0])
        self._flyers.draw(picture, view, time_s, lambda x: horizon)
        self._water.draw(picture, view, time_s, horizon)
        self._afloat.draw(picture, view, time_s, lambda x: horizon + 40.0 * unit)
        quay = shifted(self._quay, frame, -view.x * unit, 0.0)
        top = int(frame.height - quay.shape[0] + (0.4 * view.y + 20.0) * unit)
        over(picture, quay, top)
        foot = top + quay.shape[0] - 36.0 * unit
        self._walkers.draw(picture, view, time_s, lambda x: foot)
        return picture


def _canvas(frame: Frame, rows: float) -> Layer:
    wide = int(_FINE * (frame.width / frame.unit + towers.MARGIN))
    return np.zeros((int(_FINE * rows), wide, 4), np.float32)


def _sized(layer: Layer, frame: Frame) -> Layer:
    scale = frame.unit / _FINE
    out: Layer = cv2.resize(layer, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return out


def _bridge(light: Light, frame: Frame, night: float, side: float) -> Layer:
    """A suspension bridge as a layer whose last row is the water."""
    layer = _canvas(frame, 130.0)
    high, wide = layer.shape[:2]
    steel = linear("#5a4a4a") * (light.ambient * 0.7 + light.sun * 0.3 * (1 - light.dark))
    ink = (*(float(v) for v in steel), 1.0)
    lamp = (*(float(v) for v in linear("#ffd08a") * (1.6 * night + 0.1)), 1.0)
    deck = int(high - _FINE * _DECK)
    span, sag = 0.62 * wide, _FINE * 74.0
    first = wide * (0.5 - 0.16 * side) - span / 2
    x = np.arange(0, wide, 2)
    phase = np.mod(x - first, span) / span
    cable = deck - 8 - sag * (2 * phase - 1) ** 2
    for at, y in zip(x[::5], cable[::5], strict=True):
        cv2.line(layer, (int(at), deck), (int(at), int(y)), ink, 1, cv2.LINE_AA)
    line = np.stack([x, cable], axis=1).astype(np.int32)
    cv2.polylines(layer, [line], False, ink, 3, cv2.LINE_AA)
    cv2.rectangle(layer, (0, deck), (wide, deck + 8), ink, -1)
    for k in range(-1, 3):
        pylon = int(first + k * span)
        for leg in (-9, 6):
            cv2.rectangle(
                layer, (pylon + leg, int(deck - sag - 20)), (pylon + leg + 4, high), ink, -1
            )
        for beam in (0.25, 0.6, 1.0):
            y = int(deck - sag * beam - 8)
            cv2.rectangle(layer, (pylon - 9, y), (pylon + 10, y + 5), ink, -1)
        cv2.circle(layer, (pylon, int(deck - sag - 24)), 3, (1.8, 0.15, 0.1, 1.0), -1)
    for at, y in zip(x[::12], cable[::12], strict=True):
        cv2.circle(layer, (int(at), int(y)), 2, lamp, -1, cv2.LINE_AA)
        cv2.circle(layer, (int(at), deck + 10), 1, lamp, -1, cv2.LINE_AA)
    return _sized(layer, frame)


def _train(frame: Frame, night: float) -> Layer:
    """Four carriages with lit windows, 11 pixels of a 320 line frame high."""
    layer = np.zeros((11 * _FINE, 4 * 88, 4), np.float32)
    body = (*(float(v) for v in linear("#c8ccd0") * (0.25 - 0.18 * night)), 1.0)
    glass = (*(float(v) for v in linear("#ffe0a0") * (0.15 + 0.9 * night)), 1.0)
    for car in range(4):
        x = 88 * car
        cv2.rectangle(layer, (x + 1, 2), (x + 85, 20), body, -1)
        for k in range(7):
            cv2.rectangle(layer, (x + 5 + 11 * k, 6), (x + 12 + 11 * k, 13), glass, -1)
    return _sized(layer, frame)


def _quay(light: Light, frame: Frame, night: float, wet: bool) -> Layer:
    """The near bank: paving, a railing and lamps."""
    layer = _canvas(frame, 130.0)
    high, wide = layer.shape[:2]
    lit = light.ambient * 0.55 + light.sun * 0.2 * (1 - light.dark)
    glow = linear("#ffc878") * night
    stone = linear("#6a6460") * lit
    edge = high - int(_FINE * 56)
    fall = np.linspace(1.5, 0.5, high - edge, dtype=np.float32)[:, None, None]
    layer[edge:, :, :3] = stone * fall
    layer[edge:, :, 3] = 1.0
    layer[edge : edge + 4, :, :3] *= 1.6
    iron = (*(float(v) for v in linear("#24262c") * lit), 1.0)
    x = np.arange(wide, dtype=np.float32)
    rail = edge - 30
    for post in range(0, wide, 26):
        cv2.line(layer, (post, edge), (post, rail), iron, 2)
    for y in (rail, rail + 12):
        cv2.line(layer, (0, y), (wide, y), iron, 3 if y == rail else 1)
    for at in range(110, wide, 380):
        pool = np.exp(-(((x - at) / 90.0) ** 2))[None, :, None]
        layer[edge:, :, :3] += pool * fall * glow * (0.05 if wet else 0.04)
        if wet:
            streak = np.exp(-(((x - at) / 7.0) ** 2))[None, :, None]
            layer[edge:, :, :3] += streak * glow * 0.16
        cv2.line(layer, (at, edge + 4), (at, 26), iron, 5)
        bulb = (*(float(v) for v in linear("#ffe2b0") * (0.3 + 2.6 * night)), 1.0)
        cv2.circle(layer, (at, 20), 9, bulb, -1, cv2.LINE_AA)
    return _sized(layer, frame)
