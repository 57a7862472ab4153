"""Words of many languages in files of `phrases`: a section for each kind, a row for each language.

`word*` is any word that begins so; words that are joined by hyphens stand beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files

from webtv.writers.language import INDIC
from webtv.writers.offline.wordsets import folded

_ANYWHERE = ("ja", "ko", "zh")
"""Languages whose words are found anywhere in a text."""

_LETTER = rf"[\w{INDIC}\u200c]"


class Terms:
    """The words of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._known: dict[tuple[str, ...], re.Pattern[str]] = {}

    def found(self, text: str, kind: str, language: str) -> re.Match[str] | None:
        """The first word of a kind in a text, `folded`, of its language or of English."""
        return self.pattern(kind, language, "en").search(folded(text)) if text else None

    def is_one(self, word: str, kind: str, language: str = "") -> bool:
        """Whether a word as a whole is one of a kind: of a language, or of any."""
        if not word or (language and language[:2] not in self._rows[kind]):
            return False
        return self.pattern(kind, language).fullmatch(folded(word)) is not None

    def pattern(self, kind: str, *languages: str) -> re.Pattern[str]:
        """A pattern for the words of a kind in `folded` texts of some languages.

        Where nobody knows the words of the first, those of any are better than none.
        """
        key = kind, *(language[:2] for language in languages)
        if key not in self._known:
            self._known[key] = self._made(*key)
        return self._known[key]

    def words(self, kind: str, language: str) -> tuple[str, ...]:
        """The words of a kind in one language, `folded`; none where its row is missing."""
        return self._rows[kind].get(language[:2], ())

    def _made(self, kind: str, *codes: str) -> re.Pattern[str]:
        rows = self._rows[kind]
        known = [each for each in rows if each in codes] if codes[0] in rows else [*rows]
        whole: list[str] = []
        anywhere: list[str] = []
        for each in known:
            (anywhere if each in _ANYWHERE else whole).extend(rows[each])
        whole.sort(key=len, reverse=True)
        return pattern_of(whole, sorted(anywhere, key=len, reverse=True))

    @cached_property
    def _rows(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """The words of each kind and language."""
        rows: dict[str, dict[str, tuple[str, ...]]] = {}
        file = files("webtv.writers.offline.phrases").joinpath(self._file)
        for line in file.read_text("utf-8").splitlines():
            if line.startswith("@ "):
                rows[line[2:]] = {}
            elif line and not line.startswith("#"):
                code, *words = line.split()
                rows[[*rows][-1]][code] = tuple(map(folded, words))
        return rows


def pattern_of(whole: Sequence[str], anywhere: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for words, `whole` in their order or `anywhere`, in `folded` texts."""
    ends = "|".join(map(_spelt, whole))
    bounded = [rf"(?<!{_LETTER})(?:{ends})(?!{_LETTER})"] if ends else []
    return re.compile("|".join([*map(re.escape, anywhere), *bounded]))


def _spelt(word: str) -> str:
    """A pattern for a word, for any that begins so, or for several beside each other."""
    stem = r"[\s\u200c-]+".join(map(re.escape, word.rstrip("*").split("-")))
    return f"{stem}{_LETTER}*" if word.endswith("*") else stem
