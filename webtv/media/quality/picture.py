"""Measure a single picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from webtv.media.picture import PICTURE_BYTES, is_blank, read_picture, shrunk
from webtv.media.process.decoder import confined
from webtv.media.quality.measures import PictureMeasures
from webtv.media.quality.picture_meter import PictureMeter

_MOST_SIDE = 4096
"""Larger pictures are measured at this size: what airs is smaller still."""


@dataclass(frozen=True, slots=True)
class MeasuredPicture:
    """A picture: its size in pixels, whether it is one colour all over, and its measures."""

    width: int
    height: int
    blank: bool
    measures: PictureMeasures


_MEASURED = TypeAdapter(MeasuredPicture)


def measure_picture(path: Path) -> MeasuredPicture:
    """Decode the picture in a file and measure it, in a child that can do no harm.

    Raises `RejectedError` if there is none in it or it does not decode without an error, and
    `MediaError` if the file cannot be read.
    """
    look = partial(_measure, path)
    return _MEASURED.validate_json(
        confined(look, reads=[path], name=path.name, memory_bytes=PICTURE_BYTES)
    )


def _measure(path: Path) -> bytes:
    """`measure_picture`, in the child."""
    picture = read_picture(path, path.name)
    width, height = picture.width, picture.height
    picture = shrunk(picture, _MOST_SIDE)
    meter = PictureMeter()
    meter.add(picture)
    return _MEASURED.dump_json(MeasuredPicture(width, height, is_blank(picture), meter.measures()))
