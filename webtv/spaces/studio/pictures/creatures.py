"""Animals and people as sketches. Each takes the phase of its motion in radians."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from webtv.spaces.studio.pictures.light import Colour, blend, linear
from webtv.spaces.studio.pictures.sketch import Point, Sketch


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
    fur = linear(build.coat) if coat is None or clothed else coat
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
        sketch.poly([
            (-half * 0.62, back + build.girth * 1.06), (half * 0.55, back + build.girth * 1.08),
            (half * 0.62, back - drop * 0.7), (half * 0.1, back - drop), (-half * 0.7, back - drop * 0.75),
        ], coat)  # fmt: skip
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


def person(
    phase: float, cloth: Colour | None, *, robot: bool = False, astronaut: bool = False
) -> Sketch:
    """Somebody walking, 1 high."""
    sketch = Sketch()
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


def cyclist(phase: float, cloth: Colour | None) -> Sketch:
    """Somebody riding a bicycle, about 1 high."""
    sketch = Sketch()
    coat = cloth if cloth is not None else linear("#c8a23c")
    metal = linear("#303238")
    for x in (-0.3, 0.3):
        for i in range(28):
            a, b = 2 * math.pi * i / 28, 2 * math.pi * (i + 1) / 28
            sketch.limb((x + 0.2 * math.cos(a), 0.21 + 0.2 * math.sin(a)), 0.014,
                        (x + 0.2 * math.cos(b), 0.21 + 0.2 * math.sin(b)), 0.014, metal)  # fmt: skip
        for k in range(3):
            a = -phase + k * math.pi / 3
            sketch.limb((x - 0.19 * math.cos(a), 0.21 - 0.19 * math.sin(a)), 0.004,
                        (x + 0.19 * math.cos(a), 0.21 + 0.19 * math.sin(a)), 0.004, metal)  # fmt: skip
    for a, b in (((-0.3, 0.21), (0.0, 0.22)), ((0.0, 0.22), (-0.1, 0.5)), ((0.0, 0.22), (0.22, 0.5)),
                 ((-0.1, 0.48), (0.22, 0.5)), ((0.3, 0.21), (0.2, 0.58)), ((-0.3, 0.21), (-0.1, 0.5))):  # fmt: skip
        sketch.limb(a, 0.013, b, 0.013, metal)
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


def bird(phase: float, coat: Colour | None, *, broad: bool = False) -> Sketch:
    """A bird in flight seen from the side, wings 1 wide."""
    sketch = Sketch()
    colour = coat if coat is not None else linear("#2a2c34" if broad else "#3a3e48")
    beat = math.sin(phase) * (0.45 if broad else 0.8)
    for side, tone in ((-1.0, 0.7), (1.0, 1.0)):
        wrist = (0.05 + side * 0.23, 0.5 + 0.2 * beat + 0.05)
        tip = (-0.02 + side * 0.5, 0.5 + 0.42 * beat * (1.0 if side > 0 else 0.9) - 0.02)
        width = 0.11 if broad else 0.06
        sketch.poly(
            [(0.1, 0.53), wrist, tip, (wrist[0] - 0.06, wrist[1] - width), (-0.08, 0.47)],
            colour * tone,
        )
    sketch.curve(
        [(-0.2, 0.47), (-0.05, 0.5), (0.12, 0.51), (0.2, 0.53)], [0.02, 0.045, 0.04, 0.02], colour
    )
    sketch.poly([(-0.12, 0.5), (-0.28, 0.5), (-0.26, 0.44)], colour * 0.8)
    sketch.poly([(0.2, 0.55), (0.27, 0.52), (0.2, 0.515)], linear("#c88a30"))
    return sketch


def butterfly(phase: float, coat: Colour | None) -> Sketch:
    """A butterfly, wings opening and closing."""
    sketch = Sketch()
    colour = coat if coat is not None else linear("#e88a2a")
    open_ = 0.25 + 0.75 * abs(math.sin(phase))
    for side in (-1.0, 1.0):
        sketch.oval((side * 0.24 * open_, 0.62), 0.24 * open_, 0.22, colour, tilt=side * 0.5)
        sketch.oval((side * 0.18 * open_, 0.34), 0.17 * open_, 0.16, colour * 0.7)
    sketch.limb((0.0, 0.2), 0.02, (0.0, 0.75), 0.03, linear("#1c1a1e"))
    return sketch


def whale(phase: float, coat: Colour | None, *, dolphin: bool = False) -> Sketch:
    """A whale or dolphin, 1 long, head to the right."""
    sketch = Sketch()
    skin = coat if coat is not None else linear("#5f7488" if dolphin else "#2f3e4e")
    wag = 0.07 * math.sin(phase)
    thick = 0.085 if dolphin else 0.14
    tail = (-0.5, 0.52 + wag)
    sketch.curve([tail, (-0.3, 0.5 + wag * 0.5), (-0.05, 0.5), (0.2, 0.5), (0.42, 0.49)],
                 [0.022, thick * 0.42, thick * 0.9, thick, thick * 0.5], skin)  # fmt: skip
    sketch.curve([(-0.05, 0.44), (0.2, 0.42), (0.42, 0.46)], [thick * 0.5, thick * 0.62, thick * 0.25],
                 blend(skin, linear("#dfe6ea"), 0.6))  # fmt: skip
    sketch.poly(
        [tail, (-0.66, 0.64 + 1.6 * wag), (-0.6, 0.53 + wag), (-0.68, 0.42 + 1.3 * wag)],
        skin * 0.85,
    )
    flip = 0.1 * math.sin(phase * 0.7 + 1)
    sketch.poly([(0.2, 0.43), (0.12, 0.42), (-0.08, 0.22 + flip), (0.0, 0.2 + flip)], skin * 0.75)
    if dolphin:
        sketch.poly([(0.02, 0.57), (-0.12, 0.72), (-0.13, 0.56)], skin * 0.9)
        sketch.limb((0.42, 0.48), 0.035, (0.54, 0.47), 0.014, skin)
    else:
        sketch.poly([(-0.1, 0.61), (-0.2, 0.68), (-0.2, 0.6)], skin * 0.9)
        for k in range(4):
            sketch.limb((0.06 + 0.05 * k, 0.36), 0.004, (0.32, 0.4 + 0.012 * k), 0.004, skin * 0.6)
    sketch.oval((0.33, 0.5), 0.012, 0.012, linear("#0a0c10"))
    return sketch


def fish(phase: float, coat: Colour | None, *, shark: bool = False) -> Sketch:
    """A fish, 1 long, head to the right."""
    sketch = Sketch()
    skin = coat if coat is not None else linear("#566a7c" if shark else "#e8963c")
    wag = 0.09 * math.sin(phase)
    tall = 0.11 if shark else 0.17
    sketch.poly(
        [(-0.3, 0.5), (-0.52, 0.64 + wag), (-0.46, 0.5 + wag), (-0.52, 0.36 + wag)], skin * 0.8
    )
    sketch.curve([(-0.34, 0.5 + 0.3 * wag), (-0.05, 0.5), (0.15, 0.5), (0.38, 0.5)],
                 [0.03, tall * 0.9, tall, 0.03], skin)  # fmt: skip
    sketch.poly(
        [(0.1, 0.5 + tall * 0.8), (-0.06, 0.52 + tall * 1.7), (-0.16, 0.5 + tall * 0.7)], skin * 0.7
    )
    sketch.poly([(0.12, 0.45), (-0.03, 0.28), (0.02, 0.45)], skin * 0.65)
    if not shark:
        sketch.limb((0.12, 0.62), 0.02, (0.1, 0.38), 0.02, blend(skin, linear("#ffffff"), 0.6))
    sketch.oval((0.26, 0.53), 0.018, 0.018, linear("#0a0c10"))
    return sketch


def jellyfish(phase: float, coat: Colour | None) -> Sketch:
    """A jellyfish, bell up, tentacles trailing."""
    sketch = Sketch()
    skin = coat if coat is not None else linear("#d8a0e0")
    squeeze = 0.05 * math.sin(phase)
    for k in range(7):
        x = (k - 3) * 0.085
        points = [
            (x + 0.05 * math.sin(phase * 0.8 + j * 1.1 + k), 0.66 - j * 0.13) for j in range(6)
        ]
        sketch.curve(points, [0.014, 0.012, 0.011, 0.009, 0.007, 0.004], skin * 0.8)
    bell = [(math.cos(a) * (0.34 - squeeze), 0.66 + math.sin(a) * (0.28 + squeeze)) for a in
            [math.pi * i / 18 for i in range(19)]]  # fmt: skip
    sketch.poly([*bell, (-0.2, 0.62), (0.0, 0.66), (0.2, 0.62)], skin, glow=1.1)
    return sketch


def turtle(phase: float, coat: Colour | None) -> Sketch:
    """A sea turtle, 1 long, head to the right."""
    sketch = Sketch()
    skin = coat if coat is not None else linear("#6f8a52")
    stroke = math.sin(phase)
    sketch.poly(
        [(0.18, 0.5), (0.1, 0.5), (-0.12, 0.3 - 0.2 * stroke), (0.0, 0.26 - 0.22 * stroke)], skin
    )
    sketch.poly([(-0.25, 0.48), (-0.45, 0.4 + 0.07 * stroke), (-0.3, 0.44)], skin)
    sketch.limb((0.26, 0.52), 0.06, (0.42, 0.55), 0.05, skin)
    sketch.oval((0.0, 0.53), 0.32, 0.13, skin * 0.55, tilt=0.05)
    for k in range(3):
        sketch.oval((-0.16 + 0.15 * k, 0.57), 0.055, 0.05, skin * 0.8)
    return sketch


def penguin(phase: float, coat: Colour | None) -> Sketch:
    """A penguin that waddles."""
    sketch = Sketch()
    del coat
    lean = 0.05 * math.sin(phase)
    black, white = linear("#20242c"), linear("#f0f0ea")
    for x in (-0.08, 0.08):
        sketch.oval((x + 0.03, 0.03), 0.08, 0.03, linear("#d88a30"))
    sketch.curve([(0.0, 0.22), (lean, 0.62), (lean * 1.4, 0.84)], [0.2, 0.17, 0.11], black)
    sketch.curve([(0.06, 0.22), (lean + 0.06, 0.58)], [0.15, 0.11], white)
    sketch.poly([(-0.12 + lean, 0.66), (-0.24, 0.32 + lean), (-0.14, 0.4)], black)
    sketch.poly(
        [(lean * 1.4 + 0.09, 0.88), (lean * 1.4 + 0.22, 0.84), (lean * 1.4 + 0.09, 0.82)],
        linear("#e0962c"),
    )
    return sketch
