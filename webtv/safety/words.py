"""The offline moderator: finds swear words, also where they are masked, spelled or split.

It does not understand: what is cruel in plain words passes, and an ass may be a donkey, which is
why an operator can allow a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from webtv.safety.honest import Honest
from webtv.safety.letters import is_unspaced, latin_twin, visible, without_accents
from webtv.safety.lists import (
    honest_in,
    own_letters,
    swear_words,
    words_of_list,
)

NAME = "word list"

_LONGEST_TEXT = 20_000
"""Characters that are looked at in one go; a longer text is looked at in parts."""

_STRONG = (
    "fuck shit bullshit cunt nigger nigga faggot whore slut bitch wank wanker twat asshole "
    "arsehole motherfucker cocksucker dickhead blowjob dildo jizz bastard porn penis pussy "
    "rape rapist retard"
).split()
"""English words that are rude in all their forms and where they are split."""

_ENDINGS = (
    "",
    "s",
    "es",
    "z",
    "ed",
    "er",
    "ers",
    "in",
    "ing",
    "ings",
    "y",
    "ty",
    "face",
    "head",
    "hole",
)
_FOREIGN_ENDINGS = ("s", "es", "n", "en", "er", "e", "r", "x")
_PARTICLES = ("야", "아", "이", "은", "는", "을", "를", "의", "가", "도", "에", "들", "놈", "년")
_PLURALS = {"o": "i", "a": "e", "e": "i"}

_LEET = {
    **dict(zip("0134578@$€+!|<({¡", "oieastbasetiickci", strict=True)),
    "9": "g",
    "6": "g",
    "2": "z",
}
_AS_L = {**_LEET, "1": "l", "!": "l", "|": "l"}
_CODED = re.compile(r"[0-9@$€+!|<({¡]")
_SPELLED = re.compile(r"[$!@]")
"""In a listed word such as "$h!t": its pieces are no phrase, or "m.h.t." would be one."""
_MASKS = "*#%\N{BULLET}\N{BLACK CIRCLE}\N{HEAVY ASTERISK}\N{MULTIPLICATION SIGN}"

_PIECE = re.compile(r"[^\W_]+")
_SPOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_STRETCHED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"([aeiou])\1")
_VOWEL = re.compile(r"[aeiouy]")


class WordList:
    """English, and the channel's own language where there is a list for it."""

    name = NAME

    def __init__(self, language: str = "en", *, allow: Iterable[str] = ()) -> None:
        self._language = language
        self._allow = frozenset(visible(word) for word in allow)
        self._lexicon: _Lexicon | None = None

    async def object_to(self, texts: Sequence[str]) -> str:
        """The words that should not be there."""
        return self.objection(texts)

    def objection(self, texts: Sequence[str]) -> str:
        """`object_to`, for who has no event loop; empty if there is none."""
        if self._lexicon is None:
            self._lexicon = _Lexicon(self._language, self._allow)
        found: list[str] = []
        for text in texts:
            for start in range(0, len(text), _LONGEST_TEXT):
                found += self._lexicon.find(text[start : start + _LONGEST_TEXT])
        words = ", ".join(dict.fromkeys(found))
        return f"the {NAME} objects to: {words}" if words else ""


