"""People, robots and riders as sketches. Each takes the phase of its step in radians."""

from __future__ import annotations

import math

from webtv.studio.pictures.light import Colour, linear
from webtv.studio.pictures.sketch import Sketch


def person(
    phase: float,
    cloth: Colour | None,
    *,
    robot: bool = False,
    astronaut: bool = False,
    umbrella: Colour | None = None,
) -> Sketch:
    """Somebody walking, 1 high, and an umbrella over that."""
    sketch = Sketch()
    if umbrella is not None:
        _umbrella(sketch, umbrella, 0.012 * math.sin(2 * phase))
    skin = linear("#b98a68")
    coat = cloth if cloth is not None else linear("#4a4038")
    trousers = linear("#2c2a30")
    if robot:
        coat = cloth if cloth is not None else linear("#9aa4ae")
        skin, trousers = coat * 0.9, coat * 0.5
    if astronaut:
        coat, skin, trousers = linear("#eef0f2"), linear("#2b3550"), linear("#d8dce2")
    bob = 0.012 * math.sin(2 * phase)
    hip = (0.0, 0.48 + bob)
    for turn, tone in ((math.pi, 0.6), (0.0, 1.0)):
        swing = math.sin(phase + turn)
        foot = (0.16 * swing, 0.03 + 0.05 * max(0.0, math.cos(phase + turn)))
        knee = (0.09 * swing + 0.03, 0.26)
        sketch.curve([hip, knee, foot], [0.07, 0.05, 0.035], trousers * tone)
        sketch.limb(foot, 0.035, (foot[0] + 0.06, foot[1] - 0.01), 0.022, trousers * 0.6)
    shoulder = (0.015, 0.78 + bob)
    for turn, tone in ((0.0, 0.55), (math.pi, 0.9)):
        hand = (shoulder[0] + 0.14 * math.sin(phase + turn) + 0.03, 0.5 + bob)
        elbow = (shoulder[0] + 0.05 * math.sin(phase + turn) - 0.02, 0.63 + bob)
        sketch.curve([shoulder, elbow, hand], [0.05, 0.042, 0.03], coat * tone)
        if turn == 0.0:
            sketch.curve([hip, shoulder], [0.095, 0.1], coat)
            sketch.poly(
                [(-0.11, 0.42 + bob), (0.11, 0.42 + bob), (0.09, 0.8 + bob), (-0.07, 0.8 + bob)],
                coat,
            )
    if not robot:
        sketch.oval((-0.1, 0.68 + bob), 0.06, 0.12, coat * 0.6)
    head = (0.03, 0.92 + bob)
    sketch.oval(
        head,
        0.075 if not astronaut else 0.1,
        0.085 if not astronaut else 0.1,
        skin if not astronaut else coat,
    )
    if astronaut:
        sketch.oval((0.06, 0.92 + bob), 0.06, 0.06, skin)
    elif robot:
        sketch.box(-0.05, 0.84 + bob, 0.17, 0.15, skin)
        sketch.oval((0.08, 0.93 + bob), 0.025, 0.025, linear("#7fe8ff"), glow=2.0)
    else:
        sketch.poly(
            [(-0.08, 0.93 + bob), (0.13, 0.95 + bob), (0.07, 1.02 + bob), (-0.03, 1.02 + bob)],
            coat * 0.5,
        )
    return sketch


def _umbrella(sketch: Sketch, cloth: Colour, bob: float) -> None:
    """An open umbrella held over a walker's head, in five panels."""
    sketch.limb((0.13, 0.55 + bob), 0.011, (0.08, 1.26 + bob), 0.009, linear("#1c1c20"))
    for k in range(5):
        low, high = (math.pi * (1 - edge / 5) for edge in (k, k + 1))
        rim = [
            (0.07 + 0.4 * math.cos(a), 1.0 + bob + 0.22 * math.sin(a))
            for a in (low, (low + high) / 2, high)
        ]
        sketch.poly([*rim, (0.07, 1.0 + bob)], cloth * (0.65 + 0.14 * k))


def cyclist(phase: float, cloth: Colour | None) -> Sketch:
    """Somebody riding a bicycle, about 1 high."""
    sketch = Sketch()
    coat = cloth if cloth is not None else linear("#c8a23c")
    metal = linear("#303238")
    for x in (-0.3, 0.3):
        for i in range(28):
            a, b = 2 * math.pi * i / 28, 2 * math.pi * (i + 1) / 28
            sketch.limb(
                (x + 0.2 * math.cos(a), 0.21 + 0.2 * math.sin(a)),
                0.014,
                (x + 0.2 * math.cos(b), 0.21 + 0.2 * math.sin(b)),
                0.014,
                metal,
            )
        for k in range(3):
            a = -phase + k * math.pi / 3
            sketch.limb(
                (x - 0.19 * math.cos(a), 0.21 - 0.19 * math.sin(a)),
                0.004,
                (x + 0.19 * math.cos(a), 0.21 + 0.19 * math.sin(a)),
                0.004,
                metal,
            )
    for joint, other in (
        ((-0.3, 0.21), (0.0, 0.22)),
        ((0.0, 0.22), (-0.1, 0.5)),
        ((0.0, 0.22), (0.22, 0.5)),
        ((-0.1, 0.48), (0.22, 0.5)),
        ((0.3, 0.21), (0.2, 0.58)),
        ((-0.3, 0.21), (-0.1, 0.5)),
    ):
        sketch.limb(joint, 0.013, other, 0.013, metal)
    for turn, tone in ((math.pi, 0.5), (0.0, 1.0)):
        pedal = (0.09 * math.cos(-phase + turn), 0.22 + 0.09 * math.sin(-phase + turn))
        sketch.curve(
            [(-0.09, 0.56), (0.13, 0.45), pedal], [0.06, 0.045, 0.03], linear("#23232b") * tone
        )
    sketch.curve([(-0.09, 0.56), (0.08, 0.84)], [0.075, 0.08], coat)
    sketch.curve([(0.08, 0.82), (0.15, 0.66), (0.23, 0.6)], [0.04, 0.035, 0.025], coat * 0.8)
    sketch.oval((0.13, 0.96), 0.062, 0.07, linear("#b98a68"))
    sketch.oval((0.12, 0.99), 0.075, 0.045, coat * 0.5)
    sketch.oval((0.31, 0.52), 0.022, 0.022, linear("#fff3c8"), glow=3.0)
    sketch.oval((-0.36, 0.48), 0.016, 0.016, linear("#ff3020"), glow=2.5)
    return sketch
