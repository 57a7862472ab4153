"""Still pictures: single frames out of clips, and small JPEGs of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import partial
from io import BytesIO
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
    return _drawn(path, partial(_thumbnail, path, at_s, width))


def still(path: Path, at_s: float) -> bytes | None:
    """The picture of a clip at `at_s` seconds as PNG in its own size; None if none decodes.

    The same picture of the same clip is the same file. It is decoded in a child.
    """
    return _drawn(path, partial(_still, path, at_s))


def first_picture(parts: Sequence[Path], *, width: int, deadline_s: float) -> bytes:
    """The first picture of the clip that `parts` are when joined, as JPEG `width` pixels wide.

    It is decoded in a child that can do no harm. Raises `FileNotFoundError` if a part is gone, and
    `MediaError` if no picture decodes.
    """
    draw = partial(_first_picture, parts, width)
    try:
        drawn = confined(draw, reads=parts, name=parts[-1].name, deadline_s=deadline_s)
    except MediaError:
        for part in parts:
            part.stat()
        raise
    return bytes(drawn)


def _first_picture(parts: Sequence[Path], width: int) -> bytes:
    """`first_picture`, in the child."""
    data = b"".join(path.read_bytes() for path in parts)
    with av.open(BytesIO(data), "r", options=MEDIA_ONLY) as clip:
        stream = picture_track(clip)
        if stream is not None:
            stream.thread_count = 1
            for frame in clip.decode(stream):
                return jpeg(frame, width=width)
    raise MediaError("it holds no picture")


def _drawn(path: Path, draw: Callable[[], bytes]) -> bytes | None:
    if not path.is_file():
        return None
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
    frame = _frame(path, at_s, longest_s=_LOOK_S)
    if frame is None:
        with suppress(MediaError):
            frame = read_picture(path, path.name)
    return b"" if frame is None else jpeg(frame, width=width)


def _still(path: Path, at_s: float) -> bytes:
    """`still`, in the child; empty for none."""
    frame = _frame(path, at_s, longest_s=_DEADLINE_S)
    if frame is None:
        return b""
    picture = frame.reformat(format="rgb24")
    encoder = av.CodecContext.create("png", "w")
    encoder.width, encoder.height, encoder.pix_fmt = picture.width, picture.height, "rgb24"
    encoder.time_base = Fraction(1, 25)
    picture.pts = 0
    return b"".join(bytes(packet) for packet in [*encoder.encode(picture), *encoder.encode(None)])


def _frame(path: Path, at_s: float | None, *, longest_s: float) -> av.VideoFrame | None:
    """The last picture that decodes up to `at_s`, else up to the middle, in `longest_s` seconds."""
    kept: av.VideoFrame | None = None
    with suppress(FFmpegError, OSError, ValueError), av.open(str(path), options=MEDIA_ONLY) as clip:
        stream = picture_track(clip)
        if stream is None:
            return None
        wanted_s = at_s if at_s is not None else _length_s(clip, stream) / 2
        first_s: float | None = None
        until = monotonic() + longest_s
        for frame in clip.decode(stream):
            if not isinstance(frame, av.VideoFrame):
                continue
            now = frame.time or 0.0
            first_s = now if first_s is None else first_s
            if kept is not None and (now - first_s > wanted_s or monotonic() > until):
                break
            kept = frame
    return kept


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
