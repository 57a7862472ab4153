"""The colours of a scene: from its hour, its weather, its place and the colours its style names."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

from webtv.studio.theatre.paper import RGB, hexed, mix, rgb

_SKIES = {
    "dawn": ("#8fa9d8", "#ffdcc0"),
    "day": ("#9fd3e6", "#f8efd9"),
    "sunset": ("#7d5a96", "#ffb877"),
    "dusk": ("#33406f", "#e3a79b"),
    "night": ("#111a40", "#4a4f93"),
}
_LIGHTS: dict[str, RGB] = {
    "dawn": (250, 232, 226),
    "day": (255, 252, 246),
    "sunset": (250, 216, 190),
    "dusk": (188, 184, 216),
    "night": (134, 146, 208),
}
"""What light does to paper landscapes; puppets stand in the footlights and get half of it."""

_GROUNDS = {
    "sea": "#3f86a6", "coast": "#dcbd8a", "harbour": "#4a7f9c", "river": "#5d9a8c",
    "mountain": "#7486a6", "hills": "#86ab62", "village": "#9db06c", "square": "#c9a884",
    "city": "#66709a", "street": "#7c7790", "forest": "#47805a", "desert": "#dda765",
    "room": "#c98f63", "desk": "#c08a62", "kitchen": "#d8a56c", "workshop": "#a9805c",
    "library": "#b98a5e",
    "garden": "#7cae62",
    "space": "#5a4f96", "underwater": "#2f7f9c", "stage": "#a8433f", "sky": "#c5d5e6",
    "winter": "#d8e4ee", "abstract": "#5d5a8f", "junkyard": "#a08468",
}  # fmt: skip
INDOORS = frozenset({"room", "desk", "kitchen", "library", "workshop", "stage"})


@dataclass(frozen=True)
class Palette:
    """Colours as `#rrggbb`: the sky, the landscape from far to near, a warm and a cool accent.

    `light` is what falls on puppets, `land` on the landscape; `dark` says how dark it is, 0 to 1.
    """

    sky: tuple[str, str]
    far: str
    middle: str
    near: str
    front: str
    accent: str
    second: str
    light: RGB
    land: RGB
    dark: float


def palette_of(
    place: str, hour: str, weather: frozenset[str], style: tuple[str, ...], variant: int
) -> Palette:
    """The palette of a place at an hour. `variant` turns the hues a little, the same for all
    shots at a place; the style's colours, where it names any, take over a good part.
    """
    top, bottom = (rgb(colour) for colour in _SKIES[hour])
    land = _LIGHTS[hour]
    dark = {"night": 1.0, "dusk": 0.55, "sunset": 0.15}.get(hour, 0.0)
    ground = _turned(rgb(_GROUNDS[place]), (variant % 7 - 3) * 0.012)
    if place == "space":
        top, bottom, dark = rgb("#0b0d2b"), rgb("#3b2c6b"), 1.0
    elif place == "underwater":
        top, bottom = rgb("#5fc3cf"), rgb("#0f4a78")
        if hour in ("night", "dusk"):
            top, bottom = mix(top, rgb("#16305f"), 0.6), mix(bottom, rgb("#081a3c"), 0.6)
    elif place == "abstract":
        top, bottom, dark = rgb("#1a1236"), rgb("#2d1f5c"), 1.0
    elif place in INDOORS:
        top = mix(ground, rgb("#fff3dc"), 0.62)
        bottom = mix(ground, rgb("#fff3dc"), 0.40)
    if style:
        first, last = rgb(style[0]), rgb(style[min(1, len(style) - 1)])
        if place not in INDOORS or dark:
            top = mix(top, _as_bright(first, top), 0.5)
            bottom = mix(bottom, _as_bright(last, bottom), 0.5)
        ground = mix(ground, _as_bright(first, ground), 0.35)
    if weather & {"rain", "fog", "storm", "snow"}:
        veil = mix(rgb("#c9d0d6"), rgb("#3d4560"), dark * 0.8)
        top, bottom = mix(top, veil, 0.42), mix(bottom, veil, 0.42)
        ground = mix(ground, veil, 0.22)
    if "storm" in weather:
        top, dark = mix(top, rgb("#2a2f45"), 0.5), max(dark, 0.4)
    lit = _times(ground, land) if place not in ("space", "abstract", "underwater") else ground
    if place in INDOORS and hour in ("night", "dusk"):
        lamp = (255.0, 214.0, 170.0)
        top, bottom = _times(top, mix(land, lamp, 0.55)), _times(bottom, mix(land, lamp, 0.4))
    accents = style[:2] if style else ()
    warm = accents[0] if accents else ("#d8643c", "#e0a03a", "#c2504a")[variant % 3]
    cool = accents[-1] if accents else ("#3c7c93", "#5a6fae", "#4b8a74")[variant % 3]
    return Palette(
        (hexed(top), hexed(bottom)),
        hexed(mix(lit, bottom, 0.62)),
        hexed(mix(lit, bottom, 0.30)),
        hexed(_times(lit, (226, 226, 232))),
        hexed(_times(lit, (150, 150, 170))),
        warm,
        cool,
        mix((255, 253, 250), land, 0.42 if place not in INDOORS else 0.25),
        land,
        dark,
    )


def _times(colour: RGB, light: RGB) -> RGB:
    return tuple(part * lamp / 255 for part, lamp in zip(colour, light, strict=True))  # type: ignore[return-value]


def _turned(colour: RGB, by: float) -> RGB:
    hue, light, rich = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    return tuple(part * 255 for part in colorsys.hls_to_rgb((hue + by) % 1, light, rich))  # type: ignore[return-value]


def _as_bright(colour: RGB, other: RGB) -> RGB:
    """`colour` with the lightness of `other`."""
    hue, _light, rich = colorsys.rgb_to_hls(*(part / 255 for part in colour))
    _hue, light, _rich = colorsys.rgb_to_hls(*(part / 255 for part in other))
    return tuple(part * 255 for part in colorsys.hls_to_rgb(hue, light, rich))  # type: ignore[return-value]
