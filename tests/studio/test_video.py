from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from webtv.studio.video import read, write


def test_video_keeps_colours_rate_and_count(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    colours = [(200, 40, 30), (30, 160, 60), (40, 60, 200), (128, 128, 128)]
    frames = [np.full((64, 96, 3), colour, np.uint8) for colour in colours]
    assert write(path, frames, fps=8) == 4
    footage = read(path)
    assert footage.fps == 8
    for given, got in zip(frames, footage.frames, strict=True):
        assert abs(given.astype(int) - got.astype(int)).max() <= 4
    assert len(read(path, longest_s=0.25).frames) == 2
    with pytest.raises(ValueError, match="more than 3 frames"):
        read(path, most_frames=3)
