"""Where the camera is at a moment: smooth paths, in pixels of a 320 line frame.

Speeds keep the nearest layer below 12 pixels a frame at 8 frames a second, so that a motion
compensated interpolator can follow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from webtv.studio.pictures.scene import Move

_PAN_SPEED = 26.0  # pixels a second of the nearest layer at normal pace
_MOST_TRAVEL = 230.0  # pixels; layers are painted this much wider than the frame


@dataclass(frozen=True)
class View:
    """The camera at a moment.

    `x`, `y` are how far it has turned right and up, in pixels of the nearest layer; `forward` is
    how far it has moved into the picture, in the same pixels; `zoom` is at least 1; `roll` in
    radians.
    """

    x: float = 0.0
    y: float = 0.0
    forward: float = 0.0
    zoom: float = 1.0
    roll: float = 0.0


def view_at(move: Move, pace: float, time_s: float, duration_s: float) -> View:
    """The view `time_s` into a clip of `duration_s`, for a camera `move` at `pace`."""
    travel = min(_PAN_SPEED * min(pace, 2.6) * duration_s, _MOST_TRAVEL)
    u = time_s / max(duration_s, 1e-6)
    eased = u + 0.06 * math.sin(2 * math.pi * u) / math.pi  # never stops, softer at the ends
    way = travel * (eased - 0.5)
    breath = 1.6 * math.sin(0.9 * time_s + 0.4)
    sign = move.sign
    drift = 2.2 * pace * (time_s - duration_s / 2)
    ahead = 0.35 * travel * eased
    push = min(travel, 110.0) / 640.0
    if move.kind in ("pan", "track"):
        return View(x=sign * way, y=0.6 * breath, forward=0.15 * ahead, zoom=1.02)
    if move.kind in ("tilt", "crane"):
        lift = min(travel, 52.0) * (eased - 0.5) * sign
        return View(x=drift, y=lift, forward=0.4 * ahead, zoom=1.03)
    if move.kind in ("dolly", "aerial", "zoom"):
        near = eased if sign > 0 else 1.0 - eased
        reach = 1.0 if move.kind != "zoom" else 0.0
        flight = 1.5 if move.kind == "aerial" else 1.0
        return View(
            x=0.5 * drift + breath * 0.3,
            y=0.4 * breath,
            forward=reach * flight * travel * near,
            zoom=1.01 + (push * 0.55 if reach else push * 1.1) * near,
        )
    if move.kind == "orbit":
        return View(
            x=0.75 * sign * way,
            y=0.5 * breath,
            forward=0.3 * ahead,
            zoom=1.06,
            roll=0.02 * sign * (eased - 0.5) * min(pace, 2.0),
        )
    if move.kind == "handheld":
        shake = min(pace, 1.5)
        return View(
            x=drift + shake * (3.0 * math.sin(2.1 * time_s) + 1.6 * math.sin(3.7 * time_s + 1)),
            y=shake * (2.2 * math.sin(1.7 * time_s + 2) + 1.1 * math.sin(4.1 * time_s)),
            forward=0.3 * ahead,
            zoom=1.05,
            roll=0.004 * math.sin(1.3 * time_s),
        )
    return View(x=0.6 * drift, y=0.5 * breath, forward=0.2 * ahead, zoom=1.02 + 0.03 * u)
