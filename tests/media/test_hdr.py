"""The table of colours, held against the formulas by which such films are made."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from webtv.media.hdr import HLG, PQ, SIZE, needs_table, to_bt709, write_table

PATCHES = (
    np.array([(128, 128, 128), (192, 0, 0), (224, 176, 144), (0, 90, 200), (16, 16, 16)]) / 255
)
TO_BT2020 = np.array(((0.6274, 0.3293, 0.0433), (0.0691, 0.9195, 0.0114), (0.0164, 0.0880, 0.8956)))
WHITE = 203


def graded(patches: NDArray[np.float64], transfer: int) -> NDArray[np.float64]:
    """BT.709 colours, shown on a display, as a file with this transfer holds them in BT.2020."""
    light = patches**2.4 @ TO_BT2020.T * WHITE
    if transfer == PQ:
        power = (light / 10_000) ** 0.1593017578125
        signal = ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
        return np.asarray(signal, np.float64)
    scene = (light / 1000) ** (1 / 1.2)
    bright = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    return np.asarray(np.where(scene <= 1 / 12, np.sqrt(3 * scene), bright), np.float64)


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_what_was_made_of_bt709_comes_back(transfer: int) -> None:
    back = to_bt709(graded(PATCHES, transfer), transfer=transfer, primaries=9)
    assert np.abs(np.clip(back, 0, 1) - PATCHES).max() * 255 < 3


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_brighter_is_brighter_up_to_white(transfer: int) -> None:
    greys = np.repeat(np.linspace(0, 1, 200)[:, None], 3, axis=1)
    seen = to_bt709(greys, transfer=transfer, primaries=9)[:, 1]
    assert (np.diff(seen) > 0).all()
    assert 0.97 < seen[-1] <= 1


def test_only_what_differs_from_bt709_needs_a_table() -> None:
    assert needs_table(HLG, 9)
    assert needs_table(1, 12)
    assert not needs_table(1, 1)
    assert not needs_table(2, 6)


def test_a_table_has_every_colour(tmp_path: Path) -> None:
    lines = write_table(tmp_path / "t.cube", transfer=HLG, primaries=9).read_text().splitlines()
    assert lines[0] == f"LUT_3D_SIZE {SIZE}"
    assert len(lines) == 1 + SIZE**3
