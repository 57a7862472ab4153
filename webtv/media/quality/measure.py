"""Measure a file's picture and sound while it is decoded, once."""

from __future__ import annotations

from errno import ENOMEM
from functools import partial
from math import inf
from pathlib import Path

import av
from av.error import FFmpegError
from pydantic import TypeAdapter

from webtv.errors import MediaError, RejectedError
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.process.decoder import DEADLINE_S, confined
from webtv.media.quality.measures import Measures
from webtv.media.quality.picture_meter import PictureMeter
from webtv.media.quality.sound_meter import SoundMeter
from webtv.media.tracks import picture_track, sound_track

_MEASURES = TypeAdapter(Measures)


def measure(
    path: Path,
    *,
    picture: bool = True,
    sound: bool = False,
    name: str | None = None,
    deadline_s: float = DEADLINE_S,
    longest_s: float = inf,
) -> Measures:
    """Decode a file, and measure its picture and sound track as asked.

    At most `longest_s` seconds of it are looked at, in a child that can do no harm. Raises
    `RejectedError` if it lacks one of them or does not decode without an error to its end.
    Messages say `name` for the file where it is given.
    """
    called = name or path.name
    if not path.is_file():
        raise MediaError(f"{called} cannot be read: there is no such file")
    look = partial(_measure, path, picture, sound, called, longest_s)
    return _MEASURES.validate_json(confined(look, reads=[path], name=called, deadline_s=deadline_s))


def _measure(path: Path, picture: bool, sound: bool, name: str, longest_s: float) -> bytes:
    """`measure`, in the child."""
    pictures, sounds = PictureMeter(), SoundMeter()
    at_s = 0.0
    first_s: float | None = None
    try:
        with av.open(str(path), options=MEDIA_ONLY) as container:
            wanted = _wanted(container, name, picture=picture, sound=sound)
            for frame in container.decode(*wanted):
                if not isinstance(frame, (av.VideoFrame, av.AudioFrame)):
                    continue
                at_s = frame.time if frame.time is not None else at_s
                first_s = at_s if first_s is None else first_s
                if at_s - first_s > longest_s:
                    break
                if frame.is_corrupt:
                    raise RejectedError(
                        f"{name} is damaged at {at_s:.1f} s", check="decodable", at_s=at_s
                    )
                if isinstance(frame, av.VideoFrame):
                    pictures.add(frame)
                else:
                    sounds.add(frame)
    except FFmpegError as error:
        if error.errno == ENOMEM:
            raise MemoryError from error
        raise RejectedError(
            f"{name} cannot be decoded: {error.strerror}", check="decodable", at_s=at_s
        ) from error
    except OSError as error:
        raise MediaError(f"{name} cannot be read: {error.strerror}") from error
    return _MEASURES.dump_json(
        Measures(
            picture=pictures.measures() if picture else None,
            sound=sounds.measures() if sound else None,
        )
    )


def _wanted(
    container: av.container.InputContainer, name: str, *, picture: bool, sound: bool
) -> list[av.VideoStream | av.AudioStream]:
    streams: list[av.VideoStream | av.AudioStream] = []
    if picture:
        shown = picture_track(container)
        if shown is None:
            raise RejectedError(f"{name} has no picture", check="decodable")
        shown.thread_type = "AUTO"
        streams.append(shown)
    if sound:
        heard = sound_track(container)
        if heard is None:
            raise RejectedError(f"{name} has no sound", check="decodable")
        streams.append(heard)
    return streams
