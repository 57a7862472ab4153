"""What a text says of which world: its subject much, what stands behind little, a simile nothing.

"Mannequins like sleeping birds" are of no birds, an orange robot is of no orchard.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from webtv.writers.offline import wordlists
from webtv.writers.offline.jointwords import PREPOSITIONS
from webtv.writers.offline.pasts import tells_of_past
from webtv.writers.offline.wordsets import folded, is_dense
from webtv.writers.offline.worlds import Worlds

THERE = 0.5
"""What a word weighs at least that says something by itself."""

_W = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_SIMILE = {
    "en": rf"\b(?:like|as if|as though|the way|as {_W} as)(?: {_W}){{1,5}}",
    "es": rf"\b(?<!trabaja )(?<!vive )como(?: {_W}){{1,4}}",
    "fr": rf"\b(?:comme|tels? que|telles? que)(?: {_W}){{1,4}}",
    "de": rf"\b(?:wie|als ob)(?: (?:eine?[mnr]?|der|die|das|im|auf))?(?: {_W}){{1,2}}",
    "it": rf"\bcome(?: {_W}){{1,4}}",
    "pt": rf"\bcomo(?: {_W}){{1,4}}",
    "pl": rf"\b(?:jak|niby|niczym)(?: {_W}){{1,2}}",
    "ru": rf"\b(?:как|словно|будто|точно)(?: {_W}){{1,2}}",
    "tr": rf"(?:{_W} ){{1,2}}(?:gibi|kadar)\b",
    "ar": rf"(?:مثل|كأن\w*|كما)(?: {_W}){{1,3}}",
    "zh": r"(?:像|好像|如同|仿佛|似)[^，。、；]{1,6}",
    "ja": r"[^、。がはをに]{1,6}(?:のよう|みたい|ごとく)",
}
_NEGATED = {
    "en": rf"\b(?:no|without|never|nor|neither)(?: {_W}){{1,3}}",
    "es": rf"\b(?:sin|ningún|ninguna|ni)(?: {_W}){{1,2}}",
    "fr": rf"\b(?:sans|aucune?|ni|pas de)(?: {_W}){{1,2}}",
    "de": rf"\b(?:ohne|keine?[nmrs]?|weder|noch nie)(?: {_W}){{1,2}}",
    "it": rf"\b(?:senza|nessun[ao]?|né)(?: {_W}){{1,2}}",
    "pt": rf"\b(?:sem|nenhuma?|nem)(?: {_W}){{1,2}}",
    "pl": rf"\b(?:bez|żadn\w+|ani)(?: {_W}){{1,2}}",
    "ru": rf"\b(?:без|ни|никаких)(?: {_W}){{1,2}}",
    "ar": rf"(?:بدون|بلا|دون)(?: {_W}){{1,2}}",
    "zh": r"(?:没有|没|无|不是)[^，。、；]{1,4}",
}
"""What a text compares with, and what it says is not there."""

_PAST = "history"
"""The world of what was."""

_COLOURS = frozenset(
    folded(
        "orange rose ginger gold golden silver amber "
        "naranja rosa rosado arancione laranja violet violette violeta marrón "
        "old ancient antique vintage nostalgic nostalgia nostálgico nostalgiczny "
        "nostalgique antiguo "
        "antigua viejo vieja ancien ancienne alt alte alter altes vecchio vecchia antico "
        "antica velho "
        "velha antigo antiga stary stara старый старая eski 古い 懐かし なつかし 昔の 古老 "
        "night nights nightly nocturnal noche noches nocturno nocturna nuit nuits nocturne "
        "nacht nachts nächtlich notte notturno noite noturno noc nocy nocą nocny nocna nocne "
        "nocnej nocnym ночь ночью ночной ночная ночное gece geceleri 夜 夜里 夜晚 ليل الليل "
        "season seasons story stories tale tales historia historias histoire histoires film films "
        "movie movies película películas filme filmes pellicola filmy фильм фильмы "
        "إلى وجد وجدت"
    ).split()
)
"""Words of colour, age, manner and form: what else they name is not meant."""

_CALLED = frozenset(
    "named called namens genannt heißt llamado llamada llama appelé appelée nommé nommée chiamato "
    "chiamata chamado chamada imieniem имени adlı".split()
)
"""Words behind which stands a name."""

_BEHIND = {
    "en": "of in on at with from under beneath beside behind through near by to for inside around "
    "between about into over across before after",
    "es": "de del en con desde bajo junto tras por para a al sobre entre",
    "fr": "de du des d' en dans avec sous près par pour à au aux sur chez entre",
    "de": "in im auf mit von vom unter neben hinter durch bei beim zu zum zur für aus über am an",
    "it": "di del della dei in nel nella con da dal dalla sotto per a al sul sulla fra tra",
    "pt": "de do da dos das em no na nos nas com sob por para a ao sobre entre",
    "pl": PREPOSITIONS["pl"],
    "ru": PREPOSITIONS["ru"],
    "ar": PREPOSITIONS["ar"],
}
"""Words behind which stands no subject."""

_HEADS = frozenset(
    "tree trees house houses shop shops room rooms station stations place places field fields "
    "plant plants seller maker keeper driver school club hall workshop workshops shed sheds studio "
    "studios museum museums".split()
)
"""Words that say little behind another noun, which says what they are: "a tea house"."""

_HEADED = {
    "es": r"\b(?:talleres|taller|tiendas?|clubes|club|escuelas?|museos?|ferias?|estudios?)"
    r" de(?:l| la| los| las)? ",
    "fr": r"\b(?:ateliers?|magasins?|boutiques?|clubs?|écoles?|musées?|foires?|studios?)"
    r" (?:d'|de(?: la| l')?|du|des) ?",
    "it": r"\b(?:officin[ae]|laboratori[oi]?|negozi[oi]?|bottegh?[ae]|club|scuol[ae]|muse[oi]"
    r"|fier[ae]|studi[oi]?) (?:di|del|della|dei|delle|dello|dell') ?",
    "pt": r"\b(?:oficinas?|lojas?|clubes?|escolas?|museus?|feiras?|estúdios?) d(?:e|o|a|os|as) ",
}
"""Such words where what they are of stands behind them: "taller de bicicletas"."""

_MODIFIER = re.compile(
    r"[^、。のがはをにで「」]{1,8}(?=[」]?の(?!一日|一年|日々|朝|夜|仕事|時間|物語|世界|暮らし|四季|話)"
    r"[^、。]*[一-鿿]|[」]?で)"
)
"""What stands before another Japanese noun, which is no mere "day" or "story" of it; and
where something is done."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:.!?]")
_STEM = 5
"""Letters that words of one stem share."""

