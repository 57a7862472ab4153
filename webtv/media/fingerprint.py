"""Perceptual hashes: the same clip is found again after scaling and encoding it anew.

Each picture gives 64 bits: it is shrunk to 32x32, and each of its 8x8 lowest frequencies (DCT-II)
is above their median or not (pHash: C. Zauner, Implementation and Benchmarking of Perceptual Image
Hash Functions, 2010). A clip's fingerprint is that of three of its pictures, side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

SIDE = 32
"""Width and height of what a picture is shrunk to."""

PICTURE_BITS = 64
_LOW = 8
_PLACES = (1 / 6, 3 / 6, 5 / 6)
"""Where in a clip its pictures are taken, as shares of its length."""


def fingerprint(pictures: Sequence[tuple[float, NDArray[np.float32]]], *, length_s: float) -> int:
    """The fingerprint of a clip of `length_s` seconds: 192 bits, 0 for a clip without pictures.

    `pictures` are some pictures of the clip at `SIDE` x `SIDE` pixels, with their seconds.
    """
    if not pictures:
        return 0
    basis = _cosines()
    bits = 0
    for place in _PLACES:
        _, nearest = min(pictures, key=lambda picture: abs(picture[0] - place * length_s))
        bits = bits << PICTURE_BITS | _hash(nearest, basis)
    return bits


def distance(one: int, other: int) -> float:
    """How many of 64 bits two clips differ by, as a mean over their pictures."""
    return (one ^ other).bit_count() / len(_PLACES)


def similar(
    fingerprint: int, recent: Iterable[tuple[str, int, int]], bits: int
) -> tuple[str, int] | None:
    """The programme and shot that a clip repeats: the nearest within `bits` of 64; None if none is.

    `recent` are programme, shot and fingerprint of other clips.
    """
    near = [
        (distance(fingerprint, other), programme, shot)
        for programme, shot, other in recent
        if distance(fingerprint, other) <= bits
    ]
    if not near:
        return None
    _, programme, shot = min(near)
    return programme, shot


def _hash(picture: NDArray[np.float32], basis: NDArray[np.float64]) -> int:
    low = (basis @ picture @ basis.T).ravel()[1:]  # without the mean: brightness says little
    above = np.concatenate(([False], low > np.median(low)))
    return int.from_bytes(np.packbits(above).tobytes(), "big")


def _cosines() -> NDArray[np.float64]:
    """The first rows of the DCT-II of `SIDE` values."""
    angles = np.outer(np.arange(_LOW), np.arange(SIDE) + 0.5) * np.pi / SIDE
    return np.cos(angles)
