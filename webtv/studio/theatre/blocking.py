"""Where each puppet stands, what it does, and what it holds or rides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from webtv.studio.theatre.deeds import Framing, deed_of
from webtv.studio.theatre.figures import Figure, Reading
from webtv.studio.theatre.traits import (
    ALIVE,
    HEADS,
    STILL,
    WINGED,
    height,
    stance,
)

ASPECT = 16 / 9
_HERO = {"wide": 0.44, "full": 0.58, "medium": 0.76, "close": 1.0}
_ON_COUNTER = 0.55
"""The tallest of what stands on a counter; what is taller stands behind it."""

WET = frozenset({"sea", "harbour", "coast", "river"})


@dataclass
class Actor:
    """One puppet of the play and its part."""

    figure: Figure
    x: float
    y: float
    tall: float
    act: str
    facing: int = -1
    phase: float = 0.0
    travel: float = 0.0
    number: int = 0
    string: bool = False
    before: bool = False
    held: list[Actor] = field(default_factory=list)


def depth(actor: Actor) -> float:
    """How far in front a puppet stands: what is drawn first has the smallest."""
    if stance(actor.figure.icon) == "sky":
        return -1.0
    if actor.figure.icon in STILL:
        return actor.y - 0.3
    return actor.y


def set_hero(
    figure: Figure,
    reading: Reading,
    frame: Framing,
    side: int,
    rng: np.random.Generator,
    duration: float,
    pace: float,
) -> list[Actor]:
    """The hero, as many times as it comes, on its side of the picture."""
    icon = figure.icon
    base = _HERO[reading.scale]
    tall = base * height(icon) ** 0.22
    bodied = icon in HEADS
    where = stance(icon)
    x = ASPECT * (0.5 + side * (0.13 if reading.scale in ("wide", "full") else 0.06))
    facing = -side
    count = figure.count
    if reading.scale == "close":
        x = ASPECT * (0.5 + side * 0.05)
        tall = 1.55 if bodied else 0.8
        count = min(count, 2 if not bodied else 1)
    else:
        tall = min(tall, 0.8 if bodied or icon in STILL else 0.72)
        if where == "air" and icon in WINGED:
            tall = min(tall, 0.42)
        if frame.counter is not None:
            tall = max(tall, 0.62)
        if count > 1:
            tall *= 0.82 if count <= 3 else 0.62 if count <= 5 else 0.46
    act = deed_of(figure, where, frame)
    y = _foot(icon, tall, where, frame, reading.scale == "close", bodied)
    travel = 0.0
    if act in ("walk", "run", "sail", "roll", "swim", "fly") and reading.scale != "close":
        speed = {"walk": 0.085, "run": 0.16, "sail": 0.07, "roll": 0.13, "swim": 0.06, "fly": 0.07}[
            act
        ]
        travel = min(0.5, speed * pace * duration) * facing
    cast = []
    for number in range(count):
        ox, oy = _spread(number, count, tall, where, rng)
        cast.append(
            Actor(
                figure,
                min(max(x + ox, 0.12), ASPECT - 0.12),
                y + oy,
                tall * (1 - 0.1 * (number % 3) if number else 1),
                act,
                facing,
                float(rng.uniform(0, 6.28)) if number else 0.4,
                travel,
                number,
                where == "hang",
            )
        )
    return cast


def _spread(
    number: int, count: int, tall: float, where: str, rng: np.random.Generator
) -> tuple[float, float]:
    if number == 0:
        return 0.0, 0.0
    if where in ("air", "swim", "sky") and count > 3:
        turn = number * 2.4
        return 0.62 * math.cos(turn) * math.sqrt(number / count) * 1.25, 0.27 * math.sin(
            turn
        ) * math.sqrt(number / count)
    step = min(max(tall * 0.95, 0.2), 0.42)
    sign = 1 if number % 2 else -1
    rank = (number + 1) // 2
    lift = -0.035 if number % 2 else 0.02
    return sign * rank * step, lift + float(rng.uniform(-0.012, 0.012))


def _foot(icon: str, tall: float, where: str, frame: Framing, close: bool, bodied: bool) -> float:
    if close:
        if bodied:
            return 0.17 + tall
        return 0.5 + tall / 2 + 0.03 if where != "hang" else 0.08 + tall
    if where == "hang":
        return min(0.3 + tall * 0.62, 0.78)
    if where == "sky":
        return 0.16 + tall
    if where == "air" or frame.aloft:
        return 0.46 + tall / 2
    if where == "float" and frame.water is not None:
        return frame.water + (0.13 if icon in ALIVE and icon not in WINGED else 0.03)
    if where == "table" and frame.counter is not None:
        return frame.counter
    if frame.counter is not None and not bodied and height(icon) <= _ON_COUNTER:
        return frame.counter
    if frame.counter is not None:  # behind it: feet are not seen
        return frame.counter + 0.3 * tall
    return min(frame.floor, 0.97)


_SPOTS = (0.78, 0.24, 0.92, 0.55, 0.1)
"""Where others stand, from the hero's side on, in shares of the width."""


