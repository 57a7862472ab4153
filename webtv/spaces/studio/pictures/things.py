"""Vessels, vehicles and buildings as sketches."""

from __future__ import annotations

import math

from webtv.spaces.studio.pictures.light import Colour, blend, linear
from webtv.spaces.studio.pictures.sketch import Sketch

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


def lighthouse(paint: Colour | None, *, lit: float) -> Sketch:
    """A striped lighthouse, 1 high; `lit` is how bright its lamp is."""
    sketch = Sketch()
    stripe = paint if paint is not None else linear("#b8352c")
    white = linear("#efeae0")
    for k in range(5):
        y0, y1 = 0.155 * k, 0.155 * (k + 1)
        w0, w1 = 0.125 - 0.012 * k, 0.125 - 0.012 * (k + 1)
        sketch.poly([(-w0, y0), (w0, y0), (w1, y1), (-w1, y1)], white if k % 2 else stripe)
    sketch.box(-0.1, 0.775, 0.2, 0.025, linear("#2a2c30"))
    sketch.box(-0.05, 0.8, 0.1, 0.09, blend(_LAMP, white, 0.3), 0.6 + lit)
    sketch.poly([(-0.075, 0.89), (0.075, 0.89), (0.0, 0.99)], linear("#2a2c30"))
    sketch.box(-0.38, 0.0, 0.26, 0.13, white)
    sketch.poly([(-0.41, 0.13), (-0.09, 0.13), (-0.25, 0.24)], stripe * 0.7)
    return sketch


def house(paint: Colour | None, *, dark: bool, snow: bool) -> Sketch:
    """A cabin with a chimney, 1 high."""
    sketch = Sketch()
    wall = paint if paint is not None else linear("#8a6a4c")
    roof = linear("#eef2f8") if snow else linear("#4a3030")
    sketch.box(-0.55, 0.0, 1.1, 0.5, wall)
    for k in range(4):
        sketch.limb((-0.55, 0.1 + 0.11 * k), 0.006, (0.55, 0.1 + 0.11 * k), 0.006, wall * 0.6)
    sketch.box(0.24, 0.6, 0.12, 0.38, linear("#5a4640"))
    sketch.poly([(-0.68, 0.46), (0.68, 0.46), (0.34, 0.88), (-0.34, 0.88)], roof)
    glass, glow = (_LAMP, 2.6) if dark else (linear("#3a4a58"), 0.0)
    for x in (-0.4, 0.2):
        sketch.box(x, 0.18, 0.2, 0.19, linear("#e8dcc4"))
        sketch.box(x + 0.025, 0.205, 0.15, 0.14, glass, glow)
        sketch.limb((x + 0.1, 0.2), 0.008, (x + 0.1, 0.35), 0.008, wall * 0.4)
    sketch.box(-0.09, 0.0, 0.18, 0.34, wall * 0.35)
    return sketch


def castle(paint: Colour | None, *, dark: bool) -> Sketch:
    """A castle with towers, 1 high."""
    sketch = Sketch()
    stone = paint if paint is not None else linear("#8d8478")
    roof = linear("#4a3a52")
    for x, w, h in (
        (-0.62, 0.2, 0.55),
        (0.5, 0.2, 0.6),
        (-0.3, 0.18, 0.74),
        (0.24, 0.18, 0.68),
        (-0.08, 0.22, 0.82),
    ):
        sketch.box(x, 0.0, w, h, stone * (0.8 + 0.3 * (x + 0.6)))
        sketch.poly([(x - 0.03, h), (x + w + 0.03, h), (x + w / 2, h + 0.24)], roof)
        glass, glow = (_LAMP, 2.2) if dark else (stone * 0.3, 0.0)
        sketch.box(x + w * 0.38, h - 0.16, w * 0.24, 0.08, glass, glow)
    sketch.box(-0.62, 0.0, 1.32, 0.32, stone)
    for k in range(11):
        sketch.box(-0.62 + 0.12 * k, 0.32, 0.07, 0.05, stone)
    sketch.oval((0.04, 0.12), 0.08, 0.14, stone * 0.25)
    return sketch


