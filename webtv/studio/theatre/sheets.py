"""Shapes of paper landscapes as SVG, in thousandths of the picture's height.

The picture is 1778 wide and 1000 high; a sheet reaches `BLEED` beyond it on every side, so that a
camera may move.
"""

from __future__ import annotations

import numpy as np

WIDTH, HEIGHT, BLEED = 1778, 1000, 200
_LEFT, _RIGHT, _BOTTOM = -BLEED, WIDTH + BLEED, HEIGHT + BLEED


def hills(rng: np.random.Generator, y: float, rise: float, count: int = 7) -> str:
    """A soft ridge."""
    xs = np.linspace(_LEFT - 60, _RIGHT + 60, count)
    ys = y + rng.uniform(-rise, rise, count)
    path = f"M{xs[0]:.0f} {_BOTTOM}V{ys[0]:.0f}"
    for i in range(count - 1):
        mid = (xs[i] + xs[i + 1]) / 2
        path += f"C{mid:.0f} {ys[i]:.0f} {mid:.0f} {ys[i + 1]:.0f} {xs[i + 1]:.0f} {ys[i + 1]:.0f}"
    return path + f"V{_BOTTOM}Z"


def peaks(rng: np.random.Generator, y: float, rise: float, count: int = 6) -> str:
    """A jagged ridge."""
    xs = np.linspace(_LEFT - 80, _RIGHT + 80, count * 2 + 1)
    path = f"M{xs[0]:.0f} {_BOTTOM}"
    for i, x in enumerate(xs):
        top = y - rise * rng.uniform(0.55, 1.0) if i % 2 else y + rise * rng.uniform(0.0, 0.35)
        shift = rng.uniform(-40, 40)
        if i % 2:
            path += f"L{x + shift - 46:.0f} {top + rise * 0.22:.0f}L{x + shift:.0f} {top:.0f}"
            path += f"L{x + shift + 34:.0f} {top + rise * 0.16:.0f}"
        else:
            path += f"L{x + shift:.0f} {top:.0f}"
    return path + f"V{_BOTTOM}Z"


def caps(rng: np.random.Generator, y: float, rise: float, count: int = 6) -> str:
    """The snow of `peaks` made with the same generator state."""
    xs = np.linspace(_LEFT - 80, _RIGHT + 80, count * 2 + 1)
    path = ""
    for i, x in enumerate(xs):
        top = y - rise * rng.uniform(0.55, 1.0) if i % 2 else y + rise * rng.uniform(0.0, 0.35)
        shift = rng.uniform(-40, 40)
        if i % 2:
            px, low = x + shift, top + rise * 0.26
            path += (
                f"M{px:.0f} {top:.0f}L{px - 46:.0f} {top + rise * 0.22:.0f}L{px - 22:.0f} {low:.0f}"
                f"L{px - 6:.0f} {low - rise * 0.06:.0f}L{px + 14:.0f} {low + rise * 0.03:.0f}"
                f"L{px + 34:.0f} {top + rise * 0.16:.0f}Z"
            )
    return path


def waves(y: float, step: float, depth: float) -> str:
    """A row of scallops: the sea of a toy theatre."""
    path = f"M{_LEFT - 80} {_BOTTOM}V{y:.0f}"
    x = float(_LEFT - 80)
    while x < _RIGHT + 80:
        path += f"q{step / 2:.0f} {depth:.0f} {step:.0f} 0"
        x += step
    return path + f"V{_BOTTOM}Z"


def block(y: float) -> str:
    """Everything below a level line."""
    return f"M{_LEFT} {y:.0f}H{_RIGHT}V{_BOTTOM}H{_LEFT}Z"


def skyline(rng: np.random.Generator, y: float, low: float, high: float) -> tuple[str, str]:
    """Towers, and their lit windows."""
    path, windows = f"M{_LEFT} {_BOTTOM}V{y:.0f}", ""
    x = float(_LEFT)
    while x < _RIGHT:
        wide, top = rng.uniform(90, 190), y - rng.uniform(low, high)
        path += f"H{x:.0f}V{top:.0f}H{x + wide:.0f}V{y:.0f}"
        if rng.random() < 0.3:
            windows += ""
        for row in np.arange(top + 24, y - 10, 40):
            for column in np.arange(x + 18, x + wide - 22, 34):
                if rng.random() < 0.42:
                    windows += f"M{column:.0f} {row:.0f}h15v20h-15z"
        x += wide + (rng.uniform(10, 40) if rng.random() < 0.35 else 0)
    return path + f"H{_RIGHT}V{_BOTTOM}Z", windows


