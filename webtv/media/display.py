"""A picture track as it is meant to be seen: whole pictures, square pixels, BT.709, no holes.

ffmpeg turns what is to be turned by itself; all else that a file says about its picture is done
here, for every clip, whoever made it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import ffmpeg
from ffmpeg.nodes import FilterableStream

from webtv.media.hdr import needs_table, write_table
from webtv.media.presentation import Presentation
from webtv.media.probe import VideoTrack
from webtv.media.process.container import MEDIA_ONLY

GROUND = (58, 66, 78)
"""What is seen through transparent pictures: neither black nor white letters are lost on it."""

_HD_WIDTH, _HD_HEIGHT = 1280, 720
_UNSPECIFIED = 2


def open_picture(
    path: Path,
    track: VideoTrack,
    *,
    threads: int = 1,
    use: int = 0,
    part: Mapping[str, str] | None = None,
) -> FilterableStream:
    """The picture track of a file as an input. `use` tells several uses of one file apart.

    `part` are options that say which part of it is read.
    """
    decoder = {"c:v": track.shown.decoder} if track.shown.decoder else {}
    # ffmpeg-python takes equal inputs for one; the queue size makes them differ.
    source = ffmpeg.input(
        str(path.absolute()),
        threads=threads,
        thread_queue_size=8 + use,
        **decoder,
        **(part or {}),
        **MEDIA_ONLY,
    )
    return source[f"v:{track.number}"]


def displayed(
    source: FilterableStream,
    track: VideoTrack,
    *,
    size: tuple[int, int],
    work_dir: Path,
    filmed: bool = False,
) -> FilterableStream:
    """What `open_picture` gave, as it is seen. It keeps its number of pixels unless it is changed.

    High dynamic range is scaled down first to cover `size`, if it is larger. `filmed` is what
    cameras made: where such a film does not say how its colours are coded, its size does. A table
    of colours is written to `work_dir`.
    """
    shown, picture = track.shown, source
    if shown.interlaced:
        picture = picture.filter("bwdif", mode="send_field", deint="interlaced")
    if filmed and shown.matrix == _UNSPECIFIED and _is_hd(shown):
        picture = picture.filter("setparams", colorspace="bt709")
    if shown.alpha:
        picture = _on_ground(picture)
    if needs_table(shown.transfer, shown.primaries):
        picture = _narrowed(picture, track, size, work_dir)
    return picture


def _is_hd(shown: Presentation) -> bool:
    """From this size on players take what says nothing for BT.709, below it for BT.601."""
    return (
        max(shown.width, shown.height) >= _HD_WIDTH or min(shown.width, shown.height) >= _HD_HEIGHT
    )


def _on_ground(picture: FilterableStream) -> FilterableStream:
    red, green, blue = GROUND
    both = picture.filter("format", "rgba").filter_multi_output("split", 2)
    ground = both.stream(0).filter("lutrgb", r=red, g=green, b=blue, a=255)
    return ffmpeg.filter([ground, both.stream(1)], "overlay", format="gbrp")


def _narrowed(
    picture: FilterableStream, track: VideoTrack, size: tuple[int, int], work_dir: Path
) -> FilterableStream:
    """Wide colours and high dynamic range as BT.709."""
    shown = track.shown
    name = f"colours-{shown.transfer}-{shown.primaries}.cube"
    table = write_table(work_dir / name, transfer=shown.transfer, primaries=shown.primaries)
    scale = min(1.0, max(size[0] / shown.width, size[1] / shown.height))
    if scale < 1:
        width, height = (
            max(2, round(side * scale / 2) * 2) for side in (shown.width, shown.height)
        )
        picture = picture.filter("scale", width, height, flags="lanczos")
    return (
        picture.filter("format", "gbrp12le")
        .filter("lut3d", file=str(table.absolute()), interp="tetrahedral")
        .filter("setparams", color_primaries="bt709", color_trc="bt709")
    )