_ALIKE = 4
"""Letters by which two words are of one family."""

_OPENS, _PAIR = 3, 2
"""Words behind a preposition with which a sentence opens, before what it is about; and behind any
in languages of cases, where verbs and objects may follow.
"""

_CASES = frozenset({"pl", "ru", "ar"})

_LATER, _BESIDE, _ANYBODY = 0.6, 0.4, 0.05
"""What words behind a preposition weigh, the lesser of two nouns, and persons of any place."""

_MANY = 3
"""Worlds of a word that says little."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a text that speaks of worlds."""

    word: str
    """Its stem, so that a word that comes twice is known again."""

    names: tuple[str, ...]
    """The worlds."""

    weight: float
    """How much it says, 1 for a word that is the subject."""

    chief: frozenset[str]
    """Those of the worlds that it is a chief word of."""


@lru_cache(maxsize=8192)  # each world asks of the words of each sentence
def family(word: str) -> str:
    """What words of one family share, "pianist" and "piano"; a word of a dense script as it is."""
    if is_dense(word):
        return word
    letters = unicodedata.normalize("NFKD", word)
    return "".join(char for char in letters if not unicodedata.combining(char))[:_ALIKE]


def plain(text: str, language: str) -> str:
    """A text without what it compares with and what it says is not there."""
    code = language[:2]
    for table in (_SIMILE, _NEGATED) if text else ():
        if code in table:
            text = re.sub(table[code], " ", text, flags=re.IGNORECASE)
    return text


