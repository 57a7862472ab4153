"""What the theatre knows of its pictures: how tall each stands beside a person, where it belongs,
which need a paper body. All of it is data: see the head of `pictures.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Literal, cast

Stance = Literal["ground", "air", "float", "swim", "sky", "hang", "table"]


def table(name: str) -> Iterator[list[str]]:
    """The rows of one of the theatre's tables, its comments left out."""
    text = files("webtv.studio.theatre").joinpath(name).read_text("utf-8")
    return (line.split("|") for line in text.splitlines() if line and not line.startswith("#"))


PICTURES = {icon: row[1:] for row in table("pictures.tsv") for icon in row[0].split()}


def _kind(name: str) -> frozenset[str]:
    return frozenset(icon for icon, row in PICTURES.items() if name in row[3].split())


HEADS = _kind("head")
"""Pictures of heads and busts, which get a paper body."""

BUSTS = _kind("bust")
"""Of these, the ones with shoulders: their clothes go on below."""

BEASTS = _kind("beast")
"""Of these, the animals: their bodies have the colour of their coat."""

SKINS = _kind("skin")
"""Pictures that there are in several colours of skin."""

ALIVE = HEADS | BEASTS | _kind("alive")
"""Creatures: things neither breathe nor look."""

STILL = _kind("still")
"""What stands where it is: houses, trees, furniture."""

ROLLING = _kind("roll")
WINGED = _kind("winged")

VEHICLES = _kind("vehicle")
"""What one may ride, drive or sail in."""

HELD = _kind("held")
"""What a hand may hold."""

GLOWING = _kind("glow")
"""What shines in the dark."""

OPEN = _kind("open")
"""What something may be in, so that its upper part looks out."""

WORN = frozenset(
    "scarf coat t-shirt kimono dress glasses sunglasses top-hat crown womans-hat billed-cap gloves "
    "necktie jeans mans-shoe hat cap nightcap bonnet apron waistcoat cloak cape pyjamas pajamas "
    "oilskin sweater jumper robe gown poncho shirt goggles graduation-cap socks shorts collar "
    "military-helmet rescue-workers-helmet safety-vest lab-coat hiking-boot boots suit uniform "
    "shawl bandana overalls jacket skirt".split()
)
"""Garments: worn by somebody, they are no things of their own."""

STEAMING = {
    icon: cast("tuple[float, float]", tuple(map(float, row[4].split(","))))
    for icon, row in PICTURES.items()
    if row[4]
}
"""What steams or smokes, and where: shares of its height right of its middle and above its foot."""

FACES = {icon: tuple(map(float, row[5].split(","))) for icon, row in PICTURES.items() if row[5]}
"""Eyes, crown and neck as shares of width and height, and the width of the head."""


def height(icon: str) -> float:
    """The height of a picture on the stage; a grown person's is 1. Sizes are drawn together, as
    in a picture book: a whale is larger than a cat, but not by as much as it is.
    """
    told = PICTURES[icon][0] if icon in PICTURES else ""
    return float(told) if told else 1.0 if icon in HEADS else 0.5


def stance(icon: str) -> Stance:
    """Where a picture belongs."""
    return cast("Stance", (icon in PICTURES and PICTURES[icon][1]) or "ground")


def home(icon: str) -> str | None:
    """The place where a picture is at home, for prompts that name none."""
    place = PICTURES[icon][2] if icon in PICTURES else ""
    return place or ("kitchen" if stance(icon) == "table" else None)
