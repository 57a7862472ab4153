from __future__ import annotations

from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

from tests.clips import empty_clip, encode, make_clip, make_music, truncated_clip
from webtv.errors import MediaError
from webtv.media.graphics.still import THUMBNAIL_WIDTH, first_picture, thumbnail


def rising(path: Path) -> Path:
    """4 s in which the picture goes from black to white, a quarter each second."""
    source = "color=c=black:s=320x180:r=8,geq=lum='16+219*floor(T)/3':cb=128:cr=128"
    encode("-f", "lavfi", "-i", source, "-t", "4", "-c:v", "libx264", str(path))
    return path


@pytest.mark.parametrize(
    ("at_s", "level"), [(0.0, 0), (1.5, 85), (3.9, 255), (99.0, 255), (None, 170)]
)
def test_the_picture_of_that_moment(tmp_path: Path, at_s: float | None, level: int) -> None:
    still = thumbnail(rising(tmp_path / "clip.mp4"), at_s)
    assert still is not None
    assert still.startswith(b"\xff\xd8")
    with av.open(BytesIO(still), "r") as picture:
        pixels = next(picture.decode(video=0)).to_ndarray(format="gray")
    assert pixels.shape == (180, THUMBNAIL_WIDTH)
    assert abs(float(np.mean(pixels)) - level) < 6


def test_it_keeps_the_shape_of_the_clip(tmp_path: Path) -> None:
    still = thumbnail(make_clip(tmp_path / "tall.mp4", size=(180, 320)))
    assert still is not None
    with av.open(BytesIO(still), "r") as picture:
        assert (picture.streams.video[0].width, picture.streams.video[0].height) == (320, 568)


def test_where_there_is_no_picture(tmp_path: Path) -> None:
    assert thumbnail(make_music(tmp_path / "music.wav", seconds=2)) is None
    assert thumbnail(empty_clip(tmp_path / "empty.mp4")) is None
    assert thumbnail(truncated_clip(tmp_path / "truncated.mp4")) is None
    assert thumbnail(tmp_path / "missing.mp4") is None


def test_the_first_picture_of_a_clip_in_parts(tmp_path: Path) -> None:
    clip = rising(tmp_path / "clip.mp4").read_bytes()
    parts = tmp_path / "init.mp4", tmp_path / "media.m4s"
    parts[0].write_bytes(clip[:1000])
    parts[1].write_bytes(clip[1000:])
    first = first_picture(parts, width=160, deadline_s=30)
    with av.open(BytesIO(first), "r") as picture:
        pixels = next(picture.decode(video=0)).to_ndarray(format="gray")
    assert pixels.shape == (90, 160)
    assert float(np.mean(pixels)) < 6


def test_a_clip_that_is_gone_is_told_from_one_without_a_picture(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        first_picture([tmp_path / "gone.ts"], width=160, deadline_s=30)
    music = make_music(tmp_path / "music.wav", seconds=2)
    with pytest.raises(MediaError):
        first_picture([music], width=160, deadline_s=30)
