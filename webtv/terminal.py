"""Text from outside that is safe to show: titles come from language models, names from anybody.

What steers a terminal (ECMA-48's C0 and C1 controls), turns the direction of writing (Unicode's
bidirectional controls, https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings), ends
a line, is invisible, or cannot be encoded does not get through. The two joiners do: Persian, Indic
scripts and emoji are misspelt without them.
"""

from __future__ import annotations

import unicodedata

_STEERING = frozenset(("Cc", "Cf", "Zl", "Zp"))
_JOINERS = "\u200c\u200d"


def plain(text: str) -> str:
    """`text` on one line, with a space for each character that steers whatever shows it."""
    return "".join(map(_shown, text))


def plain_lines(text: str) -> str:
    """The same for text of several lines, which are kept."""
    return "\n".join(map(plain, text.split("\n")))


def plain_json(text: str) -> str:
    r"""JSON that says the same in characters that are safe to show: `\u009b` for what steers."""
    return "".join(c if c in "\n\t" or _shown(c) == c else _escaped(c) for c in text)


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":  # half of a pair: a name in another encoding, which no stream can write
        return "\ufffd"
    return " " if category in _STEERING and character not in _JOINERS else character


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i] * 256 + units[i + 1]:04x}" for i in range(0, len(units), 2))
