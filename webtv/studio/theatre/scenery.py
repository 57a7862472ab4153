"""The places of the theatre: which sheets of paper stand one behind the other, and what on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from webtv.studio.theatre import sheets
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.paper import hexed, mix, rgb

Random = np.random.Generator


@dataclass(frozen=True)
class Dress:
    """A picture glued to a sheet: its height and foot in thousandths of the picture."""

    icon: str
    height: float
    x: float
    y: float


@dataclass
class Sheet:
    """One sheet of paper: its SVG, how much a camera shifts it (1: as the puppets), its dressing.

    `sway` moves it to and fro, in thousandths; `drift` moves it steadily, per second.
    """

    svg: str
    near: float
    dress: list[Dress] = field(default_factory=list)
    sway: float = 0.0
    drift: float = 0.0


@dataclass
class Place:
    """Sheets from far to near; those in `front` stand before the puppets.

    `floor` is where feet stand, `water` where boats float, `ceiling` where things hang from;
    with a `counter`, small things lie on it and figures stand behind it.
    """

    back: list[Sheet]
    front: list[Sheet]
    floor: float = 0.86
    water: float | None = None
    counter: float | None = None
    ceiling: float = 0.0
    aloft: bool = False
    inside: bool = False


def build(name: str, palette: Palette, rng: Random, weather: frozenset[str]) -> Place:
    """The place of this name."""
    place = _PLACES[name](palette, rng)
    if not place.inside and name not in ("underwater", "space", "abstract"):
        place.back.insert(0, Sheet(_heavens(palette, rng, weather), 0.06))
    return place


def _lit(colour: str, base: str, share: float, palette: Palette) -> str:
    """A colour between two, in the scene's light."""
    red, green, blue = mix(rgb(colour), rgb(base), share)
    lamp = palette.land
    return hexed((red * lamp[0] / 255, green * lamp[1] / 255, blue * lamp[2] / 255))


def _fill(path: str, colour: str, edge: str = "#fff4e0", strength: float = 0.5) -> str:
    rim = hexed(mix(rgb(colour), rgb(edge), strength + 0.2))
    return (
        f'<path d="{path}" fill="{rim}" stroke="{rim}" stroke-width="6" stroke-linejoin="round"/>'
        f'<path d="{path}" fill="{colour}"/>'
    )


def _lighter(colour: str, share: float, to: str = "#fff6e4") -> str:
    return hexed(mix(rgb(colour), rgb(to), share))


def _darker(colour: str, share: float) -> str:
    return hexed(mix(rgb(colour), (18.0, 16.0, 40.0), share))


def _heavens(palette: Palette, rng: Random, weather: frozenset[str]) -> str:
    """Sun or moon with its halo, stars, clouds."""
    x, y = rng.choice([300.0, 1430.0]), 215.0
    covered = bool(weather & {"rain", "storm", "fog", "snow"})
    parts = ""
    if palette.dark > 0.45:
        if not covered or "snow" in weather:
            parts += f'<path d="{sheets.stars(rng, 70, 430)}" fill="#fdf0c4" opacity=".85"/>'
        body, halo = "#fbf1cf", "#fff3c4"
    else:
        body, halo = ("#ffe08a", "#fff0c0") if palette.sky[1] < "#ffc" else ("#ffdf80", "#fff3cf")
    shown = 0.35 if covered else 1.0
    for radius, share in ((190, 0.10), (140, 0.14), (104, 0.2)):
        parts += f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{halo}" opacity="{share * shown}"/>'
    parts += (
        f'<circle cx="{x}" cy="{y}" r="76" fill="{body}" opacity="{0.45 + 0.55 * shown}"'
        ' stroke="#fff" stroke-opacity=".6" stroke-width="5"/>'
    )
    if palette.dark > 0.45:
        parts += (
            f'<g fill="#e6d7a6" opacity=".8"><circle cx="{x - 24}" cy="{y - 16}" r="15"/><circle'
            f' cx="{x + 24}" cy="{y + 20}" r="20"/><circle cx="{x + 20}" cy="{y - 34}" r="9"/></g>'
        )
    cloud = hexed(
        mix(rgb(palette.sky[1]), (255.0, 255.0, 255.0), 0.55 if palette.dark < 0.4 else 0.16)
    )
    count, low = (9, 330) if covered else (5, 300)
    parts += f'<path d="{sheets.clouds(rng, count, 90, low)}" fill="{cloud}" opacity=".9"/>'
    if "aurora" in weather:
        for colour, top in (("#7dffc8", 60), ("#8ab6ff", 120), ("#c79bff", 20)):
            parts += (
                f'<path d="M-240 {top + 220}C200 {top - 60} 700 {top + 340} 1100 {top + 90}S1800'
                f" {top + 200} 2020 {top}V{top + 150}C1700 {top + 330} 1400 {top + 190} 1100"
                f' {top + 260}S300 {top + 180} -240 {top + 380}Z" fill="{colour}" opacity=".33"/>'
            )
    return parts


