"""A channel's own colours, for idents and trails: those that its style names, else its name's."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass

from webtv.media.sound.chord import seed_of

RGB = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""

_HUES: dict[str, tuple[float, float]] = {
    word: (hue, rich)
    for hue, rich, words in (
        (0.99, 0.70, "red crimson scarlet ruby rojo rouge rot rosso vermelho"),
        (0.05, 0.75, "orange rust copper terracotta ember fire naranja arancione laranja"),
        (0.10, 0.80, "amber gold golden lantern candle candlelight honey sunset dorado doré oro"),
        (0.14, 0.75, "yellow lemon sun sunlight sunny amarillo jaune gelb giallo amarelo"),
        (0.09, 0.35, "brown sepia earth wood autumn marrón brun braun marrone ocre"),
        (0.30, 0.45, "green forest moss olive leaf meadow verde vert grün"),
        (0.48, 0.60, "teal turquoise aqua mint sea ocean underwater turquesa türkis mar mer meer"),
        (0.54, 0.55, "cyan ice glacier northern arctic hielo glace eis"),
        (0.61, 0.60, "blue azure indigo moonlight night azul bleu bleue blau blu noche nuit nacht"),
        (0.75, 0.50, "purple violet lavender lilac dusk morado lila viola roxo violeta"),
        (0.88, 0.70, "magenta pink rose neon fuchsia rosa"),
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Colours:
    """What a channel's graphics are painted with, from the back to the front."""

    sky: tuple[RGB, RGB]
    """Above and below."""
    disc: RGB
    hills: tuple[RGB, RGB, RGB]
    """From far to near."""
    ink: RGB
    paper: RGB = (0.985, 0.955, 0.89)


def colours_of(style: str, *, name: str) -> Colours:
    """Colours by the first two hues that `style` names; what it lacks follows from `name`."""
    named = list(dict.fromkeys(_HUES[w] for w in re.findall(r"\w+", style.lower()) if w in _HUES))
    own = (seed_of(name) % 360 / 360, 0.5)
    # A warm light stands before a cool sky, whichever of them was named first.
    first, second = [*named, own][:2] if named else (own, ((own[0] + 0.45) % 1, 0.7))
    if _warm(first) and not _warm(second):
        first, second = second, first
    hue, rich = first
    return Colours(
        sky=(_shade(hue, 0.17, rich), _mixed(_shade(hue, 0.46, rich), _shade(second[0], 0.5, 0.6))),
        disc=_shade(second[0], 0.66, max(0.7, second[1])),
        hills=(
            _shade(hue + 0.02, 0.36, rich * 0.8),
            _shade(hue, 0.26, rich * 0.9),
            _shade(hue - 0.02, 0.16, rich),
        ),
        ink=_shade(hue, 0.12, rich),
    )


def _warm(colour: tuple[float, float]) -> bool:
    return colour[0] < 0.2 or colour[0] > 0.84


def _shade(hue: float, light: float, rich: float) -> RGB:
    return colorsys.hls_to_rgb(hue % 1, light, rich)


def _mixed(one: RGB, other: RGB) -> RGB:
    red, green, blue = ((a + b) / 2 for a, b in zip(one, other, strict=True))
    return red, green, blue
