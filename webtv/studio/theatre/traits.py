"""How tall each picture stands beside a person, where it belongs, and which need a paper body."""

from __future__ import annotations

from typing import Literal

Stance = Literal["ground", "air", "float", "swim", "sky", "hang", "table"]

_HEIGHTS: dict[float, str] = {
    0.16: (
        "ant lady-beetle honeybee fly mosquito snail spider cricket beetle butterfly "
        "monarch-butterfly bug worm feather glowing-star ring key coin sewing-needle fallen-leaf"
    ),
    0.26: (
        "mouse rat baby-chick front-facing-baby-chick hatching-chick frog bird black-bird crab"
        " hedgehog chipmunk hamster lizard bat spiral-shell shrimp tomato garlic onion lemon olive"
        " egg cookie candy seedling droplet salt candle hot-beverage teacup-without-handle mushroom"
    ),
    0.36: (
        "rabbit squirrel duck chicken rooster owl parrot dove paper-gull hedgehog turtle fish"
        " tropical-fish blowfish cat black-cat bread croissant teapot books laptop radio"
        " soccer-ball red-apple lotus tulip rose hibiscus sunflower bouquet potted-plant light-bulb"
        " bell red-paper-lantern package badger skunk raccoon otter penguin goose turkey beaver"
        " snake octopus squid lobster jellyfish"
    ),
    0.5: (
        "dog poodle guide-dog fox swan flamingo peacock goat ewe ram eagle monkey hiking-boot baby"
        " child luggage pot-of-food shallow-pan-of-food cooking chair umbrella guitar violin"
        " accordion broom mantelpiece-clock crystal-ball gem-stone seal love-letter framed-picture"
        " leafy-green spaghetti fork-and-knife-with-plate kite balloon gear wood rock knot"
        " hourglass-not-done"
    ),
    0.7: (
        "boy girl deer wolf pig boar kangaroo sloth orangutan leopard fire door window t-shirt "
        "bathtub bicycle kick-scooter barrel oil-drum television shopping-cart drum snowman bed "
        "couch-and-lamp robot llama sheaf-of-rice cactus musical-keyboard mirror"
    ),
    0.9: (
        "horse cow ox water-buffalo zebra camel two-hump-camel donkey bear polar-bear tiger lion"
        " gorilla moose unicorn dolphin shark crocodile panda canoe motorcycle motor-scooter"
        " fountain brick paper-oven paper-table person-in-bed paper-orb paper-tunnel paper-grid"
        " paper-burst paper-ink mirror-ball parachute t-rex"
    ),
    1.25: (
        "elephant rhinoceros hippopotamus giraffe bison mammoth dragon automobile taxi tractor"
        " pickup-truck racing-car sport-utility-vehicle delivery-truck minibus auto-rickshaw"
        " sailboat motor-boat speedboat rocket small-airplane helicopter orca tent hut"
        " flying-saucer sauropod"
    ),
    1.6: (
        "whale spouting-whale tram-car tram light-rail bus trolleybus railway-car locomotive train"
        " house house-with-garden derelict-house convenience-store circus-tent airplane camping"
        " deciduous-tree evergreen-tree palm-tree leafless-tree houses bridge-at-night"
        " carousel-horse fire-engine articulated-lorry"
    ),
    2.1: (
        "lighthouse castle church ship passenger-ship ferry office-building tokyo-tower mosque"
        " ferris-wheel roller-coaster hindu-temple japanese-castle factory classical-building"
        " school hospital hotel statue-of-liberty mountain snow-capped-mountain volcano mount-fuji"
        " synagogue"
    ),
}
_HEIGHT = {icon: height for height, icons in _HEIGHTS.items() for icon in icons.split()}
_STANCES: dict[Stance, str] = {
    "air": (
        "paper-gull paper-orb paper-tunnel paper-grid paper-burst paper-ink butterfly"
        " monarch-butterfly honeybee fly mosquito bat bird-flying dove eagle balloon kite airplane"
        " small-airplane helicopter parachute flying-saucer rocket ghost fairy"
        " leaf-fluttering-in-wind feather musical-notes red-heart zzz high-voltage cyclone"
        " collision glowing-star crystal-ball gem-stone mirror-ball love-letter phoenix superhero"
        " droplet satellite dragon fallen-leaf"
    ),
    "sky": (
        "sun full-moon crescent-moon star cloud rainbow milky-way comet ringed-planet "
        "sun-with-face meteor shooting-star full-moon-face globe-showing-europe-africa"
    ),
    "float": (
        "sailboat canoe ship ferry passenger-ship motor-boat speedboat duck swan "
        "spouting-whale whale dolphin orca person-rowing-boat person-surfing person-swimming lotus "
        "otter"
    ),
    "swim": (
        "fish tropical-fish blowfish shark octopus squid jellyfish turtle shrimp lobster "
        "mermaid seahorse coral crab"
    ),
    "hang": "red-paper-lantern bell t-shirt light-bulb wind-chime window framed-picture",
    "table": (
        "bread croissant birthday-cake teacup-without-handle hot-beverage teapot spaghetti"
        " flatbread leafy-green cheese-wedge olive salt tomato garlic onion lemon books laptop"
        " candle mantelpiece-clock fork-and-knife-with-plate pot-of-food shallow-pan-of-food"
        " cooking egg"
    ),
}
_STANCE: dict[str, Stance] = {i: s for s, icons in _STANCES.items() for i in icons.split()}

