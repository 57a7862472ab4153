"""What a puppet does by itself: swim, fly, roll, breathe."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.studio.theatre.reading import Figure
from webtv.studio.theatre.traits import (
    BEASTS,
    HEADS,
    VEHICLES,
    height,
)

STILL = frozenset(
    "house house-with-garden derelict-house houses lighthouse castle church office-building"
    " convenience-store circus-tent deciduous-tree evergreen-tree palm-tree mountain rock fountain"
    " tent paper-bridge paper-cabin paper-oven paper-fir houses factory cinema paper-table bed"
    " couch-and-lamp door window brick".split()
)
ROLLING = frozenset(
    "locomotive train tram tram-car taxi bus automobile bicycle person-biking tractor railway-car "
    "motor-scooter trolleybus delivery-truck racing-car pickup-truck motorcycle minibus".split()
)


@dataclass(frozen=True)
class Framing:
    """What the place offers: see `scenery.Place`."""

    floor: float
    water: float | None
    counter: float | None
    aloft: bool


def deed_of(figure: Figure, where: str, frame: Framing) -> str:
    """The deed of a figure where it stands."""
    icon = figure.icon
    acts = figure.acts
    if icon in STILL:
        return "house"
    if where == "hang":
        return "ring" if "ring" in acts else "hang"
    if where == "float":
        return "sail"
    if where == "swim" or (frame.aloft and where in ("ground", "table") and icon not in HEADS):
        return "swim" if where == "swim" else "float"
    if icon in ROLLING:
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
        return "look" if icon in HEADS or (height(icon) >= 0.16 and alive(icon)) else "thing"
    chosen = next((a for a in acts if a not in ("look",)), acts[0])
    if chosen in ("sail", "swim") and icon not in VEHICLES:
        return "look" if chosen == "sail" else "swim"
    if chosen == "ring" and icon in HEADS:
        return "cook"
    if chosen in ("cook", "sing", "ring") and icon not in HEADS:
        return "look" if alive(icon) else "thing"
    return chosen if chosen != "fly" or not alive(icon) else "walk"


def is_winged(icon: str) -> bool:
    """Whether an icon flies by itself."""
    return icon in ("paper-gull", "dove", "eagle", "bat", "butterfly", "honeybee", "fairy")


def alive(icon: str) -> bool:
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
