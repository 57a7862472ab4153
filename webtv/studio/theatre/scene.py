"""Where a shot plays: its place at its hour, in its weather and colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from webtv.studio.theatre import weather
from webtv.studio.theatre.backdrop import Backdrop, backdrop
from webtv.studio.theatre.kept import kept
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.palette import Palette, palette_of
from webtv.studio.theatre.puppets import Workshop
from webtv.studio.theatre.scenery.cloth import Place, Sheet
from webtv.studio.theatre.scenery.places import build


@dataclass(frozen=True)
class Scene:
    """All that a backdrop depends on; the shots of a programme mostly share it."""

    artwork: Path
    name: str
    hour: str
    weather: frozenset[str]
    colours: tuple[str, ...]
    variant: int

    def palette(self) -> Palette:
        """The scene's colours."""
        return palette_of(self.name, self.hour, self.weather, self.colours, self.variant)

    def place(self) -> Place:
        """The scene's sheets."""
        rng = np.random.default_rng(self.variant)
        place = build(self.name, self.palette(), rng, self.weather)
        if "fog" in self.weather and not place.inside:
            mist = weather.fog(self.palette().dark)
            place.back.insert(max(1, len(place.back) - 1), Sheet(mist, 0.7, drift=-34))
            low = f'<g transform="translate(0 210)" opacity=".6">{mist}</g>'
            place.front.append(Sheet(low, 1.2, drift=26))
        return place


@lru_cache(maxsize=2)
def backdrop_of(scene: Scene, close: bool, folder: Path | None) -> Backdrop:
    """The drawn backdrop, at hand for the next pass over the same shot, and the next shot there."""
    workshop = Workshop(Library(scene.artwork), scene.palette())
    return backdrop(
        scene.place(),
        scene.palette(),
        workshop,
        close=close,
        seed=scene.variant,
        kept=partial(kept, folder, (scene, close)),
    )