def _grass(palette: Palette, rng: Random, tall: float = 150) -> Sheet:
    return Sheet(_fill(sheets.reeds(rng, 1010, tall, 26), palette.front, strength=0.2), 1.5, sway=6)


def _row(
    rng: Random,
    icons: tuple[str, ...],
    heights: tuple[float, float],
    y: float,
    gap: float,
    spread: float = 60,
) -> list[Dress]:
    out, x = [], -160.0
    while x < 1940:
        tall = rng.uniform(*heights)
        out.append(
            Dress(
                icons[int(rng.integers(len(icons)))],
                tall,
                x + rng.uniform(-spread, spread),
                y + rng.uniform(-14, 14),
            )
        )
        x += gap
    return out


def _hills(p: Palette, rng: Random) -> Place:
    wood = ("deciduous-tree", "deciduous-tree", "evergreen-tree")
    return Place(
        [
            Sheet(_fill(sheets.hills(rng, 500, 80), p.far), 0.25),
            Sheet(
                _fill(sheets.hills(rng, 640, 46), p.middle),
                0.5,
                _row(rng, wood, (110, 190), 668, 330, 130),
            ),
            Sheet(_fill(sheets.hills(rng, 785, 16), p.near), 0.95),
        ],
        [_grass(p, rng)],
    )


def _mountain(p: Palette, rng: Random) -> Place:
    state = rng.bit_generator.state
    far = sheets.peaks(rng, 560, 330)
    rng.bit_generator.state = state
    snow = sheets.caps(rng, 560, 330)
    return Place(
        [
            Sheet(_fill(far, p.far) + f'<path d="{snow}" fill="{_lighter(p.far, 0.75)}"/>', 0.2),
            Sheet(_fill(sheets.peaks(rng, 700, 170, 5), p.middle), 0.45),
            Sheet(_fill(sheets.hills(rng, 790, 18), p.near), 0.95),
        ],
        [_grass(p, rng, 90)],
    )


def _village(p: Palette, rng: Random) -> Place:
    homes = ("house", "house-with-garden", "house", "houses")
    far = _row(rng, homes, (110, 150), 560, 170, 40)
    near = _row(rng, homes, (250, 310), 742, 330, 50)
    near.append(Dress("church", 400, rng.choice([420, 1330]), 735))
    return Place(
        [
            Sheet(_fill(sheets.hills(rng, 500, 70), p.far), 0.25),
            Sheet(
                _fill(sheets.hills(rng, 560, 26), hexed(mix(rgb(p.far), rgb(p.middle), 0.5))),
                0.38,
                far,
            ),
            Sheet(_fill(sheets.hills(rng, 730, 18), p.middle), 0.6, near),
            Sheet(_fill(sheets.hills(rng, 812, 10), p.near), 0.95),
        ],
        [_grass(p, rng, 90)],
    )


def _forest(p: Palette, rng: Random) -> Place:
    return Place(
        [
            Sheet(_fill(sheets.trees(rng, 620, 420, 22), p.far, strength=0.35), 0.22),
            Sheet(_fill(sheets.trees(rng, 720, 520, 13), p.middle, strength=0.4), 0.48),
            Sheet(
                _fill(sheets.hills(rng, 800, 14), p.near),
                0.95,
                [Dress("mushroom", 60, 260, 862), Dress("mushroom", 46, 1560, 850)],
            ),
        ],
        [Sheet(_fill(sheets.reeds(rng, 1010, 240, 34), p.front, strength=0.2), 1.5, sway=6)],
    )


