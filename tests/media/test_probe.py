from __future__ import annotations

from pathlib import Path

import pytest

from tests.clips import empty_clip, make_clip, truncated_clip
from webtv.errors import MediaError
from webtv.media.probe import probe


def test_a_clip_with_sound(tmp_path: Path) -> None:
    info = probe(make_clip(tmp_path / "a.mp4", seconds=2, fps=8, sound="sine=f=440"))
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.codec, info.video.width, info.video.height) == ("h264", 576, 320)
    assert (info.video.frames, info.video.fps, info.video.duration_s) == (16, 8.0, 2.0)
    assert (info.video.pix_fmt, info.video.constant_rate) == ("yuv420p", True)
    assert info.video.keyframes[0] == 0
    assert (info.audio.codec, info.audio.profile, info.audio.sample_rate) == ("aac", "LC", 44100)


def test_a_clip_without_sound(tmp_path: Path) -> None:
    assert probe(make_clip(tmp_path / "a.mp4", seconds=1)).audio is None


def test_files_that_are_no_media(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="does not exist"):
        probe(tmp_path / "missing.mp4")
    with pytest.raises(MediaError, match="not a readable media file"):
        probe(empty_clip(tmp_path / "empty.mp4"))
    with pytest.raises(MediaError, match="not a readable media file"):
        probe(truncated_clip(tmp_path / "half.mp4"))
