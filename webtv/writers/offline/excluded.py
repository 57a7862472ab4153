"""Leaves out what "no animals" means: every animal, and the worlds of these; so with people, cars.

Entries of `avoid` are words, of which pictures have the forms. A few name a whole class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.worlds import worlds_tagged

_NAMES = {
    "animals": "animal animals creature creatures beast beasts pets wildlife animale animales "
    "animaux bêtes tier tiere tieren animali animais bichos zwierzęta zwierząt zwierzaki животные "
    "животных звери зверей hayvan hayvanlar hayvanları 動物 动物 生き物 حيوان حيوانات الحيوانات",
    "people": "people humans persons persona personas gente personnes gens menschen leute "
    "personen persone pessoas gente ludzi ludzie osób люди людей insan insanlar kimse 人 人間 人物 "
    "人类 أشخاص ناس الناس بشر",
    "cars": "car cars coche coches carro carros voiture voitures auto autos auta automobili "
    "macchine samochody samochodów машины машин автомобили автомобилей araba arabalar 車 自動車 "
    "汽车 车 سيارات السيارات",
    "buildings": "building buildings house houses edificio edificios casas bâtiments immeubles "
    "maisons gebäude häuser edifici case edifícios prédios budynki budynków domy domów здания "
    "зданий дома домов bina binalar evler 建物 建築 建筑 房子 楼房 مبان مباني المباني بيوت",
}
"""Words for the classes in twelve languages."""

_CLASS = {word: name for name, words in _NAMES.items() for word in words.split()}

_SEEN = {
    "animals": "albatross ammonite animal ankylosaur ant anthill antler aphid badger barnacle bat "
    "beak bear beaver bee beehive beetle bird birdcage birdhouse bison blackbird boar "
    "bowerbird bug bull bumblebee bunny butterfly butterflies buzzard caddis calf calves "
    "camel capybara carp carthorse cat caterpillar catfish chamois cheetah chick chicken "
    "chough chrysalis claw clownfish cobweb cockerel cocoon coot cormorant cow crab "
    "crayfish creature cricket crow cub cuckoo cuttlefish dachshund dalmatian deer "
    "dinosaur dipper dog dolphin donkey dormouse dove dragonfly duck duckling eagle "
    "earthworm eel egret elephant falcon fawn feather fennec fireflies firefly fish "
    "flamingo flea fledgling flock foal fox frigatebird frog gecko geese giraffe goat "
    "goldfinch goldfish goose gorilla gosling grasshopper grebe gull hamster hare hawk "
    "hedgehog hen herd heron herring hippo hive hoof hoofprint hooves horse hound "
    "hummingbird husky ibex iguana insect jackdaw jay jellyfish jerboa joey kangaroo "
    "kestrel kingfisher kitten koala ladybird lamb lark larva limpet lion lizard llama "
    "lobster longhorn lynx lyrebird magpie mammoth manatee manta marmot meerkat mice "
    "midge mite mole molehill monkey moose moth mouse mule mussel narwhal nautilus nest "
    "nuthatch octopus olm otter owl ox oxen oyster panda parrot parrotfish paw peacock "
    "pelican penguin pig pigeon piglet pika plankton pony ponies ptarmigan pterosaur "
    "pufferfish puffin pup puppy puppies rabbit raccoon ram rat raven reindeer rhino "
    "roadrunner robin rooster rotifer salmon sandgrouse sandpiper sardine seagull "
    "seahorse seal sheep sheepdog shrimp sloth slug snail snake snout sparrow spider "
    "squid squirrel stag starfish starling stegosaurus stork strider swallow swan swarm "
    "tadpole tardigrade termite tern terrier toad tomcat tortoise toucan triceratops "
    "trout turtle tyrannosaur walrus warbler warthog wasp whale wolf wolves woodpecker "
    "worm wren yak zebra",
    "people": "",
    "cars": "car taxi jeep limousine traffic motorway crosswalk windscreen",
    "buildings": "building house hut cottage barn church tower castle skyscraper roof rooftop "
    "chimney window windowsill sill door doorway doorstep street balcony balconies staircase "
    "kitchen room attic cellar ceiling lighthouse cabin shed temple kiosk shop factory school "
    "library stable hangar museum steeple city town village",
}
"""English words of their pictures; people are known by more than a word."""

_WORLDS = {
    "animals": "cats dogs horses flock farmyard birds bees hedgerow woodland savanna dinosaurs",
    "cars": "racing",
    "buildings": "village city building",
}
_OPEN = frozenset({"underwater", "microscope", "shapes", "cave"})
"""Worlds without a sky that are in no building."""

_W = r"[^\W\d_]+"
_AND = r"(?:or|and|nor|ni|nem|oder|und|et|y|e|o|ou|ani|i|и|или|أو|و)"
_WITHOUT = re.compile(
    rf"\b(?:no|without(?: any)?|sin|sans|pas de|ohne|keine?n?|senza|sem|bez|żadnych|nie ma|без|нет"
    rf"|بدون|بلا|لا) ({_W})(?: {_AND} (?:(?:no|any|keine|ni) )?({_W}))?"
    rf"(?=\s*(?:$|[.,;!?،。]|{_AND}\b))"
    r"|([^\W\d_]+?)(?:lar|ler)? (?:yok|olmasın)\b|\b([iİ]nsan|hayvan|araba)sız\b"
    r"|(動物|生き物|人間|人|車|建物)(?:は|が|も)?(?:なし|無し|いない|出ない|ない)"
    r"|(?:没有|沒有|无|不要|不出现)(动物|人物|人|汽车|车|建筑|房子)",
    re.IGNORECASE,
)
_AMID = re.compile(
    rf",? (?:with no|without(?: any)?|sin|sans|ohne|senza|sem|bez|без|بدون|بلا) ({_W})"
    rf"(?: {_AND} (?:(?:no|any|with no) )?({_W}))?(?=\s*(?:$|[.,;!?،。]|{_AND}\b))",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[a-z]+")


def excluded_in(text: str) -> list[str]:
    """The classes that a theme forbids amid its sentences: "a wood with no people"."""
    found = (word for match in _WITHOUT.finditer(text) for word in match.groups() if word)
    return list(filter(_named, found))


def without_excluded(text: str) -> str:
    """A theme without what it forbids amid its sentences, which no prompt should name."""

    def left(found: re.Match[str]) -> str:
        return "" if all(map(_named, filter(None, found.groups()))) else found[0]

    return _AMID.sub(left, text)


class Excluded:
    """Tells moments that show anything of the classes which `avoid` names."""

    def __init__(self, avoid: Sequence[str], language: str) -> None:
        self._english = language[:2] == "en"
        classes = _classes(avoid)
        self._words = frozenset(" ".join(_SEEN[name] for name in classes).split())
        self._worlds = frozenset(" ".join(_WORLDS.get(name, "") for name in classes).split())
        if "buildings" in classes:
            self._worlds |= worlds_tagged("indoors") - _OPEN

    def __call__(self, moment: Moment) -> bool:
        """Whether a moment shows such a thing, or is told of it in English."""
        if moment.world in self._worlds:
            return True
        told = f"{moment.line} {moment.title}" if self._english else ""
        words = _LETTERS.findall(f"{moment.picture} {told}".lower())
        return bool(self._words) and any(map(self._is_one, words))

    def _is_one(self, word: str) -> bool:
        forms = {word, word.removesuffix("s"), word.removesuffix("es")}
        return not self._words.isdisjoint(forms)


def no_people(avoid: Iterable[str]) -> bool:
    """Whether people are forbidden as a class."""
    return "people" in _classes(avoid)


def _named(word: str) -> bool:
    return bool(_classes([word]))


def _classes(avoid: Iterable[str]) -> frozenset[str]:
    said = (entry.casefold().replace("i̇", "i").strip() for entry in avoid)
    return frozenset(_CLASS[word] for word in said if word in _CLASS)
