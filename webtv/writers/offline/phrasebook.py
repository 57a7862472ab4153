"""What the offline writer adds to a theme's own words: light, weather, camera and turns of phrase.

Chosen so that each phrase can be filmed and stands after any noun, singular or plural.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Role:
    """What a shot is there for: its name, shot scales, and motion 1-10."""

    name: str
    scales: tuple[str, ...]
    motions: tuple[int, ...]


ROLES = (
    Role("place", ("Very wide establishing shot", "Panoramic wide shot", "Wide shot"), (2, 3)),
    Role("hero", ("Medium shot", "Full shot", "Medium wide shot"), (3, 4, 5)),
    Role("other", ("Medium shot", "Medium long shot", "Shot from a low angle"), (4, 5)),
    Role("detail", ("Close-up", "Intimate close shot", "Tight close-up"), (2, 3)),
    Role("deed", ("Full shot", "Side view", "Wide shot"), (5, 6)),
    Role("farewell", ("Very wide closing shot", "High wide shot", "Long shot"), (2, 3, 4)),
)
"""A programme's shots in dramatic order."""


@dataclass(frozen=True, slots=True)
class Light:
    """A time of day: as a prompt says it, as a title does, and how high the sun stands."""

    said: str
    title: str
    sun: Literal["none", "low", "high"]


@dataclass(frozen=True, slots=True)
class Weather:
    """Weather: as a prompt says it, as a title does, by which sun it is seen, how it sounds."""

    said: str
    title: str
    suns: frozenset[str] = frozenset({"none", "low", "high"})
    wet: bool = False
    sound: str = ""


LIGHT = (
    Light("before dawn", "First Light", "none"),
    Light("at dawn", "Dawn", "low"),
    Light("in clear morning light", "Breakfast Time", "low"),
    Light("under a bright midday sky", "Noon", "high"),
    Light("in golden afternoon light", "Teatime", "low"),
    Light("at sunset", "Sunset", "low"),
    Light("at blue dusk", "Dusk", "none"),
    Light("on a starry night", "Night", "none"),
    Light("in moonlight", "Midnight", "none"),
)
"""Times of day in their order."""

NIGHT_LIGHT = (
    Light("at blue dusk", "Dusk", "none"),
    Light("at nightfall", "Nightfall", "none"),
    Light("on a starry night", "Night", "none"),
    Light("long past midnight", "One in the Morning", "none"),
    Light("in moonlight", "Midnight", "none"),
    Light("in the last hour of night", "Four in the Morning", "none"),
)
"""The same for themes that are set at night."""

_LOW, _DARK = frozenset({"low"}), frozenset({"none"})
WEATHER = (
    Weather("thin mist drifting low", "Mist", _LOW | _DARK, wet=True),
    Weather("small clouds sailing across the sky", "Clouds", _LOW | {"high"}),
    Weather("fine rain falling", "Rain", wet=True, sound="steady rain"),
    Weather("a light breeze moving everything a little", "Wind", sound="a light wind"),
    Weather("after rain, everything glistening", "the Last Drops", wet=True, sound="drops falling"),
    Weather("fog slowly lifting", "Fog", _LOW, wet=True),
    Weather(
        "a far-off storm on the horizon",
        "Distant Thunder",
        _LOW | {"high"},
        sound="thunder far away",
    ),
    Weather("clear air and long shadows", "Long Shadows", _LOW),
    Weather("soft haze in the distance", "Haze", _LOW | {"high"}),
    Weather("thin clouds passing the moon", "the Moon", _DARK),
    Weather("a warm glow on low clouds", "Low Clouds", _DARK, wet=True),
)

ELSEWHERE: dict[str, tuple[Weather, ...]] = {
    "space": (
        Weather("distant stars twinkling", "Stars"),
        Weather("a glowing nebula behind", "a Nebula"),
        Weather("a comet crossing slowly", "a Comet"),
        Weather("a planet rising", "a Planet"),
    ),
    "underwater": (
        Weather("sunbeams swaying from above", "Sunbeams"),
        Weather("fine bubbles rising", "Bubbles"),
        Weather("plankton drifting like snow", "Plankton"),
        Weather("soft currents moving everything", "Currents"),
    ),
    "abstract": (
        Weather("slow waves of colour passing", "Colour"),
        Weather("fine grains sparkling", "Sparkle"),
        Weather("soft gradients folding into each other", "Folds"),
        Weather("reflections dissolving", "Reflections"),
    ),
}
"""Weather of places that have none, by the first of `MARKS` found in the theme."""