def _desert(p: Palette, rng: Random) -> Place:
    cacti = [
        Dress("cactus", rng.uniform(120, 170), x + rng.uniform(-60, 60), 690)
        for x in (140, 760, 1480)
    ]
    return Place(
        [
            Sheet(_fill(sheets.hills(rng, 540, 90, 5), p.far), 0.2),
            Sheet(_fill(sheets.hills(rng, 660, 60, 5), p.middle), 0.48, cacti),
            Sheet(_fill(sheets.hills(rng, 790, 20, 5), p.near), 0.95),
        ],
        [Sheet(_fill(sheets.hills(rng, 990, 20, 5), p.front), 1.5)],
    )


def _garden(p: Palette, rng: Random) -> Place:
    beds = _row(
        rng,
        ("tulip", "rose", "sunflower", "hibiscus", "leafy-green", "tomato"),
        (70, 130),
        800,
        120,
        36,
    )
    return Place(
        [
            Sheet(_fill(sheets.trees(rng, 560, 260, 16), p.far, strength=0.35), 0.25),
            Sheet(
                _fill(sheets.hills(rng, 660, 20), p.middle),
                0.5,
                [
                    Dress("house-with-garden", 330, rng.choice([240, 1520]), 700),
                    Dress("deciduous-tree", 330, rng.choice([760, 1100]), 690),
                ],
            ),
            Sheet(_fill(sheets.hills(rng, 780, 10), p.near), 0.95, beds),
        ],
        [_grass(p, rng, 130)],
        floor=0.89,
    )


def _winter(p: Palette, rng: Random) -> Place:
    trees = _row(rng, ("paper-fir",), (170, 290), 670, 230, 80)
    homes = [Dress("paper-cabin", 190, rng.choice([420, 1240]), 676)]
    return Place(
        [
            Sheet(_fill(sheets.peaks(rng, 560, 220), p.far), 0.22),
            Sheet(_fill(sheets.hills(rng, 650, 40), p.middle), 0.5, trees + homes),
            Sheet(_fill(sheets.hills(rng, 790, 22), p.near), 0.95),
        ],
        [Sheet(_fill(sheets.hills(rng, 985, 22), _lighter(p.near, 0.25)), 1.5)],
    )


def _city(p: Palette, rng: Random) -> Place:
    lamp = "#ffdf95" if p.dark > 0.4 else _lighter(p.middle, 0.35)
    far, far_lit = sheets.skyline(rng, 700, 180, 480)
    mid, mid_lit = sheets.skyline(rng, 800, 120, 400)
    return Place(
        [
            Sheet(
                _fill(far, p.far, strength=0.3)
                + f'<path d="{far_lit}" fill="{lamp}" opacity=".55"/>',
                0.22,
            ),
            Sheet(
                _fill(mid, p.middle, strength=0.35)
                + f'<path d="{mid_lit}" fill="{lamp}" opacity=".9"/>',
                0.48,
            ),
            Sheet(
                _fill(sheets.block(806), p.near)
                + f'<path d="{sheets.block(806)}" fill="none"/><rect x="-240" y="806" width="2260"'
                f' height="26" fill="{_lighter(p.near, 0.2)}"/>',
                0.95,
            ),
        ],
        [],
        floor=0.9,
    )


def _street(p: Palette, rng: Random) -> Place:
    lamp = "#ffdf95" if p.dark > 0.4 else _lighter(p.far, 0.35)
    far, lit = sheets.skyline(rng, 640, 120, 380)
    tints = ("#d98a6a", "#e3b873", "#7fa6a8", "#c9a0a8", "#9fb083")
    walls = tuple(_lit(tint, p.middle, 0.42, p) for tint in tints)
    road, dash = p.near, _lighter(p.near, 0.4)
    dashes = "".join(
        f'<rect x="{x}" y="900" width="130" height="12" fill="{dash}" opacity=".7"/>'
        for x in range(-240, 2020, 260)
    )
    return Place(
        [
            Sheet(
                _fill(far, p.far, strength=0.3) + f'<path d="{lit}" fill="{lamp}" opacity=".6"/>',
                0.22,
            ),
            Sheet(
                sheets.fronts(rng, 800, walls, p.dark > 0.4)
                + _fill(sheets.block(792), _lighter(road, 0.22)),
                0.6,
            ),
            Sheet(_fill(sheets.block(846), road) + dashes, 0.95),
        ],
        [],
        floor=0.885,
    )


