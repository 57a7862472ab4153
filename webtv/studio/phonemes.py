"""English text as the phonemes that Kokoro reads (misaki's), in pieces that it speaks well."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np

from webtv.studio.voice import check

LONGEST_PIECE = 400
"""Phonemes: Kokoro takes 510, and hurries beyond 400 (VOICES.md of hexgrad/Kokoro-82M)."""

_STOPS = (
    re.compile(r"[.!?…][”\")]*(?= )"),
    re.compile(r"[,;:—](?= )"),
    re.compile(r"(?= )"),
)
"""Places to cut at: ends of sentences, of clauses, of words."""


def write_phonemes(target: Path, *, text: str, voice: str) -> None:
    """Write the phonemes of a text as an array of pieces, in the English of a voice: British where
    its name begins with b, else American.

    Raises ValueError for a text that is too long, and for one of which nothing can be spoken.
    """
    check(text)
    from hibari.g2p import G2P
    from hibari.tts import Hibari

    g2p = G2P(british=voice.startswith("b"))
    lines = (Hibari.split_sentences(line) for line in text.splitlines())
    spoken = (" ".join(filter(None, map(g2p, line))) for line in lines)
    found = [piece for line in spoken for piece in pieces(line)]
    if not found:
        raise ValueError("nothing in the text can be spoken")
    np.save(target, np.array(found))


def pieces(phonemes: str, *, longest: int = LONGEST_PIECE) -> list[str]:
    """Cut phonemes into pieces of about one length: a short rest would sound hasty."""
    found = []
    left = phonemes.strip()
    while len(left) > longest:
        place = _place(left[: longest + 1], len(left) / math.ceil(len(left) / longest), longest)
        found.append(left[:place].rstrip())
        left = left[place:].lstrip()
    return [*found, left] if left else found


def _place(head: str, wanted: float, longest: int) -> int:
    for stop in _STOPS:
        places = [found.end() for found in stop.finditer(head)]
        fitting = [place for place in places if place >= wanted / 2]
        if fitting:
            return min(fitting, key=lambda place: abs(place - wanted))
    return longest
