"""Who is seen in a theme: people, animals, nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.config.story import CastMember
from webtv.writers.offline import wordlists
from webtv.writers.offline.clauses import GERUND
from webtv.writers.offline.wordsets import has

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

_BEHIND = re.compile(
    r" (?:in|on|at|of|under|by|beside|behind|from|near|with|without|over|along|through) "
)
"""What stands between the head of a subject and what tells more of it."""

_PARTICLE = re.compile(r"[がはもを、，]")
_DENSE = {"ja": 10, "zh": 4}
"""Signs at the beginning of a sentence that can be its subject."""

_AHEAD = 2
"""Words of the same, where nothing tells nouns from verbs."""

_LONGEST = 8
"""Words of a subject that is named again."""


_REACTIONS = (
    "looking at",
    "holding very still beside",
    "coming closer to",
    "bending down to look at",
    "laughing softly beside",
    "pointing at",
    "leaning in to see",
    "taking a step back from",
)
_SHY = 3
"""Reactions, the first so many of which animals have, too."""


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


def is_alive(subject: str) -> bool:
    """Whether a subject is a person or an animal: its head is one, as in "a hen in a barn"."""
    head = _BEHIND.split(subject.casefold())[0].split()
    return bool(head) and has(head[-1], f"{_PEOPLE} {_CREATURES}")


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
    if code in ("ja", "zh"):
        return _PARTICLE.split(text)[0][: _DENSE[code]]
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    small = wordlists.of(wordlists.DETERMINERS, code) | wordlists.of(wordlists.LINKS, code)
    if not words or words[0].lower() in wordlists.of(wordlists.PRONOUNS, code):
        return ""
    known = [at for at, word in enumerate(words) if word.lower() not in small]
    if code == "en":
        deeds = [at for at in known if wordlists.is_verb(words[at])]
        if GERUND.match(text) or deeds[:1] == [0]:
            return ""
        verbs = [at for at in deeds if words[at - 1].lower() not in small]
        return " ".join(words[: min([*verbs[:1], _LONGEST])])
    if code == "de":
        known = [at for at in known if words[at][:1].isupper()][:1]
    return " ".join(words[at] for at in known[:_AHEAD])


def doer_of(text: str, language: str) -> str:
    """The person of an English beat, who could do more of it; "" for nobody and for animals."""
    subject = subject_of(text, language)
    return subject if has_people(subject) else ""


def reactions_to(seen: str, *, person: bool) -> tuple[str, ...]:
    """What somebody may do when something is seen to happen, after a name; animals do less."""
    ways = _REACTIONS[1:] if person else _REACTIONS[:_SHY]
    return tuple(f"{way} {seen}" for way in ways)