def _square(p: Palette, rng: Random) -> Place:
    tints = ("#e9d9bd", "#efe6d6", "#e2b98f", "#d9a57f", "#eee0c8")
    walls = tuple(_lit(tint, p.middle, 0.25, p) for tint in tints)
    seam = _lighter(p.near, 0.25)
    slabs = "".join(
        f'<path d="M{x} 1240L{889 + (x - 889) * 0.3:.0f} 735" stroke="{seam}" stroke-width="5" '
        'opacity=".6"/>'
        for x in range(-1400, 3200, 240)
    )
    return Place(
        [
            Sheet(_fill(sheets.hills(rng, 450, 50), p.far), 0.22),
            Sheet(
                sheets.fronts(rng, 735, walls, p.dark > 0.4),
                0.5,
                [Dress("fountain", 230, rng.choice([500, 1280]), 790)],
            ),
            Sheet(_fill(sheets.block(735), p.near) + slabs, 0.9),
        ],
        [],
    )


def _coast(p: Palette, rng: Random) -> Place:
    sea = hexed(mix(rgb("#3f8fb0"), rgb(p.sky[1]), 0.35))
    return Place(
        [
            Sheet(_fill(sheets.hills(rng, 520, 40, 5), p.far), 0.18),
            Sheet(_fill(sheets.waves(570, 190, 22), sea), 0.32, sway=10),
            Sheet(_fill(sheets.waves(640, 240, 30), _darker(sea, 0.12)), 0.5, sway=-16),
            Sheet(_fill(sheets.waves(716, 300, 34), _lighter(sea, 0.2)), 0.7, sway=22),
            Sheet(
                _fill(sheets.hills(rng, 790, 18, 5), p.near),
                0.95,
                [
                    Dress("palm-tree", 420, rng.choice([170, 1600]), 830),
                    Dress("spiral-shell", 44, 1160, 900),
                ],
            ),
        ],
        [_grass(p, rng, 110)],
        water=0.68,
    )


def _sea(p: Palette, rng: Random) -> Place:
    return Place(
        [
            Sheet(
                _fill(sheets.hills(rng, 560, 40, 5), hexed(mix(rgb(p.far), rgb(p.sky[1]), 0.4))),
                0.12,
            ),
            Sheet(_fill(sheets.waves(590, 170, 20), p.far), 0.28, sway=12),
            Sheet(_fill(sheets.waves(660, 230, 30), p.middle), 0.55, sway=-20),
        ],
        [
            Sheet(_fill(sheets.waves(790, 290, 38), p.near), 1.05, sway=26),
            Sheet(_fill(sheets.waves(905, 360, 46), p.front), 1.4, sway=-34),
        ],
        floor=0.83,
        water=0.83,
    )


def _harbour(p: Palette, rng: Random) -> Place:
    homes = _row(rng, ("house", "houses", "house", "house-with-garden"), (170, 230), 596, 200, 20)
    posts = "".join(
        f'<rect x="{x}" y="790" width="34" height="90" rx="8" fill="{_darker(p.near, 0.3)}"/>'
        for x in (120, 700, 1250, 1700)
    )
    quay = hexed(mix(rgb("#a98d6c"), rgb(p.near), 0.35))
    return Place(
        [
            Sheet(_fill(sheets.hills(rng, 440, 50), p.far), 0.2),
            Sheet(
                _fill(sheets.hills(rng, 580, 10), hexed(mix(rgb("#8aa06c"), rgb(p.far), 0.45))),
                0.34,
                homes,
            ),
            Sheet(
                _fill(sheets.waves(626, 200, 22), p.middle),
                0.5,
                [Dress("sailboat", 190, rng.choice([520.0, 1260.0]), 690)],
                sway=12,
            ),
            Sheet(_fill(sheets.waves(716, 260, 28), p.near), 0.7, sway=-18),
            Sheet(posts + _fill(sheets.block(830), quay), 0.95),
        ],
        [],
        floor=0.9,
        water=0.74,
    )


def _river(p: Palette, rng: Random) -> Place:
    water = hexed(mix(rgb("#6fa9b8"), rgb(p.sky[1]), 0.4))
    bank = hexed(mix(rgb(p.near), rgb("#6f9a5c"), 0.4))
    return Place(
        [
            Sheet(_fill(sheets.hills(rng, 430, 90, 6), p.far), 0.15),
            Sheet(
                _fill(sheets.hills(rng, 560, 30), hexed(mix(rgb(p.far), rgb(p.middle), 0.6))),
                0.3,
                [
                    *_row(
                        rng, ("house", "deciduous-tree", "deciduous-tree"), (130, 190), 584, 260, 70
                    )
                ],
            ),
            Sheet(_fill(sheets.waves(620, 260, 16), water), 0.45, sway=10),
            Sheet(_fill(sheets.waves(716, 320, 20), _darker(water, 0.1)), 0.7, sway=-16),
            Sheet(_fill(sheets.hills(rng, 850, 16, 5), bank), 0.97),
        ],
        [Sheet(_fill(sheets.reeds(rng, 1010, 330, 30), p.front, strength=0.2), 1.45, sway=8)],
        floor=0.9,
        water=0.79,
    )


