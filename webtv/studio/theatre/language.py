"""Words of any language: cut from a text and brought to their stems (Snowball's algorithms)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
    "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish",
}  # fmt: skip
_TOGETHER = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue"})
"""Languages that set no spaces between words."""

_LETTERS = (
    r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0963"
    r"\u0971-\u0dff\u200c\u200d])+"
)
"""Letters and the marks that belong to them: vowels of Indic scripts are such."""

_WORD = re.compile(rf"{_LETTERS}(?:['\u2019\-]{_LETTERS})*|\d+")
_TOGETHER_LETTER = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
)
_IRREGULAR = {
    "mice": "mouse", "geese": "goose", "wolves": "wolf", "leaves": "leaf", "men": "man",
    "women": "woman", "feet": "foot", "teeth": "tooth", "oxen": "ox", "loaves": "loaf",
    "knives": "knife", "shelves": "shelf", "calves": "calf", "fishermen": "fisherman",
}  # fmt: skip


def written_together(lang: str) -> bool:
    """Whether a language sets no spaces between words, so that they must be found within."""
    return lang in _TOGETHER


def has_together(text: str) -> bool:
    """Whether there are letters of such a language in `text`."""
    return _TOGETHER_LETTER.search(text) is not None


def words(text: str) -> list[str]:
    """The words of a text as they are written; `l'abuela` and `dell'olio` lose the article."""
    found = []
    for word in _WORD.findall(text):
        head, apostrophe, tail = word.replace("\u2019", "'").partition("'")
        if apostrophe and len(head) <= 5 and len(tail) > 2:
            found += [head, tail]
        else:
            found.append(head if apostrophe else word)
    return found


def singular(phrase: str) -> str:
    """An English phrase with its last word in the singular."""
    head, space, last = phrase.rpartition(" ")
    for ending, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if last.endswith(ending) and len(last) > len(ending) + 1:
            return head + space + last[: -len(ending)] + one
    if last.endswith("men"):
        return head + space + last[:-2] + "an"
    plain = last[:-1] if last.endswith("s") and not last.endswith(("ss", "us", "is")) else last
    return head + space + _IRREGULAR.get(last, plain)


def is_plural(word: str) -> bool:
    """Whether an English word is a plural, to which nothing else belongs: "rabbits brush"."""
    many = word.endswith("s") and singular(word) != word and len(word) > _SHORT
    return many or word in _MANY


_SHORT = 5
"""Letters of words that end in s without being plurals: gas, lens."""

_MANY = frozenset("children men women people mice geese wolves".split())


def is_deed(word: str) -> bool:
    """Whether an English word has the form of a deed, done or suffered: sliding, folded."""
    return word.endswith(("ing", "ed")) and len(word) > len(stem(word, "en")) > 1


@lru_cache(maxsize=4096)
def stems(phrase: str, lang: str) -> str:
    """The stems of the words of a phrase, joined by spaces; unchanged where there are no spaces."""
    if written_together(lang):
        return phrase
    return " ".join(stem(word, lang) for word in words(phrase.casefold()))


def stem(word: str, lang: str) -> str:
    """The stem of one word: what plural and singular, `riega` and `riegan` have in common."""
    word = word.casefold()
    if lang == "en":
        word = _IRREGULAR.get(word, word)
        if word.endswith("men") and len(word) > 4:
            word = word[:-2] + "an"
    return _stem(word, lang)


@lru_cache(maxsize=1 << 15)
def _stem(word: str, lang: str) -> str:
    stemmer = _stemmer(lang)
    return str(stemmer.stemWord(word)) if stemmer is not None else word


@cache
def _stemmer(lang: str) -> Any:
    name = _STEMMERS.get(lang)
    return snowballstemmer.stemmer(name) if name else None
