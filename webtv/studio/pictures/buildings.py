"""What stands on the land as sketches: buildings, trees, camps."""

from __future__ import annotations

import math

from webtv.studio.pictures.light import Colour, blend, linear
from webtv.studio.pictures.sketch import Sketch

_LAMP = linear("#ffcf7a")


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
        (
            (-0.16, 0.6, "#ff5a14", 2.0),
            (0.17, 0.66, "#ff6a18", 2.0),
            (0.0, 0.95, "#ff8a24", 2.4),
            (-0.05, 0.6, "#ffc04a", 3.0),
            (0.03, 0.38, "#fff0b8", 3.6),
        )
    ):
        high = height * (0.88 + 0.12 * math.sin(phase * 3.1 + 2 * k))
        lean = 0.1 * math.sin(phase * 2.3 + 1.7 * k)
        width = 0.2 * height + 0.05
        sketch.poly(
            [
                (x - width, 0.1),
                (x - width * 0.8, high * 0.4),
                (x - width * 0.2 + lean * 0.5, high * 0.72),
                (x + lean, high),
                (x + width * 0.35 + lean * 0.4, high * 0.62),
                (x + width * 0.9, high * 0.35),
                (x + width, 0.1),
            ],
            linear(tone),
            glow,
        )
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