def tower(paint: Colour | None, *, dark: bool, pagoda: bool) -> Sketch:
    """A church tower, or a pagoda, 1 high."""
    sketch = Sketch()
    wall = paint if paint is not None else linear("#a08a74" if not pagoda else "#8a3428")
    glass, glow = (_LAMP, 2.2) if dark else (wall * 0.25, 0.0)
    if pagoda:
        for k in range(4):
            y, w = 0.2 * k, 0.24 - 0.04 * k
            sketch.box(-w, y, 2 * w, 0.15, wall)
            sketch.box(-w * 0.4, y + 0.03, w * 0.8, 0.08, glass, glow)
            e = w + 0.13
            sketch.poly(
                [
                    (-e, y + 0.16),
                    (-w, y + 0.15),
                    (w, y + 0.15),
                    (e, y + 0.16),
                    (w * 0.6, y + 0.22),
                    (-w * 0.6, y + 0.22),
                ],
                linear("#2c3038"),
            )
        sketch.limb((0, 0.8), 0.018, (0, 1.0), 0.004, linear("#c8a04a"))
        return sketch
    sketch.box(-0.12, 0.0, 0.24, 0.64, wall)
    sketch.poly([(-0.15, 0.64), (0.15, 0.64), (0.0, 1.0)], linear("#3a3440"))
    sketch.box(-0.05, 0.48, 0.1, 0.1, glass, glow)
    sketch.box(0.1, 0.0, 0.45, 0.3, wall * 0.9)
    sketch.poly([(0.08, 0.3), (0.58, 0.3), (0.5, 0.46), (0.1, 0.46)], linear("#3a3440"))
    for k in range(3):
        sketch.box(0.18 + 0.12 * k, 0.1, 0.05, 0.12, glass, glow)
    return sketch


def windmill(phase: float, paint: Colour | None) -> Sketch:
    """A windmill with turning sails, tower 0.7 high."""
    sketch = Sketch()
    wall = paint if paint is not None else linear("#cdbfa4")
    sketch.poly([(-0.17, 0.0), (0.17, 0.0), (0.1, 0.6), (-0.1, 0.6)], wall)
    sketch.poly([(-0.12, 0.6), (0.12, 0.6), (0.06, 0.72), (-0.06, 0.72)], linear("#5a4034"))
    sketch.box(-0.04, 0.0, 0.08, 0.15, wall * 0.35)
    for k in range(4):
        a = phase + k * math.pi / 2
        tip = (0.42 * math.cos(a), 0.64 + 0.42 * math.sin(a))
        sketch.limb((0.0, 0.64), 0.01, tip, 0.008, linear("#4a3a30"))
        root = (0.1 * math.cos(a), 0.64 + 0.1 * math.sin(a))
        side = (0.075 * -math.sin(a), 0.075 * math.cos(a))
        sketch.poly(
            [
                root,
                tip,
                (tip[0] + side[0], tip[1] + side[1]),
                (root[0] + side[0], root[1] + side[1]),
            ],
            linear("#efe6d2"),
        )
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


def tree(seed: int, season: str, leaf: Colour) -> Sketch:
    """A broad tree, 1 high; bare in winter."""
    sketch = Sketch()
    bark = linear("#3a2c22")
    golden = 2.399963

    def grow(x: float, y: float, angle: float, length: float, width: float, depth: int) -> None:
        tip = (x + length * math.cos(angle), y + length * math.sin(angle))
        sketch.limb((x, y), width, tip, width * 0.68, bark)
        if depth == 0:
            if season != "winter":
                tone = 0.65 + 0.5 * ((seed * 7 + int(tip[0] * 91) + int(tip[1] * 57)) % 10) / 10
                sketch.oval(tip, 0.12, 0.095, leaf * tone, tilt=angle)
            return
        for k in range(3 if depth > 1 else 2):
            spread = math.sin(golden * (seed + 5 * depth + 3 * k) + x * 9)
            grow(
                *tip,
                angle + (k - 1 + 0.25) * 0.48 + 0.32 * spread,
                length * 0.72,
                width * 0.62,
                depth - 1,
            )

    grow(0.0, 0.0, math.pi / 2, 0.3, 0.04, 4)
    return sketch


