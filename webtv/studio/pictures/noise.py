"""Seeded noise that tiles: the raw material of clouds, mountains and water."""

from __future__ import annotations

import hashlib
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[Any]  # float32; NumPy and OpenCV type what they give back more widely


def generator(*parts: object) -> np.random.Generator:
    """A random generator that depends on `parts` alone."""
    digest = hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=8).digest()
    return np.random.default_rng(int.from_bytes(digest))


def lattice(rng: np.random.Generator, size: int, cells: int) -> Field:
    """Smooth noise of `cells` bumps a side, `size` pixels square, tiling, about 0 to 1."""
    work = min(size, max(cells * 16, 64))  # coarse octaves need few pixels
    cells = min(cells, work)
    step = work // cells
    grid = np.pad(rng.random((cells, cells), dtype=np.float32), 2, mode="wrap")
    wide = cv2.resize(grid, None, fx=step, fy=step, interpolation=cv2.INTER_CUBIC)
    tile = wide[2 * step : 2 * step + cells * step, 2 * step : 2 * step + cells * step]
    if tile.shape[0] == size:
        return np.ascontiguousarray(tile)
    border = np.pad(tile, 2, mode="wrap")
    scale = size / tile.shape[0]
    shift = np.array([[1 / scale, 0, 2 + 0.5 / scale - 0.5], [0, 1 / scale, 2 + 0.5 / scale - 0.5]])
    out: Field = cv2.warpAffine(
        border, shift, (size, size), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    return out


def fbm(
    rng: np.random.Generator, size: int, *, cells: int = 4, octaves: int = 6, gain: float = 0.5
) -> Field:
    """Fractal noise of `octaves` layers, tiling, stretched to exactly 0 to 1."""
    total = np.zeros((size, size), np.float32)
    weight = 1.0
    for octave in range(octaves):
        count = cells << octave
        if count > size // 2:
            break
        total += weight * lattice(rng, size, count)
        weight *= gain
    return stretch(total)


def ridged(
    rng: np.random.Generator, size: int, *, cells: int = 4, octaves: int = 6, gain: float = 0.5
) -> Field:
    """Ridged multifractal (after Musgrave): sharp crests, detail only on high ground, 0 to 1."""
    total = np.zeros((size, size), np.float32)
    carry = np.ones((size, size), np.float32)
    weight = 1.0
    for octave in range(octaves):
        count = cells << octave
        if count > size // 2:
            break
        crest = 1.0 - np.abs(2.0 * lattice(rng, size, count) - 1.0)
        crest *= crest
        total += weight * crest * carry
        carry = np.clip(crest * carry * 1.8, 0.12, 1.0)
        weight *= gain
    return stretch(total)


def stretch(field: Field) -> Field:
    """`field` scaled to 0 to 1."""
    low, high = float(field.min()), float(field.max())
    out: Field = ((field - low) / max(high - low, 1e-6)).astype(np.float32)
    return out


def wrap_sample(texture: Field, x: Field, y: Field) -> Field:
    """`texture` read at pixel positions beyond its edges, as if repeated; `x`, `y` broadcast."""
    shape = np.broadcast_shapes(x.shape, y.shape)
    x = np.ascontiguousarray(np.broadcast_to(x, shape), np.float32)
    y = np.ascontiguousarray(np.broadcast_to(y, shape), np.float32)
    out: Field = cv2.remap(texture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return out


def smoothstep(low: float, high: float, value: Field) -> Field:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((value - low) / (high - low), 0.0, 1.0)
    out: Field = (t * t * (3.0 - 2.0 * t)).astype(np.float32)
    return out
