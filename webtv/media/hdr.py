"""High dynamic range and wide colours made into BT.709, as one table of colours for `lut3d`.

Reckoned for display light, each channel by itself, as zimg does, so that what its users made comes
back as it was: reference white, 203 cd/m2, becomes white; what is brighter is bent into the last
tenth of the range; colours outside BT.709 are cut off at its edge.

Sources: ITU-R BT.2100 for HLG and PQ, BT.2408 for reference white, BT.1886 for the display, BT.2087
and SMPTE EG 432-1 for the primaries; numbers of transfer and primaries are those of ITU-T H.273.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float64]
"""Red, green and blue in the last axis, from 0 to 1."""

PQ, HLG = 16, 18
_BT2020, _P3 = 9, 12

SIZE = 65
"""Colours along each side of the table."""

_WHITE = 203.0
_HLG_PEAK = 1000.0
_HLG_GAMMA = 1.2
_DISPLAY_GAMMA = 2.4
_KNEE = 0.9

_TO_BT709 = {
    _BT2020: ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187)),
    _P3: ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979)),
}


def needs_table(transfer: int, primaries: int) -> bool:
    """Whether a picture with these is not BT.709 already, or so near that nobody sees it."""
    return transfer in (PQ, HLG) or primaries in _TO_BT709


def to_bt709(colours: Colours, *, transfer: int, primaries: int) -> Colours:
    """`colours` as they are in the file, as a BT.709 display is to get them."""
    light = _light(colours, transfer)
    matrix = _TO_BT709.get(primaries)
    if matrix is not None:
        light = light @ np.array(matrix).T
    # Below 0 it goes on as above, for whoever reckons between two colours at the edge.
    signal = np.sign(light) * np.abs(light) ** (1 / _DISPLAY_GAMMA)
    if transfer not in (PQ, HLG):
        return np.minimum(signal, 1)
    room = 1 - _KNEE
    over = np.maximum(signal - _KNEE, 0)
    return np.where(signal > _KNEE, _KNEE + room * over / (over + room), signal)


def write_table(path: Path, *, transfer: int, primaries: int) -> Path:
    """Write the table for such pictures to `path`, in Adobe's Cube format, and return `path`."""
    steps = np.linspace(0, 1, SIZE)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    colours = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    made = to_bt709(colours, transfer=transfer, primaries=primaries)
    lines = "\n".join(f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in made)
    path.write_text(f"LUT_3D_SIZE {SIZE}\n{lines}\n", encoding="ascii")
    return path


def _light(signal: Colours, transfer: int) -> Colours:
    """The light that a display makes of a signal; 1 is white."""
    if transfer == HLG:
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
        return scene**_HLG_GAMMA * (_HLG_PEAK / _WHITE)
    if transfer == PQ:
        m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
        power = signal ** (1 / m2)
        level = np.maximum(power - c1, 0) / (c2 - c3 * power)
        return level ** (1 / m1) * (10_000 / _WHITE)
    return signal**_DISPLAY_GAMMA
