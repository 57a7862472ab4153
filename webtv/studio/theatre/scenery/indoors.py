"""Places under a roof."""

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
    lamplit,
    lighter,
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
        f' 0t{wide * 0.45:.0f} -20V{y + tall}Z" fill="{lighter(p.middle, 0.15)}"'
        f' opacity=".8"/><path d="M{x + wide / 2} {y}v{tall}M{x} {y + tall / 2}h{wide}"'
        f' stroke="#f6ead2" stroke-width="12"/><rect x="{x - 34}" y="{y + tall + 12}"'
        f' width="{wide + 68}" height="18" rx="5" fill="#e3cfa8"/>'
    )


def _wall(p: Palette, rng: Random, pattern: str) -> str:
    base = f'<rect x="-240" y="-240" width="2260" height="1480" fill="{p.sky[0]}"/>'
    tone = darker(p.sky[0], 0.07)
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


def room(p: Palette, rng: Random) -> Place:
    """A living room."""
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
            Sheet(filled(sheets.block(770), floor) + boards + rug, 0.9),
        ],
        [],
        floor=0.9,
        inside=True,
    )


def _counter(p: Palette, wood: str) -> Sheet:
    top = hexed(mix(rgb(wood), rgb(p.near), 0.25))
    doors = "".join(
        f'<rect x="{x}" y="930" width="250" height="300" rx="10" fill="none"'
        f' stroke="{darker(top, 0.25)}" stroke-width="8"/>'
        for x in range(-220, 2020, 300)
    )
    return Sheet(
        filled(sheets.block(862), darker(top, 0.2))
        + doors
        + f'<rect x="-240" y="820" width="2260" height="50" rx="8" fill="{lighter(top, 0.12)}"'
        ' stroke="#fff4e0" stroke-opacity=".6" stroke-width="5"/>',
        1.0,
    )


def desk(p: Palette, rng: Random) -> Place:
    """A table top before a window, for small things."""
    x = rng.choice([190, 1210])
    other = 1778 - x - 360
    shelf = f'<rect x="{other - 90}" y="360" width="560" height="22" rx="5" fill="#8a5c3a"/>'
    things = [
        Dress("books", 120, other, 362),
        Dress("potted-plant", 130, other + 190, 362),
        Dress("framed-picture", 120, other + 360, 362),
    ]
    return Place(
        [Sheet(_wall(p, rng, "stripes") + _pane(p, x, 130, 360, 380) + shelf, 0.45, things)],
        [_counter(p, "#8f5e3a")],
        floor=1.0,
        counter=0.835,
        inside=True,
    )


def kitchen(p: Palette, rng: Random) -> Place:
    """A kitchen with its counter."""
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


def workshop(p: Palette, rng: Random) -> Place:
    """A workshop with its tools."""
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
            Sheet(filled(sheets.block(800), hexed(mix(rgb("#8c6a4a"), rgb(p.near), 0.4))), 0.9),
        ],
        [],
        floor=0.9,
        inside=True,
    )


def library(p: Palette, rng: Random) -> Place:
    """Tall shelves full of books, and the boards before them."""
    wood = hexed(mix(rgb("#7a5236"), rgb(p.near), 0.25))
    edge = lighter(wood, 0.1)
    tones = ("#a8483a", "#c9923e", "#4f7a63", "#3f5f86", "#7b4a70", "#d6c29a", "#8a6a48")
    spines = ""
    for shelf in (-40, 170, 380, 590, 800):
        x = -230.0
        while x < 2010:
            wide, tall = float(rng.uniform(24, 62)), float(rng.uniform(110, 168))
            colour = lamplit(tones[int(rng.integers(len(tones)))], wood, 0.18, p)
            spine = f"M{x:.0f} {shelf}v-{tall:.0f}h{wide:.0f}v{tall:.0f}z"
            spines += f'<path d="{spine}" fill="{colour}"/>'
            x += wide + (float(rng.uniform(30, 90)) if rng.random() < 0.12 else 3)
        spines += f'<rect x="-240" y="{shelf}" width="2260" height="24" fill="{edge}"/>'
    posts = "".join(
        f'<rect x="{x}" y="-240" width="34" height="1090" fill="{wood}"/>'
        for x in range(-60, 2020, 480)
    )
    back = f'<rect x="-240" y="-240" width="2260" height="1480" fill="{darker(wood, 0.42)}"/>'
    floor = hexed(mix(rgb("#8c6a4a"), rgb(p.near), 0.4))
    return Place(
        [Sheet(back + spines + posts, 0.45), Sheet(filled(sheets.block(810), floor), 0.9)],
        [],
        floor=0.9,
        inside=True,
    )


def stage(p: Palette, rng: Random) -> Place:
    """The theatre's own stage."""
    cloth = p.near
    folds = "".join(
        f'<rect x="{x}" y="-240" width="34" height="1500" fill="{darker(cloth, 0.18)}"'
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
        f' fill="{darker(cloth, 0.12)}" stroke="#f3cf74" stroke-width="8"/>'
    )
    return Place(
        [
            Sheet(filled(sheets.block(-240), darker(cloth, 0.35)) + folds, 0.3),
            Sheet(filled(sheets.block(800), "#b98252") + boards, 0.9),
        ],
        [
            Sheet(side + swag, 1.25),
            Sheet(filled(sheets.block(960), darker("#8a5a3c", 0.3)) + lamps, 1.3),
        ],
        floor=0.9,
        inside=True,
    )
