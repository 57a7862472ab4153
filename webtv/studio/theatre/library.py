"""Reading the index of the artwork: pictures by name, words by language."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from webtv.studio.theatre.artwork import CLIMBED, KEYWORD, NAME, OWN
from webtv.studio.theatre.language import (
    has_together,
    is_deed,
    singular,
    stem,
    words,
    written_together,
)
from webtv.studio.theatre.traits import table

PROPS = dict(table("props.tsv"))
"""Our own pictures, by name."""

_MOST_WORDS = 4
_ARABIC = re.compile(r"^[\u0648\u0641](?=\w{3})|^(?:\u0628|\u0643)?\u0627\u0644(?=\w{2})")
"""What is written before an Arabic word: and, then; the, with the, like the."""
_LONGEST_TOGETHER = 7
_SMALL_WORD = 3
"""How many known words one of those counts that hold sentences together."""
_COMPOUNDING = frozenset("de nl sv da no nb".split())
"""Languages that write several nouns as one word."""


class Library:
    """The index at `path`. Not shared between threads."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._base.execute("PRAGMA cache_size=-512")
        rows = self._base.execute("SELECT lang, words FROM frequent")
        self._frequent = {str(lang): frozenset(text.split()) for lang, text in rows}

    def art(self, name: str, accents: tuple[str, str] = ("#888", "#888")) -> tuple[str, float]:
        """The inside of a picture's SVG, and the side of its square; our own pictures may have
        the two accent colours of their scene.

        Raises KeyError when there is no such picture.
        """
        if name in PROPS:
            return PROPS[name].replace("{a}", accents[0]).replace("{b}", accents[1]), 128.0
        row = self._base.execute("SELECT body, size FROM art WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise KeyError(name)
        return zlib.decompress(row[0]).decode(), float(row[1])

    def has(self, name: str) -> bool:
        """Whether there is a picture of this name."""
        if name in PROPS:
            return True
        query = "SELECT 1 FROM art WHERE name = ?"
        return self._base.execute(query, (name,)).fetchone() is not None

    def keys(self, phrase: str, lang: str) -> list[tuple[int, str]]:
        """Grades and keys of a phrase of stems, the best first."""
        rows = self._base.execute(
            "SELECT grade, key FROM word WHERE stem = ? AND lang = ? ORDER BY grade, rank",
            (phrase, lang),
        )
        return [(int(grade), str(key)) for grade, key in rows]

    def languages(self, text: str, usual: str | None = None) -> tuple[str, ...]:
        """The languages to read `text` in, the likeliest first; English is always one. A part of
        a prompt is in the `usual` language of that, unless more than one small word speaks against.
        """
        if has_together(text):
            if usual and written_together(usual):
                return (usual, "en")
            return ("ja", "en") if any("\u3040" <= c <= "\u30ff" for c in text) else ("zh", "en")
        tokens = {word.casefold() for word in words(text)}
        score: Counter[str] = Counter()
        for lang, frequent in self._frequent.items():
            score[lang] += _SMALL_WORD * len(tokens & frequent)
        spelled = tokens | {stem(token, "en") for token in tokens}
        marks = ",".join("?" * len(spelled))
        rows = self._base.execute(
            f"SELECT lang, COUNT(DISTINCT stem) FROM word WHERE stem IN ({marks}) AND "
            f"grade <= {NAME} AND key NOT LIKE 'skip:%' GROUP BY lang",
            tuple(spelled),
        )
        for lang, count in rows:
            score[str(lang).rstrip("!")] += int(count)
        known, most = usual or "en", max(score.values(), default=0)
        if most > score[known] + (_SMALL_WORD if usual else 0):
            known = max(score, key=lambda lang: score[lang])
        return ("en",) if known == "en" else (known, "en")

    def is_frequent(self, word: str, languages: Sequence[str]) -> bool:
        """Whether a word is one of those that hold sentences together."""
        return any(word.casefold() in self._frequent.get(lang, ()) for lang in languages)

    def lookup(
        self, tokens: Sequence[str], lang: str, *, exact_only: bool = False
    ) -> tuple[int, list[tuple[int, str]]]:
        """The longest phrase at the beginning of `tokens` that is known: its length and keys.

        With `exact_only` it is one as it is written, or in the singular: `antes` is no ant.
        """
        spelled = [stem(token, lang) for token in tokens[:_MOST_WORDS]]
        for length in range(len(spelled), 0, -1):
            exact = " ".join(tokens[:length]).casefold()
            keys = self.keys(exact, f"{lang}!")
            if lang == "en" and not keys:
                keys = self.keys(singular(exact), "en!")
            told = bool(keys) and keys[0][0] == OWN
            known = [] if exact_only else self.keys(" ".join(spelled[:length]), lang)
            if lang == "en" and length == 1 and is_deed(exact):  # who slides is no slide
                known = [key for key in known if key[1].startswith("act:")]
            keys += [key for key in known if not told or key[0] != OWN]
            keys.sort(key=lambda key: key[0])
            if length > 1 and keys and keys[0][0] == CLIMBED and self._told(tokens[1:4], lang):
                continue  # a brown pine is a tree, a brown pine cone is none
            if keys:
                return length, keys
        if lang == "ar" and spelled and (bare := _ARABIC.sub("", tokens[0])) != tokens[0]:
            return self.lookup([bare, *tokens[1:]], lang)
        if lang in _COMPOUNDING and tokens:
            return self._last_part(tokens[0], lang)
        return 0, []

    def _last_part(self, word: str, lang: str) -> tuple[int, list[tuple[int, str]]]:
        """What a word of several says last, which is what it is: "Fußballplatz" is a "Platz"."""
        if lang == "de" and (word.islower() or word.endswith("ingen")):  # no ring is in Thüringen
            return 0, []
        for cut in range(3, len(word) - 3):
            keys = self.keys(stem(word[cut:], lang), lang)
            if keys and (":" not in keys[0][1] or keys[0][1].startswith("place:")):
                return 1, keys[:1]
        return 0, []

    def _told(self, tokens: Sequence[str], lang: str) -> bool:
        """Whether our own table has what begins at `tokens`, in two words or more."""
        phrases = (" ".join(tokens[:length]).casefold() for length in range(len(tokens), 1, -1))
        return any(key[0] == OWN for phrase in phrases for key in self.keys(phrase, f"{lang}!"))

    def within(self, text: str, lang: str) -> tuple[int, list[tuple[int, str]]]:
        """The same for a language without spaces: single letters count only if they are names."""
        for length in range(min(_LONGEST_TOGETHER, len(text)), 0, -1):
            keys = self.keys(text[:length], lang)
            if length == 1:
                keys = [key for key in keys if key[0] == OWN]
            elif length == 2:
                keys = [key for key in keys if key[0] <= KEYWORD]
            if keys:
                return length, keys
        return 0, []
