"""What places are made of: sheets of paper, what is set on them, and the sky behind."""

from __future__ import annotations

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


def lamplit(colour: str, base: str, share: float, palette: Palette) -> str:
    """A colour between two, in the scene's light."""
    red, green, blue = mix(rgb(colour), rgb(base), share)
    lamp = palette.land
    return hexed((red * lamp[0] / 255, green * lamp[1] / 255, blue * lamp[2] / 255))


def filled(path: str, colour: str, edge: str = "#fff4e0", strength: float = 0.5) -> str:
    """An SVG path in a colour, with a lighter rim of cut paper."""
    rim = hexed(mix(rgb(colour), rgb(edge), strength + 0.2))
    return (
        f'<path d="{path}" fill="{rim}" stroke="{rim}" stroke-width="6" stroke-linejoin="round"/>'
        f'<path d="{path}" fill="{colour}"/>'
    )


def lighter(colour: str, share: float, to: str = "#fff6e4") -> str:
    """A colour, nearer to light by a share of 0 to 1."""
    return hexed(mix(rgb(colour), rgb(to), share))


def darker(colour: str, share: float) -> str:
    """A colour, nearer to dark by a share of 0 to 1."""
    return hexed(mix(rgb(colour), (18.0, 16.0, 40.0), share))


def heavens(palette: Palette, rng: Random, weather: frozenset[str]) -> str:
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


def grass(palette: Palette, rng: Random, tall: float = 150) -> Sheet:
    """Reeds along the front edge."""
    return Sheet(
        filled(sheets.reeds(rng, 1010, tall, 26), palette.front, strength=0.2), 1.5, sway=6
    )


def row_of(
    rng: Random,
    icons: tuple[str, ...],
    heights: tuple[float, float],
    y: float,
    gap: float,
    spread: float = 60,
) -> list[Dress]:
    """Icons set in a row, each of another size."""
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
