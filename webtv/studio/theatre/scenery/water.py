"""Places by, on and under water."""

from __future__ import annotations

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
    grass,
    lighter,
    row_of,
)


def coast(p: Palette, rng: Random) -> Place:
    """A beach before the sea."""
    sea = hexed(mix(rgb("#3f8fb0"), rgb(p.sky[1]), 0.35))
    return Place(
        [
            Sheet(filled(sheets.hills(rng, 520, 40, 5), p.far), 0.18),
            Sheet(filled(sheets.waves(570, 190, 22), sea), 0.32, sway=10),
            Sheet(filled(sheets.waves(640, 240, 30), darker(sea, 0.12)), 0.5, sway=-16),
            Sheet(filled(sheets.waves(716, 300, 34), lighter(sea, 0.2)), 0.7, sway=22),
            Sheet(
                filled(sheets.hills(rng, 790, 18, 5), p.near),
                0.95,
                [
                    Dress("palm-tree", 420, rng.choice([170, 1600]), 830),
                    Dress("spiral-shell", 44, 1160, 900),
                ],
            ),
        ],
        [grass(p, rng, 110)],
        water=0.68,
    )


def sea(p: Palette, rng: Random) -> Place:
    """Waves to the horizon."""
    return Place(
        [
            Sheet(
                filled(sheets.hills(rng, 560, 40, 5), hexed(mix(rgb(p.far), rgb(p.sky[1]), 0.4))),
                0.12,
            ),
            Sheet(filled(sheets.waves(590, 170, 20), p.far), 0.28, sway=12),
            Sheet(filled(sheets.waves(660, 230, 30), p.middle), 0.55, sway=-20),
        ],
        [
            Sheet(filled(sheets.waves(790, 290, 38), p.near), 1.05, sway=26),
            Sheet(filled(sheets.waves(905, 360, 46), p.front), 1.4, sway=-34),
        ],
        floor=0.83,
        water=0.83,
    )


def harbour(p: Palette, rng: Random) -> Place:
    """A quay before houses on the water."""
    kinds = ("house", "houses", "house", "house-with-garden")
    homes = row_of(rng, kinds, (170, 230), 596, 200, 20)
    posts = "".join(
        f'<rect x="{x}" y="790" width="34" height="90" rx="8" fill="{darker(p.near, 0.3)}"/>'
        for x in (120, 700, 1250, 1700)
    )
    quay = hexed(mix(rgb("#a98d6c"), rgb(p.near), 0.35))
    return Place(
        [
            Sheet(filled(sheets.hills(rng, 440, 50), p.far), 0.2),
            Sheet(
                filled(sheets.hills(rng, 580, 10), hexed(mix(rgb("#8aa06c"), rgb(p.far), 0.45))),
                0.34,
                homes,
            ),
            Sheet(
                filled(sheets.waves(626, 200, 22), p.middle),
                0.5,
                [Dress("sailboat", 190, rng.choice([520.0, 1260.0]), 690)],
                sway=12,
            ),
            Sheet(filled(sheets.waves(716, 260, 28), p.near), 0.7, sway=-18),
            Sheet(posts + filled(sheets.block(830), quay), 0.95),
        ],
        [],
        floor=0.9,
        water=0.74,
    )


def river(p: Palette, rng: Random) -> Place:
    """A river between its banks."""
    water = hexed(mix(rgb("#6fa9b8"), rgb(p.sky[1]), 0.4))
    bank = hexed(mix(rgb(p.near), rgb("#6f9a5c"), 0.4))
    return Place(
        [
            Sheet(filled(sheets.hills(rng, 430, 90, 6), p.far), 0.15),
            Sheet(
                filled(sheets.hills(rng, 560, 30), hexed(mix(rgb(p.far), rgb(p.middle), 0.6))),
                0.3,
                [
                    *row_of(
                        rng, ("house", "deciduous-tree", "deciduous-tree"), (130, 190), 584, 260, 70
                    )
                ],
            ),
            Sheet(filled(sheets.waves(620, 260, 16), water), 0.45, sway=10),
            Sheet(filled(sheets.waves(716, 320, 20), darker(water, 0.1)), 0.7, sway=-16),
            Sheet(filled(sheets.hills(rng, 850, 16, 5), bank), 0.97),
        ],
        [Sheet(filled(sheets.reeds(rng, 1010, 330, 30), p.front, strength=0.2), 1.45, sway=8)],
        floor=0.9,
        water=0.79,
    )


def underwater(p: Palette, rng: Random) -> Place:
    """The bottom of the sea."""
    rays = "".join(
        f'<path d="M{x} -240h{w}L{x + w * 2 + 240} 1240h{-w * 2}Z" fill="#ffffff" opacity=".07"/>'
        for x, w in ((100, 90), (520, 150), (980, 80), (1320, 140))
    )
    corals = row_of(rng, ("coral", "spiral-shell", "rock", "coral"), (80, 190), 880, 260, 90)
    return Place(
        [
            Sheet(rays, 0.05, sway=20),
            Sheet(filled(sheets.hills(rng, 720, 80), p.far, strength=0.3), 0.3),
            Sheet(filled(sheets.reeds(rng, 900, 420, 24), p.middle, strength=0.3), 0.6, sway=14),
            Sheet(
                filled(sheets.hills(rng, 870, 26), hexed(mix(rgb("#d9c08a"), rgb(p.near), 0.55))),
                0.9,
                corals,
            ),
        ],
        [Sheet(filled(sheets.reeds(rng, 1010, 460, 30), p.front, strength=0.25), 1.5, sway=22)],
        floor=0.9,
        aloft=True,
    )
