"""Vessels and vehicles as sketches."""

from __future__ import annotations

import math

from webtv.studio.pictures.light import Colour, linear
from webtv.studio.pictures.sketch import Sketch

_LAMP = linear("#ffcf7a")


def boat(sail: Colour | None) -> Sketch:
    """A sailing boat, mast 1 high."""
    sketch = Sketch()
    cloth = sail if sail is not None else linear("#efe6d4")
    wood = linear("#5a3826")
    sketch.poly([(-0.42, 0.14), (0.46, 0.16), (0.34, -0.03), (-0.3, -0.03)], wood)
    sketch.limb((-0.4, 0.14), 0.014, (0.45, 0.16), 0.014, linear("#d8c6a0"))
    sketch.limb((0.02, 0.1), 0.014, (0.02, 1.0), 0.008, wood)
    sketch.poly([(0.0, 0.97), (-0.02, 0.24), (-0.42, 0.22), (-0.2, 0.62)], cloth)
    sketch.poly([(0.05, 0.9), (0.05, 0.24), (0.42, 0.2), (0.22, 0.5)], cloth * 0.82)
    return sketch


def ship(hull: Colour | None, *, dark: bool) -> Sketch:
    """A steamer, 1 high, about 2.4 long."""
    sketch = Sketch()
    body = hull if hull is not None else linear("#7a2f2a")
    white = linear("#d8d8d2")
    sketch.poly([(-1.1, 0.32), (1.3, 0.42), (1.1, -0.03), (-1.0, -0.03)], body)
    sketch.poly([(-1.08, 0.36), (1.3, 0.46), (1.3, 0.42), (-1.1, 0.31)], white)
    sketch.box(-0.8, 0.34, 0.75, 0.26, white)
    sketch.box(-0.7, 0.58, 0.5, 0.18, white * 0.9)
    sketch.poly([(-0.6, 0.75), (-0.36, 0.75), (-0.4, 1.0), (-0.6, 1.0)], body * 0.9)
    sketch.limb((0.7, 0.42), 0.014, (0.7, 0.92), 0.01, body * 0.5)
    for k in range(6):
        sketch.box(
            -0.74 + 0.11 * k,
            0.44,
            0.05,
            0.06,
            _LAMP if dark else linear("#2a3440"),
            1.8 if dark else 0.0,
        )
    return sketch


def canoe(phase: float, coat: Colour | None) -> Sketch:
    """A canoe with a paddler, 1 high, about 2 long."""
    sketch = Sketch()
    sketch.poly(
        [(-1.0, 0.3), (-0.85, 0.12), (0.85, 0.12), (1.0, 0.3), (0.8, -0.02), (-0.8, -0.02)],
        linear("#7a3f24"),
    )
    cloth = coat if coat is not None else linear("#39506a")
    sketch.curve([(-0.1, 0.15), (-0.06, 0.6)], [0.17, 0.13], cloth)
    sketch.oval((-0.02, 0.83), 0.1, 0.12, linear("#a87a58"))
    sketch.poly([(-0.2, 0.86), (0.18, 0.86), (-0.0, 1.02)], linear("#c0a060"))
    swing = 0.5 * math.sin(phase)
    sketch.limb(
        (-0.1 - 0.2 * swing, 0.75), 0.02, (0.4 + 0.25 * swing, 0.0), 0.03, linear("#8a5a34")
    )
    sketch.limb((0.0, 0.58), 0.05, (0.14 + 0.05 * swing, 0.42), 0.035, cloth * 0.8)
    return sketch


def balloon(paint: Colour | None, second: Colour) -> Sketch:
    """A hot-air balloon, 1 high."""
    sketch = Sketch()
    first = paint if paint is not None else linear("#c83a2e")
    for k in range(7):
        a, b = -1.0 + 2.0 * k / 7, -1.0 + 2.0 * (k + 1) / 7
        edge = [math.pi * i / 14 for i in range(15)]

        def outline(side: float, t: float) -> tuple[float, float]:
            width = (
                0.36 * math.sin(t) ** 0.8 if t < math.pi / 2 else 0.36 * (0.3 + 0.7 * math.sin(t))
            )
            return side * width, 0.62 + 0.38 * math.cos(t)

        left = [outline(a, t) for t in edge]
        right = [outline(b, t) for t in reversed(edge)]
        sketch.poly(left + right, (first if k % 2 == 0 else second) * (0.7 + 0.45 * k / 6))
    for x in (-0.07, 0.07):
        sketch.limb((x * 1.4, 0.25), 0.004, (x, 0.1), 0.004, linear("#3a3030"))
    sketch.box(-0.075, 0.0, 0.15, 0.1, linear("#7a5434"))
    return sketch


def airship(paint: Colour | None) -> Sketch:
    """An airship, about 2.4 long and 0.8 high."""
    sketch = Sketch()
    skin = paint if paint is not None else linear("#b8b4ac")
    sketch.curve(
        [(-1.1, 0.55), (-0.5, 0.55), (0.3, 0.55), (1.0, 0.55)], [0.06, 0.25, 0.29, 0.1], skin
    )
    sketch.limb((-0.9, 0.47), 0.05, (0.9, 0.47), 0.06, skin * 0.75)
    for s in (-1, 1):
        sketch.poly([(-0.8, 0.55), (-1.2, 0.55 + 0.28 * s), (-1.05, 0.55)], skin * 0.7)
    sketch.poly([(-0.25, 0.3), (0.35, 0.3), (0.25, 0.16), (-0.15, 0.16)], linear("#5a4030"))
    for k in range(4):
        sketch.box(-0.12 + 0.1 * k, 0.21, 0.05, 0.05, _LAMP, 1.2)
    return sketch


