"""What the offline writer adds to a theme's own words: light, weather, camera and turns of phrase.

Chosen so that each phrase can be filmed and stands after any noun, singular or plural.
"""

from __future__ import annotations

ROLES: tuple[tuple[str, tuple[str, ...], tuple[int, ...]], ...] = (
    ("place", ("Very wide establishing shot", "Panoramic wide shot", "Distant wide shot"), (2, 3)),
    ("hero", ("Medium shot", "Full shot", "Medium wide shot"), (3, 4, 5)),
    ("other", ("Medium shot", "Two-layer composition", "Shot from a low angle"), (4, 5)),
    ("detail", ("Close-up", "Intimate close shot", "Macro close-up"), (2, 3)),
    ("deed", ("Full shot", "Side view", "Wide shot"), (6, 7, 8)),
    ("farewell", ("Very wide closing shot", "High wide shot", "Long shot"), (2, 3, 4)),
)
"""A programme's shots in dramatic order: role, shot scales, motion 1-10."""

LIGHT: tuple[tuple[str, str], ...] = (
    ("before dawn", "First Light"),
    ("at dawn", "Dawn"),
    ("in clear morning light", "Morning"),
    ("under a bright midday sky", "Noon"),
    ("in golden afternoon light", "Afternoon"),
    ("at sunset", "Sunset"),
    ("at blue dusk", "Dusk"),
    ("on a starry night", "Night"),
    ("in moonlight", "Moonlight"),
)
"""Times of day in their order: as a prompt says it, and as a title does."""

WEATHER: tuple[tuple[str, str], ...] = (
    ("thin mist drifting low", "Mist"),
    ("small clouds sailing across the sky", "Clouds"),
    ("fine rain falling", "Rain"),
    ("a light breeze moving everything a little", "Wind"),
    ("after rain, wet surfaces glistening", "Puddles"),
    ("fog slowly lifting", "Fog"),
    ("a far-off storm on the horizon", "Distant Thunder"),
    ("clear air and long shadows", "Long Shadows"),
    ("dust floating in beams of light", "Dust"),
    ("a few leaves whirling past", "Leaves"),
)

ELSEWHERE: dict[str, tuple[tuple[str, str], ...]] = {
    "space": (
        ("distant stars twinkling", "Stars"),
        ("a glowing nebula behind", "a Nebula"),
        ("a comet crossing slowly", "a Comet"),
        ("a planet rising", "a Planet"),
    ),
    "underwater": (
        ("sunbeams swaying from above", "Sunbeams"),
        ("fine bubbles rising", "Bubbles"),
        ("plankton drifting like snow", "Plankton"),
        ("soft currents moving everything", "Currents"),
    ),
    "abstract": (
        ("slow waves of colour passing", "Colour"),
        ("fine grains sparkling", "Sparkle"),
        ("soft gradients folding into each other", "Folds"),
        ("reflections dissolving", "Reflections"),
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

NIGHT_LIGHT: tuple[tuple[str, str], ...] = (
    ("at blue dusk", "Dusk"),
    ("at nightfall", "Nightfall"),
    ("on a starry night", "Night"),
    ("long past midnight", "Midnight"),
    ("in moonlight", "Moonlight"),
    ("in the last hour of night", "the Small Hours"),
)
"""The same for themes that are set at night."""

NIGHT = frozenset("night nights midnight nocturnal moonlight".split())

STATES = (
    "coming slowly into view",
    "standing out against the light",
    "half hidden, then revealed",
    "in slowly changing light",
    "with long soft shadows",
    "small against the wide background",
    "reflected in still water",
    "framed by dark shapes in front",
    "seen from behind",
    "outlined by a thin rim of light",
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

MOTION = (
    (2, "very slow, almost still movement"),
    (4, "slow, gentle movement"),
    (6, "steady movement"),
    (8, "lively movement"),
    (10, "fast, energetic movement"),
)
"""What motion 1-10 is in words, by the highest number of each."""

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

LOGLINES = (
    "{Light}: {hero}, {other}, and no hurry at all.",
    "{Hero} and {other} share {weather}, and neither minds.",
    "It begins {light} and ends with {other}. {Hero}: there the whole time.",
    "A few quiet minutes with {hero}. {Other}: not far away.",
    "Nothing goes wrong for {hero}, which is news in itself.",
    "{Hero}, {other} and {weather}: a small story told without a word.",
)

TITLES: dict[str, tuple[str, ...]] = {
    "en": (
        "{Hero} and the Art of {Weather}",
        "{Hero} Took the Long Way",
        "In Which {Hero} Said Nothing",
        "{Hero}, Unhurried",
        "A Quiet Word with {Hero}",
        "{Hero} Before Breakfast",
        "{Hero} versus {Weather}",
        "What {Hero} Knew",
        "{Hero} Forgot the Umbrella",
        "Notes on {Other}",
        "A Brief History of {Other}",
        "The Importance of {Other}",
        "{Hero} Met {Other}",
        "{Other}, According to {Hero}",
        "{Light} with {Hero}",
        "{Hero}, {Weather} and {Other}",
        "Mostly {Weather}",
        "{Weather} for Beginners",
        "Somebody Told {Hero} about {Other}",
        "{Hero} Had a Plan",
        "No Hurry for {Hero}",
        "{Hero} Will Be Back after {Light}",
        "Nobody Asked {Hero}",
        "{Other} at {Light}",
    ),
    "es": ("{Hero} sin prisa", "{Hero} y {other}", "Casi nada sobre {other}", "Lo que sabe {hero}"),
    "fr": ("{Hero} sans se presser", "{Hero} et {other}", "Presque rien sur {other}"),
    "de": ("{Hero}, ganz in Ruhe", "{Hero} und {other}", "Fast nichts von {other}"),
    "pt": ("{Hero} sem pressa", "{Hero} e {other}", "Quase nada sobre {other}"),
    "it": ("{Hero} senza fretta", "{Hero} e {other}", "Quasi niente su {other}"),
}
"""Titles by language. Verbs stand in the past tense, so that they fit one hero or many."""

SEQUEL = {"en": "Part", "es": "parte", "fr": "partie", "de": "Teil", "pt": "parte", "it": "parte"}
