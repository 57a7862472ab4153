"""Single pictures (PNG, JPEG, WebP, ...) as generators paint them and people bring them."""

from __future__ import annotations

from errno import ENOMEM
from io import BytesIO
from pathlib import Path

import av
from av.error import FFmpegError
from av.video.reformatter import Interpolation

from webtv.errors import MediaError, RejectedError
from webtv.media.process.limits import MEBIBYTE

PICTURE_BYTES = 640 * MEBIBYTE
"""What reading a picture may allocate: those of good cameras have 50 million pixels, at most 100.
"""

_BLANK = 1.5
"""Levels (of 255) that the pixels of a blank picture differ by: an encoder's noise."""

_BLANK_SIDE = 1024
_FORMATS = "png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,qoi_pipe,jpegxl_pipe,gif,mov"
"""Demuxers of one picture; `mov` is AVIF's. None of them opens another file."""


def read_picture(path: Path, name: str) -> av.VideoFrame:
    """The picture in a file, called `name`. To be run in a child: it decodes here and now.

    Raises `RejectedError` if there is none in it or it does not decode without an error, and
    `MediaError` if the file cannot be read.
    """
    try:
        # From memory: by its name, ffmpeg would take a file for one of a numbered series.
        data = BytesIO(path.read_bytes())
    except OSError as error:
        raise MediaError(f"{name} cannot be read: {error.strerror}") from error
    try:
        with av.open(data, "r", options={"format_whitelist": _FORMATS}) as container:
            for frame in container.decode(video=0):
                if frame.is_corrupt:
                    raise RejectedError(f"{name} is damaged", check="decodable")
                return frame
    except (FFmpegError, IndexError) as error:
        if isinstance(error, FFmpegError) and error.errno == ENOMEM:
            raise MemoryError from error
        reason = error.strerror if isinstance(error, FFmpegError) else "it holds no picture"
        raise RejectedError(f"{name} is no picture: {reason}", check="decodable") from error
    raise RejectedError(f"{name} holds no picture", check="decodable")


def shrunk(picture: av.VideoFrame, side: int) -> av.VideoFrame:
    """`picture` in its own shape, no side longer than `side` pixels."""
    scale = max(picture.width, picture.height) / side
    if scale <= 1:
        return picture
    size = max(1, round(picture.width / scale)), max(1, round(picture.height / scale))
    return picture.reformat(*size, interpolation=Interpolation.AREA)


def is_blank(picture: av.VideoFrame) -> bool:
    """Whether a picture is one colour all over, as where a model or its safety filter failed."""
    pixels = shrunk(picture, _BLANK_SIDE).to_ndarray(format="rgb24").reshape(-1, 3)
    return bool((pixels.std(axis=0) < _BLANK).all())