MARKS: dict[str, frozenset[str]] = {
    "underwater": frozenset(
        "underwater reef coral jellyfish kelp octopus octopuses seabed".split()
    ),
    "space": frozenset("space planet planets galaxy nebula astronaut rocket orbit cosmos".split()),
    "abstract": frozenset("abstract ink fractal kaleidoscope geometric pigment patterns".split()),
}

NIGHT = frozenset("night nights midnight nocturnal moonlight moonlit".split())
WET = frozenset("rain rainy wet".split())
TIMED = NIGHT | frozenset(
    "stars starry moon dawn sunrise sunset dusk noon morning evening daybreak twilight".split()
)
"""Words that say the time of day by themselves."""

WEATHERED = frozenset(
    "rain raining rainy fog mist snow snowy storm wind ice sunbeams bubbles stars".split()
)
"""Words that are weather enough."""

STILL = frozenset(
    "basking dozing glowing hanging lying melting napping nesting perching resting shining "
    "sitting sleeping standing staying staring waiting watching".split()
)
LIVELY = frozenset(
    "chasing cycling dancing diving flying galloping juggling jumping leaping racing rushing "
    "skating splashing surfing swirling hopping".split()
)
"""Deeds by how much moves in them; all others are in between."""

CALM_TONE = frozenset("calm quiet slow gentle hushed sleepy serene still tender soft".split())
LIVELY_TONE = frozenset("lively fast wild energetic exciting breathless loud playful".split())
"""Words of a channel's tone that slow its pictures down, or speed them up."""

WIDE_STATES = (
    "coming slowly into view",
    "standing out against the light",
    "half hidden, then revealed",
    "small against the wide background",
    "framed by dark shapes in front",
    "seen from far away",
)

STATES = (
    "turning slowly into the light",
    "half hidden, then revealed",
    "framed by dark shapes in front",
    "seen from behind",
    "outlined by a thin rim of light",
    "looking out into the distance",
)

NEAR_STATES = (
    "very near, filling the frame",
    "with warm light from one side",
    "in slowly changing light",
    "against a soft blurred background",
    "outlined by a thin rim of light",
    "half in shadow",
)

COLOURS = frozenset(
    "red orange yellow green blue teal turquoise cyan violet purple magenta pink gold golden amber "
    "silver copper grey gray white black brown ochre indigo pastel monochrome".split()
)
"""A style that names one of these keeps its own palette."""

CAMERAS = (
    "camera pans slowly left",
    "camera pans slowly right",
    "camera tilts up",
    "camera tilts down",
    "slow dolly in",
    "slow dolly out",
    "slow zoom in",
    "slow zoom out",
    "camera orbits around",
    "tracking shot from the side",
    "crane shot rising",
    "static camera",
)

LOOKS = (
    "cinematic natural look, soft contrast",
    "warm film look, rich colours",
    "painterly look, deep colours",
    "clear documentary look, fine detail",
)
"""For channels without a style of their own."""

PALETTES = (
    "amber and teal palette",
    "rose and slate blue palette",
    "ochre and deep green palette",
    "silver and indigo palette",
    "copper and turquoise palette",
    "cream and cobalt palette",
    "gold and violet palette",
    "coral and navy palette",
)

MUSIC = (
    ("ambient", "soft synth pads, felt piano"),
    ("chamber folk", "nylon guitar, cello, light percussion"),
    ("orchestral", "warm strings, harp, French horn"),
    ("minimal", "marimba, vibraphone, double bass"),
    ("downtempo", "electric piano, soft beat, warm bass"),
    ("cinematic", "piano, slow strings, distant choir"),
)

MOODS = ("calm", "curious", "dreamy", "hopeful", "playful", "tender", "wistful", "serene")
