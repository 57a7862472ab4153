"""Video files in and out, as frames: RGB arrays of shape (height, width, 3), 8 bits a channel.

Colours are BT.709, limited range, and tagged so: an untagged file looks different in every player.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from webtv.studio.raster import Frame, Grey

_BT709 = 1
"""BT.709 for primaries, transfer and matrix alike (ITU-T H.273, tables 2 to 4)."""

_EXACT = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
"""Conversion between RGB and YUV that rounds to nearest: the default darkens a level each time."""


LOSSLESS: Mapping[str, str] = {"preset": "superfast", "crf": "14"}
"""Visually: the clip is decoded and encoded again by every later stage."""

ONLY_FILMS = {"format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,gif"}
"""For `av.open`: a file from a caller may be a film, but no playlist that names other files."""


@dataclass(frozen=True)
class Footage:
    """Decoded frames and their rate in frames per second."""

    frames: list[Frame]
    fps: Fraction


def read(path: Path, *, longest_s: float | None = None, most_frames: int = 2000) -> Footage:
    """Decode `path`, at most its first `longest_s` seconds.

    Raises ValueError when there is no picture in it or more than `most_frames` of them, and
    av.FFmpegError when it cannot be decoded.
    """
    frames: list[Frame] = []
    with av.open(str(path), options=ONLY_FILMS) as container:
        if not container.streams.video:
            raise ValueError("the file has no video")
        stream = container.streams.video[0]
        fps = Fraction(stream.average_rate or 8)
        wanted = None if longest_s is None else max(1, round(longest_s * fps))
        for picture in container.decode(stream):
            if wanted is not None and len(frames) >= wanted:
                break
            if len(frames) >= most_frames:
                raise ValueError(f"the video has more than {most_frames} frames")
            frames.append(
                np.asarray(picture.to_ndarray(format="rgb24", interpolation=_EXACT), np.uint8)
            )
    if not frames:
        raise ValueError("the video has no frames")
    return Footage(frames, fps)


def first(path: Path) -> Grey:
    """The luma of a file's first frame, in limited range (16 to 235); raises as `read` does."""
    with av.open(str(path), options=ONLY_FILMS) as container:
        for picture in container.decode(video=0):
            planes = picture.reformat(format="yuv420p").to_ndarray()
            return np.asarray(planes[: picture.height], np.uint8)
    raise ValueError("the video has no frames")


def write(
    path: Path,
    frames: Iterable[Frame],
    *,
    fps: Fraction | int,
    quality: Mapping[str, str] = LOSSLESS,
    comment: str | None = None,
) -> int:
    """Encode `frames` as H.264 in MP4 and return how many there were.

    Frames of two axes are drawn here: Y, and U and V of half size below it, as 4:2:0 lies in
    memory. `comment` goes into the metadata.

    One thread, because each worker is given one core. `quality` are options of x264. Sizes must be
    even.
    """
    count = 0
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = None
        before: Frame | None = None
        yuv: av.VideoFrame | None = None
        if comment is not None:
            container.metadata["comment"] = comment
        for frame in frames:
            if stream is None:
                stream = container.add_stream("libx264", rate=Fraction(fps))
                stream.height, stream.width = frame.shape[:2]
                if frame.ndim == 2:
                    stream.height = frame.shape[0] * 2 // 3
                stream.pix_fmt = "yuv420p"
                stream.options = dict(quality)
                context = stream.codec_context
                context.thread_count = 1
                context.colorspace = context.color_primaries = context.color_trc = _BT709
                context.color_range = ColorRange.MPEG
            if frame is not before or yuv is None:
                yuv, before = _coded(frame), frame
            yuv.pts = count
            yuv.time_base = 1 / Fraction(fps)
            container.mux(stream.encode(yuv))
            count += 1
        if stream is None:
            raise ValueError("no frames to write")
        container.mux(stream.encode())
    return count


def _coded(frame: Frame) -> av.VideoFrame:
    """A frame in the encoder's colours."""
    if frame.ndim == 2:
        return av.VideoFrame.from_numpy_buffer(frame, format="yuv420p")
    picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")
    return picture.reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        interpolation=_EXACT,
    )
