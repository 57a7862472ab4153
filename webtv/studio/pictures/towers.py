"""Rows of buildings seen from far off: a skyline, and the roofs of a dense old quarter."""

from __future__ import annotations

import cv2
import numpy as np

from webtv.studio.pictures.canvas import Frame, Layer
from webtv.studio.pictures.light import Colour, Light, blend, linear

MARGIN = 300  # pixels of a 320 line frame that a row is wider than the frame
_FINE = 2  # texels a pixel of a 320 line frame
_WARM = ("#ffca78", "#ffe2b0", "#ffb45a", "#cfe4ff")
_WALLS = ("#4c5a6c", "#5a5f68", "#6a625e", "#3f5266", "#705f5a")
_BRICKS = ("#6b4a40", "#7a6052", "#5c5048", "#84705c", "#54504e")


def skyline(
    light: Light,
    frame: Frame,
    rng: np.random.Generator,
    *,
    night: float,
    neon: list[Colour],
    tallest: float,
    far: float,
) -> Layer:
    """A row of towers up to `tallest` (pixels of a 320 line frame) whose last row is its foot.

    `night` lights windows and signs, `far` (0 to 1) fades the row into the haze.
    """
    layer = _blank(frame, tallest + 30.0)
    high, wide = layer.shape[:2]
    lit = light.ambient * 0.75 + light.sun * 0.5 * (1 - light.dark)
    middle, spread = float(rng.uniform(0.3, 0.7)) * wide, 0.3 * wide
    x = 0
    while x < wide:
        across = int(rng.integers(20, 58) * (0.55 + tallest / 260.0))
        crown = float(np.exp(-(((x - middle) / spread) ** 2)))
        tall = int(_FINE * tallest * (0.2 + (0.15 + 0.65 * crown) * float(rng.random()) ** 0.8))
        wall = linear(_WALLS[int(rng.integers(len(_WALLS)))]) * lit
        _tower(layer, rng, x, across, max(tall, 16), wall, night)
        if night > 0.25 and rng.random() < 0.4 * (1.0 - far):
            _roof_sign(layer, rng, neon, night, x, across, high - tall)
        x += across + (int(rng.integers(2, 12)) if rng.random() < 0.3 else -2)
    haze = blend(light.haze, neon[0] * 0.25, 0.3 * night)
    rise = np.linspace(0.0, 1.0, high, dtype=np.float32)[:, None, None]
    fade = np.float32(far * (0.7 + 0.3 * light.dark)) * (0.75 + 0.25 * rise)
    layer[..., :3] += fade * (haze * layer[..., 3:] - layer[..., :3])
    return _sized(layer, frame)


def roofs(
    light: Light,
    frame: Frame,
    rng: np.random.Generator,
    *,
    night: float,
    neon: list[Colour],
    size: float,
    far: float,
) -> Layer:
    """A row of flat roofs with what people keep on them; `size` is 1 for near ones."""
    layer = _blank(frame, 250.0 * size)
    high, wide = layer.shape[:2]
    lit = light.ambient * 0.9 + light.sun * 0.6 * (1 - light.dark)
    x = -int(rng.integers(0, int(90 * size)))
    while x < wide:
        across = int(rng.uniform(90, 210) * size * 1.3)
        top = int(high * rng.uniform(0.36, 0.62))
        wall = linear(_BRICKS[int(rng.integers(len(_BRICKS)))]) * lit
        left, right = max(x, 0), min(x + across, wide)
        if right - left > 12:
            _things(layer, rng, lit, night, left, right, top, size)
            layer[top:, left:right] = (*wall, 1.0)
            layer[top:, left : left + max(int(5 * size), 1), :3] *= 0.55
            pane = max(int(9 * size), 3)
            _panes(
                layer[top + int(20 * size) :, left + pane : right - pane], rng, pane, night, 0.42
            )
            ledge = max(int(9 * size), 2)
            layer[top : top + ledge, left:right, :3] = wall * 1.5
            layer[top + ledge : top + ledge + 2, left:right, :3] *= 0.4
            if night > 0.25 and rng.random() < 0.42:
                _roof_sign(layer, rng, neon, night, left, right - left, top)
        x += across + int(rng.integers(0, 16) * size)
    layer[..., :3] += np.float32(far) * (light.haze * layer[..., 3:] - layer[..., :3])
    return _sized(layer, frame)


