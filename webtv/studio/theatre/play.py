"""From what was read to who stands where: the composition of a shot.

Places are in heights of the picture: x from 0 to 16/9, y from 0 (top) to 1; a puppet's place is
that of its foot.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from webtv.studio.theatre.reading import Figure, Reading
from webtv.studio.theatre.traits import (
    BEASTS,
    HEADS,
    HELD,
    VEHICLES,
    WORN,
    height,
    home,
    stance,
)

ASPECT = 16 / 9
_HERO = {"wide": 0.44, "full": 0.58, "medium": 0.76, "close": 1.0}
_IDEAS = frozenset(
    "love-letter framed-picture seedling hourglass-not-done kite nest-with-eggs handshake feather "
    "lotus sun-with-face".split()
)
"""Pictures that stand for a thought, which is then written out as well."""

_SNOWED = {
    "house-with-garden": "paper-cabin",
    "house": "paper-cabin",
    "evergreen-tree": "paper-fir",
}

_ROLLING = frozenset(
    "locomotive train tram tram-car taxi bus automobile bicycle person-biking tractor railway-car "
    "motor-scooter trolleybus delivery-truck racing-car pickup-truck motorcycle minibus".split()
)
_STILL = frozenset(
    "house house-with-garden derelict-house houses lighthouse castle church office-building"
    " convenience-store circus-tent deciduous-tree evergreen-tree palm-tree mountain rock fountain"
    " tent paper-bridge paper-cabin paper-oven paper-fir houses factory cinema paper-table bed"
    " couch-and-lamp door window brick".split()
)
_WET = frozenset({"sea", "harbour", "coast", "river"})


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


@dataclass(frozen=True)
class Play:
    """A shot: its place and hour, its actors from back to front, and what is written."""

    place: str
    hour: str
    weather: frozenset[str]
    actors: tuple[Actor, ...]
    sign: str
    close: bool
    pace: float
    reading: Reading


def place_of(reading: Reading) -> str:
    """The place a prompt names, else the one where its hero is at home."""
    hero = reading.figures[0].icon if reading.figures else None
    acts = reading.figures[0].acts if reading.figures else ()
    named = [place for place in reading.places if place != "sky"]
    place = named[0] if named else None
    if place == "winter" and len(named) > 1:
        place = named[1]
    if hero is not None:
        if place in _WET and stance(hero) == "swim" and hero not in ("crab", "turtle", "lobster"):
            return "underwater"
        if (
            place == "underwater"
            and stance(hero) in ("ground", "float")
            and height(hero) > 1.2
            and "whale" not in hero
        ):
            return "sea"
    if place is None and "sky" in reading.places:
        place = "sky"
    if place is None and hero is not None and "fly" in acts and stance(hero) == "air":
        place = "sky"
    if place is None:
        homes = [home(figure.icon) for figure in reading.figures]
        place = next((found for found in homes if found), None)
    if place is None:
        place = "stage" if reading.unseen else "hills"
    return place


def compose(reading: Reading, *, seed: int, duration: float, frame: Framing) -> Play:
    """Set the actors of a shot. `seed` varies sides and phases, never what is seen."""
    rng = np.random.default_rng(seed)
    place = place_of(reading)
    pace = 0.45 + 0.11 * reading.motion
    figures = [f for i, f in enumerate(reading.figures) if i == 0 or f.icon not in WORN]
    if place == "winter" or "winter" in reading.places or "snow" in reading.weather:
        figures = [replace(f, icon=_SNOWED.get(f.icon, f.icon)) for f in figures]
    close = reading.scale == "close" and bool(figures)
    if close:
        figures = figures[:2]
    side = 1 if seed % 2 else -1
    actors: list[Actor] = []
    if figures:
        hero = _hero(figures[0], reading, frame, side, rng, duration, pace)
        actors += hero
        lead = hero[0]
        slot = 0
        for figure in figures[1:]:
            if _rides(lead, figure, reading):
                _mount(lead, figure, actors, duration, frame)
            elif _holds(lead, figure):
                facing = lead.facing
                tall = lead.tall * min(0.42, max(0.22, height(figure.icon) * 0.62))
                lead.held.append(Actor(figure, facing * 0.27, -0.36, tall, "held", facing))
            else:
                actors += _other(figure, lead, slot, frame, side, rng, close)
                slot += 1
    if not figures and not reading.unseen and place in _OPEN:
        actors += _passers(place, reading, rng, pace * duration)
    sign = reading.title if reading.unseen else ""
    ideas = [f.name for f in figures if f.icon in _IDEAS]
    if ideas and not sign:
        sign = reading.title
    actors.sort(key=lambda actor: (actor.before, _depth(actor)))
    hour = reading.hour or ("night" if place in ("space",) else "day")
    weather = reading.weather | (
        {"snow"} if place == "winter" or "winter" in reading.places else frozenset()
    )
    return Play(place, hour, frozenset(weather), tuple(actors), sign, close, pace, reading)


_OPEN = frozenset(
    "sea coast harbour river mountain hills village square city street forest desert winter sky "
    "garden junkyard".split()
)


def _passers(place: str, reading: Reading, rng: np.random.Generator, way: float) -> list[Actor]:
    """Birds that cross a landscape in which nobody else is."""
    if reading.hour == "night":
        return []
    icon = "paper-gull" if place in _WET else "dove" if place != "city" else "black-bird"
    passers = []
    for number in range(3):
        x, y = 0.6 + 0.22 * number, 0.3 + 0.06 * float(rng.uniform(-1, 1)) + 0.05 * (number % 2)
        bird = Figure(icon, icon)
        passers.append(
            Actor(bird, x, y, 0.085, "fly", -1, number * 1.9, -0.05 * way, number=number)
        )
    return passers


@dataclass(frozen=True)
class Framing:
    """What the place offers: see `scenery.Place`."""

    floor: float
    water: float | None
    counter: float | None
    aloft: bool


def _depth(actor: Actor) -> float:
    if stance(actor.figure.icon) == "sky":
        return -1.0
    if actor.figure.icon in _STILL:
        return actor.y - 0.3
    return actor.y


def _hero(
    figure: Figure,
    reading: Reading,
    frame: Framing,
    side: int,
    rng: np.random.Generator,
    duration: float,
    pace: float,
) -> list[Actor]:
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
        tall = min(tall, 0.8 if bodied or icon in _STILL else 0.72)
        if where == "air" and _is_winged(icon):
            tall = min(tall, 0.42)
        if count > 1:
            tall *= 0.82 if count <= 3 else 0.62 if count <= 5 else 0.46
    act = _act(figure, where, frame)
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
        return frame.water + 0.03
    if where == "table" and frame.counter is not None:
        return frame.counter
    if frame.counter is not None:
        return (
            min(frame.floor + 0.02, 0.16 + tall + (0.06 if bodied else 0))
            if tall > 0.66
            else 0.3 + tall
        )
    return min(frame.floor, 0.97)


def _act(figure: Figure, where: str, frame: Framing) -> str:
    icon = figure.icon
    acts = figure.acts
    if icon in _STILL:
        return "house"
    if where == "hang":
        return "ring" if "ring" in acts else "hang"
    if where == "float":
        return "sail"
    if where == "swim" or (frame.aloft and where in ("ground", "table") and icon not in HEADS):
        return "swim" if where == "swim" else "float"
    if icon in _ROLLING:
        return "roll"
    if where == "air":
        return (
            "fly"
            if height(icon) >= 0.2 and not acts
            else acts[0]
            if acts and acts[0] in ("fly", "dance", "look")
            else "float"
        )
    if where in ("table", "sky"):
        return "thing"
    if not acts:
        return "look" if icon in HEADS or (height(icon) >= 0.16 and _alive(icon)) else "thing"
    chosen = next((a for a in acts if a not in ("look",)), acts[0])
    if chosen in ("sail", "swim") and icon not in VEHICLES:
        return "look" if chosen == "sail" else "swim"
    if chosen == "ring" and icon in HEADS:
        return "cook"
    if chosen in ("cook", "sing", "ring") and icon not in HEADS:
        return "look" if _alive(icon) else "thing"
    return chosen if chosen != "fly" or not _alive(icon) else "walk"


def _is_winged(icon: str) -> bool:
    return icon in ("paper-gull", "dove", "eagle", "bat", "butterfly", "honeybee", "fairy")


def _alive(icon: str) -> bool:
    """Whether a picture is of a creature: things neither breathe nor look."""
    return icon in HEADS or icon in BEASTS or icon in _CREATURES


_CREATURES = frozenset(
    "mouse rat cat black-cat dog poodle guide-dog horse cow ox goat ewe ram llama camel"
    " two-hump-camel donkey deer rabbit duck goose rooster turkey owl parrot peacock penguin"
    " flamingo swan eagle dove bird black-bird pig tiger leopard zebra elephant rhinoceros"
    " hippopotamus giraffe kangaroo badger beaver hedgehog otter sloth gorilla orangutan monkey"
    " bison mammoth crocodile turtle lizard snake dragon sauropod t-rex seal crab snail spider ant"
    " raccoon skunk chipmunk baby-chick woman-dancing man-dancing ballet-dancer supervillain"
    " superhero troll zombie genie ghost fairy mermaid person-juggling snowman squid octopus"
    " water-buffalo".split()
)


def _rides(lead: Actor, figure: Figure, reading: Reading) -> bool:
    rider = lead.figure.icon in HEADS or _alive(lead.figure.icon)
    if not rider or figure.icon not in VEHICLES or lead.held:
        return False
    moving = set(lead.figure.acts) & {"sail", "fly", "run", "roll", "walk"}
    return (bool(moving) and figure.icon != "horse") or figure.icon in (
        "bicycle",
        "locomotive",
        "canoe",
    )


def _mount(
    lead: Actor, figure: Figure, actors: list[Actor], duration: float, frame: Framing
) -> None:
    """Seat the lead in a vehicle that is drawn before it."""
    big = height(figure.icon) > 1.1
    tall = min(0.56, lead.tall * (1.15 if big else 0.95))
    lead.tall *= 0.62 if big else 0.74
    where = stance(figure.icon)
    y = lead.y
    if frame.aloft or (where == "float" and frame.water is not None):
        y = (frame.water or 0.7) + 0.03
    elif frame.counter is None:
        y = frame.floor
    act = "roll" if figure.icon in _ROLLING else "sail"
    lift = {"locomotive": 0.30, "bicycle": 0.42, "balloon": 0.1}.get(figure.icon, 0.46)
    shift = 0.22 if figure.icon == "locomotive" else 0.0
    facing = (
        -1 if figure.icon == "locomotive" or figure.icon == "teacup-without-handle" else lead.facing
    )
    travel = (lead.travel and abs(lead.travel) * facing) or 0.07 * duration * facing
    vehicle = Actor(figure, lead.x, y, tall, act, facing, lead.phase, travel, before=True)
    lead.x += shift * tall * -facing
    lead.y = y - tall * lift
    lead.act, lead.travel, lead.facing, lead.before = act, travel, facing, True
    sails = figure.icon == "sailboat"
    if sails:  # before the mast, not behind the sail
        lead.x, lead.y, vehicle.before = lead.x - 0.3 * tall * facing, y - tall * 0.12, False
        lead.tall *= 0.75
    lead.held.clear()
    actors.append(vehicle)


def _holds(lead: Actor, figure: Figure) -> bool:
    return (
        lead.figure.icon in HEADS
        and figure.icon in HELD
        and len(lead.held) < 2
        and figure.count == 1
        and lead.figure.count == 1
    )


def _other(
    figure: Figure,
    lead: Actor,
    slot: int,
    frame: Framing,
    side: int,
    rng: np.random.Generator,
    close: bool,
) -> list[Actor]:
    icon = figure.icon
    where = stance(icon)
    ratio = height(icon) / height(lead.figure.icon)
    most = 0.62 if icon in _STILL else 0.56
    tall = min(max(lead.tall * min(max(ratio, 0.3), 2.4), 0.13), most)
    if figure.count > 2:
        tall *= 0.78
    spots = (0.78, 0.24, 0.92, 0.55, 0.1)
    share = spots[slot % len(spots)]
    x = ASPECT * (share if side < 0 else 1 - share)
    if close:
        tall = min(tall * 0.5, 0.4)
        x = ASPECT * (0.84 if side < 0 else 0.16)
    half = tall * 0.55
    x = min(max(x, half + 0.03), ASPECT - half - 0.03)
    act = _act(figure, where, frame)
    y = _foot(icon, tall, where, frame, False, icon in HEADS)
    if where == "table" and frame.counter is None:
        y, tall = frame.floor + 0.03, min(tall, 0.26)
        x = lead.x + side * -0.24 - side * -0.0 + slot * 0.12 * -side
    elif where == "air":
        y = 0.34 + 0.06 * slot + tall / 2
    elif where == "sky":
        y, tall = 0.14 + min(tall, 0.24), min(tall, 0.24)
    elif where == "ground" and not frame.aloft and frame.counter is None:
        y = frame.floor - (0.055 if icon in _STILL else 0.02 - 0.03 * (slot % 2))
    facing = 1 if x < lead.x else -1
    cast = []
    for number in range(figure.count):
        ox, oy = _spread(number, figure.count, tall, where, rng)
        cast.append(
            Actor(
                figure,
                min(max(x + ox, 0.1), ASPECT - 0.1),
                y + oy,
                tall,
                act,
                facing,
                float(rng.uniform(0, 6.28)),
                0.0,
                number,
                where == "hang",
            )
        )
    return cast
