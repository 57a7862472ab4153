"""Places in town: streets, squares, a yard of scrap."""

from __future__ import annotations

from webtv.studio.theatre import sheets
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.scenery.cloth import (
    Dress,
    Place,
    Random,
    Sheet,
    filled,
    grass,
    lamplit,
    lighter,
    row_of,
)


def city(p: Palette, rng: Random) -> Place:
    """Towers with lit windows."""
    lamp = "#ffdf95" if p.dark > 0.4 else lighter(p.middle, 0.35)
    far, far_lit = sheets.skyline(rng, 700, 180, 480)
    mid, mid_lit = sheets.skyline(rng, 800, 120, 400)
    return Place(
        [
            Sheet(
                filled(far, p.far, strength=0.3)
                + f'<path d="{far_lit}" fill="{lamp}" opacity=".55"/>',
                0.22,
            ),
            Sheet(
                filled(mid, p.middle, strength=0.35)
                + f'<path d="{mid_lit}" fill="{lamp}" opacity=".9"/>',
                0.48,
            ),
            Sheet(
                filled(sheets.block(806), p.near)
                + f'<path d="{sheets.block(806)}" fill="none"/><rect x="-240" y="806" width="2260"'
                f' height="26" fill="{lighter(p.near, 0.2)}"/>',
                0.95,
            ),
        ],
        [],
        floor=0.9,
    )


def street(p: Palette, rng: Random) -> Place:
    """Houses along a road."""
    lamp = "#ffdf95" if p.dark > 0.4 else lighter(p.far, 0.35)
    far, lit = sheets.skyline(rng, 640, 120, 380)
    tints = ("#d98a6a", "#e3b873", "#7fa6a8", "#c9a0a8", "#9fb083")
    walls = tuple(lamplit(tint, p.middle, 0.42, p) for tint in tints)
    road, dash = p.near, lighter(p.near, 0.4)
    dashes = "".join(
        f'<rect x="{x}" y="900" width="130" height="12" fill="{dash}" opacity=".7"/>'
        for x in range(-240, 2020, 260)
    )
    return Place(
        [
            Sheet(
                filled(far, p.far, strength=0.3) + f'<path d="{lit}" fill="{lamp}" opacity=".6"/>',
                0.22,
            ),
            Sheet(
                sheets.fronts(rng, 800, walls, p.dark > 0.4)
                + filled(sheets.block(792), lighter(road, 0.22)),
                0.6,
            ),
            Sheet(filled(sheets.block(846), road) + dashes, 0.95),
        ],
        [],
        floor=0.885,
    )


def square(p: Palette, rng: Random) -> Place:
    """A square with a fountain."""
    tints = ("#e9d9bd", "#efe6d6", "#e2b98f", "#d9a57f", "#eee0c8")
    walls = tuple(lamplit(tint, p.middle, 0.25, p) for tint in tints)
    seam = lighter(p.near, 0.25)
    slabs = "".join(
        f'<path d="M{x} 1240L{889 + (x - 889) * 0.3:.0f} 735" stroke="{seam}" stroke-width="5" '
        'opacity=".6"/>'
        for x in range(-1400, 3200, 240)
    )
    return Place(
        [
            Sheet(filled(sheets.hills(rng, 450, 50), p.far), 0.22),
            Sheet(
                sheets.fronts(rng, 735, walls, p.dark > 0.4),
                0.5,
                [Dress("fountain", 230, rng.choice([500, 1280]), 790)],
            ),
            Sheet(filled(sheets.block(735), p.near) + slabs, 0.9),
        ],
        [],
    )


def junkyard(p: Palette, rng: Random) -> Place:
    """Heaps of scrap."""
    scrap = (
        "gear",
        "wheel",
        "oil-drum",
        "wrench",
        "nut-and-bolt",
        "television",
        "wheel",
        "gear",
        "automobile",
    )
    heap = row_of(rng, scrap, (90, 170), 660, 120, 40) + row_of(
        rng, scrap, (100, 200), 740, 170, 60
    )
    return Place(
        [
            Sheet(filled(sheets.peaks(rng, 520, 110, 9), p.far), 0.2),
            Sheet(filled(sheets.hills(rng, 640, 50), p.middle), 0.5, heap),
            Sheet(
                filled(sheets.hills(rng, 790, 16), p.near),
                0.95,
                [Dress("wheel", 120, 180, 880), Dress("gear", 100, 1600, 876)],
            ),
        ],
        [grass(p, rng, 80)],
    )
