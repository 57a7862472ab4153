"""Spoken words as lines to be read while they are heard."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from itertools import accumulate

LONGEST = 84
"""Characters of a subtitle: two lines of 42, as broadcasters have them."""

_SENTENCE = re.compile(r"(?<=[.!?\u2026])\s+|(?<=[\u3002\uff01\uff1f])\s*")


@dataclass(frozen=True, slots=True)
class Subtitle:
    """Words that are heard from `start_s` to `end_s` of a programme."""

    start_s: float
    end_s: float
    text: str


def subtitles(text: str, start_s: float, end_s: float) -> tuple[Subtitle, ...]:
    """`text`, spoken evenly from `start_s` to `end_s`, sentence by sentence.

    Nobody says when each word is spoken; a sentence takes its share of letters.
    """
    sentences = [part for part in _SENTENCE.split(" ".join(text.split())) if part]
    pieces = [piece for sentence in sentences for piece in _pieces(sentence)]
    whole = sum(map(len, pieces))
    marks = [
        start_s + (end_s - start_s) * at / max(1, whole) for at in accumulate(map(len, pieces))
    ]
    starts = [start_s, *marks]
    return tuple(
        Subtitle(round(start, 3), round(end, 3), piece)
        for start, end, piece in zip(starts, marks, pieces, strict=False)
    )


def _pieces(sentence: str) -> list[str]:
    """A sentence in parts of about equal length that are short enough to be read."""
    count = -(-len(sentence) // LONGEST)
    if count == 1:
        return [sentence]
    even = min(LONGEST, -(-len(sentence) // count) + 8)
    return textwrap.wrap(sentence, even)
