"""Things that a beat names, for shots of details: "sells hot soup at the stations" -> the stations.

Only what is certainly one noun with its words is taken; a thing that is missed is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.jointwords import PREPOSITIONS
from webtv.writers.small_words import STOPS

_ROMANCE = ("es", "fr", "it", "pt")
_ARTICLES: dict[str, str] = {
    "en": "a an the two three four five six seven eight nine ten",
    "es": "el la los las un una unos unas",
    "fr": "le la les un une des",
    "it": "il lo la i gli le un uno una",
    "pt": "o a os as um uma uns umas",
    "de": "die das eine ein",
    "nl": "de het een",
}
_MOST = {"en": 4, "de": 3}
"""Words after the article of a thing; 3 in other languages."""

_TIES = frozenset(
    "que quien cuando mientras donde si y e o u qui quand où et ou che chi quando mentre dove ma "
    "quem enquanto onde mas wenn während wo und oder aber dass como comme come als "
    "dat die wanneer omdat terwijl en of maar".split()
)
"""Words after which a noun is a subject, whose end nobody can tell without its verb."""

_TIMES = frozenset(
    "time times day days night nights morning evening afternoon way end distance middle moment sky "
    "minute hour week year season dawn dusk noon midnight sunset sunrise air edge top side mañana "
    "tarde noche día días matin soir nuit jour mattina sera notte giorno manhã noite dia tag nacht "
    "abend morgen zeit vez fois volta lot story stories tale life name idea hurry plan kind sort "
    "bit couple pair others rest one red orange yellow green blue black white grey "
    "monday tuesday wednesday thursday friday "
    "saturday sunday form kind rain snow fog sun moon "
    "light dark lluvia pluie regen pioggia chuva nieve neige schnee neve sol soleil sonne "
    "sole "
    "month months weeks years hours minutes second seconds decade century fortnight weekend mes "
    "meses mois mese mesi mês monat semana semaine settimana woche año años an ans anno anni ano "
    "anos jahr hora heure ora stunde siglo siècle secolo século jahrhundert chance reason secret "
    "silence truth memory dream wish luck turn smile "
    "fin fine ende final finale "
    "ochtend morgen middag avond tijd einde eind begin keer wind zon maan sneeuw".split()
)
"""Nouns that name no thing."""

_LIGHT = frozenset("fait font faire fa fanno hace hacen macht machen faz fazem".split())
"""Verbs that make one phrase with their noun: "fait le tour"."""

_ALL = frozenset("all tout toute tous toutes todo toda todos todas tutto tutta tutti tutte".split())
"""Words before the article of what is no thing: "tout le monde"."""

_NO_ADVERB = frozenset("family lily butterfly jelly belly fly holly gully lorry trolley".split())
_NO_PARTICIPLE = frozenset("sled shed seed weed reed breed bed red steed".split())
_AFTER = wordlists.of(wordlists.LINKS, "en") | frozenset("up out off down away back".split())
"""Words after which a deed has no more objects."""

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*['’]?|[,.;:!?]")
_JA_OBJECT = re.compile(r"([一-龯ァ-ヶー]{1,6})を")


def things_in(beat: str, language: str) -> tuple[str, ...]:
    """The things of a beat, each with its article; in languages that are read closely."""
    code = language[:2]
    if code == "ja":
        return tuple(dict.fromkeys(_JA_OBJECT.findall(beat)))
    if code not in _ARTICLES:
        return ()
    return tuple(dict.fromkeys(_found(_TOKEN.findall(beat), code)))


def object_of(deed: str) -> str:
    """What is done to in an English deed: "kneading dough for bread" -> "dough"; else ""."""
    kept: list[str] = []
    for word in _TOKEN.findall(deed)[1:]:
        if word in ",.;:!?" or word.lower() in _AFTER or word.lower().endswith("ly"):
            break
        kept.append(word)
    named = kept and (kept[0].lower() in STOPS or wordlists.is_verb(kept[-1]))
    return "" if named or not _is_thing(kept, "en") else " ".join(kept)


def _found(tokens: list[str], code: str) -> Iterator[str]:
    articles = frozenset(_ARTICLES[code].split())
    links = wordlists.of(wordlists.LINKS, code)
    if code == "nl":
        links |= wordlists.of(PREPOSITIONS, code) | frozenset("uit af mee weg terug neer".split())
    for at, token in enumerate(tokens):
        if token.lower() not in articles or (token[:1].isupper() and at):
            continue
        before = tokens[at - 1].lower() if at else ""
        kept: list[str] = []
        acts = False
        for word in tokens[at + 1 :]:
            if word in ",.;:!?" or word.lower() in links or word.lower() in STOPS:
                break
            if code == "en" and kept and (acts := wordlists.is_verb(word)):
                break
            if code == "nl" and kept and verbs.is_form(word, "nl"):
                acts = word.endswith("t") or token.lower() != "de"
                kept = kept if acts else []  # "de rode vissen" may be fish
                break
            if word.lower() in articles and code != "de":
                kept = []  # a verb stood before it that is not known
                break
            kept.append(word)
            if code == "de" and word[:1].isupper():
                break
        subject = not at or before in _TIES or before in ",.;:" or before == "and"
        if before in _LIGHT or before in _ALL:
            continue
        if subject and not acts:
            continue  # its verb is none that is known: where does the noun end?
        if _is_thing(kept := _bare(kept, code), code):
            yield " ".join([token.lower(), *kept])


def _bare(words: list[str], code: str) -> list[str]:
    """English words of a noun without adverbs and participles behind it."""
    while code == "en" and len(words) > 1:
        last = words[-1].lower()
        adverb = last.endswith("ly") and last not in _NO_ADVERB
        participle = last.endswith(("ing", "ed")) and last not in _NO_PARTICIPLE
        if not adverb and not (participle and len(last) > 4):
            break
        words = words[:-1]
    return words


def _is_thing(words: list[str], code: str) -> bool:
    if not 0 < len(words) <= _MOST.get(code, 2) or words[-1].lower() in _TIMES:
        return False
    if code == "de":
        return words[-1][:1].isupper()
    if any(word[:1].isupper() or word.isdigit() for word in words):
        return False  # a name, or what comes before one
    if code in _ROMANCE and len(words) > 1 and words[-1].endswith(("mente", "ment", "ndo")):
        return False
    return len(words[-1]) > 2
