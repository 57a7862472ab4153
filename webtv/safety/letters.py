"""Text as a reader takes it: without what hides letters, in plain letters where they are disguised.

Every step takes time that grows with the length of the text and no faster.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from webtv.safety.lists import looks_like_latin, passes_for

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_OVERRIDE = re.compile("[\u202e\u2067\u202b]([^\u202c\u2069\n]*)")
_RIGHT_TO_LEFT_OVERRIDE = "\u202e"

_LATIN = re.compile(r"LATIN (?:SMALL )?(?:LETTER )?(?:SMALL )?(?:CAPITAL )?(?:LETTER )?([A-Z])\b")
_BOXED = re.compile(
    r"(?:NEGATIVE |CROSSED NEGATIVE )?(?:SQUARED|CIRCLED) LATIN CAPITAL LETTER ([A-Z])$"
    r"|REGIONAL INDICATOR SYMBOL LETTER ([A-Z])$"
)
_WORD = re.compile(r"[^\W\d_]+")


def visible(text: str) -> str:
    """`text` in small letters as it is seen: reversed where a mark reverses it, accents kept.

    What shows nothing is gone, and letters in boxes, circles, bold or full width are plain ones.
    """
    if text.isascii():
        return _CONTROL.sub("", text).casefold()
    text = _OVERRIDE.sub(_turned, text)
    text = unicodedata.normalize("NFKC", "".join(map(_unboxed, text)))
    text = "".join(char for char in text if not _hidden(char)).casefold()
    return _WORD.sub(_latin_word, text)


def without_accents(text: str) -> str:
    """`text` with its Latin letters bare."""
    if text.isascii():
        return text
    return "".join(map(_bare, text))


def latin_twin(word: str) -> str:
    """`word` as it looks in Latin letters, if every letter of it passes for one; else ""."""
    if not word or word.isascii() or not looks_like_latin().issuperset(word):
        return ""
    return "".join(passes_for()[char] for char in word)


def is_unspaced(char: str) -> bool:
    """Whether a letter is of a script whose words stand without spaces between them."""
    code = ord(char)
    return (
        0x0E00 <= code <= 0x0EFF  # Thai, Lao
        or 0x1000 <= code <= 0x109F  # Burmese
        or 0x1780 <= code <= 0x17FF  # Khmer
        or 0x3040 <= code <= 0x30FF  # Hiragana, Katakana
        or 0x3400 <= code <= 0x9FFF  # Han
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x3FFFF
    )


def _turned(found: re.Match[str]) -> str:
    reverses = found[0][0] == _RIGHT_TO_LEFT_OVERRIDE
    return found[1][::-1] if reverses else found[1]


def _latin_word(found: re.Match[str]) -> str:
    """A word of two alphabets in one."""
    word = found[0]
    if word.isascii() or not any("a" <= char <= "z" for char in word):
        return word
    twins = passes_for()
    return "".join(twins.get(char, char) for char in word)


@lru_cache(maxsize=4096)
def _hidden(char: str) -> bool:
    if char in "\n\t\r":
        return False
    return unicodedata.category(char) in ("Cf", "Cc", "Cs", "Me") or 0xFE00 <= ord(char) <= 0xFE0F


@lru_cache(maxsize=4096)
def _unboxed(char: str) -> str:
    if char.isascii():
        return char
    found = _BOXED.match(unicodedata.name(char, ""))
    return (found[1] or found[2]) if found else char


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    if char.isascii():
        return char
    plain = unicodedata.normalize("NFD", char)
    if plain[0].isascii():
        return plain[0]
    if unicodedata.category(char) == "Mn" and not is_unspaced(char) and ord(char) < 0x0370:
        return ""
    found = _LATIN.match(unicodedata.name(char, ""))
    return found[1].lower() if found else char
