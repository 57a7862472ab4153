"""Finds what a channel must not write about: whole words, in their forms, in every script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

TextT = TypeVar("TextT", bound=str)

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_OWNER = re.compile(r"['\u2019]s?$")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u309f\u3400-\u9fff\uf900-\ufaff]"
)
"""Letters of scripts without spaces: Thai, Lao, Burmese, Khmer, Hiragana, Han."""

_KATAKANA = re.compile(r"[\u30a0-\u30ff]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}")

_STEMMERS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


def avoided(text: str, avoid: Sequence[str], *, language: str = "en") -> list[str]:
    """The entries of `avoid` that a text has.

    A word is found in its forms, by English rules and by those of `language` (Snowball's stemmers):
    "war" is in "wars", not in "warm". Where a script has no spaces, an entry is found anywhere, and
    Korean words may have particles after them.
    """
    plain = _plain(text)
    found = []
    known = {code: _stems(plain, code) for code in dict.fromkeys(("en", language[:2]))}
    for entry in avoid:
        wanted = _plain(entry).strip()
        if not wanted:
            continue
        if _UNSPACED.search(wanted) and wanted in plain:
            found.append(entry)
        elif _KATAKANA.fullmatch(wanted) and wanted in _KATAKANA.findall(plain):
            found.append(entry)
        elif _HANGUL.fullmatch(wanted) and re.search(rf"(?<![\uac00-\ud7a3]){wanted}", plain):
            found.append(entry)
        elif any(_contains(words, _stems(wanted, code)) for code, words in known.items()):
            found.append(entry)
    return found


def _plain(text: str) -> str:
    shown = unicodedata.normalize("NFKC", text)
    return "".join(c for c in shown if unicodedata.category(c) != "Cf").casefold()


def _stems(text: str, language: str) -> list[str]:
    words = [_OWNER.sub("", word) for word in _WORD.findall(text)]
    name = _STEMMERS.get(language, "")
    return [_stem(word, name) for word in words] if name else words


@lru_cache(maxsize=8192)
def _stem(word: str, stemmer: str) -> str:
    return str(_stemmer(stemmer).stemWord(word))


def _contains(words: Sequence[str], wanted: Sequence[str]) -> bool:
    length = len(wanted)
    return bool(length) and any(
        words[place] == wanted[0] and words[place : place + length] == wanted
        for place in range(len(words) - length + 1)
    )


@cache
def _stemmer(name: str) -> Any:
    from snowballstemmer import stemmer

    return stemmer(name)


class Unavoided:
    """Leaves out of some texts those that have anything of `avoid`."""

    def __init__(self, avoid: tuple[str, ...], language: str) -> None:
        self._avoid = avoid
        self._language = language

    def __call__(self, texts: Iterable[TextT]) -> list[TextT]:
        """Those that are left, in their order."""
        return [text for text in texts if not _has(text, self._avoid, self._language)]


@lru_cache(maxsize=8192)  # the pictures of all worlds
def _has(text: str, avoid: tuple[str, ...], language: str) -> bool:
    return bool(avoid) and bool(avoided(text, avoid, language=language))
