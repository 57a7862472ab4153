"""Admission at every frame rate, and where the splice grid is left."""

from __future__ import annotations

from pathlib import Path

import ffmpeg as graph
import pytest

from tests.clips import encode
from webtv.ingest.admit import differences
from webtv.media.encode import house_options, in_house_colours
from webtv.media.probe import probe
from webtv.media.reference import reference
from webtv.model.house import HouseFormat
from webtv.model.rate import EXACT


@pytest.mark.parametrize("fps", EXACT)
def test_a_file_off_the_grid_is_refused(fps: float, ffmpeg: Path, tmp_path: Path) -> None:
    """That files on it are admitted is shown where they are joined: tests/playout/test_rates.py."""
    house = HouseFormat(fps=fps, width=160, height=128, video_kbps=300)
    frames = house.gop_frames
    path = tmp_path / "short.mp4"
    grey = graph.input(f"color=gray:s=160x128:r={house.rate}", f="lavfi")
    tone = graph.input("sine=r=48000", f="lavfi")
    options = house_options(house, frames=frames)
    output = graph.output(in_house_colours(grey), tone, str(path), **options)
    encode("-t", "3", *output.get_args())
    wanted = reference(ffmpeg, house)
    wrong = differences(probe(path), wanted, house, frames=frames)
    assert f"frames beyond a step of the splice grid is {frames}, not 0" in wrong