def _underwater(p: Palette, rng: Random) -> Place:
    rays = "".join(
        f'<path d="M{x} -240h{w}L{x + w * 2 + 240} 1240h{-w * 2}Z" fill="#ffffff" opacity=".07"/>'
        for x, w in ((100, 90), (520, 150), (980, 80), (1320, 140))
    )
    corals = _row(rng, ("coral", "spiral-shell", "rock", "coral"), (80, 190), 880, 260, 90)
    return Place(
        [
            Sheet(rays, 0.05, sway=20),
            Sheet(_fill(sheets.hills(rng, 720, 80), p.far, strength=0.3), 0.3),
            Sheet(_fill(sheets.reeds(rng, 900, 420, 24), p.middle, strength=0.3), 0.6, sway=14),
            Sheet(
                _fill(sheets.hills(rng, 870, 26), hexed(mix(rgb("#d9c08a"), rgb(p.near), 0.55))),
                0.9,
                corals,
            ),
        ],
        [Sheet(_fill(sheets.reeds(rng, 1010, 460, 30), p.front, strength=0.25), 1.5, sway=22)],
        floor=0.9,
        aloft=True,
    )


def _space(p: Palette, rng: Random) -> Place:
    x = rng.choice([360, 1400])
    ground = hexed(mix(rgb("#b9b2cc"), rgb(p.near), 0.5))
    craters = "".join(
        f'<ellipse cx="{cx}" cy="{cy}" rx="{r}" ry="{r * 0.3:.0f}" fill="{_darker(ground, 0.25)}"'
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
            Sheet(_fill(sheets.hills(rng, 850, 30, 5), ground) + craters, 0.9),
        ],
        [],
        floor=0.9,
    )


def _sky(p: Palette, rng: Random) -> Place:
    white = hexed(mix(rgb(p.sky[1]), (255.0, 255.0, 255.0), 0.6 if p.dark < 0.4 else 0.12))
    return Place(
        [
            Sheet(_fill(sheets.hills(rng, 930, 40), p.far), 0.15),
            Sheet(_fill(sheets.clouds(rng, 6, 500, 760), white), 0.35, drift=-12),
            Sheet(_fill(sheets.clouds(rng, 6, 820, 960), _darker(white, 0.08)), 0.7, drift=-24),
        ],
        [Sheet(_fill(sheets.clouds(rng, 6, 1010, 1090), _lighter(white, 0.3)), 1.4, drift=-46)],
        floor=0.8,
        water=0.72,
        aloft=True,
    )


def _stage(p: Palette, rng: Random) -> Place:
    cloth = p.near
    folds = "".join(
        f'<rect x="{x}" y="-240" width="34" height="1500" fill="{_darker(cloth, 0.18)}"'
        ' opacity=".5"/>'
        for x in range(-240, 2020, 90)
    )
    swag = "".join(
        f'<path d="M{x} -240V70q148 150 297 0V-240Z" fill="{cloth}" stroke="#f3cf74"'
        ' stroke-width="9"/>'
        for x in range(-240, 2020, 297)
    )
    lamps = "".join(
        f'<circle cx="{x}" cy="965" r="22" fill="#ffe9a8"/>' for x in range(60, 1778, 160)
    )
    boards = "".join(
        f'<path d="M{x} 1240L{889 + (x - 889) * 0.5:.0f} 800" stroke="#00000030" stroke-width="5"/>'
        for x in range(-900, 2700, 150)
    )
    side = (
        '<path d="M-240 -240H150q40 700 -60 1400H-240Z M2018 -240H1628q-40 700 60 1400H2018Z"'
        f' fill="{_darker(cloth, 0.12)}" stroke="#f3cf74" stroke-width="8"/>'
    )
    return Place(
        [
            Sheet(_fill(sheets.block(-240), _darker(cloth, 0.35)) + folds, 0.3),
            Sheet(_fill(sheets.block(800), "#b98252") + boards, 0.9),
        ],
        [
            Sheet(side + swag, 1.25),
            Sheet(_fill(sheets.block(960), _darker("#8a5a3c", 0.3)) + lamps, 1.3),
        ],
        floor=0.9,
        inside=True,
    )


