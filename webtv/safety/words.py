"""The offline moderator: lists of words in many languages, kept by glin-profanity.

It knows swear words and slurs, also masked and spelled with digits. It does not understand: what is
cruel in plain words passes, and an ass may be a donkey, which is why an operator can allow a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

NAME = "word list"

_LANGUAGES = {
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
    "fa": "persian",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "es": "spanish",
    "sv": "swedish",
    "th": "thai",
    "tr": "turkish",
}


class WordList:
    """English, and the channel's own language where there is a list for it.

    Not all languages at once: what is rude in one is an honest word in another.
    """

    name = NAME

    def __init__(self, language: str = "en", *, allow: Iterable[str] = ()) -> None:
        self._languages = list(dict.fromkeys(["english", _LANGUAGES.get(language[:2], "english")]))
        self._allow = [word.casefold() for word in allow]
        self._filter: Any = None

    async def object_to(self, texts: Sequence[str]) -> str:
        """The words that should not be there."""
        if self._filter is None:
            from glin_profanity import Filter

            self._filter = Filter(
                {
                    "languages": self._languages,
                    "ignore_words": self._allow,
                    "whitelist": self._allow,
                    "detect_leetspeak": True,
                }
            )
        found: list[str] = []
        for text in texts:
            # To its patterns an underscore is a letter, and hides where a word ends.
            found += self._filter.check_profanity(text.replace("_", " "))["profane_words"]
        words = ", ".join(dict.fromkeys(re.sub(r"\s+", " ", word) for word in found))
        return f"the {NAME} objects to: {words}" if words else ""
