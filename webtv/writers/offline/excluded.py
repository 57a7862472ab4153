"""Leaves out what "no animals" means: every animal, and the worlds of these; so with people, cars.

Entries of `avoid` are words, of which pictures have the forms. A few name a whole class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.wordsets import is_dense
from webtv.writers.offline.worlds import worlds_tagged

_NAMES = {
    "animals": "dieren djur dyr eläimiä eläimet állatok zvířata zvířat тварин animale ζώα "
    "hewan binatang חיות حیوانات जानवर 동물 animal animals creature creatures beast beasts pets "
    "wildlife animale animales "
    "animaux bêtes tier tiere tieren animali animais bichos zwierzęta zwierząt zwierzaki животные "
    "животных звери зверей hayvan hayvanlar hayvanları 動物 动物 生き物 حيوان حيوانات الحيوانات",
    "people": "mensen människor mennesker folk ihmisiä ihmiset emberek lidé lidí людей люди oameni "
    "άνθρωποι ανθρώπους người orang manusia "
    "אנשים انسان انسانی مردم آدم gent persones लोग 사람 사람들 "
    "people human humans human-beings person persons persona personas gente personne personnes "
    "gens humain humains humano humanos umani mensch menschen leute "
    "personen persone pessoas gente ludzi ludzie osób люди людей insan insanlar kimse 人 人間 人物 "
    "人类 أشخاص ناس الناس بشر",
    "cars": "car cars coche coches carro carros voiture voitures auto autos auta automobili "
    "macchine samochody samochodów машины машин автомобили автомобилей araba arabalar 車 自動車 "
    "汽车 车 سيارات السيارات",
    "things": "objects object things objetos objets gegenstände dinge oggetti cose przedmioty "
    "przedmiotów rzeczy предметы предметов вещи вещей nesneler nesne "
    "eşyalar 物体 物件 物 أشياء الأشياء "
    "voorwerpen dingen föremål",
    "buildings": "building buildings house houses edificio edificios casas bâtiments immeubles "
    "maisons gebäude häuser edifici case edifícios prédios budynki budynków domy domów здания "
    "зданий дома домов bina binalar evler 建物 建築 建筑 房子 楼房 مبان مباني المباني بيوت",
}
"""Words for the classes in twelve languages."""

_FIELDS: dict[str, tuple[str, str]] = {
    "cars": (
        "traffic vehicles trucks lorries motorbikes tráfico trânsito tráfego circulation camions "
        "verkehr autoverkehr traffico samochodami ruch машинами трафик trafik taşıt 交通 汽车 "
        "車 車両 "
        "المرور المركبات",
        "lorry truck van bus buses driver cab scooter motorbike motorcycle tyre headlight bumper "
        "petrol roundabout kerb",
    ),
    "crowds": (
        "crowd crowds multitudes multitud aglomeraciones foule foules menschenmassen massen folla "
        "folle multidão multidões tłum tłumy tłumów толпа толпы толп kalabalık kalabalıklar 人群 "
        "人混み 群衆 زحام الزحام حشود الحشود",
        "crowd crowded throng spectator audience queue",
    ),
    "hunting": (
        "predator predators prey hunting hunters depredadores presas caza cacería prédateurs "
        "proies chasse raubtiere beute jagd predatori prede caccia predadores caça drapieżniki "
        "drapieżników polowanie polowań хищники хищников охота охоты yırtıcılar av avcılık 捕食 "
        "猎食 "
        "捕食者 狩猟 猎物 مفترس المفترسة مفترسة فرائس الصيد",
        "prey hunt hunting hunter pounce pouncing snatch snatching ambush stalking spearing "
        "seizing "
        "devouring aiming",
    ),
    "alcohol": (
        "alcohol beer wine booze drinking alcool bière vin alkohol bier wein cerveza vino birra "
        "cerveja vinho álcool piwo piwa wino alkoholu алкоголь алкоголя пиво вино içki alkol bira "
        "şarap 酒 啤酒 お酒 アルコール كحول الكحول خمر",
        "beer wine whisky rum pub tavern cocktail champagne vineyard brewery brandy winery cellar",
    ),
    "smoking": (
        "smoking cigarettes smokers tobacco fumar tabaco cigarrillos tabac cigarettes fumer "
        "rauchen "
        "zigaretten tabak fumo sigarette cigarros papierosy papierosów palenia palenie курение "
        "курения сигареты сигарет sigara 抽烟 吸烟 香烟 タバコ 煙草 喫煙 التدخين سجائر",
        "cigarette cigar smoker tobacco ashtray",
    ),
    "violence": (
        "weapons guns violence blood gore war fighting armas violencia sangre guerra armes "
        "sang guerre waffen gewalt blut krieg armi violenza sangue violência broń broni przemoc "
        "przemocy krew krwi wojna wojny оружие оружия насилие насилия кровь крови война войны "
        "silah şiddet kan savaş 武器 暴力 血 战争 戦争 سلاح أسلحة عنف العنف دم دماء حرب الحرب",
        "gun rifle pistol sword cannon soldier army battle war blood dagger bullet duel fighting",
    ),
    "screens": (
        "phone phones smartphones screens computers technology teléfonos móviles pantallas "
        "ordenadores téléphones écrans ordinateurs handys smartphone bildschirme computer telefoni "
        "schermi telefones telas telemóveis telefony telefonów ekrany ekranów телефоны телефонов "
        "экраны экранов telefon ekran telefonlar ekranlar 手机 电脑 屏幕 スマホ 携帯 パソコン "
        "هواتف "
        "الهواتف شاشات الشاشات",
        "phone smartphone telephone computer laptop screen keyboard television tablet monitor",
    ),
    "snakes": (
        "snake snakes serpientes serpents schlangen serpenti cobras serpentes węże węży змеи змей "
        "yılan yılanlar 蛇 ヘビ ثعابين الثعابين أفاعي",
        "snake serpent cobra viper python",
    ),
    "insects": (
        "spider spiders insect insects bugs arañas insectos araignées insectes spinnen insekten "
        "ragni insetti aranhas insetos pająki pająków owady owadów пауки пауков насекомые "
        "насекомых örümcek örümcekler böcek böcekler 蜘蛛 昆虫 虫 クモ عناكب العناكب حشرات الحشرات",
        "spider cobweb ant bee beetle wasp moth caterpillar midge grasshopper insect flea cricket "
        "dragonfly butterfly butterflies ladybird bumblebee beehive anthill",
    ),
    "cats": (
        "cat cats gatos chats katzen gatti koty kotów кошки кошек kedi kediler 猫 قطط القطط",
        "cat kitten tomcat",
    ),
    "dogs": (
        "dog dogs perros chiens hunde cani cães cachorros psy psów собаки собак köpek köpekler "
        "狗 犬 "
        "كلاب الكلاب",
        "dog puppy puppies hound dachshund dalmatian terrier sheepdog husky",
    ),
    "children": (
        "children kids niños enfants kinder bambini crianças dzieci дети детей çocuklar 孩子 "
        "儿童 子供 "
        "子ども أطفال الأطفال",
        "child children kid boy girl baby toddler pupil schoolchild",
    ),
    "ghosts": (
        "ghost ghosts monsters zombies vampires fantasmas monstruos fantômes monstres geister "
        "gespenster fantasmi mostri monstros duchy duchów potwory potworów призраки призраков "
        "чудовища hayalet hayaletler canavar 鬼 幽灵 怪物 幽霊 お化け أشباح الأشباح وحوش",
        "ghost skeleton monster vampire zombie skull",
    ),
    "meat": (
        "meat carne viande fleisch mięso mięsa мясо мяса 肉 لحم اللحم اللحوم",
        "meat sausage ham bacon steak butcher",
    ),
    "advertising": (
        "advertising adverts ads publicidad anuncios publicité pubs werbung reklame pubblicità "
        "publicidade reklam reklamy reklama реклама рекламы 广告 広告 إعلانات الإعلانات",
        "billboard advert",
    ),
}
"""Fields of which a word forbids all: its words in twelve languages, English ones of pictures."""

_CLASS = {word.casefold(): name for name, words in _NAMES.items() for word in words.split()}
_FIELD = {word: name for name, (words, _) in _FIELDS.items() for word in words.split()}
_FIELD |= {word: name for word, name in _CLASS.items() if name == "cars"}
_DENSE_FIELD = {word: name for word, name in _FIELD.items() if is_dense(word)}

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
    "things": "",
    "cars": "car taxi jeep limousine traffic motorway crosswalk windscreen",
    "buildings": "building house hut cottage barn church tower castle skyscraper roof rooftop "
    "chimney window windowsill sill door doorway doorstep street balcony balconies staircase "
    "kitchen room attic cellar ceiling lighthouse cabin shed temple kiosk shop factory school "
    "library stable hangar museum steeple city town village",
}
"""English words of their pictures; people are known by more than a word."""

_WORLDS = {
    "animals": "cats dogs horses flock farmyard birds bees hedgerow woodland savanna dinosaurs "
    "aquarium fishing",
    "cars": "racing garage",
    "buildings": "village city building",
}
_OPEN = frozenset({"underwater", "microscope", "shapes", "cave"})
"""Worlds without a sky that are in no building."""

_W = r"[^\W\d_]+"
_NO = r"(?:no|any|with no|keine|ni|sin|sans|ohne|senza|sem|bez|без|بدون|بلا)"
_AND = r"(?:or|and|nor|ni|nem|oder|und|et|y|e|o|ou|ani|i|и|или|أو|و)"
_WITHOUT = re.compile(
    rf"\b(?:no|without(?: any)?|sin|sans|pas de|ohne|keine?n?|senza|sem|bez|żadnych|nie ma|без|нет"
    rf"|بدون|بلا|لا) ({_W})(?: {_AND} (?:{_NO} )?({_W}))?"
    rf"(?=\s*(?:$|[.,;!?،。]|{_AND}\b))"
    r"|([^\W\d_]+?)(?:lar|ler)? (?:yok|olmasın)\b|\b([iİ]nsan|hayvan|araba)sız\b"
    r"|(動物|生き物|人間|人|車|建物)(?:は|が|も)?(?:なし|無し|いない|出ない|ない)"
    r"|(?:没有|沒有|无|不要|不出现)(动物|人物|人(?![^，,、。；]{2})|汽车|车|建筑|房子)",
    re.IGNORECASE,
)
_AMID = re.compile(
    rf"(?<=\w),? (?:with no|without(?: any)?|sin|sans|ohne|senza|sem|bez|без|بدون|بلا) ({_W})"
    rf"(?: {_AND} (?:{_NO} )?({_W}))?(?=\s*(?:$|[.,;!?،。]|{_AND}\b))",
    re.IGNORECASE,
)
_IN_PICTURE = re.compile(
    r"^(?:görüntüde|ekranda|karede) |^(?:画面|映像|絵|画面里|镜头里|镜头中)(?:には?|中)?"
    r"| (?:(?:are|is) (?:ever )?(?:seen|shown|visible)|at all|anywhere|ever|whatsoever"
    r"|(?:in|on) (?:the |any )?(?:pictures?|images?|frames?|shots?|videos?|films?|screen|view)"
    r"|à l['’](?:image|écran)|dans (?:le cadre|le champ|l['’]image|les images)"
    r"|im bild|in den bildern|zu sehen|vor der kamera"
    r"|en (?:la imagen|las imágenes|pantalla|cámara|el cuadro|plano|escena)"
    r"|nell['’](?:immagine|inquadratura)|nelle (?:immagini|inquadrature)|in (?:scena|campo)"
    r"|na imagem|nas imagens|em cena|no ecrã|na tela|no quadro|in beeld|in de beelden"
    r"|в кадре|на экране|в картинке|w kadrze|na ekranie|na obrazie"
    r"|i (?:bild|bilden|billedet|bildet)"
    r"|kuvassa|v (?:záběru|obraze)|у кадрі|في (?:الصورة|اللقطة|الصور|المشهد|الكادر))$"
)
"""What says of a thing that it is not to be seen, and no more."""

_LETTERS = re.compile(r"[a-z]+")
_ANY = re.compile(r"[^\W\d_]+")


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
        self._all = "things" in classes
        """Whether there are to be forms alone, of which no world has any."""
        self._words = frozenset(" ".join(map(_seen, classes)).split())
        self._worlds = frozenset(" ".join(_WORLDS.get(name, "") for name in classes).split())
        if "buildings" in classes:
            self._worlds |= worlds_tagged("indoors") - _OPEN

    def __call__(self, moment: Moment) -> bool:
        """Whether a moment shows such a thing, or is told of it in English."""
        if self._all or moment.world in self._worlds:
            return True
        told = f"{moment.line} {moment.title}" if self._english else ""
        words = _LETTERS.findall(f"{moment.picture} {told}".lower())
        return bool(self._words) and any(map(self._is_one, words))

    def _is_one(self, word: str) -> bool:
        forms = {word, word.removesuffix("s"), word.removesuffix("es")}
        return not self._words.isdisjoint(forms)


def no_people(avoid: Iterable[str]) -> bool:
    """Whether people are forbidden as a class."""
    return "people" in _whole_classes(avoid)


def _named(word: str) -> bool:
    return bool(_whole_classes([word]))


def _seen(name: str) -> str:
    """The English words for what is seen of a class or a field."""
    return f"{_SEEN.get(name, '')} {_FIELDS[name][1] if name in _FIELDS else ''}"


def _classes(avoid: Iterable[str]) -> frozenset[str]:
    """The classes that entries name, and the fields of any of their words: "car traffic"."""
    entries = [entry.casefold() for entry in avoid]
    words = {word for entry in entries for word in _ANY.findall(entry)}
    fields = {_FIELD[word] for word in words if word in _FIELD}
    fields |= {name for word, name in _DENSE_FIELD.items() if any(word in e for e in entries)}
    return _whole_classes(entries) | fields


def _whole_classes(avoid: Iterable[str]) -> frozenset[str]:
    said = (_IN_PICTURE.sub("", entry.casefold().replace("i̇", "i").strip()) for entry in avoid)
    return frozenset(_CLASS[word] for word in said if word in _CLASS)