def _pane(p: Palette, x: float, y: float, wide: float, tall: float) -> str:
    glass = p.sky[0] if p.dark < 0.4 else "#26315f"
    glow = "#fdf3cf" if p.dark > 0.4 else "#fffbe8"
    return (
        f'<rect x="{x - 16}" y="{y - 16}" width="{wide + 32}" height="{tall + 32}" rx="8"'
        f' fill="#f6ead2" stroke="#0002" stroke-width="4"/><rect x="{x}" y="{y}" width="{wide}"'
        f' height="{tall}" fill="{glass}"/><circle cx="{x + wide * 0.72}" cy="{y + tall * 0.28}"'
        f' r="{wide * 0.11:.0f}" fill="{glow}"/><path d="M{x}'
        f" {y + tall}V{y + tall * 0.7:.0f}q{wide * 0.3:.0f} {-tall * 0.24:.0f} {wide * 0.55:.0f}"
        f' 0t{wide * 0.45:.0f} -20V{y + tall}Z" fill="{_lighter(p.middle, 0.15)}"'
        f' opacity=".8"/><path d="M{x + wide / 2} {y}v{tall}M{x} {y + tall / 2}h{wide}"'
        f' stroke="#f6ead2" stroke-width="12"/><rect x="{x - 34}" y="{y + tall + 12}"'
        f' width="{wide + 68}" height="18" rx="5" fill="#e3cfa8"/>'
    )


def _wall(p: Palette, rng: Random, pattern: str) -> str:
    base = f'<rect x="-240" y="-240" width="2260" height="1480" fill="{p.sky[0]}"/>'
    tone = _darker(p.sky[0], 0.07)
    if pattern == "tiles":
        lines = "".join(
            f'<path d="M-240 {y}H2018" stroke="{tone}" stroke-width="5"/>'
            for y in range(430, 800, 62)
        )
        lines += "".join(
            f'<path d="M{x} 430V800" stroke="{tone}" stroke-width="5"/>'
            for x in range(-240, 2020, 84)
        )
        return base + lines
    if pattern == "planks":
        return base + "".join(
            f'<path d="M{x} -240V1000" stroke="{tone}" stroke-width="7"/>'
            for x in range(-240, 2020, 118)
        )
    return base + "".join(
        f'<rect x="{x}" y="-240" width="58" height="1240" fill="{tone}" opacity=".55"/>'
        for x in range(-240, 2020, 116)
    )


def _room(p: Palette, rng: Random) -> Place:
    x = rng.choice([230, 1180])
    other = 1778 - x - 360
    floor = hexed(mix(rgb("#a36f48"), rgb(p.near), 0.3))
    boards = "".join(
        f'<path d="M{bx} 1240L{889 + (bx - 889) * 0.55:.0f} 770" stroke="#0000002a"'
        ' stroke-width="5"/>'
        for bx in range(-900, 2700, 170)
    )
    rug = (
        f'<ellipse cx="889" cy="905" rx="640" ry="86" fill="{p.second}" opacity=".75"'
        ' stroke="#fff4e0" stroke-width="8"/>'
    )
    things = [
        Dress("couch-and-lamp", 330, other + 190, 800),
        Dress("framed-picture", 130, other + 120, 330),
        Dress("potted-plant", 170, x + 440, 800),
    ]
    return Place(
        [
            Sheet(_wall(p, rng, "stripes") + _pane(p, x, 150, 330, 350), 0.4, things),
            Sheet(_fill(sheets.block(770), floor) + boards + rug, 0.9),
        ],
        [],
        floor=0.9,
        inside=True,
    )


def _counter(p: Palette, wood: str) -> Sheet:
    top = hexed(mix(rgb(wood), rgb(p.near), 0.25))
    doors = "".join(
        f'<rect x="{x}" y="930" width="250" height="300" rx="10" fill="none"'
        f' stroke="{_darker(top, 0.25)}" stroke-width="8"/>'
        for x in range(-220, 2020, 300)
    )
    return Sheet(
        _fill(sheets.block(862), _darker(top, 0.2))
        + doors
        + f'<rect x="-240" y="820" width="2260" height="50" rx="8" fill="{_lighter(top, 0.12)}"'
        ' stroke="#fff4e0" stroke-opacity=".6" stroke-width="5"/>',
        1.0,
    )


