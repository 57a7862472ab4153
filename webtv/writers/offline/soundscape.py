"""What the offline writer hears in a picture: sound effects, by the words of its prompt."""

from __future__ import annotations

from webtv.writers.small_words import content_words

_HEARD: tuple[tuple[str, str], ...] = (
    ("train locomotive railway", "train wheels clacking softly"),
    ("tram trams", "tram rails humming"),
    ("whale whales", "deep breath of a whale"),
    ("dolphin dolphins", "dolphins splashing"),
    ("seagull seagulls gulls", "gulls crying"),
    ("horse horses", "hooves on sand"),
    ("sheep", "sheep bleating far away"),
    ("llama llamas", "soft hoof steps"),
    ("cat cats", "quiet paws"),
    ("bird birds condor condors heron owl", "wing beats"),
    ("bicycle bicycles couriers cyclists", "bicycle wheels whirring"),
    ("taxi taxis cars", "tyres on a wet street"),
    ("boat boats ship ferry", "water against a hull"),
    ("robot robots", "small motors whirring"),
    ("cook soup noodle kitchen", "soup simmering"),
    ("market street streets square city", "far-off city murmur"),
    ("umbrella", "drops on an umbrella"),
    ("glacier ice", "ice creaking"),
    ("jellyfish octopus octopuses reef underwater", "deep water rumbling softly"),
    ("lighthouse cliff", "wind around a tower"),
    ("lantern lanterns", "a lantern creaking"),
    ("rain raining rainy", "steady rain"),
    ("river waterfall stream", "running water"),
    ("sea waves surf coast bay beach harbour pier island islands", "waves breaking"),
    ("lake pond", "small waves at a shore"),
    ("forest trees leaves", "leaves rustling"),
    ("snow snowy mountain peaks andes pass", "thin mountain wind"),
    ("campfire bonfire stove", "fire crackling"),
    ("night midnight", "quiet night air"),
)
"""Words that may be seen, and what is heard then; what is nearest to the eye comes first."""

_AT: dict[str, tuple[str, str]] = {
    "sea": ("waves breaking", ""),
    "harbour": ("water against a hull", "quay boat boats ship tugboat posts crane"),
    "river": ("running water", ""),
    "forest": ("leaves rustling", ""),
    "woodland": ("leaves rustling", ""),
    "mountain": ("thin mountain wind", ""),
    "polar": ("ice creaking", "ice iceberg floe floes"),
    "underwater": ("deep water rumbling softly", ""),
    "birds": ("birdsong", ""),
    "bees": ("bees humming", "bee bees bumblebee hive hives"),
    "flock": ("sheep bleating far away", "sheep lamb lambs flock"),
    "farmyard": ("hens clucking softly", "hen hens chick chicks rooster"),
    "fireside": ("fire crackling", "fire fireplace embers stove log"),
    "campfire": ("fire crackling", "fire campfire embers"),
    "train": ("train wheels clacking softly", ""),
    "boat": ("water against a hull", ""),
    "city_day": ("far-off city murmur", ""),
    "city_night": ("far-off city murmur", ""),
    "market": ("market voices far off", ""),
    "newspaper": ("a printing press thumping", "press"),
}
"""What is heard in a world; where there are words, only if its picture has one of them."""

_MOST = 2
"""Sounds of what is seen in one shot: more would be noise."""


def heard_in(seen: str, weather: str = "") -> str:
    """What is heard in a picture, in a few English words; "" where nothing is known to sound.

    `weather` is its sound, which is heard behind all else.
    """
    words = content_words(seen)
    found = [sound for known, sound in _HEARD if not words.isdisjoint(known.split())]
    return ", ".join(dict.fromkeys([*found[:_MOST], *([weather] if weather else [])]))


def heard_at(world: str, seen: str, weather: str = "") -> str:
    """What is heard in a picture of a world, in a few English words; "" where nothing surely is."""
    sound, words = _AT.get(world, ("", ""))
    if words and content_words(seen).isdisjoint(words.split()):
        sound = ""
    return ", ".join(dict.fromkeys(part for part in (sound, weather) if part))
