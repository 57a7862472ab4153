from __future__ import annotations

import subprocess
from pathlib import Path

import ffmpeg
import numpy as np
import pytest
from ffmpeg.nodes import FilterableStream

from webtv.media.encode import TO_BT709, in_house_colours
from webtv.media.process.binary import find_ffmpeg
from webtv.media.watermark.overlay import marked
from webtv.model.house import HouseFormat

HOUSE = HouseFormat(width=512, height=288)
LEAST_PSNR_DB = 42.0


@pytest.mark.parametrize("colour", ["0x101010", "0x707070", "0xf0f0f0"])
def test_the_mark_changes_luma_by_one_level_and_colours_not_at_all(
    colour: str, tmp_path: Path
) -> None:
    grey = ffmpeg.input(f"color={colour}:s=512x288:r=24:d=1", f="lavfi")
    shown = in_house_colours(grey.filter("scale", **TO_BT709))
    plain = picture(shown)
    changed = picture(marked(shown, "20261130T202500-abc123", HOUSE, work_dir=tmp_path)) - plain
    luma, colours = np.split(changed, [HOUSE.width * HOUSE.height])
    assert set(luma.tolist()) == {-1, 0, 1}
    assert abs(luma.mean()) < 0.05
    assert 10 * np.log10(255**2 / (luma.astype(float) ** 2).mean()) >= LEAST_PSNR_DB
    assert not colours.any()


def picture(shown: FilterableStream) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    """The second picture, as it would be encoded."""
    out = ffmpeg.output(shown, "-", f="rawvideo", **{"frames:v": 2}).get_args()
    command = [str(find_ffmpeg(None)), "-v", "error", "-nostdin", *out]
    data = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    both = np.frombuffer(data, np.uint8).astype(np.int16)
    return both[len(both) // 2 :]
