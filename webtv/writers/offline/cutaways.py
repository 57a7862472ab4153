"""Shots that go with a theme without being in it, for themes of few words; in English.

Each is a picture of its own, so it needs no grammar of the theme's. Abstract nouns, which nobody
can film, get pictures that film-makers use for them.
"""

from __future__ import annotations

import re

_CUTAWAYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "winter snow snowy cabin cabins ski christmas",
        (
            "smoke rising from a stone chimney",
            "fresh footprints in deep snow",
            "icicles along the edge of a roof",
            "a kettle steaming on an iron stove",
            "a lantern on a snowy porch",
            "pine branches heavy with snow",
            "a red sledge leaning against a wooden wall",
            "a robin on a fence post",
            "firewood stacked under the eaves",
            "a cat on a windowsill, snow outside",
        ),
    ),
    (
        "sea ocean beach coast harbour harbor waves island lofi lo-fi tide tides",
        (
            "foam running up the sand",
            "a coil of wet rope on a quay",
            "a gull on a wooden post",
            "a small sailing boat far out",
            "a striped shell in the sand",
            "a lighthouse on a cliff",
            "fishing nets drying in the wind",
            "a crab under a stone",
        ),
    ),
    (
        "forest woods tree trees fern moss mushroom mushrooms deer",
        (
            "sunlight between tall trunks",
            "dew on a fern",
            "a red mushroom in the moss",
            "a deer at the edge of a clearing",
            "a squirrel on a branch",
            "a small stream over dark stones",
            "an owl in a hollow tree",
        ),
    ),
    (
        "kitchen cook cooks cooking bakery bread food dish dishes soup",
        (
            "steam above a pot",
            "flour on a wooden board",
            "a loaf of bread under a cloth",
            "tomatoes and basil in a bowl",
            "a copper pan on the fire",
            "a cat under the kitchen table",
        ),
    ),
    (
        "city street streets tokyo neon tram metro skyline rooftop rooftops",
        (
            "reflections in a puddle",
            "a bicycle against a railing",
            "a lit window high above",
            "a tram at a corner",
            "a cat on a fire escape",
            "paper lanterns above a doorway",
            "an umbrella in a crowd",
        ),
    ),
    (
        "space planet planets galaxy rocket astronaut moon stars cosmos",
        (
            "a ringed planet rising",
            "a comet crossing slowly",
            "a satellite turning in the sun",
            "an astronaut's helmet full of stars",
            "a small rocket above the clouds",
            "a nebula of violet dust",
        ),
    ),
    (
        "underwater reef coral fish aquarium octopus octopuses turtle whale whales",
        (
            "fine bubbles rising",
            "a shoal of silver fish turning",
            "sunbeams swaying from above",
            "a seahorse in the weeds",
            "a crab on a coral",
            "a turtle gliding past",
        ),
    ),
    (
        "garden gardens flower flowers bee bees meadow pond",
        (
            "a bee on a lavender stem",
            "a watering can beside a path",
            "a frog on a lily leaf",
            "a butterfly on a wall",
            "raindrops on a rose",
            "a snail on a flower pot",
        ),
    ),
    (
        "desert dune dunes canyon cactus savanna camel camels",
        (
            "wind drawing lines in the sand",
            "a lizard on a warm stone",
            "the shadow of a cactus",
            "a camel on a ridge",
            "a hawk circling high up",
        ),
    ),
    (
        "train trains railway locomotive station",
        (
            "a signal changing colour",
            "rails curving into the distance",
            "a suitcase on a platform",
            "a station clock",
            "steam around iron wheels",
        ),
    ),
    (
        "music jazz techno club dance dancing guitar piano beats disco",
        (
            "a spinning record",
            "a mirror ball",
            "a piano with the lid open",
            "a row of loudspeakers",
            "coloured light through smoke",
        ),
    ),
    (
        "farm farmer cow cows sheep goat goats chicken chickens village barn",
        (
            "a rooster on a fence",
            "a gate swinging in the wind",
            "sheep on a hill",
            "milk cans in front of a barn",
            "a dog asleep in the straw",
        ),
    ),
    (
        "robot robots machine machines future cyberpunk factory",
        (
            "a blinking control panel",
            "cog wheels turning slowly",
            "a small drone asleep on a shelf",
            "a robot's hand on a windowsill",
        ),
    ),
    (
        "mountain mountains alps andes himalaya peak peaks hike hiking",
        (
            "an eagle above a ridge",
            "a cairn of stones beside a path",
            "a waterfall far below",
            "a goat on a ledge",
            "clouds pouring over a pass",
        ),
    ),
    (
        "cat cats kitten kittens dog dogs puppy puppies pet pets",
        (
            "a ball of wool rolling across the floor",
            "paw prints on a wet step",
            "two ears behind a curtain",
            "an empty basket in the sun",
        ),
    ),
)

