"""Whole sentences of a beat or a place: one, two, or with the hour."""

from __future__ import annotations

import re

_LONG = 15
"""Words of a beat that is told in two shots, where it has a joint."""

_JOINT = re.compile(
    r",\s+(?=(?:and|so|but|then|while|until|y|e|et|und|ma|mais|pero|و)\b)|\s+(?=until\b|while\b)"
    r"|[，、]"
)
_SETTLED = re.compile(
    r"^(?:at|in|on|by|beside|under|over|above|below|among|along|behind|between|inside|near|across"
    r"|en|sobre|bajo|junto|entre|dans|sur|sous|chez|près|im|am|auf|unter|bei|nel|nella|sul|sulla"
    r"|em|no|na|sob)\b",
    re.IGNORECASE,
)

_LETTERS_S = 16
_DENSE_S = 6.5
"""Letters said in a second, and signs of scripts without blanks."""

_STOP = re.compile(r"(?<=\w\w)\. (?=[^\W\d_])(?=[A-Z]|[^\x00-\x7f])|。(?=\w)")
_JA_OPEN = "しべきりちみびぎけせてれめねげえ"
"""How verbs end that do not end a Japanese sentence."""

_ENDS = (".", "!", "?", "。", "！", "？", "…")


def capital(text: str, language: str) -> str:
    """A text with a capital as its language writes it: "ipte" is "İpte" in Turkish."""
    dotted = text[:1] == "i" and language[:2] in ("tr", "az")
    return ("İ" if dotted else text[:1].upper()) + text[1:]


def sentence(text: str, end: str, language: str) -> str:
    """A text with a capital and a stop; "" stays empty. An open Japanese clause trails off."""
    if not text:
        return ""
    end = "…" if language[:2] == "ja" and is_open(text) else end
    return f"{capital(text, language)}{'' if text.endswith(_ENDS) else end}"


def is_open(text: str) -> bool:
    """Whether a Japanese clause goes on after its end."""
    return text[-1:] in _JA_OPEN


def is_settled(place: str) -> bool:
    """Whether a place begins with its preposition, and may follow an hour."""
    return bool(_SETTLED.match(place))


def parted(text: str) -> tuple[str, str]:
    """A text of two sentences as these, the first without its stop; the second "" where it is one.

    "A T. rex naps" is one.
    """
    first, *second = _STOP.split(text, maxsplit=1)
    return first, "".join(second)


def halves(told: str) -> tuple[str, str] | None:
    """A long sentence as two, cut at the joint nearest to its middle; None where there is none."""
    first, second = parted(told)
    if second:
        return told[: len(first) + 1], second
    if words_in(told) <= _LONG:
        return None
    joints = [found for found in _JOINT.finditer(told) if 10 < found.start() < len(told) - 10]
    if not joints:
        return None
    best = min(joints, key=lambda found: abs(found.start() - len(told) / 2))
    return told[: best.end()].rstrip(), told[best.end() :].strip()


def spoken_s(line: str) -> float:
    """Seconds that a line takes to be said."""
    dense = _dense_in(line)
    return round(dense / _DENSE_S + (len(line) - dense) / _LETTERS_S, 1)


def words_in(text: str) -> float:
    """Spoken words; a script without blanks is counted by two signs a word."""
    return len(text.split()) + _dense_in(text) / 2


def _dense_in(text: str) -> int:
    """How many signs of a text are of scripts without blanks."""
    return sum("\u3040" <= char <= "\u9fff" for char in text)