def fronts(rng: np.random.Generator, y: float, colours: tuple[str, ...], lit: bool) -> str:
    """A street's house fronts, door by door."""
    parts = ""
    x = float(_LEFT)
    number = 0
    pane = "#ffd98a" if lit else "#bfd7e2"
    while x < _RIGHT:
        wide, tall = rng.uniform(190, 260), rng.uniform(330, 470)
        top, colour = y - tall, colours[number % len(colours)]
        gable = rng.uniform(40, 90)
        parts += (
            f'<path d="M{x:.0f} {y:.0f}V{top:.0f}L{x + wide / 2:.0f}'
            f' {top - gable:.0f}L{x + wide:.0f} {top:.0f}V{y:.0f}Z" fill="{colour}"'
            f' stroke="#fff5e2" stroke-opacity=".75" stroke-width="4"/><path d="M{x - 12:.0f}'
            f" {top + 6:.0f}L{x + wide / 2:.0f} {top - gable - 10:.0f}L{x + wide + 12:.0f}"
            f' {top + 6:.0f}" fill="none" stroke="#00000033" stroke-width="14"/>'
        )
        for row in (0.16, 0.46):
            for column in (0.16, 0.58):
                glass = pane if rng.random() < 0.7 else "#4a5878"
                px, py = x + wide * column, top + tall * row
                parts += (
                    f'<rect x="{px:.0f}" y="{py:.0f}" width="{wide * 0.26:.0f}" height="74" rx="4" '
                    f'fill="{glass}" stroke="#fff5e2" stroke-width="6"/>'
                )
        door = x + wide * 0.36
        parts += (
            f'<rect x="{door:.0f}" y="{y - 104:.0f}" width="{wide * 0.28:.0f}" height="104" rx="6" '
            'fill="#5a4038" stroke="#fff5e2" stroke-width="5"/>'
        )
        x += wide + 6
        number += 1
    return parts


def trees(rng: np.random.Generator, y: float, tall: float, count: int) -> str:
    """A wood as one sheet: trunks and crowns in silhouette."""
    path = block(y + 40)
    for x in np.linspace(_LEFT, _RIGHT, count):
        px, high = x + rng.uniform(-40, 40), tall * rng.uniform(0.6, 1.05)
        if rng.random() < 0.55:
            w = high * 0.24
            path += f"M{px:.0f} {y - high:.0f}"
            for step in (0.42, 0.7, 1.0):
                path += f"L{px + w * step:.0f} {y - high * (1 - step):.0f}h{-w * 0.3:.0f}"
            path += f"H{px + 10:.0f}v60h-20v-60H{px - w * 0.7:.0f}"
            for step in (1.0, 0.7, 0.42):
                path += (
                    f"H{px - w * step:.0f}L{px - w * step * 0.55:.0f}"
                    f" {y - high * (1.18 - step):.0f}"
                )
            path += "Z"
        else:
            r = high * 0.3
            path += f"M{px - 9:.0f} {y + 60:.0f}v{-high * 0.6:.0f}h18v{high * 0.6:.0f}z"
            for dx, dy, s in ((0, -0.72, 1.0), (-0.7, -0.55, 0.72), (0.7, -0.55, 0.72)):
                cx, cy, q = px + dx * r, y + dy * high, r * s
                path += (
                    f"M{cx - q:.0f} {cy:.0f}a{q:.0f} {q:.0f} 0 1 1 {2 * q:.0f} 0a{q:.0f} {q:.0f} 0"
                    f" 1 1 {-2 * q:.0f} 0z"
                )
    return path


def clouds(rng: np.random.Generator, count: int, low: float, high: float) -> str:
    """Paper clouds, each of four discs on a flat base."""
    path = ""
    for x in np.linspace(_LEFT, _RIGHT, count):
        px, py, s = x + rng.uniform(-120, 120), rng.uniform(low, high), rng.uniform(0.6, 1.2)
        for dx, r in ((-74, 34), (-26, 52), (34, 44), (80, 28)):
            q = r * s
            path += (
                f"M{px + dx * s - q:.0f} {py - q * 0.62:.0f}a{q:.0f} {q:.0f} 0 1 1 {2 * q:.0f}"
                f" 0a{q:.0f} {q:.0f} 0 1 1 {-2 * q:.0f} 0z"
            )
        path += (
            f"M{px - 104 * s:.0f} {py - 20 * s:.0f}h{208 * s:.0f}v{26 * s:.0f}q{-104 * s:.0f}"
            f" {10 * s:.0f} {-208 * s:.0f} 0z"
        )
    return path


def stars(rng: np.random.Generator, count: int, low: float) -> str:
    """Five-pointed stars cut from paper."""
    path = ""
    for _ in range(count):
        x, y, r = rng.uniform(_LEFT, _RIGHT), rng.uniform(-BLEED, low), rng.uniform(3, 12)
        points = []
        for k in range(10):
            radius = r if k % 2 == 0 else r * 0.42
            turn = np.pi * k / 5 - np.pi / 2
            points.append(f"{x + radius * np.cos(turn):.1f} {y + radius * np.sin(turn):.1f}")
        path += "M" + "L".join(points) + "Z"
    return path


def reeds(rng: np.random.Generator, y: float, tall: float, count: int) -> str:
    """Grass, reeds or seaweed that stands up into the picture at its two sides."""
    path = ""
    for _ in range(count):
        side = rng.random() < 0.5
        x = rng.uniform(_LEFT, 330) if side else rng.uniform(WIDTH - 330, _RIGHT)
        high, lean = tall * rng.uniform(0.4, 1.0), rng.uniform(-50, 50)
        path += (
            f"M{x - 9:.0f} {y + 300:.0f}C{x - 9:.0f} {y:.0f} {x + lean * 0.3:.0f}"
            f" {y - high * 0.5:.0f} {x + lean:.0f} {y - high:.0f}C{x + lean * 0.6:.0f}"
            f" {y - high * 0.5:.0f} {x + 14:.0f} {y:.0f} {x + 12:.0f} {y + 300:.0f}Z"
        )
    return path
