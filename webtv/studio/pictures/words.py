"""What the words of a prompt mean to the painter. Tables only; `scene` reads them.

Words are given in their singular, lower case form; `scene.stem` brings a prompt to that form.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _table(rows: Mapping[str, str]) -> Mapping[str, str]:
    """Turn `meaning: "word word"` into `word: meaning`."""
    return MappingProxyType({word: key for key, words in rows.items() for word in words.split()})


FAMILIES = _table(
    {
        "sea": "sea ocean wave beach shore coast coastal coastline island surf tide harbour harbor"
        " bay cliff gull seagull sail sailing sailor sailboat ship boat lighthouse whale dolphin"
        " pier seaside lagoon marine nautical fisherman yacht archipelago reef-edge captain",
        "mountains": "mountain alp alpine peak ridge summit andes himalaya valley canyon highland"
        " fjord llama alpaca goat hiker climber hut cordillera crag volcano rocky altiplano yak"
        " condor pass massif slope massive cliffside",
        "forest": "forest wood woodland tree pine birch oak redwood jungle grove fern moss fox owl"
        " deer stag bear mushroom trail canopy bamboo rainforest leaf squirrel wolf spruce fairy",
        "city": "city street urban downtown skyscraper skyline neon alley traffic taxi cab cyclist"
        " bicycle metropolis tokyo york apartment rooftop subway tram cafe crosswalk market"
        " sidewalk pedestrian billboard cyberpunk building block boulevard lamppost shop square"
        " bus metro office highway",
        "desert": "desert dune sand sahara camel cactus oasis mesa nomad caravan bedouin sandstorm"
        " arid outback mirage scorpion pyramid",
        "space": "space planet galaxy nebula star-field starfield cosmos cosmic astronaut rocket"
        " asteroid comet saturn jupiter mars orbit-station universe spaceship spacecraft satellite"
        " interstellar milky moonscape lunar supernova",
        "clouds": "sky cloudscape balloon airship zeppelin airplane plane glider kite stratosphere"
        " above-cloud heaven aerial skyward crane-flight",
        "storm": "storm thunderstorm lightning thunder tornado hurricane tempest cyclone supercell",
        "fire": "fire flame campfire bonfire ember lava blaze burning inferno torch hearth"
        " wildfire magma forge candle fireplace",
        "abstract": "abstract ink kaleidoscope fractal geometric pattern fluid swirl liquid"
        " mandala surreal psychedelic texture gradient particle-art generative marble smoke"
        " paint pigment caustic silk ribbon shape symmetry dream",
        "meadow": "meadow field farm grass grassland prairie flower wildflower hill countryside"
        " pasture barn sheep cow horse wheat lavender tulip sunflower poppy windmill tractor"
        " garden orchard vineyard hay picnic plain rural shepherd scarecrow bee butterfly terrace",
        "lake": "lake river waterfall stream pond reflection-lake canoe kayak heron swan duck"
        " creek wetland marsh lily rapid brook dam reservoir bank",
        "arctic": "arctic polar iceberg glacier tundra antarctica antarctic penguin ice igloo"
        " husky sled frozen reindeer snowfield bear-polar walrus",
        "underwater": "underwater reef coral jellyfish kelp seabed submarine diver abyss fish"
        " octopus turtle shark aquarium manta submerged seahorse mermaid deep-sea",
        "village": "village town cottage cabin house hamlet castle church chimney farmhouse inn"
        " monastery temple pagoda lantern train railway station",
    }
)

# How much a word says about the place: subjects can be anywhere, places cannot.
STRONG = frozenset(
    "sea ocean mountain ridge forest city street desert dune space galaxy nebula abstract meadow"
    " lake river waterfall arctic iceberg underwater village kaleidoscope campfire bonfire lava"
    " thunderstorm beach coast harbour harbor jungle skyline prairie countryside cloudscape alp"
    " peak valley planet reef ink farm glacier tundra woodland town sahara andes".split()
)

HOURS = _table(
    {
        "dawn": "dawn sunrise daybreak morning aurora-dawn early",
        "day": "day noon midday daylight afternoon sunny bright",
        "golden": "golden goldenhour amber-light honey",
        "sunset": "sunset sundown evening",
        "dusk": "dusk twilight bluehour gloaming",
        "night": "night nightfall midnight nighttime nocturnal starry star milky neon dark lantern"
        " aurora firefly campfire bonfire",
        "moonlit": "moonlit moonlight moon",
    }
)

# Words that suggest an hour only where no other word names one: "a bright rim of light".
HINTS = frozenset(
    "bright early honey golden star milky neon dark lantern firefly campfire bonfire".split()
)

WEATHER = _table(
    {
        "clear": "clear cloudless sunny",
        "clouds": "cloud cloudy overcast grey-sky",
        "rain": "rain rainy raining drizzle downpour monsoon wet umbrella rainfall shower",
        "snow": "snow snowfall blizzard flurry snowing snowflake",
        "fog": "fog foggy mist misty haze hazy steam smoke",
        "storm": "storm stormy lightning thunder thunderstorm tempest hurricane",
        "wind": "wind windy breeze windswept gust blowing sandstorm",
        "aurora": "aurora borealis",
        "stars": "star starry stargazing milky constellation",
        "fireflies": "firefly",
        "embers": "ember spark campfire bonfire",
        "petals": "petal blossom cherry confetti leaf leave dandelion pollen",
        "bubbles": "bubble",
        "meteors": "meteor comet shooting",
    }
)

SEASONS = _table(
    {
        "spring": "spring blossom cherry bloom blooming petal tulip",
        "summer": "summer lush tropical",
        "autumn": "autumn fall-leaf autumnal october november harvest maple",
        "winter": "winter wintry snow snowy snowfall frost frosty frozen ice icy blizzard"
        " christmas december",
    }
)

LOOKS = _table(
    {
        "warm": "warm cosy cozy toasty",
        "cold": "cold cool chilly icy bleak",
        "neon": "neon cyberpunk synthwave vaporwave fluorescent electric",
        "pastel": "pastel watercolor watercolour soft dreamy gentle storybook ghibli",
        "mono": "monochrome black-and-white grayscale greyscale noir charcoal",
        "vivid": "vivid vibrant colorful colourful saturated rainbow",
        "muted": "muted desaturated faded vintage sepia",
    }
)

COLOURS: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {
        "red": (200, 40, 36),
        "crimson": (170, 22, 48),
        "scarlet": (214, 40, 30),
        "burgundy": (110, 22, 40),
        "orange": (240, 130, 36),
        "copper": (184, 108, 62),
        "rust": (168, 78, 42),
        "amber": (250, 176, 60),
        "gold": (236, 188, 84),
        "yellow": (246, 214, 74),
        "ochre": (204, 146, 54),
        "cream": (246, 232, 200),
        "ivory": (244, 238, 220),
        "green": (64, 140, 72),
        "emerald": (24, 148, 100),
        "jade": (44, 150, 118),
        "lime": (160, 210, 60),
        "olive": (118, 122, 56),
        "mint": (156, 222, 188),
        "teal": (24, 132, 140),
        "turquoise": (56, 196, 196),
        "cyan": (44, 200, 230),
        "aqua": (70, 210, 214),
        "blue": (44, 98, 200),
        "azure": (54, 140, 230),
        "cobalt": (24, 70, 180),
        "navy": (22, 38, 96),
        "sapphire": (22, 70, 168),
        "indigo": (58, 44, 150),
        "violet": (120, 70, 200),
        "purple": (122, 52, 160),
        "lavender": (180, 160, 224),
        "lilac": (196, 168, 220),
        "magenta": (214, 42, 150),
        "pink": (240, 140, 176),
        "rose": (228, 110, 134),
        "peach": (252, 190, 156),
        "coral": (248, 126, 104),
        "brown": (118, 78, 50),
        "tan": (200, 164, 120),
        "beige": (222, 206, 176),
        "white": (238, 238, 236),
        "silver": (192, 198, 208),
        "grey": (128, 132, 138),
        "gray": (128, 132, 138),
        "black": (26, 26, 30),
    }
)

# Things that wear a colour: "a red poncho" colours the llama's coat, not the sky.
WORN = frozenset(
    "poncho coat scarf hat dress sail cloak cape umbrella jacket raincoat robe shirt blanket hull"
    " collar saddle flag roof door kite tent bicycle bike sweater boot ribbon backpack".split()
)

SUBJECTS = _table(
    {
        "llama": "llama alpaca guanaco vicuna",
        "horse": "horse pony stallion mare unicorn donkey mustang",
        "deer": "deer stag elk moose antelope fawn reindeer doe",
        "wolf": "wolf coyote husky",
        "fox": "fox",
        "dog": "dog puppy hound",
        "cat": "cat kitten lynx tiger lion panther leopard",
        "bear": "bear panda",
        "cow": "cow bull ox buffalo bison yak",
        "sheep": "sheep goat lamb ram ibex",
        "camel": "camel dromedary caravan",
        "elephant": "elephant mammoth",
        "birds": "bird gull seagull crow raven swallow pigeon dove starling geese goose crane heron"
        " swan duck albatross flock stork pelican",
        "eagle": "eagle hawk condor falcon owl vulture dragon",
        "whale": "whale humpback orca",
        "dolphin": "dolphin porpoise",
        "fish": "fish koi salmon shoal school",
        "shark": "shark manta",
        "jellyfish": "jellyfish",
        "turtle": "turtle",
        "penguin": "penguin",
        "boat": "boat sail sailboat yacht dhow regatta",
        "ship": "ship freighter tanker ferry steamer liner schooner",
        "canoe": "canoe kayak rowboat raft gondola fisherman",
        "lighthouse": "lighthouse beacon",
        "house": "house cabin cottage hut barn farmhouse home chalet",
        "castle": "castle fortress palace",
        "tower": "tower church temple pagoda monastery",
        "windmill": "windmill turbine",
        "bridge": "bridge viaduct",
        "train": "train tram locomotive railway",
        "car": "car taxi cab bus truck van tractor",
        "cyclist": "cyclist bicycle bike biker",
        "balloon": "balloon",
        "airship": "airship zeppelin blimp",
        "plane": "plane airplane glider biplane",
        "rocket": "rocket spaceship spacecraft shuttle",
        "astronaut": "astronaut cosmonaut",
        "robot": "robot android mech",
        "person": "person man woman wanderer traveler traveller hiker girl boy child monk shepherd"
        " figure explorer climber nomad pilgrim fisher samurai knight dancer musician captain"
        " photographer couple pedestrian boatman wizard sailor",
        "tree": "tree oak willow baobab",
        "cactus": "cactus saguaro",
        "tent": "tent yurt camp igloo",
        "campfire": "campfire bonfire",
        "lantern": "lantern",
        "butterfly": "butterfly moth dragonfly bee",
        "pyramid": "pyramid",
    }
)

MOVES = _table(
    {
        "pan": "pan panning panorama sweep sweeping",
        "track": "track tracking truck trucking follow following alongside glide gliding",
        "tilt": "tilt tilting",
        "crane": "crane-shot craning jib rise rising ascend ascending lift pedestal boom",
        "dolly": "dolly push pushing creep approach approaching flythrough fly-through forward",
        "zoom": "zoom zooming",
        "orbit": "orbit orbiting circling arc revolve rotating",
        "aerial": "aerial drone flyover overhead bird-view soar soaring",
        "handheld": "handheld shaky",
        "static": "static locked still tripod fixed motionless",
    }
)

PACES: Mapping[str, float] = MappingProxyType(
    {
        "almost still": 0.22,
        "nearly still": 0.22,
        "barely moving": 0.25,
        "motionless": 0.22,
        "perfectly still": 0.2,
        "very slow": 0.4,
        "very gentle": 0.42,
        "very little": 0.35,
        "very fast": 2.1,
        "slow": 0.55,
        "slowly": 0.55,
        "subtle": 0.5,
        "gentle": 0.6,
        "gently": 0.6,
        "calm": 0.65,
        "serene": 0.65,
        "drifting": 0.75,
        "steady": 0.9,
        "lively": 1.4,
        "brisk": 1.45,
        "energetic": 1.75,
        "dynamic": 1.5,
        "strong motion": 1.9,
        "fast": 1.8,
        "quick": 1.6,
        "rapid": 1.9,
        "racing": 1.9,
        "frantic": 2.1,
        "explosive": 2.1,
    }
)
