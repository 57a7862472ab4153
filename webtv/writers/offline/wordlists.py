"""Small words by which sentences are told apart, in the languages whose themes are read closely.

All are matched whole and without case. Themes in other languages are read by punctuation alone.
"""

from __future__ import annotations

import itertools
import re

DETERMINERS: dict[str, str] = {
    "en": "a an the one two three four five six seven eight nine ten some many several another "
    "somebody someone children people every each his her their its this these",
    "es": "un una unos unas el la los las dos tres cuatro cinco su sus cada",
    "fr": "un une des le la les l' deux trois quatre cinq son sa ses leur leurs chaque",
    "de": "ein eine einen der die das zwei drei vier fünf sein seine ihr ihre jede jeder",
    "it": "un una uno il lo la i gli le l' due tre quattro cinque",
    "pt": "um uma uns umas o a os as dois duas três quatro cinco",
    "nl": "een de het twee drie vier vijf",
}
"""Words that begin a phrase of its own after a comma."""

LINKS: dict[str, str] = {
    "en": "and or but nor so yet then who whom whose which that where when while as until because "
    "if although though since before after with without of in on at by for from to into onto over "
    "under along through near beside between above below behind inside around among beyond across "
    "toward towards past like than not only even especially including plus",
    "es": "y e o u pero ni que quien donde cuando mientras como hasta porque si aunque desde antes "
    "después con sin de del en por para sobre bajo entre junto hacia tras",
    "fr": "et ou mais ni que qui dont où quand pendant comme jusqu'à parce si avant après avec "
    "sans de du des en dans sur sous par pour entre vers près derrière devant",
    "de": "und oder aber noch dass der die das wo wenn während wie bis weil ob obwohl seit vor "
    "nach mit ohne von vom in im auf über unter an am bei zu zum zur durch für zwischen "
    "neben hinter",
    "it": "e o ma né che chi dove quando mentre come fino perché se prima dopo con senza di del "
    "della in nel nella su sul sulla per tra fra sotto sopra verso",
    "pt": "e ou mas nem que quem onde quando enquanto como até porque se antes depois com sem de "
    "do da em no na nos nas por para sobre sob entre",
    "nl": "en of maar die dat te wie waar wanneer terwijl als tot omdat met zonder van in op "
    "aan bij",
}
"""Words that tie what follows to what went before."""

PRONOUNS: dict[str, str] = {
    "en": "he she it they we i you this that these those there's it's that's he's she's they're",
    "es": "él ella ello ellos ellas esto eso",
    "fr": "il elle ils elles on ce c'est cela ça",
    "de": "er sie es das dies",
    "it": "lui lei loro esso essa",
    "pt": "ele ela eles elas isto isso",
    "nl": "hij zij ze het",
    "sv": "han hon den det de vi",
    "da": "han hun den det de vi",
    "nb": "han hun den det de vi",
}
"""Subjects that say nothing on their own."""

POSSESSIVES: dict[str, str] = {
    "en": "his her its their",
    "es": "su sus",
    "fr": "son sa ses leur leurs",
    "de": "sein seine ihr ihre",
    "it": "suo sua",
    "pt": "seu sua seus suas",
    "nl": "zijn haar hun",
    "pl": "jego jej ich",
    "tr": "onun",
    "ru": "его её их",
}
"""Words by which a subject belongs to somebody who was named before."""

CONJUNCTIONS: dict[str, str] = {
    "en": "and so but then or",
    "es": "y e o pero entonces",
    "fr": "et ou mais puis",
    "de": "und oder aber dann",
    "it": "e o ma poi",
    "pt": "e ou mas então",
    "nl": "en of maar dan",
    "pl": "i a ale lub oraz",
    "tr": "ve ama veya",
    "ru": "и а но или",
    "uk": "і й та а але або",
    "cs": "a i ale nebo",
    "sv": "och men eller",
    "da": "og men eller",
    "nb": "og men eller",
    "fi": "ja mutta tai",
    "hu": "és de vagy",
    "ro": "și iar dar sau",
    "ca": "i però o",
    "el": "και κι μα αλλά ή",
    "hi": "और लेकिन या",
    "fa": "و اما ولی یا",
    "id": "dan tetapi atau",
    "vi": "và nhưng hoặc",
}
"""Of `LINKS`, those that a clause with a subject of its own can do without."""


_OTHERS = frozenset("on ona ono oni one он она оно они o onlar هو هي هم".split())
_DENSE_PRONOUNS = {"zh": ("它", "他", "她", "这", "那"), "ja": ("それ", "これ", "あれ", "彼")}
"""Pronouns of languages whose themes are not read by them, and of scripts without blanks."""

