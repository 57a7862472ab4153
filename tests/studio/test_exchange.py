"""Pictures and sound as arrays, of whatever shape they come."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.clips import encode
from webtv.studio.exchange import unpack, unpack_picture, unpack_short, unpack_sound
from webtv.studio.music.sound import SAMPLE_RATE
from webtv.studio.video import write


def clip(path: Path, *, frames: int, fps: int) -> Path:
    """Grey that becomes lighter by two levels a frame, 64x36."""
    levels = range(30, 30 + 2 * frames, 2)
    write(path, [np.full((36, 64, 3), level, np.uint8) for level in levels], fps=fps)
    return path


@pytest.mark.parametrize(
    ("frames", "fps", "every", "made"), [(80, 24, 3.0, 24), (30, 8, 1.0, 24), (5, 2, 0.25, 20)]
)
def test_three_seconds_stay_three_seconds_at_any_rate(
    frames: int, fps: int, every: float, made: int, tmp_path: Path
) -> None:
    source = clip(tmp_path / "a.mp4", frames=frames, fps=fps)
    unpack_short(tmp_path / "a.npy", source=source, longest_s=3.0, fps=8)
    array = np.load(tmp_path / "a.npy")
    assert array.shape == (made, 576, 1024, 3)
    wanted = [30 + 2 * int(number * every) for number in range(made)]
    assert np.abs(array.mean(axis=(1, 2, 3)) - wanted).max() < 1.5


def test_a_clip_that_would_become_too_many_frames_is_refused(tmp_path: Path) -> None:
    source = clip(tmp_path / "a.mp4", frames=12, fps=8)
    unpack(tmp_path / "a.npy", source=source, most_frames=12)
    assert np.load(tmp_path / "a.npy").shape == (12, 512, 910, 3)
    with pytest.raises(ValueError, match="more than 11 frames"):
        unpack(tmp_path / "a.npy", source=source, most_frames=11)


def test_a_picture_gives_its_middle(tmp_path: Path) -> None:
    drawn = np.zeros((100, 400, 3), np.uint8)
    drawn[:, 150:250] = 200
    cv2.imwrite(str(tmp_path / "a.png"), drawn)
    unpack_picture(tmp_path / "a.npy", source=tmp_path / "a.png", size=(256, 256))
    array = np.load(tmp_path / "a.npy")
    assert array.shape == (256, 256, 3)
    assert array.min() > 190
    unpack_picture(tmp_path / "a.npy", source=tmp_path / "a.png")
    assert np.load(tmp_path / "a.npy").shape == (100, 400, 3)


@pytest.mark.parametrize("shape", [(1, 5000), (63, 63), (64, 513)])
def test_a_sliver_can_be_asked_for_in_a_size_alone(shape: tuple[int, int], tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), np.full((*shape, 3), 200, np.uint8))
    unpack_picture(tmp_path / "a.npy", source=tmp_path / "a.png", size=(64, 32))
    assert np.load(tmp_path / "a.npy").shape == (32, 64, 3)
    with pytest.raises(ValueError, match="a picture has 64 pixels or more"):
        unpack_picture(tmp_path / "a.npy", source=tmp_path / "a.png")


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
