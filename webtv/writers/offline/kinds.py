"""What a thing or place of a theme is: one that can be carried, that stands, or water and sky.

Nouns of other languages are looked up by the pictures of which they are said (`glossary.py`); what
is not known is neither.
"""

from __future__ import annotations

import re
from functools import lru_cache

from webtv.writers.offline import wordlists
from webtv.writers.offline.glossary import named_things
from webtv.writers.offline.jointwords import PREPOSITIONS
from webtv.writers.offline.wordsets import folded, is_dense
from webtv.writers.offline.worlds import worlds_in

_BORNE = frozenset(
    "accordion album anchor apron bag ball balloon banjo barrel basket bell bicycle bike blanket "
    "boiler book boot bottle bouquet bowl box bread broom brush bucket buoy button cactus cage "
    "cake camera can candle cap card carpet cart cassette chair chest clock coat coin compass "
    "crate crown cup curtain deckchair doll drawer drum easel envelope fan feather fiddle flag "
    "flask flute folder frame fruit glass globe glove guitar hammer handbag handcart harp hat "
    "helmet hourglass iron jacket jar jug kettle key keyboard kite knife ladder ladle lamp "
    "lantern letter loaf lute machine map marble mask mirror mitten mug needle net notebook oar "
    "oven painting pan parasol parcel pen pencil phone photo photograph piano pillow pipe plate "
    "pocket postcard pot pouch pram projector pumpkin purse puppet quilt radio record ring robe "
    "rocking-horse rod rope rug sack saddle saucepan sausage saw saxophone scale scarf scissors "
    "sewing-machine shell shirt shoe shovel skate ski sledge slipper snare sofa spade spoon stamp "
    "statue stool stove string suitcase surfboard sweater sword table tambourine tape teacup "
    "teapot telephone telescope television tie toaster tomato tool torch towel toy tray trophy "
    "trumpet trunk tuba typewriter umbrella urn vase vest vinyl violin wallet watch wheel "
    "wheelbarrow wrench yarn".split()
)
"""What one or two people can carry, push, lend and wrap."""

_SOLID = frozenset(
    "arch barrel bicycle bike cart chair deckchair chest table ladder piano stove statue suitcase "
    "bench boat boulder bus bush cabin car caravan carriage chimney column door engine fence "
    "ferry fountain fridge gate greenhouse hedge hive house hut kiosk lamppost letterbox "
    "lighthouse locomotive loom mailbox mill monument obelisk palm pillar plane post press pump "
    "rock sculpture shed ship shrine sign signpost stall stone stump submarine taxi tent tower "
    "tractor train tram tree trolley truck van wagon wall well windmill windowsill".split()
)
"""What stands on the ground; most of it is too heavy to be taken away."""

_WATERS = frozenset(
    "sea ocean river lake canal bay reef lagoon pond stream sky space planet moon galaxy water "
    "mar océano río rio lago bahía cielo espacio oceano fiume baia spazio mer océan rivière "
    "fleuve lac baie ciel espace meer ozean fluss see bucht himmel weltraum mond zee rivier hemel "
    "morze morza morzu oceanu rzeka rzeki rzece jezioro jeziora niebo niebie море моря океан река "
    "реки озеро озера небо deniz okyanus nehir göl gökyüzü gök hav havet sjö sjön älv rymden sø "
    "havn himlen joki meri järvi taivas laut sungai danau langit biển sông hồ 大海 海洋 小河 太空 "
    "바다 바다의 강 강의 호수 하늘 우주 समुद्र नदी झील आसमान بحر البحر نهر دریا ים נהר".split()
)
"""Places on which nothing can be set down."""

BEHIND = frozenset("of with in on at from for under over behind beside by that who which".split())
"""Words behind the noun of an English phrase."""

_OPENS = wordlists.of(wordlists.DETERMINERS, "en") | frozenset("two three four five".split())

