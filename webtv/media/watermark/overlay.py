"""Lays the mark over a picture while it is encoded: one blend of luma, by addition."""

from __future__ import annotations

from pathlib import Path

import ffmpeg
from ffmpeg.nodes import FilterableStream

from webtv.media.encode import in_house_colours
from webtv.media.watermark.code import chips_of
from webtv.media.watermark.pattern import picture
from webtv.model.house import HouseFormat


def marked(
    shown: FilterableStream, programme: str, house: HouseFormat, *, work_dir: Path
) -> FilterableStream:
    """`shown`, in the house's size and yuv420p, with the mark of a programme id.

    The pattern is written to `work_dir`, where ffmpeg must be let read it. It is one picture, which
    stays; an id of which no time can be made has no mark.
    """
    chips = chips_of(programme)
    if chips is None:
        return shown
    path = work_dir / "mark.yuv"
    path.write_bytes(picture(chips, house.width, house.height))
    raw = {"f": "rawvideo", "pix_fmt": "yuv420p", "video_size": (house.width, house.height)}
    mark = ffmpeg.input(str(path.absolute()), framerate=str(house.rate), **raw)
    # Of other colours than the picture, or of none, it would be converted, and be off by one.
    mark = in_house_colours(mark)
    # `normal` keeps the first of both: chroma is left alone.
    modes = {"c0_mode": "grainmerge", "c1_mode": "normal", "c2_mode": "normal"}
    return ffmpeg.filter([shown, mark], "blend", **modes)
