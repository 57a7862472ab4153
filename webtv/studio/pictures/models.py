"""Which sketch shows which subject."""

from __future__ import annotations

import math
from collections.abc import Callable

from webtv.studio.pictures import animals, buildings, creatures, people, vessels
from webtv.studio.pictures.light import Light, blend, linear
from webtv.studio.pictures.scene import Scene, Subject
from webtv.studio.pictures.sketch import Sketch

_LONE_TREE = {"spring": "#7fae4a", "summer": "#4a7a34", "autumn": "#d0762a", "winter": "#88888a"}


def sketch_of(subject: Subject, scene: Scene, light: Light, phase: float, variant: float) -> Sketch:
    """`subject` at the `phase` of its motion (radians); `variant` tells many apart."""
    dark = light.dark > 0.4
    name, coat = subject.name, None if subject.coat is None else linear(subject.coat)
    seen = scene.words
    if name in animals.BUILDS:
        clothed = bool(seen & {"poncho", "blanket", "saddle", "cloak", "scarf", "coat", "cape"})
        return animals.animal(name, phase, coat, clothed=clothed)
    snow = scene.season == "winter"
    pagoda = bool(seen & {"pagoda", "temple"})
    kind = "taxi" if seen & {"taxi", "cab"} else "bus" if "bus" in seen else "car"
    makers: dict[str, Callable[[], Sketch]] = {
        "person": lambda: (
            people.person(phase, None, umbrella=coat if coat is not None else linear("#b8302c"))
            if "umbrella" in seen
            else people.person(phase, coat)
        ),
        "robot": lambda: people.person(phase, coat, robot=True),
        "astronaut": lambda: people.person(phase * 0.3, coat, astronaut=True),
        "cyclist": lambda: people.cyclist(phase, coat),
        "birds": lambda: creatures.bird(phase, coat),
        "eagle": lambda: creatures.bird(phase, coat, broad=True),
        "butterfly": lambda: creatures.butterfly(phase, coat),
        "whale": lambda: creatures.whale(phase, coat),
        "dolphin": lambda: creatures.whale(phase, coat, dolphin=True),
        "fish": lambda: creatures.fish(phase, coat),
        "shark": lambda: creatures.fish(phase, coat, shark=True),
        "jellyfish": lambda: creatures.jellyfish(phase, coat),
        "turtle": lambda: creatures.turtle(phase, coat),
        "penguin": lambda: creatures.penguin(phase, coat),
        "boat": lambda: vessels.boat(coat),
        "ship": lambda: vessels.ship(coat, dark=dark),
        "canoe": lambda: vessels.canoe(phase * 0.6, coat),
        "lighthouse": lambda: buildings.lighthouse(
            coat,
            lit=(1.5 + 6.0 * max(0.0, math.sin(phase * 0.5)) ** 3) * light.dark + 0.6,
        ),
        "house": lambda: buildings.house(coat, dark=dark or light.key < 0.42, snow=snow),
        "castle": lambda: buildings.castle(coat, dark=dark),
        "tower": lambda: buildings.tower(coat, dark=dark, pagoda=pagoda),
        "windmill": lambda: buildings.windmill(phase * 0.35, coat),
        "balloon": lambda: vessels.balloon(
            coat, blend(linear("#f2c84a"), linear("#efe6d8"), 0.5 * math.sin(variant) + 0.5)
        ),
        "airship": lambda: vessels.airship(coat),
        "plane": lambda: vessels.plane(coat),
        "rocket": lambda: vessels.rocket(coat, phase),
        "car": lambda: vessels.car(coat, dark=dark, kind=kind),
        "train": lambda: vessels.train(coat, dark=dark),
        "tree": lambda: buildings.tree(
            int(variant * 100), scene.season, linear(_LONE_TREE[scene.season])
        ),
        "cactus": buildings.cactus,
        "tent": lambda: buildings.tent(coat, dark=dark),
        "campfire": lambda: buildings.campfire(phase),
        "lantern": lambda: buildings.lantern(coat),
        "bridge": buildings.bridge,
        "pyramid": buildings.pyramid,
    }
    return makers[name]()
