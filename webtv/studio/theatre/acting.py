"""How puppets move: a pose for every deed and moment."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Pose:
    """Shift in heights of the puppet, turn in degrees, stretch, and the arms' turn."""

    x: float = 0.0
    y: float = 0.0
    angle: float = 0.0
    wide: float = 1.0
    tall: float = 1.0
    arms: tuple[float, float] = (12.0, -12.0)


def pose(act: str, time_s: float, phase: float, pace: float, facing: int) -> Pose:
    """The pose of a deed. `pace` is 1 for a normal tempo; `facing` is +1 to the right."""
    t = time_s * pace + phase
    sin = math.sin
    breath = 0.012 * sin(t * 2.2)
    if act == "walk":
        step = sin(t * 5.2)
        return Pose(0, -0.035 * abs(step), 3.2 * step, 1, 1 + breath, (30 * step, -30 * step))
    if act == "run":
        hop = abs(sin(t * 5.6))
        return Pose(
            0,
            -0.16 * hop,
            -5 * facing + 5 * sin(t * 5.6),
            1 - 0.05 * hop,
            1 + 0.06 * hop,
            (55 * sin(t * 5.6), -55 * sin(t * 5.6)),
        )
    if act == "fly":
        return Pose(
            0.05 * sin(t * 0.9),
            0.10 * sin(t * 1.7),
            5 * sin(t * 1.3),
            1 + 0.035 * sin(t * 6),
            1 - 0.035 * sin(t * 6),
            (70, -70),
        )
    if act in ("sail", "swim"):
        return Pose(
            0,
            0.035 * sin(t * 1.9),
            3.4 * sin(t * 1.6 + 0.6),
            1,
            1,
            (26 + 14 * sin(t * 2), -26 - 14 * sin(t * 2)),
        )
    if act == "sleep":
        slow = sin(t * 1.25)
        return Pose(0, 0, 7 * facing + 1.2 * slow, 1 + 0.02 * slow, 0.97 + 0.035 * slow, (6, -6))
    if act == "cook":
        work = sin(t * 4.4)
        return Pose(
            0.01 * work,
            0.008 * sin(t * 2.2),
            2.0 * sin(t * 2.2),
            1,
            1 + breath,
            (58 + 18 * work, -58 - 18 * sin(t * 4.4 + 1)),
        )
    if act == "leap":
        rise = sin(t * 2.1)
        return Pose(0, -0.22 * rise, -16 * facing * math.cos(t * 2.1))
    if act == "give":
        reach = 0.5 + 0.5 * sin(t * 1.6)
        return Pose(
            0.05 * reach * facing, 0, 4.0 * reach * -facing, 1, 1 + breath, (70 + 20 * reach, -70)
        )
    if act == "eat":
        lift = max(0.0, sin(t * 1.5))
        return Pose(0, -0.006 * abs(sin(t * 2.2)), 2.5 * lift, 1, 1 + breath, (60 + 60 * lift, -14))
    if act == "dance":
        beat = sin(t * 4.2)
        return Pose(
            0.06 * sin(t * 2.1),
            -0.07 * abs(beat),
            9 * sin(t * 2.1),
            1,
            1 + 0.04 * beat,
            (100 + 40 * beat, -100 + 40 * beat),
        )
    if act == "sing":
        return Pose(
            0,
            -0.012 * abs(sin(t * 3)),
            2.6 * sin(t * 1.8),
            1,
            1 + 0.018 * sin(t * 6),
            (44 + 26 * sin(t * 1.8), -30 - 22 * sin(t * 1.5)),
        )
    if act == "ring":
        return Pose(0, 0, 13 * sin(t * 2.9), 1, 1, (80 + 30 * sin(t * 2.9), -20))
    if act == "hang":
        return Pose(0, 0, 4.5 * sin(t * 1.7), 1, 1)
    if act == "float":
        return Pose(0.03 * sin(t * 0.8), 0.06 * sin(t * 1.3), 4 * sin(t * 1.1))
    if act == "roll":
        return Pose(0, -0.008 * abs(sin(t * 9)), 0.7 * sin(t * 9))
    if act == "thing":
        return Pose(0, 0, 1.3 * sin(t * 1.5), 1, 1 + 0.014 * sin(t * 2.1))
    if act == "house":
        return Pose(0, 0, 0.25 * sin(t * 1.1), 1, 1 + 0.005 * sin(t * 1.6))
    look = sin(t * 1.1)
    return Pose(
        0.008 * look,
        -0.008 * abs(sin(t * 2.2)),
        1.9 * look,
        1,
        1 + breath,
        (14 + 8 * look, -14 + 6 * look),
    )
