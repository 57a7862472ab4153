"""All places of the theatre by name."""

from __future__ import annotations

from collections.abc import Callable

from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.scenery.beyond import abstract, sky, space
from webtv.studio.theatre.scenery.cloth import (
    Place,
    Random,
    Sheet,
    heavens,
)
from webtv.studio.theatre.scenery.indoors import (
    desk,
    kitchen,
    library,
    room,
    stage,
    workshop,
)
from webtv.studio.theatre.scenery.land import (
    desert,
    forest,
    garden,
    hills,
    mountain,
    village,
    winter,
)
from webtv.studio.theatre.scenery.town import city, junkyard, square, street
from webtv.studio.theatre.scenery.water import coast, harbour, river, sea, underwater


def build(name: str, palette: Palette, rng: Random, weather: frozenset[str]) -> Place:
    """The place of this name."""
    place = PLACES[name](palette, rng)
    if not place.inside and name not in ("underwater", "space", "abstract"):
        place.back.insert(0, Sheet(heavens(palette, rng, weather), 0.06))
    return place


PLACES: dict[str, Callable[[Palette, Random], Place]] = {
    "abstract": abstract, "city": city, "coast": coast, "desert": desert, "desk": desk,
    "forest": forest, "garden": garden, "harbour": harbour, "hills": hills,
    "junkyard": junkyard,
    "kitchen": kitchen, "library": library, "mountain": mountain, "river": river,
    "room": room, "sea": sea,
    "sky": sky, "space": space, "square": square, "stage": stage, "street": street,
    "underwater": underwater, "village": village, "winter": winter, "workshop": workshop,
}  # fmt: skip
