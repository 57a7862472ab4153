from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clips import (
    black_clip,
    damaged_clip,
    empty_clip,
    encode,
    frozen_clip,
    make_clip,
    make_music,
    silent_clip,
    truncated_clip,
)
from webtv.errors import MediaError, RejectedError
from webtv.media.quality import Thresholds, check_media

LIMITS = Thresholds()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (black_clip, "is black for 3.0 s"),
        (frozen_clip, "is frozen for 3.0 s"),
        (damaged_clip, "is damaged|cannot be decoded"),
        (truncated_clip, "cannot be decoded"),
        (empty_clip, "cannot be decoded"),
    ],
)
def test_pictures_that_must_not_air(
    tmp_path: Path, make: Callable[[Path], Path], reason: str
) -> None:
    with pytest.raises(RejectedError, match=reason):
        check_media(make(tmp_path / "clip.mp4"), thresholds=LIMITS)


def test_a_good_clip(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", sound="sine=f=440")
    decoded = check_media(clip, thresholds=LIMITS, sound=True)
    assert decoded.frames == 24
    assert decoded.samples > 2.9 * 44100


@pytest.mark.parametrize("pix_fmt", ["yuvj420p", "yuv444p", "gray", "yuv420p10le", "rgb24"])
def test_any_pixel_format_is_looked_at(tmp_path: Path, pix_fmt: str) -> None:
    good, dark = tmp_path / "good.mkv", tmp_path / "dark.mkv"
    for path, source in ((good, "testsrc2"), (dark, "color=c=black")):
        joint = "=" if source == "testsrc2" else ":"
        lavfi = f"{source}{joint}s=160x90:r=8"
        coding = ("-t", "3", "-c:v", "ffv1" if pix_fmt != "yuvj420p" else "mjpeg")
        encode("-f", "lavfi", "-i", lavfi, *coding, "-pix_fmt", pix_fmt, str(path))
    assert check_media(good, thresholds=LIMITS).frames == 24
    with pytest.raises(RejectedError, match="is black"):
        check_media(dark, thresholds=LIMITS)


def test_a_short_pause_in_a_long_clip_may_pass(tmp_path: Path) -> None:
    clip = tmp_path / "pause.mp4"
    moving = "testsrc2=s=160x90:r=8,loop=loop={}:size=1:start=16"
    encode("-f", "lavfi", "-i", moving.format(8), "-t", "5", str(clip))
    assert check_media(clip, thresholds=LIMITS).frames == 40
    encode("-f", "lavfi", "-i", moving.format(20), "-t", "5", str(clip))
    with pytest.raises(RejectedError, match=r"is frozen for 2\.\d s"):
        check_media(clip, thresholds=LIMITS)


def test_sound(tmp_path: Path) -> None:
    with pytest.raises(RejectedError, match=r"is silent for 3\.0 s"):
        check_media(silent_clip(tmp_path / "silent.mp4"), thresholds=LIMITS, sound=True)
    with pytest.raises(RejectedError, match="has no sound"):
        check_media(make_clip(tmp_path / "mute.mp4"), thresholds=LIMITS, sound=True)
    with pytest.raises(RejectedError, match="has no picture"):
        check_media(make_music(tmp_path / "music.wav"), thresholds=LIMITS)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        check_media(tmp_path / "missing.mp4", thresholds=LIMITS)
