"""Text from outside as plain text: what can be stored, sent on and shown."""

from __future__ import annotations

import unicodedata

_STEERING = frozenset("\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""Characters that show nothing and change the order, the lines or the words of others."""

_UNWANTED = ("Cc", "Cs", "Cn")
"""Unicode categories: control characters, halves of surrogate pairs, what is no character."""


def plain_text(text: str) -> str:
    """`text` on its lines, without characters that steer a screen or cannot be encoded.

    Tabs become blanks. What joins letters (in Persian, in emoji) stays.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\t", " ").split("\n")
    return "\n".join("".join(filter(_stays, line)) for line in lines)


def _stays(char: str) -> bool:
    return char not in _STEERING and unicodedata.category(char) not in _UNWANTED