@lru_cache(maxsize=2048)  # each tale asks of each beat
def hits(text: str, worlds: Worlds, language: str) -> tuple[Hit, ...]:
    """The words of a text that speak of worlds, each once."""
    return tuple(_hits(plain(text, language), worlds, language[:2]))


def _hits(text: str, worlds: Worlds, code: str) -> Iterator[Hit]:
    known = [each for each in worlds.matched(text) if each.names]
    heads, told = _headed(text, [each.word for each in known], code)
    later = behind(text, code) - told
    lesser = _lesser(text, [each.word for each in known]) if code == "en" else heads
    called = _called(text, {each.word for each in known}) if code != "de" else frozenset()
    for word, names, faint in known:
        past = faint and _PAST in names and tells_of_past(text, code)
        if past:
            yield Hit(word[:_STEM], (_PAST,), 1.0, frozenset({_PAST}))
        if past or word in _COLOURS or word in called:
            continue
        weight = _ANYBODY if faint else 1.0
        weight *= _LATER if _stands_behind(word, later, code) else 1.0
        weight *= _BESIDE if word in lesser else 1.0
        weight *= min(1.0, _MANY / (len(names) + 1))
        yield Hit(word[:_STEM], names, weight, worlds.named(word))


def _called(text: str, known: Set[str]) -> frozenset[str]:
    """The names of a text, which say nothing: "a raven named Bishop", "the cat Lemon"."""
    words = _WORD.findall(text)
    return frozenset(
        folded(name)
        for before, name in itertools.pairwise(words)
        if before.lower() in _CALLED or (before[:1].islower() and folded(before) in known)
        if name[:1].isupper()
    )


def _lesser(text: str, known: Sequence[str]) -> frozenset[str]:
    """Of two English nouns side by side, the one that says less: "tea race", "tea house"."""
    words = _WORD.findall(folded(text))
    firsts = {word.split()[0]: word for word in known}  # of "night market", the night
    words = [firsts.get(word, word) for word in words]
    pairs = (
        (one, two)
        for one, two in itertools.pairwise(words)
        if one in known and two in known and not one.endswith(("y", "ing"))
        if not wordlists.is_verb(two)
    )
    return frozenset(two if two in _HEADS else one for one, two in pairs)


def _headed(text: str, known: Sequence[str], code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text that say little before what they are of, and known ones that say that."""
    heads: set[str] = set()
    told: set[str] = set()
    plain_text = folded(text)
    for found in re.finditer(_HEADED[code], plain_text) if code in _HEADED else ():
        of = _WORD.match(plain_text[found.end() :])
        if of and of[0] in known:
            heads.add(found[0].split()[0])
            told.add(of[0])
    return frozenset(heads), frozenset(told)


def _stands_behind(word: str, behind: frozenset[str], code: str) -> bool:
    plain_word = word.rstrip("のがはをに") or word
    return word in behind or (code == "ja" and any(plain_word in each for each in behind))


def behind(text: str, code: str) -> frozenset[str]:
    """The words of a text that stand behind a preposition, up to the end of their clause.

    Of a Japanese one, what stands before another noun: "a painting of Mount Fuji".
    """
    if code == "ja":
        return frozenset(_MODIFIER.findall(text))
    openers = _BEHIND.get(code, "").split()
    found: set[str] = set()
    inside, left = False, 0
    for at, word in enumerate(_WORD.findall(folded(text))):
        if not word[0].isalpha():
            inside = False
        elif word in openers:
            brief = _PAIR if code in _CASES else _OPENS if not at or (inside and left) else 0
            inside, left = True, brief
        elif inside:
            found.add(word)
            inside, left = left != 1, max(0, left - 1)
    return frozenset(found)


def weights(known: Iterable[Hit], explained: Sequence[str] = ()) -> dict[str, float]:
    """How many words speak of each world; one that others explain says little more."""
    best: dict[str, dict[str, float]] = {}
    for hit in known:
        weight = hit.weight * (0.3 if hit.word in explained else 1.0)
        for name in hit.names:
            of = best.setdefault(name, {})
            of[hit.word] = max(of.get(hit.word, 0.0), weight)
    return {name: sum(of.values()) for name, of in best.items()}
