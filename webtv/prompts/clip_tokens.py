"""Counts the tokens of CLIP's text encoder, which reads 77 of them and no more.

The byte pair encoding of github.com/openai/CLIP (`clip/simple_tokenizer.py`, MIT), with its own
merges beside this file. Zeroscope, Stable Diffusion and SDXL read prompts through this encoder.
"""

from __future__ import annotations

import gzip
import re
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

MOST_TOKENS = 75
"""Tokens of text in a prompt: 77 less the two that mark its begin and end."""

_PIECE = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.IGNORECASE)
_END = "</w>"


def count_tokens(text: str) -> int:
    """How many tokens `text` takes, without the two at its begin and end."""
    return sum(_tokens_in(piece) for piece in _PIECE.findall(text.lower()))


@lru_cache(maxsize=8192)
def _tokens_in(piece: str) -> int:
    """Merge the pair that was learnt first, again and again, until no known pair is left."""
    ranks, letters = _merges(), _letters()
    parts = [letters[byte] for byte in piece.encode()]
    parts[-1] += _END
    while len(parts) > 1:
        known = [rank for pair in pairwise(parts) if (rank := ranks.get(pair))]
        if not known:
            break
        first = min(known)
        merged: list[str] = []
        for part in parts:
            if merged and ranks.get((merged[-1], part)) == first:
                merged[-1] += part
            else:
                merged.append(part)
        parts = merged
    return len(parts)


@cache
def _merges() -> dict[tuple[str, str], int]:
    """The place, from 1, of each pair in the order of learning."""
    packed = files("webtv.prompts").joinpath("clip-merges.txt.gz").read_bytes()
    _, _, listed = gzip.decompress(packed).decode().partition("\n\n")
    pairs = (line.split(" ") for line in listed.splitlines())
    return {(left, right): place for place, (left, right) in enumerate(pairs, start=1)}


@cache
def _letters() -> dict[int, str]:
    """A printable letter for each byte, as the merges are written with."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {byte: chr(byte) for byte in printable} | {
        byte: chr(256 + place) for place, byte in enumerate(others)
    }