def cactus() -> Sketch:
    """A saguaro, 1 high."""
    sketch = Sketch()
    green = linear("#47653e")
    sketch.limb((0, 0), 0.075, (0, 0.93), 0.065, green)
    sketch.curve([(0, 0.42), (-0.2, 0.45), (-0.22, 0.72)], [0.05, 0.055, 0.045], green * 0.85)
    sketch.curve([(0, 0.32), (0.19, 0.36), (0.2, 0.58)], [0.05, 0.05, 0.04], green * 1.1)
    return sketch


def tent(paint: Colour | None, *, dark: bool) -> Sketch:
    """A ridge tent, lit from within at night."""
    sketch = Sketch()
    cloth = paint if paint is not None else linear("#d08a3c")
    sketch.poly([(-0.7, 0.0), (0.7, 0.0), (0.1, 0.75)], cloth, 1.2 if dark else 0.0)
    sketch.poly([(-0.7, 0.0), (-0.1, 0.0), (0.1, 0.75)], cloth * 0.6, 1.2 if dark else 0.0)
    return sketch


def campfire(phase: float) -> Sketch:
    """A campfire, flames 1 high."""
    sketch = Sketch()
    for k in range(3):
        sketch.limb((-0.35 + 0.1 * k, 0.03), 0.06, (0.35 - 0.1 * k, 0.1), 0.05, linear("#2a1a12"))
    for k, (x, height, tone, glow) in enumerate(
        ((-0.16, 0.6, "#ff5a14", 2.0), (0.17, 0.66, "#ff6a18", 2.0), (0.0, 0.95, "#ff8a24", 2.4),
         (-0.05, 0.6, "#ffc04a", 3.0), (0.03, 0.38, "#fff0b8", 3.6))):  # fmt: skip
        high = height * (0.88 + 0.12 * math.sin(phase * 3.1 + 2 * k))
        lean = 0.1 * math.sin(phase * 2.3 + 1.7 * k)
        width = 0.2 * height + 0.05
        sketch.poly([(x - width, 0.1), (x - width * 0.8, high * 0.4), (x - width * 0.2 + lean * 0.5, high * 0.72),
                     (x + lean, high), (x + width * 0.35 + lean * 0.4, high * 0.62), (x + width * 0.9, high * 0.35),
                     (x + width, 0.1)], linear(tone), glow)  # fmt: skip
    return sketch


def lantern(paint: Colour | None) -> Sketch:
    """A floating paper lantern."""
    sketch = Sketch()
    paper = paint if paint is not None else linear("#ff9a3c")
    sketch.poly(
        [(-0.3, 0.1), (0.3, 0.1), (0.38, 0.7), (0.25, 0.95), (-0.25, 0.95), (-0.38, 0.7)],
        paper,
        1.5,
    )
    sketch.oval((0.0, 0.25), 0.2, 0.18, linear("#ffe8a0"), glow=2.4)
    return sketch


def bridge() -> Sketch:
    """An arched bridge, about 4 wide and 0.6 high."""
    sketch = Sketch()
    stone = linear("#7d7468")
    sketch.box(-2.4, 0.42, 4.8, 0.12, stone)
    for k in range(6):
        x = -2.3 + 0.9 * k
        sketch.box(x - 0.08, -0.05, 0.16, 0.5, stone * 0.85)
        arch = [
            (x + 0.08 + 0.74 * i / 10, 0.42 - 0.26 * (1 - math.sin(math.pi * i / 10)))
            for i in range(11)
        ]
        sketch.poly([(x + 0.08, 0.43), *arch, (x + 0.82, 0.43)], stone * 0.75)
    return sketch


def pyramid() -> Sketch:
    """A pyramid with a lit and a dark side, 1 high."""
    sketch = Sketch()
    stone = linear("#c8a468")
    sketch.poly([(-0.95, 0), (0.3, 0), (0, 1.0)], stone)
    sketch.poly([(0.3, 0), (0.95, 0), (0, 1.0)], stone * 0.45)
    return sketch