def _kitchen(p: Palette, rng: Random) -> Place:
    x = rng.choice([170, 1230])
    other = 1778 - x - 360
    shelf = f'<rect x="{other - 60}" y="330" width="500" height="20" rx="5" fill="#8a5c3a"/>'
    things = [
        Dress(icon, tall, other + dx, 332)
        for icon, tall, dx in (
            ("teapot", 96, 0),
            ("pot-of-food", 104, 130),
            ("jar", 100, 255),
            ("bread", 84, 370),
        )
    ]
    things += [
        Dress("garlic", 76, other + 40, 470),
        Dress("hot-pepper", 76, other + 130, 470),
        Dress("herb", 84, other + 225, 474),
    ]
    hooks = "".join(
        f'<path d="M{other + dx} 350v50" stroke="#6b4a30" stroke-width="5"/>'
        for dx in (40, 130, 225)
    )
    return Place(
        [Sheet(_wall(p, rng, "tiles") + _pane(p, x, 130, 340, 330) + shelf + hooks, 0.45, things)],
        [_counter(p, "#a9713f")],
        floor=1.0,
        counter=0.835,
        inside=True,
    )


def _workshop(p: Palette, rng: Random) -> Place:
    x = rng.choice([170, 1230])
    other = 1778 - x - 360
    rail = f'<rect x="{other - 60}" y="230" width="520" height="22" rx="5" fill="#6b4a34"/>'
    tools = [
        Dress(icon, 130, other + dx, 400)
        for icon, dx in (
            ("hammer", 0),
            ("carpentry-saw", 140),
            ("wrench", 280),
            ("screwdriver", 400),
        )
    ]
    return Place(
        [
            Sheet(_wall(p, rng, "planks") + _pane(p, x, 150, 330, 330) + rail, 0.45, tools),
            Sheet(_fill(sheets.block(800), hexed(mix(rgb("#8c6a4a"), rgb(p.near), 0.4))), 0.9),
        ],
        [],
        floor=0.9,
        inside=True,
    )


def _abstract(p: Palette, rng: Random) -> Place:
    rings = "".join(
        f'<circle cx="889" cy="500" r="{r}" fill="{c}" stroke="#ffffff" stroke-opacity=".25"'
        ' stroke-width="5"/>'
        for r, c in (
            (900, _darker(p.accent, 0.62)),
            (690, _darker(p.second, 0.5)),
            (500, _darker(p.accent, 0.35)),
            (330, _darker(p.second, 0.22)),
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
        return _fill(path, colour, strength=0.35)

    return Place(
        [
            Sheet(rings, 0.15),
            Sheet(shards(p.second, 9), 0.5, sway=30, drift=14),
            Sheet(shards(p.accent, 7), 0.8, sway=-44, drift=-30),
        ],
        [Sheet(shards(_lighter(p.accent, 0.2), 3), 1.6, sway=60, drift=-70)],
        floor=0.8,
        aloft=True,
        inside=True,
    )


def _junkyard(p: Palette, rng: Random) -> Place:
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
    heap = _row(rng, scrap, (90, 170), 660, 120, 40) + _row(rng, scrap, (100, 200), 740, 170, 60)
    return Place(
        [
            Sheet(_fill(sheets.peaks(rng, 520, 110, 9), p.far), 0.2),
            Sheet(_fill(sheets.hills(rng, 640, 50), p.middle), 0.5, heap),
            Sheet(
                _fill(sheets.hills(rng, 790, 16), p.near),
                0.95,
                [Dress("wheel", 120, 180, 880), Dress("gear", 100, 1600, 876)],
            ),
        ],
        [_grass(p, rng, 80)],
    )


_PLACES: dict[str, Callable[[Palette, Random], Place]] = {
    "abstract": _abstract, "city": _city, "coast": _coast, "desert": _desert, "forest": _forest,
    "garden": _garden, "harbour": _harbour, "hills": _hills, "junkyard": _junkyard,
    "kitchen": _kitchen, "mountain": _mountain, "river": _river, "room": _room, "sea": _sea,
    "sky": _sky, "space": _space, "square": _square, "stage": _stage, "street": _street,
    "underwater": _underwater, "village": _village, "winter": _winter, "workshop": _workshop,
}  # fmt: skip
