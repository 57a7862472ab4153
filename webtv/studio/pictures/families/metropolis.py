"""Which view of a city a scene asks for."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from webtv.studio.pictures.canvas import Frame
from webtv.studio.pictures.families.city import City
from webtv.studio.pictures.families.riverside import Riverside
from webtv.studio.pictures.families.rooftops import Rooftops
from webtv.studio.pictures.light import Light
from webtv.studio.pictures.scene import Scene

_Views = type[City] | type[Riverside] | type[Rooftops]
_WORDS: MappingProxyType[_Views, frozenset[str]] = MappingProxyType(
    {
        City: frozenset(
            "street tram taxi cab market cinema square cyclist bicycle courier traffic alley"
            " crosswalk sidewalk cafe shop pedestrian car bus boulevard noodle".split()
        ),
        Riverside: frozenset(
            "river bridge skyline harbour harbor tower elevated waterfront quay canal boat ship"
            " ferry bay".split()
        ),
        Rooftops: frozenset(
            "rooftop roof garden balcony fire stair window terrace chimney laundry attic".split()
        ),
    }
)


def metropolis(
    scene: Scene, light: Light, frame: Frame, rng: np.random.Generator
) -> City | Riverside | Rooftops:
    """The view with the most words in the prompt; `rng` decides between equals."""
    said = {view: len(scene.words & names) for view, names in _WORDS.items()}
    most = [view for view in said if said[view] == max(said.values())]
    return most[int(rng.integers(len(most)))](scene, light, frame, rng)
