"""Four-legged animals as sketches, from a table of proportions."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from webtv.studio.pictures.light import Colour, blend, linear
from webtv.studio.pictures.sketch import Point, Sketch


@dataclass(frozen=True)
class Build:
    """The proportions of a four-legged animal, in its own height at the top of the head."""

    coat: str
    leg: float = 0.42
    length: float = 0.6
    girth: float = 0.15
    neck: float = 0.3
    rise: float = 1.0  # radians of the neck above level
    head: float = 0.17
    muzzle: float = 0.6
    ear: float = 0.07
    tail: float = 0.2
    tail_rise: float = -0.9
    tail_width: float = 0.03
    limb: float = 0.045
    horns: str = ""
    hump: float = 0.0
    wool: bool = False


BUILDS = {
    "llama": Build("#d8c4a4", leg=0.40, length=0.50, girth=0.135, neck=0.40, rise=1.35, head=0.13,
                   ear=0.1, tail=0.1, tail_rise=0.3, wool=True),
    "horse": Build("#6e4630", leg=0.46, length=0.62, girth=0.145, neck=0.36, rise=0.95, head=0.22,
                   tail=0.38, tail_rise=-1.1, tail_width=0.05, horns="mane"),
    "deer": Build("#9a6a42", leg=0.45, length=0.5, girth=0.12, neck=0.3, rise=1.1, head=0.15,
                  tail=0.07, limb=0.032, horns="antlers"),
    "wolf": Build("#6f7078", leg=0.42, length=0.66, girth=0.13, neck=0.22, rise=0.7, head=0.22,
                  ear=0.1, tail=0.36, tail_rise=-0.55, tail_width=0.06, limb=0.04),
    "fox": Build("#c8642a", leg=0.34, length=0.66, girth=0.115, neck=0.19, rise=0.65, head=0.22,
                 ear=0.13, tail=0.52, tail_rise=-0.2, tail_width=0.085, limb=0.034),
    "dog": Build("#a9794e", leg=0.40, length=0.6, girth=0.13, neck=0.22, rise=0.95, head=0.21,
                 ear=0.11, tail=0.3, tail_rise=0.7, limb=0.042),
    "cat": Build("#4e4a48", leg=0.36, length=0.66, girth=0.11, neck=0.14, rise=0.75, head=0.18,
                 muzzle=0.15, ear=0.11, tail=0.6, tail_rise=0.8, limb=0.04),
    "bear": Build("#5a4030", leg=0.30, length=0.72, girth=0.24, neck=0.17, rise=0.3, head=0.25,
                  ear=0.07, tail=0.04, limb=0.085),
    "cow": Build("#7a5a44", leg=0.36, length=0.8, girth=0.21, neck=0.24, rise=0.35, head=0.24,
                 tail=0.42, tail_rise=-1.4, tail_width=0.02, limb=0.055, horns="short"),
    "sheep": Build("#e4dccb", leg=0.3, length=0.6, girth=0.23, neck=0.15, rise=0.6, head=0.19,
                   tail=0.06, limb=0.04, wool=True),
    "camel": Build("#b48a56", leg=0.44, length=0.58, girth=0.13, neck=0.42, rise=0.85, head=0.16,
                   tail=0.2, tail_rise=-1.2, tail_width=0.02, hump=0.2),
    "elephant": Build("#77777a", leg=0.36, length=0.74, girth=0.28, neck=0.14, rise=0.35, head=0.28,
                      tail=0.26, tail_rise=-1.3, tail_width=0.02, limb=0.085, horns="trunk"),
}  # fmt: skip


def animal(name: str, phase: float, coat: Colour | None, *, clothed: bool) -> Sketch:
    """The four-legged animal `name`, walking. `clothed`: the coat colour is a cloth on its back."""
    build = BUILDS[name]
    fur = linear(build.coat) if coat is None or clothed else blend(linear(build.coat), coat, 0.5)
    if build.neck > 0.4 and not build.wool:
        build = replace(build, rise=build.rise + 0.04 * math.sin(phase))
    sketch = Sketch()
    dark = fur * 0.55
    half = build.length / 2
    bob = 0.012 * math.sin(2 * phase)
    back = build.leg + build.girth + bob
    for far, offset in (
        (True, 0.0),
        (True, math.pi * 0.55),
        (False, math.pi),
        (False, math.pi * 1.55),
    ):
        hip_x = (-half + 0.07) if offset in (0.0, math.pi) else (half - 0.07)
        _leg(
            sketch,
            build,
            hip_x,
            back - build.girth * 0.3,
            phase + offset,
            dark if far else fur * 0.86,
        )
    sway = build.tail_rise + 0.15 * math.sin(phase)
    root = (-half - build.girth * 0.4, back + build.girth * 0.35)
    middle = _along(root, math.pi - sway, build.tail * 0.55)
    tip = _along(middle, math.pi - sway + 0.5, build.tail * 0.45)
    sketch.curve(
        [root, middle, tip], [build.tail_width * 0.7, build.tail_width, build.tail_width * 0.4], fur
    )
    if name == "fox":
        sketch.oval(tip, 0.05, 0.04, linear("#efe6da"))
    rear, front = (-half + 0.05, back + 0.01), (half - 0.05, back + 0.02)
    sketch.limb(rear, build.girth * 1.02, front, build.girth, fur)
    if build.hump:
        sketch.oval((0.0, back + build.girth), 0.17, build.hump, fur)
    shoulder = (half - 0.03, back + build.girth * 0.35)
    angle = build.rise + 0.05 * math.sin(2 * phase + 0.6)
    poll = _along(shoulder, angle, build.neck)
    thick = build.girth * (0.72 if build.wool else 0.62)
    sketch.limb(shoulder, thick, poll, thick * (0.62 if build.neck > 0.2 else 0.9), fur)
    _head(sketch, build, poll, fur)
    if build.horns == "mane":
        sketch.curve(
            [_along(poll, 2.6, 0.05), _along(shoulder, 2.2, 0.12)], [0.05, 0.05], dark * 0.7
        )
    if clothed and coat is not None:
        drop = build.girth * 1.12
        sketch.poly(
            [
                (-half * 0.62, back + build.girth * 1.06),
                (half * 0.55, back + build.girth * 1.08),
                (half * 0.62, back - drop * 0.7),
                (half * 0.1, back - drop),
                (-half * 0.7, back - drop * 0.75),
            ],
            coat,
        )
        stripe = blend(coat, linear("#ffd88a"), 0.75)
        for level in (-0.35, 0.25):
            sketch.limb(
                (-half * 0.64, back + level * drop),
                0.012,
                (half * 0.58, back + (level + 0.06) * drop),
                0.012,
                stripe,
            )
    return sketch


def _along(origin: Point, angle: float, length: float) -> Point:
    return origin[0] + length * math.cos(angle), origin[1] + length * math.sin(angle)


def _leg(sketch: Sketch, build: Build, x: float, y: float, phase: float, colour: Colour) -> None:
    swing = 0.14 * build.leg / 0.42
    foot = (x + swing * math.sin(phase), build.limb * 0.5 + 0.07 * max(0.0, math.cos(phase)))
    knee = ((x + foot[0]) / 2 + 0.035 * math.cos(phase), (y + foot[1]) * 0.47)
    sketch.curve(
        [(x, y), knee, foot], [build.limb * 1.7, build.limb * 0.95, build.limb * 0.72], colour
    )


def _head(sketch: Sketch, build: Build, poll: Point, fur: Colour) -> None:
    size = build.head
    droop = -0.5 if build.horns != "trunk" else -0.9
    nose = _along(poll, droop, size * (0.6 + 0.4 * build.muzzle))
    for lean in (0.25, -0.25):
        base = _along(poll, 1.9 + lean, size * 0.3)
        tip = _along(base, 1.75 + lean, build.ear)
        sketch.poly(
            [_along(base, 0.2, size * 0.15), tip, _along(base, 3.3, size * 0.17)], fur * 0.8
        )
    sketch.limb(poll, size * 0.42, nose, size * 0.22, fur)
    sketch.oval(_along(poll, droop + 0.9, size * 0.18), size * 0.05, size * 0.05, fur * 0.12)
    bone = linear("#cdbb98")
    if build.horns == "antlers":
        for lean in (0.0, 0.28):
            a = _along(poll, 1.8 + lean, 0.08)
            b = _along(a, 2.1 + lean, 0.12)
            c = _along(b, 1.3 + lean, 0.13)
            sketch.curve([a, b, c], [0.013, 0.011, 0.006], bone * 0.7)
            for origin in (a, b):
                sketch.limb(origin, 0.01, _along(origin, 0.9 + lean, 0.1), 0.005, bone * 0.7)
    elif build.horns == "short":
        sketch.curve(
            [_along(poll, 1.5, size * 0.35), _along(poll, 1.1, size * 0.75)], [0.02, 0.006], bone
        )
    elif build.horns == "trunk":
        sketch.oval(_along(poll, 3.3, 0.06), 0.12, 0.17, fur * 0.8)
        a, b = (nose[0] + 0.04, nose[1] - 0.16), (nose[0] + 0.02, 0.16)
        sketch.curve([nose, a, b, (b[0] + 0.06, 0.11)], [0.07, 0.05, 0.035, 0.025], fur)
        sketch.curve(
            [(nose[0] - 0.03, nose[1]), (nose[0] + 0.14, nose[1] - 0.1)], [0.02, 0.008], bone
        )