VERBS = frozenset(
    "appear arrive ask bake balance bask begin blink bloom bob bounce breathe brew bring "
    "build burn call carry catch celebrate change chase chat circle clean climb collect come cook "
    "count crawl creep cross curl cycle dance dangle deliver discover dive doze draw dream "
    "drift drink drive drop eat explore fall feed find fish fix float flow fly fold follow "
    "gather get give glide glimmer glitter glow go grow guard guess hang happen help hide hop "
    "hover hum hunt hurry invent join juggle jump keep knit land laugh lead leap learn leave "
    "lift live look lose make march meet melt mend migrate mind move nap nest open paint pass "
    "pause perch play polish practise prepare pull push race raise reach read remember repair "
    "rest return ride ripple rise roam roll row run rush sail scatter search sell send settle "
    "share shelter shimmer shine sing sink sit skate sleep slide sneeze sort spin splash "
    "spread stand stare stay stop stretch stroll surface sway sweep swim swing swirl take "
    "talk teach tell tend think throw tiptoe travel try turn unfold visit wait wake walk "
    "wander warm wash watch water wave weave whisper wind wonder work write".split()
) | frozenset(
    "arrive belong drive feed lose mend ring run steal brush milk yawn kiss knead stir fry sniff "
    "nod smile cheer grin bark purr sprout ripen gallop glide sweep let be have "
    "scratch cough knock howl growl hiss rattle creak snore nibble chew gnaw peck shiver tremble "
    "flicker fade borrow lend want need decide refuse argue forgive forget hope "
    "listen agree become believe bury buy choose complain describe dig disappear discuss enter "
    "exist expect explain explode fill finish freeze hear hold insist invite kneel know notice "
    "obey pretend promise protect receive recognise recognize rehearse remain remind repeat "
    "replace save say see seem serve sew shout sneak solve speak spend suffer thank understand "
    "warn wear weigh wipe worry wrap admit accept announce attend avoid compare compete confess "
    "connect consider continue deny depend develop divide encourage enjoy examine expand fetch "
    "govern grind greet hesitate identify ignore inspect introduce mention mumble murmur peel "
    "perform persuade predict produce pronounce prove punish realise realize reappear recover rely "
    "scold spill squeeze succeed suggest suppose survive suspect swallow threaten unpack vanish "
    "withdraw".split()
)
"""English verbs that themes are made of, in their base form: they tell a clause from a thing."""


_SHORTEST = 3
_SOMEBODY = frozenset("somebody someone everybody everyone nobody children people".split())
"""Words of a sentence at least, and those that are somebody."""

_ONE = frozenset("a an one".split())
_ACTS = re.compile(r"[^su'’i]s$")
"""Words before one thing, and how the verb behind it ends."""

_NO_NOUNS = frozenset("is are was were has".split())
"""Verbs that no article makes a noun: "Number One is the bakery"."""

GERUND = re.compile(
    r"^(?!(?:(?:some|any|every|no)?thing|king|ring|spring|string|wing|swing|morning|evening|ceiling"
    r"|building|wedding|pudding|herring|starling|duckling|gosling|darling|lightning|during)\b)"
    r"\w+ing\b",
    re.IGNORECASE,
)
"""A deed, such as "knitting a scarf"; "something has gone" is none."""


def is_clause(text: str, language: str) -> bool:
    """Whether something happens in a text. Of other languages than English, doubt counts for it."""
    if language[:2] != "en":
        return True
    words = [word.strip(".,;") for word in text.lower().split()]
    noun_follows = of(DETERMINERS, "en") | of(LINKS, "en")
    return any(
        _base(word) in VERBS and (before not in noun_follows or word in _NO_NOUNS)
        for before, word in itertools.pairwise(words)
    )


def names_who(text: str, *, whole: bool, sure: bool = False) -> bool:
    """Whether an English text begins with somebody and what they do: "Jory sands a plank".

    Behind "a sheep" no noun ends with an s, so that "blocks" is what it does. "Copper pans hang"
    begins as a name does, too, unless it is to be `sure`.
    """
    words = text.split()
    if len(words) < _SHORTEST:
        return False
    first = words[0].lower()
    if first in _ONE:
        tied = of(LINKS, "en")
        ended = next((at for at, word in enumerate(words) if word.lower() in tied), len(words))
        return any(_ACTS.search(word) for word in words[2:ended])
    if first in _SOMEBODY:
        return is_verb(words[1])
    named = words[0][:1].isupper() and first not in of(DETERMINERS, "en")
    known = words[2].lower() in of(DETERMINERS, "en") or not sure
    return whole and named and known and words[1].endswith("s")


def is_verb(word: str) -> bool:
    """Whether an English word can be one of `VERBS`."""
    return _base(word.lower()) in VERBS


def _base(word: str) -> str:
    if word in ("is", "are", "was", "has"):
        return "be"
    if word.endswith("ies"):
        return word[:-3] + "y"
    for end in ("es", "s"):
        if word.endswith(end) and word[: -len(end)] in VERBS:
            return word[: -len(end)]
    return word


def begins_with_pronoun(text: str, language: str) -> bool:
    """Whether the subject of a sentence, or its owner, is a pronoun."""
    if language[:2] in _DENSE_PRONOUNS:
        return text.startswith(_DENSE_PRONOUNS[language[:2]])
    first = text.split()[0].lower() if text else ""
    return first in of(PRONOUNS, language) | of(POSSESSIVES, language) | _OTHERS


def of(table: dict[str, str], language: str) -> frozenset[str]:
    """The words of a table for a language such as "pt-BR"; none where it has none."""
    return frozenset(table.get(language[:2], "").split())
