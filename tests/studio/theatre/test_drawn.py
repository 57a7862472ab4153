"""The things that operators name in their themes, and the pictures that stand for them."""

from __future__ import annotations

import pytest

from webtv.studio.theatre.figures import Reading
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.reading import read

DRAWN = {
    # cooking
    "A grandmother kneads dough for tagliatelle": "old-woman flatbread spaghetti",
    "Close-up of simmering ragù": "pot-of-food",
    "frying artichokes": "leafy-green",
    "grating parmesan": "cheese-wedge",
    "pouring olive oil": "olive",
    "the family around the table": "man child woman paper-table",
    # bedtime
    "A family of mice lives inside an old grandfather clock": "mouse paper-tall-clock",
    "Pip, a tiny grey mouse with big round ears, sailing across the sky in a teacup": "mouse "
    "teacup-without-handle",
    "Grandpa Tock, an old white mouse with long whiskers, telling a story about the moon": "mouse "
    "full-moon",
    # Spanish
    "una abuela riega los geranios del balcón": "old-woman potted-plant",
    "un panadero saca el pan del horno": "cook bread paper-oven",
    "los gatos duermen en los tejados": "cat houses",
    "los niños juegan al fútbol en la plaza": "boy girl soccer-ball",
    "un pastor baja con sus cabras por la sierra": "farmer goat",
    "las campanas suenan al atardecer": "bell",
    # the lost robot
    "Unit 7, a small rusty robot with one round blue eye, waking up in a junkyard": "robot",
    "The Collector, a very tall man in a black crow mask": "supervillain",
    "an abandoned house with a workshop": "derelict-house",
    # Harbour Row
    "Mrs Tregenza, a retired keeper's daughter, ringing the bell on the quay": "old-woman bell",
    "The gulls steal a pasty": "paper-gull croissant",
    "The cat crosses the harbour on seven moored boats": "cat sailboat",
    "Jory, a boatbuilder of about forty, sands a plank": "man-beard wood",
    "Children race crabs on the slipway": "boy girl crab",
    "A parcel arrives for Number Seven": "package",
    "a terrace of narrow fishermen's houses above a tidal harbour": "houses",
    # Lo-Fi Ocean
    "Show waves and palm trees": "palm-tree",
    "a girl with headphones studying at her desk near the window": "girl headphone laptop window",
    # PULSE
    "Liquid chrome": "paper-orb",
    "fractal tunnels": "paper-tunnel",
    "laser grids": "paper-grid",
    "exploding particles": "paper-burst",
    "ink in water": "paper-ink",
    "morphing geometric solids": "gem-stone",
    # cabins
    "Cozy winter cabins": "house-with-garden",
    # Chinese
    "小桥流水": "paper-bridge",
    "乌篷船缓缓划过": "canoe",
    "老人在河边喝茶": "old-man teacup-without-handle",
    "妇人在石阶上洗衣": "woman t-shirt",
    "孩子们在青石板路上追逐": "boy girl",
    "傍晚红灯笼倒映在水中": "red-paper-lantern",
    "夜里细雨落在屋檐上": "houses",
    # inner weather
    "Longing, memory, hope and the passage of time": "love-letter framed-picture seedling "
    "hourglass-not-done",
    "Freedom and belonging": "kite nest-with-eggs",
    "forgiveness and silence": "handshake feather",
    "Solitude as a form of happiness": "lotus sun-with-face",
    # beats, and what only goes with them
    "a striped shell in the sand": "spiral-shell",
    "un gato negro, nubes pequeñas en el cielo, cores vivas, xilogravura": "black-cat",
    "Ein Adler über dem Gipfel, kleine Wolken am Himmel, Holzschnitt, warme Farben": "eagle",
    "a scarecrow guards the pumpkins, bold ink, comic strip": "paper-scarecrow jack-o-lantern",
    "a saxophone player and an owl": "person saxophone owl",
    "Grandpa Tock, an old white mouse, tells Pip, a tiny grey mouse, a story": "mouse mouse",
    "Волк бежит по снегу": "wolf",
    # the climb: no picture of their own
    "a heron waits at the river mouth": "paper-heron",
    "two condors over the pass": "eagle",
    "a beekeeper": "farmer",
    "ein Reiher am Fluss": "paper-heron",
    "le boulanger et sa cheminée": "cook paper-hearth",
    "灯台と猫": "lighthouse cat",
    "маяк на скале": "lighthouse mountain",
    "الجدة تخبز الخبز": "old-woman bread",
    "جدة تطبخ الحساء وقطة تنام": "old-woman pot-of-food cat",
    "um padeiro na praça com um gato": "cook cat",
    # people by their title alone, things by names of their own
    "Mrs Tregenza rings the bell on the quay": "woman bell",
    "a straw hat on the ground": "womans-hat",
    "una campanilla de latón": "bell",
    "los geranios, fondo suavemente desenfocado, slow, gentle movement": "potted-plant",
    "fresh footprints in deep snow": "footprints",
    "smoke rising from a stone chimney": "house",
    "Tres llamas cruzan los Andes": "llama",
    "三只羊驼在山上": "llama",
    "a bowl of soup": "bowl-with-spoon",
    "a robot dog": "dog",
    "a mermaid's tail above the waves": "mermaid",
    "a goalkeeper's big gloves on the grass": "gloves",
    "a small key taped under a drawer": "key",
    "a nest inside a boot": "nest-with-eggs hiking-boot",
    # cut from paper, for want of an emoji
    "a baker asleep on sacks of flour": "cook paper-sack",
    "a drawbridge over a waterfall": "paper-bridge paper-waterfall",
    # what a picture is about, if nothing else is
    "white steam rising from a grate in a street": "paper-steam",
    "white steam above a cup of coffee": "teacup-without-handle hot-beverage",
    "two hands pulling at the same book": "palms-up-together books",
    "bright green water bubbling from a spring": "droplet",
    # a part shows the whole, and an owner tells one thing from another
    "a cat's paw reaching under a sofa": "cat couch-and-lamp",
    "a wooden ship's wheel turning by itself": "paper-ship-wheel",
    # callings of creatures, and of people who have to do with them
    "Octopus detective Olga solves a mystery": "octopus",
    "a robot gardener waters tomatoes": "robot tomato",
    "a chicken farmer and a cat": "farmer cat",
    # deeds are no things, and things after an article no deeds
    "sliding a button through a hole": "paper-button",
    "a fly sitting on a screen": "fly desktop-computer",
    # writers' beats in a language, under a style in English
    "Der Torwart zieht seine Handschuhe an, picture book illustration, soft round shapes": "person "
    "gloves",
    "Дворник чистит дорогу лопатой, ночью, clear documentary look": "man shovel",
    "لقطة متوسطة: امرأة تشتري الخبز، في الليل، warm film look": "woman bread",
    "एक गाय सड़क पर बैठती है, warm film look": "cow",
    "Os condutores de elétrico, antes do amanhecer, painterly look": "person tram-car",
    "Medium shot: Zaccaria, un vecchio artigiano con la barba bianca, con un grembiule, hanging "
    "paper lanterns, at dusk": "old-man",
    "eine alte Holzkiste im Schuppen": "package",
    # who does what
    "Two rabbits brush their teeth beside the pond": "rabbit",
    "a person marking lines": "person",
    "Ottoline, a purple octopus, is the librarian of a very old library": "octopus",
}


def seen(reading: Reading) -> list[str]:
    return [figure.icon for figure in reading.figures]


@pytest.mark.parametrize("prompt", DRAWN)
def test_what_operators_name_is_drawn(prompt: str, library: Library) -> None:
    found = seen(read(prompt, library))
    assert found[: len(DRAWN[prompt].split())] == DRAWN[prompt].split()
