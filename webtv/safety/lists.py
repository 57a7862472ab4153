"""Which words of glin-profanity's lists mean harm, language by language.

The lists come from the web and hold much that is honest: Turkish has "top" (a ball), Italian
"regina" (a queen), English "escort" and "tied up". Where a list is mostly sound, its honest words
are named in `words.json` and left out; where it is not, the words that are kept are named there.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

_NAMES = {
    "ar": "arabic",
    "zh": "chinese",
    "cs": "czech",
    "da": "danish",
    "nl": "dutch",
    "en": "english",
    "eo": "esperanto",
    "fi": "finnish",
    "fr": "french",
    "de": "german",
    "hi": "hindi",
    "hu": "hungarian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "no": "norwegian",
    "nb": "norwegian",
    "nn": "norwegian",
    "fa": "persian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "es": "spanish",
    "sv": "swedish",
    "th": "thai",
    "tr": "turkish",
}


@cache
def words_of_list(language: str) -> frozenset[str]:
    """The swear words of a language such as "de" in small letters; none for one without a list."""
    kept = _data()["kept"].get(language)
    if kept is not None:
        return frozenset(map(str.casefold, kept))
    name = _NAMES.get(language)
    if name is None:
        return frozenset()
    from glin_profanity.data.dictionary import dictionary

    listed = frozenset(word.casefold() for word in dictionary.get_words(name))
    return listed - set(map(str.casefold, _data()["left_out"].get(language, ())))


def swear_words(language: str) -> frozenset[str]:
    """What must not be said in a channel's language, such as "pt-BR"; English is always with it.

    Not all languages at once: what is rude in one is an honest word in another.
    """
    english = words_of_list("en") - honest_in(language)
    return english if language[:2] == "en" else english | words_of_list(language[:2])


def honest_in(language: str) -> frozenset[str]:
    """English swear words that another language needs: a Swedish film ends with "slut"."""
    return frozenset(_data()["honest_elsewhere"].get(language[:2], ()))


def honest_phrases(language: str) -> tuple[str, ...]:
    """Return patterns of honest words of a language that hold a rude one, or look like it."""
    return tuple(_data()["honest_phrases"].get(language[:2], ()))


def honest_in_english(language: str) -> frozenset[str]:
    """Return rude words of a language that are honest ones in English: a French channel's pictures
    are told to models in English, and there somebody takes a bite.
    """
    return frozenset(_data()["honest_in_english"].get(language[:2], ()))


def own_letters(language: str) -> frozenset[str]:
    """Return a language's letters with a mark: a Polish bud, "pąk", is no "pak" in disguise."""
    return frozenset(_data()["own_letters"].get(language[:2], ""))


def passes_for() -> dict[str, str]:
    """Letters of other alphabets, and the Latin ones that they pass for inside a word."""
    found: dict[str, str] = _data()["passes_for"]
    return found


def looks_like_latin() -> frozenset[str]:
    """Cyrillic letters that cannot be told from Latin ones."""
    return frozenset(_data()["looks_like_latin"])


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files("webtv.safety").joinpath("words.json").read_bytes())
    return found
