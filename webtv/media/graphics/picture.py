"""Single pictures (PNG, JPEG, WebP, ...) as generators paint them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import av
from av.error import FFmpegError

from webtv.errors import MediaError, RejectedError

_BLANK = 1.5
"""Levels (of 255) that the pixels of a blank picture differ by: an encoder's noise."""

_FORMATS = "png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,qoi_pipe,jpegxl_pipe,gif,mov"
"""Demuxers of one picture; `mov` is AVIF's. None of them opens another file."""


def read_picture(path: Path) -> av.VideoFrame:
    """The picture in a file.

    Raises `RejectedError` if there is none in it or it does not decode without an error, and
    `MediaError` if the file cannot be read.
    """
    try:
        # From memory: by its name, ffmpeg would take a file for one of a numbered series.
        data = BytesIO(path.read_bytes())
    except OSError as error:
        raise MediaError(f"{path} cannot be read: {error.strerror}") from error
    try:
        with av.open(data, "r", options={"format_whitelist": _FORMATS}) as container:
            for frame in container.decode(video=0):
                if frame.is_corrupt:
                    raise RejectedError(f"{path.name} is damaged", check="decodable")
                return frame
    except (FFmpegError, IndexError) as error:
        reason = error.strerror if isinstance(error, FFmpegError) else "it holds no picture"
        raise RejectedError(f"{path.name} is no picture: {reason}", check="decodable") from error
    raise RejectedError(f"{path.name} holds no picture", check="decodable")


def is_blank(picture: av.VideoFrame) -> bool:
    """Whether a picture is one colour all over, as where a model or its safety filter failed."""
    pixels = picture.to_ndarray(format="rgb24").reshape(-1, 3)
    return bool((pixels.std(axis=0) < _BLANK).all())