class _Lexicon:
    """The words of a channel, and all ways of finding them.

    Each way looks at every place of a text once, so that the time grows with its length.
    """

    def __init__(self, language: str, allow: frozenset[str]) -> None:
        strong = set(_STRONG) - honest_in(language)
        listed = {visible(word) for word in swear_words(language)} | strong
        listed -= allow
        self._unspaced = {word for word in listed if all(map(is_unspaced, word))}
        self._unspaced_starts = {word[0] for word in self._unspaced}
        self._longest_unspaced = max(map(len, self._unspaced), default=0)
        spaced = listed - self._unspaced
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        self._words: dict[str, str] = {}
        for word in sorted(spaced):
            parts = tuple(_PIECE.findall(word))
            if len(parts) > 1 and not _SPELLED.search(word):
                self._phrases.setdefault(parts[0], []).append(parts)
            elif parts and len(parts[0]) == len(word):
                self._words[word] = word
                bare = without_accents(word)
                if len(bare) > 3:
                    self._words.setdefault(bare, word)
        english = strong & listed
        for word, ending in product(sorted(english), _ENDINGS):
            self._words.setdefault(word + ending, word)
            self._words.setdefault(word + word[-1] + ending, word)
        if not language.startswith("en"):
            own = {
                w
                for w in self._words
                if (len(w) > 3 or not w.isascii()) and w not in swear_words("en")
            }
            endings = _PARTICLES if language.startswith("ko") else _FOREIGN_ENDINGS
            for word, ending in product(sorted(own), endings):
                self._words.setdefault(word + ending, self._words[word])
            if language.startswith("it"):
                for word in sorted(own):
                    plural = word[:-1] + _PLURALS.get(word[-1], word[-1])
                    self._words.setdefault(plural, self._words[word])
        self._strong = {word for word in self._words if self._words[word] in english}
        self._longest = max(map(len, self._words), default=0)
        self._by_shape: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._strong):
            self._by_shape.setdefault((word[0], len(word)), []).append(word)
        weak = words_of_list("en") - strong - words_of_list(language[:2])
        self._weak = {word for word in self._words if self._words[word] in weak}
        self._letters = own_letters(language)
        self._honest = Honest(language)
        self._named = lru_cache(maxsize=1024)(self._looked_up)  # most words of a text are common
        self._cyrillic = language[:2] in ("ru", "uk", "bg", "sr", "mk", "be")

    def find(self, text: str) -> Iterator[str]:
        """The swear words in a text, as the list has them."""
        honest = self._honest.left_out_of(text)
        for reading in dict.fromkeys((honest, self._bare(honest))):
            yield from self._plain(reading)
            yield from self._chunks(reading)
            yield from self._split_by_spaces(reading)
        yield from self._without_spaces(honest)

    def _bare(self, text: str) -> str:
        """A text without accents, but for words that its language writes so."""
        if not self._letters or text.isascii():
            return without_accents(text)
        return _PIECE.sub(lambda found: self._bare_word(found[0]), text)

    def _bare_word(self, word: str) -> str:
        bare = without_accents(word)
        own = all(char.isascii() or char in self._letters for char in word)
        return word if own and bare in self._weak else bare

    def _plain(self, text: str) -> Iterator[str]:
        """Words and phrases as they stand."""
        pieces = _PIECE.findall(text)
        for place, piece in enumerate(pieces):
            if (word := self._named(piece)) is not None:
                yield word
            for phrase in self._phrases.get(piece, ()):
                if tuple(pieces[place : place + len(phrase)]) == phrase:
                    yield " ".join(phrase)

    def _looked_up(self, piece: str) -> str | None:
        """The word that a piece is, also stretched, and in letters that look like Latin ones."""
        if piece in self._words:
            return self._words[piece]
        if "fuck" in piece and "fuck" in self._words:
            return "fuck"
        if not self._cyrillic and (twin := latin_twin(piece)) in self._words:
            return self._words[twin]
        for shorter in (
            _STRETCHED.sub(r"\1", piece),
            _STRETCHED.sub(r"\1\1", piece),
            _DOUBLED.sub(r"\1", piece) if piece not in self._words else piece,
        ):
            if shorter != piece and len(shorter) > 2 and shorter in self._words:
                if shorter in self._strong or len(shorter) < len(piece) - 1:
                    return self._words[shorter]
        return None

    def _chunks(self, text: str) -> Iterator[str]:
        """What stands between spaces: split by signs, masked, or spelled with digits and signs."""
        for chunk in text.split():
            if chunk.isalpha():
                continue
            pieces = _PIECE.findall(chunk)
            yield from self._joined(pieces)
            if any(mask in chunk for mask in _MASKS):
                yield from self._masked(chunk)
            for part in re.split(r"[-_./,;:~'\"\u2019)\]}]+", chunk):
                yield from self._decoded(part)

    def _joined(self, pieces: Sequence[str]) -> Iterator[str]:
        for start in range(len(pieces)):
            word = pieces[start]
            for end in range(start + 1, len(pieces)):
                word += pieces[end]
                if len(word) > self._longest:
                    break
                if word in self._words and _is_torn(pieces[start : end + 1]):
                    yield self._words[word]

    def _masked(self, chunk: str) -> Iterator[str]:
        for found in re.finditer(rf"(?<![^\W\d_])[^\W\d_]+(?:[{_MASKS}]+[^\W\d_]*)+", chunk):
            masked = found[0]
            hidden = sum(char in _MASKS for char in masked)
            if len(masked) > 12 or len(masked) < 4 or hidden > len(masked) - 2:
                continue
            pattern = re.compile("".join("." if c in _MASKS else re.escape(c) for c in masked))
            fitting = self._by_shape.get((masked[0], len(masked)), ())
            yield from (self._words[word] for word in fitting if pattern.fullmatch(word))

    def _decoded(self, part: str) -> Iterator[str]:
        if not _CODED.search(part) or len(part) > 2 * self._longest:
            return
        for bare in dict.fromkeys((part.strip("!?+|<({"), part)):
            digits = sum(char.isdigit() for char in bare)
            letters = sum(char.isalpha() for char in bare)
            if digits > len(bare) - digits or not (letters or "@" in bare or "$" in bare):
                continue
            if _is_designation(bare):
                continue
            for table in (_LEET, _AS_L):
                plain = "".join(table.get(char, char) for char in bare)
                if plain != bare and plain.isalpha() and (word := self._named(plain)):
                    yield word
                    return

    def _split_by_spaces(self, text: str) -> Iterator[str]:
        """Letters one by one, and words torn in two."""
        pieces = _SPOKEN.findall(text)
        for start, first in enumerate(pieces):
            if len(first) > 6:
                continue
            word = first
            for end in range(start + 1, min(len(pieces), start + self._longest)):
                word += pieces[end]
                if len(word) > self._longest:
                    break
                torn = pieces[start : end + 1]
                if word not in self._words:
                    continue
                if all(len(piece) == 1 for piece in torn):
                    if len(torn) > 2:
                        yield self._words[word]
                elif len(torn) == 2 and word in self._strong and _has_no_vowel(torn):
                    yield self._words[word]

    def _without_spaces(self, text: str) -> Iterator[str]:
        """Words of scripts that put nothing between them, also with signs put between."""
        if not self._unspaced:
            return
        bare = "".join(char for char in text if is_unspaced(char) or char.isalnum())
        for start in range(len(bare)):
            if bare[start] not in self._unspaced_starts:
                continue
            for end in range(start + 1, min(len(bare), start + self._longest_unspaced) + 1):
                if bare[start:end] in self._unspaced:
                    yield bare[start:end]


def _is_torn(pieces: Sequence[str]) -> bool:
    """Whether pieces between signs are one word torn, and not words: fu|ck, but not pen-island."""
    if all(len(piece) == 1 for piece in pieces):
        return len(pieces) > 2
    short = any(len(piece) < 3 or not _VOWEL.search(piece) for piece in pieces)
    return short and sum(map(len, pieces)) > 3


def _has_no_vowel(pieces: Sequence[str]) -> bool:
    return any(not _VOWEL.search(piece) for piece in pieces)


def _is_designation(part: str) -> bool:
    """Whether letters and digits are a name such as A55, SH17, 3D or 455km."""
    if re.fullmatch(r"[^\W\d_]{1,3}\d{2,}[^\W\d_]?|\d{2,}[^\W\d_]{1,3}", part):
        return True
    return len(part) < 4 and part.isalnum() and not part.isalpha()