HEADS = frozenset(
    "artist astronaut baby baby-angel boy child construction-worker cook detective elf"
    " factory-worker farmer firefighter girl guard health-worker judge mage man man-beard"
    " man-mechanic mechanic office-worker old-man old-woman older-person person pilot"
    " police-officer prince princess santa-claus scientist singer woman-singer student teacher"
    " vampire woman alien robot bear boar fox frog hamster koala lion moose panda polar-bear"
    " unicorn wolf chicken dragon-face clown-face ogre goblin ninja mrs-claus troll-face"
    " person-bald man-white-hair".split()
)
"""Pictures of heads and busts, which get a paper body."""

BUSTS = frozenset(
    "artist astronaut construction-worker cook detective elf factory-worker farmer firefighter"
    " guard health-worker judge mage man-mechanic mechanic office-worker pilot police-officer"
    " santa-claus scientist singer woman-singer student teacher vampire ninja mrs-claus"
    " goblin".split()
)
"""Of these, the ones with shoulders: their clothes go on below."""

BEASTS = frozenset(
    "bear boar fox frog hamster koala lion moose panda polar-bear unicorn wolf chicken "
    "dragon-face".split()
)
"""Of these, the animals: their bodies have the colour of their coat."""

SKINS = frozenset(
    "artist baby boy child construction-worker cook detective elf farmer firefighter girl "
    "guard judge mage man man-beard man-mechanic mechanic office-worker old-man old-woman person "
    "pilot police-officer prince princess scientist singer woman-singer student teacher vampire "
    "woman santa-claus person-biking woman-dancing person-rowing-boat superhero "
    "supervillain person-surfing person-swimming ballet-dancer person-juggling".split()
)
"""Pictures that there are in several colours of skin."""

WORN = frozenset(
    "scarf coat t-shirt kimono dress glasses sunglasses top-hat crown womans-hat billed-cap gloves "
    "necktie jeans mans-shoe hat cap nightcap bonnet apron waistcoat cloak cape pyjamas pajamas "
    "oilskin sweater jumper robe gown poncho shirt goggles graduation-cap socks shorts "
    "military-helmet rescue-workers-helmet safety-vest lab-coat hiking-boot boots".split()
)
"""Garments: worn by somebody, they are no things of their own."""

VEHICLES = frozenset(
    "sailboat canoe motor-boat speedboat teacup-without-handle locomotive bicycle automobile taxi "
    "tractor rocket balloon parachute tram-car bus carousel-horse horse pickup-truck ship ferry "
    "small-airplane motor-scooter motorcycle flying-saucer sled bathtub hot-air-balloon".split()
)
"""What one may ride, drive or sail in."""

HELD = frozenset(
    "umbrella broom guitar violin accordion books love-letter luggage red-paper-lantern candle "
    "bouquet soccer-ball kite balloon teacup-without-handle hot-beverage cooking pot-of-food "
    "bread croissant hammer carpentry-saw paintbrush telescope trumpet microphone package "
    "shallow-pan-of-food spaghetti basket bell mantelpiece-clock t-shirt headphone "
    "fishing-pole".split()
)
"""What a hand may hold."""

