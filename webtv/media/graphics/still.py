"""Still pictures: single frames out of clips, and small JPEGs of them."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from functools import partial
from pathlib import Path
from time import monotonic

import av
from av.error import FFmpegError

from webtv.errors import MediaError
from webtv.media.picture import PICTURE_BYTES, read_picture
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.process.decoder import confined
from webtv.media.tracks import picture_track

THUMBNAIL_WIDTH = 320
_DEADLINE_S = 30.0
_LOOK_S = 5.0  # then the picture that it has come to will do


def thumbnail(
    path: Path, at_s: float | None = None, *, width: int = THUMBNAIL_WIDTH
) -> bytes | None:
    """The picture of a clip at `at_s` seconds, else from its middle, as JPEG `width` pixels wide.

    Of a damaged file it is the last picture before that second that decodes; None if none does.
    A file that is a single picture gives that one. It is decoded in a child that can do no harm.
    """
    if not path.is_file():
        return None
    draw = partial(_thumbnail, path, at_s, width)
    try:
        drawn = confined(
            draw,
            reads=[path],
            name=path.name,
            deadline_s=_DEADLINE_S,
            memory_bytes=PICTURE_BYTES,
        )
    except MediaError:
        return None
    return bytes(drawn) or None


def _thumbnail(path: Path, at_s: float | None, width: int) -> bytes:
    """`thumbnail`, in the child; empty for none."""
    kept: av.VideoFrame | None = None
    with suppress(FFmpegError, OSError, ValueError), av.open(str(path), options=MEDIA_ONLY) as clip:
        stream = picture_track(clip)
        if stream is None:
            return b""
        wanted_s = at_s if at_s is not None else _length_s(clip, stream) / 2
        first_s: float | None = None
        until = monotonic() + _LOOK_S
        for frame in clip.decode(stream):
            if not isinstance(frame, av.VideoFrame):
                continue
            now = frame.time or 0.0
            first_s = now if first_s is None else first_s
            if kept is not None and (now - first_s > wanted_s or monotonic() > until):
                break
            kept = frame
    if kept is None:
        with suppress(MediaError):
            kept = read_picture(path, path.name)
    return b"" if kept is None else jpeg(kept, width=width)


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