def _spot(tall: float, slot: int, side: int, actors: Sequence[Actor]) -> tuple[float, float]:
    """The middle of the freest place for a puppet, and which share of its width is taken."""
    half = tall * 0.55
    taken = [_reach(actor) for actor in actors if stance(actor.figure.icon) not in _HIGH]

    def place(at: int) -> float:
        share = _SPOTS[at % len(_SPOTS)]
        x = ASPECT * (share if side < 0 else 1 - share)
        return min(max(x, half + 0.03), ASPECT - half - 0.03)

    def hidden(x: float) -> float:
        shared = (min(x + half, right) - max(x - half, left) for left, right in taken)
        return round(sum(max(0.0, width) for width in shared) / (2 * half), 1)

    x = min((place(slot + turn) for turn in range(len(_SPOTS))), key=hidden)
    return x, hidden(x)


_HIGH = frozenset({"air", "sky", "hang"})


def _reach(actor: Actor) -> tuple[float, float]:
    """From where to where a puppet stands; a body on a stick is half as wide as it is tall."""
    half = actor.tall * (0.3 if actor.figure.icon in HEADS else 0.5)
    return actor.x - half, actor.x + half


def set_other(
    figure: Figure,
    lead: Actor,
    slot: int,
    frame: Framing,
    side: int,
    rng: np.random.Generator,
    close: bool,
    actors: Sequence[Actor],
) -> list[Actor]:
    """Everybody else, around the lead, where there is most room beside the `actors`."""
    icon = figure.icon
    where = stance(icon)
    ratio = height(icon) / height(lead.figure.icon)
    most = 0.62 if icon in STILL else 0.56
    tall = min(max(lead.tall * min(max(ratio, 0.3), 2.4), 0.13), most)
    if icon not in ALIVE and icon not in STILL:  # a thing is no larger than the hero, by much
        tall = min(tall, max(0.2, 1.15 * lead.tall))
    if figure.count > 2:
        tall *= 0.78
    x, hidden = _spot(tall, slot, side, actors)
    if hidden > 0.4 and icon not in STILL:
        tall *= 0.75
        x, hidden = _spot(tall, slot, side, actors)
    if close and icon not in ALIVE and where not in ("hang", "sky", "air"):
        front = Actor(
            figure, ASPECT * (0.5 - side * 0.2), 1.0, min(0.5, tall), "thing", before=True
        )
        return [front]  # what it is about lies in the foreground
    if close:
        tall = min(tall * 0.5, 0.4)
        x = ASPECT * (0.84 if side < 0 else 0.16)
    half = tall * 0.55
    x = min(max(x, half + 0.03), ASPECT - half - 0.03)
    act = deed_of(figure, where, frame)
    y = _foot(icon, tall, where, frame, False, icon in HEADS)
    if where == "table" and frame.counter is None:
        y, tall = frame.floor + 0.03, min(tall, 0.26)
        x = lead.x + side * -0.24 - side * -0.0 + slot * 0.12 * -side
    elif where == "air":
        tall = min(tall, 0.27)
        y = 0.24 + 0.08 * slot + tall / 2
    elif where == "sky":
        y, tall = 0.14 + min(tall, 0.24), min(tall, 0.24)
    elif where == "ground" and not frame.aloft and frame.counter is None:
        before = slot % 2 and hidden < 0.1  # nobody stands before the hero
        y = frame.floor - (0.055 if icon in STILL else -0.01 if before else 0.02)
    facing, travel = (1 if x < lead.x else -1), 0.0
    if lead.act in ("walk", "run") and icon in ALIVE and not figure.acts and where == "ground":
        act, facing, travel = lead.act, lead.facing, lead.travel  # a chase, or company
    cast = []
    for number in range(figure.count):
        ox, oy = _spread(number, figure.count, tall, where, rng)
        cast.append(
            Actor(
                figure,
                min(max(x + ox, 0.4 * tall), ASPECT - 0.4 * tall),
                y + oy,
                tall,
                act,
                facing,
                float(rng.uniform(0, 6.28)),
                travel,
                number,
                where == "hang",
            )
        )
    return cast
