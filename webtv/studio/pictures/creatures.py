"""Birds, insects and what lives in water as sketches. Each takes the phase of its motion."""

from __future__ import annotations

import math

from webtv.studio.pictures.light import Colour, blend, linear
from webtv.studio.pictures.sketch import Sketch


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
    sketch.curve(
        [tail, (-0.3, 0.5 + wag * 0.5), (-0.05, 0.5), (0.2, 0.5), (0.42, 0.49)],
        [0.022, thick * 0.42, thick * 0.9, thick, thick * 0.5],
        skin,
    )
    sketch.curve(
        [(-0.05, 0.44), (0.2, 0.42), (0.42, 0.46)],
        [thick * 0.5, thick * 0.62, thick * 0.25],
        blend(skin, linear("#dfe6ea"), 0.6),
    )
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
    sketch.curve(
        [(-0.34, 0.5 + 0.3 * wag), (-0.05, 0.5), (0.15, 0.5), (0.38, 0.5)],
        [0.03, tall * 0.9, tall, 0.03],
        skin,
    )
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
    bell = [
        (math.cos(a) * (0.34 - squeeze), 0.66 + math.sin(a) * (0.28 + squeeze))
        for a in [math.pi * i / 18 for i in range(19)]
    ]
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
