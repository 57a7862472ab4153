"""From what was read to who stands where: the composition of a shot.

Places are in heights of the picture: x from 0 to 16/9, y from 0 (top) to 1; a puppet's place is
that of its foot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from webtv.studio.theatre.blocking import (
    ASPECT,
    WET,
    Actor,
    depth,
    set_hero,
    set_other,
)
from webtv.studio.theatre.deeds import Framing
from webtv.studio.theatre.figures import Figure, Reading
from webtv.studio.theatre.palette import INDOORS
from webtv.studio.theatre.riding import holds, mount, rides
from webtv.studio.theatre.seats import dreams, opened, seated
from webtv.studio.theatre.traits import ALIVE, HEADS, STILL, WORN, height, home, stance

_SNOWED = {
    "house-with-garden": "paper-cabin",
    "house": "paper-cabin",
    "houses": "paper-cabin",
    "evergreen-tree": "paper-fir",
}


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
    if hero in STILL and height(hero) > 1 and place in INDOORS:  # no house stands in a room
        place = next((named for named in named if named not in INDOORS), home(hero) or "village")
    if hero is not None:
        swims = stance(hero) == "swim"
        if swims and "underwater" in named:  # a city under the sea
            return "underwater"
        if swims and place in WET and hero not in ("crab", "turtle", "lobster"):
            return "underwater"
        if (
            place == "underwater"
            and stance(hero) in ("ground", "float")
            and height(hero) > 1.2
            and "whale" not in hero
        ):
            return "sea"
    if place is None and "sky" in reading.places and hero not in STILL:
        place = "sky"
    if place is None and hero is not None and "fly" in acts and stance(hero) == "air":
        place = "sky"
    if place is None:
        place = _home_of(reading.figures) or ("stage" if reading.unseen else "hills")
        if reading.styled and place in _ANYWHERE and not reading.unseen:
            place = reading.styled
        if "snow" in reading.weather and place in ("hills", "village", "garden"):
            place = "winter"
    return place


_ANYWHERE = frozenset({"hills", "village", "street", "city", "garden", "square"})
"""Homes of things that are elsewhere too: there the style decides."""

_PETS = frozenset({"cat", "black-cat", "dog", "poodle", "guide-dog", "service-dog"})
"""Who is at home wherever people are."""


def _home_of(figures: Sequence[Figure]) -> str | None:
    """Where figures are at home. What stands there says most: a fountain, and who fills a jug at
    it is in no kitchen; then what somebody is in, what is out of doors, other things, and people
    and their pets last.
    """
    known = [(figure.icon, at) for figure in figures if (at := home(figure.icon))]
    if any(stance(figure.icon) not in ("air", "sky") for figure in figures):
        known = [(icon, at) for icon, at in known if at != "sky"]  # houses do not float
    if figures and "walk" in figures[0].acts:
        known = [(icon, at) for icon, at in known if at != "underwater"] or known
    inside = {figure.on for figure in figures if figure.how == "in"}
    within = {figure.icon for number, figure in enumerate(figures) if number in inside}
    company = HEADS | _PETS
    ranks: tuple[Callable[[str, str], bool], ...] = (
        lambda icon, at: icon in STILL and stance(icon) != "hang",
        lambda icon, at: icon in within,
        lambda icon, at: icon not in company and at not in INDOORS and at != "underwater",
        lambda icon, at: icon not in company,
    )
    for fits in ranks:
        for icon, at in known:
            if fits(icon, at):
                return at
    return known[0][1] if known else None


def hung_already(reading: Reading) -> frozenset[str]:
    """The sun or the moon of a landscape, which needs no second one on a string."""
    return MOONS if reading.hour == "night" else frozenset({"sun", "sun-with-face"})


MOONS = frozenset({"full-moon", "crescent-moon"})

_ONLY_SEATS = frozenset({"paper-wall", "paper-branch", "paper-fence"})
"""What is shown only with something upon it, unless it is all there is."""


def compose(reading: Reading, *, seed: int, duration: float, frame: Framing) -> Play:
    """Set the actors of a shot. `seed` varies sides and phases, never what is seen."""
    rng = np.random.default_rng(seed)
    place = place_of(reading)
    pace = 0.45 + 0.11 * reading.motion
    told = opened(reading.figures)
    figures = [f for i, f in enumerate(told) if i == 0 or f.icon not in WORN]
    if place == "winter" or "winter" in reading.places or "snow" in reading.weather:
        figures = [replace(f, icon=_SNOWED.get(f.icon, f.icon)) for f in figures]
    if place in INDOORS:  # no house stands in a room
        figures = [
            figure
            for number, figure in enumerate(figures)
            if number == 0 or figure.icon not in STILL or height(figure.icon) < 1.6
        ]
    figures = [f for i, f in enumerate(figures) if i == 0 or f.icon not in hung_already(reading)]
    seats = {figure.on for figure in told}
    bare = [f for f in figures if f.icon not in _ONLY_SEATS or told.index(f) in {0, *seats}]
    figures = bare if bare or len(reading.places) else figures
    close = reading.scale == "close" and bool(figures)
    if close:
        figures = figures[:2]
    side = 1 if seed % 2 else -1
    actors: list[Actor] = []
    if figures:
        hero = set_hero(figures[0], reading, frame, side, rng, duration, pace)
        actors += hero
        lead = hero[0]
        slot = 0
        on = figures[0].on
        seat = told[on].icon if on is not None and on < len(told) else ""
        for figure in figures[1:]:
            if rides(lead, figure):
                mount(lead, figure, actors, duration, frame)
            elif holds(lead, figure) and figure.icon != seat:
                lead.held.append(_in_hand(lead, figure, close=close))
            else:
                others = set_other(figure, lead, slot, frame, side, rng, close, actors)
                actors += others
                slot += 1
        seated(actors, told, close=close)
        if lead.act == "sleep" and lead.figure.icon in ALIVE:
            actors.append(dreams(lead))
    if not figures and not reading.unseen and place == "kitchen" and frame.counter is not None:
        pot = Figure("pot-of-food", "pot")  # a kitchen where something is on
        actors.append(Actor(pot, ASPECT * (0.5 - side * 0.1), frame.counter, 0.26, "thing"))
    if not figures and not reading.unseen and place in _OPEN:
        actors += _passers(place, reading, rng, pace * duration)
    sign = reading.title if reading.unseen else ""
    if figures and figures[0].idea and not sign:
        sign = reading.title
    actors.sort(key=lambda actor: (actor.before, depth(actor)))
    hour = reading.hour or ("night" if place in ("space",) else "day")
    weather = reading.weather | (
        {"snow"} if place == "winter" or "winter" in reading.places else frozenset()
    )
    return Play(place, hour, frozenset(weather), tuple(actors), sign, close, pace, reading)


def _in_hand(lead: Actor, figure: Figure, *, close: bool) -> Actor:
    """What the lead holds; in a close shot, which has no hands in it, up before the chest."""
    facing = -lead.facing if lead.held else lead.facing
    tall = lead.tall * min(0.42, max(0.22, height(figure.icon) * 0.62))
    x, y = facing * 0.27, -0.36
    if close:
        tall = min(tall, 0.42)
        x, y = facing * 0.34, (0.98 - tall / 2 - lead.y) / lead.tall
    elif figure.icon == "umbrella":  # over the head
        x, y, tall = facing * 0.22, -0.72, lead.tall * 0.62
    return Actor(figure, x, y, tall, "held", facing)


_OPEN = frozenset(
    "sea coast harbour river mountain hills village square city street forest desert winter sky "
    "garden junkyard".split()
)


def _passers(place: str, reading: Reading, rng: np.random.Generator, way: float) -> list[Actor]:
    """Birds that cross a landscape in which nobody else is."""
    if reading.hour == "night":
        return []
    icon = "paper-gull" if place in WET else "dove" if place != "city" else "black-bird"
    passers = []
    for number in range(3):
        x, y = 0.6 + 0.22 * number, 0.3 + 0.06 * float(rng.uniform(-1, 1)) + 0.05 * (number % 2)
        bird = Figure(icon, icon)
        passers.append(
            Actor(bird, x, y, 0.085, "fly", -1, number * 1.9, -0.05 * way, number=number)
        )
    return passers
