"""What the offline writer adds to an operator's words, a module for each language.

Each phrase stands after any beat, whatever its gender, number and mood, and none bends a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any

from webtv.writers.offline.phrases.ar import ARABIC
from webtv.writers.offline.phrases.de import GERMAN
from webtv.writers.offline.phrases.en import ENGLISH
from webtv.writers.offline.phrases.es import SPANISH
from webtv.writers.offline.phrases.fr import FRENCH
from webtv.writers.offline.phrases.it import ITALIAN
from webtv.writers.offline.phrases.ja import JAPANESE
from webtv.writers.offline.phrases.language import Phrases
from webtv.writers.offline.phrases.nl import DUTCH
from webtv.writers.offline.phrases.none import bare_in
from webtv.writers.offline.phrases.pl import POLISH
from webtv.writers.offline.phrases.pt import PORTUGUESE
from webtv.writers.offline.phrases.regions import regional
from webtv.writers.offline.phrases.ru import RUSSIAN
from webtv.writers.offline.phrases.tr import TURKISH
from webtv.writers.offline.phrases.zh import CHINESE

LANGUAGES: dict[str, Phrases] = {
    "ar": ARABIC,
    "de": GERMAN,
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "it": ITALIAN,
    "ja": JAPANESE,
    "nl": DUTCH,
    "pl": POLISH,
    "pt": PORTUGUESE,
    "ru": RUSSIAN,
    "tr": TURKISH,
    "zh": CHINESE,
}
"""Phrases by language code. To add a language, write its module and a line here."""


@lru_cache(maxsize=32)
def phrases_in(language: str) -> Phrases:
    """The phrases for a language such as "pt-BR"; where there are none, beats go out alone."""
    phrases = LANGUAGES.get(language[:2]) or bare_in(language)
    put = regional(language)
    return _as_said(phrases, put) if put else phrases


def _as_said(phrases: Phrases, put: Callable[[str], str]) -> Phrases:
    """Phrases in another variety of their language."""

    def said(value: Any) -> Any:
        if isinstance(value, str):
            return put(value)
        if isinstance(value, tuple):
            return tuple(map(said, value))
        if isinstance(value, Mapping):
            return {key: said(each) for key, each in value.items()}
        return value

    known = {f.name: said(getattr(phrases, f.name)) for f in fields(phrases)}
    return replace(phrases, **known)
