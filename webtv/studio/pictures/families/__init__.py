"""The places that can be drawn, one module each, and the table that names them."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Frame, Picture
from webtv.studio.pictures.families.abstract import Abstract
from webtv.studio.pictures.families.country import arctic, clouds, desert, meadow, village
from webtv.studio.pictures.families.elements import Fire, Storm
from webtv.studio.pictures.families.forest import Forest
from webtv.studio.pictures.families.metropolis import metropolis
from webtv.studio.pictures.families.mountains import lake, mountains
from webtv.studio.pictures.families.sea import Sea
from webtv.studio.pictures.families.space import Space
from webtv.studio.pictures.families.underwater import Underwater
from webtv.studio.pictures.light import Light
from webtv.studio.pictures.scene import Scene


class Place(Protocol):
    """A place: everything is painted when it is made, and moved when it is drawn."""

    def draw(self, view: View, time_s: float) -> Picture:
        """The place at a moment, as linear RGB light."""
        ...


class _Maker(Protocol):
    def __call__(
        self, scene: Scene, light: Light, frame: Frame, rng: np.random.Generator
    ) -> Place: ...


def place_of(scene: Scene, light: Light, frame: Frame, rng: np.random.Generator) -> Place:
    """The place `scene` speaks of."""
    makers: dict[str, _Maker] = {
        "abstract": Abstract,
        "arctic": arctic,
        "city": metropolis,
        "clouds": clouds,
        "desert": desert,
        "fire": Fire,
        "forest": Forest,
        "lake": lake,
        "meadow": meadow,
        "mountains": mountains,
        "sea": Sea,
        "space": Space,
        "storm": Storm,
        "underwater": Underwater,
        "village": village,
    }
    return makers[scene.family](scene, light, frame, rng)
