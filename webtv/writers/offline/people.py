"""Who is seen in a theme: people, animals, nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.config.story import CastMember
from webtv.writers.language import INDIC
from webtv.writers.offline import wordlists
from webtv.writers.offline.wordsets import has, is_dense
from webtv.writers.offline.worlds import worlds_in

_PEOPLE = (
    "man men woman women child children kid kids girl girls boy boys baby mother father mum "
    "dad grandmother grandfather grandma grandpa granny nonna family families people friend "
    "friends neighbour neighbours baker bakers cook cooks chef fisherman fishermen farmer "
    "farmers shepherd sailor captain teacher student students dancer dancers musician "
    "musicians couriers tailor potter keeper knight king queen princess prince witch wizard "
    "pirate pirates robot robots detective gardener painter postman librarian villager "
    "villagers twins couple lady gentleman guard guards passenger passengers driver drivers "
    "conductor visitor visitors guest guests tourist tourists traveller travellers worker workers "
    "waiter waitress nurse doctor pilot astronaut astronauts diver divers climber climbers hiker "
    "butler maid widow widower inspector caretaker landlord landlady groundsman surgeon trader "
    "traders reporter reporters minister storyteller apprentice apprentices merchant host hostess "
    "aunt uncle niece nephew cousin mayor officer constable thief magician fan fans soldiers "
    "hikers surfer surfers cyclist cyclists skater skaters runner runners clerk watchmaker "
    "carpenter blacksmith weaver tailors seamstress barber florist butcher miner miners monk monks "
    "nun nuns priest judge soldier guide ranger beekeeper lumberjack archaeologist scientist "
    "scientists professor inventor engineer mechanic barista shopkeeper landlady bride groom "
    "singer singers writer poet magician clown acrobat nomad nomads gondolier brewer vintner "
    "goalkeeper player players referee coach "
    "abuela abuelo niño niña niños niñas hombre mujer "
    "mujeres hombres panadero pastor pescador vecino vecinos vecina familia gente "
    "pescadores homme femme hommes femmes enfant enfants fille garçon boulanger boulangère "
    "pêcheur berger voisin voisins voisine famille gens grand-mère grand-père marchand "
    "facteur poète mann frau männer frauen kind kinder mädchen junge oma opa bäcker "
    "bäckerin gärtner gärtnerin nachbar nachbarin nachbarn familie leute schrebergärtner "
    "rentner fischer bauer bäuerin uomo donna uomini donne bambino bambina bambini bambine "
    "nonno fornaio pescatore pastore vicino vicini famiglia homem mulher homens mulheres "
    "criança crianças menino menina avó avô padeiro pescador família vizinho vizinhos 老人 "
    "妇人 孩子 孩子们 奶奶 爷爷 男人 女人 母亲 父亲 渔夫 姑娘 少年 おばあさん おじいさん "
    "子供 子ども 女の子 男の子 駅長 店主 漁師 人々 رجل امرأة أطفال طفل الأطفال جدة بائع "
    "تاجر نساء رجال صبي فتاة رجلان امرأتان رجل الرجل المرأة الجد الجدة البائع الخباز الصياد "
    "babcia dziadek kobieta kobiety mężczyzna dzieci dziecko chłopiec dziewczyna dziewczynka rybak "
    "rybacy piekarz leśniczy rolnik kierowca sąsiad sąsiadka sąsiedzi listonosz kucharz kucharka "
    "ludzie rodzina matka ojciec starzec бабушка дедушка женщина женщины мужчина мужчины дети "
    "ребёнок мальчик девочка рыбак рыбаки пекарь лесник водитель студент студентка сосед соседка "
    "соседи почтальон повар старик люди семья мама папа büyükanne dede kadın kadınlar adam "
    "adamlar çocuk çocuklar fırıncı balıkçı balıkçılar öğretmen şoför komşu komşular postacı aşçı "
    "kız oğlan insanlar anne baba barista capostazione cuoco cuoca postino contadino contadina "
    "feirante peixeiro cozinheira cozinheiro carteiro motorista pescadora gardienne gardien "
    "cuisinier cuisinière institutrice cartero taxista panadera cocinera cocinero köchin koch "
    "postbote lehrerin lehrer verkäuferin schneiderin wirt wirtin"
)
_CREATURES = (
    "animal animals bird birds cat cats kitten kittens dog dogs puppy puppies horse horses pony "
    "ponies foal donkey donkeys cow cows calf calves bull sheep lamb lambs goat goats kid pig pigs "
    "piglet piglets hen hens chick chicks chicken chickens rooster cockerel duck ducks duckling "
    "ducklings goose geese turkey turkeys pigeon pigeons dove doves gull gulls seagull seagulls "
    "crow crows raven ravens magpie jackdaw sparrow sparrows robin blackbird swallow swallows "
    "stork storks heron herons crane cranes swan swans owl owls eagle hawk falcon parrot parrots "
    "penguin penguins pelican pelicans puffin hedgehog hedgehogs fox foxes badger badgers hare "
    "hares rabbit rabbits bunny bunnies mouse mice rat rats squirrel squirrels mole moles otter "
    "otters beaver beavers deer stag fawn bear bears cub cubs wolf wolves frog frogs toad toads "
    "newt turtle turtles tortoise tortoises lizard lizards lion lions elephant elephants giraffe "
    "giraffes zebra zebras monkey monkeys meerkat meerkats hippo rhino camel camels llama llamas "
    "alpaca alpacas seal seals crab crabs "
    "panda pandas koala koalas kangaroo kangaroos dinosaur dinosaurs triceratops long-neck dragon "
    "dragons robot robots"
)
"""Animals of land and air, and what acts as they do; those of the deep sea meet nobody ashore."""

_OF_ANIMALS = frozenset(
    "cats dogs horses flock farmyard birds bees hedgerow woodland savanna underwater polar "
    "dinosaurs pond".split()
)
"""Worlds that animals name."""

_TITLED = re.compile(
    r"(?:Old|Young|Little|Big|Mrs?|Ms|Miss|Dr|Doctor|Captain|Uncle|Aunt|Auntie|Grand(?:pa|ma)"
    r"|Granny|Professor|Father|Mother|Sister|Brother|Don|Doña)\.? [A-Z][a-z]+$"
)
"""A person by their name: "Old Marek", "Mrs Tregenza"."""

_WHO = re.compile(r"((?:[\w'-]+ ){1,5}[\w'-]+) (?:who|that|with|in) ")
"""A person of whom more is said: "a retired astronaut who drives a bus"."""

_PARTICLE = re.compile(r"[がはもを、，]")
_DENSE = {"ja": 10, "zh": 4, "th": 16}
"""Signs at the beginning of a sentence that can be its subject."""

_SPOKEN = re.compile(rf"(?:[^\W\d_]|[{INDIC}])+(?:['’-][^\W\d_]+)*")

_AHEAD = 2
"""Words of the same, where nothing tells nouns from verbs."""

_LONGEST = 8
"""Words of a subject that is named again."""


_IN_ENGLISH = {
    "a grandmother": "abuela grand-mère oma großmutter nonna avó babcia бабушка büyükanne nine "
    "奶奶 妇人 老妇人 おばあさん جدة الجدة",
    "an old man": "abuelo anciano grand-père opa großvater nonno avô "
    "dziadek starzec дедушка старик dede 老人 爷爷 おじいさん جد الجد شيخ عجوز",
    "a woman": "mujer vecina femme voisine frau nachbarin donna vicina mulher vizinha kobieta "
    "sąsiadka женщина соседка kadın 女人 女の人 امرأة المرأة",
    "a man": "hombre vecino homme voisin mann nachbar uomo vicino homem vizinho mężczyzna "
    "sąsiad мужчина сосед adam komşu 男人 男の人 رجل الرجل جار",
    "a girl": "niña fille fillette mädchen bambina ragazza menina dziewczynka девочка kız 姑娘 "
    "女孩 女の子 فتاة بنت",
    "a boy": "niño garçon junge bub bambino ragazzo menino chłopiec мальчик oğlan 男孩 少年 男の子 "
    "صبي ولد",
    "children": "niños niñas enfants kinder bambini crianças dzieci дети çocuklar 孩子 子ども 子供 "
    "أطفال الأطفال",
    "a baker": "panadero panadera boulanger boulangère bäcker bäckerin fornaio fornaia padeiro "
    "padeira piekarz пекарь fırıncı 面包师 パン屋 خباز الخباز",
    "a cook": "cocinero cocinera cuisinier cuisinière koch köchin cuoco cuoca cozinheiro "
    "cozinheira kucharz kucharka повар aşçı 厨师 料理人 طباخ الطباخ",
    "a fisherman": "pescador pescadora pêcheur fischer pescatore rybak рыбак balıkçı 渔夫 漁師 "
    "صياد الصياد",
    "a shepherd": "pastor berger schäfer hirte pastore pasterz пастух çoban 牧羊人 "
    "羊飼い راعي الراعي",
    "a gardener": "jardinero jardinera jardinier gärtner gärtnerin kleingärtner giardiniere "
    "jardineiro ogrodnik садовник bahçıvan 园丁 庭師 بستاني",
    "a postman": "cartero facteur postbote briefträger postino carteiro listonosz почтальон "
    "postacı 邮递员 郵便屋 ساعي",
    "a teacher": "maestro maestra profesor profesora instituteur institutrice lehrer lehrerin "
    "professoressa professora nauczyciel nauczycielka учитель учительница öğretmen 老师 先生 معلم",
    "a merchant": "tendero vendedor marchand marchande händler verkäuferin mercante feirante "
    "sprzedawca продавец satıcı 店主 商人 بائع البائع تاجر",
    "a tailor": "sastre costurera couturière tailleur schneider schneiderin sarto sarta costureira "
    "alfaiate krawiec портной terzi 裁缝 仕立屋 خياط",
    "a station master": "capostazione bahnhofsvorsteher 駅長 站长",
}
"""Persons of other languages, as pictures of worlds call them."""

_OF = frozenset("di del della dei delle dello degli dell de da do das dos du des d van".split())
_OPENS, _OPENS_DENSE = 3, 8
"""Words, and signs of scripts without blanks, among which the subject of a sentence is."""


def has_people(text: str) -> bool:
    """Whether a text speaks of people."""
    return has(text, _PEOPLE)


def has_creatures(text: str) -> bool:
    """Whether an English text speaks of animals, or of what acts as they do."""
    return has(text, _CREATURES)


def has_no_people(cast: Sequence[CastMember]) -> bool:
    """Whether there is a cast and nobody in it looks like a person: animals, robots."""
    looks = " ".join(f"{member.look} {member.look_en}" for member in cast)
    return bool(cast) and not has_people(looks)


def is_animal(member: CastMember, language: str) -> bool:
    """Whether one of the cast looks like an animal, in the language of their look or in English."""
    if has_people(f"{member.look} {member.look_en}"):
        return False
    return names_animals(member.look, language) or names_animals(member.look_en, "en")


def names_animals(text: str, language: str) -> bool:
    """Whether a word of a text names animals, or a world of them."""
    known = worlds_in(language)
    return any(not _OF_ANIMALS.isdisjoint(known.named(word)) for word in text.split())


def subject_of(text: str, language: str) -> str:
    """Who or what does something in an English beat, to be named again; "" where nobody can tell.

    "A cook fries noodles" -> "A cook".
    """
    if language[:2] != "en":
        return ""
    words = text.split()
    opens = wordlists.of(wordlists.DETERMINERS, "en") | wordlists.of(wordlists.LINKS, "en")
    verb = next(
        (
            at
            for at, word in enumerate(words)
            if at and wordlists.is_verb(word) and words[at - 1].lower() not in opens
        ),
        0,
    )
    subject = " ".join(words[:verb]).split(" with ")[0]
    settled = 0 < verb <= _LONGEST and not re.search(r"[,;]| and | of | who | that ", subject)
    return subject if settled else ""


def subject_words(text: str, language: str) -> str:
    """The first words of a sentence, among which its subject is as far as one can tell.

    German has its first noun, Japanese what stands before the particle; "" for "they" and for
    deeds: "share snacks".
    """
    code = language[:2]
    if code in _DENSE:
        return _PARTICLE.split(text)[0][: _DENSE[code]]
    words = _SPOKEN.findall(text)
    small = wordlists.of(wordlists.DETERMINERS, code) | wordlists.of(wordlists.LINKS, code)
    if not words or words[0].lower() in wordlists.of(wordlists.PRONOUNS, code):
        return ""
    known = [at for at, word in enumerate(words) if word.lower() not in small]
    if code == "en":
        deeds = [at for at in known if wordlists.is_verb(words[at])]
        if wordlists.GERUND.match(text) or deeds[:1] == [0]:
            return ""
        verbs = [at for at in deeds if words[at - 1].lower() not in small]
        return " ".join(words[: min([*verbs[:1], _LONGEST])])
    if code == "de":
        known = [at for at in known if words[at][:1].isupper()][:1]
    return " ".join(words[at] for at in known[:_AHEAD])


def doer_of(text: str, language: str) -> str:
    """The person of an English beat, who could do more of it; "" for nobody and for animals."""
    subject = subject_of(text, language)
    if language[:2] == "en" and not subject and (found := _WHO.match(text)):
        subject = found[1]
    return subject if has_people(subject) or _TITLED.match(subject) else ""


def person_in(text: str, language: str) -> str:
    """The English for the person that a sentence of another language begins with; else ""."""
    dense = is_dense(text)
    first = text[:_OPENS_DENSE] if dense else " ".join(text.split()[:_OPENS])
    if language[:2] == "zh":
        first = first.replace("先生", "")  # a teacher in Japan
    found = (name for name, words in _IN_ENGLISH.items() if has(first, words))
    return next((name for name in found if not _is_of(first, _IN_ENGLISH[name], language)), "")


def _is_of(first: str, words: str, language: str) -> bool:
    """Whether something else is a person's: "ricette della nonna", "おばあさんのレシピ"."""
    code = language[:2]
    if is_dense(first):
        known = [word for word in words.split() if is_dense(word) and word in first]
        return all(re.search(rf"{word}[的の]", first) for word in known)
    tokens = re.findall(r"[^\W\d_]+", first)
    at = next((at for at, token in enumerate(tokens) if has(token, words)), 0)
    before = tokens[:at]
    if code == "ar":
        return bool(before)
    small = wordlists.of(wordlists.DETERMINERS, code)
    if code == "de":
        return any(word[:1].isupper() and word.lower() not in small for word in before)
    return any(word.lower() in _OF for word in before[1:])