GLOWING = frozenset(
    "candle red-paper-lantern fire light-bulb glowing-star full-moon star sun lighthouse"
    " jack-o-lantern high-voltage mirror-ball crystal-ball camping firecracker fireworks diya-lamp"
    " crescent-moon sparkler rocket paper-burst paper-orb paper-grid paper-oven paper-cabin house"
    " house-with-garden houses convenience-store".split()
)
"""What shines in the dark."""

STEAMING = {
    "pot-of-food": (0.0, 0.95), "hot-beverage": (0.0, 0.95), "locomotive": (-0.3, 0.95),
    "paper-cabin": (0.27, 0.98), "house-with-garden": (0.1, 0.98), "teapot": (-0.3, 0.7),
    "cooking": (0.0, 0.8), "spaghetti": (0.0, 0.9), "steaming-bowl": (0.0, 0.9),
}  # fmt: skip
"""What steams or smokes, and where: shares of its height right of its middle and above its foot."""

HOMES: dict[str, str] = {
    "coast": "paper-gull crab spiral-shell palm-tree",
    "sea": (
        "whale spouting-whale dolphin orca sailboat ship ferry passenger-ship person-surfing "
        "seal anchor motor-boat speedboat lighthouse"
    ),
    "underwater": (
        "fish tropical-fish blowfish shark octopus squid jellyfish turtle coral mermaid "
        "lobster shrimp"
    ),
    "river": "flamingo duck swan canoe otter beaver frog person-rowing-boat lotus",
    "winter": "penguin polar-bear snowman sled ice-skate paper-cabin paper-fir",
    "kitchen": (
        "paper-oven cook pot-of-food cooking shallow-pan-of-food spaghetti bread flatbread teapot "
        "leafy-green cheese-wedge olive salt croissant birthday-cake tomato garlic onion egg "
        "fork-and-knife-with-plate hot-beverage"
    ),
    "street": (
        "taxi bus automobile tram-car tram trolleybus bicycle person-biking "
        "convenience-store police-officer delivery-truck police-car motor-scooter"
    ),
    "city": "office-building cityscape statue-of-liberty helicopter",
    "space": "rocket astronaut alien flying-saucer ringed-planet milky-way satellite comet",
    "forest": (
        "bear fox owl deer wolf hedgehog badger mushroom elf fairy boar moose raccoon "
        "evergreen-tree chipmunk camping"
    ),
    "desert": "camel two-hump-camel cactus scorpion snake lizard",
    "hills": (
        "cow horse ewe goat pig tractor farmer chicken rooster llama locomotive train windmill "
        "ox donkey deciduous-tree kite balloon parachute sheaf-of-rice house-with-garden boy girl"
    ),
    "mountain": "eagle snow-capped-mountain mountain volcano skier snowboarder",
    "room": (
        "bed person-in-bed couch-and-lamp chair television laptop books candle "
        "mantelpiece-clock headphone musical-keyboard mouse teddy-bear framed-picture love-letter"
    ),
    "workshop": "robot gear man-mechanic mechanic hammer carpentry-saw scientist",
    "stage": (
        "singer woman-singer guitar violin clown-face ballet-dancer woman-dancing trumpet "
        "mirror-ball person-juggling performing-arts saxophone drum microphone"
    ),
    "abstract": "paper-orb paper-tunnel paper-grid paper-burst paper-ink crystal-ball gem-stone",
    "sky": "dove bird airplane small-airplane cloud star full-moon rainbow sun feather",
    "garden": "butterfly honeybee tulip rose sunflower snail bouquet potted-plant rabbit",
    "village": (
        "old-woman old-man cat black-cat church castle man woman person houses dog bell"
        " red-paper-lantern door package"
    ),
    "square": "soccer-ball circus-tent fountain ferris-wheel clown-face baby child",
}
_HOME = {icon: place for place, icons in HOMES.items() for icon in icons.split()}


def height(icon: str) -> float:
    """The height of a picture on the stage; a grown person's is 1. Sizes are drawn together, as
    in a picture book: a whale is larger than a cat, but not by as much as it is.
    """
    if icon in HEADS and icon not in _HEIGHT:
        return 1.0
    return _HEIGHT.get(icon, 0.5)


def stance(icon: str) -> Stance:
    """Where a picture belongs."""
    return _STANCE.get(icon, "ground")


def home(icon: str) -> str | None:
    """The place where a picture is at home, for prompts that name none."""
    return _HOME.get(icon)
