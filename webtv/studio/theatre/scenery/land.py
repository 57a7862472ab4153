"""Places in the country: hills, mountains, woods, gardens, snow, sand."""

from __future__ import annotations

from webtv.studio.theatre import sheets
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.paper import hexed, mix, rgb
from webtv.studio.theatre.scenery.cloth import (
    Dress,
    Place,
    Random,
    Sheet,
    filled,
    grass,
    lighter,
    row_of,
)


def hills(p: Palette, rng: Random) -> Place:
    """Rolling hills with woods."""
    wood = ("deciduous-tree", "deciduous-tree", "evergreen-tree")
    return Place(
        [
            Sheet(filled(sheets.hills(rng, 500, 80), p.far), 0.25),
            Sheet(
                filled(sheets.hills(rng, 640, 46), p.middle),
                0.5,
                row_of(rng, wood, (110, 190), 668, 330, 130),
            ),
            Sheet(filled(sheets.hills(rng, 785, 16), p.near), 0.95),
        ],
        [grass(p, rng)],
    )


def mountain(p: Palette, rng: Random) -> Place:
    """Peaks behind peaks."""
    state = rng.bit_generator.state
    far = sheets.peaks(rng, 560, 330)
    rng.bit_generator.state = state
    snow = sheets.caps(rng, 560, 330)
    return Place(
        [
            Sheet(filled(far, p.far) + f'<path d="{snow}" fill="{lighter(p.far, 0.75)}"/>', 0.2),
            Sheet(filled(sheets.peaks(rng, 700, 170, 5), p.middle), 0.45),
            Sheet(filled(sheets.hills(rng, 790, 18), p.near), 0.95),
        ],
        [grass(p, rng, 90)],
    )


def village(p: Palette, rng: Random) -> Place:
    """A village with its church."""
    homes = ("house", "house-with-garden", "house", "houses")
    far = row_of(rng, homes, (110, 150), 560, 170, 40)
    near = row_of(rng, homes, (250, 310), 742, 330, 50)
    near.append(Dress("church", 400, rng.choice([420, 1330]), 735))
    return Place(
        [
            Sheet(filled(sheets.hills(rng, 500, 70), p.far), 0.25),
            Sheet(
                filled(sheets.hills(rng, 560, 26), hexed(mix(rgb(p.far), rgb(p.middle), 0.5))),
                0.38,
                far,
            ),
            Sheet(filled(sheets.hills(rng, 730, 18), p.middle), 0.6, near),
            Sheet(filled(sheets.hills(rng, 812, 10), p.near), 0.95),
        ],
        [grass(p, rng, 90)],
    )


def forest(p: Palette, rng: Random) -> Place:
    """Trees near and far."""
    return Place(
        [
            Sheet(filled(sheets.trees(rng, 620, 420, 22), p.far, strength=0.35), 0.22),
            Sheet(filled(sheets.trees(rng, 720, 520, 13), p.middle, strength=0.4), 0.48),
            Sheet(
                filled(sheets.hills(rng, 800, 14), p.near),
                0.95,
                [Dress("mushroom", 60, 260, 862), Dress("mushroom", 46, 1560, 850)],
            ),
        ],
        [Sheet(filled(sheets.reeds(rng, 1010, 240, 34), p.front, strength=0.2), 1.5, sway=6)],
    )


def desert(p: Palette, rng: Random) -> Place:
    """Dunes and cacti."""
    cacti = [
        Dress("cactus", rng.uniform(120, 170), x + rng.uniform(-60, 60), 690)
        for x in (140, 760, 1480)
    ]
    return Place(
        [
            Sheet(filled(sheets.hills(rng, 540, 90, 5), p.far), 0.2),
            Sheet(filled(sheets.hills(rng, 660, 60, 5), p.middle), 0.48, cacti),
            Sheet(filled(sheets.hills(rng, 790, 20, 5), p.near), 0.95),
        ],
        [Sheet(filled(sheets.hills(rng, 990, 20, 5), p.front), 1.5)],
    )


def garden(p: Palette, rng: Random) -> Place:
    """Beds of flowers before a fence."""
    beds = row_of(
        rng,
        ("tulip", "rose", "sunflower", "hibiscus", "leafy-green", "tomato"),
        (70, 130),
        800,
        120,
        36,
    )
    return Place(
        [
            Sheet(filled(sheets.trees(rng, 560, 260, 16), p.far, strength=0.35), 0.25),
            Sheet(
                filled(sheets.hills(rng, 660, 20), p.middle),
                0.5,
                [
                    Dress("house-with-garden", 330, rng.choice([240, 1520]), 700),
                    Dress("deciduous-tree", 330, rng.choice([760, 1100]), 690),
                ],
            ),
            Sheet(filled(sheets.hills(rng, 780, 10), p.near), 0.95, beds),
        ],
        [grass(p, rng, 130)],
        floor=0.89,
    )


def winter(p: Palette, rng: Random) -> Place:
    """Firs and cabins in the snow."""
    trees = row_of(rng, ("paper-fir",), (170, 290), 670, 230, 80)
    homes = [Dress("paper-cabin", 190, rng.choice([420, 1240]), 676)]
    return Place(
        [
            Sheet(filled(sheets.peaks(rng, 560, 220), p.far), 0.22),
            Sheet(filled(sheets.hills(rng, 650, 40), p.middle), 0.5, trees + homes),
            Sheet(filled(sheets.hills(rng, 790, 22), p.near), 0.95),
        ],
        [Sheet(filled(sheets.hills(rng, 985, 22), lighter(p.near, 0.25)), 1.5)],
    )
