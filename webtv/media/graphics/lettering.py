"""Letters on screen: what can be written, and lines that fit."""

from __future__ import annotations

import unicodedata

_JOINER = "\u2060"  # invisible; keeps a backslash from being read as a tag
_JOINERS = "\u200c\u200d"
_CLOSING = frozenset({"Mn", "Mc", "Cf", "Pe", "Pf", "Po"})
_LEADING = "เแโใไເແໂໃໄ"
_FOLLOWING = "ะาำๆຳະາー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"

_ADVANCE = 0.52
"""Mean width of a letter of Inter SemiBold, per unit of ASS font size, on the safe side."""


def printable(text: str) -> str:
    """`text` on one line, without control characters, emoji and pictographs."""
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        if char.isspace() or unicodedata.category(char) == "Cc":
            kept.append(" ")
        elif char in _JOINERS:
            # Persian and the scripts of India spell with them; emoji are glued with them.
            if kept and unicodedata.category(kept[-1]) in {"Lo", "Mn", "Mc"}:
                kept.append(char)
        elif not (
            unicodedata.category(char) in {"So", "Sk", "Cf", "Cs", "Co", "Cn"}
            or "\ufe00" <= char <= "\ufe0f"
        ):
            kept.append(char)
    return " ".join("".join(kept).split())


def escape(text: str) -> str:
    """`text` so that libass shows it as it is: braces and backslashes are no tags."""
    return text.replace("\\", "\\" + _JOINER).replace("{", r"\{").replace("}", r"\}")


def from_right(text: str) -> bool:
    """Whether `text` is read from the right: its first letter of a direction says so."""
    sides = (unicodedata.bidirectional(char) for char in text)
    return next((side != "L" for side in sides if side in {"L", "R", "AL"}), False)


def breadth(text: str) -> float:
    """The width of `text` in mean Latin letters, on the safe side."""
    return sum(_columns(char) for char in text)


def wrap(text: str, *, size: float, room: float) -> list[str]:
    """Lines of about equal length that fit into `room`, for letters of `size`, as `balanced`."""
    return balanced(text, max(8.0, room / (size * _ADVANCE)))


def balanced(text: str, most: float) -> list[str]:
    """Lines of about equal length, each of a `breadth` of at most `most`.

    Where there are no spaces they are broken between signs, never before a mark or after a vowel
    that is written first.
    """
    lines = _broken(text, most)
    if len(lines) > 1:
        even = _broken(text, min(most, breadth(text) / len(lines) + 2))
        lines = even if len(even) == len(lines) else lines
    return lines


def _broken(text: str, most: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and breadth(lines[-1]) + 1 + breadth(word) <= most:
            lines[-1] += " " + word
            continue
        too_long = breadth(word) > most
        line = f"{lines.pop()} " if lines and too_long else ""
        for sign in _signs(word):
            if line and breadth(line) + breadth(sign) > most:
                lines.append(line.rstrip())
                line = ""
            line += sign
        lines.append(line)
    return lines


def _signs(word: str) -> list[str]:
    """The parts of a word between which a line may break."""
    signs: list[str] = []
    for char in word:
        last = signs[-1][-1] if signs else ""
        follows = char in _FOLLOWING or unicodedata.category(char) in _CLOSING
        leads = last in _LEADING or (last and unicodedata.category(last) in {"Ps", "Pi"})
        if last and (follows or leads):
            signs[-1] += char
        else:
            signs.append(char)
    return signs


def _columns(char: str) -> float:
    if unicodedata.category(char) in {"Mn", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.4
    return 1.4 if "\u0b80" <= char <= "\u0dff" else 1.0  # the broad scripts of southern India
