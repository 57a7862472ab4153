"""How puppets move: a pose for every deed and moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, sin


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
    return _POSES.get(act, _look)(time_s * pace + phase, facing)


def _breath(t: float) -> float:
    return 1 + 0.012 * sin(t * 2.2)


def _walk(t: float, facing: int) -> Pose:
    step = sin(t * 5.2)
    return Pose(0, -0.035 * abs(step), 3.2 * step, 1, _breath(t), (30 * step, -30 * step))


def _run(t: float, facing: int) -> Pose:
    step = sin(t * 5.6)
    hop, turn = abs(step), 5 * (step - facing)
    return Pose(0, -0.16 * hop, turn, 1 - 0.05 * hop, 1 + 0.06 * hop, (55 * step, -55 * step))


def _fly(t: float, facing: int) -> Pose:
    beat = 0.035 * sin(t * 6)
    return Pose(
        0.05 * sin(t * 0.9), 0.1 * sin(t * 1.7), 5 * sin(t * 1.3), 1 + beat, 1 - beat, (70, -70)
    )


def _sail(t: float, facing: int) -> Pose:
    arm = 26 + 14 * sin(t * 2)
    return Pose(0, 0.035 * sin(t * 1.9), 3.4 * sin(t * 1.6 + 0.6), 1, 1, (arm, -arm))


def _sleep(t: float, facing: int) -> Pose:
    slow = sin(t * 1.25)
    return Pose(0, 0, 7 * facing + 1.2 * slow, 1 + 0.02 * slow, 0.97 + 0.035 * slow, (6, -6))


def _cook(t: float, facing: int) -> Pose:
    work, bend = sin(t * 4.4), sin(t * 2.2)
    arms = (58 + 18 * work, -58 - 18 * sin(t * 4.4 + 1))
    return Pose(0.01 * work, 0.008 * bend, 2 * bend, 1, _breath(t), arms)


def _give(t: float, facing: int) -> Pose:
    reach = 0.5 + 0.5 * sin(t * 1.6)
    arms = (70 + 20 * reach, -70)
    return Pose(0.05 * reach * facing, 0, -4 * reach * facing, 1, _breath(t), arms)


def _eat(t: float, facing: int) -> Pose:
    lift = max(0.0, sin(t * 1.5))
    arms = (60 + 60 * lift, -14)
    return Pose(0, -0.006 * abs(sin(t * 2.2)), 2.5 * lift, 1, _breath(t), arms)


def _dance(t: float, facing: int) -> Pose:
    beat, turn = sin(t * 4.2), sin(t * 2.1)
    arms = (100 + 40 * beat, -100 + 40 * beat)
    return Pose(0.06 * turn, -0.07 * abs(beat), 9 * turn, 1, 1 + 0.04 * beat, arms)


def _sing(t: float, facing: int) -> Pose:
    sway = sin(t * 1.8)
    arms = (44 + 26 * sway, -30 - 22 * sin(t * 1.5))
    return Pose(0, -0.012 * abs(sin(t * 3)), 2.6 * sway, 1, 1 + 0.018 * sin(t * 6), arms)


def _look(t: float, facing: int) -> Pose:
    look = sin(t * 1.1)
    arms = (14 + 8 * look, -14 + 6 * look)
    return Pose(0.008 * look, -0.008 * abs(sin(t * 2.2)), 1.9 * look, 1, _breath(t), arms)


_POSES: dict[str, Callable[[float, int], Pose]] = {
    "walk": _walk, "run": _run, "fly": _fly, "sail": _sail, "swim": _sail, "sleep": _sleep,
    "cook": _cook, "give": _give, "eat": _eat, "dance": _dance, "sing": _sing,
    "leap": lambda t, facing: Pose(0, -0.22 * sin(t * 2.1), -16 * facing * cos(t * 2.1)),
    "ring": lambda t, _: Pose(0, 0, 13 * sin(t * 2.9), 1, 1, (80 + 30 * sin(t * 2.9), -20)),
    "hang": lambda t, _: Pose(0, 0, 4.5 * sin(t * 1.7)),
    "float": lambda t, _: Pose(0.03 * sin(t * 0.8), 0.06 * sin(t * 1.3), 4 * sin(t * 1.1)),
    "roll": lambda t, _: Pose(0, -0.008 * abs(sin(t * 9)), 0.7 * sin(t * 9)),
    "thing": lambda t, _: Pose(0, 0, 1.3 * sin(t * 1.5), 1, 1 + 0.014 * sin(t * 2.1)),
    "house": lambda t, _: Pose(0, 0, 0.25 * sin(t * 1.1), 1, 1 + 0.005 * sin(t * 1.6)),
}  # fmt: skip