def plane(paint: Colour | None) -> Sketch:
    """A small aeroplane flying to the right, about 1.2 long."""
    sketch = Sketch()
    body = paint if paint is not None else linear("#c8402f")
    sketch.curve([(-0.55, 0.56), (0.1, 0.5), (0.5, 0.5)], [0.03, 0.1, 0.07], body)
    sketch.poly([(-0.42, 0.56), (-0.62, 0.82), (-0.5, 0.82), (-0.3, 0.56)], body * 0.8)
    sketch.poly([(0.25, 0.62), (-0.02, 0.64), (-0.42, 0.3), (-0.25, 0.29)], body * 0.7)
    sketch.oval((0.12, 0.58), 0.1, 0.06, linear("#243040"))
    return sketch


def rocket(paint: Colour | None, phase: float) -> Sketch:
    """A rocket pointing up, 1 high, its flame below 0."""
    sketch = Sketch()
    body = linear("#e8e6e0")
    trim = paint if paint is not None else linear("#c83a2e")
    flame = 0.3 + 0.06 * math.sin(5 * phase)
    sketch.poly([(-0.07, 0.05), (0.07, 0.05), (0.0, -flame)], linear("#ff8a2a"), 3.0)
    sketch.poly([(-0.04, 0.05), (0.04, 0.05), (0.0, -flame * 0.6)], linear("#fff0b0"), 4.0)
    for s in (-1, 1):
        sketch.poly([(0.1 * s, 0.3), (0.24 * s, 0.0), (0.08 * s, 0.08)], trim)
    sketch.curve([(0, 0.1), (0, 0.45), (0, 0.75), (0, 0.98)], [0.1, 0.135, 0.11, 0.01], body)
    sketch.curve([(0, 0.8), (0, 0.99)], [0.1, 0.008], trim)
    sketch.oval((0.0, 0.58), 0.05, 0.05, linear("#3a6a90"))
    return sketch


def car(paint: Colour | None, *, dark: bool, kind: str) -> Sketch:
    """A car, or with `kind` "taxi" or "bus" one of those, facing right, about 0.5 high."""
    sketch = Sketch()
    body = paint if paint is not None else linear("#e8b83a" if kind == "taxi" else "#8a2f38")
    glass, glow = (_LAMP, 0.9) if dark else (linear("#2a3844"), 0.0)
    if kind == "bus":
        sketch.box(-0.75, 0.1, 1.5, 0.55, body)
        for k in range(5):
            sketch.box(-0.68 + 0.28 * k, 0.36, 0.2, 0.19, glass, glow)
    else:
        sketch.poly(
            [
                (-0.55, 0.1),
                (0.58, 0.1),
                (0.57, 0.27),
                (0.3, 0.31),
                (0.14, 0.47),
                (-0.28, 0.47),
                (-0.46, 0.3),
                (-0.56, 0.28),
            ],
            body,
        )
        sketch.poly([(0.23, 0.31), (0.11, 0.44), (-0.06, 0.44), (-0.06, 0.31)], glass, glow)
        sketch.poly([(-0.1, 0.31), (-0.1, 0.44), (-0.25, 0.44), (-0.37, 0.31)], glass, glow)
    for x in (-0.36, 0.36):
        sketch.oval((x, 0.1), 0.105, 0.105, linear("#17171a"))
        sketch.oval((x, 0.1), 0.05, 0.05, linear("#8a8c90"))
    end = 0.74 if kind == "bus" else 0.56
    sketch.oval((end, 0.22), 0.035, 0.035, linear("#fff2c8"), 4.0 if dark else 1.0)
    sketch.oval((-end, 0.24), 0.03, 0.03, linear("#ff2a1a"), 2.5 if dark else 0.8)
    return sketch


def train(paint: Colour | None, *, dark: bool) -> Sketch:
    """A train of an engine and carriages, facing right, about 4 long and 0.5 high."""
    sketch = Sketch()
    body = paint if paint is not None else linear("#7a2a2c")
    glass, glow = (_LAMP, 2.2) if dark else (linear("#c8b890"), 0.0)
    for k in range(4):
        x = -2.4 + 0.98 * k
        sketch.box(x, 0.1, 0.92, 0.42, body)
        sketch.box(x, 0.5, 0.92, 0.05, body * 0.5)
        for j in range(5):
            sketch.box(x + 0.07 + 0.17 * j, 0.27, 0.11, 0.15, glass, glow)
        for wheel in (0.18, 0.74):
            sketch.oval((x + wheel, 0.07), 0.07, 0.07, linear("#1a1a1e"))
    sketch.limb((1.5, 0.07), 0.02, (-2.4, 0.07), 0.02, linear("#1a1a1e"))
    sketch.poly([(1.52, 0.1), (2.5, 0.1), (2.44, 0.3), (2.3, 0.46), (1.52, 0.52)], body * 0.8)
    sketch.poly([(2.1, 0.32), (2.34, 0.32), (2.26, 0.43), (2.1, 0.45)], linear("#20303c"))
    sketch.oval((2.46, 0.2), 0.04, 0.04, linear("#fff2c8"), 4.0)
    for wheel in (1.75, 2.2):
        sketch.oval((wheel, 0.07), 0.075, 0.075, linear("#1a1a1e"))
    return sketch
