"""Still pictures: single frames out of clips, and small JPEGs of them."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
from av.error import FFmpegError

from webtv.errors import MediaError
from webtv.media.graphics.picture import read_picture
from webtv.media.process.container import MEDIA_ONLY

THUMBNAIL_WIDTH = 320


def thumbnail(
    path: Path, at_s: float | None = None, *, width: int = THUMBNAIL_WIDTH
) -> bytes | None:
    """The picture of a clip at `at_s` seconds, else from its middle, as JPEG `width` pixels wide.

    Of a damaged file it is the last picture before that second that decodes; None if none does.
    A file that is a single picture gives that one.
    """
    kept: av.VideoFrame | None = None
    with suppress(FFmpegError, OSError, ValueError), av.open(str(path), options=MEDIA_ONLY) as clip:
        if not clip.streams.video:
            return None
        stream = clip.streams.video[0]
        wanted_s = at_s if at_s is not None else _length_s(clip, stream) / 2
        first_s: float | None = None
        for frame in clip.decode(stream):
            now = frame.time or 0.0
            first_s = now if first_s is None else first_s
            if kept is not None and now - first_s > wanted_s:
                break
            kept = frame
    if kept is None:
        with suppress(MediaError):
            kept = read_picture(path)
    return None if kept is None else jpeg(kept, width=width)


def jpeg(frame: av.VideoFrame, *, width: int) -> bytes:
    """A picture as JPEG, `width` pixels wide, in its own shape."""
    height = max(2, round(frame.height * width / frame.width / 2) * 2)
    small = frame.reformat(width, height, "yuvj420p")
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = small.width, small.height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"qmin": "3", "qmax": "5"}
    small.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(small), *encoder.encode(None)])


def _length_s(clip: av.container.InputContainer, stream: av.VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return clip.duration / av.time_base if clip.duration else 0.0