_PLACES = {
    "forest": "a forest",
    "market": "a market",
    "harbour": "a harbour",
    "sea": "a seashore",
    "river": "a river",
    "pond": "a pond",
    "garden": "a garden",
    "mountain": "a mountain valley",
    "desert": "a desert",
    "village_square": "a village",
    "city_day": "a city street",
    "fields": "a field",
    "kitchen": "a kitchen",
    "library": "a library",
    "school": "a school",
    "museum": "a museum",
    "hotel": "a hotel",
    "cinema": "a cinema",
    "workshop": "a workshop",
    "factory": "a factory",
    "office": "an office",
    "road": "a road",
    "island": "an island",
    "orchard": "an orchard",
    "castle": "a castle",
    "exercise": "a gym",
    "shop": "a shop",
    "train": "a railway station",
}
"""Worlds, and how pictures name a place of each."""

_WHOLE = frozenset({"ar", "es", "fr", "id", "it", "ja", "pl", "pt", "ru", "tr", "zh"})
"""Languages in which a word is looked up whole: a workshop in a yard is no yard."""

_MANY = re.compile(r"(?<![isu])s$")
"""How an English word for many ends, and no bus."""

_DENSE_WATERS = ("海", "川", "河", "湖", "空", "宇宙", "星")
"""Signs with which such a place ends."""


_TIES = frozenset(
    "in inside into at on under near beside by outside behind above along among between within "
    "through across around i på vid ved hos under bakom bag op bij aan onder".split()
)
"""What a place may begin with, in English and in languages whose prepositions are in no list."""


def is_borne(thing: str, language: str) -> bool:
    """Whether a thing can be carried or pushed, as far as is known."""
    return not _BORNE.isdisjoint(_nouns(thing, language[:2]))


def is_solid(thing: str, language: str) -> bool:
    """Whether a thing stands by itself, large enough for a bird, as far as is known."""
    return not _SOLID.isdisjoint(_nouns(thing, language[:2]))


def is_firm(place: str) -> bool:
    """Whether something can be set down at a place: no water, and no sky."""
    if is_dense(place):
        return not place.endswith(_DENSE_WATERS)
    return _WATERS.isdisjoint(folded(place).replace(",", " ").split()[:6])


def with_article(thing: str, language: str) -> str:
    """A thing as pictures name it: of "kettle" in a list, "a kettle"."""
    bare = language[:2] == "en" and not _OPENS.intersection(folded(thing).split()[:1])
    known = is_borne(thing, language) or is_solid(thing, language)
    if not bare or _MANY.search(_head(thing)) or not known:
        return thing
    return f"{'an' if folded(thing)[:1] in tuple('aeio') else 'a'} {thing}"


def without_tie(place: str, language: str) -> str:
    """A place without the preposition that an operator began with: pictures have their own."""
    ties = wordlists.of(PREPOSITIONS, language[:2]) | _TIES
    words = place.split()
    while len(words) > 1 and words[0].casefold() in ties:
        del words[0]
    return " ".join(words)


def in_english(thing: str, language: str) -> str:
    """A thing of another language as one in English, if pictures have one word for it; else ""."""
    known = named_things(thing, language) if language[:2] != "en" else frozenset()
    noun = next(iter(known)) if len(known) == 1 else ""
    return noun and f"{'an' if noun[:1] in tuple('aeio') else 'a'} {noun}"


def place_in_english(place: str, language: str) -> str:
    """A place of another language in English, if pictures or a world have one word for it; else "".

    "lasu" is "a forest", in whatever case it stands.
    """
    if found := in_english(place, language):
        return found
    if language[:2] not in _WHOLE or " " in place:
        return ""
    named = worlds_in(language).named(place)
    return _PLACES.get(next(iter(named)), "") if len(named) == 1 else ""


@lru_cache(maxsize=512)
def _nouns(thing: str, code: str) -> frozenset[str]:
    """What a thing may be called in English; of an English phrase, its noun."""
    return named_things(_head(thing) if code == "en" else thing, code)


def _head(thing: str) -> str:
    """The noun of an English phrase: "a cup" of "a cup with a handle"."""
    words: list[str] = []
    for word in folded(thing).split():
        if word in BEHIND or (words and word.endswith("ing")):
            break
        words.append(word)
    return words[-1] if words else ""