_PICTURES: dict[str, str] = {
    "longing": "a lone figure on a jetty, looking after a departing boat",
    "memory": "an old photograph on a windowsill",
    "hope": "a green shoot in dry cracked earth",
    "time": "an old clock with the sun moving across it",
    "freedom": "a bird leaving an open cage",
    "belonging": "many boots in a row beside one door",
    "forgiveness": "two hands mending a broken cup",
    "silence": "snow falling on an empty square",
    "solitude": "a single chair facing the sea",
    "happiness": "a kite high above a meadow",
    "love": "two cups of tea beside each other at a window",
    "loss": "an empty coat on a hook",
    "grief": "rain on a window with a candle behind it",
    "peace": "a rowing boat on a still lake",
    "joy": "children's balloons rising into a blue sky",
    "fear": "a long corridor with one lit door",
    "courage": "a small boat turning into high waves",
    "patience": "a heron standing in shallow water",
    "change": "a leaf turning from green to red",
    "growth": "ivy climbing an old wall",
    "dreams": "a bed floating among clouds",
    "wonder": "a child looking up at the stars",
    "friendship": "two birds on one branch",
    "home": "a lit window at the end of a road",
    "nostalgia": "a wooden toy train on an attic floor",
    "melancholy": "an empty bench under falling leaves",
    "truth": "a stone seen through clear water",
    "wisdom": "an owl on a pile of old books",
    "balance": "round stones stacked at the edge of a river",
    "distance": "a road running straight to the horizon",
    "beginnings": "a door opening onto a bright morning",
    "endings": "the last candle on a long table",
    "gratitude": "a bowl of apples left on a doorstep",
    "calm": "mist above a lake without a ripple",
    "energy": "sparks flying from a fire into the dark",
    "chaos": "papers whirling across a square",
    "order": "pencils in a row by colour",
    "luck": "a four-leaf clover in the grass",
    "war": "a torn flag above an empty field",
    "faith": "light falling through a high window",
}


_SHORT = 4
"""Words of a theme in which one says what it is about."""


def cutaways_for(text: str) -> tuple[str, ...]:
    """Pictures that go with an English theme; none where nothing is known."""
    words = _words(text)
    matches = [(len(words & set(known.split())), shots) for known, shots in _CUTAWAYS]
    most, shots = max(matches, key=lambda match: match[0])
    return shots if most >= (1 if len(words) <= _SHORT else 2) else ()


def picture_of(beat: str) -> str:
    """A picture for a beat that is an abstract noun: "Longing" -> a lone figure ...; else ""."""
    words = re.findall(r"[^\W\d_]+", beat.casefold())
    small = {"the", "of", "a", "an", "and", "as", "passage", "form", "sense", "feeling"}
    telling = [word for word in words if word not in small]
    known = [word for word in telling if word in _PICTURES]
    return _PICTURES[known[0]] if known and len(telling) <= len(known) + 1 else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold()))
