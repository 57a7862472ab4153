"""Pictures and sound as arrays, of whatever shape they come."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.clips import encode
from webtv.studio.exchange import LARGEST_SIDE, unpack_picture, unpack_sound
from webtv.studio.music.sound import SAMPLE_RATE


@pytest.mark.parametrize(
    ("size", "shape"),
    [(None, (1, LARGEST_SIDE, 3)), ((64, 32), (32, 64, 3))],
    ids=["its own size", "a size that is asked for"],
)
def test_a_picture_of_one_row_is_a_picture(
    tmp_path: Path, size: tuple[int, int] | None, shape: tuple[int, ...]
) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full((1, 5000, 3), 200, np.uint8))
    unpack_picture(tmp_path / "a.npy", source=tmp_path / "a.png", size=size)
    assert np.load(tmp_path / "a.npy").shape == shape


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    with pytest.raises(ValueError, match="no picture"):
        unpack_picture(tmp_path / "a.npy", source=tmp_path / "a.png")


@pytest.mark.parametrize(("lasts_s", "heard_s"), [(2, 2), (33, 30)])
def test_thirty_seconds_of_a_melody_are_heard(tmp_path: Path, lasts_s: int, heard_s: int) -> None:
    sound = tmp_path / "a.flac"
    encode("-f", "lavfi", "-i", f"sine=r=44100:d={lasts_s}", str(sound))
    unpack_sound(tmp_path / "a.npy", source=sound)
    assert len(np.load(tmp_path / "a.npy")) == pytest.approx(heard_s * SAMPLE_RATE, abs=200)
