"""Tells what a theme says of its tone, voice and style from what is seen, in every language.

"Spokojny ton kronikarza" and "Klidný tón" are no pictures; "Feuchter Ton auf der Scheibe" is one.
"Not funny but eerie" and "Serious, truthful" say how all is told, too.
"""

from __future__ import annotations

import re
from functools import cache

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.mood import Kind, clauses, says
from webtv.writers.offline.unwanted import forbids_fun

_TONES: dict[str, str] = {
    "en": "tone|tone of voice",
    "es": "tono|estilo",
    "fr": "style|ton(?= (?:calme|sobre|neutre|doux|posé|léger|grave|sec|chaleureux|de |d'))",
    "it": "tono|stile",
    "pt": "estilo|(?<=[a-z] )tom|tom(?= (?:calm|tranq|seren|lev|sóbri|sec|suav|neutr|alegr|poétic"
    "|sério|íntim|intim|humor|de ))",
    "de": "erzählton|tonfall|stil|(?<=ruhiger )ton|(?<=sachlicher )ton|(?<=warmer )ton"
    "|(?<=nüchterner )ton|(?<=heiterer )ton|(?<=leiser )ton|(?<=ernster )ton|(?<=sanfter )ton"
    "|(?<=freundlicher )ton|(?<=lakonischer )ton|(?<=liebevoller )ton",
    "nl": "toon|stijl",
    "pl": "ton|styl",
    "ru": "тон|стиль|интонация",
    "uk": "тон|стиль|інтонація",
    "cs": "tón|styl",
    "sv": "ton|tonläge|stil",
    "da": "tone|stil",
    "nb": "tone|stil",
    "fi": "sävy|tyyli|tunnelma",
    "hu": "hangnem|hangvétel|hangulat|stílus",
    "ro": "ton|tonalitate|stil",
    "el": "τόνος|ύφος",
    "ca": "to|estil",
    "tr": "ton|üslup|anlatım",
    "ar": "نبرة|أسلوب",
    "fa": "لحن|سبک",
    "he": "טון|סגנון",
    "hi": "स्वर|लहजा|लहज़ा|शैली|अंदाज़",
    "id": "nada|gaya|nuansa",
    "vi": "giọng điệu|giọng kể|giọng văn|phong cách",
}
"""Words for a tone or a style, as they stand in a phrase."""

_DENSE: dict[str, str] = {
    "ko": r".{0,24}(?:말투|어조|어투|톤|분위기)(?:로|으로|입니다|이다)?",
    "ja": r".{0,16}(?:語り口|口調|トーン|調子|文体)(?:で|に|です|だ)?",
    "zh": r".{0,12}(?:语气|語氣|口吻|语调|語調|基调|基調|笔调|文风)",
}
_READ = frozenset("es fr it pt de nl pl sv ru".split())
"""Languages of which the verbs are known well enough: "Ton père joue" is no tone."""

_PAIR = 2
"""Words for moods that are no picture: "Quiet" alone may be one."""

_FEW = 6
"""Words of such a phrase at most, of which the tone is one of the first three, or the last."""


_MOODS: tuple[Kind, ...] = ("sober", "calm", "comic", "lively", "scary")
_AND = frozenset(
    "and but very always y pero muy et mais très toujours und sondern aber sehr immer "
    "e ma molto mas muito en maar heel i ale bardzo и а но очень і та дуже a och men "
    "mycket og meget ja mutta és hanem nagyon și dar και αλλά però ve ama çok و بل "
    "ولكن और लेकिन dan tetapi sangat và mà rất".split()
)
"""Words between those of a mood."""


def is_tone(text: str, language: str) -> bool:
    """Whether a text says in what tone or style all is told, and that nothing happens."""
    code, bare = language[:2], text.strip(" .!।。")
    if _is_mood(bare, language):
        return True
    if code in _DENSE:
        return bool(re.fullmatch(_DENSE[code], bare))
    known = _pattern(code)
    if known is None or not 1 < len(bare.split()) <= _FEW or not known.search(bare):
        return False
    if code == "en":
        return not wordlists.is_clause(bare, "en")
    return not (code in _READ and verbs.tells(bare, language))


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    word = _TONES.get(code)
    first = rf"^(?:\S+ ){{0,2}}(?:{word})(?= |$)"
    return re.compile(rf"{first}|(?: |^)(?:{word})$", re.IGNORECASE) if word else None


def _is_mood(text: str, language: str) -> bool:
    """Whether a text consists of words for a mood, two at least, or says that nothing is funny."""
    known = clauses(text)
    grave = [each for each in known if not forbids_fun(each, language)]
    words = [w for each in grave for w in each.split() if w.casefold() not in _AND]
    if len(known) == len(grave) and len(words) < _PAIR:
        return False
    return all(any(says(word, mood, language) for mood in _MOODS) for word in words)
