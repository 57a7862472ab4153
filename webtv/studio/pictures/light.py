"""The light of an hour and a weather: sky colours, sun or moon, haze. Linear RGB throughout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from webtv.studio.pictures.scene import RGB, Scene

Colour = NDArray[Any]  # three float32


def linear(colour: RGB | str) -> Colour:
    """An sRGB colour, as 0-255 values or `#rrggbb`, in linear light."""
    if isinstance(colour, str):
        colour = (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
    return np.asarray((np.asarray(colour, np.float32) / 255.0) ** 2.2, np.float32)


def blend(a: Colour, b: Colour, amount: float) -> Colour:
    """`a` with `amount` of `b`."""
    return np.asarray(a * (1.0 - amount) + b * amount, np.float32)


def luminance(colour: Colour) -> float:
    """How bright a linear colour looks (Rec. 709 weights)."""
    return float(np.dot(colour, (0.2126, 0.7152, 0.0722)))


@dataclass(frozen=True)
class Light:
    """What lights the scene.

    `sun_x`, `sun_y` are the place of the sun or moon in frame heights: x from the middle, y above
    the horizon. `dark` is 1 at night, 0 by day. `key` is the mean brightness to expose for, 0 to 1.
    """

    zenith: Colour
    middle: Colour
    horizon: Colour
    sun: Colour
    haze: Colour
    ambient: Colour
    sun_x: float
    sun_y: float
    disc: float
    glow: float
    dark: float
    key: float
    moon: bool


# zenith, middle, horizon, sun or moon light, height of the sun, disc, glow, dark, key
_HOURS = {
    "dawn": (("#35588f", "#b58fb0", "#ffc594", "#ffb27a"), (0.07, 1.0, 1.0, 0.15, 0.43)),
    "day": (("#1f5fb4", "#62a4dc", "#cfe8f5", "#fff2dc"), (0.43, 1.0, 0.6, 0.0, 0.50)),
    "golden": (("#4a74ac", "#e2b685", "#ffd27a", "#ffbe62"), (0.12, 1.0, 1.15, 0.0, 0.46)),
    "sunset": (("#2d3572", "#c4566c", "#ff9d42", "#ff7c36"), (0.05, 1.0, 1.2, 0.15, 0.40)),
    "dusk": (("#16204f", "#56508c", "#dd8a74", "#c87a78"), (-0.04, 0.0, 0.7, 0.55, 0.32)),
    "night": (("#071026", "#11234a", "#2b4a78", "#8fb0e8"), (0.36, 0.0, 0.0, 1.0, 0.25)),
    "moonlit": (("#0a1634", "#1b3462", "#46689c", "#b8d0f4"), (0.26, 1.0, 0.5, 0.85, 0.28)),
}


def light_of(scene: Scene, rng: np.random.Generator) -> Light:
    """The light of `scene`; `rng` places the sun and shifts the hues a little."""
    hues, numbers = _HOURS[scene.hour]
    zenith, middle, horizon, sun = (linear(colour) for colour in hues)
    height, disc, glow, dark, key = numbers
    sway = 1.0 + rng.normal(0.0, 0.05, 3).astype(np.float32)
    zenith, middle, horizon = zenith * sway, middle * sway[::-1], horizon * sway
    grey = 0.0
    if scene.weather & {"rain", "storm"}:
        grey, disc, glow = 0.7, 0.0, glow * 0.3
    elif scene.weather & {"snow"}:
        grey, disc, glow = 0.5, 0.0, glow * 0.6
    elif "fog" in scene.weather:
        grey, glow = 0.22, glow * 1.15
    elif "clouds" in scene.weather:
        grey = 0.15
    if "aurora" in scene.weather:
        grey = min(grey, 0.1)
    tint = linear("#9fb0c4") if dark < 0.5 else linear("#44587c")
    zenith, middle, horizon = (
        blend(c, tint * luminance(c) / luminance(tint), grey) for c in (zenith, middle, horizon)
    )
    if dark < 0.9 and scene.weather & {"rain", "fog", "snow", "clouds"}:
        # Slate above and light below: under cloud the picture lives on that difference.
        slate = linear("#3f6c9c")
        zenith = blend(zenith, slate * luminance(zenith) / luminance(slate), 0.5) * 0.75
        middle = blend(middle, slate * luminance(middle) / luminance(slate), 0.3) * 0.9
        horizon = horizon * 1.12
    if "storm" in scene.weather:
        zenith, middle = zenith * 0.35, middle * 0.5
    for colour, amount in _tints(scene):
        tinted = linear(colour)
        tinted = tinted / max(luminance(tinted), 0.05)
        zenith = blend(zenith, tinted * luminance(zenith), amount)
        middle = blend(middle, tinted * luminance(middle), amount)
        horizon = blend(horizon, tinted * luminance(horizon), amount * 0.6)
    if "storm" in scene.weather:
        key *= 0.78
    side = float(rng.choice((-1, 1))) * float(rng.uniform(0.12, 0.55))
    haze = blend(horizon, middle, 0.45)
    return Light(
        zenith=zenith,
        middle=middle,
        horizon=horizon,
        sun=blend(sun, tint * luminance(sun) / luminance(tint), 0.9 * grey) * (1.0 - 0.6 * grey),
        haze=haze,
        ambient=blend(zenith, middle, 0.5) + 0.02,
        sun_x=side,
        sun_y=height * float(rng.uniform(0.75, 1.2)),
        disc=disc,
        glow=glow,
        dark=dark,
        key=key,
        moon=scene.hour == "moonlit",
    )


def _tints(scene: Scene) -> list[tuple[RGB, float]]:
    """Colours the prompt asks for, with the strength they take over the sky."""
    # Where there is neon, its colours are the signs', and only stain the sky.
    strength = 0.12 if "neon" in scene.looks else 0.34
    tints = [(colour, strength / (1 + i)) for i, colour in enumerate(scene.colours)]
    if "warm" in scene.looks:
        tints.append(((255, 180, 110), 0.22))
    if "cold" in scene.looks:
        tints.append(((110, 160, 230), 0.25))
    if "neon" in scene.looks:
        tints.append(((150, 80, 210), 0.2))
    return tints
