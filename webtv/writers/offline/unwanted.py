"""Tells which kinds of tales a channel does without: jokes and stories, by what it forbids.

"No jokes" and "no funny animals" leave out all that is comic, "no story" every tale; "no cruel
jokes" and "no war stories" name others. Who wants nobody to be seen is known by `excluded.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from webtv.writers.language import INDIC
from webtv.writers.offline.mood import clauses, is_negated, says
from webtv.writers.offline.wordsets import DENSE, folded

Kind = Literal["comic", "story"]

_STORIES = (
    "story stories storyline storylines plot plots tale tales narrative narratives fairytale "
    "historia historias argumento trama cuentos histoire histoires intrigue récit geschichte "
    "geschichten handlung storia storie história histórias enredo verhaal verhalen verhaallijn "
    "plot "
    "fabuła fabuły historii opowieści сюжет сюжета сюжетов история истории историй сказок сюжету "
    "історій казок hikaye hikâye hikayeler öykü قصة قصص القصص حكايات حبكة berättelse berättelser "
    "handling historie historier fortælling fortællinger fortellinger tarina tarinaa tarinoita "
    "juonta juoni "
    "történet történetek cselekmény příběh příběhy příběhů děj poveste povești ιστορία ιστορίες "
    "πλοκή història històries chuyện truyện cốt cerita kisah alur סיפור סיפורים עלילה داستان قصه "
    "कहानी कहानियाँ कथा 이야기 줄거리"
)
_STORIES_DENSE = re.compile(r"(?:任何)?(?:故事|剧情|劇情|情节|情節|物語|ストーリー|筋書き)")
_SMALL = frozenset(
    "a an any the all please ever at of and or no kind sort una un une uno der die das ein eine "
    "een bitte por favor per favore s'il vous plaît proszę пожалуйста lütfen en el la los las les "
    "le il lo gli i o os as um uma de des d y e et und oder ni né nem के का की".split()
)
_WORD = re.compile(rf"(?:[^\W\d_]|[{INDIC}])+(?:[\u200c'’-](?:[^\W\d_]|[{INDIC}])+)*")


_OF = re.compile(r" (?:about|at|on|over|sobre|sur|über|su|om|про|об|о|o)\b.*")
"""What jokes are about, of which none are wanted."""

_SIGNS = 12
"""Signs of a clause in a script without blanks that forbids no more than it names."""


def unwanted_kinds(avoid: Iterable[str], language: str) -> frozenset[Kind]:
    """Return the kinds of tales that the entries of what is to be avoided leave out."""
    found: set[Kind] = set()
    for entry in avoid:
        words = _words(entry)
        if _is_fun(entry, language):
            found.add("comic")
        if DENSE.search(entry):
            found |= {"story"} if _STORIES_DENSE.fullmatch(entry) else set()
        elif words and words <= _STORY:
            found.add("story")
    return frozenset(found)


def forbids_fun(text: str, language: str) -> bool:
    """Return whether a clause of a text says that nothing is funny: "never comic", "no jokes"."""
    return any(map(_Unfunny(language), clauses(text)))


class _Unfunny:
    """Tells clauses that forbid what is funny."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, clause: str) -> bool:
        if not is_negated(clause, self._language):
            return False
        if DENSE.search(clause) and len(clause) > _SIGNS:
            return False
        others = (word for word in clause.split() if not says(word, "not", self._language))
        said = clause if DENSE.search(clause) else " ".join(others)
        return _is_fun(said, self._language)


def _is_fun(text: str, language: str) -> bool:
    """Whether a text names jokes and nothing else of them, or what is to be laughed at."""
    if DENSE.search(text):
        return says(text, "jokes", language) or says(text, "comic", language)
    words = _words(_OF.sub("", text)) - _SMALL
    jokes = {word for word in words if says(word, "jokes", language)}
    joked = bool(words) and says(" ".join(words), "jokes", language) and not words - jokes
    funny = any(says(word, "comic", language) for word in words - jokes)
    return joked or funny or (not jokes and says(text, "comic", language))


def _words(text: str) -> set[str]:
    return {folded(word) for word in _WORD.findall(text)} - _SMALL


_STORY = frozenset(map(folded, _STORIES.split()))
