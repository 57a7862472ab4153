from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clips import (
    black_clip,
    damaged_clip,
    empty_clip,
    frozen_clip,
    make_clip,
    make_music,
    silent_music,
    truncated_clip,
)
from webtv.errors import RejectedError
from webtv.ingest.check import check_clip, check_music


def test_a_good_clip_passes(tmp_path: Path) -> None:
    info = check_clip(make_clip(tmp_path / "clip.mp4"), wanted_s=4.0).info
    assert info.video is not None
    assert info.video.frames == 24


def test_odd_speed_and_shape_are_mended_later_not_refused(tmp_path: Path) -> None:
    slow = make_clip(tmp_path / "film.mp4", seconds=93 / 8, size=(456, 256), fps=8)
    check_clip(slow, wanted_s=4.0)
    tall = make_clip(tmp_path / "tall.mp4", seconds=3, size=(180, 320), fps=30)
    check_clip(tall, wanted_s=4.0)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (black_clip, "clip.mp4 is black for 3.0 s"),
        (frozen_clip, "clip.mp4 is frozen for 3.0 s"),
        (truncated_clip, "is not a readable media file"),
        (damaged_clip, "is damaged|cannot be decoded"),
        (empty_clip, "clip.mp4 is empty"),
        (make_music, "is not a readable media file|has no picture"),
        (lambda path: path, "clip.mp4 does not exist"),
    ],
)
def test_refused_with_the_reason(tmp_path: Path, make: Callable[[Path], Path], reason: str) -> None:
    suffix = ".wav" if make is make_music else ".mp4"
    with pytest.raises(RejectedError, match=reason):
        check_clip(make(tmp_path / f"clip{suffix}"), wanted_s=4.0)


def test_lengths_that_cannot_be_retimed(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", seconds=2)
    with pytest.raises(RejectedError, match=r"too short: 2\.0 s for a shot of 6\.0 s"):
        check_clip(clip, wanted_s=6.0)
    long = make_clip(tmp_path / "long.mp4", seconds=9)
    with pytest.raises(RejectedError, match=r"too long: 9\.0 s for a shot of 2\.0 s"):
        check_clip(long, wanted_s=2.0)
    with pytest.raises(RejectedError, match="only 4 frames"):
        check_clip(make_clip(tmp_path / "few.mp4", seconds=2, fps=2), wanted_s=2.0)


def test_too_large_and_too_small(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4")
    with pytest.raises(RejectedError, match="too large"):
        check_clip(clip, wanted_s=3.0, max_bytes=1000)
    tiny = make_clip(tmp_path / "tiny.mp4", size=(32, 32))
    with pytest.raises(RejectedError, match="only 32x32 pixels"):
        check_clip(tiny, wanted_s=3.0)


def test_music(tmp_path: Path) -> None:
    music = check_music(make_music(tmp_path / "good.wav", seconds=5)).info
    assert music.audio is not None
    assert music.audio.duration_s == pytest.approx(5, abs=0.01)
    with pytest.raises(RejectedError, match="is silent"):
        check_music(silent_music(tmp_path / "silent.wav", seconds=5))
    with pytest.raises(RejectedError, match="too short"):
        check_music(make_music(tmp_path / "short.wav", seconds=1))
    with pytest.raises(RejectedError, match="has no sound"):
        check_music(make_clip(tmp_path / "mute.mp4"))
