"""Places off the ground: space, the sky, shapes alone."""

from __future__ import annotations

import numpy as np

from webtv.studio.theatre import sheets
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.paper import hexed, mix, rgb
from webtv.studio.theatre.scenery.cloth import (
    Dress,
    Place,
    Random,
    Sheet,
    darker,
    filled,
    lighter,
)


def space(p: Palette, rng: Random) -> Place:
    """Planets and stars."""
    x = rng.choice([360, 1400])
    ground = hexed(mix(rgb("#b9b2cc"), rgb(p.near), 0.5))
    craters = "".join(
        f'<ellipse cx="{cx}" cy="{cy}" rx="{r}" ry="{r * 0.3:.0f}" fill="{darker(ground, 0.25)}"'
        ' opacity=".6"/>'
        for cx, cy, r in ((240, 900, 80), (760, 950, 120), (1320, 890, 70), (1620, 960, 110))
    )
    return Place(
        [
            Sheet(f'<path d="{sheets.stars(rng, 130, 900)}" fill="#fff0c8" opacity=".9"/>', 0.05),
            Sheet(
                "",
                0.14,
                [
                    Dress("ringed-planet", 300, x, 420),
                    Dress("globe-showing-europe-africa", 130, 1778 - x, 260),
                ],
            ),
            Sheet(filled(sheets.hills(rng, 850, 30, 5), ground) + craters, 0.9),
        ],
        [],
        floor=0.9,
    )


def sky(p: Palette, rng: Random) -> Place:
    """Clouds alone."""
    white = hexed(mix(rgb(p.sky[1]), (255.0, 255.0, 255.0), 0.6 if p.dark < 0.4 else 0.12))
    return Place(
        [
            Sheet(filled(sheets.hills(rng, 930, 40), p.far), 0.15),
            Sheet(filled(sheets.clouds(rng, 6, 500, 760), white), 0.35, drift=-12),
            Sheet(filled(sheets.clouds(rng, 6, 820, 960), darker(white, 0.08)), 0.7, drift=-24),
        ],
        [Sheet(filled(sheets.clouds(rng, 6, 1010, 1090), lighter(white, 0.3)), 1.4, drift=-46)],
        floor=0.8,
        water=0.72,
        aloft=True,
    )


def abstract(p: Palette, rng: Random) -> Place:
    """Rings and shapes."""
    rings = "".join(
        f'<circle cx="889" cy="500" r="{r}" fill="{c}" stroke="#ffffff" stroke-opacity=".25"'
        ' stroke-width="5"/>'
        for r, c in (
            (900, darker(p.accent, 0.62)),
            (690, darker(p.second, 0.5)),
            (500, darker(p.accent, 0.35)),
            (330, darker(p.second, 0.22)),
            (180, p.accent),
        )
    )

    def shards(colour: str, count: int) -> str:
        path = ""
        for _ in range(count):
            x, y, r = rng.uniform(-240, 2018), rng.uniform(-200, 1200), rng.uniform(40, 150)
            turn = rng.uniform(0, 6.28)
            sides = int(rng.integers(3, 7))
            points = [
                f"{x + r * np.cos(turn + k * 6.283 / sides):.0f}"
                f" {y + r * np.sin(turn + k * 6.283 / sides):.0f}"
                for k in range(sides)
            ]
            path += "M" + "L".join(points) + "Z"
        return filled(path, colour, strength=0.35)

    return Place(
        [
            Sheet(rings, 0.15),
            Sheet(shards(p.second, 9), 0.5, sway=30, drift=14),
            Sheet(shards(p.accent, 7), 0.8, sway=-44, drift=-30),
        ],
        [Sheet(shards(lighter(p.accent, 0.2), 3), 1.6, sway=60, drift=-70)],
        floor=0.8,
        aloft=True,
        inside=True,
    )