def _blank(frame: Frame, rows: float) -> Layer:
    wide = int(_FINE * (frame.width / frame.unit + MARGIN))
    return np.zeros((int(_FINE * rows), wide, 4), np.float32)


def _sized(layer: Layer, frame: Frame) -> Layer:
    scale = frame.unit / _FINE
    size = (max(round(layer.shape[1] * scale), 1), max(round(layer.shape[0] * scale), 1))
    out: Layer = cv2.resize(layer, size, interpolation=cv2.INTER_AREA)
    return out


def _tower(
    layer: Layer,
    rng: np.random.Generator,
    x: int,
    across: int,
    tall: int,
    wall: Colour,
    night: float,
) -> None:
    """One tower: a lit and a shaded face, windows, a crown."""
    high, wide = layer.shape[:2]
    top, left, right = high - tall, max(x, 0), min(x + across, wide)
    if right - left < 6:
        return
    kind = int(rng.integers(5))
    middle = (left + right) // 2
    if kind == 0:  # a mast
        cv2.line(layer, (middle, top), (middle, top - 34), (*(wall * 0.8).tolist(), 1.0), 2)
        cv2.circle(layer, (middle, top - 34), 2, (1.6 * night, 0.12 * night, 0.1 * night, 1.0), -1)
    elif kind == 1:  # a step back
        layer[top - 16 : top, left + across // 4 : right - across // 4] = (*wall, 1.0)
        layer[top - 26 : top - 16, middle - 3 : middle + 3] = (*wall, 1.0)
    elif kind == 2:  # a slanted crown
        crown = np.array([[left, top], [right - 1, top], [right - 1, top - across // 2]])
        cv2.fillPoly(layer, [crown.astype(np.int32)], (*(wall * 1.1).tolist(), 1.0))
    layer[top:, left:right] = (*wall, 1.0)
    layer[top:, left + int(0.68 * (right - left)) : right, :3] *= 0.55
    layer[top : top + 2, left:right, :3] *= 1.6
    share = float(rng.uniform(0.18, 0.6))
    _panes(layer[top + 6 : -4, left + 3 : right - 3], rng, int(rng.integers(2, 4)), night, share)


def _panes(face: Layer, rng: np.random.Generator, size: int, night: float, share: float) -> None:
    """Windows over the whole of `face`, `size` texels wide, a `share` of them lit at night."""
    step_x, step_y = size * 2, size * 3
    columns, rows = face.shape[1] // step_x, face.shape[0] // step_y
    if columns < 1 or rows < 1:
        return
    tone = linear(_WARM[int(rng.integers(len(_WARM)))])
    level = rng.uniform(0.15, 0.8, (rows, columns)) * (rng.random((rows, columns)) < share)
    glass = np.array([0.05, 0.075, 0.1], np.float32) * (1.15 - night)
    colour = (level * night)[..., None] * tone + glass
    grid = np.kron(colour, np.ones((step_y, step_x, 1))).astype(np.float32)
    inside = np.zeros((step_y, step_x), bool)
    inside[: max(size * 3 // 2, 2), :size] = True
    mask = np.tile(inside, (rows, columns))
    face[: grid.shape[0], : grid.shape[1], :3][mask] = grid[mask]


def _roof_sign(
    layer: Layer,
    rng: np.random.Generator,
    neon: list[Colour],
    night: float,
    x: int,
    across: int,
    top: int,
) -> None:
    """A neon sign on a facade below its roof, or standing up its corner."""
    colour = neon[int(rng.integers(len(neon)))]
    colour = colour / max(float(colour.max()), 0.2) * (1.7 * night)
    if rng.random() < 0.5:
        w, h = max(across // 9, 3), max(int(across * rng.uniform(0.6, 1.1)), 8)
        left, down = x + across // 8, top + 6
    else:
        w, h = max(int(across * rng.uniform(0.35, 0.6)), 6), max(across // 9, 3)
        left, down = x + across // 4, top + 5
    part = layer[max(down, 0) : down + h, max(left, 0) : left + w]
    if part.size:
        script = 0.35 + 0.65 * (rng.random((part.shape[0] // 3 + 1, part.shape[1] // 3 + 1)) > 0.4)
        script = np.kron(script, np.ones((3, 3)))[: part.shape[0], : part.shape[1], None]
        part[..., :3] = np.where(part[..., 3:] > 0, colour * script, part[..., :3])


def _things(
    layer: Layer,
    rng: np.random.Generator,
    lit: Colour,
    night: float,
    left: int,
    right: int,
    top: int,
    size: float,
) -> None:
    """Tanks, aerials, stair heads and washing on one roof, drawn before the roof's own edge."""

    def paint(name: str, gain: float = 1.0) -> tuple[float, float, float, float]:
        r, g, b = (float(v) for v in linear(name) * lit * gain)
        return r, g, b, 1.0

    def box(x: float, y: float, w: float, h: float, ink: tuple[float, ...]) -> None:
        corner = (int(left + x), int(top - y - h))
        cv2.rectangle(layer, corner, (int(left + x + w), int(top - y)), ink, -1)

    span, line = right - left, max(int(2 * size), 1)
    if rng.random() < 0.6:  # a wooden tank on legs
        x, w = float(rng.uniform(0.08, 0.6)) * span, 40.0 * size
        for leg in (0.1, 0.5, 0.9):
            box(x + leg * w - line, 0, line, 24 * size, paint("#3a342e"))
        box(x, 22 * size, w, 40 * size, paint("#7a5a40"))
        box(x + 0.66 * w, 22 * size, 0.34 * w, 40 * size, paint("#7a5a40", 0.55))
        peak = np.array(
            [[x - 3 * size, 62 * size], [x + w + 3 * size, 62 * size], [x + w / 2, 80 * size]]
        )
        roof = np.stack([left + peak[:, 0], top - peak[:, 1]], axis=1).astype(np.int32)
        cv2.fillPoly(layer, [roof], paint("#4a3c34"))
    if rng.random() < 0.6:  # a stair head with a lit door
        x, w = float(rng.uniform(0.5, 0.8)) * span, 46.0 * size
        box(x, 0, w, 40 * size, paint("#6c665e"))
        box(x - 3 * size, 40 * size, w + 6 * size, 4 * size, paint("#48443e"))
        glow = linear("#ffc070") * (0.75 * night) + 0.01
        box(x + 0.35 * w, 0, 0.26 * w, 28 * size, (*(float(v) for v in glow), 1.0))
    for _ in range(int(rng.integers(1, 4))):  # aerials
        x, tall = left + float(rng.random()) * span, float(rng.uniform(34, 80)) * size
        cv2.line(layer, (int(x), top), (int(x), int(top - tall)), paint("#2c2c30"), line)
        for k in range(4):
            y, arm = int(top - tall * (1 - 0.1 * k)), int((5 + 3 * k) * size)
            cv2.line(layer, (int(x) - arm, y), (int(x) + arm, y), paint("#2c2c30"), line)
    if span > 120 * size and rng.random() < 0.6:  # washing between two poles
        x, wide, up = 0.12 * span, 0.5 * span, 36 * size
        for pole in (x, x + wide):
            box(pole, 0, line, up, paint("#2c2c30"))
        cv2.line(
            layer,
            (int(left + x), int(top - up)),
            (int(left + x + wide), int(top - up)),
            paint("#2c2c30"),
            1,
        )
        cloths = ("#e8e2d8", "#c8503c", "#3f78b8", "#e0b84a", "#e8e2d8", "#4a9a80")
        for k in range(max(int(wide / (17 * size)) - 1, 1)):
            hem = float(rng.uniform(14, 25)) * size
            ink = paint(cloths[int(rng.integers(len(cloths)))], 0.8 + 1.6 * night)
            box(x + (8 + 17 * k) * size, up - hem, 12 * size, hem, ink)
